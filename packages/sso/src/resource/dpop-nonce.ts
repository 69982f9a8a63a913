import { concatBytes, encodeBase64Url, encodeUtf8, equalSecrets, hmac } from '@xinyin/core'

/** A nonce is taken while its time runs, and while the next one's does, in seconds. */
const PERIOD = 120
const MIN_SECRET = 32

/** Nonces of the server in DPoP proofs (RFC 9449, 9): proofs made in advance are then worth nothing. */
export interface DpopNonces {
  /** The one to use now. */
  current(now: number): string
  accepts(nonce: unknown, now: number): boolean
}

/**
 * Nonces that need no store: each is made of the time and a secret that all processes of an interface share.
 *
 * @param secret - at least 32 octets
 * @throws RangeError for fewer
 */
export function createDpopNonces(secret: Uint8Array): DpopNonces {
  if (secret.length < MIN_SECRET) throw new RangeError('secret: expected at least 32 octets')
  const at = (period: number): string =>
    encodeBase64Url(hmac('SHA-256', secret, concatBytes(encodeUtf8(`dpop nonce ${period}`))).subarray(0, 18))
  return {
    current: (now) => at(Math.floor(now / PERIOD)),
    accepts(nonce, now) {
      const period = Math.floor(now / PERIOD)
      if (typeof nonce !== 'string') return false
      return [period, period - 1].some((one) => equalSecrets(encodeUtf8(nonce), encodeUtf8(at(one))))
    },
  }
}
