import { type Members, memberError, writeTime } from '../statement/members.ts'
import type { SealState, SealStatus, Suspension } from '../verify/seal-status.ts'
import { statusError } from './codes.ts'

/** A seal, and what its maker says of it. */
export interface SealStatusEntry {
  /** Identifier of the seal. */
  readonly id: string
  /** SM3 of its `SES_SealInfo`, in lower-case hexadecimal: what `sealDigest` gives. */
  readonly digest: string
  readonly status: SealStatus
}

/** Why a seal was withdrawn. */
export const SEAL_STATUS_REASONS = [
  'unspecified',
  /** Another seal takes its place. */
  'superseded',
  /** A key that signs with it may be in other hands. */
  'signer-key-compromised',
  /** The office is no more. */
  'office-closed',
  /** The office has another name. */
  'office-renamed',
  /** The office may not use it any more. */
  'privilege-withdrawn',
] as const

export type SealStatusReason = (typeof SEAL_STATUS_REASONS)[number]

/** Characters of an identifier of a seal whose status is kept. */
export const MAX_SEAL_ID = 200
const MAX_SUSPENSIONS = 100
const STATES: readonly SealState[] = ['valid', 'suspended', 'revoked', 'expired']
const REASON = /^[a-z][a-z\d-]{0,39}$/

/** The members of an entry. */
export const ENTRY_MEMBERS = [
  'id',
  'digest',
  'status',
  'since',
  'reason',
  'successor',
  'suspensions',
] as const

/** @throws SealError `ERR_STATEMENT_MEMBER` */
export function readEntry(members: Members): SealStatusEntry {
  return {
    id: members.text('id', MAX_SEAL_ID),
    digest: members.hex('digest', 32),
    status: readStatus(members),
  }
}

function readStatus(members: Members): SealStatus {
  const found = members.text('status')
  const state = STATES.find((each) => each === found)
  if (state === undefined) throw memberError(members.path, 'status')
  const suspensions = members.has('suspensions') ? readSuspensions(members) : []
  if (state === 'valid') {
    const other = ['since', 'reason', 'successor'].find((name) => members.has(name))
    if (other !== undefined) throw memberError(members.path, other)
    return { state, suspensions }
  }
  const reason = members.has('reason') ? members.text('reason') : undefined
  if (reason !== undefined && !REASON.test(reason)) throw memberError(members.path, 'reason')
  return {
    state,
    since: members.time('since'),
    ...(reason === undefined ? {} : { reason }),
    ...(members.has('successor') ? { successor: members.text('successor', MAX_SEAL_ID) } : {}),
    suspensions,
  }
}

function readSuspensions(members: Members): Suspension[] {
  return members.objects('suspensions', ['from', 'until'], MAX_SUSPENSIONS).map((each) => {
    const suspension = { from: each.time('from'), until: each.time('until') }
    if (!(suspension.from < suspension.until)) throw memberError(each.path, 'until')
    return suspension
  })
}

/** An entry as JSON has it. */
export function encodeEntry({ id, digest, status }: SealStatusEntry) {
  const { state, suspensions } = status
  return {
    id,
    digest,
    status: state,
    ...(status.state === 'valid'
      ? {}
      : { since: writeTime(status.since), reason: status.reason, successor: status.successor }),
    ...(suspensions.length === 0
      ? {}
      : {
          suspensions: suspensions.map(({ from, until }) => ({
            from: writeTime(from),
            until: writeTime(until),
          })),
        }),
  }
}

/** @throws SealError `ERR_SEAL_STATUS_DUPLICATE` where a seal, or an identifier, stands there twice */
export function refuseDuplicates(entries: readonly SealStatusEntry[]): void {
  const ids = new Set<string>()
  const digests = new Set<string>()
  for (const { id, digest } of entries) {
    if (ids.has(id) || digests.has(digest)) throw statusError('ERR_SEAL_STATUS_DUPLICATE', { seal: id })
    ids.add(id)
    digests.add(digest)
  }
}
