import { equalBytes } from '../../bytes/sequence.ts'
import type { Certificate } from '../certificate.ts'
import { sameName } from '../name-match.ts'
import type { RevocationContext } from '../path/revocation.ts'
import type { Crl } from './crl.ts'
import type { CrlSignature } from './crl-decision.ts'
import type { Issued } from './finding.ts'
import type { RevocationRun } from './run.ts'

/** Certificates that are tried as the signer of one list. */
const MAX_CANDIDATES = 8

/**
 * Finds who signed a list and whether he may: his key verifies it, is for signing lists, and his certificate leads to
 * the same anchor as the certificate in question (RFC 5280, 6.3.3 (f) and (g)).
 *
 * A name alone makes nobody the authority, since below one anchor several may bear it. A list is signed either with the
 * key that issued the certificate, or with another one that is bound to that authority: see {@link isBound}.
 */
export async function findCrlSigner(crl: Crl, issued: Issued, run: RevocationRun): Promise<CrlSignature> {
  const { path, context, signatures } = run
  const [, ...authorities] = path.certificates
  const candidates = candidatesFor(crl, issued, authorities, context)

  let reason = 'no-certificate'
  let against: string | undefined
  for (const candidate of candidates) {
    const isFor = isForLists(candidate, issued)
    if (!isFor || !(await signatures.isSignedBy(crl, candidate, path))) {
      if (reason === 'no-certificate') reason = isFor ? 'signature' : 'key-usage'
      continue
    }
    const fault = await faultOf(candidate, crl, issued, run)
    if (fault === undefined) return { signer: candidate }
    against ??= fault
  }
  // What stands against the one who did sign tells most.
  return { reason: against ?? reason }
}

/** Those whose name is that of who issued a list, the issuer's own key first, then the likeliest. */
function candidatesFor(
  crl: Crl,
  { issuer }: Issued,
  authorities: readonly Certificate[],
  { trust, intermediates = [] }: RevocationContext,
): Certificate[] {
  const named = new Set<Certificate>()
  const look = (certificate: Certificate) => {
    if (sameName(certificate.subject, crl.issuer)) named.add(certificate)
  }
  authorities.forEach(look)
  trust.intermediates.forEach(look)
  for (const { certificate } of trust.anchors) look(certificate)
  intermediates.forEach(look)
  const candidates = [...named]
  // The issuer's own key cannot be pushed out by any number of namesakes that came with a message.
  const rank = (certificate: Certificate) =>
    isSameKey(certificate, issuer) ? 0 : isOtherKey(crl, certificate) ? 2 : 1
  if (candidates.length > 1) candidates.sort((a, b) => rank(a) - rank(b))
  return candidates.slice(0, MAX_CANDIDATES)
}

/** A hint, as the key identifier in a certificate is: it says which key to try first. */
const isOtherKey = ({ authorityKeyIdentifier: wanted }: Crl, { subjectKeyIdentifier: found }: Certificate) =>
  wanted !== undefined && found !== undefined && wanted !== found

const isSameKey = (a: Certificate, b: Certificate) => equalBytes(a.spki, b.spki)

/**
 * Whether a key may sign lists (RFC 5280, 6.3.3 (f)). The key that issued the certificate may unless its certificate says
 * otherwise. Any other one may if its certificate says so, and is that of an authority or is for nothing but lists: who
 * signs documents as well is somebody's, whatever his name.
 */
function isForLists(candidate: Certificate, { issuer }: Issued): boolean {
  const { keyUsage, basicConstraints } = candidate
  if (isSameKey(candidate, issuer)) return keyUsage?.has('cRLSign') !== false
  return keyUsage?.has('cRLSign') === true && (basicConstraints?.ca === true || keyUsage.size === 1)
}

/** Why a certificate whose key verifies the list may yet not sign it: `issuer`, or a code of its path. */
async function faultOf(
  signer: Certificate,
  crl: Crl,
  issued: Issued,
  run: RevocationRun,
): Promise<string | undefined> {
  const { context, path } = run
  const authorities = path.certificates.slice(1)
  const place = authorities.indexOf(signer)
  // The issuers of the path in question are checked with that path, revocation included.
  if (place >= 0) {
    if (!isBound(signer, authorities[place + 1], crl, issued, authorities)) return 'issuer'
    return run.faultOfAuthority(signer, crl.thisUpdate)
  }
  // A list that was made after the time in question has to be made by one who was valid when he made it.
  const isMadeLater = crl.thisUpdate > context.at
  return run.faultOfSigner(signer, {
    target: 'crl-issuer',
    at: isMadeLater ? crl.thisUpdate : context.at,
    isIssuer: (above) => isBound(signer, above, crl, issued, authorities),
  })
}

/**
 * Whether a signer is the authority that issued the certificate, or was made a signer of its lists.
 *
 * - The key is the one that issued the certificate, whatever certificate names it.
 * - Another key of the same authority (a separate key for lists, a key of before or after a change): its certificate has
 *   the very same name, octet by octet, and was issued with a key of this authority or by the one above it in the path.
 * - An indirect list (RFC 5280, 5.2.5): the certificate itself names its issuer, and one of the authorities of the path
 *   issued the signer's certificate.
 *
 * @param above - who issued the signer's certificate; nobody where it is an anchor
 */
function isBound(
  signer: Certificate,
  above: Certificate | undefined,
  crl: Crl,
  { certificate, issuer }: Issued,
  authorities: readonly Certificate[],
): boolean {
  const isDirect = sameName(crl.issuer, certificate.issuer)
  if (isDirect && isSameKey(signer, issuer)) return true
  // Another anchor of the path's own is named by whoever trusts it.
  if (!isDirect && authorities.some((authority) => isSameKey(authority, signer))) return true
  if (above === undefined) return false
  if (!isDirect) {
    return isNamedExactly(signer, certificate) && authorities.some((authority) => isSameKey(authority, above))
  }
  if (!equalBytes(signer.subject.raw, issuer.subject.raw)) return false
  const own = keysOf(issuer, authorities)
  return own.some((authority) => isSameKey(authority, above) || isSameKey(authority, signer))
}

/**
 * The certificates of the authority itself, which are several where it issued one to itself, and the one above it
 * (RFC 5280, 6.1: self-issued certificates).
 */
function keysOf(issuer: Certificate, authorities: readonly Certificate[]): readonly Certificate[] {
  const from = authorities.indexOf(issuer)
  const above = authorities
    .slice(from)
    .findIndex(({ subject }) => !equalBytes(subject.raw, issuer.subject.raw))
  return authorities.slice(from, above < 0 ? undefined : from + above + 1)
}

/** Whether a certificate names somebody as the issuer of its lists, octet by octet. */
function isNamedExactly({ subject }: Certificate, { cRLDistributionPoints = [] }: Certificate): boolean {
  return cRLDistributionPoints.some(({ cRLIssuer = [] }) =>
    cRLIssuer.some((name) => name.kind === 'directory' && equalBytes(name.value.raw, subject.raw)),
  )
}
