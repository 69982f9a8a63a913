import { create, type Font, type FontCollection } from 'fontkitten'
import { SealError } from '../../errors.ts'
import { drawError } from './codes.ts'

/** A font whose characters can be drawn. Lengths are in parts of the em 字身, upwards from the baseline. */
export interface SealFont {
  /** PostScript name of the face. */
  readonly name: string
  /** Where the middle of an ideograph is. */
  readonly middle: number
  /** How high capital letters and digits are. */
  readonly capHeight: number
  /**
   * @returns `undefined` where the font has no such character, or nothing to show for it
   * @throws SealError `ERR_FONT_STRUCTURE`, `ERR_FONT_LIMIT`
   */
  outline(character: string): Outline | undefined
}

/** The shape of one character. Lengths are in parts of the em, upwards from the baseline. */
export interface Outline {
  /** How far the next character stands. */
  readonly advance: number
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
  readonly segments: readonly Segment[]
}

/** A piece of a path as SVG names it, with its points. */
export interface Segment {
  readonly kind: 'M' | 'L' | 'Q' | 'C' | 'Z'
  /** x and y of each point, one after the other. */
  readonly points: readonly number[]
}

export interface FontOptions {
  /**
   * PostScript name of the face, for files that hold several (`.ttc`, `.otc`). Unless given, the face for simplified
   * Chinese, by the `SC` in its name, or else the first one.
   */
  readonly face?: string
}

const MAX_BYTES = 96 * 1024 * 1024
/** The most complex ideographs of real fonts stay below 1,000. */
const MAX_SEGMENTS = 10_000
const KINDS = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const

/** Its declaration asks for Node's `Buffer`; any bytes do. */
const openFont = create as unknown as (bytes: Uint8Array) => Font | FontCollection

/**
 * Reads a font: TrueType or OpenType, one face or a collection. For seals a Song 宋体 is usual: Noto Serif CJK SC,
 * Source Han Serif SC, SimSun, FangSong. On Debian, the package `fonts-noto-cjk` has the first one.
 *
 * @throws SealError `ERR_FONT_STRUCTURE`, `ERR_FONT_LIMIT`, `ERR_FONT_FACE`
 *
 * @example
 * ```ts
 * const file = await readFile('/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc')
 * const font = parseFont(file, { face: 'NotoSerifCJKsc-Bold' })
 * ```
 */
export function parseFont(bytes: Uint8Array, options: FontOptions = {}): SealFont {
  if (bytes.length > MAX_BYTES)
    throw drawError('ERR_FONT_LIMIT', { what: 'bytes', found: bytes.length, limit: MAX_BYTES })
  return guard(() => readFace(selectFace(openFont(bytes), options.face)))
}

/** Fonts are read piece by piece, and what is broken in one is found when it is needed. */
function guard<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof SealError) throw cause
    throw drawError('ERR_FONT_STRUCTURE', { reason: 'no TrueType or OpenType font' }, cause)
  }
}

function selectFace(file: Font | FontCollection, name: string | undefined): Font {
  const faces = file.isCollection ? file.fonts : [file]
  const found =
    name === undefined
      ? (faces.find(({ postscriptName }) => /sc\b|SC\b/.test(postscriptName)) ?? faces[0])
      : faces.find(({ postscriptName }) => postscriptName === name)
  if (found !== undefined) return found
  const names = faces.map(({ postscriptName }) => postscriptName).join(', ')
  throw drawError('ERR_FONT_FACE', { name: (name ?? '').slice(0, 64), faces: names.slice(0, 400) })
}

function readFace(face: Font): SealFont {
  const em = face.unitsPerEm
  const { typoAscender, typoDescender } = face['OS/2']
  const name = face.postscriptName
  const capHeight = face.capHeight / em
  if (!(em > 0) || typeof name !== 'string') throw new Error('no font')
  return {
    name,
    middle: (typoAscender + typoDescender) / 2 / em,
    capHeight: capHeight > 0.3 && capHeight < 1 ? capHeight : 0.7,
    outline: (character) => guard(() => readOutline(face, em, character)),
  }
}

function readOutline(face: Font, em: number, character: string): Outline | undefined {
  const codePoint = character.codePointAt(0)
  if (codePoint === undefined || !face.hasGlyphForCodePoint(codePoint)) return undefined
  const { id, path, advanceWidth } = face.glyphForCodePoint(codePoint)
  const { commands, bbox } = path
  // The first shape of a font stands for what it does not have.
  if (id === 0 || commands.length === 0) return undefined
  if (commands.length > MAX_SEGMENTS)
    throw drawError('ERR_FONT_LIMIT', { what: 'segments', found: commands.length, limit: MAX_SEGMENTS })
  const outline = {
    advance: advanceWidth / em,
    left: bbox.minX / em,
    right: bbox.maxX / em,
    bottom: bbox.minY / em,
    top: bbox.maxY / em,
    segments: commands.map(({ command, args }) => ({
      kind: KINDS[command],
      points: args.map((value) => value / em),
    })),
  }
  const { segments, ...numbers } = outline
  const isSound = [...Object.values(numbers), ...segments.flatMap(({ points }) => points)].every(
    (value) => Math.abs(value) < 16,
  )
  if (!isSound) throw new Error('a shape out of all proportion')
  return outline
}
