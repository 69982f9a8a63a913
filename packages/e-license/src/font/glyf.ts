import { concatBytes } from '@xinyin/core'
import { part, u16, u32, viewOf } from './bytes.ts'
import { brokenFont } from './codes.ts'
import { type FontFace, tableOf } from './sfnt.ts'

/** Composed glyphs of composed glyphs; real ones have one or two levels. */
const MAX_DEPTH = 8

/** Where a composed glyph names another one (ISO/IEC 14496-22, 5.3.3): octets from its start. */
function* findComponents(glyph: Uint8Array): Iterable<number> {
  if (glyph.length === 0) return
  const view = viewOf(glyph)
  if (view.getInt16(0) >= 0) return
  let flags = MORE
  for (let at = 10; (flags & MORE) !== 0; ) {
    flags = view.getUint16(at)
    view.getUint16(at + 2)
    yield at + 2
    at += 4 + ((flags & WORDS) === 0 ? 2 : 4)
    at += (flags & SCALE) !== 0 ? 2 : (flags & TWO_SCALES) !== 0 ? 4 : (flags & MATRIX) !== 0 ? 8 : 0
  }
}

const WORDS = 0x1
const SCALE = 0x8
const MORE = 0x20
const TWO_SCALES = 0x40
const MATRIX = 0x80

/** Outlines of TrueType. */
export interface GlyfOutlines {
  glyphOf(index: number): Uint8Array
}

export function readGlyf(face: FontFace): GlyfOutlines {
  const glyf = tableOf(face, 'glyf')
  const loca = viewOf(tableOf(face, 'loca'))
  const isLong = viewOf(tableOf(face, 'head')).getInt16(50) !== 0
  const offsetOf = (index: number) => (isLong ? loca.getUint32(4 * index) : 2 * loca.getUint16(2 * index))
  return { glyphOf: (index) => part(glyf, offsetOf(index), offsetOf(index + 1)) }
}

/** The glyphs that others are composed of, with those. */
export function addComponents(outlines: GlyfOutlines, glyphs: Iterable<number>): Set<number> {
  const all = new Set<number>()
  const open = new Set<number>()
  const visit = (index: number) => {
    if (open.has(index) || open.size > MAX_DEPTH) throw brokenFont('a glyph of it is composed of itself')
    if (all.has(index)) return
    all.add(index)
    open.add(index)
    const glyph = outlines.glyphOf(index)
    for (const at of findComponents(glyph)) visit(viewOf(glyph).getUint16(at))
    open.delete(index)
  }
  for (const index of glyphs) visit(index)
  return all
}

/** The tables `glyf` and `loca` of some glyphs, in that order, under numbers from 0. */
export function cutGlyf(
  outlines: GlyfOutlines,
  glyphs: readonly number[],
): { readonly glyf: Uint8Array; readonly loca: Uint8Array } {
  const numbers = new Map(glyphs.map((index, i) => [index, i]))
  const offsets = [0]
  const parts: Uint8Array[] = []
  let length = 0
  for (const index of glyphs) {
    const glyph = outlines.glyphOf(index)
    const copy = new Uint8Array(Math.ceil(glyph.length / 4) * 4)
    copy.set(glyph)
    for (const at of findComponents(glyph)) copy.set(u16(numbers.get(viewOf(glyph).getUint16(at)) ?? 0), at)
    parts.push(copy)
    length += copy.length
    offsets.push(length)
  }
  return { glyf: concatBytes(...parts), loca: u32(...offsets) }
}
