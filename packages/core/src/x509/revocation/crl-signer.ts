import type { Certificate } from '../certificate.ts'
import { sameName } from '../name-match.ts'
import type { RevocationContext } from '../path/revocation.ts'
import type { Crl } from './crl.ts'
import type { CrlSignature } from './crl-decision.ts'
import type { RevocationRun } from './run.ts'

/** Certificates that are tried as the signer of one list. */
const MAX_CANDIDATES = 8

/**
 * Finds who signed a list and whether he may: his key verifies it, is for signing lists, and his certificate leads to
 * the same anchor as the certificate in question (RFC 5280, 6.3.3 (f) and (g)).
 */
export async function findCrlSigner(crl: Crl, run: RevocationRun): Promise<CrlSignature> {
  const { path, context, signatures } = run
  const [, ...authorities] = path.certificates
  const candidates = candidatesFor(crl, authorities, context)

  let reason = 'no-certificate'
  let against: string | undefined
  for (const candidate of candidates) {
    const isFor = candidate.keyUsage?.has('cRLSign') !== false
    if (!isFor || !(await signatures.isSignedBy(crl, candidate, path))) {
      if (reason === 'no-certificate') reason = isFor ? 'signature' : 'key-usage'
      continue
    }
    const fault = await faultOf(candidate, crl, run, authorities)
    if (fault === undefined) return { signer: candidate }
    against ??= fault
  }
  // What stands against the one who did sign tells most.
  return { reason: against ?? reason }
}

/** Those whose name is that of who issued a list, the likeliest first. */
function candidatesFor(
  crl: Crl,
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
  if (candidates.length > 1)
    candidates.sort((a, b) => Number(isOtherKey(crl, a)) - Number(isOtherKey(crl, b)))
  return candidates.slice(0, MAX_CANDIDATES)
}

/** A hint, as the key identifier in a certificate is: it says which key to try first. */
const isOtherKey = ({ authorityKeyIdentifier: wanted }: Crl, { subjectKeyIdentifier: found }: Certificate) =>
  wanted !== undefined && found !== undefined && wanted !== found

/** Why a certificate whose key verifies the list may yet not sign it: a code of its path. */
async function faultOf(
  signer: Certificate,
  { thisUpdate }: Crl,
  run: RevocationRun,
  authorities: readonly Certificate[],
): Promise<string | undefined> {
  const { context } = run
  // The issuers of the path in question are checked with that path, revocation included.
  if (authorities.includes(signer)) return run.faultOfAuthority(signer, thisUpdate)
  // A list that was made after the time in question has to be made by one who was valid when he made it.
  return run.faultOfSigner(signer, {
    target: 'crl-issuer',
    at: thisUpdate > context.at ? thisUpdate : context.at,
  })
}
