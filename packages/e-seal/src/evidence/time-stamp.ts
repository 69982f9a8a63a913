import { decidingCheck, type Facts, type Report, TrustError, type Verdict } from '@xinyin/core'
import { type InspectedTimeStamp, inspectTimeStamp } from '@xinyin/core/tsp'
import { CLOCK_SKEW_MS, showTime } from '../verify/moments.ts'
import type { PathPolicy } from '../verify/revocation.ts'
import { pastRevocation } from './past-revocation.ts'
import type { Proofs } from './proofs.ts'
import { presentRevocation } from './revocation.ts'
import { type FoundToken, readToken } from './token.ts'

/** A time stamp, what it is said to be over, and what it is held against. */
export interface StampQuestion {
  /** DER of a `TimeStampToken`, or of a whole answer. */
  readonly token: Uint8Array
  readonly content: Uint8Array
  readonly policy: Pick<PathPolicy, 'trust' | 'revocation'>
  readonly proofs: Proofs
  readonly now: Date
}

/** What a time stamp is worth. */
export interface StampFinding {
  readonly verdict: Verdict
  /** Why it did not pass. */
  readonly code: string
  readonly facts: Facts
  /** The content was there at this time at the latest. Only where the verdict is `passed`; never after `now`. */
  readonly proven: Date | undefined
}

/**
 * Holds a time stamp against its content and the anchors of the role `time-stamper` (RFC 3161).
 *
 * Its authority has to be good now: who has its key could make stamps of any past time. Where a later stamp is over this
 * one, its authority has to have been good then.
 */
export async function inspectStamp(question: StampQuestion): Promise<StampFinding> {
  let found: FoundToken
  try {
    found = readToken(question.token)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return { verdict: 'failed', code: error.code, facts: error.facts, proven: undefined }
  }
  const { now, proofs } = question
  const { info, raw } = found.timeStamp
  const today = ahead(now, info.time)
  const present = await inspectAt(found, question, { at: today, isPast: false })
  if (present.verdict === 'passed') return finding(present, found, now)
  const outer = proofs.existedAt(raw)
  if (outer === undefined) return finding(present, found, now)
  return finding(await inspectAt(found, question, { at: outer, isPast: true }), found, outer)
}

/** The clock of the service may be a little ahead of ours. */
function ahead(now: Date, stamped: Date): Date {
  const by = stamped.getTime() - now.getTime()
  return by > 0 && by <= CLOCK_SKEW_MS ? stamped : now
}

function inspectAt(
  { timeStamp, material }: FoundToken,
  { content, policy, proofs, now }: StampQuestion,
  { at, isPast }: { readonly at: Date; readonly isPast: boolean },
): Promise<Report<InspectedTimeStamp>> {
  const { trust, revocation } = policy
  return inspectTimeStamp(timeStamp, {
    trust,
    at,
    content,
    intermediates: proofs.certificates,
    revocation: isPast
      ? pastRevocation(revocation, proofs, now, material)
      : presentRevocation(revocation, proofs, material),
  })
}

function finding(
  report: Report<InspectedTimeStamp>,
  { timeStamp: { info }, isResponse }: FoundToken,
  latest: Date,
): StampFinding {
  const against = decidingCheck(report)
  const authority = report.subject?.certificate?.subject.text
  const facts = {
    ...against?.facts,
    time: showTime(info.time),
    ...(authority === undefined ? {} : { authority }),
    ...(isResponse ? { tolerance: 'time-stamp-response' } : {}),
  }
  const { verdict } = report
  const proven = Math.min(info.time.getTime() + (info.accuracy ?? 0), latest.getTime())
  return {
    verdict,
    code: against?.code ?? '',
    facts: against === undefined ? facts : { ...facts, stampCheck: against.id },
    proven: verdict === 'passed' ? new Date(proven) : undefined,
  }
}
