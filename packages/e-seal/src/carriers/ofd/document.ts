import { ofdError } from './codes.ts'
import { followDocument, type Link, type PageReference, pagesOf, type Surroundings } from './links.ts'
import { resolveLocation } from './location.ts'
import { type Reading, requiredFile } from './reading.ts'
import { followVersions } from './versions.ts'
import { childrenOf, type XmlElement } from './xml/element.ts'
import { readXmlOf, type XmlReader } from './xml/read.ts'

/** A rectangle in mm from the top left corner of a page. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What `DocInfo` says of a document (GB/T 33190-2016, 7.4). Texts as they stand, `undefined` when absent or empty. */
export interface DocumentInfo {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly author: string | undefined
  readonly subject: string | undefined
  readonly abstract: string | undefined
  readonly creationDate: string | undefined
  readonly modificationDate: string | undefined
  readonly creator: string | undefined
  readonly creatorVersion: string | undefined
  /** `CustomData` elements in their order; a name may occur more than once. */
  readonly customData: readonly { readonly name: string; readonly value: string }[]
}

export type { PageReference } from './links.ts'

/** One `DocBody` of a package, with what its document file names. */
export interface OfdDocument {
  readonly info: DocumentInfo
  /** The document's root file. */
  readonly root: string
  readonly versions: readonly string[]
  /** The file that lists the signatures. */
  readonly signatures: string | undefined
  readonly pages: readonly PageReference[]
  /** Size of its pages, unless a page says otherwise. */
  readonly pageBox: Box | undefined
  /** Every file that is named by the document's index files, and by those of its versions; not those that pages name. */
  readonly links: readonly Link[]
  /**
   * Files among them that should name others but cannot be read: vendors write XML there that is none. What they
   * name is then not in `links`.
   */
  readonly unreadable: readonly string[]
}

/**
 * Reads one `DocBody`, the document that it names, and the versions of that (GB/T 33190-2016, 7.4, 7.5, 19).
 *
 * @throws SealError `ERR_OFD_FILE_MISSING`, `ERR_OFD_ELEMENT`, `ERR_OFD_LOCATION`, `ERR_OFD_LIMIT`, `ERR_XML_*`
 */
export function* readDocument(
  body: XmlElement,
  index: XmlReader,
  within: Surroundings,
): Reading<OfdDocument> {
  const { readXml, maxLinks } = within
  const root = resolveLocation(index.requiredText(body, 'DocRoot'), index.file)
  const links: Link[] = [{ from: index.file, file: root, kind: 'document' }]
  const versions = childrenOf(index.optional(body, 'Versions'), 'Version').map((version) =>
    resolveLocation(index.requiredAttribute(version, 'BaseLoc'), index.file),
  )
  for (const file of versions) links.push({ from: index.file, file, kind: 'version' })
  const signaturesPath = index.text(body, 'Signatures')
  const signatures = signaturesPath === undefined ? undefined : resolveLocation(signaturesPath, index.file)
  if (signatures !== undefined) links.push({ from: index.file, file: signatures, kind: 'signatures' })
  const about = index.optional(body, 'DocInfo')
  const info = readInfo(about, index)
  const cover = index.text(about, 'Cover')
  if (cover !== undefined)
    links.push({ from: index.file, file: resolveLocation(cover, index.file), kind: 'cover' })
  const element = yield* readXml(yield* requiredFile(root), root)
  const reader = readXmlOf(root, element, 'Document')
  const pages = pagesOf(element, reader)
  const graph = yield* followDocument(element, reader, within)
  const earlier = yield* followVersions(versions, root, within)
  links.push(...graph.links, ...earlier.links)
  if (links.length > maxLinks)
    throw ofdError('ERR_OFD_LIMIT', { what: 'links', found: links.length, limit: maxLinks })
  const unreadable = [...graph.unreadable, ...earlier.unreadable]
  const pageBox = readPageBox(reader.optional(element, 'CommonData'), reader)
  return { info, root, versions, signatures, pages, pageBox, links, unreadable }
}

function readInfo(info: XmlElement | undefined, reader: XmlReader): DocumentInfo {
  const custom = (reader.optional(info, 'CustomDatas')?.children ?? []).filter(
    // Systems in production write the misspelled name.
    ({ ofd, name }) => ofd && (name === 'CustomData' || name === 'CuslomData'),
  )
  return {
    id: reader.text(info, 'DocID'),
    title: reader.text(info, 'Title'),
    author: reader.text(info, 'Author'),
    subject: reader.text(info, 'Subject'),
    abstract: reader.text(info, 'Abstract'),
    creationDate: reader.text(info, 'CreationDate'),
    modificationDate: reader.text(info, 'ModDate'),
    creator: reader.text(info, 'Creator'),
    creatorVersion: reader.text(info, 'CreatorVersion'),
    customData: custom.map((data) => ({ name: reader.requiredAttribute(data, 'Name'), value: data.text })),
  }
}

function readPageBox(common: XmlElement | undefined, reader: XmlReader): Box | undefined {
  return parseBox(reader.text(reader.optional(common, 'PageArea'), 'PhysicalBox'))
}

/** ST_Box (GB/T 33190-2016, 7.3): four numbers in mm, the last two greater than zero. */
export function parseBox(text: string | undefined): Box | undefined {
  const numbers = text?.trim().split(/\s+/).map(Number) ?? []
  const [x, y, width, height] = numbers
  if (
    numbers.length !== 4 ||
    x === undefined ||
    y === undefined ||
    width === undefined ||
    height === undefined
  )
    return undefined
  return numbers.every(Number.isFinite) && width > 0 && height > 0 ? { x, y, width, height } : undefined
}
