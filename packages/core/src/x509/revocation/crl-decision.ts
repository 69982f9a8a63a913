import { TrustError } from '../../errors.ts'
import { indeterminate } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import type { DistributionPoint } from '../distribution-points.ts'
import { sameName } from '../name-match.ts'
import type { Crl } from './crl.ts'
import type { CrlEntry } from './crl-entries.ts'
import {
  type Finding,
  type Gap,
  type Issued,
  isRevokedAt,
  type Revocation,
  type RevocationTimes,
  type Statement,
} from './finding.ts'
import { type Freshness, forgotten, isForgotten, staleness } from './freshness.ts'
import { ALL_REASONS, type ReasonsMask, reasonsMask } from './reason.ts'

/** A list whose signer may issue it, or why not. */
export type CrlSignature = { readonly signer: Certificate } | { readonly reason: string }

export interface CrlRules {
  readonly times: RevocationTimes
  readonly freshness: Freshness
  /** Finds who signed a list and whether he may (RFC 5280, 6.3.3 (f) and (g)). */
  signature(crl: Crl): Promise<CrlSignature>
  /** Whether a list is signed with the key of this certificate (6.3.3 (h)). */
  isSignedWith(crl: Crl, signer: Certificate): Promise<boolean>
}

/** What the lists gone through so far come to. */
interface Progress {
  /** `reasons_mask`: the reasons for which the certificate is known not to be revoked. */
  mask: ReasonsMask
  /** The oldest of the lists that count. */
  statement: Statement | undefined
  gap: Gap | undefined
  /** The lists that count and do not have the certificate. */
  readonly counted: { readonly crl: Crl; readonly statement: Statement }[]
}

/**
 * Decides by lists whether a certificate is revoked (RFC 5280, 6.3.3).
 *
 * Each list that a distribution point of the certificate speaks of counts for the reasons that it covers. The certificate
 * is good when lists were found for all reasons and none has it. Of lists for the same, the newest counts: but for what
 * was ever said to be revoked for good, which no list takes back, and for a hold, which only a newer list of the same
 * issuer ends (RFC 5280, 5.3.1). So another list among them can add that a certificate is revoked, never take it away.
 */
export async function decideByCrls(issued: Issued, crls: readonly Crl[], rules: CrlRules): Promise<Finding> {
  const { certificate } = issued
  const newestFirst = crls.toSorted(isNewer)
  const complete = newestFirst.filter(({ baseNumber }) => baseNumber === undefined)
  const progress: Progress = { mask: 0, statement: undefined, gap: undefined, counted: [] }

  const parts = arePlain(certificate, crls) ? undefined : await import('./asking.ts')
  const points = parts?.pointsOf(certificate) ?? [...(certificate.cRLDistributionPoints ?? []), EVERYWHERE]
  const covers = parts?.covers ?? isByIssuer
  for (const point of points) {
    for (const crl of complete) {
      const interim = reasonsMask(point.reasons) & reasonsMask(crl.issuingDistributionPoint?.onlySomeReasons)
      if (!covers(crl, point, certificate)) continue
      const deltas = parts === undefined ? [] : newestFirst.filter((delta) => parts.isDeltaOf(delta, crl))
      // (e) A list that covers no reason that is still open adds nothing but that somebody is on it.
      const isOpen = (interim & ~progress.mask) !== 0
      if (!isOpen && ![crl, ...deltas].some((list) => mayList(list, certificate))) continue
      const found = await tryLookUp(issued, crl, deltas, rules)
      if ('state' in found) {
        if (found.state !== 'revoked' || !isEndedHold(found, crl, progress.counted)) return found
        continue
      }
      if (!isOpen) continue
      if ('gap' in found) {
        progress.gap ??= found.gap
        continue
      }
      // (l)
      progress.mask |= interim
      progress.counted.push({ crl, statement: found.statement })
      const { statement } = found
      if (progress.statement === undefined || statement.thisUpdate < progress.statement.thisUpdate)
        progress.statement = statement
    }
  }
  return conclude(issued, progress)
}

/** Whether a list has the certificate, or holds something in its place that cannot be taken apart. */
function mayList(crl: Crl, { serialNumber, issuer }: Certificate): boolean {
  try {
    return crl.find(serialNumber, issuer) !== undefined
  } catch (error) {
    if (error instanceof TrustError) return true
    throw error
  }
}

/** Whether a hold was ended by whoever had put it there: his newer list no longer has the certificate. */
function isEndedHold(
  { revocation, statement }: Extract<Finding, { state: 'revoked' }>,
  { issuer }: Crl,
  counted: Progress['counted'],
): boolean {
  if (revocation.reason !== 'certificateHold') return false
  return counted.some(
    ({ crl, statement: { thisUpdate } }) => sameName(crl.issuer, issuer) && thisUpdate > statement.thisUpdate,
  )
}

/** A list of its issuer for everything, which a certificate need not name (RFC 5280, 6.3.3, at the end). */
const EVERYWHERE: DistributionPoint = { name: undefined, reasons: undefined, cRLIssuer: undefined }

/**
 * Whether all lists are whole, and by the issuers of the certificates on them: then a list covers a certificate whose
 * issuer issued it. What else there is about the scopes of lists is loaded where one says something of its own.
 */
function arePlain({ cRLDistributionPoints = [] }: Certificate, crls: readonly Crl[]): boolean {
  return (
    crls.every(
      ({ issuingDistributionPoint, baseNumber }) =>
        issuingDistributionPoint === undefined && baseNumber === undefined,
    ) && cRLDistributionPoints.every(({ cRLIssuer }) => cRLIssuer === undefined)
  )
}

const isByIssuer = (crl: Crl, _: DistributionPoint, { issuer }: Certificate) => sameName(crl.issuer, issuer)

/** By date, and by number where the date is the same. */
function isNewer(a: Crl, b: Crl): number {
  return b.thisUpdate.getTime() - a.thisUpdate.getTime() || Number((b.number ?? 0n) - (a.number ?? 0n))
}

function conclude({ certificate }: Issued, { mask, statement, gap }: Progress): Finding {
  if (mask === ALL_REASONS && statement !== undefined) return { state: 'good', statement }
  const subject = certificate.subject.text
  if (gap !== undefined) return { state: 'undetermined', gap }
  if (mask === 0)
    return {
      state: 'undetermined',
      gap: indeterminate('path.revocation', 'ERR_REVOCATION_UNKNOWN', { subject }),
    }
  return {
    state: 'undetermined',
    gap: indeterminate('path.revocation', 'ERR_REVOCATION_REASONS', { subject }),
  }
}

type LookUp = Finding | { readonly statement: Statement } | { readonly gap: Gap }

/** An entry is taken apart only when it is looked up: what is wrong inside of it is found then. */
async function tryLookUp(issued: Issued, crl: Crl, deltas: readonly Crl[], rules: CrlRules): Promise<LookUp> {
  try {
    return await lookUp(issued, crl, deltas, rules)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    const source = `CRL (${crl.issuer.text})`
    const facts = { subject: issued.certificate.subject.text, source, reason: error.code }
    return { gap: indeterminate('path.revocation', 'ERR_REVOCATION_MALFORMED', facts) }
  }
}

/** 6.3.3 (f) to (k): what one complete list, with the newest delta list to it, says about the certificate. */
async function lookUp(issued: Issued, crl: Crl, deltas: readonly Crl[], rules: CrlRules): Promise<LookUp> {
  const { certificate } = issued
  const { times, freshness } = rules
  const subject = certificate.subject.text
  const source = `CRL (${crl.issuer.text})`
  if (crl.unknownCritical !== undefined) {
    const facts = { subject, source, extension: crl.unknownCritical }
    return { gap: indeterminate('path.revocation', 'ERR_REVOCATION_CRITICAL_EXTENSION', facts) }
  }
  const signed = await rules.signature(crl)
  if ('reason' in signed) {
    const facts = { subject, source: crl.issuer.text, reason: signed.reason }
    return { gap: indeterminate('path.revocation', 'ERR_REVOCATION_ISSUER', facts) }
  }

  const delta =
    deltas.length === 0
      ? undefined
      : await (await import('./asking.ts')).usableDelta(issued, deltas, signed.signer, rules)
  const complete = crl.find(certificate.serialNumber, certificate.issuer)
  const entry = isForGood(complete)
    ? complete
    : (delta?.find(certificate.serialNumber, certificate.issuer) ?? complete)
  const list = delta ?? crl
  const statement = statementOf(list, source)
  const gap = staleness(issued, statementOf(crl, source), times, freshness)
  if (entry !== undefined && entry.reason !== 'removeFromCRL') {
    const revocation = revocationOf(entry)
    // What is revoked stays so, be the list ever so old; only a hold ends.
    const counts =
      gap === undefined || (gap.code === 'ERR_REVOCATION_STALE' && revocation.reason !== 'certificateHold')
    if (counts && isRevokedAt(revocation, statement, times.at))
      return { state: 'revoked', statement, revocation }
  }
  if (gap !== undefined) return { gap }
  if (entry === undefined && isForgotten(issued, statement, list.expiredCertsOnCRL))
    return { gap: forgotten(issued, statement) }
  return { statement }
}

/** A delta list takes from the complete one what was on hold there, and nothing else (RFC 5280, 5.3.1). */
function isForGood(entry: CrlEntry | undefined): boolean {
  return entry !== undefined && entry.reason !== 'certificateHold' && entry.reason !== 'removeFromCRL'
}

/** Who says something by a list, and of when it is. */
export function statementOf({ thisUpdate, nextUpdate }: Crl, source: string): Statement {
  return { kind: 'crl', source, thisUpdate, nextUpdate }
}

function revocationOf({ revokedAt, invalidAt, reason = 'unspecified' }: CrlEntry): Revocation {
  return { revokedAt, invalidAt, reason }
}
