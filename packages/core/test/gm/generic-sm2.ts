import { type WeierstrassPoint, weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { SM2_CURVE, type Sm2Point } from '../../src/gm/sm2/curve.ts'

/** The curve on noble's generic arithmetic, against which ours is held. */
export const GenericPoint = weierstrass<bigint>(SM2_CURVE)
export type GenericPoint = WeierstrassPoint<bigint>

export function affine(point: GenericPoint): Sm2Point {
  const { x, y } = point.toAffine()
  return { x, y }
}
