import type { PackageEntry } from '@xinyin/e-seal/ofd'
import type { FaceLayout, TextMark } from '../face/marks.ts'
import type { FaceFont } from '../face/template.ts'
import { subsetFont } from '../font/subset.ts'
import type { QrSymbol } from '../qr/symbol/create.ts'
import { encodeQrPng } from '../qr/symbol/png.ts'
import { NAMESPACE } from './namespace.ts'
import type { PageResources } from './page.ts'
import type { Serial } from './serial.ts'

/** Names of the typefaces as readers look them up, in Chinese systems and in others. */
const FONT_NAMES: Readonly<Record<FaceFont, readonly [name: string, family: string]>> = {
  song: ['宋体', 'SimSun'],
  hei: ['黑体', 'SimHei'],
  kai: ['楷体', 'KaiTi'],
  fang: ['仿宋', 'FangSong'],
}

/**
 * Fonts to be put into a document, by the typefaces that they are: files of TrueType or OpenType. Of collections (`.ttc`,
 * `.otc`) the face for simplified Chinese is taken, by the `SC` in its PostScript name, or else the first one.
 */
export type FaceFonts = Readonly<Partial<Record<FaceFont, Uint8Array | CollectedFont>>>

/** A face of a collection. */
export interface CollectedFont {
  readonly file: Uint8Array
  /** PostScript name of the face, as `NotoSerifCJKsc-Regular`. */
  readonly face: string
}

/** Pixels of a module: every reader draws it larger than that, and each more costs time. */
const QR_SCALE = 2

/** The resource files of a document (GB/T 33190-2016, 7.9), and what lies beside them. */
export interface WrittenResources extends PageResources {
  readonly publicXml: string
  /** `undefined` where there are no pictures. */
  readonly documentXml: string | undefined
  /** Fonts and pictures, by their names below the document's folder. */
  readonly files: readonly PackageEntry[]
}

export function writeResources(
  { pages, pictures }: FaceLayout,
  fonts: FaceFonts,
  serial: Serial,
): WrittenResources {
  const used = new Map<FaceFont, Set<string>>()
  const use = ({ font, text }: TextMark) => {
    const characters = used.get(font) ?? new Set()
    used.set(font, characters)
    for (const character of text) characters.add(character)
  }
  const shown = new Set<string>()
  let symbol: QrSymbol | undefined
  for (const { marks, watermark } of pages) {
    if (watermark !== undefined) use(watermark.words)
    for (const mark of marks)
      if (mark.kind === 'text') use(mark)
      else if (mark.kind === 'picture') shown.add(mark.name)
      else if (mark.kind === 'symbol') symbol = mark.symbol
  }
  const files: PackageEntry[] = []
  const fontIds = new Map<FaceFont, number>()
  const fontXml = [...used].map(([font, characters]) => {
    const id = serial.next()
    fontIds.set(font, id)
    const [name, family] = FONT_NAMES[font]
    const given = fonts[font]
    if (given === undefined) return `<ofd:Font ID="${id}" FontName="${name}" FamilyName="${family}"/>`
    const [whole, face] = given instanceof Uint8Array ? [given] : [given.file, given.face]
    const data = subsetFont(whole, [...characters].join(''), face)
    const file = `font_${font}.${isOpenType(data) ? 'otf' : 'ttf'}`
    files.push({ name: `Res/${file}`, bytes: data })
    return `<ofd:Font ID="${id}" FontName="${name}" FamilyName="${family}"><ofd:FontFile>${file}</ofd:FontFile></ofd:Font>`
  })
  const pictureIds = new Map<string, number>()
  const pictureXml = [...shown].flatMap((name, i) => {
    const photo = pictures.get(name)
    if (photo === undefined) return []
    const id = serial.next()
    pictureIds.set(name, id)
    const file = `picture_${i}.${photo.format === 'png' ? 'png' : 'jpg'}`
    files.push({ name: `Res/${file}`, bytes: photo.data })
    const format = photo.format === 'png' ? 'PNG' : 'JPEG'
    return `<ofd:MultiMedia ID="${id}" Type="Image" Format="${format}"><ofd:MediaFile>${file}</ofd:MediaFile></ofd:MultiMedia>`
  })
  let symbolId: number | undefined
  if (symbol !== undefined) {
    symbolId = serial.next()
    // As a picture it takes 2 kB; as a path it would take 100.
    files.push({ name: 'Res/qr.png', bytes: encodeQrPng(symbol, { scale: QR_SCALE }) })
    pictureXml.push(
      `<ofd:MultiMedia ID="${symbolId}" Type="Image" Format="PNG"><ofd:MediaFile>qr.png</ofd:MediaFile></ofd:MultiMedia>`,
    )
  }
  const resource = (inner: string) => `<ofd:Res ${NAMESPACE} BaseLoc="Res">${inner}</ofd:Res>`
  return {
    publicXml: resource(`<ofd:Fonts>${fontXml.join('')}</ofd:Fonts>`),
    documentXml:
      pictureXml.length === 0
        ? undefined
        : resource(`<ofd:MultiMedias>${pictureXml.join('')}</ofd:MultiMedias>`),
    files,
    fontIds,
    pictureIds,
    symbolId,
  }
}

/** `OTTO`: outlines of PostScript. */
const isOpenType = ([a, b, c, d]: Uint8Array): boolean => a === 0x4f && b === 0x54 && c === 0x54 && d === 0x4f
