import { type Certificate, type Clock, encodeUtf8, TrustError } from '@xinyin/core'
import { parseStrictJsonObject } from '@xinyin/core/json'
import { PIECE_BYTES, streamInTurns } from '@xinyin/core/turns'
import type { StatementSigning } from '../statement/jws.ts'
import { openMembers } from '../statement/members.ts'
import { MAX_PERIOD_MS } from './checks/validity.ts'
import { createSealStatusAnswer } from './create.ts'
import { MAX_SEAL_ID } from './entry.ts'
import { MAX_ASKED } from './limits.ts'
import type { SealRecord } from './record.ts'

/** What a status service tells, and who signs it. */
export interface SealStatusHandlerOptions {
  /** Finds the record of a seal by its identifier. */
  lookup(id: string): Promise<SealRecord | undefined> | SealRecord | undefined
  /** The certificates of the maker, or makers, of these seals. */
  readonly makers: readonly Certificate[]
  /** Who signs the answers. */
  readonly signing: StatementSigning
  /** The signed list of today, as `signSealStatusList` makes it; without it there is no `/list`. */
  list?(): Promise<string>
  /** Seconds for which an answer is to be relied on; 3,600 unless given, 31 days at most. */
  readonly lifetime?: number
  /** What time it is; the system's clock unless given. */
  readonly now?: Clock
  /** Hears what went wrong where the answer is no more than status 500. */
  onError?(error: unknown): void
}

const MAX_BODY = 64 * 1024
/** So long a list may be shown again without asking whether there is a new one. */
const LIST_SECONDS = 60

/**
 * Makes a status service 印章状态查询: it answers below any path of yours
 *
 * - `GET …/seals/ID` about one seal
 * - `POST …/seals` with `{"seals": ["ID", …]}` about up to 100
 * - `GET …/list` with the whole list
 *
 * as JWS (`application/jose`), each signed with the time until which it holds. Anybody may ask: who has a sealed document
 * has the identifier of its seal. An identifier that is not known is answered too, since that is an answer.
 *
 * @example
 * ```ts
 * const handle = createSealStatusHandler({
 *   makers: [maker.certificate], signing: { key: maker.signer, certificates: [maker.certificate] },
 *   lookup: (id) => records.get(id),
 * })
 * createServer(createListener(handle)).listen(8866, '127.0.0.1')
 * ```
 */
export function createSealStatusHandler(
  options: SealStatusHandlerOptions,
): (request: Request) => Promise<Response> {
  const { lookup, makers, signing, lifetime = 3600, now = () => new Date() } = options
  if (!(lifetime >= 1 && lifetime * 1000 <= MAX_PERIOD_MS))
    throw new RangeError('lifetime: 1 second to 31 days')

  const tell = async (ids: readonly string[]): Promise<string> => {
    const found = await Promise.all(ids.map((id) => lookup(id)))
    const issuedAt = wholeSecond(now())
    const nextUpdate = new Date(issuedAt.getTime() + Math.floor(lifetime) * 1000)
    const seals = found.filter((record) => record !== undefined)
    const unknown = ids.filter((_, i) => found[i] === undefined)
    return createSealStatusAnswer({ issuedAt, nextUpdate, makers, seals, unknown }, signing)
  }

  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (pathname.endsWith('/seals')) {
      if (request.method !== 'POST') return refusal(405, { allow: 'POST' })
      const ids = await readQuestion(request)
      return ids === undefined ? refusal(400) : jose(await tell(ids), { 'cache-control': 'no-store' })
    }
    const [, kind, last = ''] = /\/(?:(list)|seals\/([^/]+))$/.exec(pathname) ?? []
    if (kind === undefined && last === '') return refusal(404)
    if (!isRead) return refusal(405, { allow: 'GET, HEAD' })
    if (kind !== undefined)
      return options.list === undefined ? refusal(404) : whole(request, await options.list())
    const id = decodeId(last)
    if (id === undefined) return refusal(400)
    return jose(await tell([id]), { 'cache-control': `max-age=${Math.min(Math.floor(lifetime), 300)}` })
  }

  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      options.onError?.(error)
      return refusal(500)
    }
  }
}

const refusal = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { 'cache-control': 'no-store', ...headers } })

function jose(jws: BodyInit, headers: Record<string, string>): Response {
  return new Response(jws, {
    headers: { 'content-type': 'application/jose', 'x-content-type-options': 'nosniff', ...headers },
  })
}

/** The whole list, unless the asker has it: no two lists have one signature. */
function whole(request: Request, jws: string): Response {
  const etag = `"${jws.slice(jws.lastIndexOf('.') + 1)}"`
  const headers = { etag, 'cache-control': `max-age=${LIST_SECONDS}` }
  const held = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
  if (held?.includes(etag) === true) return new Response(null, { status: 304, headers })
  // Of millions of seals, all at once would hold whatever else waits.
  const stream = streamInTurns((number) => {
    const piece = jws.slice(number * PIECE_BYTES, (number + 1) * PIECE_BYTES)
    return piece === '' ? undefined : encodeUtf8(piece)
  })
  return jose(stream, { ...headers, 'content-length': String(jws.length) })
}

function decodeId(text: string): string | undefined {
  try {
    const id = decodeURIComponent(text)
    return id.length <= MAX_SEAL_ID ? id : undefined
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

async function readQuestion(request: Request): Promise<readonly string[] | undefined> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) return undefined
  const text = await readBody(request)
  if (text === undefined) return undefined
  try {
    const members = openMembers(parseStrictJsonObject(text, 2), '$', ['seals'])
    return members.texts('seals', MAX_ASKED, MAX_SEAL_ID)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

async function readBody({ body }: Request): Promise<string | undefined> {
  const reader = body?.getReader()
  if (reader === undefined) return undefined
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      size += value.length
      if (size > MAX_BODY) return undefined
      text += decoder.decode(value, { stream: true })
    }
  } catch (error) {
    // Not UTF-8, or a client that went away.
    if (error instanceof TypeError) return undefined
    throw error
  } finally {
    await reader.cancel().catch(() => {})
  }
}

const wholeSecond = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000)
