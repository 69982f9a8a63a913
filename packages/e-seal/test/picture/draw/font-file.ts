import { concatBytes, encodeUtf8 } from '@xinyin/core'

const u16 = (...values: readonly number[]) =>
  Uint8Array.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]))
const u32 = (...values: readonly number[]) =>
  Uint8Array.from(values.flatMap((v) => [(v >>> 24) & 255, (v >>> 16) & 255, (v >>> 8) & 255, v & 255]))

const UTF16 = (text: string) => u16(...Array.from(text, (character) => character.charCodeAt(0)))

/** A square from (100, -100) to (900, 800), as TrueType has it: one contour of four points. */
const SQUARE = concatBytes(
  u16(1, 100, -100, 900, 800, 3, 0),
  Uint8Array.of(1, 1, 1, 1),
  u16(100, 0, 800, 0, -100, 900, 0, -900),
)

export interface FontFields {
  /** Characters that have a shape; the one of the first glyph is for what the font lacks. */
  readonly characters: string
  /** Characters that have a glyph without a shape. */
  readonly empty?: string
  readonly name?: string
  readonly unitsPerEm?: number
  readonly glyph?: Uint8Array
}

/** The tables of a TrueType font whose characters are squares. */
function tablesOf({
  characters,
  empty = '',
  name = 'Squares',
  unitsPerEm = 1000,
  glyph = SQUARE,
}: FontFields) {
  const codes = Array.from(characters + empty, (character) => character.codePointAt(0) ?? 0).toSorted(
    (a, b) => a - b,
  )
  const shapes = [
    SQUARE,
    ...codes.map((code) => (empty.includes(String.fromCodePoint(code)) ? new Uint8Array(0) : glyph)),
  ]
  const offsets = [0]
  for (const { length } of shapes) offsets.push((offsets.at(-1) ?? 0) + length)
  const groups = concatBytes(...codes.map((code, i) => u32(code, code, i + 1)))
  const text = UTF16(name)
  return {
    'OS/2': concatBytes(
      u16(4, 500, 400, 5, 0),
      new Uint8Array(58),
      u16(880, -120, 0, 880, 120),
      u32(0, 0),
      u16(500, 700, 0, 32, 1),
    ),
    cmap: concatBytes(
      u16(0, 1, 3, 10),
      u32(12),
      u16(12, 0),
      u32(16 + groups.length, 0, codes.length),
      groups,
    ),
    glyf: concatBytes(...shapes),
    head: concatBytes(
      u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
      u16(0, unitsPerEm),
      new Uint8Array(16),
      u16(0, 0, 1000, 1000, 0, 8, 2, 1, 0),
    ),
    hhea: concatBytes(
      u32(0x10000),
      u16(880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, shapes.length),
    ),
    hmtx: concatBytes(...shapes.map(() => u16(1000, 100))),
    loca: u32(...offsets),
    maxp: concatBytes(u32(0x10000), u16(shapes.length), new Uint8Array(26)),
    name: concatBytes(u16(0, 1, 18, 3, 1, 0x409, 6, text.length, 0), text),
    post: concatBytes(u32(0x30000), new Uint8Array(28)),
  }
}

function directory(tables: Readonly<Record<string, Uint8Array>>, start: number): Uint8Array {
  const entries = Object.entries(tables)
  let at = start + 12 + 16 * entries.length
  const records: Uint8Array[] = []
  const bodies: Uint8Array[] = []
  for (const [tag, table] of entries) {
    const padded = concatBytes(table, new Uint8Array((4 - (table.length % 4)) % 4))
    records.push(concatBytes(encodeUtf8(tag), u32(0, at, table.length)))
    bodies.push(padded)
    at += padded.length
  }
  return concatBytes(u32(0x10000), u16(entries.length, 0, 0, 0), ...records, ...bodies)
}

/** A TrueType font. */
export const fontFile = (fields: FontFields): Uint8Array => directory(tablesOf(fields), 0)

/** Several fonts in one file. */
export function fontCollection(...fonts: readonly FontFields[]): Uint8Array {
  let at = 12 + 4 * fonts.length
  const offsets: number[] = []
  const files = fonts.map((fields) => {
    offsets.push(at)
    const file = directory(tablesOf(fields), at)
    at += file.length
    return file
  })
  return concatBytes(encodeUtf8('ttcf'), u32(0x10000, fonts.length, ...offsets), ...files)
}
