import { concatBytes, equalBytes } from '../../bytes/sequence.ts'
import { decodeUtf8 } from '../../bytes/utf8.ts'
import { CURVE_LENGTHS, isCurve } from '../../crypto/curve.ts'
import { curvePublicKey } from '../../crypto/curve-public-key.ts'
import { curvePrivateKey } from '../../crypto/ec-private-key.ts'
import { edwardsPrivateKey } from '../../crypto/edwards-private-key.ts'
import type { KeyKind, PublicKey } from '../../crypto/key.ts'
import { subjectPublicKey } from '../../crypto/pkcs8.ts'
import type { PrivateKey } from '../../crypto/private-key.ts'
import { KEY_OIDS, parsePublicKey } from '../../crypto/public-key.ts'
import { RSA_PARTS, type RsaParts, rsaPrivateKey } from '../../crypto/rsa-private-key.ts'
import { encodeBitString, encodeInteger, encodeNull, encodeOid, encodeSequence } from '../../der/write.ts'
import { isJsonObject, type JsonObject, parseStrictJsonObject } from '../../json/parse.ts'
import { keysError } from '../codes.ts'
import { assertProfile, fitsKind, kindOf, type Sm2JwkProfile } from './curve.ts'
import { numberMember, octetsMember, textMember } from './member.ts'
import { assertOperation, type JwkOperation, type JwkUse, readUse } from './use.ts'

/** A JSON Web Key that was read (RFC 7517). */
export interface Jwk extends JwkUse {
  readonly publicKey: PublicKey
  readonly privateKey: PrivateKey | undefined
  /** The member `kid`. */
  readonly keyId: string | undefined
  /** The member `alg`, which goes with the kind of the key. */
  readonly algorithm: string | undefined
}

export interface JwkOptions {
  /** How SM2 keys are written; without it, none is read. */
  readonly sm2?: Sm2JwkProfile
  /** What the key is wanted for: `use`, `key_ops` and the presence of a private key have to allow it. */
  readonly operation?: JwkOperation
}

const MAX_LENGTH = 65536

/**
 * Reads a JSON Web Key, public or private: RSA, EC on the NIST curves, OKP with Ed25519 and Ed448, and SM2 as agreed.
 *
 * Text is read strictly: no member twice, canonical base64url, numbers and coordinates of their exact length, points on
 * their curve, private parts that fit their public ones, all of them there for RSA. Certificates that a JWK carries or
 * points to (`x5c`, `x5u`) are not looked at. Secret keys (`oct`) are not read.
 *
 * @param jwk - text, UTF-8, or an object that was read from JSON already
 * @throws CoreError `ERR_KEYS_JWK`, `ERR_KEYS_JWK_KIND`, `ERR_KEYS_JWK_ALGORITHM`, `ERR_KEYS_JWK_USE`, the `ERR_JSON_…`
 *   codes, and what reading the key throws: `ERR_KEY_POINT`, `ERR_KEY_RSA`, `ERR_KEY_PRIVATE`
 * @example
 * ```ts
 * const { publicKey } = parseJwk(text, { operation: 'verify', sm2: { crv: 'SM2', alg: 'SM2SM3' } })
 * ```
 */
export function parseJwk(jwk: string | Uint8Array | JsonObject, options: JwkOptions = {}): Jwk {
  const { sm2, operation } = options
  assertProfile(sm2)
  const members = readJwkObject(jwk)
  const kind = kindOfJwk(members, sm2)
  if (kind === undefined) throw keysError('ERR_KEYS_JWK_KIND', { kind: nameOfKind(members) })
  const algorithm = textMember(members, 'alg')
  if (algorithm !== undefined && !fitsKind(algorithm, kind, sm2))
    throw keysError('ERR_KEYS_JWK_ALGORITHM', { algorithm: algorithm.slice(0, 64), kind })
  const keyId = textMember(members, 'kid')
  const use = readUse(members)
  const publicKey = readPublicKey(members, kind)
  const privateKey = isPrivate(members, kind) ? readPrivateKey(members, kind, publicKey) : undefined
  if (operation !== undefined) assertOperation(use, operation, privateKey !== undefined)
  return { ...use, publicKey, privateKey, keyId, algorithm }
}

/** The members of a JWK or a set of them. */
export function readJwkObject(json: string | Uint8Array | JsonObject, maxLength = MAX_LENGTH): JsonObject {
  if (typeof json === 'string' || json instanceof Uint8Array) {
    if (json.length > maxLength) throw keysError('ERR_KEYS_JWK', { member: 'JSON' })
    return parseStrictJsonObject(typeof json === 'string' ? json : decodeUtf8(json))
  }
  if (!isJsonObject(json)) throw new TypeError('jwk: expected text, or an object')
  return json
}

/** @returns nothing for a kind that is not supported, or SM2 without a profile */
export function kindOfJwk(jwk: JsonObject, sm2: Sm2JwkProfile | undefined): KeyKind | undefined {
  const kty = textMember(jwk, 'kty')
  if (kty === undefined) throw keysError('ERR_KEYS_JWK', { member: 'kty' })
  if (kty === 'RSA') return 'RSA'
  return kty === 'EC' || kty === 'OKP' ? kindOf(kty, textMember(jwk, 'crv') ?? '', sm2) : undefined
}

const nameOfKind = (jwk: JsonObject) =>
  `${textMember(jwk, 'kty')} ${textMember(jwk, 'crv') ?? ''}`.trim().slice(0, 64)

function readPublicKey(jwk: JsonObject, kind: KeyKind): PublicKey {
  if (kind === 'RSA') {
    const key = encodeSequence(encodeInteger(numberMember(jwk, 'n')), encodeInteger(numberMember(jwk, 'e')))
    return publicKeyOf(KEY_OIDS.rsa, encodeNull(), key)
  }
  if (isCurve(kind)) {
    const [x, y] = [exactly(jwk, 'x', CURVE_LENGTHS[kind]), exactly(jwk, 'y', CURVE_LENGTHS[kind])]
    return curvePublicKey(kind, concatBytes(Uint8Array.of(4), x, y))
  }
  const [oid, length] = kind === 'Ed448' ? [KEY_OIDS.ed448, 57] : [KEY_OIDS.ed25519, 32]
  return publicKeyOf(oid, new Uint8Array(0), exactly(jwk, 'x', length))
}

function publicKeyOf(oid: string, parameters: Uint8Array, key: Uint8Array): PublicKey {
  return parsePublicKey(encodeSequence(encodeSequence(encodeOid(oid), parameters), encodeBitString(key)))
}

/** The primes of an RSA key give it away as its exponent does: with any of them, all have to be there. */
function isPrivate(jwk: JsonObject, kind: KeyKind): boolean {
  const members = kind === 'RSA' ? [...RSA_PARTS.slice(2), 'oth'] : ['d']
  return members.some((member) => Object.hasOwn(jwk, member))
}

function readPrivateKey(jwk: JsonObject, kind: KeyKind, publicKey: PublicKey): PrivateKey {
  const key = privateKeyOf(jwk, kind)
  if (!equalBytes(subjectPublicKey(key.publicKey), subjectPublicKey(publicKey)))
    throw keysError('ERR_KEYS_JWK', { member: 'd' })
  return key
}

function privateKeyOf(jwk: JsonObject, kind: KeyKind): PrivateKey {
  if (kind === 'RSA') {
    // Keys of more than two primes are not read.
    if (Object.hasOwn(jwk, 'oth')) throw keysError('ERR_KEYS_JWK', { member: 'oth' })
    const parts = RSA_PARTS.map((member) => [member, numberMember(jwk, member)])
    return rsaPrivateKey(Object.fromEntries(parts) as RsaParts)
  }
  const d = octetsMember(jwk, 'd')
  try {
    return isCurve(kind) ? curvePrivateKey(kind, d) : edwardsPrivateKey(kind, d)
  } finally {
    d.fill(0)
  }
}

/** Octets of exactly this many (RFC 7518, 6.2.1.2; RFC 8037, 2). */
function exactly(jwk: JsonObject, member: string, length: number): Uint8Array {
  const octets = octetsMember(jwk, member)
  if (octets.length !== length) throw keysError('ERR_KEYS_JWK', { member })
  return octets
}
