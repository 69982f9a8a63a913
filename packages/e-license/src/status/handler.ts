import { type Clock, digest, encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { answerWith, refuse } from './answer.ts'
import type { StatusList } from './list.ts'
import { type StatusListSigning, signStatusListCwt, signStatusListJwt } from './sign.ts'
import { STATUS_LIST_TYPES, type StatusListFormat } from './token.ts'

/** What a status provider tells, and who signs it. */
export interface StatusListHandlerOptions {
  /**
   * The list of a URI as it is now: the same object until something changes, since one that is the same is not signed
   * again. Nothing for a URI that no list has.
   */
  find(uri: string): Promise<StatusList | undefined> | StatusList | undefined
  readonly signing: StatusListSigning
  /** Seconds after which verifiers are to ask again; 300 unless given. */
  readonly ttl?: number
  /** Seconds for which a list is to be believed; 86,400 unless given. It is signed anew in the last three quarters. */
  readonly lifetime?: number
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

/** A list as it was signed last. */
interface Signed {
  readonly list: StatusList
  readonly at: number
  readonly body: Promise<Uint8Array>
}

/**
 * Makes a status provider 状态发布服务: it answers `GET` and `HEAD` for the URIs of status lists with the signed list, as
 * JWT or, where that is asked for, as CWT (draft-ietf-oauth-status-list, 8.1 and 8.2), with what caches need to know.
 * Scripts of any origin may read it: it tells nothing but what everybody may know.
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
  const { uri: uriOf = addressOf, history } = options
  if (!(Number.isInteger(ttl) && ttl >= 1)) throw new RangeError('ttl: whole seconds, from 1')
  if (!(Number.isInteger(lifetime) && lifetime >= ttl))
    throw new RangeError('lifetime: whole seconds, from ttl')
  const signed = new Map<string, Signed>()

  const sign = async (
    uri: string,
    list: StatusList,
    format: StatusListFormat,
    at: Date,
  ): Promise<Uint8Array> => {
    const expiresAt = new Date(at.getTime() + lifetime * 1000)
    const more = aggregationUri === undefined ? {} : { aggregationUri }
    const statement = { uri, list, issuedAt: at, expiresAt, ttl, ...more }
    return format === 'jwt'
      ? encodeUtf8(await signStatusListJwt(statement, signing))
      : signStatusListCwt(statement, signing)
  }

  const current = (uri: string, list: StatusList, format: StatusListFormat): Signed => {
    const key = `${format} ${uri}`
    const at = now().getTime()
    const before = signed.get(key)
    // A list that changed is signed at once; one that did not, before who holds it must do without.
    if (before?.list === list && at >= before.at && at - before.at < (lifetime * 1000) / 4) return before
    const next = { list, at, body: sign(uri, list, format, new Date(at)) }
    signed.set(key, next)
    next.body.catch(() => signed.get(key) === next && signed.delete(key))
    return next
  }

  const answer = async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') return refuse(204, { 'access-control-allow-methods': 'GET, HEAD' })
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(405, { allow: 'GET, HEAD, OPTIONS' })
    const format = wantedFormat(request.headers.get('accept'))
    if (format === undefined) return refuse(406)
    const uri = uriOf(request)
    const list = await find(uri)
    if (list === undefined) return refuse(404)
    const time = new URL(request.url).searchParams.get('time')
    if (time !== null) {
      if (history === undefined) return refuse(501)
      const at = /^\d{1,12}$/.test(time) ? new Date(Number(time) * 1000) : undefined
      if (at === undefined) return refuse(400)
      const past = await history(uri, at, format)
      if (past === undefined) return refuse(404)
      const body = typeof past === 'string' ? encodeUtf8(past) : past
      return answerWith(request, {
        body,
        type: STATUS_LIST_TYPES[format],
        tag: tagOf(body),
        maxAge: lifetime,
      })
    }
    const { at, body: signing } = current(uri, list, format)
    const body = await signing
    const age = Math.floor((now().getTime() - at) / 1000)
    const maxAge = Math.max(0, Math.min(ttl, lifetime - age))
    return answerWith(request, { body, type: STATUS_LIST_TYPES[format], tag: tagOf(body), maxAge })
  }

  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      options.onError?.(error)
      return refuse(500)
    }
  }
}

function addressOf({ url }: Request): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

const tags = new WeakMap<Uint8Array, string>()

/** No two lists have one digest; a list is digested once. */
function tagOf(body: Uint8Array): string {
  const known = tags.get(body)
  if (known !== undefined) return known
  const tag = encodeBase64Url(digest('SHA-256', body).subarray(0, 16))
  tags.set(body, tag)
  return tag
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
