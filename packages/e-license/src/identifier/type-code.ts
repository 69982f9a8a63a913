import type { Check, Facts } from '@xinyin/core'
import { parseUscc, type RegionLookup, regionFacts } from '@xinyin/core/register-codes'
import { checkBy } from './check-by.ts'
import { identifierError } from './codes.ts'
import type { Identifier } from './form.ts'

const ID = 'identifier.type-code'

const FORM = /^[0-9A-Z]{18}\d{3}$/

/**
 * The type code is the credit code of the authority that defines the type, with both its check characters, and a
 * sequence of three digits (GB/T 36904-2018).
 *
 * @throws LicenceError `ERR_IDENTIFIER_TYPE_CODE`; CoreError as `parseUscc`
 */
export function assertTypeCode(typeCode: string, regionOf?: RegionLookup): Facts {
  if (typeCode.length !== 21 || !FORM.test(typeCode)) throw identifierError('ERR_IDENTIFIER_TYPE_CODE')
  const authority = parseUscc(typeCode.slice(0, 18))
  const region = regionOf === undefined ? {} : regionFacts(authority.region, regionOf)
  return { typeCode, authority: authority.text, ...region }
}

export const checkTypeCode = ({ typeCode }: Identifier, regionOf?: RegionLookup): Check =>
  checkBy(ID, () => assertTypeCode(typeCode, regionOf))
