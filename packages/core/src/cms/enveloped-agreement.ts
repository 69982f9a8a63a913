import { sha1 } from '@noble/hashes/legacy.js'
import { concatBytes } from '../bytes/sequence.ts'
import { createPrivateKey } from '../crypto/create-key.ts'
import { type CurveKind, isCurve } from '../crypto/curve.ts'
import { curvePublicKey } from '../crypto/curve-public-key.ts'
import { digest } from '../crypto/digest.ts'
import type { AlgorithmIdentifier, PublicKey } from '../crypto/key.ts'
import { type PrivateKey, secretOf } from '../crypto/private-key.ts'
import { encodeContext, encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import { cmsError } from './codes.ts'

type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
type NistKind = Exclude<CurveKind, 'SM2'>

/**
 * `dhSinglePass-stdDH-…` and `dhSinglePass-cofactorDH-…` (RFC 5753, 7.1.4), which are one on curves of cofactor 1.
 *
 * Deriving a key does not rest on collisions, so that SHA-1, which OpenSSL takes unless told otherwise, is read; it is
 * never written.
 */
const DERIVATIONS: ReadonlyMap<string, Hash> = /* @__PURE__ */ new Map([
  ['1.3.133.16.840.63.0.2', 'SHA-1'],
  ['1.3.133.16.840.63.0.3', 'SHA-1'],
  ['1.3.132.1.11.1', 'SHA-256'],
  ['1.3.132.1.11.2', 'SHA-384'],
  ['1.3.132.1.11.3', 'SHA-512'],
  ['1.3.132.1.14.1', 'SHA-256'],
  ['1.3.132.1.14.2', 'SHA-384'],
  ['1.3.132.1.14.3', 'SHA-512'],
])

/** AES key wrap (RFC 3565, 2.3.2), with the octets of its key. */
const WRAPS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([
  ['2.16.840.1.101.3.4.1.5', 16],
  ['2.16.840.1.101.3.4.1.25', 24],
  ['2.16.840.1.101.3.4.1.45', 32],
])

const WRITTEN: Readonly<Record<NistKind, string>> = {
  'P-256': '1.3.132.1.11.1',
  'P-384': '1.3.132.1.11.2',
  'P-521': '1.3.132.1.11.3',
}

/** Whether keys of this kind agree on a key, as those of the NIST curves do. */
export function agrees({ kind }: PublicKey): boolean {
  return kind !== 'DSA' && kind !== 'SM2' && isCurve(kind)
}

/** What is agreed with one recipient. */
export interface AgreedKey {
  /** DER `AlgorithmIdentifier` of the agreement, with that of the wrapping in it. */
  readonly algorithm: Uint8Array
  /** The key of the originator, made for this message, as a point. */
  readonly point: Uint8Array
  readonly encryptedKey: Uint8Array
}

/** Wraps a content key under what an ephemeral key and the recipient's agree on (RFC 5753, 3.1). */
export async function agreeOnKey(publicKey: PublicKey, key: Uint8Array): Promise<AgreedKey> {
  const kind = publicKey.kind as NistKind
  const ephemeral = await createPrivateKey(kind)
  const wrap = encodeSequence(
    encodeOid(key.length > 16 ? '2.16.840.1.101.3.4.1.45' : '2.16.840.1.101.3.4.1.5'),
  )
  const oid = WRITTEN[kind]
  const length = key.length > 16 ? 32 : 16
  const shared = await agree(ephemeral, publicKey)
  const kek = derive(DERIVATIONS.get(oid) ?? 'SHA-256', shared, length, wrap, undefined)
  return {
    algorithm: encodeSequence(encodeOid(oid), wrap),
    point: ephemeral.publicKey.point ?? new Uint8Array(0),
    encryptedKey: await wrapKey(kek, key),
  }
}

/** What a message says of an agreement. */
export interface AgreementTerms {
  readonly algorithm: AlgorithmIdentifier
  /** `AlgorithmIdentifier` of the wrapping, read from the parameters of the agreement. */
  readonly wrap: AlgorithmIdentifier | undefined
  /** The originator's ephemeral key as a point; nothing where it is named by a certificate. */
  readonly point: Uint8Array | undefined
  /** User keying material. */
  readonly ukm: Uint8Array | undefined
}

/**
 * How a content key that came under this agreement is unwrapped.
 *
 * @throws CoreError `ERR_CMS_ENVELOPE_ALGORITHM`
 */
export function keyAgreement(terms: AgreementTerms, { publicKey }: PrivateKey) {
  const { algorithm, wrap, point, ukm } = terms
  const hash = DERIVATIONS.get(algorithm.oid)
  const length = wrap && WRAPS.get(wrap.oid)
  if (hash === undefined || length === undefined || point === undefined || !agrees(publicKey))
    throw cmsError('ERR_CMS_ENVELOPE_ALGORITHM', { algorithm: algorithm.oid })
  return async (privateKey: PrivateKey, encryptedKey: Uint8Array): Promise<Uint8Array> => {
    // Reading the point as a key proves that it lies on the curve: one that does not would give the private key away.
    const originator = curvePublicKey(privateKey.kind as NistKind, point)
    const shared = await agree(privateKey, originator)
    return unwrapKey(
      derive(hash, shared, length, algorithm.parameters ?? new Uint8Array(0), ukm),
      encryptedKey,
    )
  }
}

const own = (bytes: Uint8Array) => Uint8Array.from(bytes)

async function agree(privateKey: PrivateKey, publicKey: PublicKey): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto
  const scheme = { name: 'ECDH', namedCurve: privateKey.kind }
  const [mine, theirs] = await Promise.all([
    subtle.importKey('pkcs8', own(secretOf(privateKey).pkcs8), scheme, false, ['deriveBits']),
    subtle.importKey('spki', own(publicKey.spki), scheme, false, []),
  ])
  return new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, null))
}

/**
 * The derivation of X9.63 (RFC 5753, 7.2; SEC 1, 3.6.1): a key for wrapping from what was agreed and `ECC-CMS-SharedInfo`.
 *
 * @param wrap - DER `AlgorithmIdentifier` of the wrapping, as it stands in the message
 */
function derive(
  hash: Hash,
  shared: Uint8Array,
  length: number,
  wrap: Uint8Array,
  ukm: Uint8Array | undefined,
) {
  const bits = new Uint8Array(4)
  new DataView(bits.buffer).setUint32(0, length * 8)
  const info = encodeSequence(
    wrap,
    ...(ukm === undefined ? [] : [encodeContext(0, encodeOctetString(ukm))]),
    encodeContext(2, encodeOctetString(bits)),
  )
  const blocks: Uint8Array[] = []
  for (let counter = 1, made = 0; made < length; counter++) {
    const input = concatBytes(shared, Uint8Array.of(0, 0, 0, counter), info)
    const block = hash === 'SHA-1' ? sha1(input) : digest(hash, input)
    blocks.push(block)
    made += block.length
  }
  return concatBytes(...blocks).subarray(0, length)
}

/** A key of no use of its own, so that WebCrypto wraps and unwraps it whatever it is for. */
const CARRIED = { name: 'HMAC', hash: 'SHA-256' } as const

async function wrapKey(kek: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto
  const wrapping = await subtle.importKey('raw', own(kek), 'AES-KW', false, ['wrapKey'])
  const carried = await subtle.importKey('raw', own(key), CARRIED, true, ['sign'])
  return new Uint8Array(await subtle.wrapKey('raw', carried, wrapping, 'AES-KW'))
}

async function unwrapKey(kek: Uint8Array, wrapped: Uint8Array): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto
  const wrapping = await subtle.importKey('raw', own(kek), 'AES-KW', false, ['unwrapKey'])
  const carried = await subtle.unwrapKey('raw', own(wrapped), wrapping, 'AES-KW', CARRIED, true, ['sign'])
  return new Uint8Array(await subtle.exportKey('raw', carried))
}
