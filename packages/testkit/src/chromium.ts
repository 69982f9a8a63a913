import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'

const OPTIONS = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
}

/** A person at a browser, who says what is expected to be seen. */
export interface Visit {
  readonly page: Page
  /** The browser with its cookies; another tab is `context.newPage()`. */
  readonly context: BrowserContext
  /** Expects the page to show a text, says so, and keeps a picture of it where `PICTURES` names a folder. */
  see(what: string, text: string | RegExp, at?: Page): Promise<void>
}

const MILLISECONDS = 15_000

/**
 * Visits a site with Chromium, as a person does who reads Chinese. Ends the process with 1 when something was not as
 * expected, or a page broke its own content security policy.
 */
export async function visit(
  name: string,
  go: (visit: Visit) => Promise<void>,
  locale = 'zh-CN',
): Promise<void> {
  const browser = await chromium.launch(OPTIONS)
  const context = await browser.newContext({ locale, viewport: { width: 1000, height: 700 } })
  context.setDefaultTimeout(MILLISECONDS)
  const page = await context.newPage()
  const wrong: string[] = []
  context.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) wrong.push(message.text())
  })
  let steps = 0
  const see = async (what: string, text: string | RegExp, at = page) => {
    await at.getByText(text).first().waitFor()
    steps += 1
    const folder = process.env['PICTURES']
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true })
      await at.screenshot({ path: join(folder, `${name}-${String(steps).padStart(2, '0')}.png`) })
    }
    console.log(`✓ ${what}`)
  }
  try {
    await go({ page, context, see })
  } catch (error) {
    const seen = await page.textContent('body').catch(() => '')
    wrong.push(`${error}\nat ${page.url()}:\n${seen?.slice(0, 600)}`)
  } finally {
    await browser.close()
  }
  for (const text of wrong) console.error(`✗ ${text}`)
  if (wrong.length > 0) process.exitCode = 1
}
