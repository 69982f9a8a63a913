export { createRevocationBundle, parseRevocationBundle } from './bundle.ts'
export {
  type CertificateFinding,
  createRevocationChecker,
  type PolicyRevocationChecker,
} from './check.ts'
export { type Crl, type CrlLimits, parseCrl } from './crl.ts'
export type { CrlEntry } from './crl-entries.ts'
export type { Finding, Gap, Revocation, Statement } from './finding.ts'
export type { Freshness } from './freshness.ts'
export type { IssuingDistributionPoint } from './issuing-distribution-point.ts'
export type { RevocationMaterial } from './material.ts'
export { createPastChecker, inspectPastPath, type PastPathOptions } from './past.ts'
export type { RevocationPolicy } from './policy.ts'
export type { CrlReason } from './reason.ts'
export type { RetrievalLimits } from './retrieval-limits.ts'
