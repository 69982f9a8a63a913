import { SM2_BASE, type Sm2Point } from './curve.ts'
import {
  addPoints,
  createInfinity,
  createPoint,
  doublePoint,
  type SecretPoint,
  toAffineSecret,
  toSecretPoint,
} from './secret-point.ts'

/**
 * Multiples of points by secret scalars, in constant time as far as JavaScript allows: the same steps for every scalar,
 * tables read from end to end, no branch on a digit.
 */

const WINDOWS = 64
const DIGITS = 16

/** Takes the entry of a digit out of sixteen, reading all of them. */
function select(out: SecretPoint, table: readonly SecretPoint[], start: number, digit: number): void {
  out.x.fill(0)
  out.y.fill(0)
  out.z.fill(0)
  for (let n = 0; n < DIGITS; n++) {
    // 1 for the digit, 0 for the others.
    const weight = ((n ^ digit) - 1) >>> 31
    const { x, y, z } = table[start + n] as SecretPoint
    for (let i = 0; i < x.length; i++) {
      out.x[i] = (out.x[i] as number) + weight * (x[i] as number)
      out.y[i] = (out.y[i] as number) + weight * (y[i] as number)
      out.z[i] = (out.z[i] as number) + weight * (z[i] as number)
    }
  }
}

/** The four bits of a scalar of 32 octets, big-endian, that weigh 16^window. */
function digitOf(scalar: Uint8Array, window: number): number {
  const octet = scalar[31 - (window >> 1)] as number
  return (octet >> (4 * (window & 1))) & 15
}

/** Multiples of the base point: entry `16·w + n` is n·16^w·G. Made on first use; about 300 kB. */
let baseTable: readonly SecretPoint[] | undefined

function createBaseTable(): readonly SecretPoint[] {
  const table: SecretPoint[] = []
  let base = toSecretPoint(SM2_BASE)
  for (let window = 0; window < WINDOWS; window++) {
    table.push(...multiplesOf(base))
    const next = createPoint()
    addPoints(next, table.at(-1) as SecretPoint, base)
    base = next
  }
  return table
}

/** `n · point` for n from 0 to 15. */
function multiplesOf(point: SecretPoint): SecretPoint[] {
  const multiples = [createInfinity(), point]
  while (multiples.length < DIGITS) {
    const next = createPoint()
    addPoints(next, multiples.at(-1) as SecretPoint, point)
    multiples.push(next)
  }
  return multiples
}

/** `scalar · G`, (0, 0) for infinity. The scalar has 32 octets; nothing else is assumed of it. */
export function secretMultipleOfBase(scalar: Uint8Array): Sm2Point {
  baseTable ??= createBaseTable()
  let [sum, next] = [createInfinity(), createPoint()]
  const entry = createPoint()
  for (let window = 0; window < WINDOWS; window++) {
    select(entry, baseTable, DIGITS * window, digitOf(scalar, window))
    addPoints(next, sum, entry)
    ;[sum, next] = [next, sum]
  }
  return toAffineSecret(sum)
}

/** `scalar · point`, (0, 0) for infinity. */
export function secretMultiple(point: Sm2Point, scalar: Uint8Array): Sm2Point {
  const table = multiplesOf(toSecretPoint(point))
  let [sum, next] = [createInfinity(), createPoint()]
  const entry = createPoint()
  for (let window = WINDOWS - 1; window >= 0; window--) {
    for (let i = 0; i < 4; i++) {
      doublePoint(next, sum)
      ;[sum, next] = [next, sum]
    }
    select(entry, table, 0, digitOf(scalar, window))
    addPoints(next, sum, entry)
    ;[sum, next] = [next, sum]
  }
  return toAffineSecret(sum)
}
