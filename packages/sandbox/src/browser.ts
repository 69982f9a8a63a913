import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'

/** A page that a browser came to. */
export interface Page {
  readonly url: string
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly html: string
}

/** A browser without a screen: cookies, redirects, and the forms of the page that it is on. */
export interface Browser {
  readonly page: Page | undefined
  /** How many requests it has made. */
  readonly requests: number
  /** The cookies that it holds for a host, by name. */
  cookies(hostname: string): ReadonlyMap<string, string>
  /** Goes to an address and where that leads. */
  open(url: string): Promise<Page>
  /** Presses the button of a value on the page that it is on: `press('natural-3')`. */
  press(value: string): Promise<Page>
  /** Sends one request as a page of the site would, follows nothing, and stays where it is. */
  send(url: string, init?: SendOptions): Promise<Page>
}

export interface SendOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const MAX_HOPS = 20
const SUBMITS_ITSELF = /document\.forms\[0\]\.submit\(\)/

interface Cookie {
  readonly hostname: string
  readonly name: string
  readonly value: string
  readonly path: string
}

function parseCookie(line: string, { hostname }: URL): Cookie & { gone: boolean } {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const read = (key: string) =>
    attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1)
  const gone = Number(read('max-age') ?? 1) <= 0 || Date.parse(read('expires') ?? '') <= Date.now()
  return { hostname, name: pair.slice(0, at), value: pair.slice(at + 1), path: read('path') ?? '/', gone }
}

/** Cookies by host, path and name: as browsers keep them, all ports of a host are one. */
function createJar() {
  const cookies = new Map<string, Cookie>()
  const of = (hostname: string) => [...cookies.values()].filter((cookie) => cookie.hostname === hostname)
  return {
    keep(url: URL, lines: readonly string[]): void {
      for (const line of lines) {
        const { gone, ...cookie } = parseCookie(line, url)
        const key = JSON.stringify([cookie.hostname, cookie.path, cookie.name])
        if (gone) cookies.delete(key)
        else cookies.set(key, cookie)
      }
    },
    header: (url: URL): string =>
      of(url.hostname)
        .filter(({ path }) => url.pathname === path || url.pathname.startsWith(path.replace(/\/?$/, '/')))
        .map(({ name, value }) => `${name}=${value}`)
        .join('; '),
    values: (hostname: string) => new Map(of(hostname).map(({ name, value }) => [name, value])),
  }
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replace(/&amp;/g, '&')
}

/** The form that has a button of a value, or the first form, and what it sends. */
function findForm(html: string, value?: string): { action: string; body: string } | undefined {
  for (const [form] of html.matchAll(/<form[\s>][\s\S]*?<\/form>/g)) {
    const tags = [...form.matchAll(/<(?:input|button)[\s>][^>]*>/g)].map(([tag]) => tag)
    const button = tags.find((tag) => tag.startsWith('<button') && attribute(tag, 'value') === value)
    if (value !== undefined && button === undefined) continue
    const fields = tags.filter((tag) => tag === button || tag.startsWith('<input'))
    const pairs = fields.map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? ''])
    return { action: attribute(form, 'action') ?? '', body: new URLSearchParams(pairs).toString() }
  }
  return undefined
}

function exchange(url: URL, options: SendOptions, headers: Record<string, string>): Promise<Page> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: options.method ?? 'GET', headers }, async (response) => {
      try {
        const chunks: Uint8Array[] = []
        for await (const chunk of response) chunks.push(chunk)
        const html = Buffer.concat(chunks).toString('utf8')
        resolve({ url: url.href, status: response.statusCode ?? 0, headers: response.headers, html })
      } catch (error) {
        reject(error)
      }
    })
    request.once('error', reject)
    request.end(options.body)
  })
}

/** Makes a browser with no cookies, for driving sign-ins over http on this machine. */
export function createBrowser(): Browser {
  const jar = createJar()
  let page: Page | undefined
  let requests = 0

  async function send(address: string, options: SendOptions = {}): Promise<Page> {
    const url = new URL(address)
    const from = page === undefined ? undefined : new URL(page.url).origin
    const cookie = jar.header(url)
    const site = from === undefined ? 'none' : from === url.origin ? 'same-origin' : 'cross-site'
    requests += 1
    const answer = await exchange(url, options, {
      accept: 'text/html',
      'accept-language': 'zh-CN',
      'sec-fetch-site': site,
      'sec-fetch-mode': 'navigate',
      ...(cookie !== '' && { cookie }),
      ...(options.body !== undefined && {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(options.body)),
        origin: from ?? 'null',
      }),
      ...options.headers,
    })
    jar.keep(url, answer.headers['set-cookie'] ?? [])
    return answer
  }

  const submit = (at: Page, { action, body }: { action: string; body: string }): Promise<Page> => {
    page = at
    return send(new URL(action, at.url).href, { method: 'POST', body })
  }

  /** Where an answer leads by itself: to its `Location`, or by a script that submits the page's form. */
  function next(answer: Page): Promise<Page> | undefined {
    const { location } = answer.headers
    if (answer.status >= 300 && answer.status < 400 && location) {
      return send(new URL(location, answer.url).href)
    }
    const form = SUBMITS_ITSELF.test(answer.html) ? findForm(answer.html) : undefined
    return form && submit(answer, form)
  }

  async function follow(first: Page): Promise<Page> {
    let answer = first
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      const led = next(answer)
      if (led === undefined) {
        page = answer
        return answer
      }
      answer = await led
    }
    throw new Error(`No end after ${MAX_HOPS} redirects, last ${answer.url}`)
  }

  return {
    get page() {
      return page
    },
    get requests() {
      return requests
    },
    cookies: jar.values,
    send,
    open: async (url) => {
      page = undefined
      return follow(await send(url))
    },
    press: async (value) => {
      const form = page && findForm(page.html, value)
      if (page === undefined || form === undefined) throw new Error(`No button ${value} at ${page?.url}`)
      return follow(await submit(page, form))
    },
  }
}
