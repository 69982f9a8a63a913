import type { SealPicture } from '@xinyin/e-seal'
import { inspectOfd, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { type Element, find, readXml } from './xml.ts'

/** A stamp of a signature, in its place. */
export interface StampOnPage {
  readonly picture: SealPicture
  readonly box: Box
  /** The part of the picture that shows, from its own left and top. */
  readonly clip: Box | undefined
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Page {
  readonly content: Element
  readonly box: Box
  readonly stamps: readonly StampOnPage[]
}

export interface SealedDocument {
  readonly pages: readonly Page[]
}

const A4 = { x: 0, y: 0, width: 210, height: 297 }

/** Opens an OFD for drawing: what stands on its pages, and the stamps of its signatures. Whose they are is not asked. */
export async function openDocument(bytes: Uint8Array): Promise<SealedDocument> {
  const { files, documents } = parseOfdPackage(bytes)
  const report = await inspectOfd(bytes, { trust: { anchors: [], intermediates: [] } })
  const [document] = documents
  if (document === undefined) throw new Error('no document')
  const pages = document.pages.map(({ id, file }): Page => {
    const content = readXml(files.get(file) ?? new Uint8Array(0))
    const stamps = (report.subject?.signatures ?? []).flatMap(({ picture, stamps: places }) =>
      places.flatMap(({ page, box, clip }) =>
        page === id && picture !== undefined && box !== undefined ? [{ picture, box, clip }] : [],
      ),
    )
    return { content, box: boxOf(find(content, 'PhysicalBox')?.text) ?? document.pageBox ?? A4, stamps }
  })
  return { pages }
}

/** Four numbers in mm. */
export function boxOf(text: string | undefined): Box | undefined {
  const [x, y, width, height] = (text ?? '').trim().split(/\s+/).map(Number)
  return x === undefined || y === undefined || width === undefined || height === undefined
    ? undefined
    : { x, y, width, height }
}
