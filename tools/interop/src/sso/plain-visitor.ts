import { type Browser, createBrowser, type Page } from '@xinyin/sandbox'
import type { View, Visitor } from './visitor.ts'

const MAX_HOPS = 10

const REFRESH = /<meta http-equiv="refresh" content="0; url=([^"]+)"/
const entity = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
const frames = (html: string) =>
  [...html.matchAll(/<iframe src="([^"]+)"/g)].map(([, src = '']) => entity(src))

/** A tab of a browser without a screen or scripts. It loads what is framed. */
function plainTab(browser: Browser): Visitor {
  let here: Page | undefined
  const arrive = async (page: Page): Promise<View> => {
    const [, next] = REFRESH.exec(page.html) ?? []
    if (next !== undefined) return arrive(await browser.open(next.replaceAll('&amp;', '&')))
    here = page
    for (const src of frames(page.html)) {
      await browser.send(src, { headers: { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' } })
    }
    return page
  }
  /** Another tab may have been used since. */
  const comeBack = async () => {
    if (here !== undefined && browser.page !== here) await browser.open(here.url)
  }
  return {
    open: async (url) => arrive(await browser.open(url)),
    async press(value) {
      await comeBack()
      return arrive(await browser.press(value))
    },
    async pressUpTo(value, start) {
      let answer = await browser.send(here?.url ?? '', { method: 'POST', body: `persona=${value}` })
      for (let hops = 0; hops < MAX_HOPS; hops += 1) {
        const next = new URL(answer.headers.location ?? '', answer.url).href
        if (next.startsWith(start)) return next
        answer = await browser.send(next)
      }
      throw new Error(`never at ${start}, last at ${answer.url}`)
    },
    tab: async () => plainTab(browser),
    cookies: async (origin) => browser.cookies(new URL(origin).hostname),
    close: async () => {},
  }
}

/** Somebody at a browser of their own, without a screen or scripts. */
export const plainVisitor = async (): Promise<Visitor> => plainTab(createBrowser())
