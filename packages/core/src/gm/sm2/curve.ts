import { modularPower } from '../../crypto/modular-power.ts'
import { CoreError } from '../../errors.ts'
import { readNumber, writeNumber } from '../number.ts'

/** The recommended curve of SM2 (GB/T 32918.5-2017, clause 2 of the parameter definition): y² = x³ + ax + b, a = -3. */
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

/** A point of the curve other than the one at infinity, by its coordinates. */
export interface Sm2Point {
  readonly x: bigint
  readonly y: bigint
}

export const SM2_BASE: Sm2Point = { x: SM2_CURVE.Gx, y: SM2_CURVE.Gy }

const { n } = SM2_CURVE

/** Integers modulo the order of the curve; what goes in is one already, but for `create`. */
export const Sm2Scalar = {
  create: (value: bigint): bigint => {
    const rest = value % n
    return rest < 0n ? rest + n : rest
  },
  add: (a: bigint, b: bigint): bigint => (a + b) % n,
  sub: (a: bigint, b: bigint): bigint => (a - b + n) % n,
  mul: (a: bigint, b: bigint): bigint => (a * b) % n,
  /** Takes a time that depends on what is inverted. */
  inv: (a: bigint): bigint => modularPower(a, n - 2n, n),
}

/**
 * Reads `04 ‖ x ‖ y` and makes sure that it is a point of the curve; the one at infinity is not of this form.
 *
 * @throws CoreError `ERR_KEY_POINT`
 */
export function parseSm2Point(bytes: Uint8Array): Sm2Point {
  const { p, b } = SM2_CURVE
  if (bytes.length === 1 + 2 * SM2_LENGTH && bytes[0] === 4) {
    const x = readNumber(bytes.subarray(1, 1 + SM2_LENGTH))
    const y = readNumber(bytes.subarray(1 + SM2_LENGTH))
    if (x < p && y < p && (y * y - (x * x - 3n) * x - b) % p === 0n) return { x, y }
  }
  throw new CoreError('ERR_KEY_POINT', { curve: 'SM2' })
}

/** `04 ‖ x ‖ y`. */
export function encodeSm2Point({ x, y }: Sm2Point): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * SM2_LENGTH)
  bytes[0] = 4
  bytes.set(writeNumber(x, SM2_LENGTH), 1)
  bytes.set(writeNumber(y, SM2_LENGTH), 1 + SM2_LENGTH)
  return bytes
}
