import type { LicenceCatalogue } from '../licence-type.ts'
import {
  CRANE_REGISTRATION,
  SECOND_CLASS_CONSTRUCTOR,
  SECOND_CLASS_COST_ENGINEER,
  SPECIAL_OPERATIONS,
} from './building-trades.ts'
import { BUSINESS_LICENCE } from './business-licence.ts'
import { CONSTRUCTION_PERMIT } from './construction-permit.ts'
import { ID_CARD } from './id-card.ts'
import { REAL_ESTATE, REAL_ESTATE_REGISTRATION } from './real-estate.ts'
import { SAFETY_ASSESSMENT } from './safety-assessment.ts'

/**
 * Ten licence types to begin with and to test by. Codes, items, periods, levels and classes are realistic, but no
 * authority has confirmed them: take those that you issue from the catalogue that your province keeps.
 */
export const EXAMPLE_CATALOGUE: LicenceCatalogue = {
  name: '示例证照目录',
  version: '1',
  types: [
    BUSINESS_LICENCE,
    ID_CARD,
    CONSTRUCTION_PERMIT,
    SAFETY_ASSESSMENT,
    REAL_ESTATE,
    REAL_ESTATE_REGISTRATION,
    SECOND_CLASS_CONSTRUCTOR,
    SPECIAL_OPERATIONS,
    CRANE_REGISTRATION,
    SECOND_CLASS_COST_ENGINEER,
  ],
}
