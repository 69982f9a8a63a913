import { SealError } from '../../errors.ts'
import { followLinks, type Link, type Surroundings } from './links.ts'
import { resolveLocation } from './location.ts'
import { childrenOf, type XmlElement } from './xml/element.ts'
import { readXmlOf, type XmlReader } from './xml/read.ts'

/** A rectangle in mm from the top left corner of a page. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface PageReference {
  readonly id: string
  /** The page's content file. */
  readonly file: string
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
  /** Every file that is named by the document's index files. Files named inside pages are not followed. */
  readonly links: readonly Link[]
  /**
   * Files among them that should name others but cannot be read: vendors write XML there that is none. What they
   * name is then not in `links`.
   */
  readonly unreadable: readonly string[]
}

/** Reads one `DocBody` and the document that it names. */
export function readDocument(body: XmlElement, index: XmlReader, within: Surroundings): OfdDocument {
  const { files, readXml, maxLinks } = within
  const root = resolveLocation(index.requiredText(body, 'DocRoot'), index.file)
  const links: Link[] = [{ from: index.file, file: root, kind: 'document' }]
  const versions = childrenOf(index.optional(body, 'Versions'), 'Version').map((version) =>
    resolveLocation(index.requiredAttribute(version, 'BaseLoc'), index.file),
  )
  for (const file of versions) links.push({ from: index.file, file, kind: 'version' })
  const signaturesPath = index.text(body, 'Signatures')
  const signatures = signaturesPath === undefined ? undefined : resolveLocation(signaturesPath, index.file)
  if (signatures !== undefined) links.push({ from: index.file, file: signatures, kind: 'signatures' })
  const info = readInfo(index.optional(body, 'DocInfo'), index)
  const bytes = files.get(root)
  if (bytes === undefined)
    return { info, root, versions, signatures, pages: [], pageBox: undefined, links, unreadable: [] }
  const element = readXml(bytes, root)
  const reader = readXmlOf(root, element, 'Document')
  const common = reader.optional(element, 'CommonData')
  const pages = readPages(reader.optional(element, 'Pages'), 'Page', reader)
  const templates = readPages(common, 'TemplatePage', reader)
  for (const { file } of pages) links.push({ from: root, file, kind: 'page' })
  for (const { file } of templates) links.push({ from: root, file, kind: 'template' })
  const { links: followed, unreadable } = followLinks(element, reader, within)
  for (const link of followed) links.push(link)
  if (links.length > maxLinks)
    throw new SealError('ERR_OFD_LIMIT', { what: 'links', found: links.length, limit: maxLinks })
  return { info, root, versions, signatures, pages, pageBox: readPageBox(common, reader), links, unreadable }
}

function readPages(parent: XmlElement | undefined, name: string, reader: XmlReader): PageReference[] {
  return childrenOf(parent, name).map((page) => ({
    id: reader.requiredAttribute(page, 'ID'),
    file: resolveLocation(reader.requiredAttribute(page, 'BaseLoc'), reader.file),
  }))
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
