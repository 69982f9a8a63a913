import { identifierError } from './codes.ts'
import { assertOrganisationCode } from './organisation-code.ts'

/** Unified social credit code 统一社会信用代码 (GB 32100-2015), taken apart. */
export interface Uscc {
  readonly text: string
  /** Registering department 登记管理部门: `1` for bodies of state, `9` for industry and commerce. */
  readonly registrar: string
  readonly category: string
  /** Six digits of GB/T 2260. */
  readonly region: string
  /** Nine characters of GB 11714. */
  readonly organisationCode: string
  readonly checkCharacter: string
}

// GB 32100 leaves out I, O, S, V and Z, which are easily misread.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
// A check character outside the alphabet is wrong like any other, and the right one is worth saying.
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-Z]$/

/**
 * The check character of a unified social credit code: weights are the powers of 3 modulo 31 (GB 32100, 附录 A).
 *
 * @param body - the 17 characters before it
 */
export function usccCheckCharacter(body: string): string {
  let weight = 1
  let sum = 0
  for (const character of body) {
    sum += weight * ALPHABET.indexOf(character)
    weight = (weight * 3) % 31
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/**
 * Takes a unified social credit code apart and checks both of its check characters.
 *
 * @throws LicenceError `ERR_USCC_FORM`, `ERR_USCC_CHECK`, `ERR_ORGANISATION_CODE_CHECK`
 */
export function parseUscc(text: string): Uscc {
  if (text.length !== 18 || !FORM.test(text)) throw identifierError('ERR_USCC_FORM', { length: text.length })
  const checkCharacter = text.charAt(17)
  const expected = usccCheckCharacter(text.slice(0, 17))
  if (checkCharacter !== expected)
    throw identifierError('ERR_USCC_CHECK', { found: checkCharacter, expected })
  const organisationCode = text.slice(8, 17)
  assertOrganisationCode(organisationCode)
  return {
    text,
    registrar: text.charAt(0),
    category: text.charAt(1),
    region: text.slice(2, 8),
    organisationCode,
    checkCharacter,
  }
}
