import { type Check, failed, passed } from '@xinyin/core'
import { CLOCK_SKEW_MS, LOCAL_TIME_MS, showTime } from '../../../verify/moments.ts'
import type { DescribedSignature } from '../described.ts'
import type { Succession } from '../order.ts'

/** Times may be Beijing time written as UTC, and clocks apart. */
const MAX_APART_MS = LOCAL_TIME_MS + 2 * CLOCK_SKEW_MS

/**
 * Signatures came one after the other: none holds one that says it was made later. That it is still as it was then is
 * for `ofd.references`, and that none was taken off for `ofd.signed`.
 *
 * @param timeOf - the time that a signature claims
 */
export function checkOrder(
  signature: DescribedSignature,
  { before, after }: Succession,
  timeOf: (signature: DescribedSignature) => Date | undefined,
): Check {
  const id = 'ofd.order'
  const time = timeOf(signature)
  const facts = { before: namesOf(before), after: namesOf(after) }
  if (time === undefined) return passed(id, facts)
  for (const earlier of before) {
    const claimed = timeOf(earlier)
    if (claimed !== undefined && claimed.getTime() - time.getTime() > MAX_APART_MS)
      return failed(id, 'ERR_OFD_ORDER', {
        ...facts,
        earlier: earlier.listed.id.slice(0, 40),
        claimed: showTime(claimed),
        time: showTime(time),
      })
  }
  return passed(id, facts)
}

const MAX_SHOWN = 10

const namesOf = (signatures: readonly DescribedSignature[]) =>
  signatures
    .slice(0, MAX_SHOWN)
    .map(({ listed }) => listed.id.slice(0, 40))
    .join(', ')
