import { SM2_CURVE } from './curve.ts'

/**
 * An element of the field of SM2 for computing with secrets: eleven limbs of 24 bits, least significant first, in doubles,
 * times 2^264 (Montgomery's form).
 *
 * Limbs have a sign and, once settled, at most 23 bits, so that sums of a few may go into a product unsettled: eleven
 * products with up to 49 bits in all fit in the 53 of a double. Every function below does the same steps, reads the same
 * places and takes no branch whatever the values: as constant in time as JavaScript can be, where BigInt takes longer for
 * longer numbers.
 */
export type FieldElement = Float64Array

const LIMBS = 11
const RADIX = 2 ** 24
const INVERSE_RADIX = 2 ** -24

export const createElement = (): FieldElement => new Float64Array(LIMBS)

/** From a number that is not secret. */
export function toElement(value: bigint): FieldElement {
  const product = (value << 264n) % SM2_CURVE.p
  const element = Float64Array.from({ length: LIMBS }, (_, i) =>
    Number((product >> BigInt(24 * i)) & 0xffffffn),
  )
  settle(element)
  return element
}

/** To a number below p. Taking it out of its form ends what is constant in time. */
export function fromElement(element: FieldElement): bigint {
  const plain = createElement()
  multiply(plain, element, Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  const value = plain.reduceRight((sum, limb) => (sum << 24n) + BigInt(limb), 0n) % SM2_CURVE.p
  return value < 0n ? value + SM2_CURVE.p : value
}

/** Each limb of the sum may have twice as much as the larger of the two: for {@link settle} to cut before it is too much. */
export function add(out: FieldElement, a: FieldElement, b: FieldElement): void {
  for (let i = 0; i < LIMBS; i++) out[i] = (a[i] as number) + (b[i] as number)
}

export function subtract(out: FieldElement, a: FieldElement, b: FieldElement): void {
  for (let i = 0; i < LIMBS; i++) out[i] = (a[i] as number) - (b[i] as number)
}

/**
 * Passes on what limbs have above 23 bits, once what the number has above 256 is folded in:
 * 2^256 = 2^224 + 2^96 - 2^64 + 1.
 */
export function settle(out: FieldElement): void {
  const high = Math.floor((out[10] as number) * 2 ** -16 + 0.5)
  out[0] = (out[0] as number) + high
  out[2] = (out[2] as number) - high * 65536
  out[4] = (out[4] as number) + high
  out[9] = (out[9] as number) + high * 256
  let carry = 0
  for (let i = 0; i < LIMBS - 1; i++) {
    const limb = (out[i] as number) + carry
    carry = Math.floor(limb * INVERSE_RADIX + 0.5)
    out[i] = limb - carry * RADIX
  }
  out[10] = (out[10] as number) - high * 65536 + carry
}

/**
 * `a · b / 2^264`, by Montgomery's method. Since p = 2^256 - 2^224 - 2^96 + 2^64 - 1 is -1 modulo 2^24, the multiple of p
 * that clears a limb is that limb, and adding it takes five additions.
 *
 * The limbs of a times those of b have at most 49 bits: eleven times what both are in units of 2^23 is below 128.
 */
export function multiply(out: FieldElement, a: FieldElement, b: FieldElement): void {
  const b0 = b[0] as number
  const b1 = b[1] as number
  const b2 = b[2] as number
  const b3 = b[3] as number
  const b4 = b[4] as number
  const b5 = b[5] as number
  const b6 = b[6] as number
  const b7 = b[7] as number
  const b8 = b[8] as number
  const b9 = b[9] as number
  const b10 = b[10] as number
  // The limbs of the sum from the one that is cleared next.
  let [w0, w1, w2, w3, w4, w5, w6, w7, w8, w9] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < LIMBS; i++) {
    const limb = a[i] as number
    // What is above 24 bits goes on; the rest is cleared by adding its multiple of p.
    const sum = w0 + limb * b0
    const carry = Math.floor(sum * INVERSE_RADIX + 0.5)
    const m = sum - carry * RADIX
    w0 = w1 + limb * b1 + carry
    w1 = w2 + limb * b2 + m * 65536
    w2 = w3 + limb * b3
    w3 = w4 + limb * b4 - m
    w4 = w5 + limb * b5
    w5 = w6 + limb * b6
    w6 = w7 + limb * b7
    w7 = w8 + limb * b8
    w8 = w9 + limb * b9 - m * 256
    w9 = limb * b10 + m * 65536
  }
  out[0] = w0
  out[1] = w1
  out[2] = w2
  out[3] = w3
  out[4] = w4
  out[5] = w5
  out[6] = w6
  out[7] = w7
  out[8] = w8
  out[9] = w9
  let carry = 0
  for (let i = 0; i < LIMBS - 1; i++) {
    const limb = (out[i] as number) + carry
    carry = Math.floor(limb * INVERSE_RADIX + 0.5)
    out[i] = limb - carry * RADIX
  }
  out[10] = carry
}
