import { open } from 'node:fs/promises'
import type { ByteSource } from '../carriers/ofd/source.ts'

/** A file that is open for reading. */
export interface FileSource extends ByteSource {
  /** Gives the file back; nothing can be read after. */
  close(): Promise<void>
}

/**
 * Opens a file as a source of bytes, for documents that are too large to be held in memory.
 *
 * @example
 * ```ts
 * const file = await openFile('施工许可证.ofd')
 * try {
 *   const report = await inspectOfd(file, { trust })
 * } finally {
 *   await file.close()
 * }
 * ```
 * @throws the error of the system when the file cannot be opened, or is none
 */
export async function openFile(path: string): Promise<FileSource> {
  const file = await open(path, 'r')
  try {
    const found = await file.stat()
    if (!found.isFile()) throw new TypeError('path: not a regular file')
    return {
      size: found.size,
      async read(offset, length) {
        const bytes = new Uint8Array(length)
        let filled = 0
        while (filled < length) {
          const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled)
          if (bytesRead === 0) break
          filled += bytesRead
        }
        return bytes.subarray(0, filled)
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}
