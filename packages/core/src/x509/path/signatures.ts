import { encodeHex } from '../../bytes/hex.ts'
import type { KeyKind } from '../../crypto/key.ts'
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

/** Steps that verifying with a key takes: about what it takes longer than on the curves of 256 bits, in portable code. */
const KEY_COST: Readonly<Record<KeyKind, number>> = {
  SM2: 1,
  'P-256': 1,
  Ed25519: 1,
  RSA: 1,
  'P-384': 2,
  'P-521': 4,
}

/** Octets that are hashed in about the time that a signature takes. */
const HASHED_IN_A_STEP = 64 * 1024

/**
 * Verifies each certificate with each key once, however often a search comes back to it, and however many certificates
 * carry the key.
 */
export function rememberLinks(): Link {
  const known = new Map<Certificate, Map<string, Promise<boolean>>>()
  return {
    cost(certificate, { publicKey }) {
      const { tbs, signatureAlgorithm } = certificate
      if (known.get(certificate)?.has(encodeHex(publicKey.spki))) return 1
      if (signatureScheme(signatureAlgorithm)?.accepts(publicKey.kind) !== true) return 1
      return KEY_COST[publicKey.kind] + Math.floor(tbs.length / HASHED_IN_A_STEP)
    },
    holds(certificate, issuer) {
      const byKey = known.get(certificate) ?? new Map<string, Promise<boolean>>()
      known.set(certificate, byKey)
      const key = encodeHex(issuer.publicKey.spki)
      const answer = byKey.get(key) ?? isSignedBy(certificate, issuer)
      byKey.set(key, answer)
      return answer
    },
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
    if (issuer === undefined || !(await link.holds(certificate, issuer))) {
      const facts = { subject, issuer: certificate.issuer.text }
      return failed('path.signatures', 'ERR_PATH_SIGNATURE', facts)
    }
  }
  return passed('path.signatures', { verified: certificates.length - 1 })
}
