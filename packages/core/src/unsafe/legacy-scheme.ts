import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256 } from '@noble/hashes/sha2.js'
import { equalBytes } from '../bytes/sequence.ts'
import { CURVE_LENGTHS, isCurve } from '../crypto/curve.ts'
import { readDerSignature } from '../crypto/ec-signature.ts'
import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { verifyRsaPkcs1 } from '../crypto/rsa-verify.ts'
import { type SignatureScheme, signatureScheme } from '../crypto/scheme.ts'
import { encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import { verifyDsa } from './dsa.ts'

interface Hash {
  readonly name: string
  readonly oid: string
  compute(message: Uint8Array): Uint8Array
}

const MD5: Hash = { name: 'MD5', oid: '1.2.840.113549.2.5', compute: md5 }
const SHA1: Hash = { name: 'SHA-1', oid: '1.3.14.3.2.26', compute: sha1 }
const SHA224: Hash = { name: 'SHA-224', oid: '2.16.840.1.101.3.4.2.4', compute: sha224 }
const SHA256: Hash = { name: 'SHA-256', oid: '2.16.840.1.101.3.4.2.1', compute: sha256 }

const rsa = ({ name, oid, compute }: Hash): SignatureScheme => ({
  name: `RSA PKCS#1 v1.5 with ${name}`,
  digest: undefined,
  accepts: (kind) => kind === 'RSA',
  async verify(publicKey, message, signature) {
    if (publicKey.kind !== 'RSA' || publicKey.pssOnly !== undefined) return false
    const algorithm = encodeSequence(encodeOid(oid), encodeNull())
    const digestInfo = encodeSequence(algorithm, encodeOctetString(compute(message)))
    return verifyRsaPkcs1(publicKey, digestInfo, signature)
  },
})

const ecdsa = ({ name, compute }: Hash): SignatureScheme => ({
  name: `ECDSA with ${name}`,
  digest: undefined,
  accepts: (kind) => isCurve(kind) && kind !== 'SM2',
  async verify({ kind, point }, message, signature) {
    if (!isCurve(kind) || kind === 'SM2' || point === undefined) return false
    const raw = readDerSignature(signature, CURVE_LENGTHS[kind])
    if (raw === undefined) return false
    // Loaded when met, as in the portable provider.
    const { nistCurve } = await import('../crypto/nist-curve.ts')
    return nistCurve(kind).verify(raw, compute(message), point, { prehash: false, lowS: false })
  },
})

const dsa = ({ name, compute }: Hash): SignatureScheme => ({
  name: `DSA with ${name}`,
  digest: undefined,
  accepts: (kind) => kind === 'DSA',
  async verify(publicKey, message, signature) {
    return publicKey.kind === 'DSA' && verifyDsa(publicKey, compute(message), signature)
  },
})

/** RFC 3279, 2.2, and RFC 5758, 3.1. RSA has NULL for parameters, the others none. */
const LEGACY = /* @__PURE__ */ (() =>
  new Map<string, { scheme: SignatureScheme; allowsNull: boolean }>([
    ['1.2.840.113549.1.1.4', { scheme: rsa(MD5), allowsNull: true }],
    ['1.2.840.113549.1.1.5', { scheme: rsa(SHA1), allowsNull: true }],
    ['1.3.14.3.2.29', { scheme: rsa(SHA1), allowsNull: true }],
    ['1.2.840.113549.1.1.14', { scheme: rsa(SHA224), allowsNull: true }],
    ['1.2.840.10045.4.1', { scheme: ecdsa(SHA1), allowsNull: false }],
    ['1.2.840.10045.4.3.1', { scheme: ecdsa(SHA224), allowsNull: false }],
    ['1.2.840.10040.4.3', { scheme: dsa(SHA1), allowsNull: false }],
    ['2.16.840.1.101.3.4.3.1', { scheme: dsa(SHA224), allowsNull: false }],
    ['2.16.840.1.101.3.4.3.2', { scheme: dsa(SHA256), allowsNull: false }],
  ]))()

/** The scheme that an `AlgorithmIdentifier` names, one of another time included. */
export function legacySignatureScheme(algorithm: AlgorithmIdentifier): SignatureScheme | undefined {
  const { oid, parameters } = algorithm
  const entry = LEGACY.get(oid)
  if (entry === undefined) return signatureScheme(algorithm)
  if (parameters === undefined) return entry.scheme
  return entry.allowsNull && equalBytes(parameters, encodeNull()) ? entry.scheme : undefined
}
