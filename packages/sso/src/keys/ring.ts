import { SsoError } from '../errors.ts'
import type { FetchedKeys, FetchKeys } from './fetched.ts'

/** From this part of their lifetime on, keys are fetched again beside, so that nobody waits for that. */
const AHEAD = 0.75
/** After a failure the issuer is left alone for so many milliseconds. */
const RETRY = 1000
/** No answer takes longer; what has not come by then never will, as where a platform drops what a request left behind. */
const LONGEST = 30_000

/** Keys, and the number of the question to which they are the answer. */
export interface NumberedKeys extends FetchedKeys {
  readonly number: number
}

interface Held extends NumberedKeys {
  readonly from: number
}

interface Asking {
  readonly number: number
  readonly since: number
  readonly answer: Promise<Held>
}

/** The keys of one issuer over time. */
export interface KeyRing {
  /** How often the issuer has been asked. */
  asked(): number
  isAsking(): boolean
  /** Waits for what is being asked. @throws what went wrong with it */
  join(): Promise<unknown>
  /** The keys, as long as they may be used without asking; towards the end of that they are asked for beside. */
  fresh(): NumberedKeys | undefined
  /** The keys that may be used now. @throws SsoError when there are none and the issuer cannot be asked */
  current(): Promise<NumberedKeys>
  /** Asks the issuer, past all caches. @throws SsoError */
  refresh(): Promise<unknown>
}

/**
 * Keeps keys for their lifetime, and for a grace beyond it while the issuer is out.
 *
 * @param grace - milliseconds
 */
export function createKeyRing(fetchKeys: FetchKeys, now: () => number, grace: number): KeyRing {
  let held: Held | undefined
  let asking: Asking | undefined
  let failure: { readonly at: number; readonly error: unknown; readonly isOutage: boolean } | undefined
  let asked = 0

  // Not before `from` either: keys fetched by a clock that was ahead would be kept until it is right again.
  const isWithin = (keys: Held | undefined, time: number): keys is Held =>
    keys !== undefined && now() >= keys.from && now() < keys.from + time
  const isFresh = (keys: Held | undefined): keys is Held => isWithin(keys, keys?.lifetime ?? 0)
  const isInGrace = (keys: Held | undefined): keys is Held => isWithin(keys, (keys?.lifetime ?? 0) + grace)
  /** A clock that steps back ends the pause. */
  const isPausing = () => failure !== undefined && now() >= failure.at && now() < failure.at + RETRY
  const running = () => {
    const isLate = asking !== undefined && Math.abs(now() - asking.since) > LONGEST
    return isLate ? undefined : asking
  }

  async function fetchNow(number: number, past: boolean): Promise<Held> {
    let isOutage = true
    try {
      const answer = await fetchKeys(held, past)
      // An empty answer is an accident of the issuer's; it does not take good keys away before their time.
      isOutage = !(answer.keys.length === 0 && isFresh(held) && held.keys.length > 0)
      if (!isOutage) throw new SsoError('ERR_SSO_KEYS_UNAVAILABLE', { reason: 'no usable key' })
      const keys = { ...answer, number, from: now() }
      // What was asked earlier may come later.
      if (held === undefined || held.number < number) held = keys
      failure = undefined
      return keys
    } catch (error) {
      failure = { at: now(), error, isOutage }
      throw error
    } finally {
      if (asking?.number === number) asking = undefined
    }
  }

  /** One question at a time, whose answer all share. */
  function ask(past: boolean): Promise<Held> {
    const current = running()
    if (current !== undefined) return current.answer
    asked += 1
    const number = asked
    const answer = fetchNow(number, past)
    asking = { number, since: now(), answer }
    return answer
  }

  /** Asks, and waits for nothing: who needs the answer finds it, and a failure is remembered. */
  function askBeside(): void {
    if (running() === undefined && !isPausing()) ask(false).catch(() => {})
  }

  function fresh(): Held | undefined {
    if (!isFresh(held)) return undefined
    if (!isWithin(held, held.lifetime * AHEAD)) askBeside()
    return held
  }

  return {
    fresh,
    asked: () => asked,
    isAsking: () => running() !== undefined,
    join: async () => running()?.answer,
    refresh: () => ask(true),
    async current() {
      const usable = fresh()
      if (usable !== undefined) return usable
      // The outage is known: nobody waits for it to end.
      if (failure?.isOutage === true && isInGrace(held)) {
        askBeside()
        return held
      }
      if (isPausing()) throw failure?.error
      try {
        return await ask(false)
      } catch (error) {
        if (failure?.isOutage === true && isInGrace(held)) return held
        throw error
      }
    },
  }
}
