import { shake256 } from '@noble/hashes/sha3.js'
import { equalBytes } from '../bytes/sequence.ts'
import type { DigestName } from '../crypto/digest.ts'
import { DIGEST_OIDS } from '../crypto/digest-oid.ts'
import { createHasher } from '../crypto/hash.ts'
import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { encodeInteger, encodeNull, encodeOid, encodeSequence } from '../der/write.ts'
import type { Hasher } from '../gm/sm3.ts'

/** The digests of messages. SHAKE256 gives 64 octets, and goes with Ed448 alone (RFC 8419, 2.3). */
export type MessageDigest = DigestName | 'SHAKE256'

const DIGESTS = /* @__PURE__ */ new Map<string, MessageDigest>([
  [DIGEST_OIDS['SHA-256'], 'SHA-256'],
  [DIGEST_OIDS['SHA-384'], 'SHA-384'],
  [DIGEST_OIDS['SHA-512'], 'SHA-512'],
  [DIGEST_OIDS.SM3, 'SM3'],
  // SM3 without a key, as GM/T 0006 also calls it.
  ['1.2.156.10197.1.401.1', 'SM3'],
  // The first leaves the length out (RFC 8702, 3.1), the other states it.
  ['2.16.840.1.101.3.4.2.12', 'SHAKE256'],
  ['2.16.840.1.101.3.4.2.18', 'SHAKE256'],
])

const SHAKE256_OF_STATED_LENGTH = '2.16.840.1.101.3.4.2.18'

/**
 * The digest that an `AlgorithmIdentifier` names, with its parameters absent or NULL (RFC 5754, 2).
 *
 * @returns nothing where it is not known or no longer safe (SHA-1, MD5)
 */
export function messageDigest({ oid, parameters }: AlgorithmIdentifier): MessageDigest | undefined {
  const name = DIGESTS.get(oid)
  if (oid === SHAKE256_OF_STATED_LENGTH)
    return parameters !== undefined && equalBytes(parameters, encodeInteger(512)) ? name : undefined
  return parameters === undefined || equalBytes(parameters, encodeNull()) ? name : undefined
}

/** The `AlgorithmIdentifier` of a digest, its parameters absent (RFC 5754, 2). */
export const encodeDigestAlgorithm = (name: MessageDigest): Uint8Array =>
  encodeSequence(encodeOid(name === 'SHAKE256' ? '2.16.840.1.101.3.4.2.12' : DIGEST_OIDS[name]))

/** Starts a digest over input that comes in pieces. */
export function createMessageDigest(name: MessageDigest): Hasher {
  return name === 'SHAKE256' ? shake256.create({ dkLen: 64 }) : createHasher(name)
}

/** The digest of bytes that are at hand. */
export const digestBytes = (name: MessageDigest, ...parts: readonly Uint8Array[]): Uint8Array =>
  parts.reduce((hasher, part) => hasher.update(part), createMessageDigest(name)).digest()
