import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeNumber } from '../../src/gm/number.ts'
import { SM2_BASE, SM2_CURVE } from '../../src/gm/sm2/curve.ts'
import {
  add,
  createElement,
  type FieldElement,
  fromElement,
  multiply,
  settle,
  subtract,
  toElement,
} from '../../src/gm/sm2/field.ts'
import { secretMultiple, secretMultipleOfBase } from '../../src/gm/sm2/secret-multiple.ts'
import { affine, GenericPoint } from './generic-sm2.ts'

const { n, p } = SM2_CURVE
const modulo = (value: bigint) => ((value % p) + p) % p

/** Numbers below p, those at the edges of limbs and of the modulus among them. */
const elements = fc.oneof(
  fc.bigInt({ min: 0n, max: p - 1n }),
  fc.constantFrom(0n, 1n, 2n, p - 1n, p - 2n, (1n << 24n) - 1n, 1n << 240n, (1n << 255n) - 1n, p >> 1n),
)

const compute = (operation: typeof add, a: bigint, b: bigint) => {
  const out = createElement()
  operation(out, toElement(a), toElement(b))
  return out
}

describe('the field', () => {
  test('adds, subtracts and multiplies as BigInt does', () => {
    fc.assert(
      fc.property(elements, elements, (a, b) => {
        expect(fromElement(compute(add, a, b))).toBe(modulo(a + b))
        expect(fromElement(compute(subtract, a, b))).toBe(modulo(a - b))
        expect(fromElement(compute(multiply, a, b))).toBe(modulo(a * b))
      }),
      { numRuns: 2000 },
    )
  })

  test('holds what grows for as long as the formulas let it', () => {
    // Fifteen times a product is the most that is added up before it is settled.
    fc.assert(
      fc.property(elements, elements, fc.integer({ min: -15, max: 15 }), (a, b, times) => {
        const product = compute(multiply, a, b)
        const sum = createElement()
        for (let i = 0; i < Math.abs(times); i++) (times > 0 ? add : subtract)(sum, sum, product)
        settle(sum)
        expect(fromElement(sum)).toBe(modulo(BigInt(times) * a * b))
        const again = createElement()
        multiply(again, sum, product)
        expect(fromElement(again)).toBe(modulo(BigInt(times) * a * b * a * b))
      }),
      { numRuns: 2000 },
    )
  })

  test('limbs that are as large as they may be give an exact product', () => {
    // Three times and three times 2^23, all with one sign: 99 units of 2^46, below 2^53.
    const largest = (sign: number): FieldElement =>
      new Float64Array(11).fill(sign * 3 * 2 ** 23).fill(2 ** 10, 10)
    const numberOf = (element: FieldElement) =>
      element.reduceRight((sum, limb) => (sum << 24n) + BigInt(limb), 0n)
    for (const [one, other] of [
      [1, 1],
      [1, -1],
      [-1, -1],
    ] as const) {
      const out = createElement()
      multiply(out, largest(one), largest(other))
      // The product is over 2^264, and so is what is read of it.
      const expected = modulo(numberOf(largest(one)) * numberOf(largest(other)))
      expect(modulo(fromElement(out) * (1n << 528n))).toBe(modulo(expected))
    }
  })

  test('settled limbs have 23 bits and a sign', () => {
    fc.assert(
      fc.property(elements, elements, (a, b) => {
        const out = compute(multiply, a, b)
        add(out, out, out)
        settle(out)
        for (const limb of out) expect(Math.abs(limb)).toBeLessThanOrEqual(2 ** 23)
      }),
    )
  })
})

const scalars = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
  fc.constantFrom(1n, 2n, 15n, 16n, n - 1n, n + 1n, n - 2n, (1n << 256n) - 1n, 1n << 255n, 0xf0f0f0f0n),
)

describe('secret multiples', () => {
  test('are those of noble, of the base and of other points', () => {
    fc.assert(
      fc.property(scalars, fc.bigInt({ min: 1n, max: n - 1n }), (scalar, other) => {
        fc.pre(scalar % n !== 0n)
        const bytes = writeNumber(scalar, 32)
        expect(secretMultipleOfBase(bytes)).toEqual(affine(GenericPoint.BASE.multiply(scalar % n)))
        const point = GenericPoint.BASE.multiply(other)
        expect(secretMultiple(affine(point), bytes)).toEqual(affine(point.multiply(scalar % n)))
      }),
      { numRuns: 60 },
    )
  })

  test('of nothing and of the order are infinity, written as zeros', () => {
    for (const scalar of [0n, n]) {
      expect(secretMultipleOfBase(writeNumber(scalar, 32))).toEqual({ x: 0n, y: 0n })
      expect(secretMultiple(SM2_BASE, writeNumber(scalar, 32))).toEqual({ x: 0n, y: 0n })
    }
  })
})
