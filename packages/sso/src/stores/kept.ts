import { TrustError } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { fingerprint } from '../http/secret.ts'
import { inTime } from '../in-time.ts'
import type { KeptRecord, RecordStore } from './records.ts'
import type { Store, StoredSession } from './store.ts'

/** How sessions are written into records, and what their groups are called there. */
export interface Writing {
  /** The names of a group: one for each key that may have named it. */
  names(group: string): readonly string[]
  write(key: string, text: string): Promise<string>
  /** @returns `undefined` when it was written with a key that is known no longer */
  read(key: string, value: string): Promise<string | undefined>
}

function sidGroup(issuer: string, sid: string): string {
  return JSON.stringify(['sid', issuer, sid])
}

function subGroup(issuer: string, sub: string): string {
  return JSON.stringify(['sub', issuer, sub])
}

/** For the sessions of a subject that have no `sid`. */
function unnamedGroup(issuer: string, sub: string): string {
  return JSON.stringify(['unnamed', issuer, sub])
}

/** For the sessions that took each other's place in one browser. */
function lineGroup(line: string): string {
  return JSON.stringify(['line', line])
}

/**
 * By how much the end of a line lies after the time for which it is kept, in seconds: no sign-in is issued so far ahead of our
 * clock. A time without end would be none in databases that keep dates.
 */
const AHEAD = 86_400

function groupsOf({ user: { issuer, sub }, sid, line }: StoredSession): string[] {
  const provider = sid === undefined ? unnamedGroup(issuer, sub) : sidGroup(issuer, sid)
  return [subGroup(issuer, sub), provider, lineGroup(line)]
}

/** Runs something on the database, for so long: who waits for a sign-in is told to try again, not left waiting. */
export async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  try {
    return await inTime(milliseconds, work(), () => new Error(`no answer within ${milliseconds} ms`))
  } catch (cause) {
    throw cause instanceof TrustError ? cause : new SsoError('ERR_SSO_STORE_UNAVAILABLE', {}, cause)
  }
}

/**
 * Keeps sessions in records.
 *
 * @param milliseconds - how long they may take for one step; without it, as long as they do
 */
export function keepIn(records: RecordStore, writing: Writing, milliseconds?: number): Store {
  const run = <T>(work: () => Promise<T>) =>
    milliseconds === undefined ? work() : within(milliseconds, work)

  async function encode(key: string, session: StoredSession) {
    const { issuedAt, expiresAt, idleUntil, fence } = session
    const groups = groupsOf(session).flatMap((group) => writing.names(group))
    const value = await writing.write(key, JSON.stringify(session))
    return { groups, issuedAt, expiresAt, idleUntil: Math.min(idleUntil, expiresAt), fence, value }
  }

  async function decode(key: string, record: KeptRecord): Promise<StoredSession | undefined> {
    const text = await writing.read(key, record.value)
    if (text === undefined) return undefined
    const session = JSON.parse(text) as { -readonly [Name in keyof StoredSession]: StoredSession[Name] }
    // The times stand in the open too, for the database to compare: whoever changed them there has not changed these.
    if (session.issuedAt !== record.issuedAt || session.expiresAt !== record.expiresAt) {
      throw new SsoError('ERR_SSO_STORE_RECORD')
    }
    session.idleUntil = record.idleUntil
    session.fence = record.fence
    return session
  }

  const end = (group: string, before: number, keepUntil: number) =>
    run(() => records.end(writing.names(group), before, keepUntil))

  async function list(group: string) {
    const found = await run(() => records.list(writing.names(group)))
    const sessions = await Promise.all(
      found.map(async ({ key, record }) => ({ key, session: await decode(key, record) })),
    )
    return sessions.flatMap(({ key, session }) => (session === undefined ? [] : [{ key, session }]))
  }

  return {
    async put(key, session, former) {
      const record = await encode(key, session)
      const over = former === undefined ? undefined : { key: former, required: false }
      return run(() => records.put(key, record, over))
    },
    async replace(former, key, session) {
      const record = await encode(key, session)
      return run(() => records.put(key, record, { key: former, required: true }))
    },
    async get(key) {
      const record = await run(() => records.get(key))
      return record && decode(key, record)
    },
    touch: (key, idleUntil) => run(() => records.touch(key, idleUntil)),
    destroy: (key) => run(() => records.destroy(key)),
    list: (issuer, sub) => list(subGroup(issuer, sub)),
    listBySid: (issuer, sid) => list(sidGroup(issuer, sid)),
    listLine: (line) => list(lineGroup(line)),
    destroyLine: (line, keepUntil) => end(lineGroup(line), keepUntil + AHEAD, keepUntil),
    destroyBySid: (issuer, sid, before, keepUntil) => end(sidGroup(issuer, sid), before, keepUntil),
    destroyBySub: (issuer, sub, before, keepUntil) => end(subGroup(issuer, sub), before, keepUntil),
    destroyWithoutSid: (issuer, sub, before, keepUntil) => end(unnamedGroup(issuer, sub), before, keepUntil),
    async consumeOnce(key, until) {
      const name = fingerprint(key)
      return run(() => records.consumeOnce(name, until))
    },
    async lock(name, until) {
      const key = fingerprint(name)
      return run(() => records.lock(key, until))
    },
    async unlock(name, fence) {
      const key = fingerprint(name)
      return run(() => records.unlock(key, fence))
    },
  }
}
