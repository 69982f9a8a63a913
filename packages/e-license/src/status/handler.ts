import type { Clock } from '@xinyin/core'
import { encodeAsciiInTurns } from '@xinyin/core/turns'
import { answerWith, refuse } from './answer.ts'
import type { StatusList } from './list.ts'
import { createPublication, type Publication } from './publication.ts'
import { type Published, publish } from './published.ts'
import { type StatusListSigning, signStatusListCwt, signStatusListJwtOctets } from './sign.ts'
import { STATUS_LIST_TYPES, type StatusListFormat } from './token.ts'

/** What a status provider tells, and who signs it. */
export interface StatusListHandlerOptions {
  /**
   * The list of a URI as it is now: the same object until something changes, since one that is the same is not signed
   * again. Nothing for a URI that no list has. Its octets must not change: `changeStatuses` makes another list.
   */
  find(uri: string): Promise<StatusList | undefined> | StatusList | undefined
  readonly signing: StatusListSigning
  /** Seconds after which verifiers are to ask again; 300 unless given. */
  readonly ttl?: number
  /** Seconds for which a list is to be believed; 86,400 unless given. It is signed anew in the last three quarters. */
  readonly lifetime?: number
  /**
   * Seconds for which the list before is still answered with, from when a question first found another one, while that is
   * being signed; 30 unless given, 0 for never. It says of itself that it is not to be kept by caches.
   */
  readonly staleness?: number
  /** Seconds for which somebody who asks waits for a list that is being signed before he gets the one before; 2 unless given. */
  readonly patience?: number
  /** Where all lists of this issuer are named (9.2). */
  readonly aggregationUri?: string
  /** The URI in the licences for an address that was asked for: the address without its query unless given. */
  uri?(request: Request): string
  /**
   * The signed list that was in force at a time (8.4), as it was signed then. Without it, who asks for a time is told that
   * it cannot be told.
   */
  history?(uri: string, at: Date, format: StatusListFormat): Promise<string | Uint8Array | undefined>
  /** What time it is; the system's clock unless given. */
  readonly now?: Clock
  /** Hears what went wrong where the answer is no more than status 500. */
  onError?(error: unknown): void
}

/**
 * Makes a status provider 状态发布服务: it answers `GET` and `HEAD` for the URIs of status lists with the signed list, as
 * JWT or, where that is asked for, as CWT (draft-ietf-oauth-status-list, 8.1 and 8.2), with what caches need to know.
 * Scripts of any origin may read it: it tells nothing but what everybody may know.
 *
 * A change is signed when the next question finds it. Lists of millions of places are signed in turns, so that other
 * questions are answered meanwhile; changes that come while one is signed are in the next one together. From the question
 * that finds a withdrawal on, everybody is told of it after `staleness` seconds at most, and a verifier who keeps lists
 * after `staleness` and `ttl`: half a minute and five minutes.
 *
 * @throws RangeError for times that are none
 * @example
 * ```ts
 * let list = createStatusList({ bits: 4, size: 2 ** 20 })
 * const handle = createStatusListHandler({ find: (uri) => (uri === LIST ? list : undefined), signing })
 * list = changeStatuses(list, [[index, encodeState('revoked', 4)]])
 * ```
 */
export function createStatusListHandler(
  options: StatusListHandlerOptions,
): (request: Request) => Promise<Response> {
  const { find, signing, ttl = 300, lifetime = 86_400, aggregationUri, now = () => new Date() } = options
  const { uri: uriOf = addressOf, history, onError, staleness = 30, patience = 2 } = options
  if (!(Number.isInteger(ttl) && ttl >= 1)) throw new RangeError('ttl: whole seconds, from 1')
  if (!(Number.isInteger(lifetime) && lifetime >= ttl))
    throw new RangeError('lifetime: whole seconds, from ttl')
  for (const [name, seconds] of Object.entries({ staleness, patience }))
    if (!(seconds >= 0 && seconds < 86_400)) throw new RangeError(`${name}: seconds, from 0, less than a day`)
  const publications = new Map<string, Publication>()
  let questions = 0

  const sign = async (
    uri: string,
    list: StatusList,
    format: StatusListFormat,
    at: Date,
  ): Promise<Published> => {
    const expiresAt = new Date(at.getTime() + lifetime * 1000)
    const more = aggregationUri === undefined ? {} : { aggregationUri }
    const statement = { uri, list, issuedAt: at, expiresAt, ttl, ...more }
    const isJwt = format === 'jwt'
    return publish(await (isJwt ? signStatusListJwtOctets : signStatusListCwt)(statement, signing))
  }

  const publicationOf = (uri: string, format: StatusListFormat): Publication => {
    const key = `${format} ${uri}`
    const known = publications.get(key)
    if (known !== undefined) return known
    const made = createPublication({
      sign: (list, at) => sign(uri, list, format, at),
      now: () => now().getTime(),
      renewAfter: (lifetime * 1000) / 4,
      lifetime: lifetime * 1000,
      patience: patience * 1000,
      staleness: staleness * 1000,
      ...(onError === undefined ? {} : { onError }),
    })
    publications.set(key, made)
    return made
  }

  const answer = async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') return refuse(204, { 'access-control-allow-methods': 'GET, HEAD' })
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(405, { allow: 'GET, HEAD, OPTIONS' })
    const format = wantedFormat(request.headers.get('accept'))
    if (format === undefined) return refuse(406)
    const uri = uriOf(request)
    questions += 1
    const turn = questions
    const list = await find(uri)
    if (list === undefined) return refuse(404)
    const time = new URL(request.url).searchParams.get('time')
    if (time !== null) {
      if (history === undefined) return refuse(501)
      const at = /^\d{1,12}$/.test(time) ? new Date(Number(time) * 1000) : undefined
      if (at === undefined) return refuse(400)
      const past = await history(uri, at, format)
      if (past === undefined) return refuse(404)
      const published = await publish(typeof past === 'string' ? await encodeAsciiInTurns(past) : past)
      return answerWith(request, { ...published, type: STATUS_LIST_TYPES[format], maxAge: lifetime })
    }
    const { at, published, isStale } = await publicationOf(uri, format).current(list, turn)
    const age = Math.floor((now().getTime() - at) / 1000)
    const maxAge = isStale ? 0 : Math.max(0, Math.min(ttl, lifetime - age))
    return answerWith(request, { ...published, type: STATUS_LIST_TYPES[format], maxAge })
  }

  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      onError?.(error)
      return refuse(500)
    }
  }
}

function addressOf({ url }: Request): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/** The form that is asked for: of two that are equally welcome, the JWT. Nothing where neither will do. */
function wantedFormat(accept: string | null): StatusListFormat | undefined {
  if (accept === null || accept.trim() === '') return 'jwt'
  const jwt = weightOf(accept, STATUS_LIST_TYPES.jwt)
  const cwt = weightOf(accept, STATUS_LIST_TYPES.cwt)
  if (jwt === 0 && cwt === 0) return undefined
  return cwt > jwt ? 'cwt' : 'jwt'
}

/** How welcome a type is, from 0 to 1 (RFC 9110, 12.5.1): as the most specific range says. */
function weightOf(accept: string, type: string): number {
  let best = { rank: -1, weight: 0 }
  for (const range of accept.toLowerCase().split(',', 50)) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim())
    const rank = [`*/*`, `application/*`, type].indexOf(name)
    if (rank <= best.rank) continue
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    const weight = quality === undefined ? 1 : Number(quality.slice(2))
    best = { rank, weight: weight >= 0 && weight <= 1 ? weight : 0 }
  }
  return best.weight
}
