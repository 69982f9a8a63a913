import type { JsonObject } from '@xinyin/core/json'
import { sdJwtError } from './codes.ts'

/** Digests that `_sd_alg` may name (RFC 9901, 4.1.1). `sm3` is of this profile, not in the IANA registry. */
export const DIGESTS = {
  'sha-256': 'SHA-256',
  'sha-384': 'SHA-384',
  'sha-512': 'SHA-512',
  sm3: 'SM3',
} as const

export type DigestName = keyof typeof DIGESTS

const isDigestName = (name: string): name is DigestName => Object.hasOwn(DIGESTS, name)

/** The digest that a payload names, SHA-256 when it names none. @throws LicenceError `ERR_SDJWT_DIGEST_ALGORITHM` */
export function digestNameOf(payload: JsonObject): DigestName {
  const name = Object.hasOwn(payload, '_sd_alg') ? payload['_sd_alg'] : 'sha-256'
  if (typeof name !== 'string' || !isDigestName(name)) throw sdJwtError('ERR_SDJWT_DIGEST_ALGORITHM')
  return name
}
