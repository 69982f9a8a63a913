import { type Check, failed, passed } from '@xinyin/core'
import { endOfDay, startOfDay } from '../metadata/date.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'

/** The licence is valid at the time asked for, from the first moment of its first day to the last of its last. */
export function checkValidity(data: PartialLicenceData, at: Date): Check {
  const id = 'licence.validity'
  const { issuedOn, validFrom = issuedOn, validUntil, annotation } = data
  if (at < startOfDay(validFrom)) return failed(id, 'ERR_LICENCE_NOT_YET_VALID', { from: validFrom })
  if (validUntil !== undefined && at >= endOfDay(validUntil))
    return failed(id, 'ERR_LICENCE_EXPIRED', { until: validUntil })
  if (annotation?.validUntil !== undefined && at.getTime() > Date.parse(annotation.validUntil))
    return failed(id, 'ERR_LICENCE_COPY_EXPIRED', { until: annotation.validUntil })
  return passed(id, { from: validFrom, ...(validUntil === undefined ? {} : { until: validUntil }) })
}
