import type { Facts } from '@xinyin/core'
import { parseIdentifier } from '../identifier/identifier.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { assertOwn } from './identifier.ts'

/**
 * What `checkIdentifier` holds an identifier to, for who issues.
 *
 * @throws LicenceError as `parseIdentifier`, and `ERR_LICENCE_IDENTIFIER_TYPE`, `ERR_LICENCE_IDENTIFIER_ISSUER`
 */
export function assertIdentifier(
  identifier: string,
  data: Pick<PartialLicenceData, 'typeCode' | 'issuers'>,
): Facts {
  return assertOwn(parseIdentifier(identifier), data)
}
