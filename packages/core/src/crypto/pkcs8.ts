import { equalBytes } from '../bytes/sequence.ts'
import { type DerCursor, type DerNode, openDer, parseDer, retag } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readBitStringBytes, readNull, readOctetString, readOid, readSmallInteger } from '../der/value.ts'
import { CoreError, TrustError } from '../errors.ts'
import { decodePem } from '../x509/pem.ts'
import { readCurve, readEcPrivateKey } from './ec-private-key.ts'
import { edwardsPrivateKey } from './edwards-private-key.ts'
import type { PublicKey } from './key.ts'
import type { PrivateKey } from './private-key.ts'
import { KEY_OIDS } from './public-key.ts'
import { readRsaPrivateKey } from './rsa-private-key.ts'
import { secretError } from './secret-codes.ts'

const LIMITS = { maxBytes: 32768, maxDepth: 8, maxElements: 64 }

/**
 * Reads an unencrypted private key, DER or PEM: PKCS#8 (RFC 5958, `PRIVATE KEY`), SEC 1 (RFC 5915, `EC PRIVATE KEY`,
 * and `SM2 PRIVATE KEY` as OpenSSL 3 calls it) and PKCS#1 (RFC 8017, `RSA PRIVATE KEY`).
 *
 * A PEM text may hold other blocks, certificates say, but no second key. An encrypted key takes `decryptPrivateKey` of
 * `@xinyin/core/keys`.
 *
 * @throws CoreError `ERR_KEY_PRIVATE`, `ERR_KEY_ENCRYPTED`, `ERR_KEY_ALGORITHM`, `ERR_KEY_RSA`, and the `ERR_PEM_…`
 *   codes
 * @example
 * ```ts
 * const key = parsePrivateKey(await readFile('signer.pem'))
 * ```
 */
export function parsePrivateKey(pemOrDer: Uint8Array | string): PrivateKey {
  if (typeof pemOrDer === 'string' || isPem(pemOrDer)) return parsePem(pemOrDer)
  return readSafely(pemOrDer, (node) => readerOf(node)(node, undefined))
}

/** Whether this is text rather than a SEQUENCE: a PEM file may begin with words about what is in it. */
export function isPem(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes[0] !== TAG.sequence
}

type Reader = (node: DerNode, curve: string | undefined) => PrivateKey

const BY_LABEL = /* @__PURE__ */ new Map<string, Reader>([
  ['PRIVATE KEY', readPrivateKeyInfo],
  ['EC PRIVATE KEY', readEcPrivateKey],
  ['SM2 PRIVATE KEY', readEcPrivateKey],
  ['RSA PRIVATE KEY', readRsaPrivateKey],
])

/** OpenSSL writes a block with the curve in front of a key in SEC 1. */
const PARAMETERS = ['EC PARAMETERS', 'SM2 PARAMETERS']

function parsePem(pem: Uint8Array | string): PrivateKey {
  const blocks = decodePem(pem, { maxBytes: 65536, maxBlocks: 8 })
  const keys = blocks.flatMap(({ label, der }) => {
    const read = BY_LABEL.get(label)
    return read === undefined ? [] : [{ read, der }]
  })
  const parameters = blocks.filter(({ label }) => PARAMETERS.includes(label))
  const isEncrypted = blocks.some(({ label }) => label === 'ENCRYPTED PRIVATE KEY')
  if (isEncrypted && keys.length === 0) throw secretError('ERR_KEY_ENCRYPTED')
  const [key] = keys
  if (key === undefined || keys.length > 1 || isEncrypted || parameters.length > 1)
    throw secretError('ERR_KEY_PRIVATE')
  const [curve] = parameters.map(({ der }) => readSafely(der, readCurve))
  const parsed = readSafely(key.der, (node) => key.read(node, curve))
  key.der.fill(0)
  return parsed
}

/** The three forms differ in what stands after the version: an algorithm, a scalar, a modulus. */
function readerOf(node: DerNode): Reader {
  const fields = openDer(node)
  fields.next(TAG.integer)
  const { tag } = fields.next()
  if (tag === TAG.octetString) return readEcPrivateKey
  return tag === TAG.integer ? readRsaPrivateKey : readPrivateKeyInfo
}

/** Reads from a copy, which is overwritten in the end: the caller may use his buffer again. */
function readSafely<T>(bytes: Uint8Array, read: (node: DerNode) => T): T {
  const der = new Uint8Array(bytes)
  try {
    return read(parseDer(der, LIMITS))
  } catch (cause) {
    if (cause instanceof TrustError && cause.code.startsWith('ERR_DER_'))
      throw secretError('ERR_KEY_PRIVATE', {}, cause)
    throw cause
  } finally {
    der.fill(0)
  }
}

/** `PrivateKeyInfo` of version 1, `OneAsymmetricKey` of version 2 (RFC 5958, 2). */
function readPrivateKeyInfo(node: DerNode): PrivateKey {
  const fields = openDer(node)
  const version = readSmallInteger(fields.next())
  if (version !== 0 && version !== 1) throw secretError('ERR_KEY_PRIVATE')
  const algorithm = openDer(fields.next())
  const key = readKey(algorithm, readOctetString(fields.next()))
  algorithm.end()
  // Attributes [0] may follow, and the public key [1] in version 2.
  fields.optional(contextTag(0))
  const stated = version === 1 ? fields.optional(contextTag(1, 'primitive')) : undefined
  fields.end()
  if (stated !== undefined) {
    const bits = readBitStringBytes(retag(stated, TAG.bitString))
    if (!equalBytes(bits, subjectPublicKey(key.publicKey))) throw secretError('ERR_KEY_PRIVATE')
  }
  return key
}

function readKey(algorithm: DerCursor, key: Uint8Array): PrivateKey {
  const oid = readOid(algorithm.next())
  if (oid === KEY_OIDS.ec) return readEcPrivateKey(parseDer(key), readCurve(algorithm.next()))
  if (oid === KEY_OIDS.rsa) {
    readNull(algorithm.next())
    return readRsaPrivateKey(parseDer(key))
  }
  if (oid === KEY_OIDS.ed25519) return edwardsPrivateKey('Ed25519', readOctetString(parseDer(key)))
  if (oid === KEY_OIDS.ed448) return edwardsPrivateKey('Ed448', readOctetString(parseDer(key)))
  throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: oid })
}

/** The octets of a key's `subjectPublicKey` (RFC 5280, 4.1.2.7). */
export function subjectPublicKey({ spki }: PublicKey): Uint8Array {
  const fields = openDer(parseDer(spki))
  fields.next()
  return readBitStringBytes(fields.next())
}
