import { SealError, type SealErrorCode } from '../../errors.ts'
import { ofdError } from './codes.ts'
import { resolveLocation } from './location.ts'
import { PARTS, type Part, RESOURCES } from './parts.ts'
import { askFile, type Reading } from './reading.ts'
import type { ReadingXml } from './xml/budget.ts'
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
    | 'page-resource'
    | 'annotation'
    | 'attachment'
    | 'tag'
    | 'extension'
    | 'cover'
}

/** What readers of one package share. */
export interface Surroundings {
  readonly readXml: ReadingXml
  /** Files that one document may name. */
  readonly maxLinks: number
}

export interface PageReference {
  readonly id: string
  /** The page's content file. */
  readonly file: string
}

/** The files that a document names, and those among them that should name others but cannot be read. */
export interface Graph {
  readonly links: readonly Link[]
  readonly unreadable: readonly string[]
}

/** The pages of a document, in their order. */
export function pagesOf(document: XmlElement, reader: XmlReader): PageReference[] {
  return readPages(reader.optional(document, 'Pages'), 'Page', reader)
}

function readPages(parent: XmlElement | undefined, name: string, reader: XmlReader): PageReference[] {
  return childrenOf(parent, name).map((page) => ({
    id: reader.requiredAttribute(page, 'ID'),
    file: resolveLocation(reader.requiredAttribute(page, 'BaseLoc'), reader.file),
  }))
}

/**
 * The files that a document names: its pages, templates and parts, and those that the parts name in turn.
 *
 * A file that cannot be read is passed over: no verdict hangs on it, since a signature has to cover every file of the
 * package, named or not. A path that leads out of the package is not: no signature covers what lies there.
 *
 * @throws SealError `ERR_OFD_LOCATION`, `ERR_OFD_LIMIT`, `ERR_XML_LIMIT`
 */
export function* followDocument(
  document: XmlElement,
  reader: XmlReader,
  within: Surroundings,
): Reading<Graph> {
  const { file: from } = reader
  const common = reader.optional(document, 'CommonData')
  const resources = [...childrenOf(common, 'PublicRes'), ...childrenOf(common, 'DocumentRes')]
  const steps: (readonly [path: string | undefined, part: Part])[] = [
    ...resources.map(({ text }) => [text || undefined, RESOURCES] as const),
    ...PARTS.map(([name, part]) => [reader.text(document, name), part] as const),
  ]
  const links: Link[] = [
    ...pagesOf(document, reader).map(({ file }) => ({ from, file, kind: 'page' as const })),
    ...readPages(common, 'TemplatePage', reader).map(({ file }) => ({
      from,
      file,
      kind: 'template' as const,
    })),
  ]
  const unreadable: string[] = []
  const read = new Set<string>()
  for (const [path, part] of steps) {
    if (path === undefined) continue
    const file = resolveLocation(path, from)
    links.push({ from, file, kind: part.kind })
    if (links.length > within.maxLinks) throw tooMany(links.length, within)
    if (part.follow === undefined || read.has(file)) continue
    read.add(file)
    const found = yield* followFile(file, part, within)
    if (found === undefined) unreadable.push(file)
    else links.push(...found)
  }
  return { links, unreadable }
}

export const tooMany = (found: number, { maxLinks: limit }: Surroundings) =>
  ofdError('ERR_OFD_LIMIT', { what: 'links', found, limit })

/** The files that a part of a document names; `undefined` when it cannot be read. */
export function* followFile(
  file: string,
  { root: name, kind, follow }: Part,
  { readXml }: Surroundings,
): Reading<Link[] | undefined> {
  const bytes = yield* askFile(file)
  if (bytes === undefined || follow === undefined) return []
  try {
    const root = yield* readXml(bytes, file)
    const named = follow(root, readXmlOf(file, root, name))
    return named.map((path) => ({ from: file, file: resolveLocation(path, file), kind }))
  } catch (error) {
    if (isPassedOver(error)) return undefined
    throw error
  }
}

/** Whether an error says that a file cannot be read, and not that it leads out of the package or takes too much. */
export const isPassedOver = (error: unknown): boolean =>
  error instanceof SealError && PASSED_OVER.has(error.code)

const PASSED_OVER: ReadonlySet<SealErrorCode> = new Set([
  'ERR_XML_MALFORMED',
  'ERR_XML_FORBIDDEN',
  'ERR_XML_ENCODING',
  'ERR_OFD_ELEMENT',
])
