import {
  type Certificate,
  equalBytes,
  type PrivateKey,
  parseCertificates,
  parsePrivateKey,
  TrustError,
} from '@xinyin/core'
import { decryptPrivateKey, parsePkcs12 } from '@xinyin/core/keys'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { readPassword } from './password.ts'

/** Where a key and its certificates are. */
export interface KeyOptions {
  readonly key?: string
  readonly cert?: string
  readonly p12?: string
  readonly passwordFile?: string
}

/** A key with its certificate. */
export interface KeyHolder {
  readonly key: PrivateKey
  readonly certificate: Certificate
  /** The certificates above it, as far as they are at hand. */
  readonly above: readonly Certificate[]
}

const MAX_KEY_FILE = 1024 * 1024

/** What a reader refuses in a file that was named, with the name of the file. */
async function readIn<T>(file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof CliError || !(cause instanceof TrustError)) throw cause
    if (cause.code === 'ERR_KEYS_PASSWORD') throw new CliError('ERR_PASSWORD_WRONG', { file }, cause)
    if (cause.code === 'ERR_KEY_ENCRYPTED') throw new CliError('ERR_PASSWORD_MISSING', { file }, cause)
    throw new CliError('ERR_FILE_CONTENT', { file, reason: cause.code }, cause)
  }
}

/** The certificates of a file, PEM or DER. */
export async function readCertificates(file: string): Promise<Certificate[]> {
  const bytes = await readFile(file)
  return readIn(file, () => parseCertificates(bytes))
}

/** A private key, decrypted where it has to be. */
export async function readPrivateKey(file: string, password: () => Promise<string | undefined>) {
  const bytes = await readFile(file, MAX_KEY_FILE)
  return readIn(file, async () => {
    try {
      return parsePrivateKey(bytes)
    } catch (error) {
      const given = error instanceof TrustError ? await password() : undefined
      if (given === undefined) throw error
      return decryptPrivateKey(bytes, given)
    }
  })
}

/**
 * Reads the key to sign or decrypt with, and its certificate.
 *
 * @throws CliError `ERR_KEY_NOT_GIVEN`, `ERR_KEY_OTHER`, `ERR_PASSWORD_MISSING`, `ERR_FILE_*`
 */
export async function readKeyHolder(options: KeyOptions, terminal: Terminal): Promise<KeyHolder> {
  const { key: keyFile, cert, p12, passwordFile } = options
  const password = () => readPassword(passwordFile, terminal)
  if (p12 !== undefined) return readKeyStore(p12, await password())
  if (keyFile === undefined || cert === undefined) throw new CliError('ERR_KEY_NOT_GIVEN')
  const key = await readPrivateKey(keyFile, password)
  const certificates = await readCertificates(cert)
  const isOwn = ({ spki }: Certificate) => equalBytes(spki, key.publicKey.spki)
  const certificate = certificates.find(isOwn)
  if (certificate === undefined) throw new CliError('ERR_KEY_OTHER', { key: keyFile, certificate: cert })
  return { key, certificate, above: certificates.filter((one) => one !== certificate) }
}

async function readKeyStore(file: string, password: string | undefined): Promise<KeyHolder> {
  if (password === undefined) throw new CliError('ERR_PASSWORD_MISSING', { file })
  const bytes = await readFile(file, MAX_KEY_FILE)
  const { keys } = await readIn(file, () => parsePkcs12(bytes, password))
  for (const { privateKey, certificates } of keys) {
    const [certificate, ...above] = certificates
    if (certificate !== undefined) return { key: privateKey, certificate, above }
  }
  throw new CliError('ERR_KEY_OTHER', { key: file, certificate: file })
}
