import { type IncomingMessage, request as send } from 'node:http'

/** What came of a request. */
export interface Seen {
  readonly url: URL
  readonly status: number
  readonly text: string
}

const MAX_HOPS = 12
const PATIENCE = 20_000

/** The connection broke, or nobody was there. */
export class Broken extends Error {}

/** Somebody's browser: cookies by host, redirects, forms. Every request is a connection of its own. */
export interface Browser {
  visit(url: string, form?: string): Promise<Seen>
  /** The cookies for a host as a header field, to be shown again later. */
  cookies(hostname: string): string
}

/** One request, which follows nothing. */
export function ask(url: URL, cookie: string, form?: string): Promise<Seen & { answer: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    const headers = {
      accept: 'text/html',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': 'same-origin',
      cookie,
      ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    }
    const method = form === undefined ? 'GET' : 'POST'
    const request = send(url, { agent: false, method, headers, timeout: PATIENCE }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => resolve({ url, status: answer.statusCode ?? 0, text, answer }))
      answer.on('error', (error) => reject(new Broken(error.message)))
    })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', (error) => reject(new Broken(error.message)))
    request.end(form)
  })
}

export function createBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>()
  const header = (hostname: string) =>
    [...(jars.get(hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')

  function keep(hostname: string, answer: IncomingMessage): void {
    const jar = jars.get(hostname) ?? new Map<string, string>()
    jars.set(hostname, jar)
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';', 1)
      const at = pair.indexOf('=')
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }

  return {
    async visit(address, form) {
      let url = new URL(address)
      let sent = form
      for (let hops = 0; hops < MAX_HOPS; hops++) {
        const { answer, ...seen } = await ask(url, header(url.hostname), sent)
        keep(url.hostname, answer)
        if (answer.headers.location === undefined) return seen
        url = new URL(answer.headers.location, url)
        sent = undefined
      }
      throw new Error(`no end at ${url.href}`)
    },
    cookies: header,
  }
}
