import { encodeBase64Url, encodeUtf8, type Signer } from '@xinyin/core'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { SsoError } from '../errors.ts'
import { rawSignature } from './raw-signature.ts'

/** The key with which a relying party shows who it is: a signing port, a WebCrypto key, or a private JWK. */
export type ClientKey = Signer | CryptoKey | JWK

/** A key that signs compact JWS. */
export interface JwsSigner {
  readonly algorithm: string
  readonly keyId: string | undefined
  sign(data: Uint8Array): Promise<Uint8Array>
}

interface Profile {
  readonly algorithm: string
  /** What WebCrypto calls it. */
  readonly import: { name: string; namedCurve?: string; hash?: string }
  readonly sign: { name: string; hash?: string; saltLength?: number }
  /** Bytes of `r` and of `s`, for signatures that a {@link Signer} gives as DER. */
  readonly scalar?: number
}

function ecdsa(algorithm: string, curve: string, hash: string, scalar: number): Profile {
  return {
    algorithm,
    import: { name: 'ECDSA', namedCurve: curve },
    sign: { name: 'ECDSA', hash },
    scalar,
  }
}

const PROFILES: readonly Profile[] = [
  ecdsa('ES256', 'P-256', 'SHA-256', 32),
  ecdsa('ES384', 'P-384', 'SHA-384', 48),
  ecdsa('ES512', 'P-521', 'SHA-512', 66),
  { algorithm: 'EdDSA', import: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  {
    algorithm: 'PS256',
    import: { name: 'RSA-PSS', hash: 'SHA-256' },
    sign: { name: 'RSA-PSS', saltLength: 32 },
  },
  {
    algorithm: 'RS256',
    import: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    sign: { name: 'RSASSA-PKCS1-v1_5' },
  },
]

/** JWS algorithms by the OID that a signer names. RSASSA-PSS is absent: its OID does not say which hash. */
const BY_OID: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'ES256',
  '1.2.840.10045.4.3.3': 'ES384',
  '1.2.840.10045.4.3.4': 'ES512',
  '1.3.101.112': 'EdDSA',
  '1.2.840.113549.1.1.11': 'RS256',
}

function isSigner(key: ClientKey): key is Signer {
  return 'sign' in key && typeof key.sign === 'function'
}

function isCryptoKey(key: ClientKey): key is CryptoKey {
  return !isSigner(key) && 'algorithm' in key && typeof key.algorithm === 'object'
}

function describeKey(key: ClientKey): string {
  if (isSigner(key)) return `${key.publicKey.kind}, ${key.algorithm}`
  if (isCryptoKey(key)) return `${key.type} ${key.algorithm.name}`
  return `${key.kty} ${key.crv ?? ''}`.trim()
}

function matches(profile: Profile, key: ClientKey): boolean {
  if (isSigner(key)) {
    // An ECDSA signer may hash with another curve's hash, for which JOSE has no name.
    const curve = profile.import.namedCurve
    return (
      BY_OID[key.algorithm] === profile.algorithm && (curve === undefined || curve === key.publicKey.kind)
    )
  }
  if (isCryptoKey(key)) {
    const found = key.algorithm as { name: string; namedCurve?: string; hash?: { name: string } }
    return (
      key.type === 'private' &&
      found.name === profile.import.name &&
      found.namedCurve === profile.import.namedCurve &&
      found.hash?.name === profile.import.hash
    )
  }
  if (key.d === undefined) return false
  if (key.kty === 'RSA') return profile.algorithm === (key.alg ?? 'PS256')
  return (key.crv ?? '') === (profile.import.namedCurve ?? profile.import.name)
}

function profileOf(key: ClientKey): Profile {
  const profile = PROFILES.find((candidate) => matches(candidate, key))
  if (profile === undefined) throw new SsoError('ERR_SSO_CLIENT_KEY', { found: describeKey(key) })
  return profile
}

/**
 * Whether a key can sign client assertions.
 *
 * @throws SsoError `ERR_SSO_CLIENT_KEY`
 */
export function checkClientKey(key: ClientKey): void {
  profileOf(key)
}

/** The JWS algorithm that a key signs by. @throws SsoError `ERR_SSO_CLIENT_KEY` */
export function clientKeyAlgorithm(key: ClientKey): string {
  return profileOf(key).algorithm
}

/**
 * Makes a key ready to sign.
 *
 * @param keyId - goes into the header; by default the `kid` of a JWK, else none
 * @throws SsoError `ERR_SSO_CLIENT_KEY`
 */
export async function openClientKey(key: ClientKey, keyId?: string): Promise<JwsSigner> {
  const { algorithm, scalar, ...webCrypto } = profileOf(key)
  if (isSigner(key)) {
    const sign = async (data: Uint8Array) => {
      const signature = await key.sign(data)
      return scalar === undefined ? signature : rawSignature(signature, scalar)
    }
    return { algorithm, keyId, sign }
  }
  const jwk = isCryptoKey(key) ? undefined : key
  const held = isCryptoKey(key)
    ? key
    : await crypto.subtle.importKey('jwk', key as JsonWebKey, webCrypto.import, false, ['sign'])
  return {
    algorithm,
    keyId: keyId ?? jwk?.kid,
    sign: async (data) =>
      new Uint8Array(await crypto.subtle.sign(webCrypto.sign, held, data as BufferSource)),
  }
}

/**
 * The public JWK of a client key, to be registered with the identity provider.
 *
 * @returns the key with `alg`, `use` and its RFC 7638 thumbprint as `kid`
 * @throws SsoError `ERR_SSO_CLIENT_KEY`
 */
export async function exportClientJwk(key: Signer | JWK): Promise<JWK> {
  const profile = profileOf(key)
  const format = profile.import
  const { kty, crv, x, y, n, e } = isSigner(key)
    ? ((await crypto.subtle.exportKey(
        'jwk',
        await crypto.subtle.importKey('spki', key.publicKey.spki as BufferSource, format, true, ['verify']),
      )) as JWK)
    : key
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined)
  const jwk = Object.fromEntries(members) as JWK
  const kid = isSigner(key) ? undefined : key.kid
  return { ...jwk, alg: profile.algorithm, use: 'sig', kid: kid ?? (await calculateJwkThumbprint(jwk)) }
}

/**
 * Signs claims as a compact JWS.
 *
 * @param type - `typ`, by which it is not taken for a token of another kind (RFC 8725, 3.11)
 */
export async function signJws(signer: JwsSigner, claims: object, type?: string): Promise<string> {
  const header = {
    alg: signer.algorithm,
    ...(signer.keyId === undefined ? {} : { kid: signer.keyId }),
    ...(type === undefined ? {} : { typ: type }),
  }
  const encode = (value: object) => encodeBase64Url(encodeUtf8(JSON.stringify(value)))
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${encodeBase64Url(await signer.sign(encodeUtf8(input)))}`
}
