import type { Seal } from '../seal/seal.ts'
import { sealDigest } from './digest.ts'
import { MAX_SEAL_ID, SEAL_STATUS_REASONS, type SealStatusEntry, type SealStatusReason } from './entry.ts'

/** What a seal maker keeps of a seal that he made 印章登记. It is a plain value; keep it where you keep others. */
export interface SealRecord extends SealStatusEntry {
  /** After that the seal is expired, unless it was withdrawn. */
  readonly validTo: Date
}

/** When and why a seal is withdrawn. */
export interface Withdrawal {
  /** Nothing sealed from then on counts; cut to whole seconds. It may be yet to come. */
  readonly since: Date
  /** `unspecified` unless given. */
  readonly reason?: SealStatusReason
  /** Identifier of the seal that takes its place. */
  readonly successor?: string
}

/**
 * The record of a new seal, which is valid.
 *
 * @throws RangeError for an identifier that no status could be asked for: empty, or of more than 200 characters
 */
export function recordSeal(seal: Seal): SealRecord {
  const { id, validTo } = seal.info
  if (id === '' || id.length > MAX_SEAL_ID)
    throw new RangeError(`seal: an id of 1 to ${MAX_SEAL_ID} characters`)
  return { id, digest: sealDigest(seal), validTo, status: { state: 'valid', suspensions: [] } }
}

/**
 * Takes a seal out of use for a while 停用.
 *
 * @throws RangeError for one that is not valid, or a time before an earlier suspension was over
 */
export function suspendSeal(record: SealRecord, withdrawal: Omit<Withdrawal, 'successor'>): SealRecord {
  const { status } = record
  const { reason = 'unspecified' } = withdrawal
  if (status.state !== 'valid') throw new RangeError(`record: the seal is ${status.state}`)
  assertTime('since', withdrawal.since)
  const since = wholeSecond(withdrawal.since)
  if (status.suspensions.some(({ until }) => since < until))
    throw new RangeError('since: within an earlier suspension')
  const { suspensions } = status
  return { ...record, status: { state: 'suspended', since, reason: assertReason(reason), suspensions } }
}

/**
 * Lets a suspended seal be used again 恢复. That it was suspended is kept: what was sealed meanwhile does not count.
 *
 * @throws RangeError for one that is not suspended, or a time before the suspension began
 */
export function resumeSeal(record: SealRecord, until: Date): SealRecord {
  const { status } = record
  if (status.state !== 'suspended') throw new RangeError(`record: the seal is ${status.state}`)
  assertTime('until', until)
  if (!(until >= status.since)) throw new RangeError('until: before the suspension began')
  const suspension = { from: status.since, until: wholeSecond(until) }
  const isAny = suspension.until > suspension.from
  const suspensions = isAny ? [...status.suspensions, suspension] : status.suspensions
  return { ...record, status: { state: 'valid', suspensions } }
}

/**
 * Withdraws a seal for good 注销. One that is suspended stays out of use from its suspension on.
 *
 * @throws RangeError for one that was withdrawn before
 */
export function revokeSeal(record: SealRecord, withdrawal: Withdrawal): SealRecord {
  const { status } = record
  const { reason = 'unspecified', successor } = withdrawal
  if (status.state === 'revoked') throw new RangeError('record: the seal is revoked, which is for good')
  assertTime('since', withdrawal.since)
  const from = wholeSecond(withdrawal.since)
  const since = status.state === 'suspended' && status.since < from ? status.since : from
  return {
    ...record,
    status: {
      state: 'revoked',
      since,
      reason: assertReason(reason),
      ...(successor === undefined ? {} : { successor }),
      suspensions: status.suspensions,
    },
  }
}

/** What is to be said of a seal at a time: one that ran out is expired, and what is planned is not yet so. */
export function entryAt({ id, digest, status, validTo }: SealRecord, at: Date): SealStatusEntry {
  const suspensions = status.suspensions.filter(({ until }) => until <= at)
  if (status.state !== 'valid' && status.since <= at)
    return { id, digest, status: { ...status, suspensions } }
  const current = status.suspensions.find(({ from, until }) => from <= at && until > at)
  if (current !== undefined)
    return { id, digest, status: { state: 'suspended', since: current.from, suspensions } }
  if (at <= validTo) return { id, digest, status: { state: 'valid', suspensions } }
  // The second of `validTo` is still within.
  const since = new Date(validTo.getTime() + 1000)
  return { id, digest, status: { state: 'expired', since, suspensions } }
}

/** As lists and answers tell times. */
const wholeSecond = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000)

function assertTime(argument: string, time: Date): void {
  if (Number.isNaN(time.getTime())) throw new RangeError(`${argument}: not a valid time`)
}

function assertReason(reason: SealStatusReason): SealStatusReason {
  if (!SEAL_STATUS_REASONS.includes(reason))
    throw new TypeError(`reason: expected one of ${SEAL_STATUS_REASONS.join(', ')}`)
  return reason
}
