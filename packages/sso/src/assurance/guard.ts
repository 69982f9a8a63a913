import { providersFor } from '../authorize/choice.ts'
import { parseReturnTo } from '../authorize/return-to.ts'
import { SsoError } from '../errors.ts'
import type { CookieCarrier } from '../http/cookies.ts'
import { type NodeRequest, type NodeResponse, passOn, toWebRequest } from '../http/node.ts'
import { preferredLanguage, refusalJson, refusalPage, seeOther } from '../http/page.ts'
import { continueSession } from '../session/session.ts'
import type { Settings } from '../settings.ts'
import type { StoredSession } from '../stores/store.ts'
import type { SubjectKind } from './subject.ts'

/** What a page or API needs of whoever is signed in. */
export interface Requirement {
  readonly subject?: SubjectKind
  /** The least assurance level 实名等级, in the portal's own numbers. */
  readonly level?: number
  /** Who must have signed them in: one of the portal's issuers. */
  readonly issuer?: string
}

/** Lets requests through that fulfil a requirement, and answers the others. */
export interface Guard {
  /** @returns the answer to a request that does not get through; `undefined` for one that does */
  (request: Request): Promise<Response | undefined>
  /** The same as a middleware of Express and its like. */
  (request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void): void
}

/** Why a session does not do, if it does not. */
function findObstacle(
  session: StoredSession | undefined,
  { subject, level = 0, issuer }: Requirement,
): SsoError | undefined {
  if (session === undefined) return new SsoError('ERR_SSO_SIGNED_OUT')
  const { user } = session
  if (issuer !== undefined && user.issuer !== issuer) {
    return new SsoError('ERR_SSO_ISSUER', { required: issuer })
  }
  if (subject !== undefined && user.subject.kind !== subject) {
    return new SsoError('ERR_SSO_SUBJECT_KIND', { required: subject, found: user.subject.kind })
  }
  if (user.level < level) return new SsoError('ERR_SSO_LEVEL', { required: level, found: user.level })
  return undefined
}

/** Whether a person looks at the answer: only then is there a point in sending them to sign in. */
function isNavigation(request: Request): boolean {
  const mode = request.headers.get('sec-fetch-mode')
  const wantsPage =
    mode === null ? (request.headers.get('accept') ?? '').includes('text/html') : mode === 'navigate'
  return request.method === 'GET' && wantsPage
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

function answerObstacle(
  obstacle: SsoError,
  request: Request,
  { level, issuer }: Requirement,
  settings: Settings,
): Response {
  if (!isNavigation(request)) return refusalJson(obstacle, 'access_denied')
  if (obstacle.code === 'ERR_SSO_SUBJECT_KIND') {
    return refusalPage(obstacle, preferredLanguage(request.headers), settings.path('login'))
  }
  const query = new URLSearchParams({ returnTo: pageToReturnTo(request, settings.origin) })
  if (level !== undefined) query.set('level', String(level))
  if (issuer !== undefined && settings.providers.length > 1) query.set('issuer', issuer)
  return seeOther(`${settings.path('login')}?${query}`)
}

/** Who has to show more of themselves does so where they are known, if they can. */
function knownAt(
  session: StoredSession | undefined,
  { level = 0 }: Requirement,
  settings: Settings,
): string | undefined {
  return providersFor(level, settings).find(({ issuer }) => issuer === session?.user.issuer)?.issuer
}

async function guardRequest(
  request: CookieCarrier,
  web: () => Request,
  requirement: Requirement,
  settings: Settings,
): Promise<Response | undefined> {
  const session = await continueSession(request, settings)
  const obstacle = findObstacle(session, requirement)
  const issuer = requirement.issuer ?? knownAt(session, requirement, settings)
  return obstacle && answerObstacle(obstacle, web(), { ...requirement, ...(issuer && { issuer }) }, settings)
}

/**
 * Makes the guard of a requirement.
 *
 * @throws RangeError when the requirement's issuer is none of the portal's
 */
export function createGuard(requirement: Requirement, settings: Settings): Guard {
  const { issuer } = requirement
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
    answer.then((found) => passOn(found, response, next), next)
    return undefined
  }
  return guard
}
