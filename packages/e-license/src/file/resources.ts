import type { PackageEntry } from '@xinyin/e-seal/ofd'
import type { FaceLayout } from '../face/marks.ts'
import type { QrSymbol } from '../qr/symbol/create.ts'
import { encodeQrPng } from '../qr/symbol/png.ts'
import { type FaceFonts, writeFonts } from './fonts.ts'
import { NAMESPACE } from './namespace.ts'
import type { PageResources } from './page.ts'
import type { Serial } from './serial.ts'

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
  const shown = new Set<string>()
  let symbol: QrSymbol | undefined
  for (const mark of pages.flatMap(({ marks }) => marks))
    if (mark.kind === 'picture') shown.add(mark.name)
    else if (mark.kind === 'symbol') symbol = mark.symbol
  const { fontXml, fontIds, fontFiles } = writeFonts(pages, fonts, serial)
  const files: PackageEntry[] = [...fontFiles]
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
    publicXml: resource(`<ofd:Fonts>${fontXml}</ofd:Fonts>`),
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
