import { modularPower } from '../../crypto/modular-power.ts'
import { SM2_CURVE, type Sm2Point } from './curve.ts'

const { p: P } = SM2_CURVE

/**
 * A point in Jacobian coordinates: x = X / Z², y = Y / Z³; infinity where Z is zero.
 *
 * Coordinates may be negative (BigInt's remainder keeps the sign), which saves a correction per subtraction; only
 * comparisons need care. The time of what is done with them depends on them: for public points only.
 */
export interface JacobianPoint {
  readonly X: bigint
  readonly Y: bigint
  readonly Z: bigint
}

export const INFINITY: JacobianPoint = { X: 0n, Y: 1n, Z: 0n }

/** `point + (x, y)`, whatever the two are. */
export function addAffine({ X, Y, Z }: JacobianPoint, x: bigint, y: bigint): JacobianPoint {
  if (Z === 0n) return { X: x, Y: y, Z: 1n }
  const ZZ = (Z * Z) % P
  const H = (x * ZZ - X) % P
  const R = (y * ((Z * ZZ) % P) - Y) % P
  // The same x: the same point, to be doubled, or its negative.
  if (H === 0n) return R === 0n ? double({ X, Y, Z }) : INFINITY
  const HH = (H * H) % P
  const HHH = (H * HH) % P
  const V = (X * HH) % P
  const X3 = (R * R - HHH - 2n * V) % P
  return { X: X3, Y: (R * (V - X3) - Y * HHH) % P, Z: (Z * H) % P }
}

/** Doubling for a = -3. */
export function double({ X, Y, Z }: JacobianPoint): JacobianPoint {
  const ZZ = (Z * Z) % P
  const YY = (Y * Y) % P
  const M = (3n * (X - ZZ) * (X + ZZ)) % P
  const S = (4n * X * YY) % P
  const X3 = (M * M - 2n * S) % P
  return { X: X3, Y: (M * (S - X3) - 8n * YY * YY) % P, Z: (2n * Y * Z) % P }
}

const positive = (value: bigint) => (value < 0n ? value + P : value)

/** The coordinates of points that are not at infinity, with one inversion for all of them. */
export function toAffine(points: readonly JacobianPoint[]): Sm2Point[] {
  const products: bigint[] = []
  let product = 1n
  for (const { Z } of points) {
    products.push(product)
    product = (product * Z) % P
  }
  let inverse = modularPower(positive(product), P - 2n, P)
  const affine: Sm2Point[] = []
  for (let i = points.length - 1; i >= 0; i--) {
    const { X, Y, Z } = points[i] as JacobianPoint
    const ofZ = (inverse * (products[i] as bigint)) % P
    inverse = (inverse * Z) % P
    const squared = (ofZ * ofZ) % P
    affine.push({ x: positive((X * squared) % P), y: positive((((Y * squared) % P) * ofZ) % P) })
  }
  return affine.reverse()
}

/** Whether the affine x of a point is `x`, without the inversion that computing it would take. */
export function hasX(point: JacobianPoint, x: bigint): boolean {
  if (point.Z === 0n || x >= P) return false
  return (x * ((point.Z * point.Z) % P) - point.X) % P === 0n
}
