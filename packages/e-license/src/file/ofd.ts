import { encodeHex, encodeUtf8, randomBytes } from '@xinyin/core'
import { createOfdPackage, escapeXml, type PackageEntry, type PackageOptions } from '@xinyin/e-seal/ofd'
import { type FaceOptions, layoutFace } from '../face/layout.ts'
import type { FaceLayout } from '../face/marks.ts'
import type { FaceTemplate } from '../face/template.ts'
import { encodeCustomData } from '../metadata/custom-data.ts'
import type { LicenceData } from '../metadata/data.ts'
import { formatDateTime } from '../metadata/date.ts'
import type { FaceFonts } from './fonts.ts'
import { HEAD, NAMESPACE } from './namespace.ts'
import { boxOf, writePage } from './page.ts'
import { writeResources } from './resources.ts'
import { createSerial } from './serial.ts'
import { TAG_LIST, writeTags } from './tags.ts'

/** How the file is written, whatever is in it. */
export interface OfdFileOptions {
  /** When it is made; now when absent. */
  readonly at?: Date
  /** 32 hexadecimal digits; random when absent. */
  readonly documentId?: string
  /**
   * Fonts to be put into the file, for readers that lack them: of each that the face uses, what its characters need, so that
   * the file stays small, and as far as its maker allows. None when absent: licences in use rely on the readers'.
   */
  readonly fonts?: FaceFonts
  /**
   * Whether files are deflated. When absent, those of a document with fonts are, which is half as large by that; others are
   * `stored`, so that no changed byte goes unseen (`createOfdPackage`).
   */
  readonly compression?: PackageOptions['compression']
}

/** How the files of a licence are kept unless it is said, before and in its sealing. */
export const compressionOf = ({
  fonts = {},
  compression,
}: OfdFileOptions): NonNullable<OfdFileOptions['compression']> =>
  compression ?? (Object.keys(fonts).length > 0 ? 'deflated' : 'stored')

export interface LicenceOfdOptions extends OfdFileOptions, FaceOptions {}

/**
 * A licence as an OFD document, not yet sealed: its face, its metadata as custom data (GB/T 33190-2016, 7.4;
 * GB/T 36905-2018), and tags that say which text of the face shows which item (16).
 *
 * @throws LicenceError `ERR_METADATA_*`, `ERR_FACE_*`; SealError `ERR_PICTURE_*`
 */
export function createLicenceOfd(
  data: LicenceData,
  template: FaceTemplate,
  options: LicenceOfdOptions = {},
): Uint8Array {
  return encodeLicenceOfd(data, layoutFace(template, data, options), options)
}

/** The same of a face that was laid out before: from the same data. @throws LicenceError `ERR_METADATA_*`, `ERR_FACE_FONT*` */
export function encodeLicenceOfd(
  data: LicenceData,
  layout: FaceLayout,
  options: OfdFileOptions = {},
): Uint8Array {
  const serial = createSerial()
  const resources = writeResources(layout, options.fonts ?? {}, serial)
  const pageIds = layout.pages.map(() => serial.next())
  const documentBox = boxOf(layout.pages[0] ?? A4)
  const pages = layout.pages.map((page, i) =>
    writePage(page, pageIds[i] ?? 0, resources, serial, documentBox),
  )
  const tags = pages.flatMap((page) => page.tags)
  const xml: readonly (readonly [name: string, xml: string | undefined])[] = [
    ['OFD.xml', writeIndex(data, options)],
    [
      'Doc_0/Document.xml',
      writeDocument(documentBox, pageIds, serial.last(), resources.documentXml !== undefined),
    ],
    ['Doc_0/PublicRes.xml', resources.publicXml],
    ['Doc_0/DocumentRes.xml', resources.documentXml],
    ...pages.map((page, i) => [`Doc_0/Pages/Page_${i}/Content.xml`, page.xml] as const),
    ['Doc_0/Tags/CustomTags.xml', TAG_LIST],
    ['Doc_0/Tags/Tag_Licence.xml', writeTags(tags)],
  ]
  const files: PackageEntry[] = xml.flatMap(([name, content]) =>
    content === undefined ? [] : [{ name, bytes: encodeUtf8(HEAD + content) }],
  )
  for (const { name, bytes } of resources.files) files.push({ name: `Doc_0/${name}`, bytes })
  return createOfdPackage(files, { compression: compressionOf(options) })
}

function writeIndex(data: LicenceData, { at = new Date(), documentId }: OfdFileOptions): string {
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

const A4 = { width: 210, height: 297 }

function writeDocument(
  documentBox: string,
  pageIds: readonly number[],
  last: number,
  hasPictures: boolean,
): string {
  const resources = hasPictures ? '<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>' : ''
  const list = pageIds.map((id, i) => `<ofd:Page ID="${id}" BaseLoc="Pages/Page_${i}/Content.xml"/>`)
  return [
    `<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>${last}</ofd:MaxUnitID>`,
    `<ofd:PageArea><ofd:PhysicalBox>${documentBox}</ofd:PhysicalBox></ofd:PageArea>`,
    `<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>${resources}</ofd:CommonData>`,
    `<ofd:Pages>${list.join('')}</ofd:Pages>`,
    '<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags></ofd:Document>',
  ].join('')
}
