import { Agent, type IncomingMessage, request as send } from 'node:http'

interface Seen {
  readonly url: URL
  readonly status: number
  readonly location: string | undefined
  readonly text: string
}

const MAX_HOPS = 12

/** Visits by plain requests: little is spent beside what is measured. Cookies are kept by host. */
export interface Visitor {
  /** Goes to an address and where it leads. */
  visit(url: string, form?: string): Promise<Seen>
  /** Forgets what a portal had told, and is still signed in at the provider. */
  forget(origin: string): void
}

export function createVisitor(): Visitor {
  const agent = new Agent({ keepAlive: true })
  const jars = new Map<string, Map<string, string>>()

  function keep({ hostname }: URL, answer: IncomingMessage): void {
    const jar = jars.get(hostname) ?? new Map<string, string>()
    jars.set(hostname, jar)
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';', 1)
      const at = pair.indexOf('=')
      const isGone = /max-age=0|expires=thu, 01 jan 1970/i.test(line)
      if (isGone) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }

  const ask = (url: URL, form?: string) =>
    new Promise<Seen>((resolve, reject) => {
      const cookie = [...(jars.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = {
        accept: 'text/html',
        'sec-fetch-mode': 'navigate',
        cookie,
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      }
      const request = send(url, { agent, method: form === undefined ? 'GET' : 'POST', headers }, (answer) => {
        keep(url, answer)
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('end', () =>
          resolve({ url, status: answer.statusCode ?? 0, location: answer.headers.location, text }),
        )
      })
      request.on('error', reject)
      request.end(form)
    })

  return {
    async visit(address, form) {
      let seen = await ask(new URL(address), form)
      for (let hops = 0; hops < MAX_HOPS && seen.location !== undefined; hops++) {
        seen = await ask(new URL(seen.location, seen.url))
      }
      return seen
    },
    forget: (origin) => jars.delete(new URL(origin).hostname),
  }
}
