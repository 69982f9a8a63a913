import { encodeHex, encodeUtf8, randomBytes } from '@xinyin/core'
import { createOfdPackage, escapeXml } from '@xinyin/e-seal/ofd'
import { type FaceLayout, type FaceLine, layoutFace } from '../face/layout.ts'
import { decimal } from '../face/svg.ts'
import type { FaceFont, FacePath, FaceTemplate } from '../face/template.ts'
import { encodeCustomData } from '../metadata/custom-data.ts'
import type { LicenceData } from '../metadata/data.ts'
import { formatDateTime } from '../metadata/date.ts'

/** Names of the typefaces as readers look them up. None is embedded: licences in use rely on these being there. */
const FONT_NAMES: Readonly<Record<FaceFont, string>> = {
  song: '宋体',
  hei: '黑体',
  kai: '楷体',
  fang: '仿宋',
}
const FONTS = Object.keys(FONT_NAMES) as FaceFont[]

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

/** Identifiers are unique within a document (GB/T 33190-2016, 7.3). Fonts have the first ones. */
const FONT_ID = 1
const PAGE_ID = FONT_ID + FONTS.length
const LAYER_ID = PAGE_ID + 1

export interface LicenceOfdOptions {
  /** When it is made; now when absent. */
  readonly at?: Date
  /** 32 hexadecimal digits; random when absent. */
  readonly documentId?: string
}

/**
 * A licence as an OFD document, not yet sealed: its face on one page, its metadata as custom data (GB/T 33190-2016,
 * 7.4; GB/T 36905-2018).
 *
 * @throws LicenceError `ERR_METADATA_*`, `ERR_FACE_*`
 */
export function createLicenceOfd(
  data: LicenceData,
  template: FaceTemplate,
  options: LicenceOfdOptions = {},
): Uint8Array {
  const layout = layoutFace(template, data)
  const files: Readonly<Record<string, string>> = {
    'OFD.xml': writeIndex(data, options),
    'Doc_0/Document.xml': writeDocument(layout),
    'Doc_0/PublicRes.xml': writeFonts(),
    'Doc_0/Pages/Page_0/Content.xml': writePage(layout),
  }
  return createOfdPackage(
    Object.entries(files).map(([name, xml]) => ({ name, bytes: encodeUtf8(HEAD + xml) })),
  )
}

function writeIndex(data: LicenceData, { at = new Date(), documentId }: LicenceOfdOptions): string {
  const author = data.issuers.map(({ name }) => name).join('、')
  const custom = encodeCustomData(data).map(
    ({ name, value }) => `<ofd:CustomData Name="${escapeXml(name)}">${escapeXml(value)}</ofd:CustomData>`,
  )
  return [
    `<ofd:OFD ${NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>`,
    `<ofd:DocID>${documentId ?? encodeHex(randomBytes(16))}</ofd:DocID>`,
    `<ofd:Title>${escapeXml(data.name)}</ofd:Title><ofd:Author>${escapeXml(author)}</ofd:Author>`,
    `<ofd:CreationDate>${formatDateTime(at).slice(0, 10)}</ofd:CreationDate>`,
    '<ofd:Creator>Xinyin</ofd:Creator>',
    `<ofd:CustomDatas>${custom.join('')}</ofd:CustomDatas></ofd:DocInfo>`,
    '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
  ].join('')
}

function writeDocument(layout: FaceLayout): string {
  const { page, paths, lines } = layout
  const last = LAYER_ID + paths.length + lines.length
  return [
    `<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>${last}</ofd:MaxUnitID>`,
    `<ofd:PageArea><ofd:PhysicalBox>0 0 ${decimal(page.width)} ${decimal(page.height)}</ofd:PhysicalBox></ofd:PageArea>`,
    '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>',
    `<ofd:Pages><ofd:Page ID="${PAGE_ID}" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`,
  ].join('')
}

function writeFonts(): string {
  const fonts = FONTS.map((font, i) => {
    const name = FONT_NAMES[font]
    return `<ofd:Font ID="${FONT_ID + i}" FontName="${name}" FamilyName="${name}"/>`
  })
  return `<ofd:Res ${NAMESPACE} BaseLoc="Res"><ofd:Fonts>${fonts.join('')}</ofd:Fonts></ofd:Res>`
}

function writePage({ page, paths, lines }: FaceLayout): string {
  let id = LAYER_ID
  const objects = [
    ...paths.map((path) => writePath(path, ++id, page)),
    ...lines.map((line) => writeText(line, ++id)),
  ]
  return [
    `<ofd:Page ${NAMESPACE}>`,
    `<ofd:Area><ofd:PhysicalBox>0 0 ${decimal(page.width)} ${decimal(page.height)}</ofd:PhysicalBox></ofd:Area>`,
    `<ofd:Content><ofd:Layer ID="${LAYER_ID}">${objects.join('')}</ofd:Layer></ofd:Content></ofd:Page>`,
  ].join('')
}

/** A path object (9.1), in coordinates of the page: its boundary is the page. */
function writePath(
  { points, closed, width, colour }: FacePath,
  id: number,
  page: FaceLayout['page'],
): string {
  const steps = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'} ${decimal(x)} ${decimal(y)}`)
  const data = [...steps, ...(closed ? ['C'] : [])].join(' ')
  return [
    `<ofd:PathObject ID="${id}" Boundary="0 0 ${decimal(page.width)} ${decimal(page.height)}" LineWidth="${decimal(width)}">`,
    `<ofd:StrokeColor Value="${rgb(colour)}"/><ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`,
  ].join('')
}

/** A text object (11.2): one line, its boundary half a character taller than its characters. */
function writeText({ text, x, baseline, advances, font, size, bold, colour }: FaceLine, id: number): string {
  const width = advances.reduce((total, advance) => total + advance, 0)
  const height = size * 1.5
  const boundary = [x, baseline - size, width, height].map(decimal).join(' ')
  const weight = bold ? ' Weight="700"' : ''
  const deltas = advances.slice(0, -1).map(decimal).join(' ')
  const spread = deltas === '' ? '' : ` DeltaX="${deltas}"`
  return [
    `<ofd:TextObject ID="${id}" Boundary="${boundary}" Font="${FONT_ID + FONTS.indexOf(font)}" Size="${decimal(size)}"${weight}>`,
    `<ofd:FillColor Value="${rgb(colour)}"/>`,
    `<ofd:TextCode X="0" Y="${decimal(size)}"${spread}>${escapeXml(text)}</ofd:TextCode></ofd:TextObject>`,
  ].join('')
}

/** `#9e1b1e` as `158 27 30`, which without a colour space is RGB (8.3.2). */
function rgb(colour: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(' ')
}
