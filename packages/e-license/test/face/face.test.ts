import { decodeUtf8 } from '@xinyin/core'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONSTRUCTION_PERMIT_FACE } from '../../src/face/construction-permit.ts'
import { layoutFace } from '../../src/face/layout.ts'
import { PLAIN_FACE } from '../../src/face/plain.ts'
import { renderFaceSvg } from '../../src/face/svg.ts'
import type { FaceTemplate } from '../../src/face/template.ts'
import { advancesOf, breakLines, sum } from '../../src/face/text.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { SAMPLE } from '../sample.ts'

const templates = { CONSTRUCTION_PERMIT_FACE, PLAIN_FACE }

describe.each(Object.entries(templates))('%s', (_, template) => {
  const layout = layoutFace(template, SAMPLE)

  test('every line stays on the page', () => {
    for (const { x, baseline, size, advances } of layout.lines) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + sum(advances)).toBeLessThanOrEqual(template.page.width)
      expect(baseline - size).toBeGreaterThanOrEqual(0)
      expect(baseline).toBeLessThanOrEqual(template.page.height)
    }
  })

  test('shows title, number, holder, issuing authority, dates and identifier', () => {
    const shown = layout.lines.map(({ text }) => text).join('\n')
    const { name, number, identifier, issuers, holders } = SAMPLE
    for (const text of [name, number, identifier, issuers[0]!.name, holders[0]!.name, '2026年5月22日'])
      expect(shown).toContain(text)
  })

  test('OFD and SVG show the same text', () => {
    const files = parseOfdPackage(createLicenceOfd(SAMPLE, template)).files
    const page = decodeUtf8(files.get('Doc_0/Pages/Page_0/Content.xml')!)
    const inOfd = [...page.matchAll(/<ofd:TextCode[^>]*>([^<]*)</g)].map(([, text]) => text)
    const inSvg = [...renderFaceSvg(layout).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)
    expect(inOfd).toEqual(layout.lines.map(({ text }) => text))
    expect(inSvg).toEqual(inOfd)
  })
})

describe('the OFD, by the structure of GB/T 33190', () => {
  const options = { at: new Date('2026-05-22T01:00:00Z'), documentId: '0123456789abcdef0123456789abcdef' }
  const bytes = createLicenceOfd(SAMPLE, CONSTRUCTION_PERMIT_FACE, options)
  const { files, documents } = parseOfdPackage(bytes)
  const text = (file: string) => decodeUtf8(files.get(file)!)

  test('has its parts, and the page box of the template', () => {
    expect([...files.keys()]).toEqual([
      'OFD.xml',
      'Doc_0/Document.xml',
      'Doc_0/PublicRes.xml',
      'Doc_0/Pages/Page_0/Content.xml',
    ])
    expect(documents).toHaveLength(1)
    expect(documents[0]).toMatchObject({
      root: 'Doc_0/Document.xml',
      pages: [{ file: 'Doc_0/Pages/Page_0/Content.xml' }],
      pageBox: { x: 0, y: 0, width: 210, height: 297 },
      info: {
        id: options.documentId,
        title: SAMPLE.name,
        author: SAMPLE.issuers[0]!.name,
        creationDate: '2026-05-22',
      },
    })
  })

  test('gives every object an identifier of its own, below the maximum that it states', () => {
    const all = [...files.keys()].flatMap((file) =>
      [...text(file).matchAll(/ ID="(\d+)"/g)].map(([, id]) => Number(id)),
    )
    expect(new Set(all).size).toBe(all.length)
    expect(Math.max(...all)).toBe(Number(/<ofd:MaxUnitID>(\d+)</.exec(text('Doc_0/Document.xml'))?.[1]))
  })

  test('refers to fonts that there are, and gives one advance less than there are characters', () => {
    const fonts = new Set(
      [...text('Doc_0/PublicRes.xml').matchAll(/<ofd:Font ID="(\d+)"/g)].map(([, id]) => id),
    )
    const page = text('Doc_0/Pages/Page_0/Content.xml')
    const objects = [
      ...page.matchAll(/Font="(\d+)"[^>]*>.*?<ofd:TextCode X="0" Y="[\d.]+"(?: DeltaX="([^"]*)")?>([^<]*)</g),
    ]
    expect(objects.length).toBeGreaterThan(20)
    for (const [, font, deltas = '', content = ''] of objects) {
      expect(fonts).toContain(font)
      expect(deltas === '' ? 0 : deltas.split(' ').length).toBe([...content].length - 1)
    }
  })

  test('the same input makes the same bytes', () => {
    expect(createLicenceOfd(SAMPLE, CONSTRUCTION_PERMIT_FACE, options)).toEqual(bytes)
  })
})

test.each<[string, object]>([
  ['a colour', { colour: '"/><script>' }],
  ['a typeface', { font: 'Comic' }],
  ['a size', { size: Number.NaN }],
  ['a box', { box: [0, 0, Number.POSITIVE_INFINITY, 1] }],
])('a template with %s that is none is a wrong call', (_, change) => {
  const [first, ...others] = PLAIN_FACE.texts
  const texts = [{ ...first!, ...change }, ...others]
  expect(() => layoutFace({ ...PLAIN_FACE, texts }, SAMPLE)).toThrow(TypeError)
})

describe('text', () => {
  const measure = { size: 4, spacing: 0 }
  const text = fc.string({ unit: fc.constantFrom(...'建设工程许可，。（）《》abc 12'), maxLength: 80 })

  test('no line is wider than asked for, but for marks that cling to what is before them', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 60 }), (content, width) => {
        for (const line of breakLines(content, width, measure))
          expect(sum(advancesOf(line, measure))).toBeLessThanOrEqual(width + 1e-6)
      }),
    )
  })
  test('nothing but spaces is lost', () => {
    const bare = (content: string) => content.replaceAll(' ', '')
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 60 }), (content, width) => {
        expect(bare(breakLines(content, width, measure).join(''))).toBe(bare(content))
      }),
    )
  })
  test('marks do not begin a line, brackets do not end one', () => {
    expect(breakLines('准予施工，特发此证', 16, measure)).toEqual(['准予施', '工，特发', '此证'])
    expect(breakLines('本工程（一期）', 16, measure)).toEqual(['本工程', '（一期）'])
    expect(breakLines('共 1280 平方米', 8, measure)).toEqual(['共', '1280', '平方', '米'])
    expect(breakLines('建。 。', 8, measure)).toEqual(['建。', '。'])
  })
  test('text becomes smaller before it is refused', () => {
    const template: FaceTemplate = {
      page: { width: 100, height: 100 },
      paths: [],
      texts: [{ box: [0, 0, 20, 5], text: '{name}', font: 'song', size: 4 }],
      seal: [0, 0, 10, 10],
    }
    const [line] = layoutFace(template, { ...SAMPLE, name: '施工许可证书' }).lines
    expect(line!.size).toBeLessThan(4)
    expect(() => layoutFace(template, { ...SAMPLE, name: '证'.repeat(40) })).toThrow(
      expect.objectContaining({ code: 'ERR_FACE_OVERFLOW', facts: { box: 1 } }),
    )
  })
})
