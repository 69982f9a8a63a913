import { type Pbkdf2Hash, pbkdf2 } from '../crypto/pbkdf2.ts'
import { type DerNode, openDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readNull, readOctetString, readOid, readSmallInteger } from '../der/value.ts'
import { encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import { keysError } from './codes.ts'
import type { Budget } from './limits.ts'

export const PBKDF2_OID = '1.2.840.113549.1.5.12'

/** The HMACs of PBKDF2 (RFC 8018, B.1.1 and B.1.2), and that with SM3 under either of its identifiers in use. [?] */
const HMACS: readonly (readonly [oid: string, hash: Pbkdf2Hash])[] = [
  ['1.2.840.113549.2.7', 'SHA-1'],
  ['1.2.840.113549.2.9', 'SHA-256'],
  ['1.2.840.113549.2.10', 'SHA-384'],
  ['1.2.840.113549.2.11', 'SHA-512'],
  // As OpenSSL writes it; it comes first, so that is what is written here.
  ['1.2.156.10197.1.401.3.1', 'SM3'],
  ['1.2.156.10197.1.401.2', 'SM3'],
]

/** Octets of the hashes, which are what one pass of the iterations gives. */
const HASH_LENGTHS: Readonly<Record<Pbkdf2Hash, number>> = {
  'SHA-1': 20,
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
  SM3: 32,
}

/**
 * What one round takes, in rounds with SHA-256, as measured. SM3 takes eight of them where portable code makes it, as in
 * browsers; it counts for fewer, so that files of a few keys can be read, and stays within five seconds.
 */
const WEIGHTS: Readonly<Record<Pbkdf2Hash, number>> = {
  'SHA-1': 1,
  'SHA-256': 1,
  'SHA-384': 2,
  'SHA-512': 2,
  SM3: 3,
}

/** `PBKDF2-params` (RFC 8018, A.2). */
export interface Pbkdf2Parameters {
  readonly hash: Pbkdf2Hash
  readonly salt: Uint8Array
  readonly iterations: number
  /** Octets of the key, where they are stated. */
  readonly keyLength: number | undefined
}

/**
 * Reads the identifier of an HMAC, with parameters `NULL` or none.
 *
 * @throws CoreError `ERR_KEYS_ALGORITHM`
 */
export function readHmac(node: DerNode): Pbkdf2Hash {
  const fields = openDer(node)
  const oid = readOid(fields.next())
  const parameters = fields.optional(TAG.null)
  if (parameters !== undefined) readNull(parameters)
  fields.end()
  const hash = HMACS.find(([known]) => known === oid)?.[1]
  if (hash === undefined) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
  return hash
}

/** @throws CoreError `ERR_KEYS_ALGORITHM`, also for no iteration at all */
export function readPbkdf2Parameters(node: DerNode): Pbkdf2Parameters {
  const fields = openDer(node)
  const salt = readOctetString(fields.next())
  const iterations = readSmallInteger(fields.next())
  const stated = fields.optional(TAG.integer)
  const keyLength = stated === undefined ? undefined : readSmallInteger(stated)
  // HMAC-SHA-1 where none is named.
  const prf = fields.peek()
  const hash = prf === undefined ? 'SHA-1' : readHmac(fields.next())
  fields.end()
  if (iterations < 1) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: PBKDF2_OID })
  return { hash, salt, iterations, keyLength }
}

/** @throws CoreError `ERR_KEYS_EFFORT` */
export function derivePbkdf2(
  password: Uint8Array,
  { hash, salt, iterations }: Pbkdf2Parameters,
  length: number,
  budget: Budget,
): Promise<Uint8Array> {
  budget.iterate(iterations * Math.ceil(length / HASH_LENGTHS[hash]), WEIGHTS[hash])
  return pbkdf2(hash, password, salt, iterations, length)
}

/** `AlgorithmIdentifier` of an HMAC, with `NULL`. */
export function encodeHmac(hash: Pbkdf2Hash): Uint8Array {
  const [oid = ''] = HMACS.find(([, known]) => known === hash) ?? []
  return encodeSequence(encodeOid(oid), encodeNull())
}

/** `AlgorithmIdentifier` of PBKDF2. */
export function encodePbkdf2({ hash, salt, iterations, keyLength }: Pbkdf2Parameters): Uint8Array {
  const parameters = encodeSequence(
    encodeOctetString(salt),
    encodeInteger(iterations),
    ...(keyLength === undefined ? [] : [encodeInteger(keyLength)]),
    encodeHmac(hash),
  )
  return encodeSequence(encodeOid(PBKDF2_OID), parameters)
}
