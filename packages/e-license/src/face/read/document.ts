import { TrustError } from '@xinyin/core'
import {
  type OfdDocument,
  openRender,
  type ReadXml,
  type RenderDocument,
  type RenderLimits,
  resolveLocation,
} from '@xinyin/e-seal/ofd'
import { faceError } from '../codes.ts'
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

/** Template pages that the pages of a face show, counted as often as they show them. */
const MAX_TEMPLATES = 2000

/** The one document of a licence. */
export interface FaceDocument {
  readonly document: OfdDocument
  readonly render: RenderDocument
  /** The file that a path leads to. */
  readonly resolve: (path: string, from: string) => string
}

/**
 * Opens the document of a licence to read its face.
 *
 * @throws LicenceError `ERR_FACE_DOCUMENTS`, `ERR_FACE_LIMIT`; SealError `ERR_XML_*`, `ERR_OFD_LOCATION`
 */
export function openFace(source: FaceSource, readXml: ReadXml, limits: FaceLimits): FaceDocument {
  const { maxPages, maxGlyphs } = limits
  const [document] = source.documents
  if (document === undefined || source.documents.length !== 1)
    throw faceError('ERR_FACE_DOCUMENTS', { found: source.documents.length })
  const others = otherVersions(document)
  if (others > 0) throw faceError('ERR_FACE_DOCUMENTS', { found: 1 + others })
  if (document.pages.length > maxPages) throw faceError('ERR_FACE_LIMIT', { what: 'pages', limit: maxPages })
  if (source.files.get(document.root) === undefined) throw faceError('ERR_FACE_DOCUMENTS', { found: 0 })
  const bounds: Partial<RenderLimits> = { maxGlyphs, maxTemplates: MAX_TEMPLATES }
  return { document, render: openRender(document, source, readXml, bounds), resolve: resolveLocation }
}

/**
 * Versions that are documents of their own, which a reader may show in place of the one that is read here (GB/T
 * 33190-2016, 19). The last file that a version names is its document; of one that cannot be read, nobody knows it.
 */
const otherVersions = ({ root, versions, links }: OfdDocument): number =>
  versions.filter((version) => links.filter(({ from }) => from === version).at(-1)?.file !== root).length

/** Says of what was too much to be drawn that it was too much for a face. */
export function withFaceLimits<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof TrustError) || error.code !== 'ERR_OFD_LIMIT') throw error
    const { what = '', limit = 0 } = error.facts
    throw faceError('ERR_FACE_LIMIT', { what: String(what), limit: Number(limit) })
  }
}
