export { ALPHANUMERIC } from './character-value.ts'
export { regionFacts } from './check-region.ts'
export {
  type InspectResidentIdOptions,
  inspectResidentId,
  type ReadResidentId,
} from './inspect-resident-id.ts'
export { type InspectUsccOptions, inspectUscc } from './inspect-uscc.ts'
export { isUscc } from './is-uscc.ts'
export {
  type OrganisationCode,
  organisationCheckCharacter,
  parseOrganisationCode,
} from './organisation-code.ts'
export { hasRegionForm, type Region, type RegionLookup } from './region.ts'
export { type RegistrarAndClass, registrarOf } from './registrar.ts'
export {
  parseResidentId,
  type ResidentId,
  type ResidentIdOptions,
  residentIdCheckCharacter,
} from './resident-id.ts'
export { parseUscc, type Uscc, usccCheckCharacter } from './uscc.ts'
