import type { OfdDocument } from './document.ts'
import type { Link } from './links.ts'
import { INDEX_FILE } from './package-index.ts'
import { OFD_NAMESPACES } from './xml/namespaces.ts'
import { rootOf } from './xml/root.ts'
import { foldName } from './zip/name.ts'

/** Something that names a file of a signature as if it were content. */
export interface Misnamed {
  readonly from: string
  readonly file: string
  /** As what it is named; `text` where an index file says its path otherwise. */
  readonly as: Link['kind'] | 'text'
}

/** A file that is read as one thing and is another. */
export interface OtherRoot {
  readonly file: string
  /** The element that it should begin with. */
  readonly expected: string
  readonly found: string
}

/**
 * A path as the most generous of readers takes it: escapes undone, back slashes as slashes, without what Windows leaves out at
 * the end of names or an address has behind its path, in one case.
 */
export function foldPath(path: string): string {
  let plain = path
  for (let i = 0; i < MAX_ESCAPED && plain.includes('%'); i++) plain = unescapePath(plain)
  const segments: string[] = []
  for (const part of plain.replace(/[?#:].*$/s, '').split(/[/\\]+/)) {
    const segment = part.replace(/[. ]+$/, '')
    if (part === '..') segments.pop()
    else if (segment !== '') segments.push(segment)
  }
  return foldName(segments.join('/'))
}

/** So often can an escape be escaped itself and still be undone by some reader. */
const MAX_ESCAPED = 3

function unescapePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
}

/**
 * What names a file of a signature, or of the list of all files, as content. These files are made after others have signed,
 * so that no earlier signature covers them: what a reader shows of them, nobody signed.
 *
 * @param own - names of these files, there or to come
 */
export function findMisnamed(links: readonly Link[], own: Iterable<string>): Misnamed | undefined {
  const folded = new Set([...own].map(foldName))
  const isOwn = (file: string) => folded.has(foldName(file)) || folded.has(foldPath(file))
  const link = links.find(({ kind, file }) => kind !== 'signatures' && isOwn(file))
  return link === undefined ? undefined : { from: link.from, file: link.file, as: link.kind }
}

/** The largest index file that is searched; those of real documents stay far below. */
const MAX_SEARCHED = 4 * 1024 * 1024
const TEXTS = />([^<>]+)<|"([^"]*)"|'([^']*)'/g
const ENTITY = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi

/**
 * Looks in an index file for the path of a signature's file in whatever place: elements of other namespaces, actions, and
 * files that are no XML are not followed here, and some reader may follow them.
 */
export function findMention(bytes: Uint8Array, from: string, own: Iterable<string>): Misnamed | undefined {
  if (bytes.length > MAX_SEARCHED) return undefined
  const text = new TextDecoder().decode(bytes).replaceAll(/<!\[CDATA\[|\]\]>/g, '')
  const folded = new Set([...own].map(foldName))
  const names = [...folded].map((file) => file.slice(file.lastIndexOf('/') + 1))
  const lower = text.toLowerCase()
  // Nearly no file has any of these.
  if (!/[%\\]|&#/.test(text) && !names.some((name) => lower.includes(name))) return undefined
  const folder = from.slice(0, from.lastIndexOf('/') + 1)
  for (const [, content, double, single] of text.matchAll(TEXTS)) {
    const path = (content ?? double ?? single ?? '').trim().replace(ENTITY, characterOf)
    if (path === '' || path.length > 1024) continue
    for (const candidate of path.startsWith('/') ? [path] : [folder + path, path])
      if (folded.has(foldName(candidate)) || folded.has(foldPath(candidate)))
        return { from, file: candidate, as: 'text' }
  }
  return undefined
}

function characterOf(_: string, hex: string | undefined, decimal: string | undefined): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** With which element a file begins that a document names as a part of itself (GB/T 33190-2016, 7.5, 15, 16, 17 and 20). */
const PART_ROOTS: Readonly<Partial<Record<Link['kind'], string>>> = {
  annotation: 'Annotations',
  attachment: 'Attachments',
  tag: 'CustomTags',
  extension: 'Extensions',
  resource: 'Res',
}

/** The element that a file has to begin with for what names it; nothing where it may be any file. */
function expectedRoot({ kind, from }: Link, rootOfFrom: string | undefined): string | undefined {
  if (kind === 'page' || kind === 'template') return 'Page'
  if (kind === 'document') return 'Document'
  if (kind === 'version') return from === INDEX_FILE ? 'DocVersion' : undefined
  if (kind === 'page-resource') return 'Res'
  if (rootOfFrom === 'Document') return PART_ROOTS[kind]
  return kind === 'annotation' ? 'PageAnnot' : undefined
}

/** The files of documents that name others, and those that should and cannot be read. */
export const indexFiles = (documents: readonly OfdDocument[]): Set<string> =>
  new Set(
    documents
      .flatMap(({ root, links, unreadable }) => [root, ...links.map(({ from }) => from), ...unreadable])
      .filter((file) => file !== INDEX_FILE),
  )

/**
 * The first file that does not begin as what it is named as.
 *
 * Pages have to be pages to every reader. Vendors write lists that are no XML, which are told as unreadable: of these, those
 * that are plainly another thing are found.
 *
 * @param headOf - a file's first octets, `undefined` where it is not there
 */
export function findOtherRoot(
  links: readonly Link[],
  headOf: (file: string) => Uint8Array | undefined,
): OtherRoot | undefined {
  for (const link of links) {
    const head = headOf(link.file)
    if (head === undefined) continue
    const from = headOf(link.from)
    const expected = expectedRoot(link, from === undefined ? undefined : rootOf(from)?.name)
    if (expected === undefined) continue
    const root = rootOf(head)
    const isRight =
      expected === 'Page'
        ? root?.name === expected && OFD_NAMESPACES.has(root.namespace)
        : root === undefined || root.name === expected
    if (!isRight) return { file: link.file, expected, found: root?.name ?? '' }
  }
  return undefined
}
