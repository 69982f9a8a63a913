export type { KeyBindingPolicy } from '../credential/key-binding.ts'
export type { Holder, Issuer, Licence, LicenceForm, StatusReference } from '../metadata/data.ts'
export type { HolderClaim } from './holder.ts'
export { inspectLicence, licenceFormOf, verifyLicence } from './inspect.ts'
export { type IssuerKeys, type IssuerKeysOptions, parseIssuerKeys } from './issuer-keys.ts'
export type { LicencePolicy } from './policy.ts'
export type { LicenceStatusPolicy } from './status.ts'
export type {
  LicenceState,
  LicenceStatusChecker,
  LicenceStatusContext,
  LicenceStatusFinding,
} from './status-checker.ts'
