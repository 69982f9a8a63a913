import { ask, Broken, type Browser, createBrowser, type Seen } from './browser.ts'
import type { Deed, Tally } from './tally.ts'

/** Where everything is. */
export interface Place {
  readonly issuer: string
  /** The portal's. */
  readonly origin: string
}

/** A session that its user has ended, by the cookies that stood for it. */
export interface Ended {
  readonly sub: string
  readonly cookie: string
}

const hostOf = (url: string) => new URL(url).hostname
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Somebody refused to answer: the store or a process is out. Whoever asks tries again later. */
class Refused extends Error {}

function requireAnswer({ status, text, url }: Seen): void {
  if (status < 500) return
  const [code = text.slice(0, 60)] = /ERR_[A-Z_]+/.exec(text) ?? []
  throw new Refused(`HTTP ${status} ${code} at ${url.pathname}`)
}

/** Does something, and tells how long it took or why it did not work. */
async function attempt(deed: Deed, tally: Tally, work: () => Promise<void>): Promise<boolean> {
  const start = performance.now()
  try {
    await work()
    tally.done(deed, performance.now() - start)
    return true
  } catch (error) {
    if (!(error instanceof Broken || error instanceof Refused)) throw error
    tally.failed(deed, error.message)
    await pause(200)
    return false
  }
}

/** Signs in, and makes sure of being taken for oneself. */
async function signIn(browser: Browser, sub: string, { issuer, origin }: Place, tally: Tally): Promise<void> {
  const first = await browser.visit(`${origin}/login?returnTo=/page`)
  requireAnswer(first)
  const isAsked = first.url.href.startsWith(`${issuer}/interaction/`)
  const last = isAsked ? await browser.visit(first.url.href, `persona=${sub}`) : first
  requireAnswer(last)
  if (last.text.startsWith('sub=') && last.text !== `sub=${sub}`) tally.fault('wrong identity', last.text)
  if (last.text !== `sub=${sub}`) throw new Refused(`HTTP ${last.status} at ${last.url.pathname}`)
}

/** Looks at a page or calls the interface: as oneself, and still signed in. */
async function look(
  browser: Browser,
  sub: string,
  path: '/page' | '/api',
  { origin }: Place,
  tally: Tally,
): Promise<void> {
  const seen = await browser.visit(`${origin}${path}`)
  requireAnswer(seen)
  if (seen.text === `sub=${sub}`) return
  if (seen.text.startsWith('sub=')) tally.fault('wrong identity', `${seen.text} to ${sub}`)
  else tally.fault('lost session', `${sub}: HTTP ${seen.status} ${seen.text.slice(0, 80)} at ${path}`)
}

/** Signs out at the portal and at the provider. What was acknowledged is over for good. */
async function signOut(browser: Browser, sub: string, { origin }: Place, ended: Ended[]): Promise<void> {
  const cookie = browser.cookies(hostOf(origin))
  const asked = await browser.visit(`${origin}/logout`, '')
  requireAnswer(asked)
  ended.push({ sub, cookie })
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1]
  const action = /action="([^"]+)"/.exec(asked.text)?.[1]
  if (xsrf === undefined || action === undefined) throw new Refused('no question at the provider')
  requireAnswer(await browser.visit(action, `xsrf=${xsrf}&logout=yes`))
}

/** Shows the cookies of a session that is over: nobody may be signed in by them. */
export async function showEnded({ sub, cookie }: Ended, { origin }: Place, tally: Tally): Promise<void> {
  await attempt('old session shown', tally, async () => {
    const seen = await ask(new URL(`${origin}/page`), cookie)
    requireAnswer(seen)
    if (seen.text.startsWith('sub=')) tally.fault('revived session', `${sub}, ended, is ${seen.text} again`)
  })
}

/** Comes and goes until told to stop, as a person with a new browser each time. */
export async function live(
  sub: string,
  place: Place,
  tally: Tally,
  ended: Ended[],
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    const browser = createBrowser()
    if (!(await attempt('login', tally, () => signIn(browser, sub, place, tally)))) continue
    for (let looks = 1 + Math.floor(Math.random() * 8); looks > 0 && goesOn(); looks--) {
      const isCall = Math.random() < 0.4
      const path = isCall ? '/api' : '/page'
      await attempt(isCall ? 'API call' : 'page', tally, () => look(browser, sub, path, place, tally))
      const old = ended[Math.floor(Math.random() * ended.length)]
      if (old !== undefined && Math.random() < 0.2) await showEnded(old, place, tally)
      await pause(Math.random() * 40)
    }
    if (Math.random() < 0.6) await attempt('logout', tally, () => signOut(browser, sub, place, ended))
    // A logout ends what was issued in the same second, by the provider's clock: nobody comes back as soon.
    await pause(1200)
  }
}
