import { type Certificate, parseCertificate, TrustError } from '@xinyin/core'

/** Reads a certificate with its key, or the error for which one of them cannot be read. */
export function readCertificate(der: Uint8Array): Certificate | TrustError {
  try {
    const certificate = parseCertificate(der)
    // A key is read when it is asked for; here every check leans on it.
    certificate.publicKey
    return certificate
  } catch (error) {
    if (error instanceof TrustError) return error
    throw error
  }
}
