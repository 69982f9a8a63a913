import { encodeUtf8 } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expandDeltas } from '../../../../src/carriers/ofd/seal/glyph.ts'
import { findText } from '../../../../src/carriers/ofd/seal/keyword.ts'
import { type PageLimits, readPageLayout } from '../../../../src/carriers/ofd/seal/page.ts'

const page = (content: string, namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"') =>
  encodeUtf8(
    `<ofd:Page ${namespace}><ofd:Content><ofd:Layer ID="1">${content}</ofd:Layer></ofd:Content></ofd:Page>`,
  )

/** One text of size 6 whose base line begins at the object's corner moved by 0 and 6. */
const text = (boundary: string, code: string, attributes = '', codeAttributes = 'DeltaX="6 6 6 6 6 6 6 6"') =>
  `<ofd:TextObject ID="7" Boundary="${boundary}" Font="3" Size="6" ${attributes}><ofd:TextCode X="0" Y="6" ${codeAttributes}>${code}</ofd:TextCode></ofd:TextObject>`

const read = (content: string) => readPageLayout(page(content), 'Content.xml', { glyphs: true })
const find = (content: string, wanted: string) =>
  findText(read(content).glyphs, wanted).map(({ x, y }) => [
    Math.round(x * 1000) / 1000,
    Math.round(y * 1000) / 1000,
  ])

/** The middle of a character of size 6 is 0.35 of it above the base line. */
const MIDDLE = 20 + 6 - 6 * 0.35

describe('the place of a text on a page', () => {
  test('is the middle of its characters', () => {
    expect(find(text('20 20 100 10', '申请人（盖章）'), '（盖章）')).toEqual([[20 + 3 * 6 + 2 * 6, MIDDLE]])
  })

  test('does not hang on blanks and on forms that differ in width', () => {
    expect(find(text('20 20 100 10', '(盖　章)'), '（盖 章）')).toEqual([[20 + (4 * 6 + 3) / 2, MIDDLE]])
    expect(find(text('20 20 100 10', '(盖 章)'), '（盖章）')).toHaveLength(1)
  })

  test('is found in a text that is split over objects and codes, in any order', () => {
    const pieces = [
      text('32 20 10 10', '章'),
      text('20 20 10 10', '（'),
      text('38 20 9 9', '）'),
      text('26 20 9 9', '盖'),
    ]
    expect(find(pieces.join(''), '（盖章）')).toEqual([[32, MIDDLE]])
    const codes = text('20 20 100 10', '盖</ofd:TextCode><ofd:TextCode X="6" Y="6">章')
    expect(find(codes, '盖章')).toEqual([[26, MIDDLE]])
  })

  test('is found in a text that runs down the page', () => {
    expect(find(text('20 20 10 100', '盖章', '', 'DeltaX="0" DeltaY="6"'), '盖章')).toEqual([
      [23, MIDDLE + 3],
    ])
  })

  test('goes through the matrix of its object', () => {
    expect(find(text('20 20 100 10', '盖章', 'CTM="2 0 0 2 5 1"'), '盖章')).toEqual([
      [20 + 2 * 6 + 5, 20 + 2 * (6 - 6 * 0.35) + 1],
    ])
    // A quarter turn: what was to the right is below.
    expect(find(text('50 50 10 100', '盖章', 'CTM="0 1 -1 0 0 0"'), '盖章')).toEqual([
      [50 - (6 - 6 * 0.35), 56],
    ])
  })

  test('counts offsets that stand for several', () => {
    const code = 'DeltaX="g 3 6 -18 6" DeltaY="g 3 0 10"'
    expect(find(text('20 20 100 30', '一二三四盖章', '', code), '盖章')).toEqual([[26, MIDDLE + 10]])
    expect(expandDeltas('g 3 2.5 1 g 2 -4')).toEqual([2.5, 2.5, 2.5, 1, -4, -4])
    expect(expandDeltas(' ')).toEqual([])
    expect(expandDeltas('g')).toEqual([])
    expect(expandDeltas('g 1e12 1')).toHaveLength(200_000)
  })

  test('takes characters to stand beside each other where nothing is said', () => {
    expect(find(text('20 20 100 10', 'ab盖章', '', ''), '盖章')).toEqual([[20 + 6 + 6, MIDDLE]])
    expect(find(text('20 20 100 10', '盖章', 'HScale="0.5"', ''), '盖章')).toEqual([[23, MIDDLE]])
  })

  test('comes in the order of reading', () => {
    const places = ['100 80 9 9', '20 80 9 9', '60 20 9 9'].map((boundary) => text(boundary, '盖章'))
    expect(find(places.join(''), '盖章')).toEqual([
      [66, MIDDLE],
      [26, MIDDLE + 60],
      [106, MIDDLE + 60],
    ])
  })

  test('is one where a text is drawn twice, as some make it bold', () => {
    expect(find(text('20 20 9 9', '盖章') + text('20.1 20 9 9', '盖章'), '盖章')).toHaveLength(1)
  })

  test('is none across columns, and none for a text in another namespace', () => {
    expect(find(text('20 20 9 9', '盖') + text('120 20 9 9', '章'), '盖章')).toEqual([])
    expect(
      find(
        '<x:TextObject xmlns:x="urn:x" Boundary="0 0 1 1"><x:TextCode>盖章</x:TextCode></x:TextObject>',
        '盖章',
      ),
    ).toEqual([])
    expect(find('<ofd:TextCode X="0" Y="0">盖章</ofd:TextCode>', '盖章')).toEqual([])
  })

  test('is none where it is hidden', () => {
    expect(find(text('20 20 9 9', '盖章', 'Visible="false"'), '盖章')).toEqual([])
    expect(find(text('20 20 9 9', '盖章', 'Visible="true"'), '盖章')).toHaveLength(1)
  })

  test('is none where numbers are none', () => {
    expect(find(text('20 20 9 9', '盖章', 'HScale="wide"'), '盖章')).toEqual([])
  })

  test('of any text lies within the rectangle of its line', () => {
    const characters = fc.string({
      unit: fc.constantFrom('盖', '章', 'a', '（', '）'),
      minLength: 2,
      maxLength: 12,
    })
    fc.assert(
      fc.property(characters, fc.nat(10), (line, from) => {
        const start = from % (line.length - 1)
        const wanted = line.slice(start, start + 2)
        const found = find(text('20 20 100 10', line, '', 'DeltaX="g 11 6"'), wanted)
        const expected = [...line].flatMap((_, i) => (line.slice(i, i + 2) === wanted ? [i] : []))
        expect(found.length).toBe(expected.length)
        for (const [i, [x = 0]] of found.entries()) {
          const index = expected[i] as number
          expect(x).toBeGreaterThan(20 + index * 6)
          expect(x).toBeLessThan(20 + (index + 2) * 6)
        }
      }),
    )
  })

  test('is not looked for without a text, or with a long one', () => {
    expect(() => findText([], '　 ')).toThrow(TypeError)
    expect(() => findText([], '章'.repeat(101))).toThrow(RangeError)
    const full = text('0 0 9 9', '章'.repeat(1500), '', 'DeltaX="g 1500 20"')
    expect(() => find(full, '章')).toThrow(RangeError)
  })
})

describe('a page', () => {
  test('says its size and its templates', () => {
    const own = `<Page xmlns="http://www.ofdspec.org/2016"><Area><PhysicalBox>0 0 210 140</PhysicalBox></Area><Template TemplateID="9"/><Content/></Page>`
    expect(readPageLayout(encodeUtf8(`\ufeff${own}`), 'a')).toEqual({
      size: { x: 0, y: 0, width: 210, height: 140 },
      templates: ['9'],
      glyphs: [],
    })
    expect(readPageLayout(page(''), 'a').size).toBeUndefined()
    const within = '<ofd:Area><ofd:PhysicalBox>0 0 1 1</ofd:PhysicalBox></ofd:Area>'
    expect(readPageLayout(page(within), 'a').size).toBeUndefined()
  })

  test('gives no glyphs unless they are asked for', () => {
    expect(readPageLayout(page(text('0 0 9 9', '盖')), 'a').glyphs).toEqual([])
    expect(read(text('0 0 9 9', '<![CDATA[盖]]>')).glyphs).toMatchObject([{ character: '盖' }])
  })

  test.each([
    ['ERR_XML_MALFORMED', page('<ofd:Layer>'), {}],
    ['ERR_XML_MALFORMED', page('<other:Layer/>'), {}],
    ['ERR_XML_FORBIDDEN', encodeUtf8('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), {}],
    ['ERR_XML_FORBIDDEN', encodeUtf8('<?run it?><a/>'), {}],
    ['ERR_XML_ENCODING', Uint8Array.of(0x3c, 0xff, 0x3e), {}],
    ['ERR_XML_LIMIT', page(''), { maxBytes: 10 }],
    ['ERR_XML_LIMIT', page(''), { maxElements: 2 }],
    ['ERR_XML_LIMIT', page('<a>'.repeat(70) + '</a>'.repeat(70)), {}],
    ['ERR_XML_LIMIT', page(text('0 0 9 9', '盖章')), { maxGlyphs: 1 }],
  ] as const)('with %s is refused', (code, bytes, limits: Partial<PageLimits>) => {
    expect(() => readPageLayout(bytes, 'Content.xml', { glyphs: true, limits })).toThrow(
      expect.objectContaining({ code }),
    )
  })
})
