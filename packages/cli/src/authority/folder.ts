import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Certificate,
  decodeUtf8,
  encodePem,
  type KeyKind,
  type PrivateKey,
  TrustError,
} from '@xinyin/core'
import type { RevocationReason } from '@xinyin/core/ca'
import { parseStrictJson } from '@xinyin/core/json'
import { encryptPrivateKey, exportPrivateKey } from '@xinyin/core/keys'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'
import { replaceFile, writeSecret } from '../files/write.ts'
import { readCertificates, readPrivateKey } from '../keys/signer.ts'

/** A certificate that was issued. */
export interface IssuedCertificate {
  /** Of its files: `certificates/NAME.pem`, `keys/NAME.key`. */
  readonly name: string
  readonly authority: string
  readonly profile: string
  readonly serialNumber: string
  readonly subject: string
  readonly notAfter: string
  readonly revokedAt?: string
  readonly reason?: Exclude<RevocationReason, 'removeFromCRL'>
}

/** The records of an authority, `ca.json`. */
export interface AuthorityRecords {
  readonly version: 1
  readonly name: string
  readonly kind: KeyKind
  /** Where its answers are: `http://127.0.0.1:8866`. */
  readonly origin: string
  readonly territory: string
  readonly crlNumber: number
  readonly listNumber: number
  readonly certificates: readonly IssuedCertificate[]
}

/** A development hierarchy in a folder, opened for one command. */
export interface AuthorityFolder {
  readonly dir: string
  readonly records: AuthorityRecords
  readonly password: string | undefined
}

const recordsFile = (dir: string) => join(dir, 'ca.json')
export const certificateFile = (dir: string, name: string) => join(dir, 'certificates', `${name}.pem`)
export const keyFile = (dir: string, name: string) => join(dir, 'keys', `${name}.key`)
export const trustFile = (dir: string, folder: string, name: string) => join(dir, 'trust', folder, name)
export const listFile = (dir: string, territory: string) => join(dir, 'lists', `${territory}.jws`)

const MAX_RECORDS = 64 * 1024 * 1024

/** @throws CliError `ERR_CA_FOLDER` where there is no hierarchy, or none that this program made */
export async function readRecords(dir: string): Promise<AuthorityRecords> {
  const file = recordsFile(dir)
  if (!existsSync(file)) throw new CliError('ERR_CA_FOLDER', { folder: dir })
  try {
    const records = parseStrictJson(
      decodeUtf8(await readFile(file, MAX_RECORDS)),
    ) as Partial<AuthorityRecords>
    if (records.version === 1 && Array.isArray(records.certificates)) return records as AuthorityRecords
  } catch (cause) {
    if (!(cause instanceof TrustError) || cause instanceof CliError) throw cause
    throw new CliError('ERR_CA_FOLDER', { folder: dir }, cause)
  }
  throw new CliError('ERR_CA_FOLDER', { folder: dir })
}

export async function writeRecords(dir: string, records: AuthorityRecords): Promise<void> {
  await replaceFile(recordsFile(dir), `${JSON.stringify(records, undefined, 2)}\n`)
}

/** The certificate of a name, and the key that belongs to it. */
export async function readHolder(
  { dir, password }: AuthorityFolder,
  name: string,
): Promise<{ certificate: Certificate; key: PrivateKey; above: readonly Certificate[] }> {
  const [certificate, ...above] = await readCertificates(certificateFile(dir, name))
  if (certificate === undefined) throw new CliError('ERR_CA_UNKNOWN', { found: name })
  const file = keyFile(dir, name)
  try {
    return { certificate, above, key: await readPrivateKey(file, async () => password) }
  } catch (cause) {
    if (!(cause instanceof CliError) || cause.facts['reason'] !== 'ERR_KEY_ENCRYPTED') throw cause
    throw new CliError('ERR_PASSWORD_MISSING', { file }, cause)
  }
}

/** Writes a new key, encrypted where there is a password; only its owner may read the file in any case. */
export async function writeKey(
  { dir, password }: Pick<AuthorityFolder, 'dir' | 'password'>,
  name: string,
  key: PrivateKey,
): Promise<void> {
  const pem =
    password === undefined
      ? encodePem('PRIVATE KEY', exportPrivateKey(key))
      : encodePem('ENCRYPTED PRIVATE KEY', await encryptPrivateKey(key, password))
  await writeSecret(keyFile(dir, name), pem)
}

/** Writes a certificate, and those above it, without the root. */
export async function writeCertificates(dir: string, name: string, ...certificates: readonly Certificate[]) {
  await replaceFile(certificateFile(dir, name), pemOf(...certificates))
}

export const pemOf = (...certificates: readonly Certificate[]): string =>
  certificates.map(({ raw }) => encodePem('CERTIFICATE', raw)).join('')
