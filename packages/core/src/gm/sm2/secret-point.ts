import { SM2_CURVE, type Sm2Point } from './curve.ts'
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
 * Points for computing with secrets: the same field operations for all of them. Complete formulas (Renes, Costello and
 * Batina 2016, algorithms 4 and 6, for a = -3) hold for every pair of points, infinity included, so that there is no special
 * case to give away.
 */

/** Homogeneous coordinates: x = X/Z, y = Y/Z; infinity is (0 : 1 : 0). */
export interface SecretPoint {
  readonly x: FieldElement
  readonly y: FieldElement
  readonly z: FieldElement
}

const B = /* @__PURE__ */ (() => toElement(SM2_CURVE.b))()

export const createPoint = (): SecretPoint => ({ x: createElement(), y: createElement(), z: createElement() })

/** From coordinates that may be read. */
export function toSecretPoint({ x, y }: Sm2Point): SecretPoint {
  return { x: toElement(x), y: toElement(y), z: toElement(1n) }
}

export const createInfinity = (): SecretPoint => ({
  x: createElement(),
  y: toElement(1n),
  z: createElement(),
})

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
export function addPoints({ x, y, z }: SecretPoint, p: SecretPoint, q: SecretPoint): void {
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
export function doublePoint({ x, y, z }: SecretPoint, p: SecretPoint): void {
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

/** p - 2, by which raising inverts (Fermat). It is no secret. */
const INVERTING = /* @__PURE__ */ (() => (SM2_CURVE.p - 2n).toString(2))()

/** The coordinates, (0, 0) for infinity. */
export function toAffineSecret({ x, y, z }: SecretPoint): Sm2Point {
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
