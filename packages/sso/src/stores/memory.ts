import type { Clock } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { keepIn, type Writing } from './kept.ts'
import type { Former, KeptRecord, RecordStore, StoredRecord } from './records.ts'
import type { Store } from './store.ts'

export interface MemoryStoreOptions {
  /** How many sessions, and how many marks, are kept at most: 100 000. A full store refuses; it forgets nothing. */
  readonly maxEntries?: number
  readonly clock?: Clock
}

/** As many as are told of one subject. */
const MAX_LIST = 1000

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

/** Keys of records by the groups that they share. */
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
    keys: (names: readonly string[]): string[] => [
      ...new Set(names.flatMap((name) => [...(groups.get(name) ?? [])])),
    ],
  }
}

const endOf = ({ expiresAt, idleUntil }: KeptRecord) => Math.min(expiresAt, idleUntil)

/** Records in this process. No method awaits anything, so each is one step to all others. */
export function memoryRecords(options: MemoryStoreOptions): RecordStore {
  const { maxEntries = 100_000, clock = () => new Date() } = options
  const now = () => clock().getTime() / 1000
  const index = createIndex()
  const records = createExpiringMap<StoredRecord>(maxEntries, now, (key) => drop(key))
  const ends = createExpiringMap<{ before: number; keepUntil: number }>(maxEntries, now, (name) =>
    ends.take(name),
  )
  const used = createExpiringMap<true>(maxEntries, now, (key) => used.take(key))
  const locks = createExpiringMap<number>(maxEntries, now, (name) => locks.take(name))
  let lastFence = 0

  function drop(key: string): void {
    for (const group of records.take(key)?.groups ?? []) index.remove(group, key)
  }

  const isOver = ({ groups, issuedAt }: StoredRecord) =>
    groups.some((name) => issuedAt <= (ends.get(name)?.before ?? Number.NEGATIVE_INFINITY))

  const canFollow = ({ fence }: StoredRecord, { key, required }: Former) =>
    !required || (records.get(key)?.fence ?? Number.POSITIVE_INFINITY) <= fence

  return {
    async put(key, record, former) {
      if (isOver(record) || (former !== undefined && !canFollow(record, former))) return false
      // Where there is no room for the new one, neither of these was there: so nothing is lost.
      drop(key)
      if (former !== undefined) drop(former.key)
      records.set(key, record, endOf(record))
      for (const group of record.groups) index.add(group, key)
      return true
    },
    async get(key) {
      return records.get(key)
    },
    async touch(key, idleUntil) {
      const record = records.get(key)
      if (record === undefined) return false
      const later = {
        ...record,
        idleUntil: Math.min(record.expiresAt, Math.max(record.idleUntil, idleUntil)),
      }
      records.set(key, later, endOf(later))
      return true
    },
    async destroy(key) {
      drop(key)
    },
    async list(groups) {
      const found = index.keys(groups).flatMap((key) => {
        const record = records.get(key)
        return record === undefined ? [] : [{ key, record }]
      })
      return found.sort((a, b) => b.record.expiresAt - a.record.expiresAt).slice(0, MAX_LIST)
    },
    async end(groups, before, keepUntil) {
      // The records first: when there is no room for the mark, those that are here have still ended.
      for (const key of index.keys(groups)) {
        const record = records.get(key)
        if (record === undefined || record.issuedAt <= before) drop(key)
      }
      for (const group of groups) {
        const mark = ends.get(group) ?? { before, keepUntil }
        const until = Math.max(keepUntil, mark.keepUntil)
        ends.set(group, { before: Math.max(before, mark.before), keepUntil: until }, until)
      }
    },
    async consumeOnce(key, until) {
      if (used.get(key)) return false
      used.set(key, true, until)
      return true
    },
    async lock(name, until) {
      if (locks.get(name) !== undefined) return undefined
      lastFence += 1
      locks.set(name, lastFence, until)
      return lastFence
    },
    async unlock(name, fence) {
      if (locks.get(name) === fence) locks.take(name)
    },
  }
}

/** What never leaves the process is written in clear. */
const PLAIN: Writing = {
  names: (group) => [group],
  write: async (_, text) => text,
  read: async (_, value) => value,
}

/** Keeps sessions in this process: for one process, and for developing. They are gone when it ends. */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  // Nothing here takes time.
  return keepIn(memoryRecords(options), PLAIN)
}
