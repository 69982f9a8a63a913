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
    const rest = AFTER_FORM.map((part) => skipped(`uscc.${part}`, 'uscc.form'))
    return createReport<Uscc>([failedBy('uscc.form', error), ...rest], undefined)
  }
  const checks = [
    passed('uscc.form'),
    checkRegistrar(uscc),
    passed('uscc.region', regionFacts(uscc.region, regionOf)),
    checkOrganisationCode(uscc),
    checkCharacter(uscc),
  ]
  return createReport(checks, uscc)
}

function checkRegistrar({ registrar, category }: Uscc): Check {
  const found = registrar + category
  const isKnown = registrarOf(registrar, category) !== undefined
  return passed('uscc.registrar', isKnown ? { found } : { found, warning: 'ERR_USCC_REGISTRAR' })
}

function checkOrganisationCode({ text, organisationCode }: Uscc): Check {
  const found = organisationCode.charAt(8)
  const expected = organisationCheckCharacter(text, 8)
  return found === expected
    ? passed('uscc.organisation-code', { organisationCode })
    : failed('uscc.organisation-code', 'ERR_ORGANISATION_CODE_CHECK', { found, expected })
}

function checkCharacter({ text, checkCharacter: found }: Uscc): Check {
  const expected = usccCheckCharacter(text)
  return found === expected
    ? passed('uscc.check-character', { found })
    : failed('uscc.check-character', 'ERR_USCC_CHECK', { found, expected })
}
