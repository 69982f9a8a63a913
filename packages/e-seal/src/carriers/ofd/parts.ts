import type { Link } from './links.ts'
import { isOutside } from './location.ts'
import { childrenOf, type XmlElement } from './xml/element.ts'
import type { XmlReader } from './xml/read.ts'

/** A part of a document that has a file of its own. */
export interface Part {
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
export const PARTS: readonly (readonly [string, Part])[] = [
  ['Annotations', { kind: 'annotation', root: 'Annotations', follow: pathsIn('Page') }],
  ['Attachments', { kind: 'attachment', root: 'Attachments', follow: pathsIn('Attachment') }],
  ['CustomTags', { kind: 'tag', root: 'CustomTags', follow: pathsIn('CustomTag') }],
  ['Extensions', { kind: 'extension', root: 'Extensions', follow: pathsOfExtensions }],
]

/** The list of a version's files, and last its document. */
export const VERSION: Part = {
  kind: 'version',
  root: 'DocVersion',
  follow: (root, reader) => [
    ...childrenOf(reader.optional(root, 'FileList'), 'File').flatMap(({ text }) => text || []),
    reader.requiredText(root, 'DocRoot'),
  ],
}

export const RESOURCES: Part = { kind: 'resource', root: 'Res', follow: pathsOfResources }

/** Data that extensions keep in files of their own (GB/T 33190-2016, 17). */
function pathsOfExtensions(root: XmlElement): string[] {
  return childrenOf(root, 'Extension').flatMap((extension) =>
    childrenOf(extension, 'ExtendData').flatMap(({ text }) => text || []),
  )
}

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
