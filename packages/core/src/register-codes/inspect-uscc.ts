import { type Check, createReport, failed, failedBy, passed, type Report, skipped } from '../report.ts'
import { regionFacts } from './check-region.ts'
import { organisationCheckCharacter } from './organisation-code.ts'
import type { RegionLookup } from './region.ts'
import { registrarOf } from './registrar.ts'
import { splitUscc, type Uscc, usccCheckCharacter } from './uscc.ts'

export interface InspectUsccOptions {
  /** `regionOf` of `@xinyin/core/regions`: names of regions, and which of them are there today. */
  readonly regionOf?: RegionLookup
}

const FORM = 'uscc.form'
const AFTER_FORM = ['registrar', 'region', 'organisation-code', 'check-character']

/**
 * Says of a unified social credit code, part by part, whether it is right (GB 32100-2015). Registering departments and
 * regions that are not known are warnings (`warning` among the facts), since neither table is closed.
 */
export function inspectUscc(text: string, { regionOf }: InspectUsccOptions = {}): Report<Uscc> {
  let uscc: Uscc
  try {
    uscc = splitUscc(text)
  } catch (error) {
    const rest = AFTER_FORM.map((part) => skipped(`uscc.${part}`, FORM))
    return createReport<Uscc>([failedBy(FORM, error), ...rest], undefined)
  }
  const checks = [
    passed(FORM),
    checkRegistrar(uscc),
    checkRegion(uscc, regionOf),
    checkOrganisationCode(uscc),
    checkCharacter(uscc),
  ]
  return createReport(checks, uscc)
}

/** The registering department and the class of what it registers are known (GB 32100-2015, tables 1 and 2). */
function checkRegistrar({ registrar, category }: Uscc): Check {
  const found = registrar + category
  const isKnown = registrarOf(registrar, category) !== undefined
  return passed('uscc.registrar', isKnown ? { found } : { found, warning: 'ERR_USCC_REGISTRAR' })
}

/** The region of the registering office is one of today (GB/T 2260): another one is a warning. */
function checkRegion({ region }: Uscc, regionOf: RegionLookup | undefined): Check {
  return passed('uscc.region', regionFacts(region, regionOf))
}

/** The organisation code inside has the check character of its own (GB 11714). */
function checkOrganisationCode({ text, organisationCode }: Uscc): Check {
  const found = organisationCode.charAt(8)
  const expected = organisationCheckCharacter(text, 8)
  return found === expected
    ? passed('uscc.organisation-code', { organisationCode })
    : failed('uscc.organisation-code', 'ERR_ORGANISATION_CODE_CHECK', { found, expected })
}

/** The check character is that of the 17 before it (GB 32100-2015, annex A). */
function checkCharacter({ text, checkCharacter: found }: Uscc): Check {
  const expected = usccCheckCharacter(text)
  return found === expected
    ? passed('uscc.check-character', { found })
    : failed('uscc.check-character', 'ERR_USCC_CHECK', { found, expected })
}
