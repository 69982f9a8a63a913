import type { Clock } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import type { Store, StoredSession } from './store.ts'

export interface MemoryStoreOptions {
  /** How many sessions, and how many marks, are kept at most: 100 000. A full store refuses; it forgets nothing. */
  readonly maxEntries?: number
  readonly clock?: Clock
}

/** A map whose entries have an end, and which has a size. */
function createExpiringMap<Value>(limit: number, now: () => number, ended: (key: string) => void) {
  const entries = new Map<string, { value: Value; until: number }>()
  const sweep = () => {
    for (const [key, entry] of entries) if (entry.until <= now()) ended(key)
  }
  return {
    get(key: string): Value | undefined {
      const entry = entries.get(key)
      return entry !== undefined && entry.until > now() ? entry.value : undefined
    },
    set(key: string, value: Value, until: number): void {
      if (entries.size >= limit && !entries.has(key)) sweep()
      if (entries.size >= limit && !entries.has(key)) throw new SsoError('ERR_SSO_STORE_FULL', { limit })
      entries.set(key, { value, until })
    },
    /** The entry even if it has expired, taken out. */
    take(key: string): Value | undefined {
      const entry = entries.get(key)
      entries.delete(key)
      return entry?.value
    },
  }
}

/** Keys of sessions by something that they share. */
function createIndex() {
  const groups = new Map<string, Set<string>>()
  return {
    add(name: string, key: string): void {
      const group = groups.get(name) ?? new Set()
      groups.set(name, group.add(key))
    },
    remove(name: string, key: string): void {
      const group = groups.get(name)
      group?.delete(key)
      if (group?.size === 0) groups.delete(name)
    },
    keys: (name: string): string[] => [...(groups.get(name) ?? [])],
  }
}

function sidName(issuer: string, sid: string): string {
  return JSON.stringify(['sid', issuer, sid])
}

function subName(issuer: string, sub: string): string {
  return JSON.stringify(['sub', issuer, sub])
}

/** For the sessions of a subject that have no `sid`. */
function unnamed(issuer: string, sub: string): string {
  return JSON.stringify(['unnamed', issuer, sub])
}

function namesOf({ user: { issuer, sub }, sid }: StoredSession): string[] {
  return [subName(issuer, sub), sid === undefined ? unnamed(issuer, sub) : sidName(issuer, sid)]
}

/** Keeps sessions in this process: for one process, and for developing. They are gone when it ends. */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  const { maxEntries = 100_000, clock = () => new Date() } = options
  const now = () => clock().getTime() / 1000
  const index = createIndex()
  const sessions = createExpiringMap<StoredSession>(maxEntries, now, (key) => drop(key))
  const logouts = createExpiringMap<number>(maxEntries, now, (name) => logouts.take(name))
  const used = createExpiringMap<true>(maxEntries, now, (key) => used.take(key))

  function drop(key: string): void {
    const session = sessions.take(key)
    if (session !== undefined) for (const name of namesOf(session)) index.remove(name, key)
  }

  const isOver = (session: StoredSession) =>
    namesOf(session).some((name) => session.issuedAt <= (logouts.get(name) ?? Number.NEGATIVE_INFINITY))

  function end(name: string, before: number, keepUntil: number): void {
    // The sessions first: when there is no room for the mark, those that are here have still ended.
    for (const key of index.keys(name)) {
      const session = sessions.get(key)
      if (session === undefined || session.issuedAt <= before) drop(key)
    }
    logouts.set(name, Math.max(before, logouts.get(name) ?? before), keepUntil)
  }

  return {
    async put(key, session) {
      if (isOver(session)) return false
      drop(key)
      sessions.set(key, session, session.expiresAt)
      for (const name of namesOf(session)) index.add(name, key)
      return true
    },
    async get(key) {
      return sessions.get(key)
    },
    async destroy(key) {
      drop(key)
    },
    async destroyBySid(issuer, sid, before, keepUntil) {
      end(sidName(issuer, sid), before, keepUntil)
    },
    async destroyBySub(issuer, sub, before, keepUntil) {
      end(subName(issuer, sub), before, keepUntil)
    },
    async destroyWithoutSid(issuer, sub, before, keepUntil) {
      end(unnamed(issuer, sub), before, keepUntil)
    },
    async consumeOnce(key, until) {
      if (used.get(key)) return false
      used.set(key, true, until)
      return true
    },
  }
}
