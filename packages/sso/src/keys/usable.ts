import { decodeBase64Url } from '@xinyin/core'
import type { JWK } from 'jose'
import { isJsonObject, type JsonObject } from '../token/json.ts'

/** NIST SP 800-131A: RSA below 2048 bits is not acceptable. */
export const MIN_RSA_BITS = 2048

/** The key that each algorithm needs; a key of another type or curve never fits (RFC 8725, 3.1). */
const NEEDS: Readonly<Record<string, { kty: string; crv?: string; alg: readonly string[] }>> = {
  ES256: { kty: 'EC', crv: 'P-256', alg: ['ES256'] },
  ES384: { kty: 'EC', crv: 'P-384', alg: ['ES384'] },
  ES512: { kty: 'EC', crv: 'P-521', alg: ['ES512'] },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', alg: ['EdDSA', 'Ed25519'] },
  Ed25519: { kty: 'OKP', crv: 'Ed25519', alg: ['EdDSA', 'Ed25519'] },
  PS256: { kty: 'RSA', alg: ['PS256'] },
  RS256: { kty: 'RSA', alg: ['RS256'] },
}

/** All algorithms that there are rules for. */
export const KNOWN_ALGORITHMS = Object.keys(NEEDS)

/** Whether a published key is meant for signatures and fits the algorithm. A private key in public fits nothing. */
export function fits(key: JsonObject, algorithm: string): boolean {
  const needs = NEEDS[algorithm]
  return (
    needs !== undefined &&
    key['kty'] === needs.kty &&
    key['crv'] === needs.crv &&
    (key['alg'] === undefined || needs.alg.includes(String(key['alg']))) &&
    (key['use'] === undefined || key['use'] === 'sig') &&
    (key['key_ops'] === undefined || (Array.isArray(key['key_ops']) && key['key_ops'].includes('verify'))) &&
    key['d'] === undefined
  )
}

/** Whether a published key fits any algorithm at all. */
export function isUsable(key: JWK): boolean {
  return KNOWN_ALGORITHMS.some((algorithm) => fits(key as JsonObject, algorithm))
}

/** The size of an RSA modulus in bits; 0 when it cannot be read. */
export function rsaBits(key: JsonObject): number {
  try {
    const modulus = decodeBase64Url(String(key['n']))
    const first = modulus.findIndex((byte) => byte !== 0)
    return first < 0 ? 0 : (modulus.length - first) * 8 - (Math.clz32(modulus[first] ?? 0) - 24)
  } catch {
    return 0
  }
}

/** The keys of a JWK set, as far as they are objects. */
export function readKeys(set: JsonObject): JWK[] {
  const keys = set['keys']
  return Array.isArray(keys) ? (keys.filter(isJsonObject) as JWK[]) : []
}
