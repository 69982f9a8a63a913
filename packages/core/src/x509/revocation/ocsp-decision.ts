import { indeterminate } from '../../report.ts'
import type { Finding, Gap, Issued, RevocationTimes, Statement } from './finding.ts'
import { isRevokedAt } from './finding.ts'
import { type Freshness, forgotten, isForgotten, staleness } from './freshness.ts'
import type { OcspResponse, ResponderId } from './ocsp.ts'
import { certIdJudge } from './ocsp-cert-id.ts'
import type { SingleResponse } from './ocsp-single.ts'

export interface OcspRules {
  readonly times: RevocationTimes
  readonly freshness: Freshness
  /** Why the signer of an answer may not give it; nothing where he may. */
  faultOfResponder(response: OcspResponse, thisUpdate: Date): Promise<string | undefined>
}

/**
 * Decides by OCSP answers whether a certificate is revoked (RFC 6960, 3.2). Of several, the newest counts: but for one
 * that says revoked for good, which no newer one takes back. Only a hold ends.
 */
export async function decideByOcsp(
  issued: Issued,
  responses: readonly OcspResponse[],
  rules: OcspRules,
): Promise<Finding> {
  const subject = issued.certificate.subject.text
  const isAsked = certIdJudge(issued)
  const newestFirst = responses
    .map((response) => ({
      response,
      singles: response.responses.filter(({ certId }) => isAsked(certId)),
    }))
    .filter(({ singles }) => singles.length > 0)
    .sort((a, b) => timeOf(b.singles) - timeOf(a.singles))
  let gap: Gap | undefined
  let good: Finding | undefined
  for (const { response, singles } of newestFirst) {
    const [single, ...more] = singles
    if (good !== undefined && !singles.some(isRevokedForGood)) continue
    // Two answers about one certificate are none: nobody could tell which of them is meant.
    const found =
      single === undefined || more.length > 0
        ? { gap: ambiguous(subject, response) }
        : await lookAt(issued, response, single, rules)
    if (!('state' in found)) gap ??= found.gap
    else if (found.state === 'revoked') return found
    // That the authority no longer knows of the certificate is newer than that it was good.
    else if (gap?.code !== 'ERR_REVOCATION_NOT_ISSUED') good ??= found
  }
  if (good !== undefined) return good
  return {
    state: 'undetermined',
    gap: gap ?? indeterminate('path.revocation', 'ERR_REVOCATION_UNKNOWN', { subject }),
  }
}

const isRevokedForGood = ({ status }: SingleResponse) =>
  status.state === 'revoked' && status.reason !== 'certificateHold'

const timeOf = ([single]: readonly SingleResponse[]) => single?.thisUpdate.getTime() ?? 0

function ambiguous(subject: string, { responder }: OcspResponse): Gap {
  const facts = { subject, source: sourceOf(responder), reason: 'ERR_OCSP_NOT_ASKED' }
  return indeterminate('path.revocation', 'ERR_REVOCATION_MALFORMED', facts)
}

async function lookAt(
  issued: Issued,
  response: OcspResponse,
  single: SingleResponse,
  { times, freshness, faultOfResponder }: OcspRules,
): Promise<Finding | { readonly gap: Gap }> {
  const subject = issued.certificate.subject.text
  const { status, thisUpdate, nextUpdate } = single
  const source = sourceOf(response.responder)
  const statement: Statement = { kind: 'ocsp', source, thisUpdate, nextUpdate }
  const extension = response.unknownCritical ?? single.unknownCritical
  if (extension !== undefined)
    return {
      gap: indeterminate('path.revocation', 'ERR_REVOCATION_CRITICAL_EXTENSION', {
        subject,
        source,
        extension,
      }),
    }
  const reason = await faultOfResponder(response, thisUpdate)
  if (reason !== undefined)
    return { gap: indeterminate('path.revocation', 'ERR_REVOCATION_RESPONDER', { subject, source, reason }) }

  const gap = staleness(issued, statement, times, freshness)
  if (status.state === 'revoked') {
    const revocation = {
      revokedAt: status.revokedAt,
      reason: status.reason ?? 'unspecified',
      invalidAt: single.invalidAt,
    }
    // What is revoked stays so, be the answer ever so old; only a hold ends.
    const counts =
      gap === undefined || (gap.code === 'ERR_REVOCATION_STALE' && revocation.reason !== 'certificateHold')
    if (counts && isRevokedAt(revocation, statement, times.at))
      return { state: 'revoked', statement, revocation }
    if (gap === undefined) return { state: 'good', statement, revocation }
  }
  if (gap !== undefined) return { gap }
  if (status.state === 'unknown')
    return { gap: indeterminate('path.revocation', 'ERR_REVOCATION_NOT_ISSUED', { subject, source }) }
  if (isForgotten(issued, statement, single.archiveCutoff)) return { gap: forgotten(issued, statement) }
  return { state: 'good', statement }
}

const sourceOf = (responder: ResponderId): string =>
  `OCSP (${'name' in responder ? responder.name.text : responder.keyHash})`
