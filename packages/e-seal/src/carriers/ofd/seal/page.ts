import { CoreError, decodeUtf8 } from '@xinyin/core'
import { SaxesParser } from 'saxes'
import { ofdError } from '../codes.ts'
import { parseBox } from '../document.ts'
import { OFD_NAMESPACES } from '../xml/namespaces.ts'
import { type Glyph, placeGlyphs, type TextObject } from './glyph.ts'
import type { Size } from './seam.ts'

/** What sealing has to know of a page's content file (GB/T 33190-2016, 7.7 and 11). */
export interface PageLayout {
  /** The page's own size; `undefined` where that of the document holds. */
  readonly size: Size | undefined
  /** IDs of the template pages that it shows. */
  readonly templates: readonly string[]
  readonly glyphs: readonly Glyph[]
}

/** What one page may take. */
export interface PageLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxElements: number
  readonly maxGlyphs: number
}

const DEFAULT_PAGE_LIMITS: PageLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 1_000_000,
  maxGlyphs: 200_000,
}

/** What is open around a piece of text: everything that a page may hold texts in. */
interface Open {
  object: TextObject | undefined
  code: ReadonlyMap<string, string> | undefined
  collecting: 'code' | 'box' | undefined
}

/**
 * Reads the size, the templates and, where asked for, the glyphs of a page or template page, in one go and without a
 * tree: pages hold far more elements than index files.
 *
 * @throws SealError `ERR_XML_MALFORMED`, `ERR_XML_FORBIDDEN`, `ERR_XML_ENCODING`, `ERR_XML_LIMIT`
 */
export function readPageLayout(
  bytes: Uint8Array,
  file: string,
  { glyphs: withGlyphs = false, limits = {} }: { glyphs?: boolean; limits?: Partial<PageLimits> } = {},
): PageLayout {
  const { maxBytes, maxDepth, maxElements, maxGlyphs } = { ...DEFAULT_PAGE_LIMITS, ...limits }
  const hold = (what: string, found: number, limit: number) => {
    if (found > limit) throw ofdError('ERR_XML_LIMIT', { file, what, found, limit })
  }
  hold('bytes', bytes.length, maxBytes)
  const parser = new SaxesParser({ xmlns: true, position: true })
  refuseUnwanted(parser, file)

  let size: Size | undefined
  const templates: string[] = []
  const glyphs: Glyph[] = []
  const path: string[] = []
  const open: Open = { object: undefined, code: undefined, collecting: undefined }
  let text = ''
  let elements = 0
  parser.on('opentag', (tag) => {
    hold('elements', ++elements, maxElements)
    path.push(OFD_NAMESPACES.has(tag.uri) ? tag.local : '')
    hold('depth', path.length, maxDepth)
    const within = path.at(-2)
    const name = path.at(-1)
    const attributes = () =>
      new Map(
        Object.values(tag.attributes).flatMap(({ uri, local, value }) =>
          uri === '' ? [[local, value] as const] : [],
        ),
      )
    if (name === 'Template' && path.length === 2) templates.push(attributes().get('TemplateID') ?? '')
    if (name === 'PhysicalBox' && within === 'Area' && path.length === 3) open.collecting = 'box'
    if (!withGlyphs) return
    if (name === 'TextObject') {
      const object = { attributes: attributes() }
      open.object = object.attributes.get('Visible') === 'false' ? undefined : object
    }
    if (name === 'TextCode' && within === 'TextObject') {
      open.code = attributes()
      open.collecting = 'code'
    }
  })
  const addText = (more: string) => {
    if (open.collecting !== undefined) text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const name = path.pop()
    if (name === 'PhysicalBox' && open.collecting === 'box') size ??= parseBox(text)
    if (name === 'TextCode' && open.object !== undefined && open.code !== undefined) {
      hold('glyphs', glyphs.length + text.length, maxGlyphs)
      for (const glyph of placeGlyphs(open.object, open.code, text)) glyphs.push(glyph)
      open.code = undefined
    }
    if (name === 'TextObject') open.object = undefined
    if (name === 'TextCode' || name === 'PhysicalBox') {
      open.collecting = undefined
      text = ''
    }
  })
  parser.write(decodePage(bytes, file).replace(/\r\n?/g, '\n')).close()
  return { size, templates, glyphs }
}

function refuseUnwanted(parser: SaxesParser<{ xmlns: true; position: true }>, file: string): void {
  const forbid = (what: string) => () => {
    throw ofdError('ERR_XML_FORBIDDEN', { file, what })
  }
  parser.on('doctype', forbid('document type'))
  parser.on('processinginstruction', forbid('processing instruction'))
  parser.on('error', () => {
    throw ofdError('ERR_XML_MALFORMED', { file, line: parser.line, column: parser.column })
  })
}

function decodePage(bytes: Uint8Array, file: string): string {
  try {
    return decodeUtf8(bytes).replace(/^\ufeff/, '')
  } catch (error) {
    if (!(error instanceof CoreError)) throw error
    throw ofdError('ERR_XML_ENCODING', { file }, error)
  }
}
