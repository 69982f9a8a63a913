const NONE = -1

/** ASCII; what lies beyond it has no value. */
const SIZE = 128

function look(values: Int8Array, text: string, at: number): number {
  const code = text.charCodeAt(at)
  // An index outside of a typed array is slow, and at the end of a text it is NaN.
  return code < SIZE ? (values[code] as number) : NONE
}

/**
 * A table from the codes of characters to their values: numbers are looked up faster than texts are searched, and a
 * registry checks codes by the million.
 *
 * @param alphabet - ASCII, each character once, in the order of the values
 */
function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(SIZE).fill(NONE)
  for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value
  return values
}

/** 0–9 are 0–9, A–Z are 10–35 (GB 11714, ISO/IEC 7064). */
export const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** GB 32100 leaves out I, O, S, V and Z, which are easily misread. */
export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const ALPHANUMERIC_VALUES = /* @__PURE__ */ valuesOf(ALPHANUMERIC)
const USCC_VALUES = /* @__PURE__ */ valuesOf(USCC_ALPHABET)

/** The value of a character of organisation codes; -1 for one that is none. */
export const alphanumericValue = (text: string, at: number): number => look(ALPHANUMERIC_VALUES, text, at)

/** The value of a character of credit codes; -1 for one that is none. */
export const usccValue = (text: string, at: number): number => look(USCC_VALUES, text, at)
