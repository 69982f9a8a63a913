import type { SealTolerance } from '../../../seal/tolerance.ts'
import { printable } from './name.ts'

/** Ways of real writers in which a package is not as the standard has it, and of which no reader sees another content. */
export type ZipTolerance = Extract<
  SealTolerance,
  | 'archive-comment'
  | 'bare-attributes'
  | 'deflate-tail'
  | 'empty-entry-descriptor'
  | 'gbk-names'
  | 'high-compression'
  | 'names-without-utf8-flag'
  | 'redundant-zip64'
  | 'unknown-extra-field'
  | 'utf8-flag-mismatch'
>

/**
 * What is read although it is not clean. Bytes before the first entry are no tolerance: other readers may start elsewhere, so
 * what they see is not certain.
 */
export type ZipDeviation = 'prefix-bytes' | ZipTolerance

/** Takes down a deviation, with the entry where it was met. */
export type NoteZip = (deviation: ZipDeviation, entry: string) => void

/** The entries in which each deviation was met, the first few of them. Some are met only when content is unpacked. */
export type ZipDeviations = ReadonlyMap<ZipDeviation, readonly string[]>

/** Of deviations of one kind so many are told: a hostile archive has no end of them. */
const MAX_OF_A_KIND = 8

export function collectZipDeviations(): { readonly deviations: ZipDeviations; readonly note: NoteZip } {
  const deviations = new Map<ZipDeviation, string[]>()
  const note: NoteZip = (deviation, entry) => {
    const entries = deviations.get(deviation) ?? []
    const shown = printable(entry)
    if (entries.length < MAX_OF_A_KIND && !entries.includes(shown)) entries.push(shown)
    deviations.set(deviation, entries)
  }
  return { deviations, note }
}
