import { encodeHex } from '../../bytes/hex.ts'
import { equalBytes } from '../../bytes/sequence.ts'
import { TrustError } from '../../errors.ts'
import type { Certificate } from '../certificate.ts'
import { sameName } from '../name-match.ts'
import { PURPOSE } from '../oid.ts'
import type { Issued } from './finding.ts'
import type { OcspResponse, ResponderId } from './ocsp.ts'
import { hashOf, keyOctets } from './ocsp-cert-id.ts'
import type { RevocationRun } from './run.ts'

/**
 * Whether an answer is signed by one who may give it (RFC 6960, 4.2.2.2): the issuer of the certificate itself, one to
 * whom that issuer gave a certificate for just this, or a responder that the policy names.
 *
 * @param thisUpdate - of the statement that is relied on
 * @returns nothing where it is, else why not: `signature`, `no-certificate`, `purpose`, or the code of a check of the path
 */
export async function faultOfResponder(
  response: OcspResponse,
  { issuer }: Issued,
  thisUpdate: Date,
  configured: readonly Certificate[],
  run: RevocationRun,
): Promise<string | undefined> {
  const { signatures, path, context } = run
  // An answer that was made after the time in question is made by one who was valid when he made it.
  const at = thisUpdate > context.at ? thisUpdate : context.at

  if (isResponder(response.responder, issuer)) {
    if (!(await signatures.isSignedBy(response, issuer, path))) return 'signature'
    return run.faultOfAuthority(issuer, thisUpdate)
  }

  for (const responder of configured) {
    if (!isResponder(response.responder, responder)) continue
    if ((await signatures.isSignedBy(response, responder)) && isWithin(responder, at)) return undefined
  }

  const delegates = response.certificates.filter((candidate) => isResponder(response.responder, candidate))
  let fault = 'no-certificate'
  for (const delegate of delegates) {
    fault = await faultOfDelegate(response, delegate, issuer, at, run)
    if (fault === '') return undefined
  }
  return fault
}

/** The certificate was issued directly by the same authority, for answering (RFC 6960, 4.2.2.2 and 4.2.2.2.1). */
async function faultOfDelegate(
  response: OcspResponse,
  delegate: Certificate,
  issuer: Certificate,
  at: Date,
  run: RevocationRun,
): Promise<string> {
  if (!sameName(delegate.issuer, issuer.subject)) return 'issuer'
  // `anyExtendedKeyUsage` is not enough: the purpose must be named.
  if (delegate.extendedKeyUsage?.includes(PURPOSE.ocspSigning) !== true) return 'purpose'
  if (!(await run.signatures.isSignedBy(response, delegate))) return 'signature'
  const fault = await run.faultOfSigner(delegate, {
    target: 'ocsp-responder',
    at,
    isIssuer: (above) => above !== undefined && equalBytes(above.spki, issuer.spki),
  })
  // That nobody need ask about the delegate says nothing of who made him one.
  return fault ?? (await run.faultOfAuthority(issuer, at)) ?? ''
}

function isResponder(id: ResponderId, certificate: Certificate): boolean {
  if ('name' in id) return sameName(id.name, certificate.subject)
  try {
    return encodeHex(hashOf('SHA-1', keyOctets(certificate.spki))) === id.keyHash
  } catch (error) {
    // A key that cannot be read is nobody's.
    if (error instanceof TrustError) return false
    throw error
  }
}

const isWithin = ({ notBefore, notAfter }: Certificate, at: Date) => at >= notBefore && at <= notAfter
