import { IDENTIFIER_ROOT } from './form.ts'
import { isDigit, isIssuerCode, isTypeCode, SERIAL_LIMIT } from './is-part.ts'
import { checksWithDots } from './iso7064.ts'

const DOT = 46
const ZERO = 48

const TYPE_AT = IDENTIFIER_ROOT.length + 1
const TYPE_END = TYPE_AT + 21

/** Three digits, not all 0. */
const isVersion = (text: string, at: number): boolean =>
  isDigit(text, at) &&
  isDigit(text, at + 1) &&
  isDigit(text, at + 2) &&
  (text.charCodeAt(at) !== ZERO || text.charCodeAt(at + 1) !== ZERO || text.charCodeAt(at + 2) !== ZERO)

/**
 * Whether `parseIdentifier` would take a text: the same rules without saying why, for checking millions. What does not
 * pass here is for `inspectIdentifier` or `diagnoseIdentifier` to explain.
 */
export function isIdentifier(text: string): boolean {
  // `.001.C` at the end; before it the serial.
  const versionAt = text.length - 5
  if (text.charCodeAt(TYPE_END) !== DOT || !text.startsWith(IDENTIFIER_ROOT)) return false
  const issuerEnd = text.indexOf('.', TYPE_END + 1)
  const serialLength = versionAt - 1 - (issuerEnd + 1)
  if (issuerEnd < 0 || serialLength < 1 || serialLength > SERIAL_LIMIT) return false
  if (text.indexOf('.', issuerEnd + 1) !== versionAt - 1 || text.charCodeAt(versionAt + 3) !== DOT)
    return false
  return (
    isVersion(text, versionAt) &&
    text.charCodeAt(TYPE_AT - 1) === DOT &&
    checksWithDots(text, TYPE_AT) &&
    isTypeCode(text, TYPE_AT, TYPE_END) &&
    isIssuerCode(text, TYPE_END + 1, issuerEnd)
  )
}
