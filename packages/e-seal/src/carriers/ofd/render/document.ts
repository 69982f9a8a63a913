import { ofdError } from '../codes.ts'
import { type Box, type OfdDocument, parseBox } from '../document.ts'
import type { PageReference } from '../links.ts'
import { resolveLocation } from '../location.ts'
import type { ReadXml } from '../xml/budget-now.ts'
import { childrenOf, type XmlElement } from '../xml/element.ts'
import { type ColourSpace, readColourSpace } from './paint.ts'

/** How much one document may draw, over all its pages. */
export interface RenderLimits {
  /** Default 200,000. */
  readonly maxObjects: number
  /** Characters; default 500,000. */
  readonly maxGlyphs: number
  /** Numbers of paths; default 2 million. */
  readonly maxOperands: number
  /** Template pages, counted as often as pages show them; default 10,000. */
  readonly maxTemplates: number
  /** How deep blocks, composites and templates lie in each other; default 8. */
  readonly maxNesting: number
}

const DEFAULT_RENDER_LIMITS: RenderLimits = {
  maxObjects: 200_000,
  maxGlyphs: 500_000,
  maxOperands: 2_000_000,
  maxTemplates: 10_000,
  maxNesting: 8,
}

/** What objects of pages refer to (GB/T 33190-2016, 7.9), by identifier. */
export interface RenderResources {
  readonly drawParams: ReadonlyMap<string, XmlElement>
  readonly spaces: ReadonlyMap<string, ColourSpace>
  /** Units of composite objects (13), and the file of each. */
  readonly units: ReadonlyMap<string, { readonly element: XmlElement; readonly file: string }>
  /** Fonts; `true` where the font lies in the package. */
  readonly fonts: ReadonlyMap<string, boolean>
}

/** A document that is opened to be drawn. */
export interface RenderDocument {
  readonly document: OfdDocument
  readonly root: XmlElement
  readonly resources: RenderResources
  readonly templates: ReadonlyMap<string, string>
  readonly annotations: ReadonlyMap<string, string>
  readonly defaultSpace: string | undefined
  readonly pageArea: XmlElement | undefined
  readonly limits: RenderLimits
  /** Counts what is drawn. @throws SealError `ERR_OFD_LIMIT` */
  readonly spend: (what: 'objects' | 'glyphs' | 'operands' | 'templates', count: number) => void
  /** Reads a file that another one names; `undefined` when there is none. */
  readonly read: (file: string) => XmlElement | undefined
}

/** A package that was read: as much as is needed of it. */
export interface RenderSource {
  readonly files: { get(name: string): Uint8Array | undefined }
}

/**
 * Opens one document of a package for {@link layoutPage}.
 *
 * @param readXml - with a budget for all files together
 * @throws SealError `ERR_OFD_FILE_MISSING`, `ERR_XML_*`, `ERR_OFD_LOCATION`
 */
export function openRender(
  document: OfdDocument,
  source: RenderSource,
  readXml: ReadXml,
  limits: Partial<RenderLimits> = {},
): RenderDocument {
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
  if (root === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file: document.root })
  const common = childrenOf(root, 'CommonData')[0]
  const bounds = { ...DEFAULT_RENDER_LIMITS, ...limits }
  return {
    document,
    root,
    resources: readResources(namedBy(common, document.root, ['PublicRes', 'DocumentRes']), read),
    templates: new Map(
      childrenOf(common, 'TemplatePage').flatMap(({ attributes }) => {
        const path = attributes.get('BaseLoc')
        const id = attributes.get('ID')
        return path && id ? [[id, resolveLocation(path, document.root)] as const] : []
      }),
    ),
    annotations: readAnnotations(root, document, read),
    defaultSpace: childrenOf(common, 'DefaultCS')[0]?.text || undefined,
    pageArea: childrenOf(common, 'PageArea')[0],
    limits: bounds,
    spend: createMeter(bounds),
    read,
  }
}

const NAMES = {
  objects: 'maxObjects',
  glyphs: 'maxGlyphs',
  operands: 'maxOperands',
  templates: 'maxTemplates',
} as const

function createMeter(limits: RenderLimits): RenderDocument['spend'] {
  const spent = { objects: 0, glyphs: 0, operands: 0, templates: 0 }
  return (what, count) => {
    spent[what] += count
    const limit = limits[NAMES[what]]
    if (spent[what] > limit) throw ofdError('ERR_OFD_LIMIT', { what, found: spent[what], limit })
  }
}

const namedBy = (element: XmlElement | undefined, from: string, names: readonly string[]): string[] =>
  names.flatMap((name) =>
    childrenOf(element, name).flatMap(({ text }) => (text === '' ? [] : [resolveLocation(text, from)])),
  )

function readResources(
  files: readonly string[],
  read: RenderDocument['read'],
  under?: RenderResources,
): RenderResources {
  const drawParams = new Map(under?.drawParams)
  const spaces = new Map(under?.spaces)
  const units = new Map(under?.units)
  const fonts = new Map(under?.fonts)
  for (const file of files) {
    const root = read(file)
    const each = (list: string, name: string, use: (id: string, element: XmlElement) => void) => {
      for (const group of childrenOf(root, list))
        for (const element of childrenOf(group, name)) {
          const id = element.attributes.get('ID')
          if (id !== undefined) use(id, element)
        }
    }
    each('DrawParams', 'DrawParam', (id, element) => drawParams.set(id, element))
    each('ColorSpaces', 'ColorSpace', (id, element) => spaces.set(id, readColourSpace(element)))
    each('CompositeGraphicUnits', 'CompositeGraphicUnit', (id, element) => units.set(id, { element, file }))
    each('Fonts', 'Font', (id, element) => fonts.set(id, childrenOf(element, 'FontFile').length > 0))
  }
  return { drawParams, spaces, units, fonts }
}

/** The resources of the document, and those that a page alone has (`PageRes`). */
export const resourcesOf = (
  content: XmlElement | undefined,
  file: string,
  { resources, read }: RenderDocument,
): RenderResources => {
  const own = namedBy(content, file, ['PageRes'])
  return own.length === 0 ? resources : readResources(own, read, resources)
}

/** The annotations of each page (15.1): they are drawn above it. */
function readAnnotations(
  root: XmlElement,
  document: OfdDocument,
  read: RenderDocument['read'],
): Map<string, string> {
  const [file] = namedBy(root, document.root, ['Annotations'])
  if (file === undefined) return new Map()
  return new Map(
    childrenOf(read(file), 'Page').flatMap((page) => {
      const id = page.attributes.get('PageID')
      const location = childrenOf(page, 'FileLoc')[0]?.text
      return id && location ? [[id, resolveLocation(location, file)] as const] : []
    }),
  )
}

export const PAGE_A4: Box = { x: 0, y: 0, width: 210, height: 297 }

/** A box of a page (7.5): its own, or that of all pages. */
export const boxOfPage = (
  content: XmlElement | undefined,
  name: 'PhysicalBox' | 'ApplicationBox',
  { pageArea }: RenderDocument,
): Box | undefined => {
  const own = childrenOf(content, 'Area')[0]
  // A page that says an area of its own says all of it.
  return parseBox(childrenOf(own ?? pageArea, name)[0]?.text) ?? parseBox(childrenOf(pageArea, name)[0]?.text)
}

export type { PageReference }
