import { type Check, failed, failedBy, passed } from '@xinyin/core'
import { endOfDay, startOfDay } from '../metadata/date.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { licenceError } from './codes.ts'

/** The day of issue may be written where it is later already: no clock on Earth is a whole day ahead of China's. */
const DAY_TOLERANCE = 86_400_000

/**
 * A licence is not issued on a day that is yet to come. Its period of validity may well begin later.
 *
 * @throws LicenceError `ERR_LICENCE_ISSUED_LATER`
 */
export function assertIssued({ issuedOn }: Pick<PartialLicenceData, 'issuedOn'>, at: Date): void {
  if (issuedOn !== undefined && startOfDay(issuedOn).getTime() > at.getTime() + DAY_TOLERANCE)
    throw licenceError('ERR_LICENCE_ISSUED_LATER', { issuedOn })
}

/**
 * What is issued has not run out: neither the licence nor, of an annotated copy, what it was made for.
 *
 * @throws LicenceError `ERR_LICENCE_EXPIRED`, `ERR_LICENCE_COPY_EXPIRED`
 */
export function assertNotExpired(
  { validUntil, annotation }: Pick<PartialLicenceData, 'validUntil' | 'annotation'>,
  at: Date,
): void {
  const now = at.getTime()
  if (validUntil !== undefined && now >= endOfDay(validUntil).getTime())
    throw licenceError('ERR_LICENCE_EXPIRED', { until: validUntil })
  if (annotation?.validUntil !== undefined && now > Date.parse(annotation.validUntil))
    throw licenceError('ERR_LICENCE_COPY_EXPIRED', { until: annotation.validUntil })
}

/** The licence is valid at the time asked for, from the first moment of its first day to the last of its last. */
export function checkValidity(data: PartialLicenceData, at: Date): Check {
  const id = 'licence.validity'
  const { issuedOn, validFrom = issuedOn, validUntil } = data
  const now = at.getTime()
  if (validFrom !== undefined && now < startOfDay(validFrom).getTime())
    return failed(id, 'ERR_LICENCE_NOT_YET_VALID', { from: validFrom })
  try {
    assertNotExpired(data, at)
    assertIssued(data, at)
  } catch (error) {
    return failedBy(id, error)
  }
  return passed(id, {
    ...(validFrom === undefined ? {} : { from: validFrom }),
    ...(validUntil === undefined ? {} : { until: validUntil }),
  })
}
