import { encodeBase64Url, encodeUtf8, type JoseScheme, joseScheme, type Signer } from '@xinyin/core'
import type { JsonValue } from '@xinyin/core/json'

/**
 * SM2 in JOSE as this library writes and reads it: `alg` `SM2`, r ‖ s, the default id. No name is registered with
 * IANA, so that both sides must have agreed on it.
 */
const SM2_PROFILE = { alg: 'SM2', encoding: 'raw' } as const

/** The scheme that an `alg` names, with SM2 in the profile above; none for anything unsafe or unknown. */
export function licenceScheme(alg: string): JoseScheme | undefined {
  return joseScheme(alg === SM2_PROFILE.alg ? SM2_PROFILE : alg)
}

const ALG_BY_OID: Readonly<Record<string, string>> = {
  '1.2.156.10197.1.501': SM2_PROFILE.alg,
  '1.2.840.10045.4.3.2': 'ES256',
  '1.2.840.10045.4.3.3': 'ES384',
  '1.2.840.10045.4.3.4': 'ES512',
  '1.2.840.113549.1.1.11': 'RS256',
  '1.2.840.113549.1.1.12': 'RS384',
  '1.2.840.113549.1.1.13': 'RS512',
  '1.3.101.112': 'EdDSA',
}

/** Compact JWS (RFC 7515, 7.1) over an object; `alg` is what the signer signs with. */
export async function signJws(
  header: Readonly<Record<string, JsonValue>>,
  payload: Readonly<Record<string, JsonValue>>,
  signer: Signer,
): Promise<string> {
  const alg = ALG_BY_OID[signer.algorithm]
  const scheme = alg === undefined ? undefined : licenceScheme(alg)
  if (alg === undefined || scheme === undefined)
    throw new TypeError(`signer: no JOSE algorithm for ${signer.algorithm}`)
  const signed = `${encodePart({ alg, ...header })}.${encodePart(payload)}`
  return `${signed}.${encodeBase64Url(await scheme.sign(signer, encodeUtf8(signed)))}`
}

const encodePart = (value: JsonValue): string => encodeBase64Url(encodeUtf8(JSON.stringify(value)))
