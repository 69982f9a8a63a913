import { CoreError } from '../errors.ts'
import { readNumber } from '../gm/number.ts'
import { SM2_CURVE } from '../gm/sm2/curve.ts'
import type { KeyKind, PublicKeyKind } from './key.ts'

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

/** The kinds of FIPS 186-5. */
export type NistKind = Exclude<CurveKind, 'SM2'>

interface Equation {
  readonly p: bigint
  readonly b: bigint
}

/**
 * y² = x³ - 3x + b modulo p, of each curve (GB/T 32918.5-2017, 2; SP 800-186, 3.2.1). They are here so that reading a key
 * takes no implementation of its curve.
 */
export const EQUATIONS: Readonly<Record<CurveKind, Equation>> = /* @__PURE__ */ (() => ({
  SM2: SM2_CURVE,
  'P-256': {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  'P-521': {
    p: 2n ** 521n - 1n,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
}))()

export function curveOfOid(oid: string): CurveKind | undefined {
  return (Object.keys(CURVE_OIDS) as CurveKind[]).find((kind) => CURVE_OIDS[kind] === oid)
}

export function isCurve(kind: PublicKeyKind): kind is CurveKind {
  return Object.hasOwn(CURVE_OIDS, kind)
}

/**
 * Makes sure that `04 ‖ x ‖ y` is a point of the curve; the one at infinity is not of this form.
 *
 * @throws CoreError `ERR_KEY_POINT`
 */
export function assertPoint(kind: CurveKind, point: Uint8Array): void {
  const length = CURVE_LENGTHS[kind]
  const { p, b } = EQUATIONS[kind]
  const isEncoded = point.length === 1 + 2 * length && point[0] === 4
  const x = readNumber(point.subarray(1, 1 + length))
  const y = readNumber(point.subarray(1 + length))
  if (!isEncoded || x >= p || y >= p || (y * y - (x * x - 3n) * x - b) % p !== 0n)
    throw new CoreError('ERR_KEY_POINT', { curve: kind })
}
