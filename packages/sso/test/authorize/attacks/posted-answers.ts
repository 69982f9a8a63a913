import { type Bench, get, ISSUER, Jar, ORIGIN, start } from '../../hostile-provider.ts'

/** A browser's cookies, of which a page of another site sends those along that are for that. */
export class SiteJar extends Jar {
  readonly acrossSites = new Set<string>()

  override take(response: Response | undefined): void {
    super.take(response)
    for (const line of response?.headers.getSetCookie() ?? []) {
      const name = line.slice(0, line.indexOf('='))
      if (/; SameSite=None; Secure(?:;|$)/.test(line)) this.acrossSites.add(name)
      else this.acrossSites.delete(name)
    }
  }

  /** What is sent with a form that a page of another site posts. */
  get postedHeader(): string {
    const sent = [...this.cookies].filter(([name]) => this.acrossSites.has(name))
    return sent.map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

const FORM = 'application/x-www-form-urlencoded'

export interface Posting {
  readonly path?: string
  readonly headers?: Record<string, string>
}

/** The form of the provider's page, as the browser posts it. */
export async function postAnswer(
  { sso }: Pick<Bench, 'sso'>,
  jar: SiteJar,
  body: string | URLSearchParams,
  { path = '/callback', headers = {} }: Posting = {},
): Promise<Response> {
  const request = new Request(ORIGIN + path, {
    method: 'POST',
    body: String(body),
    headers: {
      'content-type': FORM,
      cookie: jar.postedHeader,
      origin: 'null',
      'sec-fetch-site': 'cross-site',
      ...headers,
    },
  })
  const response = (await sso.handle(request)) ?? new Response('not ours', { status: 404 })
  jar.take(response)
  return response
}

/** Goes where an answer sends the browser, if anywhere. */
export async function follow(bench: Pick<Bench, 'sso'>, jar: Jar, response: Response): Promise<Response> {
  const location = response.headers.get('location')
  return location === null ? response : get(bench, location, jar)
}

/** A sign-in under way, and what an honest answer to it says. */
export async function begin(bench: Bench, jar: SiteJar, query = '') {
  const asked = await start(bench, jar, query)
  const state = asked.get('state') ?? ''
  return { asked, state, answer: new URLSearchParams({ code: 'code', state, iss: ISSUER }) }
}
