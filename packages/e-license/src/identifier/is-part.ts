import { isUscc } from '@xinyin/core/code-checks'
import { isRegionCode } from './region.ts'

// Of the parts of an identifier, whether they are right: who judges one that is loads nothing that says what is wrong.

/** The longest that is read. The field has up to 32; no limit of the standard is known. */
export const SERIAL_LIMIT = 64

export const isDigit = (text: string, at: number): boolean => {
  const value = text.charCodeAt(at) - 48
  return value >= 0 && value <= 9
}

/** Whether `assertTypeCode` would let pass what stands between two places of a text. */
export const isTypeCode = (text: string, start = 0, end = text.length): boolean =>
  end - start === 21 &&
  isUscc(text, start, end - 3) &&
  isDigit(text, end - 3) &&
  isDigit(text, end - 2) &&
  isDigit(text, end - 1)

/** Whether `assertIssuerCode` would let pass what stands between two places of a text. */
export const isIssuerCode = (text: string, start = 0, end = text.length): boolean =>
  isUscc(text, start, end) || isRegionCode(text.slice(start, end))
