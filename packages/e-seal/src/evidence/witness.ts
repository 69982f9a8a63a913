import {
  type Certificate,
  type Check,
  decidingCheck,
  indeterminate,
  inspectPath,
  type PathReport,
  type RevocationChecker,
  type Trust,
} from '@xinyin/core'
import { showTime } from '../verify/moments.ts'
import type { Witness } from './subject.ts'

/** How witnesses are looked at. */
export interface WitnessContext {
  readonly trust: Trust
  /** Who asks the authorities, or looks at what is at hand. */
  readonly revocation: RevocationChecker
  readonly certificates: readonly Certificate[]
  readonly now: Date
}

/** When a signature was made, as far as is known. */
export interface SigningTimes {
  readonly claimed?: Date | undefined
  /** At this time at the latest. */
  readonly proven?: Date | undefined
}

/** What was found of a witness. */
export interface WitnessFinding {
  /** Those of his path. */
  readonly certificates: readonly Certificate[]
  /** What stands against him, or will. */
  readonly gap: Check | undefined
}

/**
 * Follows the path of a certificate to its anchor, now or, where it does not hold any more, at the time of the signature,
 * so that all that tells of it comes by.
 */
export async function followWitness(
  { certificate, role, intermediates }: Witness,
  { trust, revocation, certificates, now }: WitnessContext,
  { claimed, proven }: SigningTimes,
): Promise<WitnessFinding> {
  const others = [...intermediates, ...certificates]
  const look = (at: Date) => inspectPath(certificate, { trust, role, at, revocation, intermediates: others })
  const past = proven ?? claimed
  let report = await look(now)
  if (report.verdict !== 'passed' && past !== undefined && past < now) {
    const then = await look(past)
    if (then.verdict === 'passed') report = then
  }
  const facts = { role, certificate: certificate.subject.text }
  return {
    certificates: report.subject?.certificates ?? [certificate],
    gap: gapIn(report, proven, facts),
  }
}

function gapIn(report: PathReport, proven: Date | undefined, facts: Check['facts']): Check | undefined {
  const against = decidingCheck(report)
  if (against !== undefined) return { ...against, facts: { ...against.facts, ...facts } }
  const revocation = report.checks.find(({ id }) => id === 'path.revocation')
  const thisUpdate = revocation?.facts['0.thisUpdate']
  if (proven === undefined || typeof thisUpdate !== 'string') return undefined
  const made = new Date(thisUpdate)
  if (made >= proven) return undefined
  const times = { thisUpdate: showTime(made), proven: showTime(proven) }
  return indeterminate('path.revocation', 'ERR_EVIDENCE_EARLY', { ...facts, ...times })
}
