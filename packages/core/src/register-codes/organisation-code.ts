import { alphanumericValue } from './character-value.ts'
import { registerError } from './codes.ts'

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const

const FORM = /^[0-9A-Z]{8}[0-9X]$/

/** The check characters by 11 less the remainder: 10 is written X, and 11 is 0. */
const CHECK_CHARACTERS = '0123456789X0'

/** An organisation code 组织机构代码 (GB 11714), taken apart. */
export interface OrganisationCode {
  readonly text: string
  /** 本体代码, eight characters. */
  readonly body: string
  readonly checkCharacter: string
}

/**
 * The check character of an organisation code (GB 11714).
 *
 * @param text - holds the eight characters before it, `0-9A-Z`
 * @param start - where in the text they begin
 */
export function organisationCheckCharacter(text: string, start = 0): string {
  let sum = 0
  for (let i = 0; i < 8; i++) sum += (WEIGHTS[i] as number) * alphanumericValue(text, start + i)
  return CHECK_CHARACTERS.charAt(11 - (sum % 11))
}

/**
 * Takes an organisation code apart and checks its check character. A hyphen before that, as it is printed, is not read.
 *
 * @param text - nine characters
 * @throws CoreError `ERR_ORGANISATION_CODE_FORM`, `ERR_ORGANISATION_CODE_CHECK`
 */
export function parseOrganisationCode(text: string): OrganisationCode {
  if (text.length !== 9 || !FORM.test(text)) throw registerError('ERR_ORGANISATION_CODE_FORM')
  const checkCharacter = text.charAt(8)
  const expected = organisationCheckCharacter(text)
  if (checkCharacter !== expected)
    throw registerError('ERR_ORGANISATION_CODE_CHECK', { found: checkCharacter, expected })
  return { text, body: text.slice(0, 8), checkCharacter }
}
