import { encodeBase64Url } from '../bytes/base64.ts'
import { encodeUtf8 } from '../bytes/utf8.ts'
import type { Sm2JoseProfile } from '../crypto/jose.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import type { JsonObject } from '../json/parse.ts'
import type { Signer } from '../ports.ts'
import { SM2_JWS_PROFILE, signingScheme } from './scheme.ts'

/**
 * Signs a payload, as a JWS in compact form (RFC 7515, 7.1).
 *
 * @param header - without `alg`, which is what the key signs by
 * @param payload - JSON text, or octets
 * @throws TypeError for a key that signs by no JOSE algorithm, and a header that names one
 */
export async function signJws(
  header: JsonObject,
  payload: string | Uint8Array,
  key: PrivateKey | Signer,
  sm2: Sm2JoseProfile = SM2_JWS_PROFILE,
): Promise<string> {
  if (Object.hasOwn(header, 'alg')) throw new TypeError('header: the algorithm is that of the key')
  const scheme = signingScheme(key, sm2)
  const octets = typeof payload === 'string' ? encodeUtf8(payload) : payload
  const protectedHeader = encodeUtf8(JSON.stringify({ alg: scheme.alg, ...header }))
  const signed = `${encodeBase64Url(protectedHeader)}.${encodeBase64Url(octets)}`
  return `${signed}.${encodeBase64Url(await scheme.sign(key, encodeUtf8(signed)))}`
}
