import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'

// ofd.js is the open OFD reader of npm. Its package lists a whole Vue 2 stack as dependencies, of which the bundle
// needs nothing, so the tarball is fetched by itself and held to this digest.
const READER = 'ofd.js@0.2.6'
const BUNDLE = 'package/lib/ofd.umd.min.js'
const BUNDLE_SHA256 = '9b47d64947c94839a6cb24ef3e291ffb8047d2d372ca92836a14bef3a130eda0'

/** What an independent reader made of an OFD document. */
export interface Reading {
  readonly pages: number
  readonly text: string
  readonly seals: number
  readonly screenshot: Uint8Array
}

function fetchReader(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-ofd-reader-'))
  try {
    execFileSync('npm', ['pack', READER, '--silent', '--pack-destination', folder], { stdio: 'ignore' })
    execFileSync('tar', ['-xzf', join(folder, 'ofd.js-0.2.6.tgz'), '-C', folder, BUNDLE])
    const bundle = readFileSync(join(folder, BUNDLE))
    const found = createHash('sha256').update(bundle).digest('hex')
    if (found !== BUNDLE_SHA256) throw new Error(`${READER} has another digest: ${found}`)
    return bundle.toString('utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Opens a document in ofd.js inside Chromium and returns what it drew. */
export async function readWithOfdJs(file: Uint8Array): Promise<Reading> {
  const bundle = fetchReader()
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--no-first-run',
    ],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 840, height: 1200 } })
    await page.setContent('<!doctype html><body></body>')
    await page.addScriptTag({ content: bundle })
    // The TypeScript runner marks named functions with this helper, which the page does not have.
    await page.evaluate('globalThis.__name = (value) => value')
    const drawn = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const reader = (globalThis as unknown as { ofd: OfdJs }).ofd
      const [first] = await new Promise<unknown[]>((success, reject) => {
        reader.parseOfdDocument({
          ofd: new File([bytes], 'document.ofd'),
          success,
          fail: (reason) => reject(new Error(String(reason))),
        })
      })
      const pages = reader.renderOfd(800, first)
      for (const element of pages) document.body.append(element)
      await new Promise((resolve) => setTimeout(resolve, 500))
      const seals = document.querySelectorAll('[name="seal_img_div"]').length
      return { pages: pages.length, text: document.body.textContent ?? '', seals }
    }, Buffer.from(file).toString('base64'))
    return { ...drawn, screenshot: await page.screenshot({ fullPage: true }) }
  } finally {
    await browser.close()
  }
}

interface OfdJs {
  parseOfdDocument(options: {
    ofd: File
    success: (documents: unknown[]) => void
    fail: (reason: unknown) => void
  }): void
  renderOfd(width: number, document: unknown): HTMLElement[]
}
