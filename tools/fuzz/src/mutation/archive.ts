import { unzipSync, zipSync } from 'fflate'
import type { Random } from '../random.ts'
import { mutateBytes } from './bytes.ts'
import { mutateText } from './text.ts'
import { mutateTlv } from './tlv.ts'

/** The files of an archive by a reader that is not ours; `undefined` where that one cannot read it. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    return unzipSync(bytes)
  } catch {
    return undefined
  }
}

/**
 * Whether two archives hold the same names with the same content, whatever their framing.
 *
 * @param isSame - whether what a file holds is the same
 */
export function sameFiles(
  a: Uint8Array,
  b: Uint8Array,
  isSame: (name: string, a: Uint8Array, b: Uint8Array) => boolean = (_, one, other) =>
    Buffer.from(one).equals(other),
): boolean {
  const [left, right] = [unpack(a), unpack(b)]
  if (left === undefined || right === undefined) return false
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => {
      const other = right[name]
      return other !== undefined && isSame(name, left[name] ?? new Uint8Array(), other)
    })
  )
}

/** Changes what is in one file of an archive, or its name, or adds or removes one, and packs all again. */
export function mutateArchive(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const files = unpack(seed)
  if (files === undefined) return mutateBytes(seed, random, other)
  const names = Object.keys(files)
  const name = random.pick(names)
  const content = files[name] ?? new Uint8Array()
  const donor = files[random.pick(names)] ?? content
  switch (random.below(6)) {
    case 0:
      delete files[name]
      break
    case 1:
      files[name] = donor
      break
    case 2:
      files[random.pick([`${name}x`, name.toUpperCase(), `./${name}`, `../${name}`, 'Doc_0/Extra.xml'])] =
        donor
      break
    case 3: {
      delete files[name]
      // The packer takes no name of more than 65,535 bytes.
      const changed = mutateText(new TextEncoder().encode(name), random, donor).slice(0, 20_000)
      files[new TextDecoder().decode(changed) || 'x'] = content
      break
    }
    default: {
      const mutate = name.endsWith('.xml') ? mutateText : mutateTlv
      files[name] = mutate(content, random, donor)
    }
  }
  return zipSync(files, { level: 0, mtime: new Date('2026-01-01T00:00:00Z') })
}
