import { stat } from 'node:fs/promises'
import { openFile } from '@xinyin/e-seal/node'
import { type ByteSource, sourceOf } from '@xinyin/e-seal/ofd'
import { CliError } from '../errors.ts'
import { readFile, unreadable } from './read.ts'

/** A file that is open, or standard input. */
export interface OpenInput extends ByteSource {
  close(): Promise<void>
}

// What is read whole and not piece by piece; larger files are for the library, which can be given its own limits.
const MAX_WHOLE = 512 * 1024 * 1024

/**
 * Opens a file to be read piece by piece; `-` is standard input, which is read whole.
 *
 * @param onRead - hears how many bytes were read
 * @throws CliError `ERR_FILE_MISSING`, `ERR_FILE_FOLDER`, `ERR_FILE_UNREADABLE`, `ERR_FILE_SIZE`
 */
export async function openInput(file: string, onRead: (bytes: number) => void): Promise<OpenInput> {
  if (file === '-' || !(await isRegular(file)))
    return { ...sourceOf(await readFile(file)), close: async () => undefined }
  const source = await openFile(file).catch((cause: unknown) => {
    throw unreadable(file, cause)
  })
  return {
    size: source.size,
    async read(offset, length) {
      onRead(length)
      return source.read(offset, length)
    },
    close: () => source.close(),
  }
}

/** A pipe has no size and no order but its own. What is not there is found out by whoever opens it. */
const isRegular = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => true,
  )

/** All of a source. @throws CliError `ERR_FILE_SIZE` */
export async function readWhole(source: ByteSource): Promise<Uint8Array> {
  if (source.size > MAX_WHOLE) throw new CliError('ERR_FILE_SIZE', { found: source.size, limit: MAX_WHOLE })
  return source.read(0, source.size)
}
