import type { Random } from '../random.ts'
import { mutateBytes, splice } from './bytes.ts'

export interface Element {
  /** Where the tag, the content and what follows begin. */
  readonly start: number
  readonly content: number
  readonly end: number
  /** The elements that this one lies in, outermost first. */
  readonly around: readonly Element[]
}

function readElement(
  bytes: Uint8Array,
  start: number,
  limit: number,
  around: readonly Element[],
): Element | undefined {
  const first = bytes[start + 1]
  if (first === undefined || start + 2 > limit) return undefined
  let content = start + 2
  let length = first
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 3 || content + count > limit) return undefined
    length = 0
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[content + index] ?? 0)
    content += count
  }
  return content + length > limit ? undefined : { start, content, end: content + length, around }
}

/** All elements of a DER value, down through what is constructed and through strings that hold DER again. */
export function elements(
  bytes: Uint8Array,
  start: number,
  limit: number,
  around: readonly Element[],
): Element[] {
  const found: Element[] = []
  let at = start
  while (at < limit) {
    const element = readElement(bytes, at, limit, around)
    if (element === undefined) return found
    found.push(element)
    const tag = bytes[at] ?? 0
    const inner = tag === 0x03 ? element.content + 1 : element.content
    if ((tag & 0x20) !== 0 || tag === 0x04 || tag === 0x03) {
      found.push(...elements(bytes, inner, element.end, [...around, element]))
    }
    at = element.end
  }
  return found
}

export function header(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.of(tag, 0x80 | octets.length, ...octets)
}

/** Replaces a stretch and corrects the lengths of all that lies around it, so that the change gets past the framing. */
export function replace(
  bytes: Uint8Array,
  start: number,
  end: number,
  insert: Uint8Array,
  around: readonly Element[],
): Uint8Array {
  const [outer, ...inner] = around.toReversed()
  if (outer === undefined) return splice(bytes, start, end, insert)
  const content = splice(
    bytes.subarray(outer.content, outer.end),
    start - outer.content,
    end - outer.content,
    insert,
  )
  const whole = splice(content, 0, 0, header(bytes[outer.start] ?? 0, content.length))
  return replace(bytes, outer.start, outer.end, whole, inner.toReversed())
}

/** Removes, doubles, swaps, retags or refills one element of a DER value. */
export function mutateTlv(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const all = elements(seed, 0, seed.length, [])
  if (all.length === 0) return mutateBytes(seed, random, other)
  const { start, content, end, around } = random.pick(all)
  const whole = seed.subarray(start, end)
  switch (random.below(6)) {
    case 0:
      return replace(seed, start, end, new Uint8Array(), around)
    case 1:
      return replace(seed, end, end, whole, around)
    case 2: {
      const donor = random.pick(all)
      return replace(seed, start, end, seed.slice(donor.start, donor.end), around)
    }
    case 3: {
      const retagged = whole.slice()
      retagged[0] = random.pick([
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x30, 0x31, 0xa0, 0xa3,
      ])
      return replace(seed, start, end, retagged, around)
    }
    case 4: {
      const donor = elements(other, 0, other.length, [])
      const chosen = donor.length === 0 ? undefined : random.pick(donor)
      return replace(seed, start, end, chosen ? other.slice(chosen.start, chosen.end) : whole, around)
    }
    default: {
      const filling = mutateBytes(seed.slice(content, end), random, other)
      const refilled = splice(filling, 0, 0, header(seed[start] ?? 0, filling.length))
      return replace(seed, start, end, refilled, around)
    }
  }
}
