import { type WeierstrassPoint, weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { CoreError } from '../../errors.ts'

/** The recommended curve of SM2 (GB/T 32918.5-2017, clause 2 of the parameter definition). */
export const SM2_CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
} as const

/** Octets of a coordinate and of a scalar. */
export const SM2_LENGTH = 32

export const Sm2Point = /* @__PURE__ */ weierstrass<bigint>(SM2_CURVE)

/** Integers modulo the order of the curve. */
export const Sm2Scalar = Sm2Point.Fn

export type Sm2Point = WeierstrassPoint<bigint>

/**
 * Reads `04 ‖ x ‖ y` and makes sure that it is a point of the curve, and not the one at infinity.
 *
 * @throws CoreError `ERR_KEY_POINT`
 */
export function parseSm2Point(bytes: Uint8Array): Sm2Point {
  if (bytes.length !== 1 + 2 * SM2_LENGTH || bytes[0] !== 4)
    throw new CoreError('ERR_KEY_POINT', { curve: 'SM2' })
  try {
    const point = Sm2Point.fromBytes(bytes)
    point.assertValidity()
    return point
  } catch (cause) {
    throw new CoreError('ERR_KEY_POINT', { curve: 'SM2' }, cause)
  }
}

/** `04 ‖ x ‖ y`. */
export const encodeSm2Point = (point: Sm2Point): Uint8Array => point.toBytes(false)
