import { concatBytes } from '@xinyin/core'
import { part, u16, u32, viewOf } from './bytes.ts'
import { brokenFont } from './codes.ts'

/** Where Unicode is mapped, platform and encoding, the fullest first (ISO/IEC 14496-22, 5.2.1). */
const ENCODINGS = ['3/10', '0/6', '0/4', '3/1', '0/3', '0/2', '0/1', '0/0']
/** More than any character takes. */
const MAX_RANGES = 200_000

/** The glyph of each character that a font has. @param codePoints in ascending order */
export function findGlyphs(table: Uint8Array, codePoints: readonly number[]): Map<number, number> {
  const view = viewOf(table)
  const offsets = new Map<string, number>()
  for (let i = 0; i < view.getUint16(2); i++) {
    const at = 4 + 8 * i
    const offset = view.getUint32(at + 4)
    const format = view.getUint16(offset)
    if (format === 4 || format === 12) offsets.set(`${view.getUint16(at)}/${view.getUint16(at + 2)}`, offset)
  }
  const encoding = ENCODINGS.find((name) => offsets.has(name))
  if (encoding === undefined) throw brokenFont('it does not say which glyphs are for which characters')
  const subtable = part(table, offsets.get(encoding) ?? 0, table.length)
  const ranges = viewOf(subtable).getUint16(0) === 4 ? readSegments(subtable) : readGroups(subtable)
  const found = new Map<number, number>()
  let next = 0
  for (const { first, last, glyphOf } of ranges) {
    while (next < codePoints.length && (codePoints[next] ?? 0) < first) next++
    for (let code = codePoints[next]; code !== undefined && code <= last; code = codePoints[++next]) {
      const glyph = glyphOf(code)
      if (glyph !== 0) found.set(code, glyph)
    }
  }
  return found
}

interface Range {
  readonly first: number
  readonly last: number
  glyphOf(codePoint: number): number
}

/** Format 4: the characters of the basic plane. */
function* readSegments(table: Uint8Array): Iterable<Range> {
  const view = viewOf(table)
  const size = view.getUint16(6)
  for (let at = 14; at < 14 + size; at += 2) {
    const first = view.getUint16(at + size + 2)
    const delta = view.getUint16(at + 2 * size + 2)
    const offsetAt = at + 3 * size + 2
    const offset = view.getUint16(offsetAt)
    const glyphOf = (code: number) => {
      if (offset === 0) return (code + delta) & 0xffff
      const glyph = view.getUint16(offsetAt + offset + 2 * (code - first))
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    yield { first, last: view.getUint16(at), glyphOf }
  }
}

/** Format 12: all characters. */
function* readGroups(table: Uint8Array): Iterable<Range> {
  const view = viewOf(table)
  const count = view.getUint32(12)
  if (count > MAX_RANGES) throw brokenFont(`it maps ${count} ranges of characters`)
  for (let at = 16; at < 16 + 12 * count; at += 12) {
    const first = view.getUint32(at)
    const start = view.getUint32(at + 8)
    yield { first, last: view.getUint32(at + 4), glyphOf: (code) => start + code - first }
  }
}

/** Maps characters to glyphs, for readers that know the basic plane alone and for those that know all. */
export function encodeCmap(glyphs: ReadonlyMap<number, number>): Uint8Array {
  const ranges = joinRanges([...glyphs].sort(([a], [b]) => a - b))
  const segments = encodeSegments(ranges.filter(({ last }) => last < 0xffff))
  if (ranges.every(({ last }) => last < 0xffff)) return concatBytes(u16(0, 1, 3, 1), u32(12), segments)
  const groups = ranges.map(({ first, last, glyph }) => u32(first, last, glyph))
  const length = 16 + 12 * groups.length
  return concatBytes(
    u16(0, 2, 3, 1),
    u32(20),
    u16(3, 10),
    u32(20 + segments.length),
    segments,
    u16(12, 0),
    u32(length, 0, groups.length),
    ...groups,
  )
}

interface Mapped {
  readonly first: number
  last: number
  readonly glyph: number
}

/** Characters whose glyphs follow each other as they do; none across the planes. */
function joinRanges(glyphs: readonly (readonly [code: number, glyph: number])[]): Mapped[] {
  const ranges: Mapped[] = []
  for (const [code, glyph] of glyphs) {
    const range = ranges.at(-1)
    if (range?.last === code - 1 && glyph - range.glyph === code - range.first && code !== 0x10000)
      range.last = code
    else ranges.push({ first: code, last: code, glyph })
  }
  return ranges
}

function encodeSegments(ranges: readonly Mapped[]): Uint8Array {
  // The last segment is for no character, and has to be there.
  const all = [...ranges, { first: 0xffff, last: 0xffff, glyph: 0 }]
  const power = 2 ** Math.floor(Math.log2(all.length))
  return concatBytes(
    u16(4, 16 + 8 * all.length, 0, 2 * all.length),
    u16(2 * power, Math.log2(power), 2 * (all.length - power)),
    u16(...all.map(({ last }) => last), 0),
    u16(...all.map(({ first }) => first)),
    u16(...all.map(({ first, glyph }) => glyph - first)),
    u16(...all.map(() => 0)),
  )
}
