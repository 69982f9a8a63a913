import { usccValue } from './character-value.ts'
import { organisationCheckCharacter } from './organisation-code.ts'

export const USCC_LENGTH = 18

const ZERO = 48

/** The powers of 3 modulo 31. */
export const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const

/**
 * Whether `parseUscc` would take a text, or 18 characters inside a longer one: the same rules, without saying why,
 * for checking many.
 *
 * @param start - where the code begins
 * @param end - where it ends
 */
export function isUscc(text: string, start = 0, end = text.length): boolean {
  if (end - start !== USCC_LENGTH || end > text.length || text.charCodeAt(start) === ZERO) return false
  let sum = 0
  for (let i = 0; i < USCC_LENGTH - 1; i++) {
    const value = usccValue(text, start + i)
    if (value < 0 || (value > 9 && i > 1 && i < 8)) return false
    sum += (USCC_WEIGHTS[i] as number) * value
  }
  return (
    usccValue(text, end - 1) === (31 - (sum % 31)) % 31 &&
    text.charAt(start + 16) === organisationCheckCharacter(text, start + 8)
  )
}
