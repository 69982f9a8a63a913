import { concatBytes } from '../bytes/sequence.ts'
import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { randomBytes } from '../crypto/random.ts'
import { decryptSm4Cbc, encryptSm4Cbc } from '../crypto/sm4.ts'
import { decryptSm4Gcm, encryptSm4Gcm } from '../crypto/sm4-gcm.ts'
import { openDer, parseDer } from '../der/read.ts'
import { readOctetString, readSmallInteger } from '../der/value.ts'
import { encodeInteger, encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import { cmsError } from './codes.ts'

/**
 * How content is encrypted. GCM notices every change, CBC none.
 *
 * No standard known to us names SM4-GCM for CMS; it is written as RFC 5084 writes AES-GCM. [?]
 */
export type ContentCipher =
  | 'AES-128-GCM'
  | 'AES-256-GCM'
  | 'AES-128-CBC'
  | 'AES-256-CBC'
  | 'SM4-CBC'
  | 'SM4-GCM'

/** A cipher as messages name it. */
export interface CipherKind {
  readonly oid: string
  readonly block: 'AES' | 'SM4'
  readonly mode: 'CBC' | 'GCM'
  /** Octets of its key. */
  readonly keyLength: number
}

const AES = '2.16.840.1.101.3.4.1'
const SM4 = '1.2.156.10197.1.104'

/** NIST's arc for AES (RFC 3565, 4.1; RFC 5084, 3.2) and GM/T 0006 for SM4. */
const CIPHERS: Readonly<Record<ContentCipher | 'AES-192-GCM' | 'AES-192-CBC', CipherKind>> = {
  'AES-128-CBC': { oid: `${AES}.2`, block: 'AES', mode: 'CBC', keyLength: 16 },
  'AES-192-CBC': { oid: `${AES}.22`, block: 'AES', mode: 'CBC', keyLength: 24 },
  'AES-256-CBC': { oid: `${AES}.42`, block: 'AES', mode: 'CBC', keyLength: 32 },
  'AES-128-GCM': { oid: `${AES}.6`, block: 'AES', mode: 'GCM', keyLength: 16 },
  'AES-192-GCM': { oid: `${AES}.26`, block: 'AES', mode: 'GCM', keyLength: 24 },
  'AES-256-GCM': { oid: `${AES}.46`, block: 'AES', mode: 'GCM', keyLength: 32 },
  'SM4-CBC': { oid: `${SM4}.2`, block: 'SM4', mode: 'CBC', keyLength: 16 },
  'SM4-GCM': { oid: `${SM4}.8`, block: 'SM4', mode: 'GCM', keyLength: 16 },
}

export function cipherOf(name: ContentCipher): CipherKind {
  const cipher = CIPHERS[name]
  if (cipher === undefined) throw new TypeError(`cipher: not known: ${name}`)
  return cipher
}

/**
 * The cipher that a message names, which has to be one for its kind of envelope: authenticated or not.
 *
 * @throws CoreError `ERR_CMS_ENVELOPE_ALGORITHM`
 */
export function cipherOfOid(oid: string, mode: 'CBC' | 'GCM'): CipherKind {
  const cipher = Object.values(CIPHERS).find((one) => one.oid === oid && one.mode === mode)
  if (cipher === undefined) throw cmsError('ERR_CMS_ENVELOPE_ALGORITHM', { algorithm: oid })
  return cipher
}

/** Octets of a tag that is written; at least 12 are read (RFC 5084, 3.2). */
const TAG_LENGTH = 16

export interface EncryptedContent {
  /** DER `AlgorithmIdentifier`. */
  readonly algorithm: Uint8Array
  readonly ciphertext: Uint8Array
  /** The tag of GCM. */
  readonly mac: Uint8Array | undefined
}

/**
 * Encrypts content under a key that is used once, with a random vector.
 *
 * @param authenticated - DER of attributes that the tag covers too
 */
export async function encryptContent(
  { oid, block, mode }: CipherKind,
  key: Uint8Array,
  content: Uint8Array,
  authenticated: Uint8Array = new Uint8Array(0),
): Promise<EncryptedContent> {
  const iv = randomBytes(mode === 'CBC' ? 16 : 12)
  const sealed =
    block === 'AES'
      ? await aes('encrypt', mode, key, iv, content, authenticated, TAG_LENGTH)
      : mode === 'CBC'
        ? encryptSm4Cbc({ key, iv }, content)
        : encryptSm4Gcm({ key, iv, associatedData: authenticated }, content)
  if (mode === 'CBC') {
    const algorithm = encodeSequence(encodeOid(oid), encodeOctetString(iv))
    return { algorithm, ciphertext: sealed, mac: undefined }
  }
  const parameters = encodeSequence(encodeOctetString(iv), encodeInteger(TAG_LENGTH))
  const end = sealed.length - TAG_LENGTH
  return {
    algorithm: encodeSequence(encodeOid(oid), parameters),
    ciphertext: sealed.subarray(0, end),
    mac: sealed.subarray(end),
  }
}

/** What is to be decrypted, and all that the tag covers. */
export interface SealedContent {
  readonly algorithm: AlgorithmIdentifier
  readonly ciphertext: Uint8Array
  readonly mac: Uint8Array
  readonly authenticated: Uint8Array
}

/** Decrypts content. What it throws says more than an attacker should hear; the caller turns it into one error. */
export async function decryptContent(
  { block, mode }: CipherKind,
  key: Uint8Array,
  { algorithm, ciphertext, mac, authenticated }: SealedContent,
): Promise<Uint8Array> {
  const { iv, tagLength } = readParameters(algorithm, mode)
  if (mode === 'CBC')
    return block === 'AES'
      ? aes('decrypt', mode, key, iv, ciphertext)
      : decryptSm4Cbc({ key, iv }, ciphertext)
  if (mac.length !== tagLength) throw cmsError('ERR_CMS_DECRYPT')
  const sealed = concatBytes(ciphertext, mac)
  return block === 'AES'
    ? aes('decrypt', mode, key, iv, sealed, authenticated, tagLength)
    : decryptSm4Gcm({ key, iv, associatedData: authenticated }, sealed)
}

/** An OCTET STRING for CBC; `GCMParameters` with 12 to 16 octets of a tag, 12 where nothing is said (RFC 5084, 3.2). */
function readParameters({ parameters }: AlgorithmIdentifier, mode: 'CBC' | 'GCM') {
  const node = parseDer(parameters ?? new Uint8Array(0))
  if (mode === 'CBC') return { iv: readOctetString(node), tagLength: 0 }
  const fields = openDer(node)
  const iv = readOctetString(fields.next())
  const tagLength = fields.peek() === undefined ? 12 : readSmallInteger(fields.next())
  fields.end()
  // A tag of a few octets is soon guessed.
  if (tagLength < 12 || tagLength > 16) throw cmsError('ERR_CMS_DECRYPT')
  return { iv, tagLength }
}

/** Bytes as WebCrypto's types want them. */
const own = (bytes: Uint8Array) => Uint8Array.from(bytes)

async function aes(
  direction: 'encrypt' | 'decrypt',
  mode: 'CBC' | 'GCM',
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  authenticated: Uint8Array = new Uint8Array(0),
  tagLength = 0,
): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto
  const name = `AES-${mode}`
  const imported = await subtle.importKey('raw', own(key), name, false, [direction])
  const parameters =
    mode === 'CBC'
      ? { name, iv: own(iv) }
      : { name, iv: own(iv), additionalData: own(authenticated), tagLength: tagLength * 8 }
  return new Uint8Array(await subtle[direction](parameters, imported, own(data)))
}
