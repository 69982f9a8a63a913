import { ALPHANUMERIC } from '@xinyin/core/register-codes'
import type { IDENTIFIER_CODES } from './codes.ts'
import { IDENTIFIER_ROOT, type Identifier } from './form.ts'
import { mod37of36 } from './iso7064.ts'
import { MISTYPED_ROOT } from './root.ts'

/**
 * The check character of a faulty implementation in wide use: it counts letters from 11, reduces sums after a
 * letter modulo 37 first, and reads its result off one place too low. Returns `undefined` where that
 * implementation falls off its own table.
 */
function lettersFromElevenCheckCharacter(text: string): string | undefined {
  let product = 36
  for (const character of text) {
    const index = ALPHANUMERIC.indexOf(character)
    const isLetter = index >= 10
    let sum = product + (isLetter ? index + 1 : index)
    if (isLetter && sum > 37) sum %= 37
    product = ((sum % 36 || 36) * 2) % 37
  }
  return product === 0 ? undefined : ALPHANUMERIC.charAt(36 - product)
}

const digitsOf = (root: string) => root.replaceAll('.', '')

/**
 * Names the fault that made a wrong check character, where it is one that is known from the field.
 *
 * @param identifier - one whose check character is not the standard's
 */
export function nameWrongCheck(identifier: Identifier): keyof typeof IDENTIFIER_CODES {
  const { typeCode, issuerCode, serial, version, checkCharacter } = identifier
  const body = typeCode + issuerCode + serial + version
  if (checkCharacter === lettersFromElevenCheckCharacter(body)) return 'ERR_IDENTIFIER_CHECK_LETTERS_FROM_11'
  const withoutIssuer = typeCode + serial + version
  const roots = [...new Set([IDENTIFIER_ROOT, MISTYPED_ROOT, identifier.root])].map(digitsOf)
  const isOver = (text: string) => roots.some((root) => checkCharacter === mod37of36(root + text))
  if (isOver(body)) return 'ERR_IDENTIFIER_CHECK_ROOT_INCLUDED'
  if (checkCharacter === mod37of36(withoutIssuer)) return 'ERR_IDENTIFIER_CHECK_ISSUER_LEFT_OUT'
  if (isOver(withoutIssuer)) return 'ERR_IDENTIFIER_CHECK_ROOT_FOR_ISSUER'
  // 'X' stands in for a character still to be computed in templates and interface descriptions.
  if (checkCharacter === 'X') return 'ERR_IDENTIFIER_CHECK_PLACEHOLDER'
  return 'ERR_IDENTIFIER_CHECK'
}
