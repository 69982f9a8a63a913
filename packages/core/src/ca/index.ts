export { type CertificateRequest, parseCsr, verifyCsr } from '../x509/request.ts'
export {
  type AuthorityServices,
  type AuthorityUrls,
  authorityHandler,
  authorityUrls,
  type ServedAuthority,
} from './authority-handler.ts'
export {
  type CertificateBase,
  createIntermediate,
  createLeaf,
  createRoot,
  type IntermediateOptions,
  type LeafOptions,
  type RootOptions,
} from './certificate.ts'
export { type CrlOptions, createCrl, type RevocationReason, type RevokedCertificate } from './crl.ts'
export type { CrlExtensionOptions, CrlScope } from './crl-extensions.ts'
export { type CsrOptions, createCsr } from './csr.ts'
export type { AlternativeNames, CertificateContent } from './extensions.ts'
export { type IssueOptions, issueCertificate } from './issue.ts'
export type { Issuer } from './issuer.ts'
export {
  type CertificateState,
  createOcspRefusal,
  createOcspResponse,
  type OcspResponderOptions,
  type OcspResponseOptions,
} from './ocsp.ts'
export { type OcspHandlerOptions, ocspHandler } from './ocsp-handler.ts'
export { type CertificateProfile, PROFILES, type ProfileName } from './profile.ts'
export { type CsrReview, reviewCsr } from './review-csr.ts'
export type { Subject } from './subject.ts'
export {
  createTimeStampResponse,
  type TimeStampAuthority,
  type TimeStampResponseOptions,
} from './time-stamp.ts'
export { type TimeStampHandlerOptions, timeStampHandler } from './time-stamp-handler.ts'
