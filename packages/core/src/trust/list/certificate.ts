import { decodeBase64 } from '../../bytes/base64.ts'
import { TrustError } from '../../errors.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { parseCertificate } from '../../x509/parse.ts'
import { trustListError } from './codes.ts'

/**
 * A certificate that stands in base64 in a list or its header.
 *
 * @param member - where it stands
 * @throws CoreError `ERR_TRUST_LIST_CERTIFICATE`, for one whose key cannot be used too
 */
export function readListCertificate(text: string, member: string): Certificate {
  try {
    const certificate = parseCertificate(decodeBase64(text))
    // The key is read when it is first asked for: here, and not in the middle of a verdict.
    void certificate.publicKey
    return certificate
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw trustListError('ERR_TRUST_LIST_CERTIFICATE', { member, reason: cause.code }, cause)
  }
}
