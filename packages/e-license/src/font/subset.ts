import { LicenceError } from '../errors.ts'
import { u16, viewOf } from './bytes.ts'
import { cutCff } from './cff.ts'
import { encodeCmap, findGlyphs } from './cmap.ts'
import { brokenFont, fontError } from './codes.ts'
import { addComponents, cutGlyf, readGlyf } from './glyf.ts'
import { cutNames, postScriptNameOf } from './name.ts'
import { encodeFace, type FontFace, OPEN_TYPE, openFace, tableOf } from './sfnt.ts'

/** Instructions for outlines of TrueType, which are of no use without each other. */
const INSTRUCTIONS = ['cvt ', 'fpgm', 'gasp', 'prep']
const MAX_SHOWN = 8

/**
 * Leaves of a font what the given characters need: their glyphs and what those are composed of, the table by which
 * readers find them by their characters, and the names of the font. What only lays out running text (kerning, ligatures,
 * forms for other languages) is left out, since documents say where each character stands. The same input gives the
 * same octets.
 *
 * A font stays whole, as one face, where its maker does not allow that it is cut, or where its outlines are of a kind that
 * is not cut: those of variable PostScript fonts and of Type 1 fonts that compose letters and accents.
 *
 * @param characters text that is to be shown with it
 * @param name PostScript name of the face, for collections
 * @throws LicenceError `ERR_FACE_FONT`, `ERR_FACE_FONT_RIGHTS`, `ERR_FACE_FONT_CHARACTERS`
 */
export function subsetFont(bytes: Uint8Array, characters: string, name?: string): Uint8Array {
  try {
    const face = openFace(bytes, name)
    const mayBeCut = assertRights(face)
    const glyphs = glyphsOf(face, characters)
    return encodeFace((mayBeCut ? cutFace(face, glyphs) : undefined) ?? face)
  } catch (cause) {
    if (cause instanceof LicenceError) throw cause
    // Reading beyond the end of a table.
    throw brokenFont('it is no sound TrueType or OpenType font', cause)
  }
}

const RESTRICTED = 0x2
const USAGE = 0xe
const NO_SUBSETTING = 0x100
const BITMAPS_ONLY = 0x200

/** What the maker allows (`fsType` in the table `OS/2`); of several kinds of use, the freest holds. */
function assertRights(face: FontFace): boolean {
  const fsType = viewOf(tableOf(face, 'OS/2')).getUint16(8)
  if ((fsType & USAGE) === RESTRICTED || (fsType & BITMAPS_ONLY) !== 0)
    throw fontError('ERR_FACE_FONT_RIGHTS', { fsType })
  return (fsType & NO_SUBSETTING) === 0
}

/** Nothing is to be seen of these, so that a font may lack them. */
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/u

/** The glyphs of characters, by their code points. */
function glyphsOf(face: FontFace, characters: string): Map<number, number> {
  // Without any glyph but the first, Chromium takes no font.
  const wanted = [...new Set(` ${characters}`)].map((character) => character.codePointAt(0) ?? 0)
  const codePoints = wanted.sort((a, b) => a - b)
  const glyphs = findGlyphs(tableOf(face, 'cmap'), codePoints)
  const lacking = codePoints.filter(
    (code) => !glyphs.has(code) && !INVISIBLE.test(String.fromCodePoint(code)),
  )
  if (lacking.length === 0) return glyphs
  const shown = lacking.slice(0, MAX_SHOWN).map((code) => `U+${code.toString(16).toUpperCase()}`)
  throw fontError('ERR_FACE_FONT_CHARACTERS', { found: lacking.length, characters: shown.join(' ') })
}

function cutFace(face: FontFace, mapped: ReadonlyMap<number, number>): FontFace | undefined {
  const total = viewOf(tableOf(face, 'maxp')).getUint16(4)
  // What is drawn for characters that a font lacks comes first in every font.
  const wanted = new Set([0, ...mapped.values()])
  const outlines = face.version === OPEN_TYPE ? undefined : readGlyf(face)
  const all = outlines === undefined ? wanted : addComponents(outlines, wanted)
  // In the order of their characters, which takes the shortest table of them.
  const glyphs = [...new Set([...wanted, ...[...all].sort((a, b) => a - b)])]
  if (glyphs.some((glyph) => glyph >= total)) throw brokenFont('it names glyphs that it does not have')
  const drawn = outlines === undefined ? cutPostScript(face, glyphs) : cutGlyf(outlines, glyphs)
  if (drawn === undefined) return undefined
  const numbers = new Map(glyphs.map((glyph, i) => [glyph, i]))
  const cmap = new Map([...mapped].map(([code, glyph]) => [code, numbers.get(glyph) ?? 0]))
  const instructions = outlines === undefined ? [] : INSTRUCTIONS
  const tables = new Map<string, Uint8Array>([
    ...instructions.flatMap((tag) => {
      const table = face.tables.get(tag)
      return table === undefined ? [] : [[tag, table] as const]
    }),
    ...Object.entries(drawn),
    ['cmap', encodeCmap(cmap)],
    // Long offsets in `loca`.
    ['head', patch(tableOf(face, 'head'), [50, outlines === undefined ? 0 : 1])],
    ['hhea', patch(tableOf(face, 'hhea'), [34, glyphs.length])],
    ['hmtx', cutMetrics(face, glyphs)],
    ['maxp', patch(tableOf(face, 'maxp'), [4, glyphs.length])],
    ['name', cutNames(tableOf(face, 'name'))],
    ['OS/2', patch(tableOf(face, 'OS/2'), ...rangeOf(cmap))],
    // Version 3: glyphs without names.
    ['post', patch(tableOf(face, 'post').subarray(0, 32), [0, 3], [2, 0])],
  ])
  return { version: face.version, tables }
}

function cutPostScript(face: FontFace, glyphs: readonly number[]): Record<string, Uint8Array> | undefined {
  const cff = face.tables.get('CFF ')
  if (cff === undefined) return undefined
  const cut = cutCff(cff, glyphs, postScriptNameOf(tableOf(face, 'name')))
  return cut === undefined ? undefined : { 'CFF ': cut }
}

/** A copy of a table with other numbers of 16 bits at some places. */
function patch(table: Uint8Array, ...changes: readonly (readonly [at: number, value: number])[]): Uint8Array {
  const copy = new Uint8Array(table)
  for (const [at, value] of changes) viewOf(copy).setUint16(at, value)
  return copy
}

/** The first and the last character, as far as 16 bits go. */
function rangeOf(cmap: ReadonlyMap<number, number>): (readonly [at: number, value: number])[] {
  const codes = [...cmap.keys()].map((code) => Math.min(code, 0xffff))
  if (codes.length === 0) return []
  return [
    [64, codes[0] ?? 0],
    [66, codes.at(-1) ?? 0],
  ]
}

/** Advance and left bearing of each glyph; after the last advance that is written, that one goes for all. */
function cutMetrics(face: FontFace, glyphs: readonly number[]): Uint8Array {
  const view = viewOf(tableOf(face, 'hmtx'))
  const count = viewOf(tableOf(face, 'hhea')).getUint16(34)
  return u16(
    ...glyphs.flatMap((glyph) =>
      glyph < count
        ? [view.getUint16(4 * glyph), view.getUint16(4 * glyph + 2)]
        : [view.getUint16(4 * count - 4), view.getUint16(4 * count + 2 * (glyph - count))],
    ),
  )
}
