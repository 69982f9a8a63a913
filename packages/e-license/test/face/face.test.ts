import { decodeUtf8 } from '@xinyin/core'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { layoutFace } from '../../src/face/layout.ts'
import type { FacePageLayout, TextMark } from '../../src/face/marks.ts'
import { PLAIN_FACE } from '../../src/face/plain.ts'
import { renderFaceSvg } from '../../src/face/svg.ts'
import { sum } from '../../src/face/text.ts'
import { CONSTRUCTION_PERMIT_FACE } from '../../src/faces/construction-permit.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { SAMPLE } from '../sample.ts'

const templates = { CONSTRUCTION_PERMIT_FACE, PLAIN_FACE }
const textsOf = ({ marks }: FacePageLayout) => marks.filter((mark): mark is TextMark => mark.kind === 'text')

describe.each(Object.entries(templates))('%s', (_, template) => {
  const layout = layoutFace(template, SAMPLE)
  const [page] = layout.pages

  test('every line stays on the page', () => {
    for (const { x, baseline, size, advances } of textsOf(page!)) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + sum(advances)).toBeLessThanOrEqual(page!.width)
      expect(baseline - size).toBeGreaterThanOrEqual(0)
      expect(baseline).toBeLessThanOrEqual(page!.height)
    }
  })

  test('shows title, number, holder, issuing authority, dates and identifier', () => {
    const shown = textsOf(page!).map(({ text }) => text)
    const { name, number, identifier, issuers, holders } = SAMPLE
    for (const text of [name, number, identifier, issuers[0]!.name, holders[0]!.name, '2026年5月22日'])
      expect(shown).toContain(text)
  })

  test('OFD and SVG show the same text', () => {
    const files = parseOfdPackage(createLicenceOfd(SAMPLE, template)).files
    const content = decodeUtf8(files.get('Doc_0/Pages/Page_0/Content.xml')!)
    const inOfd = [...content.matchAll(/<ofd:TextCode[^>]*>([^<]*)</g)].map(([, text]) => text)
    const inSvg = [...renderFaceSvg(layout).matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, spans]) =>
      spans!.replace(/<[^>]*>/g, ''),
    )
    expect(inOfd).toEqual(textsOf(page!).map(({ text }) => text))
    expect(inSvg).toEqual(inOfd)
  })
})
