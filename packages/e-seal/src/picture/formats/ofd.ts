import { type Box, parseBox } from '../../carriers/ofd/document.ts'
import { openOfdPackage } from '../../carriers/ofd/package-open.ts'
import { type Reading, readNow } from '../../carriers/ofd/reading.ts'
import type { ReadingXml } from '../../carriers/ofd/xml/budget.ts'
import { childrenOf } from '../../carriers/ofd/xml/element.ts'
import { parseFullXml } from '../../carriers/ofd/xml/full.ts'
import { readXmlOf } from '../../carriers/ofd/xml/read.ts'
import { SealError } from '../../errors.ts'
import { pictureError } from '../codes.ts'
import type { Picture, PictureDeviation } from '../picture.ts'
import { recognizePicture } from './format.ts'
import { type ReadInner, refuseOverLimit } from './inner.ts'
import type { PictureSource } from './octets.ts'

/** Unpacked size of the whole over that of the package. */
const MAX_RATIO = 200
/** Unpacked, all files together, over the octets that a picture may have; real ones stay below 1 MiB. */
const EXPANSION = 2
/** Files; those of real seals have ten. */
const MAX_FILES = 1000

/**
 * Reads a picture that is a whole OFD package: one document whose first page is drawn. A package that is sealed
 * itself, or holds another package, is refused: whoever draws it could go round and round.
 *
 * @throws SealError `ERR_PICTURE_STRUCTURE`, `ERR_PICTURE_LIMIT`, `ERR_PICTURE_FORBIDDEN`
 */
export function readOfd(source: PictureSource, readInner: ReadInner): Picture {
  const { broken } = source
  const { ofd, readXml } = open(source)
  const [document, other] = ofd.documents
  const [page] = document?.pages ?? []
  if (document === undefined || page === undefined) throw broken('no page')
  if (ofd.documents.some(({ signatures }) => isSigned(ofd.files.get(signatures ?? ''), readXml)))
    throw forbidden('a signature')
  for (const file of ofd.files.values()) {
    source.count()
    inspectFile(file, readInner)
  }
  const bytes = ofd.files.get(page.file)
  if (bytes === undefined) throw broken('no page')
  const deviations: PictureDeviation[] = []
  const frames = ofd.documents.reduce((sum, { pages }) => sum + pages.length, 0)
  if (ofd.deviations.includes('prefix-bytes') || ofd.deviations.includes('archive-comment'))
    deviations.push('trailing-bytes')
  if (frames > 1 || other !== undefined) deviations.push('several-frames')
  const tolerances = ofd.deviations.filter((name) => name !== 'prefix-bytes')
  const box = reading(() => readBox(bytes, page.file, readXml)) ?? document.pageBox
  return {
    format: 'ofd',
    pixels: undefined,
    size: box === undefined ? undefined : { width: box.width, height: box.height },
    transparent: true,
    frames,
    deviations,
    ...(tolerances.length === 0 ? {} : { tolerances }),
  }
}

/** The size that a page has of its own. What else is in it is not read. */
function readBox(bytes: Uint8Array, file: string, readXml: ReadingXml): Box | undefined {
  try {
    const root = readHere(readXml(bytes, file))
    const reader = readXmlOf(file, root, 'Page')
    return parseBox(reader.text(reader.optional(root, 'Area'), 'PhysicalBox'))
  } catch (error) {
    // Vendors write XML there that is none, which readers of theirs show all the same.
    if (error instanceof SealError && error.code !== 'ERR_XML_LIMIT') return undefined
    throw error
  }
}

/** Whether a list of signatures has any; writers leave an empty one behind. One that cannot be read may have some. */
function isSigned(list: Uint8Array | undefined, readXml: ReadingXml): boolean {
  if (list === undefined) return false
  try {
    return childrenOf(readHere(readXml(list, 'Signatures.xml')), 'Signature').length > 0
  } catch (error) {
    if (error instanceof SealError) return true
    throw error
  }
}

/** All that is read lies in memory, and asks for nothing but the parser. */
const readHere = <T>(reading: Reading<T>): T => readNow(new Map(), reading, parseFullXml)

function open(source: PictureSource) {
  const { maxBytes, maxParts } = source.limits
  const maxTotalBytes = EXPANSION * maxBytes
  const zip = {
    maxBytes,
    maxEntries: Math.min(maxParts, MAX_FILES),
    maxEntryBytes: maxTotalBytes,
    maxTotalBytes,
    maxRatio: MAX_RATIO,
  }
  return reading(() => openOfdPackage(source.data, { zip, maxDocuments: 4, maxLinks: maxParts }))
}

/** What is said of a file is said of the picture: its own `OFD.xml` is not that of the sealed document. */
function reading<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    const { what, found, limit } = error.facts
    throw what !== undefined && found !== undefined && limit !== undefined
      ? pictureError('ERR_PICTURE_LIMIT', { format: 'ofd', what, found, limit }, error)
      : pictureError('ERR_PICTURE_STRUCTURE', { format: 'ofd', part: error.code }, error)
  }
}

const forbidden = (what: string) => pictureError('ERR_PICTURE_FORBIDDEN', { format: 'ofd', what })

function inspectFile(file: Uint8Array, readInner: ReadInner): void {
  const format = recognizePicture(file)
  if (format === 'ofd') throw forbidden('a package')
  // Most files of a package are XML, which is no picture by itself.
  if (format !== undefined && format !== 'svg') refuseOverLimit(readInner, () => file)
}
