import { createReadStream } from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { digestPieces } from '../../batch/job.ts'

/** Code of an error of the system: `ENOENT`. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

/** Writes a new file. It is there, also after a loss of power, once the folder is synced as well. */
export async function writeDurably(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for await (const piece of pieces) await file.appendFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the names in a folder outlive a loss of power. Where folders cannot be synced, the system does so itself. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(codeOf(error) ?? '')) throw error
  }
}

/** What kind of thing has a name; links are not followed. */
export async function kindAt(path: string): Promise<'file' | 'folder' | 'other' | undefined> {
  try {
    const found = await lstat(path)
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** The digest of a file. */
export const digestFile = (path: string): Promise<string> =>
  digestPieces(createReadStream(path, { highWaterMark: 1024 * 1024 }))
