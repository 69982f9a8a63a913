import { type Check, indeterminate, skipped } from '@xinyin/core'
import type { PartialLicenceData } from '../metadata/validate.ts'
import type { askStatus } from './ask-status.ts'
import { type LicenceStatusChecker, type LicenceStatusContext, skipStatus } from './status-checker.ts'

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

type AskStatus = typeof askStatus

const ID = 'licence.status'

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
  return ask(data, reference, status, context)
}

async function ask(...asked: Parameters<AskStatus>): Promise<Check> {
  return (await import('./seldom.ts')).askStatus(...asked)
}
