/** Character values of ISO/IEC 7064: 0–9 are 0–9, A–Z are 10–35. */
export const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const MODULUS = 36

/**
 * The check character of the hybrid system MOD 37,36 (ISO/IEC 7064 = GB/T 17710, as GB/T 36904 uses it).
 *
 * @param text - `0-9A-Z` only
 */
export function mod37of36(text: string): string {
  let product = MODULUS
  for (const character of text) {
    const value = ALPHANUMERIC.indexOf(character)
    if (value < 0) throw new TypeError('text: holds a character outside 0-9A-Z')
    product = (((product + value) % MODULUS || MODULUS) * 2) % (MODULUS + 1)
  }
  return ALPHANUMERIC.charAt((MODULUS + 1 - product) % MODULUS)
}
