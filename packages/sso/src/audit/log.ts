import { SsoError } from '../errors.ts'
import { type AuditHash, type AuditHead, createEntry } from './entry.ts'
import type { AuditEvent } from './event.ts'
import type { AuditStore } from './store.ts'

export interface AuditLogOptions {
  /** What the log is called: entries of another are none of it. */
  readonly name: string
  /** By which entries are chained: SM3. A log may change it; each entry says its own. */
  readonly hash?: AuditHash
}

/** Events, each chained to the one before. */
export interface AuditLog {
  /** Adds an event; in force when the promise is fulfilled. Takes the place of `onEvent`: `{ onEvent: log.append }`. */
  readonly append: (event: AuditEvent) => Promise<void>
  /** The last entry's place: to be kept elsewhere, or time-stamped, from time to time. */
  head(): Promise<AuditHead | undefined>
}

/** So often another machine may be faster. Each time one of them is done, so all of them come to an end. */
const ATTEMPTS = 50

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function add(event: AuditEvent, store: AuditStore, name: string, alg: AuditHash): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const last = await store.last()
    const number = (last?.number ?? 0) + 1
    const entry = createEntry({ log: name, number, alg, previous: last?.hash ?? '', event })
    if (await store.append(entry)) return
    await pause(Math.random() * Math.min(100, 2 ** attempt))
  }
  throw new SsoError('ERR_SSO_AUDIT_BUSY', { limit: ATTEMPTS })
}

/**
 * A log in which no entry can be changed, taken out, put in or moved without its showing: each holds the hash of the one
 * before. Who can write the whole log anew can still do that; a head that is kept elsewhere shows it (`inspectAuditLog`).
 *
 * @example
 * ```ts
 * const log = auditLog(postgresAuditStore({ client }), { name: 'zjj' })
 * const sso = createRelyingParty({ …, audit: { secret, onEvent: log.append } })
 * ```
 * @throws TypeError about `name` or `hash`. `append` throws what the store throws, and SsoError `ERR_SSO_AUDIT_BUSY`
 */
export function auditLog(store: AuditStore, { name, hash = 'SM3' }: AuditLogOptions): AuditLog {
  if (typeof name !== 'string' || name === '') throw new TypeError('name: what the log is called is needed')
  if (hash !== 'SM3' && hash !== 'SHA-256') throw new TypeError('hash: expected SM3 or SHA-256')
  // One after the other in this process, so that only other machines are raced.
  let turn: Promise<unknown> = Promise.resolve()
  return {
    append(event) {
      const done = turn.then(() => add(event, store, name, hash))
      turn = done.catch(() => {})
      return done
    },
    async head() {
      const last = await store.last()
      return last && { number: last.number, hash: last.hash }
    },
  }
}
