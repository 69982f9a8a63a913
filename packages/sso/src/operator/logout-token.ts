import type { PrivateKey, Signer } from '@xinyin/core'
import { signJws as signByCore } from '@xinyin/core/jws'
import type { JWK } from 'jose'
import { createSecret } from '../http/secret.ts'
import { type ClientKey, openClientKey, signJws } from '../keys/client-key.ts'
import type { Sm2TokenProfile } from '../keys/sm2-profile.ts'

/** A key of the issuer: one of `@xinyin/core`, in a device too; a WebCrypto key; or a private JWK. */
export type IssuerKey = PrivateKey | Signer | CryptoKey | JWK

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const TYPE = 'logout+jwt'
/** It is sent at once: two minutes, as the standard recommends (2.4). */
const LIFETIME = 120

/** Signs claims as a logout token. */
export type SignLogoutToken = (claims: object) => Promise<string>

const isOfCore = (key: IssuerKey): key is PrivateKey | Signer => 'publicKey' in key

/**
 * Makes an issuer's key ready.
 *
 * @param keyId - by which portals find it in the issuer's key set
 * @param sm2 - how an SM2 key is named, and its signatures written
 */
export function createTokenSigner(key: IssuerKey, keyId: string, sm2?: Sm2TokenProfile): SignLogoutToken {
  if (isOfCore(key)) {
    return (claims) => signByCore({ kid: keyId, typ: TYPE }, JSON.stringify(claims), key, sm2)
  }
  let opened: ReturnType<typeof openClientKey> | undefined
  return async (claims) => {
    opened ??= openClientKey(key as ClientKey, keyId)
    return signJws({ ...(await opened), keyId }, claims, TYPE)
  }
}

/** What a logout token says, and to whom. */
export interface LogoutTokenContent {
  readonly issuer: string
  readonly clientId: string
  readonly sub: string | undefined
  readonly sid: string | undefined
  /** When the user signed out, in seconds. */
  readonly at: number
  /** Seconds since 1970. */
  readonly now: number
}

/**
 * The claims of a logout token (OpenID Connect Back-Channel Logout 1.0, 2.4).
 *
 * `iat` is when the user signed out, also in a token that is made later: a session that they began meanwhile is newer, and
 * must live on. `jti` is new in each, so that a portal whose answer was lost does not take the next for a replay.
 */
export function logoutTokenClaims({ issuer, clientId, sub, sid, at, now }: LogoutTokenContent): object {
  return {
    iss: issuer,
    aud: clientId,
    iat: Math.floor(at),
    exp: Math.floor(now) + LIFETIME,
    jti: createSecret(),
    events: { [LOGOUT_EVENT]: {} },
    ...(sub === undefined ? {} : { sub }),
    ...(sid === undefined ? {} : { sid }),
  }
}
