import type { SealPicture } from '@xinyin/e-seal'
import { budgetXml, childrenOf, inspectOfd, parseOfdPackage, type XmlElement } from '@xinyin/e-seal/ofd'

/** A rectangle in mm. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A stamp of a signature, in its place. */
export interface StampOnPage {
  readonly picture: SealPicture
  readonly box: Box
  /** The part of the picture that shows, from its own left and top. */
  readonly clip: Box | undefined
}

export interface DrawnPage {
  readonly content: XmlElement
  readonly box: Box
  readonly stamps: readonly StampOnPage[]
}

/** A font by its name, and what the document holds of it. */
export interface DrawnFont {
  readonly name: string
  readonly file: Uint8Array | undefined
}

/** What an OFD says of its pages, and what they refer to by identifiers: fonts, pictures. */
export interface DrawnDocument {
  readonly pages: readonly DrawnPage[]
  readonly fonts: ReadonlyMap<string, DrawnFont>
  readonly pictures: ReadonlyMap<string, Uint8Array>
}

const A4 = { x: 0, y: 0, width: 210, height: 297 }

/** Opens an OFD as licences of this library are written. Whose its stamps are is not asked here. */
export async function openDocument(bytes: Uint8Array): Promise<DrawnDocument> {
  const { files, documents } = parseOfdPackage(bytes)
  const { subject } = await inspectOfd(bytes, { trust: { anchors: [], intermediates: [] } })
  const [document] = documents
  if (document === undefined) throw new Error('no document')
  const parse = budgetXml()
  const read = (name: string) => parse(files.get(name) ?? new Uint8Array(0), name)
  const folder = document.root.replace(/[^/]*$/, '')
  const fileOf = (resources: XmlElement, name: string) => {
    const path = `${folder}${resources.attributes.get('BaseLoc')}/${name}`
    const file = files.get(path)
    if (file === undefined) throw new Error(`no file ${path}`)
    return file
  }
  const fonts = new Map<string, DrawnFont>()
  const pictures = new Map<string, Uint8Array>()
  for (const name of ['PublicRes.xml', 'DocumentRes.xml'].filter((file) => files.has(folder + file))) {
    const resources = read(folder + name)
    for (const list of childrenOf(resources, 'Fonts'))
      for (const font of childrenOf(list, 'Font')) {
        const [file] = childrenOf(font, 'FontFile')
        fonts.set(font.attributes.get('ID') ?? '', {
          name: font.attributes.get('FontName') ?? '',
          file: file === undefined ? undefined : fileOf(resources, file.text),
        })
      }
    for (const list of childrenOf(resources, 'MultiMedias'))
      for (const media of childrenOf(list, 'MultiMedia')) {
        const picture = fileOf(resources, childrenOf(media, 'MediaFile')[0]?.text ?? '')
        pictures.set(media.attributes.get('ID') ?? '', picture)
      }
  }
  const pages = document.pages.map(({ id, file }): DrawnPage => {
    const content = read(file)
    const [area] = childrenOf(content, 'Area')
    const box = boxOf(childrenOf(area, 'PhysicalBox')[0]?.text) ?? document.pageBox ?? A4
    const stamps = (subject?.signatures ?? []).flatMap(({ picture, stamps: places }) =>
      places.flatMap((place) =>
        place.page === id && picture !== undefined && place.box !== undefined
          ? [{ picture, box: place.box, clip: place.clip }]
          : [],
      ),
    )
    return { content, box, stamps }
  })
  return { pages, fonts, pictures }
}

/** Four numbers in mm. */
export function boxOf(text: string | undefined): Box | undefined {
  const [x, y, width, height] = (text ?? '').trim().split(/\s+/).map(Number)
  return x === undefined || y === undefined || width === undefined || height === undefined
    ? undefined
    : { x, y, width, height }
}
