import { decodeBase64Url, type JoseScheme, joseScheme, type PublicKey, TrustError } from '@xinyin/core'
import { parseJwk } from '@xinyin/core/keys'
import { isJsonObject, type JsonObject } from '../token/json.ts'
import { readableSm2, type Sm2TokenProfile } from './sm2-profile.ts'

/** NIST SP 800-131A: RSA below 2048 bits is not acceptable. */
export const MIN_RSA_BITS = 2048
/** A key id is a name; longer ones are there to fill memory and logs. */
const MAX_KEY_ID = 256

/** Ed25519 has two names (RFC 9864, 2.2); a key that is published under one signs under the other too. */
const ED25519 = ['EdDSA', 'Ed25519']

/** All algorithms that there are rules for. */
export const KNOWN_ALGORITHMS = ['ES256', 'ES384', 'ES512', ...ED25519, 'PS256', 'RS256']

/** A key that an issuer publishes, read and found good. */
export interface PublishedKey {
  readonly keyId: string | undefined
  /** `alg`, where the issuer says it. */
  readonly algorithm: string | undefined
  /** `undefined` for an RSA key that is too short to use, of which that is all there is to say. */
  readonly publicKey: PublicKey | undefined
  /** Of an RSA key that is too short. */
  readonly bits: number | undefined
}

/** The one scheme of an algorithm; nothing for a name that there are no rules for. */
export function tokenScheme(algorithm: string, sm2: Sm2TokenProfile | undefined): JoseScheme | undefined {
  if (sm2 !== undefined && algorithm === sm2.alg) return joseScheme(sm2)
  return KNOWN_ALGORITHMS.includes(algorithm) ? joseScheme(algorithm) : undefined
}

/** Whether a key may verify by a scheme; a key of another type or curve never fits (RFC 8725, 3.1). */
export function fits({ algorithm, publicKey }: PublishedKey, { alg, kind }: JoseScheme): boolean {
  const names = ED25519.includes(alg) ? ED25519 : [alg]
  return (publicKey?.kind ?? 'RSA') === kind && (algorithm === undefined || names.includes(algorithm))
}

/** The size of an RSA modulus in bits; 0 when it cannot be read. */
export function rsaBits(key: { readonly n?: unknown }): number {
  try {
    const modulus = decodeBase64Url(String(key.n))
    const first = modulus.findIndex((byte) => byte !== 0)
    return first < 0 ? 0 : (modulus.length - first) * 8 - (Math.clz32(modulus[first] ?? 0) - 24)
  } catch {
    return 0
  }
}

/** The `kid`, unless it is none that a token could name. */
function keyIdOf(key: JsonObject): string | undefined | false {
  const { kid } = key
  return kid === undefined || (typeof kid === 'string' && kid.length <= MAX_KEY_ID) ? kid : false
}

/**
 * Reads one key. One that is malformed, private, of no known kind or for another use is passed over, as RFC 7517, 5 has
 * it: an issuer's mistake with one key must not lock out those who are signed in by another.
 */
function readKey(key: JsonObject, sm2: Sm2TokenProfile | undefined): PublishedKey[] {
  const keyId = keyIdOf(key)
  if (keyId === false) return []
  const bits = key['kty'] === 'RSA' ? rsaBits(key) : MIN_RSA_BITS
  if (bits > 0 && bits < MIN_RSA_BITS && key['d'] === undefined && key['use'] !== 'enc') {
    return [{ keyId, algorithm: undefined, publicKey: undefined, bits }]
  }
  try {
    const options = { operation: 'verify', ...readableSm2(sm2) } as const
    const { publicKey, privateKey, algorithm } = parseJwk(key as Parameters<typeof parseJwk>[0], options)
    return privateKey === undefined ? [{ keyId, algorithm, publicKey, bits: undefined }] : []
  } catch (error) {
    if (error instanceof TrustError) return []
    throw error
  }
}

/** The keys of a JWK set that can verify, and those that are only too short for it. */
export function readKeys(keys: readonly unknown[], sm2: Sm2TokenProfile | undefined): PublishedKey[] {
  return keys.filter(isJsonObject).flatMap((key) => readKey(key, sm2))
}
