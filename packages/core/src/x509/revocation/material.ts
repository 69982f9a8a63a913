import type { Crl } from './crl.ts'
import type { OcspResponse } from './ocsp.ts'

/** Revocation lists and OCSP answers that are at hand. They are trusted for nothing until they are verified. */
export interface RevocationMaterial {
  readonly crls: readonly Crl[]
  readonly ocspResponses: readonly OcspResponse[]
}
