import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { readInteger, readSmallInteger } from '../der/value.ts'
import {
  encodeBitString,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/write.ts'
import { keepSecret, type PrivateKey } from './private-key.ts'
import { KEY_OIDS, parsePublicKey } from './public-key.ts'
import { secretError } from './secret-codes.ts'

/** The parts of `RSAPrivateKey` after its version, in their order; JWK names them so too (RFC 7518, 6.3.2). */
export const RSA_PARTS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const

export type RsaParts = Readonly<Record<(typeof RSA_PARTS)[number], bigint>>

/**
 * Reads an `RSAPrivateKey` of two primes (RFC 8017, A.1.2; PKCS#1).
 *
 * @throws CoreError `ERR_KEY_PRIVATE`, `ERR_KEY_RSA`
 */
export function readRsaPrivateKey(node: DerNode): PrivateKey {
  const fields = openDer(node)
  if (readSmallInteger(fields.next()) !== 0) throw secretError('ERR_KEY_PRIVATE')
  const parts = Object.fromEntries(RSA_PARTS.map((name) => [name, readInteger(fields.next())])) as RsaParts
  fields.end()
  return rsaPrivateKey(parts)
}

/** The parts of an RSA key, from its PKCS#8. */
export function rsaPartsOf(pkcs8: Uint8Array): RsaParts {
  const info = openDer(parseDer(pkcs8))
  info.next()
  info.next()
  const fields = openDer(parseDer(info.next().content))
  fields.next()
  return Object.fromEntries(RSA_PARTS.map((name) => [name, readInteger(fields.next())])) as RsaParts
}

/**
 * The private key that parts are, each of which has to fit the others.
 *
 * @throws CoreError `ERR_KEY_PRIVATE`, `ERR_KEY_RSA`
 */
export function rsaPrivateKey(parts: RsaParts): PrivateKey {
  const algorithm = encodeSequence(encodeOid(KEY_OIDS.rsa), encodeNull())
  const publicBits = encodeSequence(encodeInteger(parts.n), encodeInteger(parts.e))
  const publicKey = parsePublicKey(encodeSequence(algorithm, encodeBitString(publicBits)))
  if (!doFit(parts)) throw secretError('ERR_KEY_PRIVATE')
  const rsa = encodeSequence(encodeInteger(0), ...RSA_PARTS.map((name) => encodeInteger(parts[name])))
  const pkcs8 = encodeSequence(encodeInteger(0), algorithm, encodeOctetString(rsa))
  rsa.fill(0)
  return keepSecret(publicKey, { pkcs8, scalar: undefined })
}

/** A part that does not fit makes signing give the factors away, so every one is looked at. */
function doFit({ n, e, d, p, q, dp, dq, qi }: RsaParts): boolean {
  return (
    p > 1n &&
    q > 1n &&
    p * q === n &&
    d > 0n &&
    d < n &&
    dp === d % (p - 1n) &&
    dq === d % (q - 1n) &&
    (e * dp) % (p - 1n) === 1n &&
    (e * dq) % (q - 1n) === 1n &&
    qi > 0n &&
    qi < p &&
    (qi * q) % p === 1n
  )
}
