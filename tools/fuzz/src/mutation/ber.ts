import type { Random } from '../random.ts'
import { splice } from './bytes.ts'
import { type Element, elements, header, mutateTlv, replace } from './tlv.ts'

const END_OF_CONTENTS = Uint8Array.of(0, 0)

/** A constructed element without a length, ended by its mark (X.690, 8.1.3.6). */
function withoutLength(bytes: Uint8Array, { start, content, end }: Element): Uint8Array {
  const open = splice(bytes.subarray(content, end), 0, 0, Uint8Array.of(bytes[start] ?? 0, 0x80))
  return splice(open, open.length, open.length, END_OF_CONTENTS)
}

/** An octet string in two pieces (X.690, 8.7.3), its tag whatever it was. */
function inPieces(bytes: Uint8Array, { start, content, end }: Element, cut: number): Uint8Array {
  const pieces = [bytes.subarray(content, content + cut), bytes.subarray(content + cut, end)].map((piece) =>
    splice(piece, 0, 0, header(0x04, piece.length)),
  )
  const joined = splice(
    pieces[0] ?? END_OF_CONTENTS,
    pieces[0]?.length ?? 0,
    pieces[0]?.length ?? 0,
    pieces[1] ?? END_OF_CONTENTS,
  )
  return splice(joined, 0, 0, header((bytes[start] ?? 0) | 0x20, joined.length))
}

/** A message of DER as programs write it that do not know its length yet: its outermost elements without one. */
export function writeAsStream(der: Uint8Array): Uint8Array {
  let bytes = der
  for (const depth of [2, 1, 0]) {
    const chosen = elements(bytes, 0, bytes.length, []).find(
      ({ start, around }) => around.length === depth && ((bytes[start] ?? 0) & 0x20) !== 0,
    )
    // From the inside out: what is around still has its length, and is written anew.
    if (chosen !== undefined)
      bytes = replace(bytes, chosen.start, chosen.end, withoutLength(bytes, chosen), chosen.around)
  }
  return bytes
}

/** Writes an element in another way of the basic encoding rules, most often so that it says the same; or changes it. */
export function mutateBer(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  if (random.chance(2)) return mutateTlv(seed, random, other)
  const all = elements(seed, 0, seed.length, [])
  if (all.length === 0) return mutateTlv(seed, random, other)
  const chosen = random.pick(all)
  const { start, content, end, around } = chosen
  const isConstructed = ((seed[start] ?? 0) & 0x20) !== 0
  if (isConstructed && random.chance(2)) return replace(seed, start, end, withoutLength(seed, chosen), around)
  if (!isConstructed && random.chance(2))
    return replace(seed, start, end, inPieces(seed, chosen, random.below(end - content + 1)), around)
  // A length in more octets than it takes.
  const size = end - content
  const long = Uint8Array.of(seed[start] ?? 0, 0x84, size >>> 24, size >>> 16, size >>> 8, size)
  return replace(seed, start, end, splice(seed.subarray(content, end), 0, 0, long), around)
}
