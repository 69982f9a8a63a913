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
    const rest = AFTER_FORM.map((part) => skipped(`resident-id.${part}`, 'resident-id.form'))
    return createReport<ReadResidentId>([failedBy('resident-id.form', error), ...rest], undefined)
  }
  const checks = [
    passed('resident-id.form'),
    checkRegion(read, regionOf),
    checkBirthDate(read, at),
    checkCharacter(read),
  ]
  return createReport(checks, read)
}

function checkRegion({ region }: ReadResidentId, lookup: RegionLookup | undefined): Check {
  if (!isRegionOfResidents(region)) return failed('resident-id.region', 'ERR_REGION_PROVINCE')
  const isMissing = lookup !== undefined && lookup(region)?.current !== true
  return passed('resident-id.region', isMissing ? { warning: 'ERR_REGION_UNKNOWN' } : {})
}

function checkBirthDate({ birthDate }: ReadResidentId, at: Date): Check {
  if (birthDate === undefined) return failed('resident-id.birth-date', 'ERR_RESIDENT_ID_DATE')
  return birthDate > dayInChina(at)
    ? failed('resident-id.birth-date', 'ERR_RESIDENT_ID_FUTURE')
    : passed('resident-id.birth-date')
}

function checkCharacter({ text, checkCharacter: found }: ReadResidentId): Check {
  return found === residentIdCheckCharacter(text)
    ? passed('resident-id.check-character')
    : failed('resident-id.check-character', 'ERR_RESIDENT_ID_CHECK')
}
