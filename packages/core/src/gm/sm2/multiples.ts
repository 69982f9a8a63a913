import { normalizeZ } from '@noble/curves/abstract/curve.js'
import { SM2_CURVE, Sm2Point } from './curve.ts'

const { p: P } = SM2_CURVE
const WINDOW = 8
const HALF = 1 << (WINDOW - 1)
/** 256 bits, and one more for the carry of the signed digits. */
const WINDOWS = 256 / WINDOW + 1

/**
 * Multiples of one point: `digit · 2^(8·window) · point` for every digit from 1 to 128.
 *
 * With them, multiplying by a scalar is at most 33 additions and no doubling. About half a megabyte.
 */
export interface Multiples {
  readonly xs: readonly bigint[]
  readonly ys: readonly bigint[]
}

/** Computes the table: about as long as twenty verifications without one. */
export function createMultiples(point: Sm2Point): Multiples {
  const points: Sm2Point[] = []
  let base = point
  for (let window = 0; window < WINDOWS; window++) {
    let multiple = base
    for (let digit = 1; digit <= HALF; digit++) {
      points.push(multiple)
      multiple = digit === 1 ? base.double() : multiple.add(base)
    }
    // The last one pushed is 128 · base.
    base = (points.at(-1) ?? base).double()
  }
  const affine = normalizeZ(Sm2Point, points)
  return { xs: affine.map((entry) => entry.X), ys: affine.map((entry) => entry.Y) }
}

/** A point in Jacobian coordinates: x = X / Z², y = Y / Z³; infinity where Z is zero. */
export interface JacobianPoint {
  readonly X: bigint
  readonly Y: bigint
  readonly Z: bigint
}

/** Signed digits of a scalar, least significant first: -127 to 128 (the carry makes up for the sign). */
function digits(scalar: bigint): Int16Array {
  const result = new Int16Array(WINDOWS)
  const octets = new BigUint64Array(4)
  for (let i = 0, rest = scalar; i < 4; i++, rest >>= 64n) octets[i] = rest
  let carry = 0
  for (let window = 0; window < WINDOWS - 1; window++) {
    const octet = Number(((octets[window >> 3] as bigint) >> BigInt((window & 7) * 8)) & 0xffn) + carry
    carry = octet > HALF ? 1 : 0
    result[window] = octet - (carry << WINDOW)
  }
  result[WINDOWS - 1] = carry
  return result
}

/**
 * `a·A + b·B` from the tables of A and B. Its time depends on the scalars: for public ones only.
 *
 * Every step adds an affine point to the Jacobian sum. Coordinates may be negative in between (BigInt's remainder
 * keeps the sign), which saves a correction per subtraction; only comparisons need care.
 */
export function sumOfMultiples(a: bigint, A: Multiples, b: bigint, B: Multiples): JacobianPoint {
  let X = 0n
  let Y = 1n
  let Z = 0n
  for (const [scalar, table] of [
    [a, A],
    [b, B],
  ] as const) {
    const windows = digits(scalar)
    for (let window = 0; window < WINDOWS; window++) {
      const digit = windows[window] as number
      if (digit === 0) continue
      const index = window * HALF + Math.abs(digit) - 1
      const x2 = table.xs[index] as bigint
      const y2 = digit > 0 ? (table.ys[index] as bigint) : -(table.ys[index] as bigint)
      if (Z === 0n) {
        X = x2
        Y = y2
        Z = 1n
        continue
      }
      const ZZ = (Z * Z) % P
      const H = (x2 * ZZ - X) % P
      const R = (y2 * ((Z * ZZ) % P) - Y) % P
      if (H === 0n) {
        // The same x: the same point, to be doubled, or its negative.
        const sum = R === 0n ? doubled(X, Y, Z) : { X: 0n, Y: 1n, Z: 0n }
        X = sum.X
        Y = sum.Y
        Z = sum.Z
        continue
      }
      const HH = (H * H) % P
      const HHH = (H * HH) % P
      const V = (X * HH) % P
      X = (R * R - HHH - 2n * V) % P
      Y = (R * (V - X) - Y * HHH) % P
      Z = (Z * H) % P
    }
  }
  return { X, Y, Z }
}

/** Doubling for a = -3 in Jacobian coordinates. */
function doubled(X: bigint, Y: bigint, Z: bigint): JacobianPoint {
  const ZZ = (Z * Z) % P
  const YY = (Y * Y) % P
  const M = (3n * (X - ZZ) * (X + ZZ)) % P
  const S = (4n * X * YY) % P
  const X3 = (M * M - 2n * S) % P
  return { X: X3, Y: (M * (S - X3) - 8n * YY * YY) % P, Z: (2n * Y * Z) % P }
}

/** Whether the affine x of a point is `x`, without the inversion that computing it would take. */
export function hasX(point: JacobianPoint, x: bigint): boolean {
  if (point.Z === 0n || x >= P) return false
  return (x * ((point.Z * point.Z) % P) - point.X) % P === 0n
}
