import { equalBytes } from '../../bytes/sequence.ts'
import type { PublicKey } from '../../crypto/key.ts'
import { type AlgorithmPolicy, CURRENT_ALGORITHMS } from '../../crypto/policy.ts'
import type { SignatureScheme } from '../../crypto/scheme.ts'
import { TrustError } from '../../errors.ts'
import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { type Effort, takeEffort } from './effort.ts'
import type { Path } from './path.ts'

/** Steps that verifying with a key takes: about what it takes longer than on the curves of 256 bits, in portable code. */
const KEY_COST: Partial<Record<PublicKey['kind'], number>> = { 'P-384': 2, 'P-521': 4, Ed448: 4 }

/** Octets that are hashed in about the time that a signature takes. */
const HASHED_IN_A_STEP = 64 * 1024

/** Verifies the signatures of certificates, each with each key once, however often a search comes back to it. */
export interface Links {
  /** Whether a certificate's signature is that of an issuer's key. Never throws: one bad candidate ends no search. */
  hold(certificate: Certificate, issuer: Certificate): Promise<boolean>
  /** Reads the key of a certificate; that of its issuer may lend it its parameters. @throws CoreError `ERR_KEY_…` */
  keyOf(certificate: Certificate, issuerKey?: PublicKey): PublicKey
  /** Whether a key verifies the certificate's signature. */
  isSignedWith(certificate: Certificate, key: PublicKey): Promise<boolean>
  readonly algorithms: AlgorithmPolicy
}

/** @param effort - what the signatures count against, once; `hold` answers no where it is spent */
export function createLinks(algorithms: AlgorithmPolicy, effort: Effort): Links {
  const known = new Map<Certificate, Verified[]>()

  const keyOf: Links['keyOf'] = (certificate, issuerKey) =>
    algorithms === CURRENT_ALGORITHMS
      ? certificate.publicKey
      : algorithms.publicKey(certificate.spki, issuerKey)

  async function isSignedWith(certificate: Certificate, key: PublicKey): Promise<boolean> {
    const verified = known.get(certificate) ?? []
    known.set(certificate, verified)
    const kept = verified.find((earlier) => isSameKey(earlier.key, key))
    if (kept !== undefined) return kept.holds
    const scheme = algorithms.scheme(certificate.signatureAlgorithm)
    if (scheme === undefined || !scheme.accepts(key.kind)) return false
    const cost = (KEY_COST[key.kind] ?? 1) + Math.floor(certificate.tbs.length / HASHED_IN_A_STEP)
    if (!takeEffort(effort, { signatures: cost })) return false
    const holds = await verify(scheme, certificate, key)
    verified.push({ key, holds })
    return holds
  }

  return {
    algorithms,
    keyOf,
    isSignedWith,
    async hold(certificate, issuer) {
      try {
        return await isSignedWith(certificate, keyOf(issuer))
      } catch (error) {
        if (error instanceof TrustError) return false
        throw error
      }
    },
  }
}

interface Verified {
  readonly key: PublicKey
  readonly holds: boolean
}

/** Keys are the same when they are so octet for octet, but for DSA, where parameters may be those of an issuer. */
const isSameKey = (a: PublicKey, b: PublicKey) => a === b || (a.kind !== 'DSA' && equalBytes(a.spki, b.spki))

/** What a platform throws at, over a key that it cannot use, is no signature that holds. */
async function verify(scheme: SignatureScheme, certificate: Certificate, key: PublicKey): Promise<boolean> {
  try {
    return await scheme.verify(key, certificate.tbs, certificate.signature)
  } catch {
    return false
  }
}

/**
 * RFC 5280, 6.1.3 (a)(1): every certificate below the anchor is signed with the key of the one above it, with an
 * algorithm that is accepted; and every key is one that is accepted (6.1.4 (d) to (f)), that of the leaf too, on which
 * the caller is going to rely.
 */
export async function checkSignatures({ certificates }: Path, links: Links): Promise<Check> {
  let key: PublicKey | undefined
  for (const certificate of certificates.toReversed()) {
    const subject = certificate.subject.text
    if (key !== undefined) {
      // SHA-1 and MD5 have no scheme here, and so are refused like any unknown algorithm.
      if (links.algorithms.scheme(certificate.signatureAlgorithm) === undefined) {
        const algorithm = certificate.signatureAlgorithm.oid
        return failed('path.signatures', 'ERR_PATH_ALGORITHM', { subject, algorithm })
      }
    }
    const issuerKey = key
    try {
      key = links.keyOf(certificate, issuerKey)
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
      return failed('path.signatures', 'ERR_PATH_KEY', { subject, reason: error.code })
    }
    if (issuerKey !== undefined && !(await links.isSignedWith(certificate, issuerKey))) {
      const facts = { subject, issuer: certificate.issuer.text }
      return failed('path.signatures', 'ERR_PATH_SIGNATURE', facts)
    }
  }
  return passed('path.signatures', { verified: certificates.length - 1 })
}
