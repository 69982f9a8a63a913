import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { part, u16, u32, viewOf } from './bytes.ts'
import { createWorkspace, flattenCharstring, type Subroutines } from './charstring.ts'
import { brokenFont } from './codes.ts'

// The Compact Font Format: Adobe Technical Note 5176.

/** An INDEX (5): parts of any length, and where it ends. */
interface Index extends Subroutines {
  readonly end: number
}

const NONE: Subroutines = {
  length: 0,
  at: () => {
    throw brokenFont('a glyph of it calls a subroutine that is not there')
  },
}

function readIndex(cff: Uint8Array, start: number): Index {
  const view = viewOf(cff)
  const length = view.getUint16(start)
  if (length === 0) return { ...NONE, end: start + 2 }
  const size = view.getUint8(start + 2)
  if (size < 1 || size > 4) throw brokenFont('an index of it has offsets of no size')
  const base = start + 2 + (length + 1) * size
  const offsetOf = (index: number) => {
    let offset = 0
    for (let i = 0; i < size; i++) offset = offset * 256 + view.getUint8(start + 3 + index * size + i)
    return base + offset
  }
  const at = (index: number) => {
    if (!Number.isInteger(index) || index < 0 || index >= length) return NONE.at(index)
    return part(cff, offsetOf(index), offsetOf(index + 1))
  }
  return { length, at, end: offsetOf(length) }
}

function encodeIndex(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 0) return u16(0)
  const offsets = [1]
  for (const { length } of parts) offsets.push((offsets.at(-1) ?? 1) + length)
  const isSmall = (offsets.at(-1) ?? 1) < 0x10000
  const encoded = isSmall ? u16(...offsets) : u32(...offsets)
  return concatBytes(u16(parts.length), Uint8Array.of(isSmall ? 2 : 4), encoded, ...parts)
}

/** A DICT (4): operands as they are written, by their operators; those of two octets with 1,200 added to the second. */
type Dict = ReadonlyMap<number, { readonly raw: Uint8Array; readonly numbers: readonly number[] }>

const ESCAPED = 1_200

function readDict(bytes: Uint8Array): Dict {
  const view = viewOf(bytes)
  const dict = new Map<number, { raw: Uint8Array; numbers: number[] }>()
  let numbers: number[] = []
  let start = 0
  for (let at = 0; at < bytes.length; ) {
    const first = view.getUint8(at)
    if (first <= 21) {
      const operator = first === 12 ? ESCAPED + view.getUint8(at + 1) : first
      dict.set(operator, { raw: bytes.subarray(start, at), numbers })
      at += first === 12 ? 2 : 1
      numbers = []
      start = at
    } else if (first === 28) {
      numbers.push(view.getInt16(at + 1))
      at += 3
    } else if (first === 29) {
      numbers.push(view.getInt32(at + 1))
      at += 5
    } else if (first === 30) {
      // Real numbers are only copied: no offset is one.
      do at += 1
      while ((view.getUint8(at) & 15) !== 15)
      numbers.push(Number.NaN)
      at += 1
    } else if (first < 247) {
      numbers.push(first - 139)
      at += 1
    } else {
      const low = view.getUint8(at + 1) + 108
      numbers.push(first < 251 ? (first - 247) * 256 + low : -(first - 251) * 256 - low)
      at += 2
    }
  }
  return dict
}

const entry = (operator: number, raw: Uint8Array): Uint8Array =>
  concatBytes(raw, operator < ESCAPED ? Uint8Array.of(operator) : Uint8Array.of(12, operator - ESCAPED))

/** Always of the same length, so that offsets do not hang on themselves. */
const integers = (...values: readonly number[]): Uint8Array =>
  concatBytes(...values.map((value) => concatBytes(Uint8Array.of(29), u32(value))))

const FONT_BOX = 5
const CHARSET = 15
const CHARSTRINGS = 17
const PRIVATE = 18
const SUBROUTINES = 19
const CHARSTRING_TYPE = ESCAPED + 6
const FONT_MATRIX = ESCAPED + 7
const ROS = ESCAPED + 30
const CID_COUNT = ESCAPED + 34
const FONT_ARRAY = ESCAPED + 36
const FONT_SELECT = ESCAPED + 37
const FIRST_OWN_STRING = 391

/** One of the fonts that a font with CIDs is made of: what its glyphs share. */
interface PrivatePart {
  readonly matrix: Uint8Array | undefined
  readonly dict: Dict
  readonly subroutines: Subroutines
}

function readPrivate(cff: Uint8Array, font: Dict, isTop: boolean): PrivatePart {
  const [size = 0, offset = 0] = font.get(PRIVATE)?.numbers ?? []
  const dict = readDict(part(cff, offset, offset + size))
  const [relative] = dict.get(SUBROUTINES)?.numbers ?? []
  return {
    matrix: isTop ? undefined : font.get(FONT_MATRIX)?.raw,
    dict,
    subroutines: relative === undefined ? NONE : readIndex(cff, offset + relative),
  }
}

/** Which part a glyph is of (19). */
function readSelect(cff: Uint8Array, offset: number): (glyph: number) => number {
  const view = viewOf(cff)
  const format = view.getUint8(offset)
  if (format === 0) return (glyph) => view.getUint8(offset + 1 + glyph)
  if (format !== 3) throw brokenFont(`it selects its parts by format ${format}`)
  const count = view.getUint16(offset + 1)
  return (glyph) => {
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (view.getUint16(offset + 3 + 3 * middle) <= glyph) low = middle
      else high = middle - 1
    }
    return view.getUint8(offset + 5 + 3 * low)
  }
}

/**
 * The table `CFF` of some glyphs, in that order: with CIDs, which are the glyphs' numbers, and without subroutines.
 *
 * @returns `undefined` where a glyph has to stay as it is
 */
export function cutCff(cff: Uint8Array, glyphs: readonly number[], name: string): Uint8Array | undefined {
  const fonts = readIndex(cff, viewOf(cff).getUint8(2))
  const tops = readIndex(cff, fonts.end)
  const global = readIndex(cff, readIndex(cff, tops.end).end)
  const top = readDict(tops.at(0))
  const offsetOf = (operator: number) => {
    const [offset] = top.get(operator)?.numbers ?? []
    if (offset === undefined) throw brokenFont('its outlines are not where they should be')
    return offset
  }
  if ((top.get(CHARSTRING_TYPE)?.numbers[0] ?? 2) !== 2) return undefined
  const hasParts = top.has(ROS)
  const fontArray = hasParts ? readIndex(cff, offsetOf(FONT_ARRAY)) : NONE
  const partOf = hasParts ? readSelect(cff, offsetOf(FONT_SELECT)) : () => 0
  const parts = new Map<number, PrivatePart>()
  const outlines = readIndex(cff, offsetOf(CHARSTRINGS))
  const workspace = createWorkspace()
  const charstrings: Uint8Array[] = []
  const selected: number[] = []
  for (const glyph of glyphs) {
    const index = partOf(glyph)
    const own =
      parts.get(index) ?? readPrivate(cff, hasParts ? readDict(fontArray.at(index)) : top, !hasParts)
    parts.set(index, own)
    const flat = flattenCharstring(outlines.at(glyph), own.subroutines, global, workspace)
    if (flat === undefined) return undefined
    charstrings.push(flat)
    selected.push([...parts.keys()].indexOf(index))
  }
  return encodeCff({ name, top, charstrings, selected, parts: [...parts.values()] })
}

interface CutCff {
  readonly name: string
  readonly top: Dict
  readonly charstrings: readonly Uint8Array[]
  readonly selected: readonly number[]
  readonly parts: readonly PrivatePart[]
}

function encodeCff({ name, top, charstrings, selected, parts }: CutCff): Uint8Array {
  const count = charstrings.length
  const copied = (operator: number, raw = top.get(operator)?.raw) =>
    raw === undefined ? new Uint8Array(0) : entry(operator, raw)
  const encodeTop = (...[charset, select, outlines, array]: readonly [number, number, number, number]) =>
    encodeIndex([
      concatBytes(
        entry(ROS, integers(FIRST_OWN_STRING, FIRST_OWN_STRING + 1, 0)),
        copied(FONT_MATRIX),
        copied(FONT_BOX),
        entry(CID_COUNT, integers(count)),
        entry(CHARSET, integers(charset)),
        // Before what readers cannot measure without it.
        entry(CHARSTRINGS, integers(outlines)),
        entry(FONT_SELECT, integers(select)),
        entry(FONT_ARRAY, integers(array)),
      ),
    ])
  const privates = parts.map(({ dict }) =>
    concatBytes(
      ...[...dict].flatMap(([operator, { raw }]) => (operator === SUBROUTINES ? [] : [entry(operator, raw)])),
    ),
  )
  const encodeArray = (start: number) => {
    let at = start
    return encodeIndex(
      parts.map(({ matrix }, i) => {
        const size = privates[i]?.length ?? 0
        const dict = concatBytes(copied(FONT_MATRIX, matrix ?? undefined), entry(PRIVATE, integers(size, at)))
        at += size
        return dict
      }),
    )
  }
  const head = concatBytes(Uint8Array.of(1, 0, 4, 4), encodeIndex([encodeUtf8(name)]))
  const strings = concatBytes(encodeIndex([encodeUtf8('Adobe'), encodeUtf8('Identity')]), encodeIndex([]))
  // Glyph 0 has no place in it; all others have their own numbers, in one range.
  const charset = count > 1 ? concatBytes(Uint8Array.of(2), u16(1, count - 2)) : Uint8Array.of(0)
  const select = Uint8Array.of(0, ...selected)
  const outlines = encodeIndex(charstrings)
  const charsetAt = head.length + encodeTop(0, 0, 0, 0).length + strings.length
  const selectAt = charsetAt + charset.length
  const outlinesAt = selectAt + select.length
  const arrayAt = outlinesAt + outlines.length
  return concatBytes(
    head,
    encodeTop(charsetAt, selectAt, outlinesAt, arrayAt),
    strings,
    charset,
    select,
    outlines,
    encodeArray(arrayAt + encodeArray(0).length),
    ...privates,
  )
}
