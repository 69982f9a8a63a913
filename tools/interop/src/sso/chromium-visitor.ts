import { type BrowserContext, chromium, type Page } from 'playwright'
import type { Program } from '../program.ts'
import type { View, Visitor } from './visitor.ts'

export const CHROMIUM: Program = {
  name: 'Chromium',
  command: '/usr/bin/chromium',
  probe: ['--version'],
  debian: 'chromium',
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

function chromiumTab(context: BrowserContext, page: Page, close: () => Promise<void>): Visitor {
  let status = 0
  page.on('response', (response) => {
    if (response.frame() === page.mainFrame() && response.request().isNavigationRequest()) {
      status = response.status()
    }
  })
  const read = async (): Promise<string | undefined> => {
    const html = await page.content().catch(() => undefined)
    return html?.includes('http-equiv="refresh" content="0;') === true ? undefined : html
  }
  /** What is there when it leads no further by itself. */
  const see = async (): Promise<View> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const html = await read()
      if (html !== undefined) return { url: page.url(), status, html }
      await page.waitForTimeout(100)
    }
    throw new Error(`no end at ${page.url()}`)
  }
  const button = (value: string) => page.locator(`button[value="${value}"]`).first()
  return {
    async open(url) {
      await page.goto(url)
      return see()
    },
    async press(value) {
      // With all that is framed.
      const loaded = page.waitForEvent('load')
      await button(value).click()
      await loaded
      return see()
    },
    async pressUpTo(value, start) {
      // A redirect is not asked of by `page.route`: this stops those as well.
      const session = await context.newCDPSession(page)
      await session.send('Fetch.enable', { patterns: [{ urlPattern: `${start}*` }] })
      const found = new Promise<string>((resolve) => {
        session.on('Fetch.requestPaused', ({ requestId, request }) => {
          resolve(request.url)
          session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        })
      })
      await button(value).click({ noWaitAfter: true })
      const url = await found
      await session.detach()
      return url
    },
    tab: async () => chromiumTab(context, await context.newPage(), async () => {}),
    cookies: async (origin) =>
      new Map((await context.cookies(origin)).map(({ name, value }) => [name, value])),
    close,
  }
}

/** Opens Chromium, and tells how to get visitors who share nothing. */
export async function openChromium(): Promise<{ visitor(): Promise<Visitor>; close(): Promise<void> }> {
  const browser = await chromium.launch({ executablePath: CHROMIUM.command, args: ARGUMENTS })
  return {
    async visitor() {
      const context = await browser.newContext({ locale: 'zh-CN' })
      return chromiumTab(context, await context.newPage(), () => context.close())
    },
    close: () => browser.close(),
  }
}
