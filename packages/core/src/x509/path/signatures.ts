import { signatureScheme } from '../../crypto/scheme.ts'
import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import type { Link, Path } from './search.ts'

/** Whether the issuer's key verifies the certificate's signature. Never throws: one bad candidate ends no search. */
async function isSignedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  try {
    const scheme = signatureScheme(certificate.signatureAlgorithm)
    if (scheme === undefined) return false
    return await scheme.verify(issuer.publicKey, certificate.tbs, certificate.signature)
  } catch {
    return false
  }
}

/** Verifies each pair once, however often a search comes back to it. */
export function rememberLinks(): Link {
  const known = new Map<Certificate, Map<Certificate, Promise<boolean>>>()
  return (certificate, issuer) => {
    const issuers = known.get(certificate) ?? new Map<Certificate, Promise<boolean>>()
    known.set(certificate, issuers)
    const answer = issuers.get(issuer) ?? isSignedBy(certificate, issuer)
    issuers.set(issuer, answer)
    return answer
  }
}

/** RFC 5280, 6.1.3 (a)(1): every certificate below the anchor is signed with the key of the one above it. */
export async function checkSignatures({ certificates }: Path, link: Link): Promise<Check> {
  for (const [index, certificate] of certificates.slice(0, -1).entries()) {
    const subject = certificate.subject.text
    // SHA-1 and MD5 have no scheme here, and so are refused like any unknown algorithm.
    if (signatureScheme(certificate.signatureAlgorithm) === undefined) {
      const algorithm = certificate.signatureAlgorithm.oid
      return failed('path.signatures', 'ERR_PATH_ALGORITHM', { subject, algorithm })
    }
    const issuer = certificates[index + 1]
    if (issuer === undefined || !(await link(certificate, issuer))) {
      const facts = { subject, issuer: certificate.issuer.text }
      return failed('path.signatures', 'ERR_PATH_SIGNATURE', facts)
    }
  }
  return passed('path.signatures', { verified: certificates.length - 1 })
}
