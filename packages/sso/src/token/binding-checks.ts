import {
  type Check,
  type DigestName,
  digest,
  encodeBase64Url,
  encodeUtf8,
  failed,
  passed,
} from '@xinyin/core'
import { sameText } from '../http/secret.ts'
import type { Sm2TokenProfile } from '../keys/sm2-profile.ts'
import type { JsonObject } from './json.ts'
import type { Jws } from './jws.ts'

/** The hash that belongs to each signature algorithm (Core 3.1.3.6); Ed25519 hashes with SHA-512. */
const HASHES: Readonly<Record<string, DigestName>> = {
  ES256: 'SHA-256',
  PS256: 'SHA-256',
  RS256: 'SHA-256',
  ES384: 'SHA-384',
  ES512: 'SHA-512',
  EdDSA: 'SHA-512',
  Ed25519: 'SHA-512',
}

/** `nonce` ties the token to the sign-in that this browser started (Core 3.1.3.7, 11). */
export function checkNonce(claims: JsonObject, nonce: string): Check {
  return sameText(claims['nonce'], nonce)
    ? passed('id-token.nonce')
    : failed('id-token.nonce', 'ERR_SSO_TOKEN_NONCE')
}

/** SM2 hashes with SM3, whatever a province calls it. */
function hashOf(algorithm: string, sm2: Sm2TokenProfile | undefined): DigestName | undefined {
  if (algorithm === sm2?.alg) return 'SM3'
  // An own member: the name is the token's, and may be `constructor`.
  return Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined
}

/** `at_hash`, when there, is the left half of the access token's hash (Core 3.1.3.6). */
export function checkAccessToken(
  jws: Jws,
  accessToken: string | undefined,
  sm2: Sm2TokenProfile | undefined,
): Check {
  const id = 'id-token.access-token'
  const expected = jws.claims['at_hash']
  if (expected === undefined) return passed(id)
  const hash = hashOf(jws.algorithm, sm2)
  if (hash === undefined || accessToken === undefined) return failed(id, 'ERR_SSO_TOKEN_ACCESS_HASH')
  const value = digest(hash, encodeUtf8(accessToken))
  return sameText(expected, encodeBase64Url(value.subarray(0, value.length / 2)))
    ? passed(id)
    : failed(id, 'ERR_SSO_TOKEN_ACCESS_HASH')
}
