import { decodeUtf8, encodeUtf8 } from '@xinyin/core'
import { createOfdPackage, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { type FaceOptions, layoutFace } from '../../src/face/layout.ts'
import type { FaceMark, PictureMark, TextMark } from '../../src/face/marks.ts'
import { renderFaceHtml, renderFaceSvg } from '../../src/face/svg.ts'
import type { FaceItem, FaceTemplate, FaceText } from '../../src/face/template.ts'
import { sum } from '../../src/face/text.ts'
import { REAL_ESTATE_FACE } from '../../src/faces/real-estate.ts'
import { SAMPLE_LICENCES } from '../../src/faces/samples.ts'
import type { FaceFonts } from '../../src/file/fonts.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { subsetFont } from '../../src/font/subset.ts'
import type { LicenceData } from '../../src/metadata/data.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import { fontCollection, fontFile, square } from '../font/font-file.ts'
import { AT, createProvince, issueIn } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { PHOTO } from './faces.ts'
import { readFace } from './read/read-face.ts'

const PAGE = { width: 100, height: 150 }
const face = (...items: FaceItem[]): FaceTemplate => ({ pages: [{ ...PAGE, items }] })
const text = (words: string, change: Partial<FaceText> = {}): FaceText => ({
  kind: 'text',
  box: [10, 10, 40, 20],
  text: words,
  font: 'song',
  size: 5,
  ...change,
})
const marksOf = (template: FaceTemplate, data: LicenceData = SAMPLE, options: FaceOptions = {}) =>
  layoutFace(template, data, options).pages.map(({ marks }) => marks)
const isText = (mark: FaceMark): mark is TextMark => mark.kind === 'text'
const linesOf = (item: FaceText) => marksOf(face(item))[0]!.filter(isText)

describe('text in a box', () => {
  test('is broken into lines where it is wider than the box, at its size', () => {
    const lines = linesOf(text('一二三四五六七八九十'))
    expect(lines.map((line) => line.text)).toEqual(['一二三四五六七八', '九十'])
    expect(lines.map(({ size }) => size)).toEqual([5, 5])
  })

  test('is made smaller until it fits, and no smaller than it may be', () => {
    const words = '建设内容以审查合格的施工图设计文件为准'.repeat(3)
    const lines = linesOf(text(words))
    const [{ size } = { size: 0 }] = lines
    expect(size).toBeLessThan(5)
    expect(size).toBeGreaterThanOrEqual(2.5)
    expect(lines.map((line) => line.text).join('')).toBe(words)
    for (const { x, advances, baseline } of lines) {
      expect(x + sum(advances)).toBeLessThanOrEqual(50.001)
      expect(baseline).toBeLessThanOrEqual(30)
    }
  })

  test('is refused where it does not fit even then, and cut short only where that is allowed', () => {
    const words = '长'.repeat(2000)
    expect(() => linesOf(text(words))).toThrow(expect.objectContaining({ code: 'ERR_FACE_OVERFLOW' }))
    const shown = linesOf(text(words, { overflow: 'ellipsis' }))
    expect(shown.at(-1)?.text.endsWith('…')).toBe(true)
    expect(shown[0]?.size).toBe(2.5)
  })

  test('stands from top to bottom, in columns from right to left', () => {
    const columns = linesOf(text('甲乙丙丁戊己庚辛', { upright: true, box: [10, 10, 30, 20] }))
    expect(columns.map((column) => column.text)).toEqual(['甲乙丙丁', '戊己庚辛'])
    const [first, second] = columns
    expect(first!.upright).toBe(true)
    expect(first!.x).toBeGreaterThan(second!.x)
    // Each character of a column below the one before.
    const svg = renderFaceSvg(layoutFace(face(text('甲乙', { upright: true })), SAMPLE))
    const [, across = '', down = ''] = /<tspan x="([^"]*)" y="([^"]*)">甲乙/.exec(svg) ?? []
    const [xs, ys] = [across.split(' ').map(Number), down.split(' ').map(Number)]
    expect(new Set(xs).size).toBe(1)
    expect(ys[1]! - ys[0]!).toBeCloseTo(5)
  })

  test('is vertical in the OFD too, and read there as it is', () => {
    const ofd = createLicenceOfd(SAMPLE, face(text('{name}', { upright: true, box: [10, 10, 30, 120] })))
    const content = decodeUtf8(parseOfdPackage(ofd).files.get('Doc_0/Pages/Page_0/Content.xml')!)
    expect(content).toMatch(/<ofd:TextCode [^>]*DeltaX="g \d+ 0" DeltaY="g \d+ 5"/)
    const [item] = readFace(parseOfdPackage(ofd)).items
    expect(item).toMatchObject({ element: 'ZZMC', text: SAMPLE.name, hidden: undefined })
  })
})

describe('several holders', () => {
  const { realEstate } = SAMPLE_LICENCES
  const many: LicenceData = {
    ...realEstate,
    holders: Array.from({ length: 60 }, (_, i) => ({ ...realEstate.holders[0], name: `权利人${i + 1}号` })),
  }
  const pages = marksOf(REAL_ESTATE_FACE, many)
  const textOf = (marks: readonly FaceMark[]) => marks.filter(isText).map((mark) => mark.text)

  test('have a row each, over as many pages as they take, with the header on each', () => {
    expect(pages.length).toBeGreaterThan(4)
    const tables = pages.slice(2).map(textOf)
    for (const page of tables) expect(page).toContain('证件号码')
    const shown = tables.flat()
    for (const { name } of many.holders) expect(shown.filter((each) => each === name)).toHaveLength(1)
    expect(textOf(pages.at(-1)!)).toContain(String(pages.length))
  })

  test('are each tagged by its place, and those of the face are those of the metadata', () => {
    const items = readFace(parseOfdPackage(createLicenceOfd(many, REAL_ESTATE_FACE))).items
    // Before the table, the page of the right names as many as it has room for.
    const named = items.filter(({ element }) => element === 'CZZT').slice(-many.holders.length)
    expect(named.map(({ index }) => index)).toEqual(many.holders.map((_, i) => i))
    expect(named.map((item) => item.text)).toEqual(many.holders.map(({ name }) => name))
  })

  test('are all in the document for screens', () => {
    const html = renderFaceHtml(layoutFace(REAL_ESTATE_FACE, many), { title: '不动产权证书' })
    expect(html.match(/<svg /g)).toHaveLength(pages.length)
  })
})

describe('a photo', () => {
  const item = (fit: 'cover' | 'contain'): FaceItem => ({
    kind: 'picture',
    box: [10, 10, 20, 40],
    picture: 'photo',
    fit,
  })
  const placed = (fit: 'cover' | 'contain') =>
    marksOf(face(item(fit)), SAMPLE, { pictures: { photo: PHOTO } })[0]![0] as PictureMark

  test('fills its place or shows all of itself, and is never distorted', () => {
    expect(placed('cover')).toMatchObject({ place: [0, 10, 40, 40], clip: [10, 10, 20, 40] })
    expect(placed('contain')).toMatchObject({ place: [10, 20, 20, 20], clip: [10, 20, 20, 20] })
  })

  test('is asked for where the face has a place for it', () => {
    expect(() => marksOf(face(item('cover')))).toThrow(expect.objectContaining({ code: 'ERR_FACE_PICTURE' }))
  })

  test('goes into the OFD as it was given', () => {
    const { files } = parseOfdPackage(
      createLicenceOfd(SAMPLE, face(item('cover')), { pictures: { photo: PHOTO } }),
    )
    expect(files.get('Doc_0/Res/picture_0.png')).toEqual(PHOTO)
  })
})

describe('a watermark', () => {
  const watermark = { text: '仅限办理竣工验收使用' }

  test('runs over every page, through the middle too, and lets through what is under it', () => {
    const { pages } = layoutFace(REAL_ESTATE_FACE, SAMPLE_LICENCES.realEstate, { watermark })
    for (const page of pages) {
      expect(page.watermark?.words.text).toBe(watermark.text)
      expect(page.watermark?.opacity).toBeLessThanOrEqual(0.4)
      const quarters = new Set(
        page.watermark?.places.map(([x, y]) => `${x < page.width / 2} ${y < page.height / 2}`),
      )
      expect(quarters.size).toBe(4)
    }
  })

  test('is bound into what is sealed: without it, the licence does not verify', async () => {
    const province = await createProvince()
    const { ofd } = await issueIn(province, SAMPLE, { face: { watermark } })
    const policy = { trust: province.trust, at: AT }
    expect((await inspectLicence(ofd, policy)).verdict).toBe('passed')
    const { files } = parseOfdPackage(ofd)
    const content = decodeUtf8(files.get('Doc_0/Pages/Page_0/Content.xml')!)
    expect(content).toContain(watermark.text)
    const without = content.replace(/<ofd:Layer [^>]*Type="Foreground">.*?<\/ofd:Layer>/s, '')
    expect(without).not.toContain(watermark.text)
    const entries = [...files].map(([name, bytes]) => ({
      name,
      bytes: name === 'Doc_0/Pages/Page_0/Content.xml' ? encodeUtf8(without) : bytes,
    }))
    const taken = createOfdPackage(entries)
    const { checks } = await inspectLicence(taken, policy)
    expect(checks.find(({ status }) => status === 'failed')).toMatchObject({ id: 'ofd.references' })
  })
})

test('fonts that are given are in the document as far as it shows them, by the names that readers look for', () => {
  const characters = new Map(
    [...new Set(SAMPLE.name)].map((letter, i) => [letter.codePointAt(0) ?? 0, i + 1]),
  )
  const outlines = Array.from({ length: 40 }, (_, i) => square(100 + i))
  const file = fontFile({ characters, outlines, name: 'TestTC' })
  const other = fontFile({ characters, outlines: outlines.toReversed(), name: 'TestSC' })
  const fontIn = (song: FaceFonts['song']) => {
    const template = face(text('{name}'), text('施工许可', { font: 'hei' }))
    const fonts = { ...(song === undefined ? {} : { song }), kai: file }
    const { files } = parseOfdPackage(createLicenceOfd(SAMPLE, template, { fonts }))
    expect([...files.keys()].filter((name) => name.includes('font'))).toEqual(['Doc_0/Res/font_song.ttf'])
    expect(decodeUtf8(files.get('Doc_0/PublicRes.xml')!)).toMatch(
      /FontName="宋体" FamilyName="SimSun"><ofd:FontFile>font_song.ttf</,
    )
    return files.get('Doc_0/Res/font_song.ttf')
  }
  expect(fontIn(file)).toEqual(subsetFont(file, SAMPLE.name))
  expect(fontIn({ file: fontCollection(other, file), face: 'TestTC' })).toEqual(fontIn(file))
  expect(fontIn(fontCollection(file, other))).toEqual(subsetFont(other, SAMPLE.name))
  expect(() => createLicenceOfd(SAMPLE, face(text('{holders}')), { fonts: { song: file } })).toThrow(
    expect.objectContaining({ code: 'ERR_FACE_FONT_CHARACTERS' }),
  )
})
