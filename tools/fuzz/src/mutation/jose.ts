import type { Random } from '../random.ts'
import { mutateText } from './text.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Changes what is inside one part of a compact JWS or SD-JWT and encodes it again, or removes, doubles or moves a part,
 * so that the change gets past the base64url.
 */
export function mutateJose(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const text = decoder.decode(seed)
  const marks = [...text.matchAll(/[.~]/g)].map(([mark]) => mark)
  const parts = text.split(/[.~]/)
  const at = random.below(parts.length)
  const part = parts[at] ?? ''
  const donor = random.pick(decoder.decode(other).split(/[.~]/))
  switch (random.below(5)) {
    case 0:
      parts[at] = donor
      break
    case 1:
      parts.splice(at, 1)
      marks.splice(Math.min(at, marks.length - 1), 1)
      break
    case 2:
      parts.splice(at, 0, part)
      marks.splice(at, 0, random.pick(['.', '~']))
      break
    default: {
      const inner = mutateText(Buffer.from(part, 'base64url'), random, Buffer.from(donor, 'base64url'))
      parts[at] = Buffer.from(inner).toString('base64url')
    }
  }
  return encoder.encode(parts.map((piece, index) => piece + (marks[index] ?? '')).join(''))
}
