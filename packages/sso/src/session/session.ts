import type { Mandate } from '../assurance/mandate.ts'
import type { Subject } from '../assurance/subject.ts'
import type { VerifiedClaims } from '../assurance/verified-claims-policy.ts'
import { type CookieCarrier, readCookies } from '../http/cookies.ts'
import { createSecret, fingerprint } from '../http/secret.ts'
import type { Provider } from '../provider.ts'
import { providerOf, type Settings } from '../settings.ts'
import type { FoundSession, StoredSession } from '../stores/store.ts'
import { type ActingSession, actingTag, settleMandate } from './acting.ts'
import { forgetProviderSession, keepProviderSession } from './provider-session.ts'

/** Who is signed in. */
export interface SessionUser {
  /** In whose name, now: it changes when they switch, and when a mandate ends. */
  readonly subject: Subject
  /** Whom they may act for, as the provider said when they signed in. */
  readonly mandates?: readonly Mandate[]
  /** Assurance level 实名等级 in the portal's own numbers; 0 when the provider's `acr` is not in its table. */
  readonly level: number
  readonly issuer: string
  /**
   * The provider's name for the account: unique with `issuer`, and the only thing to key data by. It is the guardian's where they act
   * for a ward, whose own is `subject.sub`.
   */
  readonly sub: string
  /** When they signed in at the provider (`auth_time`), in seconds since 1970; absent where it does not say. */
  readonly authenticatedAt?: number
  /** What was verified about them, of what the portal asked for. */
  readonly verified?: VerifiedClaims
}

/** A sign-in that is in force. */
export interface Session {
  readonly user: SessionUser
  /**
   * Changes when the user goes on in another name. A form that is filled in for a company carries it, so that it is not taken for
   * another's when the user has switched in another tab meanwhile: compare it with that of the request.
   */
  readonly acting: string
  readonly createdAt: Date
  /** When it ends, however much it is used. */
  readonly expiresAt: Date
  /** When it ends unless it is used before. */
  readonly idleUntil: Date
}

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

interface Named {
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

function namedSession(request: CookieCarrier, settings: Settings): Named | undefined {
  const name = readName(request, settings)
  return name && { key: keyOf(name.id, name.line, name.provider), line: name.line, provider: name.provider }
}

/** Where whoever makes the request was signed in, though the session may be over. */
export function signedInAt(request: CookieCarrier, settings: Settings): Provider | undefined {
  return readName(request, settings)?.provider
}

/** The key of the session that a request names, if it names one. */
async function sessionKey(request: CookieCarrier, settings: Settings): Promise<string | undefined> {
  return namedSession(request, settings)?.key
}

/** The stored session of a request. Expiry and issuer are looked at here too, so that they do not hang on the store. */
export async function findSession(
  request: CookieCarrier,
  settings: Settings,
): Promise<StoredSession | undefined> {
  return (await findKept(request, settings))?.session
}

/** The same with the key that it is kept under. Whether a mandate still holds is not looked at. */
export async function findKept(
  request: CookieCarrier,
  settings: Settings,
): Promise<FoundSession | undefined> {
  const named = namedSession(request, settings)
  if (named === undefined) return undefined
  const { key, provider } = named
  const session = await settings.store.get(key)
  if (session === undefined || session.user.issuer !== provider.issuer) return undefined
  return Math.min(session.expiresAt, session.idleUntil) > settings.now() ? { key, session } : undefined
}

/**
 * The same for a request by which the user works: the session lasts on from it, and whoever may no longer act for a company
 * does not ({@link settleMandate}). Told to the store when a tenth of the time
 * has passed, so that a page with fifty pictures is not fifty writes.
 */
export async function continueSession(
  request: CookieCarrier,
  settings: Settings,
): Promise<StoredSession | undefined> {
  return (await continueFound(request, settings))?.session
}

/** The same with the key that it is kept under. */
export async function continueFound(
  request: CookieCarrier,
  settings: Settings,
): Promise<ActingSession | undefined> {
  const kept = await findKept(request, settings)
  const found = kept && (await settleMandate(kept, settings))
  if (found === undefined) return undefined
  const { key, session } = found
  const idleUntil = Math.min(session.expiresAt, settings.now() + settings.idleSeconds)
  const gain = idleUntil - session.idleUntil
  if (gain <= 0 || (gain < settings.idleSeconds / 10 && idleUntil < session.expiresAt)) return found
  // It may have ended since it was read; then nobody is signed in.
  return (await settings.store.touch(key, idleUntil))
    ? { ...found, session: { ...session, idleUntil } }
    : undefined
}

/** A session that was kept. */
export interface OpenedSession {
  readonly key: string
  /** The `Set-Cookie` values. */
  readonly cookies: readonly string[]
}

/** What a session is to be known by from now on: its key for the store, and the cookie's value. */
function freshName({ user, line }: StoredSession, settings: Settings) {
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

/**
 * Keeps a new session under a new id: an id that was known before the sign-in never becomes worth anything. The session
 * that the browser had ends in the same step, so that no two are in force behind one screen.
 *
 * @returns `undefined` when a logout has already ended the session
 */
export async function openSession(
  session: StoredSession,
  request: CookieCarrier,
  settings: Settings,
): Promise<OpenedSession | undefined> {
  const fresh = freshName(session, settings)
  const former = await sessionKey(request, settings)
  const kept = await settings.store.put(fresh.key, session, former)
  if (!kept) return undefined
  const { sid, user } = session
  const name =
    sid === undefined
      ? forgetProviderSession(settings)
      : keepProviderSession({ issuer: user.issuer, sid }, settings)
  return { key: fresh.key, cookies: [settings.cookies.set(COOKIE, fresh.value), name] }
}

/**
 * Puts a session in the place of the one that a request names, under a new id: when who is signed in, or in whose name,
 * changes without a new sign-in. Where that one has ended meanwhile, nothing follows it.
 *
 * @returns `undefined` when the session is over
 */
export async function switchSession(
  session: StoredSession,
  request: CookieCarrier,
  settings: Settings,
): Promise<OpenedSession | undefined> {
  const former = await sessionKey(request, settings)
  if (former === undefined) return undefined
  const fresh = freshName(session, settings)
  const kept = await settings.store.replace(former, fresh.key, session)
  return kept ? { key: fresh.key, cookies: [settings.cookies.set(COOKIE, fresh.value)] } : undefined
}

/**
 * How long requests may be on their way that would put another session in the place of one whose user has signed out, in
 * seconds: longer than a switch or the end of a sign-in may take.
 */
const LINE_SECONDS = 900

/** Ends a session, and what other requests of its browser put in its place meanwhile, or are about to. */
export async function endLine(line: string, { store, now }: Settings): Promise<void> {
  await store.destroyLine(line, now() + LINE_SECONDS)
}

/** What a sign-out has ended. */
export interface ClosedSessions {
  /** The session that the request itself named. */
  readonly own: FoundSession | undefined
  /** The same, and all others of its line. */
  readonly ended: readonly FoundSession[]
}

/**
 * Ends the session that a request names, and what has taken its place since the request was sent.
 *
 * Nothing is kept about a session that is not there, so that requests with made-up names fill no store.
 */
export async function closeSession(request: CookieCarrier, settings: Settings): Promise<ClosedSessions> {
  const named = namedSession(request, settings)
  const ended = named === undefined ? [] : await settings.store.listLine(named.line)
  if (named !== undefined && ended.length > 0) await endLine(named.line, settings)
  return { own: ended.find(({ key }) => key === named?.key), ended }
}

export function clearSessionCookie({ cookies }: Settings): string {
  return cookies.clear(COOKIE)
}

/** Makes the browser forget a session that is over, so that nothing it does next is taken for a part of that. */
export async function forgetEnded(request: CookieCarrier, settings: Settings): Promise<readonly string[]> {
  const found = await findKept(request, settings)
  return found === undefined ? [clearSessionCookie(settings)] : []
}

/** What the application sees: no token, nothing of the store's own. */
export function publicSession({ user, createdAt, expiresAt, idleUntil }: StoredSession): Session {
  const date = (seconds: number) => new Date(seconds * 1000)
  return {
    user,
    acting: actingTag(user),
    createdAt: date(createdAt),
    expiresAt: date(expiresAt),
    idleUntil: date(idleUntil),
  }
}
