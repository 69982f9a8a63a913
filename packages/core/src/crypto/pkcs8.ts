import { ed25519 } from '@noble/curves/ed25519.js'
import { equalBytes } from '../bytes/sequence.ts'
import { type DerCursor, type DerNode, openDer, parseDer } from '../der/read.ts'
import { contextTag } from '../der/tag.ts'
import {
  readBitStringBytes,
  readInteger,
  readNull,
  readOctetString,
  readOid,
  readSmallInteger,
} from '../der/value.ts'
import {
  encodeBitString,
  encodeContext,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/write.ts'
import { CoreError, TrustError } from '../errors.ts'
import { readNumber } from '../gm/number.ts'
import { encodeSm2Point, SM2_CURVE, Sm2Point } from '../gm/sm2/curve.ts'
import { decodePem } from '../x509/pem.ts'
import { CURVE_LENGTHS, type CurveKind, curveOfOid, nistCurve } from './curve.ts'
import { keepSecret, type PrivateKey } from './private-key.ts'
import { curveAlgorithm, curvePublicKey, KEY_OIDS, parsePublicKey } from './public-key.ts'

/**
 * Reads an unencrypted private key in PKCS#8 (RFC 5958), DER or PEM (`PRIVATE KEY`).
 *
 * @throws CoreError `ERR_KEY_PRIVATE`, `ERR_KEY_ALGORITHM`, `ERR_KEY_RSA`, and the `ERR_PEM_…` codes
 */
export function parsePrivateKey(pkcs8: Uint8Array | string): PrivateKey {
  const isPem = typeof pkcs8 === 'string' || pkcs8[0] === 0x2d
  const der = isPem ? privateKeyBlock(pkcs8) : pkcs8.slice()
  try {
    const fields = openDer(parseDer(der, { maxBytes: 32768, maxDepth: 8, maxElements: 64 }))
    const version = readSmallInteger(fields.next())
    if (version > 1) throw new CoreError('ERR_KEY_PRIVATE')
    const algorithm = openDer(fields.next())
    const oid = readOid(algorithm.next())
    const key = readKey(oid, algorithm, readOctetString(fields.next()))
    algorithm.end()
    // Attributes [0] may follow, and the public key [1] in version 2.
    fields.optional(contextTag(0))
    const stated = version === 1 ? fields.optional(contextTag(1, 'primitive')) : undefined
    fields.end()
    if (stated !== undefined && !equalBytes(stated.content.subarray(1), publicBits(key)))
      throw new CoreError('ERR_KEY_PRIVATE')
    return key
  } catch (cause) {
    if (cause instanceof TrustError && cause.code.startsWith('ERR_DER_'))
      throw new CoreError('ERR_KEY_PRIVATE', {}, cause)
    throw cause
  }
}

function readKey(oid: string, algorithm: DerCursor, key: Uint8Array): PrivateKey {
  if (oid === KEY_OIDS.ec) {
    const curve = readOid(algorithm.next())
    const kind = curveOfOid(curve)
    if (kind === undefined) throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: curve })
    return curveKey(kind, parseDer(key))
  }
  if (oid === KEY_OIDS.rsa) {
    readNull(algorithm.next())
    return rsaKey(parseDer(key))
  }
  if (oid === KEY_OIDS.ed25519) return ed25519Key(readOctetString(parseDer(key)))
  throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: oid })
}

/** The `subjectPublicKey` of a key's public half. */
function publicBits({ publicKey }: PrivateKey): Uint8Array {
  const fields = openDer(parseDer(publicKey.spki))
  fields.next()
  return readBitStringBytes(fields.next())
}

function privateKeyBlock(pem: Uint8Array | string): Uint8Array {
  const blocks = decodePem(pem, { maxBytes: 65536, maxBlocks: 8 }).filter(
    ({ label }) => label === 'PRIVATE KEY',
  )
  const [block] = blocks
  if (block === undefined || blocks.length > 1) throw new CoreError('ERR_KEY_PRIVATE')
  return block.der
}

/** `ECPrivateKey` (RFC 5915, 3). */
function curveKey(kind: CurveKind, node: DerNode): PrivateKey {
  const fields = openDer(node)
  if (readSmallInteger(fields.next()) !== 1) throw new CoreError('ERR_KEY_PRIVATE')
  const key = curvePrivateKey(kind, readOctetString(fields.next()))
  fields.optional(0xa0)
  const stated = fields.optional(0xa1)
  fields.end()
  if (stated !== undefined) {
    const { point } = key.publicKey
    const statedPoint = readBitStringBytes(parseDer(stated.content))
    if (point === undefined || !equalBytes(point, statedPoint)) throw new CoreError('ERR_KEY_PRIVATE')
  }
  return key
}

/**
 * The private key that a scalar is.
 *
 * @throws CoreError `ERR_KEY_PRIVATE` where it is out of range: 1 to n-2 for SM2, 1 to n-1 for the NIST curves
 */
export function curvePrivateKey(kind: CurveKind, scalar: Uint8Array): PrivateKey {
  const point = curvePoint(kind, scalar)
  if (scalar.length !== CURVE_LENGTHS[kind] || point === undefined) throw new CoreError('ERR_KEY_PRIVATE')
  const ecPrivateKey = encodeSequence(
    encodeInteger(1),
    encodeOctetString(scalar),
    encodeContext(1, encodeBitString(point)),
  )
  const pkcs8 = encodeSequence(encodeInteger(0), curveAlgorithm(kind), encodeOctetString(ecPrivateKey))
  return keepSecret(curvePublicKey(kind, point), { pkcs8, scalar: scalar.slice() })
}

export function curvePoint(kind: CurveKind, scalar: Uint8Array): Uint8Array | undefined {
  if (kind !== 'SM2') {
    const curve = nistCurve(kind)
    return curve.utils.isValidSecretKey(scalar) ? curve.getPublicKey(scalar, false) : undefined
  }
  const number = readNumber(scalar)
  // n-1 is out: signing divides by 1 + d (GB/T 32918.1-2016, 6.1).
  if (number < 1n || number > SM2_CURVE.n - 2n) return undefined
  return encodeSm2Point(Sm2Point.BASE.multiply(number))
}

/** `RSAPrivateKey` (RFC 8017, A.1.2) of two primes. */
function rsaKey(node: DerNode): PrivateKey {
  const fields = openDer(node)
  if (readSmallInteger(fields.next()) !== 0) throw new CoreError('ERR_KEY_PRIVATE')
  const [n = 0n, e = 0n, d = 0n, p = 0n, q = 0n, dp = 0n, dq = 0n, inverse = 0n] = Array.from(
    { length: 8 },
    () => readInteger(fields.next()),
  )
  fields.end()
  const algorithm = encodeSequence(encodeOid(KEY_OIDS.rsa), encodeNull())
  const publicKey = parsePublicKey(
    encodeSequence(algorithm, encodeBitString(encodeSequence(encodeInteger(n), encodeInteger(e)))),
  )
  // A part that does not fit makes signing give the factors away, so every one is checked.
  const fits =
    p > 1n &&
    q > 1n &&
    p * q === n &&
    dp === d % (p - 1n) &&
    dq === d % (q - 1n) &&
    (e * dp) % (p - 1n) === 1n &&
    (e * dq) % (q - 1n) === 1n &&
    (inverse * q) % p === 1n
  if (!fits) throw new CoreError('ERR_KEY_PRIVATE')
  return keepSecret(publicKey, {
    pkcs8: encodeSequence(encodeInteger(0), algorithm, encodeOctetString(node.raw)),
    scalar: undefined,
  })
}

/** `CurvePrivateKey` of Ed25519 (RFC 8410, 7). */
export function ed25519Key(seed: Uint8Array): PrivateKey {
  if (seed.length !== 32) throw new CoreError('ERR_KEY_PRIVATE')
  const algorithm = encodeSequence(encodeOid(KEY_OIDS.ed25519))
  const publicKey = parsePublicKey(encodeSequence(algorithm, encodeBitString(ed25519.getPublicKey(seed))))
  const pkcs8 = encodeSequence(encodeInteger(0), algorithm, encodeOctetString(encodeOctetString(seed)))
  return keepSecret(publicKey, { pkcs8, scalar: seed.slice() })
}
