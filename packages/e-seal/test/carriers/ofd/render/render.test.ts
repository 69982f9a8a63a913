import { encodeUtf8, type TrustError } from '@xinyin/core'
import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import { describe, expect, test } from 'vitest'
import { parseOfdPackage } from '../../../../src/carriers/ofd/package.ts'
import { openRender, type RenderLimits } from '../../../../src/carriers/ofd/render/document.ts'
import { holds } from '../../../../src/carriers/ofd/render/geometry.ts'
import { layoutPage } from '../../../../src/carriers/ofd/render/layout.ts'
import type { GlyphsMark, Mark, PathMark } from '../../../../src/carriers/ofd/render/mark.ts'
import { readPath } from '../../../../src/carriers/ofd/render/path.ts'
import { budgetXml } from '../../../../src/carriers/ofd/xml/budget-now.ts'
import { createOfdPackage } from '../../../../src/carriers/ofd/zip/write.ts'

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const AREA = '<ofd:PageArea><ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox></ofd:PageArea>'

interface Written {
  readonly page?: string
  readonly area?: string
  readonly common?: string
  readonly resources?: string
}

/** One page with objects in its layer. */
function draw(
  objects: string,
  { page = '', area = AREA, common = '', resources = '' }: Written = {},
  limits: Partial<RenderLimits> = {},
) {
  const files = {
    'OFD.xml': `<ofd:OFD ${NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Document.xml': `<ofd:Document ${NAMESPACE}><ofd:CommonData>${area}<ofd:PublicRes>Res.xml</ofd:PublicRes>${common}</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>`,
    'Res.xml': `<ofd:Res ${NAMESPACE}>${resources}</ofd:Res>`,
    'Page.xml': `<ofd:Page ${NAMESPACE}>${page}<ofd:Content><ofd:Layer ID="2">${objects}</ofd:Layer></ofd:Content></ofd:Page>`,
    'Template.xml': `<ofd:Page ${NAMESPACE}><ofd:Content><ofd:Layer ID="3">${text('底', 'ID="30"')}</ofd:Layer></ofd:Content></ofd:Page>`,
  }
  const bytes = createOfdPackage(
    Object.entries(files).map(([name, xml]) => ({ name, bytes: encodeUtf8(xml) })),
  )
  const source = parseOfdPackage(bytes)
  const [document] = source.documents
  return layoutPage(document!.pages[0]!, openRender(document!, source, budgetXml(), limits))
}

const text = (content: string, attributes = '', code = 'X="0" Y="4"', inner = '') =>
  `<ofd:TextObject Boundary="10 20 80 10" Font="1" Size="4" ${attributes}>${inner}<ofd:TextCode ${code}>${content}</ofd:TextCode></ofd:TextObject>`
const path = (data: string, attributes = '', inner = '') =>
  `<ofd:PathObject ID="9" Boundary="10 20 50 50" ${attributes}>${inner}<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`

const [first, glyphs, drawn] = [
  (objects: string, written: Written = {}) => draw(objects, written).marks[0]!,
  (objects: string) => draw(objects).marks[0] as GlyphsMark,
  (objects: string, written: Written = {}) => draw(objects, written).marks[0] as PathMark,
]
const middles = (mark: GlyphsMark) =>
  mark.cells.map(({ x, y }) => [x, y].map((n) => Math.round(n * 100) / 100))

describe('characters stand', () => {
  // A character 4 mm high has its middle 1.4 mm above its base line.
  test.each<[how: string, object: string, at: number[][]]>([
    ['at X and Y from the corner of the boundary', text('甲'), [[12, 22.6]]],
    [
      'as far from each other as DeltaX says',
      text('甲乙丙', '', 'X="1" Y="4" DeltaX="5 6"'),
      [
        [13, 22.6],
        [18, 22.6],
        [24, 22.6],
      ],
    ],
    [
      'as often as g says',
      text('甲乙丙丁', '', 'X="0" Y="4" DeltaX="g 3 5"'),
      [
        [12, 22.6],
        [17, 22.6],
        [22, 22.6],
        [27, 22.6],
      ],
    ],
    [
      'back where an offset is negative',
      text('甲乙', '', 'X="9" Y="4" DeltaX="-5"'),
      [
        [21, 22.6],
        [16, 22.6],
      ],
    ],
    [
      'below each other',
      text('甲乙', '', 'X="0" Y="4" DeltaX="0" DeltaY="5"'),
      [
        [12, 22.6],
        [12, 27.6],
      ],
    ],
    ['through the matrix', text('甲', 'CTM="2 0 0 2 1 1"'), [[15, 26.2]]],
    ['turned by it', text('甲', 'CTM="0 1 -1 0 0 0"'), [[7.4, 22]]],
    ['narrower by HScale', text('甲', 'HScale="0.5"'), [[11, 22.6]]],
    ['turned by CharDirection, about where they begin', text('甲', 'CharDirection="180"'), [[8, 25.4]]],
    [
      'where they are, when offsets are too few',
      text('甲乙丙', '', 'X="0" Y="4" DeltaX="5"'),
      [
        [12, 22.6],
        [17, 22.6],
        [17, 22.6],
      ],
    ],
    ['at 0 where nothing is said', text('甲', '', ''), [[12, 18.6]]],
  ])('%s', (_, object, at) => {
    expect(middles(glyphs(object))).toEqual(at)
  })

  test('where the piece before them began, unless they say another place', () => {
    const object = text('甲', '', 'X="3" Y="8"').replace(
      '</ofd:TextObject>',
      '<ofd:TextCode Y="14">乙</ofd:TextCode></ofd:TextObject>',
    )
    expect(middles(glyphs(object))).toEqual([
      [15, 26.6],
      [15, 32.6],
    ])
  })
  test('and what is not usual in them is told', () => {
    expect(glyphs(text('甲乙丙', '', 'X="0" Y="4" DeltaX="5"')).unsupported).toEqual(['deltas'])
    expect(
      glyphs(
        text(
          '甲',
          '',
          'X="0" Y="4"',
          '<ofd:CGTransform CodePosition="0"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>',
        ),
      ).unsupported,
    ).toEqual(['glyphs'])
    expect(glyphs(text('甲', 'CTM="1 2"')).unsupported).toEqual(['matrix'])
    expect(glyphs(text('甲', '', 'X="x" Y="4"'))).toMatchObject({ unsupported: ['place'], cells: [] })
    expect(glyphs(text('甲', 'ReadDirection="90"')).readDirection).toBe(90)
  })
})

describe('paths', () => {
  test.each<[how: string, data: string, isWhole: boolean, box: number[]]>([
    ['lines', 'M 0 0 L 10 0 L 10 5 C', true, [0, 0, 10, 5]],
    ['with blanks of any kind', '  M0 0\tL10 0\n L10 5C ', true, [0, 0, 10, 5]],
    ['a start and a move', 'S 1 1 M 2 2 L 3 4', true, [2, 2, 3, 4]],
    ['a letter for several points', 'M 0 0 L 1 1 2 3', true, [0, 0, 2, 3]],
    ['a curve of the second order', 'M 0 0 Q 5 10 10 0', true, [0, 0, 10, 5]],
    ['a curve of the third', 'M 0 0 B 0 10 10 10 10 0', true, [0, 0, 10, 7.5]],
    ['half a circle', 'M 0 0 A 5 5 0 0 1 10 0', true, [0, -5, 10, 0]],
    ['a number too many', 'M 0 0 L 10 0 5', false, [0, 0, 10, 0]],
    ['a number too few', 'M 0 0 L 10', false, []],
    ['a letter that is none', 'M 0 0 Z 10 10', false, []],
    ['what is no number', 'M 0 0 L 1e 5', false, []],
    ['nothing', '', true, []],
  ])('%s', (_, data, isWhole, [left, top, right, bottom]) => {
    const read = readPath(data, [1, 0, 0, 1, 0, 0])
    expect(read.isWhole).toBe(isWhole)
    const { box } = read.outline
    if (left === undefined) return
    for (const [at, wanted] of [
      [box.left, left],
      [box.top, top],
      [box.right, right],
      [box.bottom, bottom],
    ])
      expect(at).toBeCloseTo(wanted!, 1)
  })

  test('are stroked in black and not filled, unless they say so', () => {
    expect(drawn(path('M 0 0 L 5 5'))).toMatchObject({
      fill: undefined,
      stroke: { red: 0, alpha: 1 },
      lineWidth: 0.353,
      rule: 'NonZero',
    })
    expect(drawn(path('M 0 0 L 5 5', 'Fill="true" Stroke="false"'))).toMatchObject({
      fill: { red: 0 },
      stroke: undefined,
    })
  })
  test('stand from the corner of their boundary', () => {
    expect(drawn(path('M 0 0 L 5 5')).outline.box).toEqual({ left: 10, top: 20, right: 15, bottom: 25 })
  })
  test('that are not understood may be anywhere in their boundary', () => {
    expect(drawn(path('M 0 0 L 5'))).toMatchObject({
      unsupported: ['path-data'],
      outline: { box: { left: 10, top: 20, right: 60, bottom: 70 } },
    })
  })
  test('are filled by their rule', () => {
    const { outline } = readPath('M 0 0 L 9 0 L 9 9 L 0 9 C M 3 3 L 6 3 L 6 6 L 3 6 C', [1, 0, 0, 1, 0, 0])
    expect([holds(outline, 'NonZero', 4, 5), holds(outline, 'Even-Odd', 4, 5)]).toEqual([true, false])
  })
})

describe('colours', () => {
  const resources =
    '<ofd:ColorSpaces><ofd:ColorSpace ID="50" Type="GRAY" BitsPerComponent="1"/><ofd:ColorSpace ID="51" Type="CMYK"/></ofd:ColorSpaces><ofd:DrawParams><ofd:DrawParam ID="60" Relative="61" LineWidth="2"/><ofd:DrawParam ID="61" Relative="60"><ofd:FillColor Value="0 255 0"/></ofd:DrawParam></ofd:DrawParams>'
  const fill = (colour: string, attributes = '') =>
    drawn(path('M 0 0 L 5 5', `Fill="true" ${attributes}`, colour), { resources }).fill
  test.each<[string, object]>([
    ['<ofd:FillColor Value="255 0 0"/>', { kind: 'solid', red: 1, green: 0, blue: 0, alpha: 1 }],
    ['<ofd:FillColor Value="#FF #00 #00"/>', { red: 1, green: 0 }],
    ['<ofd:FillColor Value="#ff0000"/>', { red: 1, green: 0 }],
    ['<ofd:FillColor/>', { red: 0, green: 0, blue: 0 }],
    ['<ofd:FillColor Value="1" ColorSpace="50"/>', { red: 1, green: 1, blue: 1 }],
    ['<ofd:FillColor Value="0 0 0 255" ColorSpace="51"/>', { red: 0, green: 0, blue: 0 }],
    ['<ofd:FillColor Value="0 0 0" Alpha="51"/>', { alpha: 0.2 }],
    ['<ofd:FillColor Value="256 0 0"/>', { kind: 'unknown' }],
    ['<ofd:FillColor Value="red"/>', { kind: 'unknown' }],
    ['<ofd:FillColor><ofd:Pattern/></ofd:FillColor>', { kind: 'pattern' }],
    [
      '<ofd:FillColor><ofd:RadialShd><ofd:Segment><ofd:Color Value="0 0 255"/></ofd:Segment></ofd:RadialShd></ofd:FillColor>',
      { kind: 'radial', stops: [{ blue: 1 }] },
    ],
    ['<ofd:FillColor><ofd:GouraudShd/></ofd:FillColor>', { kind: 'gouraud' }],
  ])('%s', (colour, wanted) => {
    expect(fill(colour)).toMatchObject(wanted)
  })
  test('of an object are let through as it is, too', () => {
    expect(fill('<ofd:FillColor Value="0 0 0" Alpha="127.5"/>', 'Alpha="127.5"')).toMatchObject({
      alpha: 0.25,
    })
  })
  test('and widths come from drawing parameters, which may stand on each other', () => {
    expect(drawn(path('M 0 0 L 5 5', 'Fill="true" DrawParam="60"'), { resources })).toMatchObject({
      fill: { green: 1 },
      lineWidth: 2,
    })
  })
})

describe('a page', () => {
  test('shows what its application box leaves of its sheet', () => {
    const page =
      '<ofd:Area><ofd:PhysicalBox>5 5 90 90</ofd:PhysicalBox><ofd:ApplicationBox>0 0 50 50</ofd:ApplicationBox></ofd:Area>'
    expect(draw('', { page })).toMatchObject({
      box: { left: 5, top: 5, right: 50, bottom: 50 },
      physical: { right: 95 },
    })
    expect(draw('').box).toEqual({ left: 0, top: 0, right: 100, bottom: 100 })
  })
  test.each([
    ['Background', ['底', '甲']],
    ['Foreground', ['甲', '底']],
  ])('has its %s template in its order', (order, texts) => {
    const page = `<ofd:Template TemplateID="20" ZOrder="${order}"/>`
    const { marks } = draw(text('甲'), { page, common: '<ofd:TemplatePage ID="20" BaseLoc="Template.xml"/>' })
    expect(marks.map((mark) => mark.kind === 'glyphs' && mark.text)).toEqual(texts)
    expect(new Set(marks.map(({ source }) => source))).toEqual(new Set(['Page.xml', 'Template.xml']))
  })
  test('draws objects of all kinds in the order in which they stand', () => {
    const image = '<ofd:ImageObject ID="8" Boundary="0 0 10 10" CTM="10 0 0 20 1 2" ResourceID="4"/>'
    const { marks } = draw(text('甲') + image + path('M 0 0 L 1 1') + text('乙'))
    expect(marks.map(({ kind }) => kind)).toEqual(['glyphs', 'image', 'path', 'glyphs'])
    expect(marks[1]).toMatchObject({
      resource: '4',
      outline: { box: { left: 1, top: 2, right: 11, bottom: 22 } },
    })
  })
  test('draws the unit of a composite object, cut off at its size', () => {
    const resources = `<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="70" Width="10" Height="10"><ofd:Content>${path('M 0 0 L 5 5')}<ofd:CompositeObject Boundary="0 0 5 5" ResourceID="70"/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>`
    const group = first('<ofd:CompositeObject Boundary="1 2 10 10" ResourceID="70" Alpha="51"/>', {
      resources,
    })
    expect(group).toMatchObject({
      kind: 'group',
      marks: [
        { kind: 'path', stroke: { alpha: 0.2 }, outline: { box: { left: 11, top: 22 } } },
        { kind: 'group' },
      ],
    })
    expect(first('<ofd:CompositeObject Boundary="1 2 10 10" ResourceID="99"/>')).toMatchObject({
      unsupported: ['composite'],
      marks: [],
    })
  })
  test.each([
    ['', 30],
    [' TransFlag="true"', 50],
  ])('clips with the matrix of the object only where they say so%s', (flag, right) => {
    const clips = `<ofd:Clips${flag}><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 20 20"><ofd:AbbreviatedData>M 0 0 L 20 0 L 20 20 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>`
    expect(drawn(path('M 0 0 L 5 5', 'CTM="2 0 0 2 0 0"', clips)).clips[0]![0]!.box.right).toBe(right)
  })
  test('is not drawn beyond what a document may draw', () => {
    const many = text('甲乙') + path('M 0 0 L 5 5')
    const code = (limits: Partial<RenderLimits>) => {
      try {
        draw(many, {}, limits)
        return undefined
      } catch (error) {
        return (error as TrustError).code
      }
    }
    expect([code({ maxObjects: 1 }), code({ maxGlyphs: 1 }), code({ maxOperands: 3 }), code({})]).toEqual([
      'ERR_OFD_LIMIT',
      'ERR_OFD_LIMIT',
      'ERR_OFD_LIMIT',
      undefined,
    ])
  })
})

describe('documents made by others', () => {
  for (const file of listTruth('ofd').filter(
    (name) => name.endsWith('.ofd') && !name.startsWith('container-'),
  ))
    testTruth(`${file} is laid out`, () => {
      const source = parseOfdPackage(readTruth(`ofd/${file}`))
      for (const document of source.documents) {
        const render = openRender(document, source, budgetXml())
        for (const page of document.pages)
          for (const mark of flat(layoutPage(page, render).marks)) assertFinite(mark)
      }
    })
})

const flat = (marks: readonly Mark[]): Mark[] =>
  marks.flatMap((mark) => (mark.kind === 'group' ? [mark, ...flat(mark.marks)] : [mark]))

function assertFinite(mark: Mark): void {
  if (mark.kind === 'glyphs') {
    expect(mark.cells).toHaveLength([...mark.text].length)
    for (const { x, y, halfWidth, halfHeight } of mark.cells)
      expect(Number.isFinite(x + y + halfWidth + halfHeight)).toBe(true)
  } else expect(mark.outline.lines.every(Number.isFinite)).toBe(true)
}
