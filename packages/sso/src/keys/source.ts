import type { Clock, Facts, Fetch } from '@xinyin/core'
import type { JWK } from 'jose'
import { SsoError, type SsoErrorCode } from '../errors.ts'
import { createBackChannel } from '../http/fetch.ts'
import { type JsonObject, parseJsonObject } from '../token/json.ts'
import { fits, isUsable, MIN_RSA_BITS, readKeys, rsaBits } from './usable.ts'

/** How long fetched keys are used: a key that the issuer withdraws is refused after that. */
const MAX_AGE = 600_000
/** Fetches ahead of time for keys not seen before: so many at once, one more per interval. */
const EARLY_FETCHES = 2
const EARLY_INTERVAL = 60_000
/** A key set with more keys is no key set of an issuer. */
const MAX_KEYS = 64

export type KeyLookup = { readonly key: JWK } | { readonly code: SsoErrorCode; readonly facts: Facts }

/** Finds the key that an issuer publishes for a token. */
export interface KeySource {
  find(algorithm: string, keyId: string | undefined): Promise<KeyLookup>
}

function select(keys: readonly JWK[], algorithm: string, keyId: string | undefined): KeyLookup {
  const candidates = keys.filter(
    (key) => fits(key as JsonObject, algorithm) && (keyId === undefined || key.kid === keyId),
  )
  const [key] = candidates
  if (key === undefined) return { code: 'ERR_SSO_KEY_UNKNOWN', facts: {} }
  if (candidates.length > 1) return { code: 'ERR_SSO_KEY_AMBIGUOUS', facts: { found: candidates.length } }
  const bits = key.kty === 'RSA' ? rsaBits(key as JsonObject) : MIN_RSA_BITS
  return bits < MIN_RSA_BITS
    ? { code: 'ERR_SSO_KEY_WEAK', facts: { found: bits, limit: MIN_RSA_BITS } }
    : { key }
}

/** A bucket that holds a few permissions and gets one back per interval. */
function createBucket(clock: Clock): () => boolean {
  let held = EARLY_FETCHES
  let since = clock().getTime()
  return () => {
    const now = clock().getTime()
    // A clock that steps back must neither take permissions away, which would be below none, nor stop the refill.
    since = Math.min(since, now)
    const gained = Math.floor((now - since) / EARLY_INTERVAL)
    since += gained * EARLY_INTERVAL
    held = Math.min(EARLY_FETCHES, held + gained)
    if (held <= 0) return false
    held -= 1
    return true
  }
}

/**
 * The keys at an issuer's `jwks_uri`.
 *
 * They are fetched when needed and kept for ten minutes. A token that names a key not among them makes them be fetched
 * at once, so that a rotation is seen without a gap, but only a few times a minute, so that invented key ids cannot
 * make us flood the issuer. Size and time of an answer are bounded, and no redirect is followed.
 */
export function createKeySource(jwksUri: () => Promise<string>, fetch: Fetch, clock: Clock): KeySource {
  let held: { keys: readonly JWK[]; from: number; until: number } | undefined
  let pending: Promise<readonly JWK[]> | undefined
  const mayFetchEarly = createBucket(clock)
  const request = createBackChannel(fetch)
  // Not fresh before `from` either: keys fetched by a clock that was ahead would be kept until it is right again.
  const freshKeys = (): readonly JWK[] | undefined => {
    const now = clock().getTime()
    return held !== undefined && now >= held.from && now < held.until ? held.keys : undefined
  }

  const load = async (): Promise<readonly JWK[]> => {
    const response = await request(await jwksUri(), { headers: { accept: 'application/json' } })
    if (response.status !== 200) {
      throw new SsoError('ERR_SSO_KEYS_UNAVAILABLE', { reason: `HTTP ${response.status}` })
    }
    const keys = readKeys(parseJsonObject(await response.text()))
    if (keys.length > MAX_KEYS) throw new SsoError('ERR_SSO_KEYS_UNAVAILABLE', { reason: 'too many keys' })
    // An empty answer is an accident of the issuer's; it does not take good keys away before their time.
    if (!keys.some(isUsable) && freshKeys()?.some(isUsable)) {
      throw new SsoError('ERR_SSO_KEYS_UNAVAILABLE', { reason: 'no usable key' })
    }
    const from = clock().getTime()
    held = { keys, from, until: from + MAX_AGE }
    return keys
  }
  // One request at a time, whose answer all share.
  const refresh = (): Promise<readonly JWK[]> => {
    pending ??= load().finally(() => {
      pending = undefined
    })
    return pending
  }

  return {
    async find(algorithm, keyId) {
      try {
        const fresh = freshKeys()
        const found = select(fresh ?? (await refresh()), algorithm, keyId)
        const unknown = 'code' in found && found.code === 'ERR_SSO_KEY_UNKNOWN'
        return unknown && fresh !== undefined && mayFetchEarly()
          ? select(await refresh(), algorithm, keyId)
          : found
      } catch (error) {
        if (!(error instanceof SsoError)) throw error
        const reason = String(error.facts['reason'] ?? error.code)
        return { code: 'ERR_SSO_KEYS_UNAVAILABLE', facts: { reason } }
      }
    },
  }
}
