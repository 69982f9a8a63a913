import { ofdError } from './codes.ts'
import { type OfdDocument, readDocument } from './document.ts'
import { type Reading, requiredFile } from './reading.ts'
import type { ReadingXml } from './xml/budget.ts'
import { childrenOf } from './xml/element.ts'
import type { XmlLimits } from './xml/limits.ts'
import { readXmlOf } from './xml/read.ts'
import type { ZipLimits } from './zip/limits.ts'

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

/** The one fixed name in a package (GB/T 33190-2016, 7.4). */
export const INDEX_FILE = 'OFD.xml'

/** Where the list of all files of a package is (GM/T 0099-2020 [?]; the name is fixed in the one sample seen). */
export const ENTRIES_FILE = 'OFDEntries.xml'

const MAX_DOCUMENTS = 16
export const DEFAULT_MAX_LINKS = 20_000

/** Reads `OFD.xml` and what it names. @throws as `parseOfdPackage`, but for the archive */
export function* readIndex(readXml: ReadingXml, limits: OfdLimits = {}): Reading<OfdIndex> {
  const root = yield* readXml(yield* requiredFile(INDEX_FILE), INDEX_FILE)
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
