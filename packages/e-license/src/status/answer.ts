import { lengthOf, type Published, streamOf } from './published.ts'

/** What is answered with, and what caches need to know of it. */
export interface Answer extends Published {
  readonly type: string
  /** Seconds. */
  readonly maxAge: number
}

/** Any script may read it, and see by which tag to ask again (draft-ietf-oauth-status-list, 8.1). */
const OPEN = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag' }

export const refuse = (status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, { status, headers: { 'cache-control': 'no-store', ...OPEN, ...headers } })

/**
 * Answers with a body, or says that the asker has it (RFC 9110, 13.1.2); compressed where that is welcome. The tag of the
 * compressed form is another one, since its octets are others.
 */
export async function answerWith(
  request: Request,
  { body, gzip, type, tag, maxAge }: Answer,
): Promise<Response> {
  const isPacked = welcomesGzip(request.headers.get('accept-encoding'))
  const etag = isPacked ? `"${tag}-gzip"` : `"${tag}"`
  const headers = {
    etag,
    'cache-control': `public, max-age=${maxAge}`,
    vary: 'accept, accept-encoding',
    ...OPEN,
  }
  if (holds(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  const sent = isPacked ? await gzip() : body
  return new Response(request.method === 'HEAD' ? null : streamOf(sent), {
    headers: {
      'content-type': type,
      'content-length': String(lengthOf(sent)),
      'x-content-type-options': 'nosniff',
      ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
      ...headers,
    },
  })
}

/** Tags are compared weakly: `W/` makes no difference. */
function holds(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  const tags = ifNoneMatch.split(',', 50).map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}

function welcomesGzip(acceptEncoding: string | null): boolean {
  return (acceptEncoding ?? '').split(',', 50).some((coding) => {
    const [name = '', quality = 'q=1'] = coding.split(';').map((part) => part.trim().toLowerCase())
    return name === 'gzip' && Number(quality.replace(/^q=/, '')) > 0
  })
}
