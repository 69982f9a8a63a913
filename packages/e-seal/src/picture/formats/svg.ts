import type { XmlElement } from '../../carriers/ofd/xml/element.ts'
import { parseFullXml, type StartTag, type StartTagAttribute } from '../../carriers/ofd/xml/full.ts'
import { SealError } from '../../errors.ts'
import { pictureError } from '../codes.ts'
import type { Picture, PictureDeviation } from '../picture.ts'
import { type ReadInner, refuseOverLimit } from './inner.ts'
import type { PictureSource } from './octets.ts'
import { countExpanded } from './svg-use.ts'

const NAMESPACE = 'http://www.w3.org/2000/svg'
/** Elements that run, move or bring in other content. A seal's picture is the same whenever it is looked at. */
const FORBIDDEN = new Set(
  'script foreignobject iframe handler listener animate animatemotion animatetransform animatecolor set discard video audio'.split(
    ' ',
  ),
)
const XHTML = 'http://www.w3.org/1999/xhtml'
/** A picture of pixels inside. Another drawing could hold anything, and is refused. */
const EMBEDDED = /^\s*data:image\/(?:png|jpe?g|gif|bmp);base64,/i
/** What brings other content into a style sheet: `url()` but for a part of the same file, and `@import`. */
const OUTSIDE = /url\((?!\s*['"]?\s*#)|@import|image-set|expression\s*\(/i
/** A part of the same file: `url(#a)`. */
const REFERENCE = /url\(\s{0,9}['"]?#([^'")\s]+)/gi
const MOVING = /@(?:-[a-z]+-)?keyframes/i
/** Lengths (SVG 2, 8.9) in mm. */
const UNITS: Readonly<Record<string, number>> = {
  '': 25.4 / 96,
  px: 25.4 / 96,
  mm: 1,
  cm: 10,
  in: 25.4,
  pt: 25.4 / 72,
  pc: 25.4 / 6,
}

/**
 * Reads a drawing in SVG: well-formed, without document type, with nothing in it that runs, moves or is fetched from
 * elsewhere.
 *
 * @throws SealError `ERR_PICTURE_STRUCTURE`, `ERR_PICTURE_LIMIT`, `ERR_PICTURE_FORBIDDEN`
 */
export function readSvg(source: PictureSource, readInner: ReadInner): Picture {
  const { limits, assertParts } = source
  let hasText = false
  const shown: string[][] = []
  const root = readXml(source, (tag) => {
    refuseActive(tag)
    shown.push(targetsOf(tag))
    hasText ||= tag.uri === NAMESPACE && tag.local === 'text'
    for (const attribute of Object.values(tag.attributes)) refuseAttribute(tag, attribute, readInner)
  })
  if (root.name !== 'svg' || root.namespace !== NAMESPACE) throw pictureError('ERR_PICTURE_FORMAT')
  refuseStyles(root)
  assertParts(countExpanded(root, shown, limits.maxParts), 'elements')
  const size = readSize(root)
  source.assertSide(Math.max(size?.width ?? 0, size?.height ?? 0), 'mm of one side')
  const deviations: PictureDeviation[] = hasText ? ['font-dependent'] : []
  return { format: 'svg', pixels: undefined, size, transparent: true, frames: 1, deviations }
}

function readXml({ data, broken, limits }: PictureSource, onStartTag: (tag: StartTag) => void): XmlElement {
  const bounds = { maxBytes: limits.maxBytes, maxElements: limits.maxParts, maxEvents: limits.maxParts * 8 }
  try {
    return parseFullXml(data, 'svg', bounds, { onStartTag })
  } catch (error) {
    if (!(error instanceof SealError) || !error.code.startsWith('ERR_XML_')) throw error
    const { what = '', line = 0, found = 0, limit = 0 } = error.facts
    if (error.code === 'ERR_XML_FORBIDDEN') throw forbidden(String(what))
    if (error.code === 'ERR_XML_LIMIT')
      throw pictureError('ERR_PICTURE_LIMIT', { format: 'svg', what, found, limit })
    throw broken(error.code === 'ERR_XML_ENCODING' ? 'it is not in UTF-8' : `line ${line}`)
  }
}

const forbidden = (what: string) => pictureError('ERR_PICTURE_FORBIDDEN', { format: 'svg', what })

function refuseActive({ local, uri }: StartTag): void {
  if (FORBIDDEN.has(local.toLowerCase())) throw forbidden(`<${local}>`)
  // A style sheet or a base address could come in as one of HTML.
  if (uri === XHTML) throw forbidden('HTML')
}

function refuseAttribute(
  tag: StartTag,
  { local: name, prefix, value }: StartTagAttribute,
  readInner: ReadInner,
): void {
  if (/^on/i.test(name) && prefix === '') throw forbidden('an event handler')
  // Another base makes an address elsewhere of one in the same file.
  if (name === 'base' && prefix === 'xml') throw forbidden('content from elsewhere')
  if (name === 'href' || name === 'src') {
    if (value.trim().startsWith('#')) return
    const prelude = EMBEDDED.exec(value)
    if (tag.local !== 'image' || prelude === null) throw forbidden('content from elsewhere')
    refuseOverLimit(readInner, () => decodeEmbedded(value.slice(prelude[0].length)))
  } else if (prefix !== 'xmlns') refuseStyle(value)
}

/** The parts of the drawing that an element shows once more: by `<use>`, or as a pattern, a mask or the like. */
function targetsOf({ local, attributes }: StartTag): string[] {
  return Object.values(attributes).flatMap(({ local: name, value }) =>
    name === 'href'
      ? local === 'use'
        ? [value.trim().slice(1)]
        : []
      : [...value.matchAll(REFERENCE)].map(([, id = '']) => id),
  )
}

/** Base64 as drawing programs write it, in lines. */
function decodeEmbedded(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch (cause) {
    throw pictureError('ERR_PICTURE_STRUCTURE', { format: 'svg', part: 'a picture inside' }, cause)
  }
}

/** Style sheets are text between tags. */
function refuseStyles({ name, text, children }: XmlElement): void {
  if (name === 'style') refuseStyle(text)
  for (const child of children) refuseStyles(child)
}

function refuseStyle(style: string): void {
  const plain = plainStyle(style)
  if (OUTSIDE.test(plain)) throw forbidden('content from elsewhere')
  if (MOVING.test(plain)) throw forbidden('an animation')
}

/** Comments and escapes can hide a word of a style sheet from a search. */
function plainStyle(style: string): string {
  const [first = '', ...others] = style.split('/*')
  // An opening mark within a comment is a part of it; a comment without end reaches to the end of all.
  const outside = others.map((piece) => (piece.includes('*/') ? piece.slice(piece.indexOf('*/') + 2) : ''))
  return [first, ...outside].join('').replace(/\\([0-9a-f]{1,6}\s?)?/gi, (_, code?: string) => {
    const point = Number.parseInt(code ?? '', 16)
    return point > 0 && point < 0x110000 ? String.fromCodePoint(point) : ''
  })
}

function readSize({ attributes }: XmlElement): Picture['size'] {
  const [width, height] = [readLength(attributes.get('width')), readLength(attributes.get('height'))]
  return width !== undefined && height !== undefined ? { width, height } : undefined
}

/** In mm; `undefined` for none, and for a part of a surrounding that a seal does not have. */
function readLength(text: string | undefined): number | undefined {
  const [, number, unit = ''] = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-z]*)\s*$/i.exec(text ?? '') ?? []
  const factor = Object.hasOwn(UNITS, unit.toLowerCase()) ? UNITS[unit.toLowerCase()] : undefined
  const length = number === undefined || factor === undefined ? 0 : Number(number) * factor
  return length > 0 ? length : undefined
}
