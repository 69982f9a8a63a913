import { type Check, failed, failedBy, passed } from '@xinyin/core'
import { LicenceError } from '../errors.ts'
import { parseIdentifier } from '../identifier/identifier.ts'
import { inspectIdentifier } from '../identifier/inspect.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'

/**
 * Holds a licence's identifier to GB/T 36904 and to the metadata beside it: the same type, one of the issuers.
 *
 * @throws LicenceError as `parseIdentifier`, and `ERR_LICENCE_IDENTIFIER_TYPE`, `ERR_LICENCE_IDENTIFIER_ISSUER`
 */
export function assertIdentifier({ identifier, typeCode, issuers }: PartialLicenceData): void {
  const parsed = parseIdentifier(identifier)
  if (parsed.typeCode !== typeCode)
    throw new LicenceError('ERR_LICENCE_IDENTIFIER_TYPE', { found: parsed.typeCode, expected: typeCode })
  if (!issuers.some(({ code }) => code === parsed.issuerCode))
    throw new LicenceError('ERR_LICENCE_IDENTIFIER_ISSUER', { found: parsed.issuerCode })
}

/** The identifier is right and belongs to this licence; a fault known from the field is named. */
export function checkIdentifier(data: PartialLicenceData): Check {
  const id = 'licence.identifier'
  const fault = inspectIdentifier(data.identifier).checks.find(({ status }) => status === 'failed')
  if (fault?.code !== undefined) return failed(id, fault.code, { part: fault.id, ...fault.facts })
  try {
    assertIdentifier(data)
    return passed(id, { type: data.typeCode })
  } catch (error) {
    return failedBy(id, error)
  }
}
