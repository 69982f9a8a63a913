import type { Check, Facts } from '@xinyin/core'
import { checkBy } from './check-by.ts'
import { identifierError } from './codes.ts'
import type { Identifier } from './form.ts'
import { identifierCheckCharacter } from './right-character.ts'
import { nameWrongCheck } from './variants.ts'

const ID = 'identifier.check-character'

/**
 * The check character is that of ISO/IEC 7064 MOD 37,36 (GB/T 36904-2018, GB/T 17710). One that is wrong in a way known
 * from the field is named by that.
 *
 * @throws LicenceError `ERR_IDENTIFIER_CHECK`, or the code of a known fault that begins like it
 */
export function assertCheckCharacter(identifier: Identifier): Facts {
  const expected = identifierCheckCharacter(identifier)
  const found = identifier.checkCharacter
  if (found !== expected) throw identifierError(nameWrongCheck(identifier), { found, expected })
  return { found }
}

export const checkCheckCharacter = (identifier: Identifier): Check =>
  checkBy(ID, () => assertCheckCharacter(identifier))
