import { type Check, type Facts, failedBy, passed, skipped } from '@xinyin/core'
import { type Identifier, splitIdentifier } from '../identifier/form.ts'
import { isIdentifier } from '../identifier/is-identifier.ts'
import { isRegionCode, regionOf } from '../identifier/region.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { licenceError } from './codes.ts'

/**
 * Holds a licence's identifier to GB/T 36904 and to the metadata beside it: the same type, one of the issuers.
 *
 * The standard wants the issuer's credit code in it. In the field a region code stands there too, of the issuer's own
 * region or of one above or beside it, while the metadata has the credit code. Since it names no authority, it is held
 * to the province only, and a warning says that it is there: who issued is then for `licence.issuer` alone to prove.
 *
 * @returns facts: a `warning` for a region code, and whether it is an issuer's own (`ownRegion`)
 * @throws LicenceError `ERR_LICENCE_IDENTIFIER_TYPE`, `ERR_LICENCE_IDENTIFIER_ISSUER`
 */
export function assertOwn(
  { typeCode: found, issuerCode }: Identifier,
  { typeCode: expected, issuers }: Pick<PartialLicenceData, 'typeCode' | 'issuers'>,
): Facts {
  if (found !== expected) throw licenceError('ERR_LICENCE_IDENTIFIER_TYPE', { found, expected })
  if (isRegionCode(issuerCode)) {
    const regions = issuers.map(({ code }) => regionOf(code))
    if (regions.some((region) => region?.slice(0, 2) === issuerCode.slice(0, 2)))
      return {
        warning: 'ERR_IDENTIFIER_ISSUER_REGION',
        ownRegion: regions.some((region) => region === issuerCode.slice(0, 6)),
      }
  } else if (issuers.some(({ code }) => code === issuerCode)) return {}
  throw licenceError('ERR_LICENCE_IDENTIFIER_ISSUER', { found: issuerCode })
}

async function nameFault(identifier: string): Promise<Check> {
  return (await import('./seldom.ts')).checkFault(identifier)
}

/** The identifier is right and belongs to this licence; a fault known from the field is named. */
export function checkIdentifier(data: PartialLicenceData): Check | Promise<Check> {
  const id = 'licence.identifier'
  const { identifier } = data
  if (identifier === undefined) return skipped(id, 'identifier-withheld')
  if (!isIdentifier(identifier)) return nameFault(identifier)
  try {
    return passed(id, { type: data.typeCode, ...assertOwn(splitIdentifier(identifier), data) })
  } catch (error) {
    return failedBy(id, error)
  }
}
