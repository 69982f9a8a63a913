import {
  createPrivateKey,
  type DigestName,
  digest,
  encodeBase64Url,
  encodeUtf8,
  joseScheme,
} from '@xinyin/core'
import { exportJwk, jwkThumbprint } from '@xinyin/core/keys'
import type { Sm2TokenProfile } from '@xinyin/sso'

export type Claims = Record<string, unknown>
export type Header = Record<string, unknown>
/** A header as it stands in a token. */
export type SignedHeader = Header & { alg: string }

/** A key that signs tokens, and what is published of it. */
export interface SigningKey {
  /** As tokens name it. */
  readonly alg: string
  readonly kid: string
  /** The public key, as it stands in a key set. */
  readonly jwk: Readonly<Record<string, unknown>>
  /** With what `at_hash` and its sisters are made (OpenID Connect Core 1.0, 3.1.3.6). */
  readonly hash: DigestName
  /** How SM2 is written, for a key of it. */
  readonly sm2?: Sm2TokenProfile | undefined
  sign(data: Uint8Array): Promise<Uint8Array>
}

/** A token before it is signed, and the key that will sign it. `alg` and `kid` are those of the key unless given. */
export interface Draft {
  readonly header: Header
  readonly claims: Claims
  readonly key: SigningKey
}

/** A new key for ES256, or for SM2 as a province writes it. */
export async function createSigningKey(sm2?: Sm2TokenProfile): Promise<SigningKey> {
  const key = await createPrivateKey(sm2 === undefined ? 'P-256' : 'SM2')
  const scheme = joseScheme(sm2 ?? 'ES256')
  if (scheme === undefined) throw new TypeError('sm2: no scheme')
  const members = sm2 === undefined ? exportJwk(key.publicKey) : exportJwk(key.publicKey, { sm2 })
  const kid =
    sm2 === undefined
      ? jwkThumbprint(key.publicKey).slice(0, 16)
      : encodeBase64Url(digest('SM3', encodeUtf8(JSON.stringify(members)))).slice(0, 16)
  return {
    alg: scheme.alg,
    kid,
    jwk: { ...members, alg: scheme.alg, use: 'sig', kid },
    hash: sm2 === undefined ? 'SHA-256' : 'SM3',
    sm2,
    sign: (data) => scheme.sign(key, data),
  }
}

const encodeJson = (value: unknown) =>
  encodeBase64Url(encodeUtf8(typeof value === 'string' ? value : JSON.stringify(value)))

/**
 * Signs whatever it is given as a compact JWS (RFC 7515, 7.1): a header that lies about the key, claims that are no JSON.
 *
 * @param header - an object, or text that stands there as it is; the same for `payload`
 */
export async function signCompact(header: unknown, payload: unknown, key: SigningKey): Promise<string> {
  const signed = `${encodeJson(header)}.${encodeJson(payload)}`
  return `${signed}.${encodeBase64Url(await key.sign(encodeUtf8(signed)))}`
}

/** The header of a draft, as it will stand in the token. A member that is `undefined` is left out. */
export function headerOf({ header, key }: Draft): SignedHeader {
  return { alg: key.alg, kid: key.kid, ...header }
}

export const signDraft = (draft: Draft): Promise<string> =>
  signCompact(headerOf(draft), draft.claims, draft.key)

/** A compact JWS of parts that are exactly these, with a signature that is none. */
export function assemble(header: unknown, payload: unknown, signature = 'AA'): string {
  return `${encodeJson(header)}.${encodeJson(payload)}.${signature}`
}

/** `at_hash` of an access token: the left half of its hash (OpenID Connect Core 1.0, 3.1.3.6). */
export function accessHash(accessToken: string, hash: DigestName): string {
  const value = digest(hash, encodeUtf8(accessToken))
  return encodeBase64Url(value.subarray(0, value.length / 2))
}
