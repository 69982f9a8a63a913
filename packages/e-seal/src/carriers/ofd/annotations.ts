import { SealError } from '../../errors.ts'
import type { Reading } from './reading.ts'
import type { ReadingXml } from './xml/budget.ts'
import type { XmlElement } from './xml/element.ts'
import { includesText } from './xml/scan.ts'

/** What the annotations of a page show (GB/T 33190-2016, 15.2). */
export interface AnnotationFinding {
  /** Annotations of the type `Stamp` that draw something: to a reader's user they look like a seal. */
  readonly stamps: number
  /** Annotations of other types that draw a picture. */
  readonly pictures: number
  /** The file is no XML, and may show a stamp to who reads it all the same. */
  readonly unreadable: boolean
}

const DRAWN: ReadonlySet<string> = new Set(['TextObject', 'PathObject', 'ImageObject', 'CompositeObject'])

/**
 * Looks for annotations that look like a seal and are none: seals are shown by the stamps of signatures alone.
 *
 * Invoices have annotations of the type `Stamp` that draw nothing; they say where a reader shows the verdict on an attached
 * file, and are not counted.
 *
 * @returns `undefined` for a file that is none of annotations
 * @throws SealError `ERR_XML_LIMIT`
 */
export function* findStampAnnotations(
  bytes: Uint8Array,
  file: string,
  readXml: ReadingXml,
): Reading<AnnotationFinding | undefined> {
  let root: XmlElement
  try {
    root = yield* readXml(bytes, file)
  } catch (error) {
    if (!(error instanceof SealError) || error.code === 'ERR_XML_LIMIT') throw error
    // Vendors write XML that is none; where no word of a stamp is in it, no reader shows one.
    // In another encoding it may be there all the same: those of two octets a letter have zeros.
    const mayShow =
      error.code !== 'ERR_XML_MALFORMED' ||
      bytes.includes(0) ||
      includesText(bytes, 'tamp', 3) ||
      includesText(bytes, '&#', 1)
    return { stamps: 0, pictures: 0, unreadable: mayShow }
  }
  if (root.name !== 'PageAnnot') return undefined
  // Whatever their namespaces: a reader may be less strict with them.
  const named = (element: XmlElement, name: string) => element.children.filter((child) => child.name === name)
  const drawing = named(root, 'Annot').map((annotation) => ({
    isStamp: annotation.attributes.get('Type')?.trim().toLowerCase() === 'stamp',
    drawn: new Set(named(annotation, 'Appearance').flatMap(drawnIn)),
  }))
  return {
    stamps: drawing.filter(({ isStamp, drawn }) => isStamp && drawn.size > 0).length,
    pictures: drawing.filter(({ isStamp, drawn }) => !isStamp && drawn.has('ImageObject')).length,
    unreadable: false,
  }
}

/** The kinds of graphic objects in an appearance, in blocks or not. */
function drawnIn(element: XmlElement): string[] {
  return element.children.flatMap((child) =>
    DRAWN.has(child.name) ? [child.name] : child.name === 'PageBlock' ? drawnIn(child) : [],
  )
}
