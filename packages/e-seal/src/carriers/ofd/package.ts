import { ofdError } from './codes.ts'
import { type OfdDocument, readDocument } from './document.ts'
import { type Reading, readNow, requiredFile } from './reading.ts'
import { budgetXml, type ReadXml } from './xml/budget.ts'
import { childrenOf } from './xml/element.ts'
import type { XmlLimits } from './xml/parse.ts'
import { readXmlOf } from './xml/read.ts'
import type { ZipDeviation } from './zip/archive.ts'
import type { ZipLimits } from './zip/limits.ts'
import { parseZip } from './zip/read.ts'

/** What reading a package may take. */
export interface OfdLimits {
  readonly zip?: Partial<ZipLimits>
  readonly xml?: Partial<XmlLimits>
  /** Documents in one package; default 16. */
  readonly maxDocuments?: number
  /** Files that one document may name; default 20,000. */
  readonly maxLinks?: number
  /** Signatures in one package; default 64. */
  readonly maxSignatures?: number
  /** Signed values of one package together, in bytes; default 8 MiB. */
  readonly maxValueBytes?: number
}

/** What the index of a package says (GB/T 33190-2016, 7.4), with the documents that it names. */
export interface OfdIndex {
  readonly version: string | undefined
  /** `OFD`, or a profile such as `OFD-A`. */
  readonly docType: string | undefined
  readonly documents: readonly OfdDocument[]
}

/** An OFD package (GB/T 33190-2016, 7). */
export interface OfdPackage extends OfdIndex {
  /** Every file by its name: path below the root, `/` between its parts. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** What is not as the standard has it but was read all the same. */
  readonly deviations: readonly ZipDeviation[]
}

/** The one fixed name in a package (GB/T 33190-2016, 7.4). */
export const INDEX_FILE = 'OFD.xml'

const MAX_DOCUMENTS = 16
export const DEFAULT_MAX_LINKS = 20_000

/**
 * Reads an OFD package: every file, and what its index files name. Nothing is verified.
 *
 * @param bytes - the OFD file
 * @throws SealError `ERR_ZIP_*` when the archive is broken or could be read in two ways, `ERR_XML_*` for an index
 *   file, `ERR_OFD_FILE_MISSING`, `ERR_OFD_ELEMENT`, `ERR_OFD_LOCATION`, `ERR_OFD_LIMIT`
 */
export function parseOfdPackage(bytes: Uint8Array, limits: OfdLimits = {}): OfdPackage {
  return openOfdPackage(bytes, limits).ofd
}

/** Reads a package, and gives the reader for its other XML files, which draw on the same budget. */
export function openOfdPackage(
  bytes: Uint8Array,
  limits: OfdLimits = {},
): { ofd: OfdPackage; readXml: ReadXml } {
  const { files, deviations } = parseZip(bytes, limits.zip)
  const readXml = budgetXml(limits.xml)
  return { ofd: { files, deviations, ...readNow(files, readIndex(readXml, limits)) }, readXml }
}

/** Reads `OFD.xml` and what it names. @throws as {@link parseOfdPackage}, but for the archive */
export function* readIndex(readXml: ReadXml, limits: OfdLimits = {}): Reading<OfdIndex> {
  const root = readXml(yield* requiredFile(INDEX_FILE), INDEX_FILE)
  const reader = readXmlOf(INDEX_FILE, root, 'OFD')
  const bodies = childrenOf(root, 'DocBody')
  const { maxDocuments: limit = MAX_DOCUMENTS, maxLinks = DEFAULT_MAX_LINKS } = limits
  if (bodies.length === 0)
    throw ofdError('ERR_OFD_ELEMENT', { file: INDEX_FILE, element: 'DocBody', reason: 'missing' })
  if (bodies.length > limit)
    throw ofdError('ERR_OFD_LIMIT', { what: 'documents', found: bodies.length, limit })
  const documents: OfdDocument[] = []
  for (const body of bodies) documents.push(yield* readDocument(body, reader, { readXml, maxLinks }))
  return { version: root.attributes.get('Version'), docType: root.attributes.get('DocType'), documents }
}

/** The bytes of a file. @throws SealError `ERR_OFD_FILE_MISSING` */
export function fileOf(ofd: OfdPackage, file: string): Uint8Array {
  const bytes = ofd.files.get(file)
  if (bytes === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file })
  return bytes
}
