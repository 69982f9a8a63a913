import { providersFor } from '../authorize/choice.ts'
import { parseReturnTo } from '../authorize/return-to.ts'
import { SsoError } from '../errors.ts'
import { type Answered, responseOf } from '../http/asked.ts'
import type { CookieCarrier } from '../http/cookies.ts'
import { type NodeRequest, type NodeResponse, passFault, passOn, toWebRequest } from '../http/node.ts'
import { refusalJson, seeOther } from '../http/page.ts'
import { troublePage } from '../http/trouble-page.ts'
import { type ActingSession, choicesOf } from '../session/acting.ts'
import { continueFound } from '../session/find.ts'
import type { SessionUser } from '../session/session.ts'
import type { Settings } from '../settings.ts'
import { findObstacle, findSubjectObstacle, type Requirement } from './requirement.ts'

/** Lets requests through that fulfil a requirement, and answers the others. */
export interface Guard {
  /** @returns the answer to a request that does not get through; `undefined` for one that does */
  (request: Request): Promise<Response | undefined>
  /**
   * The same as a middleware of Express and its like. `next` hears of faults; where it takes no parameter, they are answered
   * with 500 in its place.
   */
  (request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void): void
}

/** In seconds: clocks differ, and people take a moment. */
const LEAST_AGE = 60
/** No table of levels has a higher one, and no page for signing in is asked for it. */
const HIGHEST_LEVEL = 99

/** What signing in again can do away with. */
const SIGN_IN_HELPS: readonly string[] = [
  'ERR_SSO_SIGNED_OUT',
  'ERR_SSO_LEVEL',
  'ERR_SSO_SIGN_IN_AGE',
  'ERR_SSO_ISSUER',
]

/** Whether a person looks at the answer: only then is there a point in sending them to sign in, or in a page. */
function isNavigation({ method, headers }: Request): boolean {
  const mode = headers.get('sec-fetch-mode')
  const wantsPage = mode === null ? (headers.get('accept') ?? '').includes('text/html') : mode === 'navigate'
  return wantsPage && (method === 'GET' || method === 'POST')
}

/** The page that was asked for, or the home page when the way to sign in would refuse to return there. */
function pageToReturnTo(request: Request, origin: string): string {
  const { pathname, search } = new URL(request.url)
  try {
    parseReturnTo(pathname + search, origin)
    return pathname + search
  } catch {
    return '/'
  }
}

/** Nobody knows who makes the request, or for whom: neither is it let through, nor is anybody sent to sign in again. */
function isOut(error: unknown): error is SsoError {
  return error instanceof SsoError && /^ERR_SSO_(?:STORE_|MANDATE_UNKNOWN$)/.test(error.code)
}

/** What only the name in which somebody acts stands in the way of. */
const SWITCH_HELPS: readonly string[] = [
  'ERR_SSO_SUBJECT_KIND',
  'ERR_SSO_REPRESENTATIVE',
  'ERR_SSO_MANDATE_PURPOSE',
  'ERR_SSO_MINOR',
]

/** Whether the user may act in a name that does. */
function canSwitch(user: SessionUser | undefined, requirement: Requirement, now: number): boolean {
  const choices = user === undefined ? [] : choicesOf(user, now)
  return choices.some(({ subject }) => findSubjectObstacle(subject, requirement) === undefined)
}

async function answerObstacle(
  obstacle: SsoError,
  request: Request,
  user: SessionUser | undefined,
  requirement: Requirement,
  settings: Settings,
): Promise<Answered> {
  const { level, maxAge, issuer } = requirement
  if (!isNavigation(request)) {
    return refusalJson(obstacle, isOut(obstacle) ? 'temporarily_unavailable' : 'access_denied')
  }
  // A form that was posted is lost when the browser is sent away: people are told so.
  if (request.method === 'POST') return troublePage(obstacle, request, settings)
  const returnTo = pageToReturnTo(request, settings.origin)
  if (SWITCH_HELPS.includes(obstacle.code) && canSwitch(user, requirement, settings.now())) {
    return seeOther(`${settings.path('switch')}?${new URLSearchParams({ returnTo })}`)
  }
  if (!SIGN_IN_HELPS.includes(obstacle.code)) return troublePage(obstacle, request, settings, { returnTo })
  const query = new URLSearchParams({ returnTo })
  if (level !== undefined) query.set('level', String(level))
  if (maxAge !== undefined) query.set('max_age', String(maxAge))
  if (issuer !== undefined && settings.providers.length > 1) query.set('issuer', issuer)
  return seeOther(`${settings.path('login')}?${query}`)
}

/** Who has to show more of themselves does so where they are known, if they can. */
function knownAt(
  user: SessionUser | undefined,
  { level = 0 }: Requirement,
  settings: Settings,
): string | undefined {
  return providersFor(level, settings).find(({ issuer }) => issuer === user?.issuer)?.issuer
}

/** Who makes a request, and why they do not get through, if they do not. */
async function judge(
  request: CookieCarrier,
  requirement: Requirement,
  settings: Settings,
): Promise<{ readonly user?: SessionUser; readonly obstacle?: SsoError | undefined }> {
  let found: ActingSession | undefined
  try {
    found = await continueFound(request, settings)
  } catch (error) {
    if (!isOut(error)) throw error
    settings.onError(error)
    return { obstacle: error }
  }
  if (found === undefined) return { obstacle: new SsoError('ERR_SSO_SIGNED_OUT') }
  const { user } = found.session
  // What was sent in the name of a company is not done in the name of its former agent.
  return { user, obstacle: found.lapse ?? findObstacle(user, requirement, settings.now()) }
}

async function guardRequest(
  request: CookieCarrier,
  web: () => Request,
  requirement: Requirement,
  settings: Settings,
): Promise<Response | undefined> {
  const { obstacle, user } = await judge(request, requirement, settings)
  if (obstacle === undefined) return undefined
  const issuer = requirement.issuer ?? knownAt(user, requirement, settings)
  const needed = { ...requirement, ...(issuer && { issuer }) }
  return responseOf(await answerObstacle(obstacle, web(), user, needed, settings))
}

/**
 * Makes the guard of a requirement.
 *
 * @throws RangeError when the requirement's issuer is none of the portal's, `level` is no whole number from 0 to 99, or
 * `maxAge` is so short that whoever has just signed in could be sent to do so again
 */
export function createGuard(requirement: Requirement, settings: Settings): Guard {
  const { issuer, level = 0, maxAge = LEAST_AGE } = requirement
  // One that was read from settings and is not there becomes NaN, which nobody is below.
  if (!Number.isInteger(level) || level < 0 || level > HIGHEST_LEVEL) {
    throw new RangeError('level: a whole number from 0 to 99')
  }
  if (!Number.isInteger(maxAge) || maxAge < LEAST_AGE) throw new RangeError('maxAge: at least 60 seconds')
  if (issuer !== undefined && !settings.providers.some((provider) => provider.issuer === issuer)) {
    throw new RangeError(`issuer: ${issuer} is none of the portal's`)
  }
  function guard(request: Request): Promise<Response | undefined>
  function guard(request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void): void
  function guard(
    request: Request | NodeRequest,
    response?: NodeResponse,
    next?: (error?: unknown) => void,
  ): Promise<Response | undefined> | undefined {
    if (request instanceof Request) return guardRequest(request, () => request, requirement, settings)
    if (response === undefined || next === undefined) throw new TypeError('response and next are needed')
    const web = () => toWebRequest(request, settings.origin)
    const answer = guardRequest(request, web, requirement, settings)
    answer.then(
      (found) => passOn(found, response, next),
      (error: unknown) => passFault(error, response, next),
    )
    return undefined
  }
  return guard
}
