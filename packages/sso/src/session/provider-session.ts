import { decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { type CookieCarrier, readCookies } from '../http/cookies.ts'
import type { Settings } from '../settings.ts'
import { isIdentifier } from '../token/claim-checks.ts'

/**
 * The cookie that says what the provider calls its session (`sid`), in the browser that has it. It lets nobody in. By it the
 * browser is known in a frame of the provider's, where the session's own cookie is not sent; and signing out can name
 * the session to the provider when it has long ended here.
 */
const COOKIE = 'sid'

/** A session at a provider. */
export interface ProviderSession {
  readonly issuer: string
  readonly sid: string
}

/** The `Set-Cookie` value; where the provider is on another site, it has to be sent in its frames too. */
export function keepProviderSession({ issuer, sid }: ProviderSession, settings: Settings): string {
  const { cookies, frontChannelLogout } = settings
  const value = encodeBase64Url(encodeUtf8(JSON.stringify([issuer, sid])))
  return frontChannelLogout === 'cross-site'
    ? cookies.setAcrossSites(COOKIE, value)
    : cookies.set(COOKIE, value)
}

/** The session at the provider that the browser says it has. */
export function readProviderSession(
  request: CookieCarrier,
  { cookies }: Settings,
): ProviderSession | undefined {
  const value = readCookies(request).get(cookies.name(COOKIE))
  if (value === undefined) return undefined
  try {
    const [issuer, sid] = JSON.parse(decodeUtf8(decodeBase64Url(value))) as unknown[]
    return typeof issuer === 'string' && isIdentifier(sid) ? { issuer, sid } : undefined
  } catch {
    return undefined
  }
}

export function forgetProviderSession({ cookies, frontChannelLogout }: Settings): string {
  return frontChannelLogout === 'cross-site' ? cookies.setAcrossSites(COOKIE, '', 0) : cookies.clear(COOKIE)
}
