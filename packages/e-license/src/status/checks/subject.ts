import { type Check, failed, passed } from '@xinyin/core'
import type { StatusListContent } from '../content.ts'

/**
 * The list is the one that the licence names (draft-ietf-oauth-status-list, 8.3, step 4a): one of other licences says
 * nothing about this one. The two are compared as they are.
 */
export function checkSubject({ uri }: Pick<StatusListContent, 'uri'>, expected: string | undefined): Check {
  const found = uri.slice(0, 200)
  return expected === undefined || uri === expected
    ? passed('status-list.subject', { uri: found })
    : failed('status-list.subject', 'ERR_STATUS_LIST_SUBJECT', { found, expected: expected.slice(0, 200) })
}
