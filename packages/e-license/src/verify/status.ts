import { type Check, failed, indeterminate, passed, skipped, TrustError } from '@xinyin/core'
import type { StatusReference } from '../metadata/data.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import type { VERIFY_CODES } from './codes.ts'
import {
  type LicenceState,
  type LicenceStatusChecker,
  type LicenceStatusContext,
  skipStatus,
} from './status-checker.ts'
import { wantedOf } from './wanted.ts'

/** What a verifier demands to know of what became of a licence since it was issued. */
export interface LicenceStatusPolicy {
  /** Who finds out what became of the licence, or `skipStatus` of `@xinyin/e-license/unsafe`. */
  readonly status?: LicenceStatusChecker | typeof skipStatus
  /**
   * Whether a licence that names no list of states is `indeterminate`: of any type, or of the types with these codes; no
   * unless given.
   */
  readonly requireStatus?: boolean | readonly string[]
}

const ID = 'licence.status'

/** Each state is a reason of its own: what its holder can do about it differs. */
const CODES: Readonly<Record<Exclude<LicenceState, 'valid'>, keyof typeof VERIFY_CODES>> = {
  withheld: 'ERR_LICENCE_STATE_WITHHELD',
  withdrawn: 'ERR_LICENCE_STATE_WITHDRAWN',
  cancelled: 'ERR_LICENCE_STATE_CANCELLED',
  lapsed: 'ERR_LICENCE_STATE_LAPSED',
  'transferred-out': 'ERR_LICENCE_STATE_TRANSFERRED',
  revoked: 'ERR_LICENCE_STATE_REVOKED',
  other: 'ERR_LICENCE_STATE_OTHER',
}

/**
 * The licence was not withdrawn, withheld or cancelled since it was issued (draft-ietf-oauth-status-list, 8.3).
 *
 * A licence that says where its state is told is not passed by who does not ask: without a checker the check is
 * `indeterminate`, as with revocation.
 *
 * @returns facts: the `state`, `listedAt`, its `age` in seconds at the time asked for, `by` whom, and
 *   the `problem` for which nothing newer is known
 */
export function checkStatus(
  data: PartialLicenceData,
  { status, requireStatus = false }: LicenceStatusPolicy,
  context: Pick<LicenceStatusContext, 'trust' | 'revocation' | 'at'>,
): Check | Promise<Check> {
  const id = ID
  if (status === skipStatus) return skipped(id, 'status-asked')
  const reference = data.status
  if (reference === undefined) {
    const isRequired =
      typeof requireStatus === 'boolean' ? requireStatus : requireStatus.includes(data.typeCode)
    return isRequired
      ? indeterminate(id, 'ERR_LICENCE_STATUS_MISSING', { type: data.typeCode })
      : skipped(id, 'status-reference')
  }
  if (status === undefined) return indeterminate(id, 'ERR_LICENCE_STATUS_UNASKED')
  return askStatus(data, reference, status, context)
}

async function askStatus(
  data: PartialLicenceData,
  reference: StatusReference,
  status: LicenceStatusChecker,
  context: Pick<LicenceStatusContext, 'trust' | 'revocation' | 'at'>,
): Promise<Check> {
  const id = ID
  const { licenceType = '', region = '' } = wantedOf(data)
  try {
    const { state, issuedAt, by, problem } = await status.find(reference, { ...context, licenceType, region })
    const age = Math.max(0, Math.round((context.at.getTime() - issuedAt.getTime()) / 1000))
    const because = problem === undefined ? {} : { problem }
    const facts = { state, listedAt: issuedAt.toISOString(), age, by, ...because }
    return state === 'valid'
      ? passed(id, facts)
      : failed(id, Object.hasOwn(CODES, state) ? CODES[state] : CODES.other, facts)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return indeterminate(id, error.code, error.facts)
  }
}
