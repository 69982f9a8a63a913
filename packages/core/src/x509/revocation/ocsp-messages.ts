// OCSP messages (RFC 6960): what is asked, and what is answered. Apart from revocation as a whole: most certificates are
// decided by lists, and who has them loads nothing of this.
export { type OcspLimits, type OcspResponse, parseOcspResponse, type ResponderId } from './ocsp.ts'
export type { CertId, OcspDigest } from './ocsp-cert-id.ts'
export { type OcspAnswer, processOcsp } from './ocsp-process.ts'
export { type OcspRequest, type OcspRequestOptions, requestOcsp } from './ocsp-request.ts'
export type { CertStatus, SingleResponse } from './ocsp-single.ts'
