import type { Sm2Point } from './curve.ts'
import { addAffine, double, INFINITY, type JacobianPoint, toAffine } from './jacobian.ts'

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
  const [xs, ys]: [bigint[], bigint[]] = [[], []]
  let base = point
  for (let window = 0; window < WINDOWS; window++) {
    const multiples: JacobianPoint[] = []
    let multiple = INFINITY
    for (let digit = 1; digit <= HALF; digit++) {
      multiple = addAffine(multiple, base.x, base.y)
      multiples.push(multiple)
    }
    // The last of them is 128 · base, and 256 · base is the base of the next window.
    const affine = toAffine([...multiples, double(multiple)])
    base = affine.pop() as Sm2Point
    for (const { x, y } of affine) {
      xs.push(x)
      ys.push(y)
    }
  }
  return { xs, ys }
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

/** `a·A + b·B` from the tables of A and B. Its time depends on the scalars: for public ones only. */
export function sumOfMultiples(a: bigint, A: Multiples, b: bigint, B: Multiples): JacobianPoint {
  let sum = INFINITY
  for (const [scalar, table] of [
    [a, A],
    [b, B],
  ] as const) {
    const windows = digits(scalar)
    for (let window = 0; window < WINDOWS; window++) {
      const digit = windows[window] as number
      if (digit === 0) continue
      const index = window * HALF + Math.abs(digit) - 1
      const y = table.ys[index] as bigint
      sum = addAffine(sum, table.xs[index] as bigint, digit > 0 ? y : -y)
    }
  }
  return sum
}
