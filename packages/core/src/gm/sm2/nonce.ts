import { hmacSm3 } from '../hmac.ts'
import { readNumber } from '../number.ts'
import { SM2_CURVE } from './curve.ts'

const EMPTY = new Uint8Array(0)

/**
 * Nonces for one signature: RFC 6979, 3.2, with HMAC-SM3 and fresh randomness mixed in as 3.6 allows.
 *
 * A broken random source then cannot give the key away, and a fault that is provoked twice on the same message does
 * not meet the same nonce.
 *
 * @param secret - the private key, 32 octets
 * @param digest - e, 32 octets
 * @param extra - randomness, any length; empty makes the nonces a function of the other two
 */
export function* nonces(secret: Uint8Array, digest: Uint8Array, extra: Uint8Array): Generator<bigint, never> {
  let key: Uint8Array = new Uint8Array(32)
  let value: Uint8Array = new Uint8Array(32).fill(1)
  const advance = (tag: number, ...seed: readonly Uint8Array[]) => {
    key = hmacSm3(key, value, Uint8Array.of(tag), ...seed)
    value = hmacSm3(key, value)
  }
  advance(0, secret, digest, extra)
  advance(1, secret, digest, extra)
  for (;;) {
    value = hmacSm3(key, value)
    const nonce = readNumber(value)
    if (nonce > 0n && nonce < SM2_CURVE.n) yield nonce
    advance(0, EMPTY)
  }
}
