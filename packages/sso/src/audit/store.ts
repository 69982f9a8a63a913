import type { AuditEntry } from './entry.ts'

/**
 * Keeps the entries of one log. `memoryAuditStore` and `postgresAuditStore` make one; whoever may write into it should not
 * be able to change what is there.
 */
export interface AuditStore {
  /** The entry with the largest number. */
  last(): Promise<AuditEntry | undefined>
  /**
   * Adds an entry, as one step to all who write at the same time.
   *
   * @returns whether it was added; not when an entry of that number is there, or the one before is not
   */
  append(entry: AuditEntry): Promise<boolean>
  /** Entries from a number on, in their order. */
  read(from: number, limit: number): Promise<readonly AuditEntry[]>
}

/** Entries in this process, for tests and development. */
export function memoryAuditStore(): AuditStore {
  const entries: AuditEntry[] = []
  return {
    last: async () => entries.at(-1),
    async append(entry) {
      if (entry.number !== entries.length + 1) return false
      entries.push(entry)
      return true
    },
    read: async (from, limit) => entries.slice(from - 1, from - 1 + limit),
  }
}

const PAGE = 500

/** All entries of a log from a number on, a page at a time. */
export async function* readAuditLog(store: AuditStore, from = 1): AsyncGenerator<AuditEntry> {
  for (let next = from; ; ) {
    const page = await store.read(next, PAGE)
    yield* page
    const end = page.at(-1)
    if (end === undefined || page.length < PAGE) return
    next = end.number + 1
  }
}
