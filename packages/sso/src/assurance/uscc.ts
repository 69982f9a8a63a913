// GB 32100-2015: no I, O, S, V, Z, which look like digits or each other.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/**
 * Whether a text is a unified social credit code 统一社会信用代码: 18 characters, the last of which checks the others
 * (GB 32100-2015, ISO 7064-like with weights 3^i modulo 31).
 */
export function isUscc(text: string): boolean {
  if (text.length !== 18) return false
  const values = [...text].map((character) => ALPHABET.indexOf(character))
  // The first character is the registering authority's class, of which none is 0; all zeros would check.
  if (values.includes(-1) || values[0] === 0) return false
  let weight = 1
  let sum = 0
  for (const value of values.slice(0, 17)) {
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return values[17] === (31 - (sum % 31)) % 31
}
