import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { u16, u32 } from '../../src/font/bytes.ts'
import { encodeFace } from '../../src/font/sfnt.ts'

const UTF16 = (text: string) => u16(...Array.from(text, (character) => character.charCodeAt(0)))

/** A square of TrueType: one contour of four points, its side as long as given. */
export const square = (side: number): Uint8Array =>
  concatBytes(
    u16(1, 0, 0, side, side, 3, 0),
    Uint8Array.of(1, 1, 1, 1),
    u16(0, 0, side, 0, 0, side, 0, -side),
    new Uint8Array(2),
  )

/** A glyph of TrueType that is composed of others, each moved, and with a scale, two, or a matrix. */
export function composed(...glyphs: readonly number[]): Uint8Array {
  const extra = [[], [0x8, 0x4000], [0x40, 0x4000, 0x2000], [0x80, 0x4000, 0, 0, 0x4000]]
  const parts = glyphs.map((glyph, i) => {
    const [kind = 0, ...scales] = extra[i % extra.length] ?? []
    return u16(0x3 | kind | (i < glyphs.length - 1 ? 0x20 : 0), glyph, 100 * i, 50 * i, ...scales)
  })
  return concatBytes(u16(-1, 0, 0, 1000, 1000), ...parts)
}

export interface FontFields {
  /** Code points by glyphs; the first glyph is for what the font lacks. */
  readonly characters: ReadonlyMap<number, number>
  /** Outlines of TrueType, or the table of PostScript. */
  readonly outlines: readonly Uint8Array[] | Uint8Array
  /** Of PostScript outlines, how many there are. */
  readonly count?: number
  readonly fsType?: number
  readonly name?: string
  /** Whether the last advance goes for all glyphs after the first. */
  readonly isMonospaced?: boolean
}

/** A font as its maker could have written it, with tables that no document needs. */
export function fontFile(fields: FontFields): Uint8Array {
  const { characters, outlines, fsType = 0, name = 'Test', isMonospaced = false } = fields
  const isTrueType = !(outlines instanceof Uint8Array)
  const count = isTrueType ? outlines.length : (fields.count ?? 1)
  const groups = [...characters].sort(([a], [b]) => a - b).map(([code, glyph]) => u32(code, code, glyph))
  const advances = Array.from({ length: isMonospaced ? 1 : count }, (_, i) => u16(1000 + i, i))
  const bearings = isMonospaced ? Array.from({ length: count - 1 }, (_, i) => u16(i + 1)) : []
  const offsets = [0]
  if (isTrueType) for (const { length } of outlines) offsets.push((offsets.at(-1) ?? 0) + length)
  const names = [4, 6, 10].map((kind, i) => u16(3, 1, 0x409, kind, 2 * name.length, 2 * name.length * i))
  const tables: Record<string, Uint8Array> = {
    ...(isTrueType
      ? { glyf: concatBytes(...outlines), loca: u32(...offsets), prep: Uint8Array.of(0xb0, 0, 0x21) }
      : { 'CFF ': outlines }),
    'OS/2': concatBytes(
      u16(4, 500, 400, 5, fsType),
      new Uint8Array(52),
      u16(0x40, 1, 0xffff, 880, -120, 0, 880, 120),
      u32(0, 0),
      u16(500, 700, 0, 32, 1),
    ),
    GSUB: new Uint8Array(400),
    cmap: concatBytes(
      u16(0, 1, 3, 10),
      u32(12),
      u16(12, 0),
      u32(16 + 12 * groups.length, 0, groups.length),
      ...groups,
    ),
    head: concatBytes(
      u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
      u16(0, 1000),
      new Uint8Array(16),
      u16(0, 0, 1000, 1000, 0, 8, 2, isTrueType ? 1 : 0, 0),
    ),
    hhea: concatBytes(
      u32(0x10000),
      u16(880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, advances.length),
    ),
    hmtx: concatBytes(...advances, ...bearings),
    maxp: isTrueType
      ? concatBytes(u32(0x10000), u16(count, 64, 4, 64, 4, 2, 0, 0, 0, 0, 64, 64, 8, 8))
      : concatBytes(u32(0x5000), u16(count)),
    name: concatBytes(u16(0, 3, 42), ...names, UTF16(name), UTF16(name), UTF16(name)),
    post: concatBytes(u32(0x20000), new Uint8Array(28), new Uint8Array(300)),
  }
  return encodeFace({
    version: isTrueType ? 0x10000 : 0x4f54544f,
    tables: new Map(Object.entries(tables)),
  })
}

/** Several fonts in one file. */
export function fontCollection(...fonts: readonly Uint8Array[]): Uint8Array {
  let at = 12 + 4 * fonts.length
  const offsets: number[] = []
  const moved = fonts.map((font) => {
    offsets.push(at)
    const copy = font.slice()
    const view = new DataView(copy.buffer)
    for (let i = 0; i < view.getUint16(4); i++)
      view.setUint32(12 + 16 * i + 8, view.getUint32(12 + 16 * i + 8) + at)
    at += copy.length
    return copy
  })
  return concatBytes(encodeUtf8('ttcf'), u32(0x10000, fonts.length, ...offsets), ...moved)
}

const index = (...parts: readonly Uint8Array[]): Uint8Array => {
  if (parts.length === 0) return u16(0)
  const offsets = [1]
  for (const { length } of parts) offsets.push((offsets.at(-1) ?? 1) + length)
  return concatBytes(u16(parts.length), Uint8Array.of(2), u16(...offsets), ...parts)
}

/** A number of 16 bits in a charstring or a DICT. */
export const number = (value: number): readonly number[] => [28, (value >> 8) & 255, value & 255]

/** The number of a subroutine as it is called, where there are fewer than 1,240. */
export const callOf = (routine: number): readonly number[] => number(routine - 107)

export interface CffFields {
  readonly charstrings: readonly (readonly number[])[]
  readonly local?: readonly (readonly number[])[]
  readonly global?: readonly (readonly number[])[]
}

/** A table `CFF` as fonts of Latin letters have it: glyphs by names and one private part. */
export function cffTable({ charstrings, local = [], global = [] }: CffFields): Uint8Array {
  const octets = (programs: readonly (readonly number[])[]) => programs.map((each) => Uint8Array.from(each))
  // defaultWidthX, nominalWidthX, and where the subroutines are: after itself.
  const privatePart = Uint8Array.from([...number(500), 20, ...number(600), 21, ...number(12), 19])
  const outlines = index(...octets(charstrings))
  const head = concatBytes(Uint8Array.of(1, 0, 4, 2), index(encodeUtf8('Test')))
  const routines = concatBytes(index(), index(...octets(global)))
  const topOf = (outlinesAt: number, privateAt: number) =>
    index(
      Uint8Array.from([...number(outlinesAt), 17, ...number(privatePart.length), ...number(privateAt), 18]),
    )
  const outlinesAt = head.length + topOf(0, 0).length + routines.length
  return concatBytes(
    head,
    topOf(outlinesAt, outlinesAt + outlines.length),
    routines,
    outlines,
    privatePart,
    index(...octets(local)),
  )
}
