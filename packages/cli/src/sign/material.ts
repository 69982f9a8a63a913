import { type Certificate, createSigner, type Signer, TrustError } from '@xinyin/core'
import { parseSeal, type Seal } from '@xinyin/e-seal'
import type { SealOfdOptions, SignOfdOptions } from '@xinyin/e-seal/ofd'
import { CliError } from '../errors.ts'
import { operatorFetch } from '../files/fetch.ts'
import { readFile } from '../files/read.ts'
import { readPassword } from '../keys/password.ts'
import { type KeyOptions, readKeyHolder, readPrivateKey } from '../keys/signer.ts'
import type { Session } from '../session.ts'
import { type PlaceOptions, placesOf } from './places.ts'

/** With what is signed, and how. */
export interface SigningMaterialOptions extends KeyOptions, PlaceOptions {
  readonly seal?: string
  readonly type: 'seal' | 'sign'
  readonly form?: 'attributes' | 'content'
  readonly protect: 'whole' | 'continue'
  readonly document?: number
  readonly timeStamp?: string
}

/** What the library takes, for documents with a seal and without one. */
export type SigningMaterial =
  | { readonly type: 'seal'; readonly seal: Seal; readonly options: SealOfdOptions }
  | { readonly type: 'sign'; readonly certificate: Certificate; readonly options: SignOfdOptions }

const MAX_SEAL_FILE = 32 * 1024 * 1024

/**
 * Reads seal, key and certificates.
 *
 * @throws CliError `ERR_OPTION_MISSING`, `ERR_KEY_*`, `ERR_PASSWORD_*`, `ERR_FILE_*`, `ERR_URL`
 */
export async function readMaterial(
  options: SigningMaterialOptions,
  session: Session,
): Promise<SigningMaterial> {
  const { type, form, protect, document, timeStamp } = options
  const how = {
    protect,
    ...(document === undefined ? {} : { document: document - 1 }),
    ...(timeStamp === undefined ? {} : { timeStamp: { url: timeStamp, fetch: operatorFetch(timeStamp) } }),
  }
  if (type === 'sign') {
    const { key, certificate, above } = await readKeyHolder(options, session.terminal)
    const signing = { signer: createSigner(key), certificate, certificates: above }
    return { type, certificate, options: { ...signing, ...how, ...(form === undefined ? {} : { form }) } }
  }
  if (options.seal === undefined) throw new CliError('ERR_OPTION_MISSING', { option: '--seal' })
  const seal = await readSeal(options.seal)
  return {
    type,
    seal,
    options: { seal, ...(await readSealSigner(options, session)), ...how, ...placesOf(options) },
  }
}

/** A seal in a file. */
export async function readSeal(file: string): Promise<Seal> {
  const bytes = await readFile(file, MAX_SEAL_FILE)
  try {
    return parseSeal(bytes)
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw new CliError('ERR_FILE_CONTENT', { file, reason: cause.code }, cause)
  }
}

/** The key of who uses a seal; most seals hold his certificate, so that it need not be given. */
export async function readSealSigner(
  options: KeyOptions,
  { terminal }: Session,
): Promise<{ signer: Signer; certificate?: Certificate }> {
  const { key: file, cert, p12, passwordFile } = options
  if (p12 === undefined && file !== undefined && cert === undefined) {
    const key = await readPrivateKey(file, () => readPassword(passwordFile, terminal))
    return { signer: createSigner(key) }
  }
  const { key, certificate } = await readKeyHolder(options, terminal)
  return { signer: createSigner(key), certificate }
}
