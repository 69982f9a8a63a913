import { type Check, type Facts, failed, failedBy, passed, skipped } from '@xinyin/core'
import { type Identifier, splitIdentifier } from '../identifier/form.ts'
import { parseIdentifier } from '../identifier/identifier.ts'
import { inspectIdentifier } from '../identifier/inspect.ts'
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
 * @throws LicenceError as `parseIdentifier`, and `ERR_LICENCE_IDENTIFIER_TYPE`, `ERR_LICENCE_IDENTIFIER_ISSUER`
 */
export function assertIdentifier(
  identifier: string,
  data: Pick<PartialLicenceData, 'typeCode' | 'issuers'>,
): Facts {
  return assertOwn(parseIdentifier(identifier), data)
}

function assertOwn(
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

/** The identifier is right and belongs to this licence; a fault known from the field is named. */
export function checkIdentifier(data: PartialLicenceData): Check {
  const id = 'licence.identifier'
  const { identifier } = data
  if (identifier === undefined) return skipped(id, 'identifier-withheld')
  const isSound = isIdentifier(identifier)
  const fault = isSound
    ? undefined
    : inspectIdentifier(identifier).checks.find(({ status }) => status === 'failed')
  if (fault?.code !== undefined) return failed(id, fault.code, { part: fault.id, ...fault.facts })
  try {
    const parsed = isSound ? splitIdentifier(identifier) : parseIdentifier(identifier)
    return passed(id, { type: data.typeCode, ...assertOwn(parsed, data) })
  } catch (error) {
    return failedBy(id, error)
  }
}
