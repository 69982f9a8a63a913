import { existsSync, readFileSync } from 'node:fs'
import { createLicenceOfd } from '@xinyin/e-license'
import { BUSINESS_LICENCE_FACE, SAMPLE_LICENCES } from '@xinyin/e-license/faces'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { chromium } from 'playwright'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'

const FONTS = [
  ['outlines of PostScript', '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', undefined],
  ['outlines of TrueType', '/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf', 'ÀéǖABC 012 ½ﬁ'],
] as const

const OPTIONS = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--no-first-run',
  ],
}

/** The font that a licence with these words as its holder's name has, and what it shows with it. */
function cutFont(file: string, words: string | undefined): { font: Uint8Array; text: string } {
  const data = SAMPLE_LICENCES.businessLicence
  const template =
    words === undefined
      ? BUSINESS_LICENCE_FACE
      : {
          pages: [
            {
              width: 100,
              height: 100,
              items: [{ kind: 'text', box: [10, 10, 80, 20], text: words, font: 'song', size: 5 } as const],
            },
          ],
        }
  const ofd = createLicenceOfd(data, template, { fonts: { song: readFileSync(file) } })
  const { files } = parseOfdPackage(ofd)
  const font = [...files].find(([name]) => name.includes('font_song'))?.[1]
  if (font === undefined) throw new Error('the licence has no font')
  return { font, text: words ?? data.holders.map(({ name }) => name).join('') }
}

/** Whether Chromium takes a font, which it sanitizes first, and draws each character with it and not with another one. */
async function drawsWith(font: Uint8Array, text: string): Promise<string[]> {
  const browser = await chromium.launch(OPTIONS)
  try {
    const page = await browser.newPage()
    // The TypeScript runner marks named functions with this helper, which the page does not have.
    await page.evaluate('globalThis.__name = (value) => value')
    return await page.evaluate(
      async ([base64, characters]) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        const face = new FontFace('Cut', bytes)
        document.fonts.add(await face.load())
        const draw = (family: string, character: string) => {
          const canvas = document.createElement('canvas')
          const context = canvas.getContext('2d')
          if (context === null) throw new Error('no canvas')
          context.font = `60px ${family}`
          context.fillText(character, 20, 80)
          return canvas.toDataURL()
        }
        return [...characters].filter(
          (character) => character !== ' ' && draw('Cut', character) === draw('sans-serif', character),
        )
      },
      [Buffer.from(font).toString('base64'), text] as const,
    )
  } finally {
    await browser.close()
  }
}

export const EMBEDDED_FONT_CASES: readonly Case[] = FONTS.filter(([, file]) => existsSync(file)).map(
  ([what, file, words]) => ({
    what: `a browser draws with the font that was cut for a licence, of ${what}`,
    with: 'Chromium',
    async run() {
      const { font, text } = cutFont(file, words)
      const others = await drawsWith(font, text)
      expectThat(others.length === 0, `all with it, but not: ${others.join(' ')}`)
    },
  }),
)
