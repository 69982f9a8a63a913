import { SealError, type SealErrorCode } from '../../errors.ts'
import { isOutside, resolveLocation } from './location.ts'
import type { ReadXml } from './xml/budget.ts'
import { childrenOf, type XmlElement } from './xml/element.ts'
import { readXmlOf, type XmlReader } from './xml/read.ts'

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

/** The package around a document. */
export interface Surroundings {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly readXml: ReadXml
  /** Files that one document may name. */
  readonly maxLinks: number
}

/**
 * The files that a document names besides its pages, and those that they name in turn.
 *
 * A file that cannot be read is passed over: no verdict hangs on it, since a signature has to cover every file of the
 * package, named or not. A path that leads out of the package is not: no signature covers what lies there.
 *
 * @throws SealError `ERR_OFD_LOCATION`, `ERR_OFD_LIMIT`, `ERR_XML_LIMIT`
 */
export function followLinks(
  document: XmlElement,
  reader: XmlReader,
  { files, readXml, maxLinks }: Surroundings,
): { links: Link[]; unreadable: string[] } {
  const common = reader.optional(document, 'CommonData')
  const resources = [...childrenOf(common, 'PublicRes'), ...childrenOf(common, 'DocumentRes')]
  const steps: (readonly [path: string | undefined, part: Part])[] = [
    ...resources.map(({ text }) => [text || undefined, RESOURCES] as const),
    ...PARTS.map(([name, part]) => [reader.text(document, name), part] as const),
  ]
  const links: Link[] = []
  const unreadable: string[] = []
  const read = new Set<string>()
  for (const [path, part] of steps) {
    if (path === undefined) continue
    const file = resolveLocation(path, reader.file)
    links.push({ from: reader.file, file, kind: part.kind })
    const bytes = files.get(file)
    if (links.length > maxLinks)
      throw new SealError('ERR_OFD_LIMIT', { what: 'links', found: links.length, limit: maxLinks })
    if (bytes === undefined || part.follow === undefined || read.has(file)) continue
    read.add(file)
    try {
      const root = readXml(bytes, file)
      const named = part.follow(root, readXmlOf(file, root, part.root))
      for (const found of named)
        links.push({ from: file, file: resolveLocation(found, file), kind: part.kind })
    } catch (error) {
      if (!(error instanceof SealError) || !PASSED_OVER.has(error.code)) throw error
      unreadable.push(file)
    }
  }
  return { links, unreadable }
}

const PASSED_OVER: ReadonlySet<SealErrorCode> = new Set([
  'ERR_XML_MALFORMED',
  'ERR_XML_FORBIDDEN',
  'ERR_XML_ENCODING',
  'ERR_OFD_ELEMENT',
])

interface Part {
  readonly kind: Link['kind']
  /** Root element of the part's own file. */
  readonly root: string
  /** The paths that stand in it. */
  readonly follow?: (root: XmlElement, reader: XmlReader) => string[]
}

/** The paths of files that items of a list hold. */
const pathsIn = (item: string) => (root: XmlElement, reader: XmlReader) =>
  childrenOf(root, item).flatMap((element) =>
    ['FileLoc', 'SchemaLoc'].flatMap((name) => reader.text(element, name) ?? []),
  )

/** The parts of a document that list further files (GB/T 33190-2016, 7.5, 15, 16, 17 and 20). */
const PARTS: readonly (readonly [string, Part])[] = [
  ['Annotations', { kind: 'annotation', root: 'Annotations', follow: pathsIn('Page') }],
  ['Attachments', { kind: 'attachment', root: 'Attachments', follow: pathsIn('Attachment') }],
  ['CustomTags', { kind: 'tag', root: 'CustomTags', follow: pathsIn('CustomTag') }],
  ['Extensions', { kind: 'extension', root: 'Extensions' }],
]

const RESOURCES: Part = { kind: 'resource', root: 'Res', follow: pathsOfResources }

/** Fonts, colour profiles and pictures, from the folder that the resource file names (GB/T 33190-2016, 7.9). */
function pathsOfResources(root: XmlElement): string[] {
  const base = root.attributes.get('BaseLoc')?.trim().replace(/\/$/, '') || '.'
  const found: string[] = []
  const visit = (within: XmlElement): void => {
    for (const child of within.children) {
      const isFile = child.ofd && (child.name === 'FontFile' || child.name === 'MediaFile')
      const path = isFile ? child.text : (child.attributes.get('Profile') ?? '')
      if (path !== '') found.push(path.startsWith('/') || isOutside(path) ? path : `${base}/${path}`)
      visit(child)
    }
  }
  visit(root)
  return found
}
