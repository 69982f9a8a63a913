import { type Clock, type Fetch, TrustError } from '@xinyin/core'
import type { TrustListStore } from '@xinyin/core/trust'
import { checkSubject } from './checks/subject.ts'
import { SKEW_SECONDS } from './checks/validity.ts'
import { statusListError } from './codes.ts'
import { errorOf } from './deciding.ts'
import { fetchStatusList } from './fetch.ts'
import { type HeldStatusList, holdStatusList } from './held.ts'
import { openStatusList } from './inspect.ts'
import { encodeMemory, memoryKey, parseMemory } from './memory.ts'
import type { StatusListReading } from './token.ts'

/** How one list is kept and renewed. */
export interface StatusListSourceOptions extends StatusListReading {
  readonly fetch?: Fetch | undefined
  readonly store?: TrustListStore | undefined
  readonly clock: Clock
  /** Seconds after which a list with no `ttl` is fetched anew. */
  readonly refreshAfter: number
  /** Seconds between two attempts that fail. */
  readonly retryAfter: number
  /** Seconds since a list was signed after which it tells nothing. */
  readonly maxAge: number
}

/** One list by its URI: the last one that was believed, and what came since. */
export interface StatusListSource {
  /**
   * Fetches a newer one where that is due, or where none at hand is believed. Whoever asks meanwhile waits for the same.
   */
  refresh(isNoneBelieved?: boolean): Promise<void>
  /** The newest first. */
  candidates(): readonly HeldStatusList[]
  /**
   * Says that its signer was believed: no older list counts from now on.
   *
   * @returns whether it is another one than before
   */
  accept(held: HeldStatusList): Promise<boolean>
  /** Why there is no newer one, where one was asked for. */
  problem(): TrustError | undefined
  /** Octets that keeping it costs. */
  cost(): number
}

export function createStatusListSource(
  uri: string,
  given: readonly HeldStatusList[],
  options: StatusListSourceOptions,
): StatusListSource {
  const { fetch, store, clock, refreshAfter, retryAfter, maxAge } = options
  let accepted: HeldStatusList | undefined
  let latest: { readonly held: HeldStatusList; readonly raw: Uint8Array } | undefined
  let tried: { readonly at: number; readonly problem: TrustError | undefined } | undefined
  let running: Promise<void> | undefined
  let isRecalled = store === undefined

  const recall = async (): Promise<void> => {
    const text = await store?.get(memoryKey(uri))
    if (text !== undefined) {
      const { token, resolvedAt } = await parseMemory(text, uri)
      const held = holdStatusList(await openStatusList(token, options), resolvedAt.getTime())
      if (held?.token.content.uri !== uri) throw statusListError('ERR_STATUS_LIST_MEMORY')
      accepted ??= held
    }
    isRecalled = true
  }

  const isDue = (now: number, isNoneBelieved: boolean): boolean => {
    const wait = tried === undefined ? -1 : now - tried.at
    // A clock that was set back must not keep a list for ever.
    if (tried !== undefined && wait >= 0 && wait < retryAfter * 1000) return false
    const newest = newestOf(accepted, given)
    // One that others believe is renewed in its own time.
    if (newest === undefined || (isNoneBelieved && accepted === undefined)) return true
    const { ttl = refreshAfter, expiresAt } = newest.token.content
    const held = now - newest.resolvedAt
    return (
      held < -SKEW_SECONDS * 1000 ||
      held >= ttl * 1000 ||
      now - issued(newest) > maxAge * 1000 ||
      (expiresAt !== undefined && now >= expiresAt.getTime())
    )
  }

  const renew = async (network: Fetch): Promise<void> => {
    const at = clock().getTime()
    try {
      const raw = await fetchStatusList(uri, { fetch: network, ...limitsOf(options) })
      const opened = await openStatusList(raw, options)
      const held = holdStatusList(opened, at)
      if (held === undefined)
        throw opened.refusal === undefined ? new Error('unreachable') : errorOf(opened.refusal)
      const { content } = held.token
      const subject = checkSubject(content, uri)
      if (subject.status !== 'passed') throw errorOf(subject)
      const before = newestOf(accepted, [])?.token.content.issuedAt
      if (before !== undefined && content.issuedAt < before)
        throw statusListError('ERR_STATUS_LIST_ROLLBACK', {
          madeAt: content.issuedAt.toISOString(),
          remembered: before.toISOString(),
        })
      latest = { held, raw }
      tried = { at, problem: undefined }
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
      tried = { at, problem: error }
    }
  }

  return {
    async refresh(isNoneBelieved = false) {
      if (!isRecalled) await recall()
      if (running === undefined && fetch !== undefined && isDue(clock().getTime(), isNoneBelieved))
        running = renew(fetch).finally(() => {
          running = undefined
        })
      await running
    },
    candidates() {
      const all = [latest?.held, accepted, ...given].filter((held) => held !== undefined)
      const newestFirst = all.sort((a, b) => issued(b) - issued(a))
      return [...new Set(newestFirst)]
    },
    async accept(held) {
      if (held === accepted || (accepted !== undefined && issued(held) < issued(accepted))) return false
      accepted = held
      if (latest?.held !== held) return true
      const { raw } = latest
      tried = undefined
      latest = undefined
      const resolvedAt = new Date(held.resolvedAt)
      await store?.set(memoryKey(uri), await encodeMemory({ uri, token: raw, resolvedAt }))
      return true
    },
    problem: () => tried?.problem,
    cost: () => (latest?.held.cost() ?? 0) + (accepted?.cost() ?? 0),
  }
}

const issued = ({ token }: HeldStatusList): number => token.content.issuedAt.getTime()

function newestOf(
  accepted: HeldStatusList | undefined,
  given: readonly HeldStatusList[],
): HeldStatusList | undefined {
  let newest = accepted
  for (const held of given) if (newest === undefined || issued(held) > issued(newest)) newest = held
  return newest
}

const limitsOf = ({ limits }: StatusListReading) => (limits === undefined ? {} : { limits })
