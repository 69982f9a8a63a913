import { SM2_BASE, SM2_CURVE, type Sm2Point } from './curve.ts'
import {
  add,
  createElement,
  type FieldElement,
  fromElement,
  multiply,
  settle,
  subtract,
  toElement,
} from './field.ts'

/**
 * Multiples of points by secret scalars, in constant time as far as JavaScript allows: the same field operations for every
 * scalar, tables read from end to end, no branch on a digit. Complete formulas (Renes, Costello and Batina 2016, algorithms
 * 4 and 6, for a = -3) hold for every pair of points, infinity included, so that there is no special case to give away.
 */

/** Homogeneous coordinates: x = X/Z, y = Y/Z; infinity is (0 : 1 : 0). */
interface SecretPoint {
  readonly x: FieldElement
  readonly y: FieldElement
  readonly z: FieldElement
}

const WINDOWS = 64
const DIGITS = 16

const B = /* @__PURE__ */ (() => toElement(SM2_CURVE.b))()

const createPoint = (): SecretPoint => ({ x: createElement(), y: createElement(), z: createElement() })

function toSecretPoint({ x, y }: Sm2Point): SecretPoint {
  return { x: toElement(x), y: toElement(y), z: toElement(1n) }
}

const createInfinity = (): SecretPoint => ({ x: createElement(), y: toElement(1n), z: createElement() })

/** Field elements that the formulas work in. Nothing yields while they are in use. */
const [t0, t1, t2, t3, t4, u] = /* @__PURE__ */ (() => Array.from({ length: 6 }, createElement))() as [
  FieldElement,
  FieldElement,
  FieldElement,
  FieldElement,
  FieldElement,
  FieldElement,
]

/**
 * `out = p + q` (algorithm 4); `out` is neither of them. What has grown too large for a product is settled before it; points
 * are settled in and out.
 */
function addPoints({ x, y, z }: SecretPoint, p: SecretPoint, q: SecretPoint): void {
  multiply(t0, p.x, q.x)
  multiply(t1, p.y, q.y)
  multiply(t2, p.z, q.z)
  add(t3, p.x, p.y)
  add(t4, q.x, q.y)
  multiply(u, t3, t4)
  add(t4, t0, t1)
  subtract(t3, u, t4)
  add(t4, p.y, p.z)
  add(x, q.y, q.z)
  multiply(u, t4, x)
  add(x, t1, t2)
  subtract(t4, u, x)
  add(x, p.x, p.z)
  add(y, q.x, q.z)
  multiply(u, x, y)
  add(y, t0, t2)
  subtract(y, u, y)
  multiply(z, B, t2)
  subtract(x, y, z)
  add(z, x, x)
  add(x, x, z)
  subtract(z, t1, x)
  add(x, t1, x)
  multiply(u, B, y)
  add(t1, t2, t2)
  add(t2, t1, t2)
  subtract(y, u, t2)
  subtract(y, y, t0)
  add(t1, y, y)
  add(y, t1, y)
  add(t1, t0, t0)
  add(t0, t1, t0)
  subtract(t0, t0, t2)
  for (const large of [x, y, z, t0]) settle(large)
  multiply(t1, t4, y)
  multiply(t2, t0, y)
  multiply(y, x, z)
  add(y, y, t2)
  multiply(u, t3, x)
  subtract(x, u, t1)
  multiply(u, t4, z)
  multiply(t1, t3, t0)
  add(z, u, t1)
  for (const coordinate of [x, y, z]) settle(coordinate)
}

/** `out = 2p` (algorithm 6); `out` is not p. */
function doublePoint({ x, y, z }: SecretPoint, p: SecretPoint): void {
  multiply(t0, p.x, p.x)
  multiply(t1, p.y, p.y)
  multiply(t2, p.z, p.z)
  multiply(t3, p.x, p.y)
  add(t3, t3, t3)
  multiply(z, p.x, p.z)
  add(z, z, z)
  multiply(y, B, t2)
  subtract(y, y, z)
  add(x, y, y)
  add(y, x, y)
  subtract(x, t1, y)
  add(y, t1, y)
  settle(x)
  settle(y)
  multiply(u, x, y)
  multiply(t4, x, t3)
  add(t3, t2, t2)
  add(t2, t2, t3)
  multiply(x, B, z)
  subtract(z, x, t2)
  subtract(z, z, t0)
  add(t3, z, z)
  add(z, z, t3)
  add(t3, t0, t0)
  add(t0, t3, t0)
  subtract(t0, t0, t2)
  settle(z)
  multiply(t3, t0, z)
  add(y, u, t3)
  multiply(t0, p.y, p.z)
  add(t0, t0, t0)
  multiply(t3, t0, z)
  subtract(x, t4, t3)
  multiply(z, t0, t1)
  add(z, z, z)
  add(z, z, z)
  for (const coordinate of [x, y, z]) settle(coordinate)
}

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
  return toAffine(sum)
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
  return toAffine(sum)
}

/** p - 2, by which raising inverts (Fermat). It is no secret. */
const INVERTING = /* @__PURE__ */ (() => (SM2_CURVE.p - 2n).toString(2))()

function toAffine({ x, y, z }: SecretPoint): Sm2Point {
  const [inverse, scratch] = [toElement(1n), createElement()]
  for (const bit of INVERTING) {
    multiply(scratch, inverse, inverse)
    if (bit === '1') multiply(inverse, scratch, z)
    else inverse.set(scratch)
  }
  const [affineX, affineY] = [createElement(), createElement()]
  multiply(affineX, x, inverse)
  multiply(affineY, y, inverse)
  return { x: fromElement(affineX), y: fromElement(affineY) }
}
