import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright'
import type { Bundles } from '../bundle.ts'
import type { Row } from '../fixture.ts'

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

/** Chromium loads the bundle into a page on loopback, which counts as a secure context, so that WebCrypto is there. */
export async function runChromium({ page: script }: Bundles): Promise<Row[]> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript
        ? script
        : '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch(OPTIONS)
  try {
    const page = await browser.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const rows = await page
      .waitForFunction(() => Reflect.get(globalThis, 'rows') as Row[] | undefined, undefined, {
        timeout: 60_000,
      })
      .catch((error: unknown) => {
        throw new Error(errors.length > 0 ? errors.join('\n') : String(error))
      })
    return (await rows.jsonValue()) as Row[]
  } finally {
    await browser.close()
    server.close()
  }
}
