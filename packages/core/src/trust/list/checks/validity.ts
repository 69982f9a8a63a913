import { type Check, failed, indeterminate, passed } from '../../../report.ts'
import type { TrustList } from '../list.ts'
import type { VerifiedTrustList } from '../verified.ts'

/** By how much the publisher's clock may be ahead. */
const SKEW = 5 * 60 * 1000
const DAY = 24 * 60 * 60 * 1000
/** The next list is due within six months (ETSI TS 119 602 for the lists of its annexes [?]). */
const MAX_PERIOD_DAYS = 184

/**
 * The list was made by now and is not overdue, and neither is the one above it. One that is overdue is not false: it no
 * longer tells, since what it grants may have been withdrawn.
 */
export function checkValidity(
  list: Pick<TrustList, 'territory' | 'issuedAt' | 'nextUpdate'>,
  signedAt: Date,
  at: Date,
  above: VerifiedTrustList | undefined,
): Check {
  const { issuedAt, nextUpdate, territory } = list
  const now = at.toISOString()
  const made = signedAt > issuedAt ? signedAt : issuedAt
  if (made.getTime() > at.getTime() + SKEW) {
    const facts = { madeAt: made.toISOString(), at: now }
    return failed('trust-list.validity', 'ERR_TRUST_LIST_FUTURE', facts)
  }
  if (nextUpdate.getTime() - issuedAt.getTime() > MAX_PERIOD_DAYS * DAY) {
    const facts = { issuedAt: issuedAt.toISOString(), nextUpdate: nextUpdate.toISOString() }
    return failed('trust-list.validity', 'ERR_TRUST_LIST_PERIOD', { ...facts, limit: MAX_PERIOD_DAYS })
  }
  // Those further above count as well, which the list above was held against when it was verified.
  const due = [
    { territory, nextUpdate },
    ...(above === undefined ? [] : [{ territory: above.list.territory, nextUpdate: above.due }]),
  ]
  const overdue = due.find((each) => at > each.nextUpdate)
  if (overdue !== undefined) {
    const facts = { territory: overdue.territory, nextUpdate: overdue.nextUpdate.toISOString(), at: now }
    return indeterminate('trust-list.validity', 'ERR_TRUST_LIST_EXPIRED', facts)
  }
  return passed('trust-list.validity', { territory, nextUpdate: nextUpdate.toISOString() })
}
