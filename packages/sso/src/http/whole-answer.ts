/** An answer, read to its end. */
export interface WholeAnswer {
  readonly status: number
  readonly headers: Pick<Headers, 'get'>
  readonly text: string
}

/** A question to a provider. What its fields say is ours; its body is a form. */
export interface Question {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: URLSearchParams
}

/** Asks, and gives the whole answer. */
export type BackChannel = (url: string, question?: Question) => Promise<WholeAnswer>

/** Fields that anything reads who is given a Web response. */
const FIELDS = ['content-type', 'www-authenticate', 'dpop-nonce']
export const WITHOUT_BODY = [204, 205, 304]

/** The same as a Web response. */
export function toResponse({ status, headers, text }: WholeAnswer): Response {
  const kept = FIELDS.flatMap((name): [string, string][] => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  return new Response(WITHOUT_BODY.includes(status) ? null : text, { status, headers: kept })
}

/** The back channel as the OAuth library takes it, which asks with GET. */
export function asFetch(ask: BackChannel) {
  return async (url: string, { headers }: { headers: Readonly<Record<string, string>> }): Promise<Response> =>
    toResponse(await ask(url, { headers }))
}

const TYPE = /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/

/**
 * What an answer was that could not be read, for who has to find out why: its status, and what came with it. Nothing of what it held:
 * `HTTP 201 without a body`, `HTTP 503, text/html`.
 */
export function describeAnswer({ status, headers, text }: WholeAnswer): string {
  if (text === '') return `HTTP ${status} without a body`
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return TYPE.test(type) ? `HTTP ${status}, ${type}` : `HTTP ${status}`
}
