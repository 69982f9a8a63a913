import { equalBytes } from '../../bytes/sequence.ts'
import type { PublicKey } from '../../crypto/key.ts'
import { type AlgorithmPolicy, CURRENT_ALGORITHMS } from '../../crypto/policy.ts'
import { verifyPromptly } from '../../crypto/scheme.ts'
import { type Facts, TrustError } from '../../errors.ts'
import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { type Effort, takeEffort } from './effort.ts'
import type { Path } from './path.ts'

/** Steps that verifying with a key takes: about what it takes longer than on the curves of 256 bits, in portable code. */
const KEY_COST: Partial<Record<PublicKey['kind'], number>> = { 'P-384': 2, 'P-521': 4, Ed448: 4 }

/** Octets that are hashed in about the time that a signature takes. */
const HASHED_IN_A_STEP = 64 * 1024

/** The signatures that were verified in one search: each with each key once, however often the search comes back. */
export interface Links {
  readonly algorithms: AlgorithmPolicy
  readonly effort: Effort
  readonly verified: Verified[]
}

interface Verified {
  readonly certificate: Certificate
  readonly key: PublicKey
  readonly holds: boolean
}

/** What is no certificate of `parseCertificate` but a copy of its fields has no key, which is not to pass for a good one. */
function requireKey(key: PublicKey | undefined): PublicKey {
  if (key === undefined)
    throw new TypeError('certificate: not made by parseCertificate, so that it has no key')
  return key
}

/** Reads the key of a certificate; that of its issuer may lend it its parameters. @throws CoreError `ERR_KEY_…` */
function keyOf({ algorithms }: Links, certificate: Certificate, issuerKey?: PublicKey): PublicKey {
  // A certificate keeps the key that it was once asked for.
  if (algorithms === CURRENT_ALGORITHMS) return requireKey(certificate.publicKey)
  return algorithms.publicKey(certificate.spki, issuerKey)
}

/** What was found before about a certificate's signature and a key. */
function knownLink({ verified }: Links, certificate: Certificate, key: PublicKey): boolean | undefined {
  for (const earlier of verified) {
    if (earlier.certificate === certificate && isSameKey(earlier.key, key)) return earlier.holds
  }
  return undefined
}

/**
 * Whether a key verifies a certificate's signature, at once where the platform says so at once. Where the effort is spent,
 * it is not tried, and does not.
 */
function isSignedWith(links: Links, certificate: Certificate, key: PublicKey): boolean | Promise<boolean> {
  const { algorithms, effort } = links
  const known = knownLink(links, certificate, key)
  if (known !== undefined) return known
  const scheme = algorithms.scheme(certificate.signatureAlgorithm)
  if (scheme === undefined || !scheme.accepts(key.kind)) return false
  const signatures = (KEY_COST[key.kind] ?? 1) + Math.floor(certificate.tbs.length / HASHED_IN_A_STEP)
  if (!takeEffort(effort, { signatures })) return false
  let holds: boolean | Promise<boolean> = false
  try {
    holds = verifyPromptly(scheme, key, certificate.tbs, certificate.signature)
  } catch {
    // What a platform throws at, over a key that it cannot use, is no signature that holds.
  }
  if (typeof holds !== 'boolean')
    return holds.catch(() => false).then((late) => remember(links, certificate, key, late))
  return remember(links, certificate, key, holds)
}

function remember({ verified }: Links, certificate: Certificate, key: PublicKey, holds: boolean): boolean {
  verified.push({ certificate, key, holds })
  return holds
}

/** Keys are the same when they are so octet for octet, but for DSA, where parameters may be those of an issuer. */
const isSameKey = (a: PublicKey, b: PublicKey) => a === b || (a.kind !== 'DSA' && equalBytes(a.spki, b.spki))

/** Whether an issuer's key verifies a certificate's signature. One bad candidate ends no search. */
export function isSignedBy(
  links: Links,
  certificate: Certificate,
  issuer: Certificate,
): boolean | Promise<boolean> {
  let key: PublicKey
  try {
    key = keyOf(links, issuer)
  } catch (error) {
    if (error instanceof TrustError) return false
    throw error
  }
  return isSignedWith(links, certificate, key)
}

/**
 * RFC 5280, 6.1.3 (a)(1): every certificate below the anchor is signed with the key of the one above it, with an
 * algorithm that is accepted; and every key is one that is accepted (6.1.4 (d) to (f)), that of the leaf too, on which
 * the caller is going to rely.
 */
export function checkSignatures({ certificates }: Path, links: Links): Check | Promise<Check> {
  return checkBelow(certificates, certificates.length - 1, undefined, links)
}

/** The certificates from one downwards, the key of whose issuer has been read. */
function checkBelow(
  certificates: Path['certificates'],
  at: number,
  issuerKey: PublicKey | undefined,
  links: Links,
): Check | Promise<Check> {
  const certificate = certificates[at]
  if (certificate === undefined) return passed('path.signatures', { verified: certificates.length - 1 })
  // SHA-1 and MD5 have no scheme here, and so are refused like any unknown algorithm.
  if (issuerKey !== undefined && links.algorithms.scheme(certificate.signatureAlgorithm) === undefined) {
    return refuse(certificate, 'ERR_PATH_ALGORITHM', { algorithm: certificate.signatureAlgorithm.oid })
  }
  let key: PublicKey
  try {
    key = keyOf(links, certificate, issuerKey)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return refuse(certificate, 'ERR_PATH_KEY', { reason: error.code })
  }
  if (issuerKey === undefined) return checkBelow(certificates, at - 1, key, links)
  const goOn = (holds: boolean) =>
    holds
      ? checkBelow(certificates, at - 1, key, links)
      : refuse(certificate, 'ERR_PATH_SIGNATURE', { issuer: certificate.issuer.text })
  // The search has verified it already, which spares a turn of the event loop.
  const holds = isSignedWith(links, certificate, issuerKey)
  return typeof holds === 'boolean' ? goOn(holds) : holds.then(goOn)
}

function refuse({ subject }: Certificate, code: string, facts: Facts): Check {
  return failed('path.signatures', code, { subject: subject.text, ...facts })
}
