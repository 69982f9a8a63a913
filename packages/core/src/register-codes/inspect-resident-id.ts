import { type Check, createReport, failed, failedBy, passed, type Report, skipped } from '../report.ts'
import { dayInChina } from './calendar-day.ts'
import type { RegionLookup } from './region.ts'
import {
  isRegionOfResidents,
  type ResidentIdOptions,
  residentIdCheckCharacter,
  splitResidentId,
} from './resident-id.ts'

export interface InspectResidentIdOptions extends ResidentIdOptions {
  /** `regionOf` of `@xinyin/core/regions`: which regions are there today. */
  readonly regionOf?: RegionLookup
}

/** A number as far as it could be read. */
export type ReadResidentId = ReturnType<typeof splitResidentId>

const FORM = 'resident-id.form'
const AFTER_FORM = ['region', 'birth-date', 'check-character']

/**
 * Says of a citizen's number, part by part, whether it is right (GB 11643). No fact of a check tells anything of the
 * number; the subject of the report is personal data.
 */
export function inspectResidentId(
  text: string,
  { at = new Date(), regionOf }: InspectResidentIdOptions = {},
): Report<ReadResidentId> {
  let read: ReadResidentId
  try {
    read = splitResidentId(text)
  } catch (error) {
    const rest = AFTER_FORM.map((part) => skipped(`resident-id.${part}`, FORM))
    return createReport<ReadResidentId>([failedBy(FORM, error), ...rest], undefined)
  }
  const checks = [passed(FORM), checkRegion(read, regionOf), checkBirthDate(read, at), checkCharacter(read)]
  return createReport(checks, read)
}

/** The region is of a province (GB/T 2260), or of a residence permit. One that is not there today is a warning. */
function checkRegion({ region }: ReadResidentId, lookup: RegionLookup | undefined): Check {
  if (!isRegionOfResidents(region)) return failed('resident-id.region', 'ERR_REGION_PROVINCE')
  const isMissing = lookup !== undefined && lookup(region)?.current !== true
  return passed('resident-id.region', isMissing ? { warning: 'ERR_REGION_UNKNOWN' } : {})
}

/** The date of birth is a day of the calendar, and not still to come (GB 11643). */
function checkBirthDate({ birthDate }: ReadResidentId, at: Date): Check {
  if (birthDate === undefined) return failed('resident-id.birth-date', 'ERR_RESIDENT_ID_DATE')
  return birthDate > dayInChina(at)
    ? failed('resident-id.birth-date', 'ERR_RESIDENT_ID_FUTURE')
    : passed('resident-id.birth-date')
}

/** The check character is that of ISO/IEC 7064 MOD 11-2 over the 17 digits before it (GB 11643). */
function checkCharacter({ text, checkCharacter: found }: ReadResidentId): Check {
  return found === residentIdCheckCharacter(text)
    ? passed('resident-id.check-character')
    : failed('resident-id.check-character', 'ERR_RESIDENT_ID_CHECK')
}
