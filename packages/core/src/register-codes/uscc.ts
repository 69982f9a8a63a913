import { USCC_ALPHABET, usccValue } from './character-value.ts'
import { registerError } from './codes.ts'
import { USCC_LENGTH, USCC_WEIGHTS } from './is-uscc.ts'
import { organisationCheckCharacter } from './organisation-code.ts'

/** Unified social credit code 统一社会信用代码 (GB 32100-2015), taken apart. */
export interface Uscc {
  readonly text: string
  /** Registering department 登记管理部门: `1` for bodies of state, `9` for industry and commerce. */
  readonly registrar: string
  /** Class of the body 机构类别, by registering department. */
  readonly category: string
  /** Region of the registering office, six digits of GB/T 2260; `100000` for the central bodies of state. */
  readonly region: string
  /** Nine characters of GB 11714. */
  readonly organisationCode: string
  readonly checkCharacter: string
}

const CHARACTERS = /^[0-9A-Z]{18}$/

// A check character outside the alphabet is wrong like any other, and the right one is worth saying. No registering
// department is 0: without that, all zeros would pass.
const FORM = /^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-Z]$/

/** Letters that GB 32100 leaves out, letters in the region, and 0 at the beginning cannot stand where they do. */
const isStrange = (text: string, at: number): boolean =>
  usccValue(text, at) < 0 ||
  (at > 1 && at < 8 && usccValue(text, at) > 9) ||
  (at === 0 && text.startsWith('0'))

/**
 * The check character of a unified social credit code: weights are the powers of 3 modulo 31 (GB 32100, 附录 A).
 *
 * @param body - the 17 characters before it
 */
export function usccCheckCharacter(body: string): string {
  return USCC_ALPHABET.charAt((31 - (weigh(body) % 31)) % 31)
}

function weigh(text: string): number {
  let sum = 0
  for (let i = 0; i < USCC_LENGTH - 1; i++) sum += (USCC_WEIGHTS[i] as number) * usccValue(text, i)
  return sum
}

/**
 * Takes a unified social credit code apart and checks both of its check characters. Its region is six digits and no
 * more is said of them here: registers have numbered by regions that were dissolved since, and by some that never
 * were any (`inspectUscc` tells).
 *
 * @throws CoreError `ERR_USCC_FORM`, `ERR_USCC_CHARACTER`, `ERR_USCC_CHECK`, `ERR_ORGANISATION_CODE_CHECK`
 */
export function parseUscc(text: string): Uscc {
  const uscc = splitUscc(text)
  const expected = usccCheckCharacter(text)
  if (uscc.checkCharacter !== expected)
    throw registerError('ERR_USCC_CHECK', { found: uscc.checkCharacter, expected })
  const organisation = organisationCheckCharacter(text, 8)
  if (text.charAt(16) !== organisation)
    throw registerError('ERR_ORGANISATION_CODE_CHECK', { found: text.charAt(16), expected: organisation })
  return uscc
}

/**
 * Takes a unified social credit code apart by its form only.
 *
 * @throws CoreError `ERR_USCC_FORM`, `ERR_USCC_CHARACTER` with its `position` from 1 on
 */
export function splitUscc(text: string): Uscc {
  if (text.length !== USCC_LENGTH || !CHARACTERS.test(text))
    throw registerError('ERR_USCC_FORM', { length: text.length })
  if (!FORM.test(text)) {
    const at = [...text].findIndex((_, place) => isStrange(text, place))
    throw registerError('ERR_USCC_CHARACTER', { found: text.charAt(at), position: at + 1 })
  }
  return {
    text,
    registrar: text.charAt(0),
    category: text.charAt(1),
    region: text.slice(2, 8),
    organisationCode: text.slice(8, 17),
    checkCharacter: text.charAt(17),
  }
}
