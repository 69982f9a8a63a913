import { type Certificate, decodeBase64, equalBytes, type Signer } from '@xinyin/core'
import { findCertificate } from '../../create/signature.ts'
import { isSm2WithSm3 } from '../../seal/algorithm.ts'
import { parseSeal } from '../../seal/parse.ts'
import type { Seal } from '../../seal/seal.ts'
import { signatureError } from '../../signature/codes.ts'
import type { DataContent } from './content.ts'
import type { DataSealValue } from './form.ts'
import type { CmsPreparation, DataSealPreparation, JwsPreparation, SesPreparation } from './preparation.ts'
import { assertTimeStamper, type FinishDataSealOptions, finishDataSeal, prepareDataSeal } from './prepare.ts'

interface Signing extends FinishDataSealOptions {
  /** Holds the key of the certificate. */
  readonly signer: Signer
}

/** How data is sealed with an electronic seal; the certificate may be left out when the seal holds it. */
export type SesSealing = Omit<SesPreparation, 'certificate'> &
  Signing & { readonly certificate?: Certificate }
export type CmsSealing = CmsPreparation & Signing
export type JwsSealing = JwsPreparation & Omit<Signing, 'timeStamper'>

/** How data is sealed, and by whom. */
export type DataSealing = SesSealing | CmsSealing | JwsSealing

/**
 * Seals data of any kind and size; the seal stands beside it, and the data stays as it is.
 *
 * The data is gone through once, in constant memory. What the seal says of it (`name`, `mediaType`) is signed along.
 *
 * @param content - bytes, or a stream of any size, which is read once
 * @returns the seal: DER, or for a JWS its compact form
 * @throws SealError `ERR_SIGNER_NOT_LISTED`, `ERR_SEAL_NOT_VALID`, `ERR_SEAL_NOT_YET_MADE`, `ERR_SIGNER_NOT_VALID`,
 *   `ERR_DATA_FOREIGN_SIGNATURE` for a signer whose signature does not hold; and what signer and time stamper throw
 * @throws TypeError, RangeError for a wrong call: a key that is not SM2 or not that of the certificate
 * @example
 * ```ts
 * const value = await sealData(file.stream(), { seal, signer, name: 'permits.csv', mediaType: 'text/csv' })
 * ```
 */
export function sealData(content: DataContent, options: SesSealing | CmsSealing): Promise<Uint8Array>
export function sealData(content: DataContent, options: JwsSealing): Promise<string>
export function sealData(content: DataContent, options: DataSealing): Promise<DataSealValue>
export async function sealData(content: DataContent, options: DataSealing): Promise<DataSealValue> {
  const { signer } = options
  if (!isSm2WithSm3(signer.algorithm)) throw new TypeError('signer: data is sealed with SM2')
  const ready = withCertificate(options)
  if (!equalBytes(signer.publicKey.spki, ready.certificate.publicKey.spki))
    throw new TypeError('certificate: not that of the signer')
  const timeStamper = 'timeStamper' in options ? options.timeStamper : undefined
  const ses = 'seal' in ready && !(ready.seal instanceof Uint8Array) ? ready.seal.form : undefined
  assertTimeStamper({ form: ready.form ?? 'ses', ses }, timeStamper)
  const prepared = await prepareDataSeal(content, ready)
  const signature = await signer.sign(decodeBase64(prepared.toSign))
  return finishDataSeal(prepared, signature, timeStamper === undefined ? {} : { timeStamper })
}

function withCertificate(options: DataSealing): DataSealPreparation {
  if (options.form === 'cms' || options.form === 'jws') return options
  const seal: Seal = options.seal instanceof Uint8Array ? parseSeal(options.seal) : options.seal
  const certificate = options.certificate ?? findCertificate(seal, options.signer.publicKey)
  if (certificate === undefined) throw signatureError('ERR_SIGNER_NOT_LISTED')
  return { ...options, seal, certificate }
}
