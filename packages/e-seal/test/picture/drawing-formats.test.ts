import { encodeUtf8 } from '@xinyin/core'
import { writeArchive } from '@xinyin/testkit/attacks'
import { describe, expect, test } from 'vitest'
import { createOfdPackage, parseOfdPackage } from '../../src/carriers/ofd/index.ts'
import { type PictureLimits, parsePicture, SealError } from '../../src/index.ts'
import { checkPicture } from '../../src/verify/checks/seal-picture.ts'
import { toleranceChecks } from '../../src/verify/tolerances.ts'
import { createDocument } from '../document.ts'
import { GIF, PNG, PNG_END, PNG_PIXELS, pngHeader, pngOf, SVG, svgOf } from './samples.ts'

const base64 = (data: Uint8Array) => btoa(String.fromCharCode(...data))
const HUGE = pngOf(pngHeader(100_000, 100_000), PNG_PIXELS, PNG_END)

function against(data: Uint8Array, limits: Partial<PictureLimits> = {}): string {
  try {
    return `read as ${parsePicture(data, limits).format}`
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    expect(error.facts['format'] ?? 'svg').toMatch(/^(?:svg|ofd|png)$/)
    return `${error.code} ${error.facts['part'] ?? error.facts['what'] ?? ''}`
  }
}

describe('a drawing in SVG', () => {
  test('is read with its size', () => {
    expect(parsePicture(SVG)).toEqual({
      format: 'svg',
      pixels: undefined,
      size: { width: 42, height: 42 },
      transparent: true,
      frames: 1,
      deviations: [],
    })
    expect(parsePicture(svgOf('<text>章</text>'))).toMatchObject({ deviations: ['font-dependent'] })
  })

  test.each([
    ['4.2cm', 42],
    ['1in', 25.4],
    ['72pt', 25.4],
    ['6pc', 25.4],
    ['96', 25.4],
    ['96px', 25.4],
    [' .5 MM ', 0.5],
    ['100%', undefined],
    ['0', undefined],
    ['10em', undefined],
    ['-1mm', undefined],
    ['constructor', undefined],
  ])('of %s has its size in mm', (length, mm) => {
    const { size } = parsePicture(svgOf('', `width="${length}" height="${length}"`))
    expect(size?.width).toEqual(mm === undefined ? undefined : expect.closeTo(mm, 9))
  })

  test.each([
    '<image href="data:image/png;base64,%" width="1" height="1"/>',
    '<image xlink:href=" data:image/gif;base64,%" width="1" height="1"/>',
  ])('may hold a picture of pixels: %s', (image) => {
    expect(against(svgOf(image.replace('%', base64(PNG))))).toBe('read as svg')
    expect(against(svgOf(image.replace('%', base64(GIF).replace(/.{8}/g, '$&\n'))))).toBe('read as svg')
    expect(against(svgOf(image.replace('%', base64(HUGE))))).toBe('ERR_PICTURE_LIMIT pixels of one side')
    expect(against(svgOf(image.replace('%', '***')))).toBe('ERR_PICTURE_STRUCTURE a picture inside')
  })

  const elsewhere = 'ERR_PICTURE_FORBIDDEN content from elsewhere'
  test.each<[string, string]>([
    ['ERR_PICTURE_FORBIDDEN <script>', '<script>1</script>'],
    ['ERR_PICTURE_FORBIDDEN <SCRIPT>', '<SCRIPT>1</SCRIPT>'],
    ['ERR_PICTURE_FORBIDDEN <script>', '<x:script xmlns:x="http://www.w3.org/2000/svg"/>'],
    ['ERR_PICTURE_FORBIDDEN <foreignObject>', '<foreignObject/>'],
    ['ERR_PICTURE_FORBIDDEN <animate>', '<animate attributeName="x"/>'],
    ['ERR_PICTURE_FORBIDDEN <set>', '<set attributeName="x"/>'],
    ['ERR_PICTURE_FORBIDDEN HTML', '<b xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['ERR_PICTURE_FORBIDDEN an event handler', '<g onload="1"/>'],
    ['ERR_PICTURE_FORBIDDEN an event handler', '<g onClick="1"/>'],
    ['ERR_PICTURE_FORBIDDEN an animation', '<style>@keyframes a {}</style>'],
    ['ERR_PICTURE_FORBIDDEN an animation', '<style>@-webkit-keyframes a {}</style>'],
    [elsewhere, '<image href="https://example.org/a.png"/>'],
    [elsewhere, '<image xlink:href="a.png"/>'],
    [elsewhere, '<image href="data:image/svg+xml;base64,AAAA"/>'],
    [elsewhere, '<use href="other.svg#a"/>'],
    [elsewhere, '<use href="data:image/png;base64,AAAA"/>'],
    [elsewhere, '<a href="https://example.org"/>'],
    [elsewhere, '<g xml:base="https://example.org/"><use href="#a"/></g>'],
    [elsewhere, '<path fill="url(https://example.org/a#b)"/>'],
    [elsewhere, '<path style="fill: url( \'b.svg#c\' )"/>'],
    [elsewhere, '<style>a { fill: url(b) }</style>'],
    [elsewhere, '<style>@import "a.css";</style>'],
    [elsewhere, '<style>@im/* */port "a.css";</style>'],
    [elsewhere, '<style>@\\69mport "a.css";</style>'],
    [elsewhere, '<style>a { fill: u\\72 l(b) }</style>'],
    [elsewhere, '<style><![CDATA[a { fill: URL(b) }]]></style>'],
    [elsewhere, '<defs><style>a { fill: image-set("b") }</style></defs>'],
    ['ERR_PICTURE_STRUCTURE line 1', '<g>'],
    ['ERR_PICTURE_STRUCTURE line 1', '&nbsp;'],
    ['ERR_PICTURE_FORBIDDEN processing instruction', '<?xml-stylesheet href="a.css"?>'],
  ])('is refused with %s: %s', (fault, content) => {
    expect(against(svgOf(content))).toBe(fault)
  })

  test.each([
    '<path fill="url(#a)"/>',
    '<path fill="url( \'#a\' )"/>',
    '<path style="fill: url(&quot;#a&quot;)"/>',
    '<style>/* url(a) @import */ a { fill: red }</style>',
    '<style>a { fill: red } /* @import</style>',
    '<use xlink:href=" #a"/>',
    '<desc>see url of the office</desc>',
  ])('is read with %s', (content) => {
    expect(against(svgOf(content))).toBe('read as svg')
  })

  test.each<[string, Uint8Array]>([
    ['ERR_PICTURE_FORBIDDEN document type', encodeUtf8('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')],
    ['ERR_PICTURE_FORMAT ', encodeUtf8('<svg/>')],
    ['ERR_PICTURE_FORMAT ', encodeUtf8('<html xmlns="http://www.w3.org/2000/svg"/>')],
    ['ERR_PICTURE_STRUCTURE it is not in UTF-8', Uint8Array.of(0x3c, 0xff)],
    ['ERR_PICTURE_LIMIT mm of one side', svgOf('', 'width="1mm" height="30000mm"')],
    ['ERR_PICTURE_LIMIT depth', svgOf('<g>'.repeat(1000))],
    ['ERR_PICTURE_LIMIT elements', svgOf('<g/>'.repeat(20_000))],
  ])('is refused with %s', (fault, data) => {
    expect(against(data)).toBe(fault)
  })

  test('is refused where few elements stand for very many', () => {
    const level = (i: number) => `<g id="g${i}">${`<use href="#g${i + 1}"/>`.repeat(10)}</g>`
    const levels = (count: number) =>
      `${Array.from({ length: count }, (_, i) => level(i)).join('')}<path id="g${count}" d="M0 0"/>`
    const elements = 'ERR_PICTURE_LIMIT elements'
    expect(against(svgOf(levels(3)))).toBe('read as svg')
    expect(against(svgOf(levels(9)))).toBe(elements)
    expect(against(svgOf(levels(9).replaceAll('href', 'xlink:href')))).toBe(elements)
    const patterns = levels(9).replaceAll('<use href="#', '<path fill="url( \'#').replaceAll('"/>', '\')"/>')
    expect(patterns).toContain('<path fill="url( \'#g1\')"/>')
    expect(against(svgOf(patterns))).toBe(elements)
    expect(against(svgOf('<g id="a"><use href="#a"/></g>'))).toBe(elements)
    expect(against(svgOf('<g id="a"><use href="#b"/></g><g id="b"><use href=" #a"/></g>'))).toBe(elements)
    const chain = (length: number) =>
      Array.from({ length }, (_, i) => `<use id="u${i}" href="#u${i + 1}"/>`).join('')
    expect(against(svgOf(chain(20)))).toBe('read as svg')
    expect(against(svgOf(chain(5000)))).toBe(elements)
    // What is named twice is the first one, and what is not there is nothing.
    expect(against(svgOf('<path id="a"/><g id="a"><use href="#a"/></g><use href="#none"/>'))).toBe(
      'read as svg',
    )
  })

  test('with a style that is hard to search takes no time', () => {
    const started = performance.now()
    for (const piece of ['/*', 'url(', 'url(   ', '\\', '/*/', '@-', "url('"])
      against(svgOf(`<style>${piece.repeat(400_000 / piece.length)}</style>`))
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('a picture that is a package', () => {
  test('is read with the size of its page', () => {
    expect(parsePicture(createDocument())).toEqual({
      format: 'ofd',
      pixels: undefined,
      size: { width: 210, height: 297 },
      transparent: true,
      frames: 2,
      deviations: ['several-frames'],
    })
    const area =
      '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Area><ofd:PhysicalBox>0 0 40 30</ofd:PhysicalBox></ofd:Area></ofd:Page>'
    const page = 'Doc_0/Pages/Page_0/Content.xml'
    expect(parsePicture(createDocument({ [page]: area })).size).toEqual({ width: 40, height: 30 })
    expect(parsePicture(createDocument({ [page]: 'none' })).size).toEqual({ width: 210, height: 297 })
  })

  test('tells by name what its package has otherwise than the standard', async () => {
    const files = [...parseOfdPackage(createDocument()).files].map(([name, bytes]) => ({ name, bytes }))
    const data = writeArchive(files, { comment: Uint8Array.of(0x4b, 0x52, 0x43) })
    expect(parsePicture(data)).toMatchObject({ tolerances: ['archive-comment'] })
    const check = await checkPicture({ info: { picture: { type: 'esl', data, width: 40, height: 40 } } })
    expect(check).toMatchObject({
      status: 'passed',
      facts: { tolerance: 'picture-type, archive-comment' },
    })
    for (const strict of [true, ['archive-comment']] as const)
      expect(
        toleranceChecks([], [check], 'seal', strict).map(({ id, status }) => [id, status]),
      ).toContainEqual(['tolerance.archive-comment', 'failed'])
  })

  const withSignatures = (list: string | undefined) =>
    createDocument({
      'OFD.xml': `<OFD><DocBody><DocInfo/><DocRoot>Doc_0/Document.xml</DocRoot><Signatures>S.xml</Signatures></DocBody></OFD>`,
      'S.xml': list,
    })

  const holding = (name: string, bytes: Uint8Array) =>
    createOfdPackage(
      [
        {
          name: 'OFD.xml',
          bytes: encodeUtf8('<OFD><DocBody><DocInfo/><DocRoot>D.xml</DocRoot></DocBody></OFD>'),
        },
        {
          name: 'D.xml',
          bytes: encodeUtf8('<Document><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>'),
        },
        { name: 'P.xml', bytes: encodeUtf8('<Page/>') },
        { name, bytes },
      ],
      { compression: 'deflated' },
    )

  test.each<[string, () => Uint8Array]>([
    ['ERR_PICTURE_STRUCTURE ERR_ZIP_STRUCTURE', () => createDocument().subarray(0, -30)],
    ['ERR_PICTURE_STRUCTURE ERR_OFD_FILE_MISSING', () => createDocument({ 'OFD.xml': undefined })],
    ['ERR_PICTURE_STRUCTURE ERR_XML_MALFORMED', () => createDocument({ 'OFD.xml': '<' })],
    [
      'ERR_PICTURE_STRUCTURE no page',
      () => createDocument({ 'Doc_0/Document.xml': '<Document><Pages/></Document>' }),
    ],
    ['ERR_PICTURE_STRUCTURE no page', () => createDocument({ 'Doc_0/Pages/Page_0/Content.xml': undefined })],
    [
      'ERR_PICTURE_FORBIDDEN a signature',
      () => withSignatures('<Signatures><Signature ID="1"/></Signatures>'),
    ],
    ['ERR_PICTURE_FORBIDDEN a signature', () => withSignatures('<')],
    [
      'ERR_PICTURE_LIMIT entries',
      () => createDocument(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i}`, '']))),
    ],
    ['ERR_PICTURE_LIMIT ratio', () => holding('bomb', new Uint8Array(6_000_000))],
    [
      'ERR_PICTURE_LIMIT depth',
      () => createDocument({ 'Doc_0/Pages/Page_0/Content.xml': '<a>'.repeat(100) }),
    ],
  ])('is refused with %s', (fault, create) => {
    expect(against(create())).toBe(fault)
  })

  test.each([undefined, '<Signatures/>'])('may say that it could be signed: %s', (list) => {
    expect(against(withSignatures(list))).toBe('read as ofd')
  })

  test('is refused for what lies in it', () => {
    expect(against(holding('a.png', PNG))).toBe('read as ofd')
    expect(against(holding('a.png', PNG.subarray(0, 20)))).toBe('read as ofd')
    expect(against(holding('a.png', HUGE))).toBe('ERR_PICTURE_LIMIT pixels of one side')
    expect(against(holding('a.ofd', holding('a.png', PNG)))).toBe('ERR_PICTURE_FORBIDDEN a package')
    expect(against(holding('a.png', PNG), { maxParts: 3 })).toMatch('ERR_PICTURE_LIMIT')
  })
})
