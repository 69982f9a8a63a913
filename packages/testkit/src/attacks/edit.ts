import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage } from '@xinyin/e-seal/ofd'
import { type RawArchive, type RawEntry, writeArchive } from './archive.ts'
import type { Carrier } from './carrier.ts'

/** What becomes of a file: another content, or nothing where it is taken out. */
export type Change = string | Uint8Array | undefined | ((text: string) => string)
export type Changes = Readonly<Record<string, Change>>

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Files with some changed, added or taken out. */
export function changeFiles(
  files: ReadonlyMap<string, Uint8Array>,
  changes: Changes,
): Map<string, Uint8Array> {
  const changed = new Map(files)
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) changed.delete(name)
    else if (typeof change === 'string') changed.set(name, encodeUtf8(change))
    else if (typeof change !== 'function') changed.set(name, change)
    else {
      const before = textOf(files.get(name) ?? new Uint8Array(0))
      const after = change(before)
      // An attack that does nothing would be a test of nothing.
      if (after === before) throw new TypeError(`${name}: the change changes nothing`)
      changed.set(name, encodeUtf8(after))
    }
  }
  return changed
}

export const pack = (files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  createOfdPackage([...files].map(([name, bytes]) => ({ name, bytes })))

/** The document with some files changed, in an archive in good order. */
export const edit = ({ files }: Carrier, changes: Changes): Uint8Array => pack(changeFiles(files, changes))

const entriesOf = ({ files }: Carrier): RawEntry[] => [...files].map(([name, bytes]) => ({ name, bytes }))

/** The document in an archive that is written by hand. */
export const archive = (
  carrier: Carrier,
  change: (entries: RawEntry[]) => readonly RawEntry[],
  options?: RawArchive,
): Uint8Array => writeArchive(change(entriesOf(carrier)), options)

/** The entries with the one of a file exchanged for others. */
export const instead = (
  entries: readonly RawEntry[],
  file: string,
  by: (entry: RawEntry) => readonly RawEntry[],
): RawEntry[] => entries.flatMap((entry) => (entry.name === file ? by(entry) : [entry]))
