import { identifierError } from './codes.ts'
import { ALPHANUMERIC } from './iso7064.ts'

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/**
 * The check character of an organisation code 组织机构代码 (GB 11714).
 *
 * @param body - the eight characters before it, `0-9A-Z`
 */
function organisationCheckCharacter(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHANUMERIC.indexOf(body.charAt(i)), 0)
  const value = 11 - (sum % 11)
  return value === 10 ? 'X' : value === 11 ? '0' : String(value)
}

/**
 * Checks an organisation code.
 *
 * @param code - nine characters, `0-9A-Z`
 * @throws LicenceError `ERR_ORGANISATION_CODE_CHECK`
 */
export function assertOrganisationCode(code: string): void {
  const expected = organisationCheckCharacter(code.slice(0, 8))
  if (code.charAt(8) !== expected)
    throw identifierError('ERR_ORGANISATION_CODE_CHECK', { found: code.charAt(8), expected })
}
