import { p256, p384, p521 } from '@noble/curves/nist.js'
import { CoreError } from '../errors.ts'
import { parseSm2Point } from '../gm/sm2/curve.ts'
import type { KeyKind, PublicKeyKind } from './key.ts'
import { createLru, lruKey } from './lru.ts'

/** The kinds of key that are points of a prime curve. */
export type CurveKind = Exclude<KeyKind, 'RSA' | 'Ed25519' | 'Ed448'>

/** Object identifiers of the curves as `ecPublicKey` parameters (GB/T 35276, RFC 5480). */
export const CURVE_OIDS: Readonly<Record<CurveKind, string>> = {
  SM2: '1.2.156.10197.1.301',
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
  'P-521': '1.3.132.0.35',
}

/** Octets of a coordinate, and of a scalar. */
export const CURVE_LENGTHS: Readonly<Record<CurveKind, number>> = {
  SM2: 32,
  'P-256': 32,
  'P-384': 48,
  'P-521': 66,
}

/** The NIST curves of noble. */
export function nistCurve(kind: Exclude<CurveKind, 'SM2'>): typeof p256 {
  return kind === 'P-256' ? p256 : kind === 'P-384' ? p384 : p521
}

export function curveOfOid(oid: string): CurveKind | undefined {
  return (Object.keys(CURVE_OIDS) as CurveKind[]).find((kind) => CURVE_OIDS[kind] === oid)
}

export function isCurve(kind: PublicKeyKind): kind is CurveKind {
  return Object.hasOwn(CURVE_OIDS, kind)
}

/** Points that were found to lie on their curve: an issuer's comes again with every certificate below it. */
const proven = /* @__PURE__ */ createLru<Readonly<Record<string, never>>>(256)
const PROVEN = {}

/**
 * Makes sure that `04 ‖ x ‖ y` is a point of the curve other than the one at infinity.
 *
 * @throws CoreError `ERR_KEY_POINT`
 */
export function assertPoint(kind: CurveKind, point: Uint8Array): void {
  if (point.length !== 1 + 2 * CURVE_LENGTHS[kind]) throw new CoreError('ERR_KEY_POINT', { curve: kind })
  proven.get(kind + lruKey(point), () => {
    provePoint(kind, point)
    return PROVEN
  })
}

function provePoint(kind: CurveKind, point: Uint8Array): void {
  if (kind === 'SM2') {
    parseSm2Point(point)
    return
  }
  if (point[0] !== 4) throw new CoreError('ERR_KEY_POINT', { curve: kind })
  try {
    nistCurve(kind).Point.fromBytes(point).assertValidity()
  } catch (cause) {
    throw new CoreError('ERR_KEY_POINT', { curve: kind }, cause)
  }
}
