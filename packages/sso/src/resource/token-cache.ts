import type { Report } from '@xinyin/core'
import type { Access } from './access.ts'

/** A token that passed, and when what was found of it holds. */
interface Entry {
  readonly report: Report<Access>
  readonly from: number
  readonly until: number
}

/** Keeps tokens that passed. */
export interface TokenCache {
  get(name: string, now: number): Report<Access> | undefined
  set(name: string, entry: Entry): void
}

/** Only what passed comes in, so that nobody without a good token can push others out; the oldest goes first. */
export function createTokenCache(limit: number): TokenCache {
  const entries = new Map<string, Entry>()
  return {
    get(name, now) {
      const entry = entries.get(name)
      return entry !== undefined && now >= entry.from && now < entry.until ? entry.report : undefined
    },
    set(name, entry) {
      entries.delete(name)
      const [oldest] = entries.size >= limit ? entries.keys() : []
      if (oldest !== undefined) entries.delete(oldest)
      if (limit > 0) entries.set(name, entry)
    },
  }
}
