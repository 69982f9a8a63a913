import { crc32 } from 'node:zlib'
import type { Mutate } from '../target.ts'
import { mutateBytes } from './bytes.ts'
import { mutateText } from './text.ts'

const PNG = 0x89504e47

/** Changes a picture. The checksums of a PNG are made right again, or nothing but these would ever be refused. */
export const mutatePicture: Mutate = (seed, random, other) => {
  const isText = seed[0] === 0x3c
  const changed = Buffer.from(isText ? mutateText(seed, random, other) : mutateBytes(seed, random, other))
  if (changed.length < 8 || changed.readUInt32BE(0) !== PNG) return changed
  for (let at = 8; at + 12 <= changed.length; ) {
    const end = at + 8 + changed.readUInt32BE(at)
    if (end + 4 > changed.length) break
    changed.writeUInt32BE(crc32(changed.subarray(at + 4, end)), end)
    at = end + 4
  }
  return changed
}
