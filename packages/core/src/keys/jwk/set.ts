import { isJsonObject, type JsonObject } from '../../json/parse.ts'
import { keysError } from '../codes.ts'
import { assertProfile } from './curve.ts'
import { type Jwk, type JwkOptions, kindOfJwk, parseJwk, readJwkObject } from './parse.ts'

const MAX_LENGTH = 1024 * 1024
const MAX_KEYS = 200

/**
 * Reads the public keys of a JWK Set (RFC 7517, 5), as an issuer publishes it.
 *
 * Keys of kinds that are not known here are left out, as the standard has it; a key of a known kind that is malformed
 * makes the whole set so. A private key in it is an error: whoever published it gave it away. So is one `kid` for two
 * keys, which would leave open with which of them something was signed.
 *
 * @throws CoreError `ERR_KEYS_JWK_SET`, and what {@link parseJwk} throws
 */
export function parseJwkSet(
  set: string | Uint8Array | JsonObject,
  options: Pick<JwkOptions, 'sm2'> = {},
): readonly Jwk[] {
  const { sm2 } = options
  assertProfile(sm2)
  const { keys } = readJwkObject(set, MAX_LENGTH)
  if (!Array.isArray(keys) || keys.length > MAX_KEYS || !keys.every(isJsonObject))
    throw keysError('ERR_KEYS_JWK_SET', { member: 'keys' })
  const known = keys.filter((jwk) => kindOfJwk(jwk, sm2) !== undefined).map((jwk) => parseJwk(jwk, options))
  if (known.some(({ privateKey }) => privateKey !== undefined))
    throw keysError('ERR_KEYS_JWK_SET', { member: 'd' })
  const ids = known.map(({ keyId }) => keyId).filter((keyId) => keyId !== undefined)
  if (new Set(ids).size !== ids.length) throw keysError('ERR_KEYS_JWK_SET', { member: 'kid' })
  return known
}
