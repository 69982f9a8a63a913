import { type Check, failed, passed } from '@xinyin/core'
import type { SealStatusList } from '../list.ts'

/** The list is the one that was asked for: one of other seals says nothing about these. */
export function checkStatusSubject(
  { list }: Pick<SealStatusList, 'list'>,
  expected: string | undefined,
): Check {
  const facts = { list: list.slice(0, 200) }
  return expected === undefined || list === expected
    ? passed('seal-status.subject', facts)
    : failed('seal-status.subject', 'ERR_SEAL_STATUS_LIST', { ...facts, expected: expected.slice(0, 200) })
}
