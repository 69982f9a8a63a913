import {
  type Certificate,
  type Check,
  failed,
  indeterminate,
  passed,
  skipped,
  TrustError,
} from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import { latestOf, type Moments, showTime, withoutProof } from '../moments.ts'
import type { SealState, SealStatusContext, SealStatusFinding, SealStatusPolicy } from '../seal-status.ts'

const ID = 'seal.status'

/** Without these nobody is asked: anybody could make a seal that sends its reader somewhere. */
const PREREQUISITES = ['seal.maker-signature', 'seal.maker-path']
/** A maker whose certificate ran out since was one all the same. */
const SINCE = ['ERR_SIGNATURE_NO_PROOF_OF_TIME', 'ERR_SIGNATURE_PROVEN_TOO_LATE']

const CODES = {
  suspended: 'ERR_SEAL_SUSPENDED',
  revoked: 'ERR_SEAL_REVOKED',
  expired: 'ERR_SEAL_EXPIRED',
} as const satisfies Record<Exclude<SealState, 'valid'>, string>

/** What somebody says who knows the states of seals: see `checkSealStatus`. */
export async function askSealStatus(
  seal: Seal,
  maker: Certificate | TrustError,
  {
    status: checker,
    trust,
    revocation,
  }: Required<Pick<SealStatusPolicy, 'status'>> & Pick<SealStatusContext, 'trust' | 'revocation'>,
  moments: Moments,
  made: readonly Check[],
): Promise<Check> {
  const facts = { id: seal.info.id.slice(0, 100) }
  const missing = made.find(
    ({ id, status, code = '' }) =>
      PREREQUISITES.includes(id) &&
      status !== 'passed' &&
      !(status === 'indeterminate' && SINCE.includes(code)),
  )
  if (missing !== undefined) return skipped(ID, missing.id)
  if (maker instanceof TrustError) return skipped(ID, 'seal.maker-signature')
  try {
    const finding = await checker.find(seal, { maker, at: moments.now, trust, revocation })
    return decide(finding, moments, facts)
  } catch (error) {
    if (error instanceof TrustError) return indeterminate(ID, error.code, { ...error.facts, ...facts })
    throw error
  }
}

function decide({ status, issuedAt, by }: SealStatusFinding, moments: Moments, whose: Check['facts']): Check {
  const { claimed } = moments
  const facts = { ...whose, state: status.state, by, asOf: showTime(issuedAt), time: showTime(claimed) }
  const during = status.suspensions.find(({ from, until }) => claimed >= from && claimed < until)
  if (during !== undefined)
    return failed(ID, 'ERR_SEAL_SUSPENDED', { ...facts, since: showTime(during.from) })
  if (status.state === 'valid') return passed(ID, facts)
  const { state, since, reason = '-', successor } = status
  const told = {
    ...facts,
    since: showTime(since),
    ...(successor === undefined ? {} : { successor: successor.slice(0, 100) }),
  }
  if (claimed >= since) return failed(ID, CODES[state], { ...told, why: reason })
  // Proven to be from before; or asked for a time before, of which is told what was true then.
  if (latestOf(moments) < since) return passed(ID, told)
  return withoutProof(ID, moments, { ...told, why: reason, reason: CODES[state] })
}
