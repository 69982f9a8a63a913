export { type AlgorithmPolicy, CURRENT_ALGORITHMS } from '../crypto/policy.ts'
export { ACCESS_METHOD, type AccessDescription } from './access-description.ts'
export type {
  Certificate,
  CertificateExtensions,
  CertificateReference,
  Extension,
  KeyUsage,
} from './certificate.ts'
export { type DescriptionRow, describeCertificate } from './describe.ts'
export { describeName } from './describe-name.ts'
export type { DistributionPoint, DistributionPointName, ReasonFlag } from './distribution-points.ts'
export type { GeneralName } from './general-name.ts'
export { type Name, type NameAttribute, parseName } from './name.ts'
export type { NameConstraints } from './name-constraints.ts'
export { sameName } from './name-match.ts'
export { ATTRIBUTE, EXTENSION, PURPOSE } from './oid.ts'
export { describeOid } from './oid-names.ts'
export { parseCertificate, parseCertificates } from './parse.ts'
export type { PolicyConstraints, PolicyInformation, PolicyMapping, PolicyQualifier } from './policies.ts'
export { ANY_POLICY } from './policies.ts'
export type { DirectoryAttribute, PrivateKeyUsagePeriod, QualifiedStatement } from './subject-attributes.ts'
export { SUBJECT_NUMBER, type SubjectNumbers } from './subject-numbers.ts'
