import { type Check, failed, passed, skipped, TrustError } from '@xinyin/core'
import { openStatusList } from '../../status/inspect.ts'
import type { BundleContent } from '../content.ts'

const ID = 'bundle.status-lists'

/** A status list in a bundle, as far as it says of itself. */
export interface BundledStatusList {
  readonly uri: string
  readonly bits: number
  readonly size: number
  readonly issuedAt: Date
  readonly expiresAt: Date | undefined
}

/**
 * Every status list in the bundle can be read, its signature is that of the certificate with it, and no two are of one
 * URI. Whether its signer may speak of a licence hangs on the licence, and is looked at where one is held against it.
 */
export async function checkStatusLists(
  lists: BundleContent['statusLists'],
): Promise<{ readonly check: Check; readonly lists: readonly BundledStatusList[] }> {
  if (lists.length === 0) return { check: skipped(ID, 'bundled-status-lists'), lists: [] }
  const found = new Map<string, BundledStatusList>()
  for (const token of lists) {
    const opened = await openStatusList(token, {})
    const { content } = opened.token ?? {}
    const uri = content?.uri ?? '-'
    if (content === undefined || opened.refusal !== undefined) return refuse(uri, opened.refusal?.code ?? '-')
    if (found.has(uri)) return refuse(uri, 'ERR_BUNDLE_TWICE')
    try {
      const { bits, size } = await opened.read()
      found.set(uri, { uri, bits, size, issuedAt: content.issuedAt, expiresAt: content.expiresAt })
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
      return refuse(uri, error.code)
    }
  }
  const all = [...found.values()]
  const oldest = Math.min(...all.map(({ issuedAt }) => issuedAt.getTime()))
  return { check: passed(ID, { lists: all.length, oldest: new Date(oldest).toISOString() }), lists: all }
}

const refuse = (uri: string, reason: string) => ({
  check: failed(ID, 'ERR_BUNDLE_STATUS_LIST', { uri: uri.slice(0, 200), reason }),
  lists: [],
})
