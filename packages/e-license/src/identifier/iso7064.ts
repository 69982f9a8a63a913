import { ALPHANUMERIC } from '@xinyin/core/code-checks'

const MODULUS = 36

const DOT = 46

/** By the code of a character: 0–9 are 0–9, A–Z are 10–35; -1 for what has no value. */
const VALUES = /* @__PURE__ */ (() => {
  const values = new Int8Array(128).fill(-1)
  for (let value = 0; value < MODULUS; value++) values[ALPHANUMERIC.charCodeAt(value)] = value
  return values
})()

/** One step of the hybrid system, by what was carried on and the value of a character: what is carried on after it. */
const STEPS = /* @__PURE__ */ Uint8Array.from({ length: (MODULUS + 1) * MODULUS }, (_, i) => {
  const [product, value] = [Math.floor(i / MODULUS), i % MODULUS]
  return (((product + value) % MODULUS || MODULUS) * 2) % (MODULUS + 1)
})

const step = (product: number, value: number): number => STEPS[product * MODULUS + value] as number

const valueAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  return code < VALUES.length ? (VALUES[code] as number) : -1
}

/**
 * The check character of the hybrid system MOD 37,36 (ISO/IEC 7064 = GB/T 17710, as GB/T 36904 uses it).
 *
 * @param text - `0-9A-Z` only
 */
export function mod37of36(text: string): string {
  let product = MODULUS
  for (let i = 0; i < text.length; i++) {
    const value = valueAt(text, i)
    if (value < 0) throw new TypeError('text: holds a character outside 0-9A-Z')
    product = step(product, value)
  }
  return ALPHANUMERIC.charAt((MODULUS + 1 - product) % MODULUS)
}

/**
 * Whether the last character checks those before it, without the dots in between.
 *
 * @param start - where in the text they begin
 */
export function checksWithDots(text: string, start: number): boolean {
  let product = MODULUS
  const last = text.length - 1
  for (let i = start; i < last; i++) {
    const value = valueAt(text, i)
    if (value >= 0) product = step(product, value)
    else if (text.charCodeAt(i) !== DOT) return false
  }
  return valueAt(text, last) === (MODULUS + 1 - product) % MODULUS
}
