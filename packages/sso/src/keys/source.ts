import type { Clock, Facts, Fetch, JoseScheme, PublicKey } from '@xinyin/core'
import { SsoError, type SsoErrorCode } from '../errors.ts'
import { createBucket } from './bucket.ts'
import { createKeyFetch } from './fetched.ts'
import { createKeyRing } from './ring.ts'
import type { Sm2TokenProfile } from './sm2-profile.ts'
import { fits, MIN_RSA_BITS, type PublishedKey, tokenScheme } from './usable.ts'

export type KeyLookup =
  | { readonly key: PublicKey; readonly scheme: JoseScheme }
  | { readonly code: SsoErrorCode; readonly facts: Facts }

/** Finds the key that an issuer publishes for a token, and the scheme by which it verifies. */
export interface KeySource {
  /** How the issuer writes SM2, if it does. */
  readonly sm2?: Sm2TokenProfile | undefined
  /** One that cannot find out may say `ERR_SSO_KEYS_UNAVAILABLE` or throw: either leaves a token undecided. */
  find(algorithm: string, keyId: string | undefined): Promise<KeyLookup>
  /** The same at once, where nobody has to be asked for it; else `undefined`. */
  findNow?(algorithm: string, keyId: string | undefined): KeyLookup | undefined
}

/** The same, which tells of what it throws. */
export function tellingKeys(keys: KeySource, onError: (error: unknown) => void): KeySource {
  return {
    sm2: keys.sm2,
    async find(algorithm, keyId) {
      try {
        return await keys.find(algorithm, keyId)
      } catch (error) {
        onError(error)
        throw error
      }
    },
  }
}

export interface KeySourceOptions {
  /** How the issuer writes SM2; without it, SM2 keys and tokens are not read. */
  readonly sm2?: Sm2TokenProfile
  /**
   * How long keys are used beyond their time while the issuer cannot be asked, in seconds: 3600, and 86 400 at most. For
   * so long, a key that was withdrawn in the outage is still believed in.
   */
  readonly graceSeconds?: number
}

const HOUR = 3600
const DAY = 86_400

const unknown: KeyLookup = { code: 'ERR_SSO_KEY_UNKNOWN', facts: {} }
const unavailable = (reason: string): KeyLookup => ({ code: 'ERR_SSO_KEYS_UNAVAILABLE', facts: { reason } })

/** The one key that fits. Two of them leave open by which of them a token is signed. */
function select(keys: readonly PublishedKey[], scheme: JoseScheme, keyId: string | undefined): KeyLookup {
  const candidates = keys.filter((key) => (keyId === undefined || key.keyId === keyId) && fits(key, scheme))
  const found = candidates[0]
  if (found === undefined) return unknown
  if (candidates.length > 1) return { code: 'ERR_SSO_KEY_AMBIGUOUS', facts: { found: candidates.length } }
  return found.publicKey === undefined
    ? { code: 'ERR_SSO_KEY_WEAK', facts: { found: found.bits ?? 0, limit: MIN_RSA_BITS } }
    : { key: found.publicKey, scheme }
}

/** What the network, the metadata or the answer had wrong, without what it held. */
function whyUnavailable(error: unknown): KeyLookup {
  if (!(error instanceof SsoError)) throw error
  return unavailable(String(error.facts['reason'] ?? error.code))
}

/** How long what an issuer published is used while it is out, in milliseconds. @throws RangeError beyond a day */
export function graceOf({ graceSeconds = HOUR }: { readonly graceSeconds?: number | undefined }): number {
  if (!(graceSeconds >= 0 && graceSeconds <= DAY)) throw new RangeError('graceSeconds: expected 0 to 86400')
  return graceSeconds * 1000
}

/**
 * The keys at an issuer's `jwks_uri`.
 *
 * They are fetched when needed and kept for as long as the issuer says (`Cache-Control`), which is one minute at least, an
 * hour at most and ten minutes where it says nothing; towards the end of that they are fetched again beside. A token that
 * names a key not among them makes them be fetched at once, so that a rotation is seen without a gap, but twice at once
 * and then every half minute only, so that invented key ids cannot make us flood the issuer: what cannot be asked is
 * `ERR_SSO_KEYS_UNAVAILABLE`, which is no verdict on the token. While the issuer is out, the keys are used for an hour more.
 *
 * @param jwksUri - tells the address, from metadata that were checked
 * @param fetch - what carries the questions; `undefined` for what the platform has
 * @throws RangeError for a grace that is none
 */
export function createKeySource(
  jwksUri: () => Promise<string>,
  fetch: Fetch | undefined,
  clock: Clock,
  options: KeySourceOptions = {},
): KeySource {
  const { sm2 } = options
  const now = () => clock().getTime()
  const ring = createKeyRing(createKeyFetch(jwksUri, fetch, sm2), now, graceOf(options))
  const mayFetchEarly = createBucket(now)

  const find = async (scheme: JoseScheme, keyId: string | undefined): Promise<KeyLookup> => {
    // Keys that were asked for after the token came have its key, unless there is none.
    const before = ring.asked()
    for (;;) {
      const { keys, number } = await ring.current()
      const found = select(keys, scheme, keyId)
      if (found !== unknown || number > before) return found
      if (ring.isAsking()) await ring.join()
      else if (mayFetchEarly()) await ring.refresh()
      else return unavailable('asked too often')
    }
  }

  return {
    sm2,
    findNow(algorithm, keyId) {
      const keys = ring.fresh()?.keys
      const scheme = keys && tokenScheme(algorithm, sm2)
      const found = scheme && select(keys, scheme, keyId)
      return found === unknown ? undefined : found
    },
    async find(algorithm, keyId) {
      const scheme = tokenScheme(algorithm, sm2)
      if (scheme === undefined) return unknown
      try {
        return await find(scheme, keyId)
      } catch (error) {
        return whyUnavailable(error)
      }
    },
  }
}
