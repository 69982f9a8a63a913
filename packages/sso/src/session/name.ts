import { type CookieCarrier, readCookies } from '../http/cookies.ts'
import { createSecret, fingerprint } from '../http/secret.ts'
import type { Provider } from '../provider.ts'
import { providerOf, type Settings } from '../settings.ts'
import type { StoredSession } from '../stores/store.ts'

const COOKIE = 'session'
/**
 * A secret of {@link createSecret}, who signed in whoever has it, and the session's line; anything else is not looked up. The
 * line lets nobody in: by it a sign-out finds what has taken the session's place since the request was sent.
 */
const VALUE = /^([\w-]{43})\.([\w-]{8})\.([\w-]{43})$/

/** Enough of a party's fingerprint to tell a portal's providers apart. */
const tagOf = ({ party }: Provider) => party.slice(0, 8)

/**
 * The store's key for a session. Who it was made by goes into it, so that relying parties which share a store do not
 * take each other's sessions, nor a portal the sessions of one provider for those of another: what one issuer says about
 * somebody is nothing to who trusts another. So does the line, so that a cookie in which another was written is worth nothing.
 */
function keyOf(id: string, line: string, { party }: Provider): string {
  return fingerprint(JSON.stringify([party, id, line]))
}

export interface Named {
  readonly key: string
  readonly line: string
  readonly provider: Provider
}

/** The session that a request names, if it names one, in force or not. */
function readName(request: CookieCarrier, { cookies, providers }: Settings) {
  const value = readCookies(request).get(cookies.name(COOKIE)) ?? ''
  const [, id, tag, line] = VALUE.exec(value) ?? []
  const provider = providers.find((one) => tagOf(one) === tag)
  return id === undefined || line === undefined || !provider ? undefined : { id, line, provider }
}

export function namedSession(request: CookieCarrier, settings: Settings): Named | undefined {
  const name = readName(request, settings)
  return name && { key: keyOf(name.id, name.line, name.provider), line: name.line, provider: name.provider }
}

/** Where whoever makes the request was signed in, though the session may be over. */
export function signedInAt(request: CookieCarrier, settings: Settings): Provider | undefined {
  return readName(request, settings)?.provider
}

/** The key of the session that a request names, if it names one. */
export function sessionKey(request: CookieCarrier, settings: Settings): string | undefined {
  return namedSession(request, settings)?.key
}

/** What a session is to be known by from now on: its key for the store, and the cookie's value. */
export function freshName({ user, line }: StoredSession, settings: Settings) {
  const id = createSecret()
  const provider = providerOf(user.issuer, settings)
  return { key: keyOf(id, line, provider), value: `${id}.${tagOf(provider)}.${line}` }
}

/**
 * The line that a sign-in goes on with: that of the session which the browser has, or had; else a new one. A line that a sign-out
 * has ended takes no more sessions: what was on its way when the person signed out comes to nothing.
 */
export function lineOf(request: CookieCarrier, settings: Settings): string {
  return readName(request, settings)?.line ?? createSecret()
}

/** The `Set-Cookie` value that gives a session to a browser. */
export function sessionCookie(value: string, { cookies }: Settings): string {
  return cookies.set(COOKIE, value)
}

export function clearSessionCookie({ cookies }: Settings): string {
  return cookies.clear(COOKIE)
}
