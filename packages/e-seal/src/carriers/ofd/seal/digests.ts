import { createSm3Digest, digestSm3 } from '@xinyin/core'
import type { FileReference } from '../signature-file.ts'
import { isLong, readEntry } from '../zip/content.ts'
import { readPieces } from '../zip/pieces.ts'
import type { OpenedPackage } from './opened.ts'
import type { OnProgress } from './progress.ts'

/**
 * The SM3 of every file as it is in the new package, in its order there.
 *
 * @param changed - files with new content, and such as are new
 */
export async function digestFiles(
  { source, archive }: OpenedPackage,
  changed: ReadonlyMap<string, Uint8Array>,
  onProgress: OnProgress | undefined,
): Promise<FileReference[]> {
  const kept = [...archive.entries].filter(([file]) => !changed.has(file))
  const total = kept.reduce((sum, [, { entry }]) => sum + entry.bytes, 0)
  let done = 0
  const advance = (bytes: number) => {
    done += bytes
    onProgress?.({ step: 'digest', done, total })
  }
  const references: FileReference[] = []
  for (const [file, placed] of archive.entries) {
    const bytes = changed.get(file)
    if (bytes !== undefined) {
      references.push({ file, digest: digestSm3(bytes) })
    } else if (isLong(source, placed)) {
      const hasher = createSm3Digest()
      await readPieces(source, placed, archive.note, (piece) => {
        hasher.update(piece)
        advance(piece.length)
      })
      references.push({ file, digest: hasher.digest() })
    } else {
      references.push({ file, digest: digestSm3(await readEntry(source, placed, archive.note)) })
      advance(placed.entry.bytes)
    }
  }
  for (const [file, bytes] of changed)
    if (!archive.entries.has(file)) references.push({ file, digest: digestSm3(bytes) })
  return references
}
