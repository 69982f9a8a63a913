import { resolveLocation } from './location.ts'
import { childrenOf, type XmlElement } from './xml/element.ts'
import { parseXml, type XmlLimits } from './xml/parse.ts'
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

/** A file that another file of the package names. */
export interface Link {
  readonly from: string
  readonly file: string
  readonly kind:
    | 'document'
    | 'version'
    | 'signatures'
    | 'page'
    | 'template'
    | 'resource'
    | 'annotation'
    | 'attachment'
    | 'tag'
    | 'extension'
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
}

type Files = ReadonlyMap<string, Uint8Array>

/** Reads one `DocBody` and the document that it names. */
export function readDocument(
  body: XmlElement,
  index: XmlReader,
  files: Files,
  limits: Partial<XmlLimits>,
): OfdDocument {
  const root = resolveLocation(index.requiredText(body, 'DocRoot'), index.file)
  const links: Link[] = [{ from: index.file, file: root, kind: 'document' }]
  const versions = childrenOf(index.optional(body, 'Versions'), 'Version').map((version) =>
    resolveLocation(index.requiredAttribute(version, 'BaseLoc'), index.file),
  )
  links.push(...versions.map((file): Link => ({ from: index.file, file, kind: 'version' })))
  const signaturesPath = index.text(body, 'Signatures')
  const signatures = signaturesPath === undefined ? undefined : resolveLocation(signaturesPath, index.file)
  if (signatures !== undefined) links.push({ from: index.file, file: signatures, kind: 'signatures' })
  const info = readInfo(index.optional(body, 'DocInfo'), index)
  const bytes = files.get(root)
  if (bytes === undefined) return { info, root, versions, signatures, pages: [], pageBox: undefined, links }
  const element = parseXml(bytes, root, limits)
  const reader = readXmlOf(root, element, 'Document')
  const common = reader.optional(element, 'CommonData')
  const pages = readPages(reader.optional(element, 'Pages'), 'Page', reader)
  const templates = readPages(common, 'TemplatePage', reader)
  const locate =
    (kind: Link['kind']) =>
    (file: string): Link => ({ from: root, file, kind })
  links.push(
    ...pages.map(({ file }) => locate('page')(file)),
    ...templates.map(({ file }) => locate('template')(file)),
  )
  const resources = [...childrenOf(common, 'PublicRes'), ...childrenOf(common, 'DocumentRes')]
    .filter(({ text }) => text !== '')
    .map(({ text }) => resolveLocation(text, root))
  links.push(
    ...resources.map(locate('resource')),
    ...resources.flatMap((file) => readResources(file, files, limits)),
  )
  for (const [name, part] of PARTS) {
    const path = reader.text(element, name)
    if (path === undefined) continue
    const file = resolveLocation(path, root)
    links.push(locate(part.kind)(file), ...followPart(file, part, files, limits))
  }
  return { info, root, versions, signatures, pages, pageBox: readPageBox(common, reader), links }
}

interface Part {
  readonly kind: Link['kind']
  /** Root element of the part's own file, and the elements in it that hold a `FileLoc`. */
  readonly root: string
  readonly items: readonly string[]
}

/** The files of `Document` that list further files (GB/T 33190-2016, 7.5, 15, 16, 17 and 18). */
const PARTS: readonly (readonly [string, Part])[] = [
  ['Annotations', { kind: 'annotation', root: 'Annotations', items: ['Page'] }],
  ['Attachments', { kind: 'attachment', root: 'Attachments', items: ['Attachment'] }],
  ['CustomTags', { kind: 'tag', root: 'CustomTags', items: ['CustomTag'] }],
  ['Extensions', { kind: 'extension', root: 'Extensions', items: [] }],
]

function followPart(file: string, part: Part, files: Files, limits: Partial<XmlLimits>): Link[] {
  const bytes = files.get(file)
  if (bytes === undefined || part.items.length === 0) return []
  const element = parseXml(bytes, file, limits)
  const reader = readXmlOf(file, element, part.root)
  return part.items
    .flatMap((item) => childrenOf(element, item))
    .flatMap((item) => [reader.text(item, 'FileLoc'), reader.text(item, 'SchemaLoc')])
    .filter((path) => path !== undefined)
    .map((path) => ({ from: file, file: resolveLocation(path, file), kind: part.kind }))
}

function readPages(parent: XmlElement | undefined, name: string, reader: XmlReader): PageReference[] {
  return childrenOf(parent, name).map((page) => ({
    id: reader.requiredAttribute(page, 'ID'),
    file: resolveLocation(reader.requiredAttribute(page, 'BaseLoc'), reader.file),
  }))
}

/** The files that a resource file names: fonts, colour profiles, pictures (GB/T 33190-2016, 7.9). */
function readResources(file: string, files: Files, limits: Partial<XmlLimits>): Link[] {
  const bytes = files.get(file)
  if (bytes === undefined) return []
  const element = parseXml(bytes, file, limits)
  readXmlOf(file, element, 'Res')
  const base = element.attributes.get('BaseLoc')?.trim() || '.'
  const folder = base === '.' || base === './' ? '' : `${base.replace(/\/$/, '')}/`
  const found: Link[] = []
  const visit = (within: XmlElement): void => {
    for (const child of within.children) {
      const path = child.attributes.get('Profile') ?? (isFile(child) ? child.text : '')
      if (path !== '') {
        const location = path.startsWith('/') ? path : `${folder}${path}`
        found.push({ from: file, file: resolveLocation(location, file), kind: 'resource' })
      }
      visit(child)
    }
  }
  visit(element)
  return found
}

const isFile = (element: XmlElement) => element.ofd && ['FontFile', 'MediaFile'].includes(element.name)

function readInfo(info: XmlElement | undefined, reader: XmlReader): DocumentInfo {
  const custom = childrenOf(reader.optional(info, 'CustomDatas'), 'CustomData')
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
