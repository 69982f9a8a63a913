import {
  childrenOf,
  type OfdDocument,
  type ReadXml,
  resolveLocation,
  type XmlElement,
} from '@xinyin/e-seal/ofd'
import { faceError } from '../codes.ts'
import type { DrawParams } from './colour.ts'
import type { FaceStamp } from './stamps.ts'

/** A package that was read, as `parseOfdPackage` gives it: as much as is needed of it. */
export interface FaceSource {
  readonly documents: readonly OfdDocument[]
  readonly files: { get(name: string): Uint8Array | undefined }
  /** Stamps that may hide what is under them: those of whoever is not known to leave the text readable. */
  readonly stamps?: readonly FaceStamp[]
}

/** What reading a face may take. */
export interface FaceLimits {
  /** Default 64. Faces in use have one to ten. */
  readonly maxPages: number
  /** Characters of all pages together; default 50,000. */
  readonly maxGlyphs: number
  /** How often a character is held against a line of what may hide it; default 20 million. */
  readonly maxSteps: number
}

export const DEFAULT_FACE_LIMITS: FaceLimits = { maxPages: 64, maxGlyphs: 50_000, maxSteps: 20_000_000 }

/** Octets of the XML files of a face, and of all together. */
export const FACE_XML_LIMITS = {
  maxBytes: 8 * 1024 * 1024,
  maxTotalBytes: 16 * 1024 * 1024,
  maxEvents: 1_000_000,
}

/** The root of the one document of a licence, and what its pages share. */
export interface FaceDocument {
  readonly document: OfdDocument
  readonly root: XmlElement
  readonly drawParams: DrawParams
  /** Files of template pages by identifier (GB/T 33190-2016, 7.5). */
  readonly templates: ReadonlyMap<string, string>
  /** Files of annotations by page. */
  readonly annotations: ReadonlyMap<string, string>
  /** Reads a file that another one names; `undefined` when there is none. */
  readonly read: (file: string) => XmlElement | undefined
  /** The file that a path leads to. */
  readonly resolve: (path: string, from: string) => string
}

/**
 * Opens the document of a licence to read its face.
 *
 * @throws LicenceError `ERR_FACE_DOCUMENTS`, `ERR_FACE_LIMIT`; SealError `ERR_XML_*`, `ERR_OFD_LOCATION`
 */
export function openFace(source: FaceSource, readXml: ReadXml, { maxPages }: FaceLimits): FaceDocument {
  const [document] = source.documents
  if (document === undefined || source.documents.length !== 1)
    throw faceError('ERR_FACE_DOCUMENTS', { found: source.documents.length })
  const others = otherVersions(document)
  if (others > 0) throw faceError('ERR_FACE_DOCUMENTS', { found: 1 + others })
  if (document.pages.length > maxPages) throw faceError('ERR_FACE_LIMIT', { what: 'pages', limit: maxPages })
  const known = new Map<string, XmlElement>()
  const read = (file: string) => {
    const bytes = source.files.get(file)
    if (bytes === undefined) return undefined
    // A template page is shown by many pages.
    const element = known.get(file) ?? readXml(bytes, file)
    known.set(file, element)
    return element
  }
  const root = read(document.root)
  if (root === undefined) throw faceError('ERR_FACE_DOCUMENTS', { found: 0 })
  const common = childrenOf(root, 'CommonData')[0]
  const named = { read, document }
  return {
    document,
    root,
    drawParams: readDrawParams(common, named),
    templates: new Map(
      childrenOf(common, 'TemplatePage').flatMap(({ attributes }) => {
        const path = attributes.get('BaseLoc')
        const id = attributes.get('ID')
        return path && id ? [[id, resolveLocation(path, document.root)] as const] : []
      }),
    ),
    annotations: readAnnotations(root, named),
    read,
    resolve: resolveLocation,
  }
}

/**
 * Versions that are documents of their own, which a reader may show in place of the one that is read here (GB/T
 * 33190-2016, 19). The last file that a version names is its document; of one that cannot be read, nobody knows it.
 */
const otherVersions = ({ root, versions, links }: OfdDocument): number =>
  versions.filter((version) => links.filter(({ from }) => from === version).at(-1)?.file !== root).length

type Named = Pick<FaceDocument, 'read' | 'document'>

function readDrawParams(common: XmlElement | undefined, { read, document }: Named): DrawParams {
  const params = new Map<string, XmlElement>()
  for (const kind of ['PublicRes', 'DocumentRes'])
    for (const { text } of childrenOf(common, kind)) {
      const resources = text === '' ? undefined : read(resolveLocation(text, document.root))
      for (const list of childrenOf(resources, 'DrawParams'))
        for (const param of childrenOf(list, 'DrawParam')) {
          const id = param.attributes.get('ID')
          if (id !== undefined) params.set(id, param)
        }
    }
  return params
}

/** The annotations of each page (15.1): they are drawn above it. */
function readAnnotations(root: XmlElement, { read, document }: Named): Map<string, string> {
  const path = childrenOf(root, 'Annotations')[0]?.text
  if (!path) return new Map()
  const file = resolveLocation(path, document.root)
  return new Map(
    childrenOf(read(file), 'Page').flatMap((page) => {
      const id = page.attributes.get('PageID')
      const location = childrenOf(page, 'FileLoc')[0]?.text
      return id && location ? [[id, resolveLocation(location, file)] as const] : []
    }),
  )
}
