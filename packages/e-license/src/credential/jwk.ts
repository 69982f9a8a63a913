import {
  CoreError,
  concatBytes,
  decodeBase64Url,
  encodeBase64Url,
  type KeyKind,
  type PublicKey,
  parsePublicKey,
} from '@xinyin/core'
import {
  encodeBitString,
  encodeOid,
  encodeSequence,
  openDer,
  parseDer,
  readBitStringBytes,
} from '@xinyin/core/der'
import type { JsonObject } from '@xinyin/core/json'
import { sdJwtError } from './codes.ts'

const EC = '1.2.840.10045.2.1'
const ED25519 = '1.3.101.112'

interface Curve {
  readonly kind: KeyKind
  /** DER of its `AlgorithmIdentifier`, made when the first key of the curve comes. */
  readonly algorithm: () => Uint8Array
  /** Octets of a coordinate. */
  readonly size: number
}

/**
 * To write object identifiers takes longer than to verify that a point is on its curve: it is done once for each curve.
 */
function algorithmOf(...oids: readonly string[]): () => Uint8Array {
  let written: Uint8Array | undefined
  return () => {
    written ??= encodeSequence(...oids.map(encodeOid))
    return written
  }
}

/** Curves by their `crv` (RFC 7518, 6.2.1.1). `SM2` is of this profile: no name is registered for it. */
const CURVES: Readonly<Record<string, Curve>> = /* @__PURE__ */ (() => ({
  'P-256': { kind: 'P-256', algorithm: algorithmOf(EC, '1.2.840.10045.3.1.7'), size: 32 },
  'P-384': { kind: 'P-384', algorithm: algorithmOf(EC, '1.3.132.0.34'), size: 48 },
  'P-521': { kind: 'P-521', algorithm: algorithmOf(EC, '1.3.132.0.35'), size: 66 },
  SM2: { kind: 'SM2', algorithm: algorithmOf(EC, '1.2.156.10197.1.301'), size: 32 },
}))()

const edwardsAlgorithm = /* @__PURE__ */ algorithmOf(ED25519)

/**
 * The public key in a `cnf.jwk`: of a curve, or Ed25519 (RFC 7517, RFC 8037). A private key there is refused.
 *
 * @throws LicenceError `ERR_SDJWT_KEY_BINDING_KEY`
 */
export function parsePublicJwk(jwk: JsonObject): PublicKey {
  const { kty, crv, x, y } = jwk
  const curve = typeof crv === 'string' && Object.hasOwn(CURVES, crv) ? CURVES[crv] : undefined
  try {
    if (typeof x === 'string' && !Object.hasOwn(jwk, 'd')) {
      if (kty === 'EC' && typeof y === 'string' && curve !== undefined)
        return pointKey(curve, decodeBase64Url(x), decodeBase64Url(y))
      if (kty === 'OKP' && crv === 'Ed25519' && y === undefined)
        return parsePublicKey(encodeSequence(edwardsAlgorithm(), encodeBitString(decodeBase64Url(x))))
    }
  } catch (error) {
    if (!(error instanceof CoreError)) throw error
  }
  throw sdJwtError('ERR_SDJWT_KEY_BINDING_KEY')
}

function pointKey({ algorithm, size }: Curve, x: Uint8Array, y: Uint8Array): PublicKey {
  if (x.length !== size || y.length !== size) throw sdJwtError('ERR_SDJWT_KEY_BINDING_KEY')
  return parsePublicKey(encodeSequence(algorithm(), encodeBitString(concatBytes(Uint8Array.of(4), x, y))))
}

/** A public key as a JWK with nothing but what makes the key. */
export function encodePublicJwk(key: PublicKey): JsonObject {
  const crv = Object.keys(CURVES).find((name) => CURVES[name]?.kind === key.kind)
  if (crv !== undefined && key.point !== undefined) {
    const size = (key.point.length - 1) / 2
    const x = encodeBase64Url(key.point.subarray(1, 1 + size))
    const y = encodeBase64Url(key.point.subarray(1 + size))
    return { kty: 'EC', crv, x, y }
  }
  if (key.kind !== 'Ed25519') throw new TypeError(`key: a holder's key is of a curve, not ${key.kind}`)
  const fields = openDer(parseDer(key.spki))
  fields.next()
  return { kty: 'OKP', crv: 'Ed25519', x: encodeBase64Url(readBitStringBytes(fields.next())) }
}
