import { createReadStream } from 'node:fs'
import { access, constants, open, stat } from 'node:fs/promises'
import { CliError } from '../errors.ts'

// Larger documents are for the library, which can be given its own limits.
const MAX_FILE_BYTES = 512 * 1024 * 1024

/** The error of the file system in a code of ours. */
export function unreadable(file: string, cause: unknown): CliError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  if (reason === 'ENOENT') return new CliError('ERR_FILE_MISSING', { file }, cause)
  if (reason === 'EISDIR') return new CliError('ERR_FILE_FOLDER', { file }, cause)
  return new CliError('ERR_FILE_UNREADABLE', { file, reason }, cause)
}

async function readStandardInput(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let found = 0
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    found += chunk.length
    if (found > limit) throw new CliError('ERR_FILE_SIZE', { found, limit })
    chunks.push(chunk)
  }
  // No arguments of a call: many of them, as whoever writes may choose, exhaust the stack.
  const whole = Buffer.concat(chunks, found)
  return new Uint8Array(whole.buffer, whole.byteOffset, whole.length)
}

/**
 * Reads a whole file; `-` is standard input.
 *
 * @throws CliError `ERR_FILE_MISSING`, `ERR_FILE_FOLDER`, `ERR_FILE_UNREADABLE`, `ERR_FILE_SIZE`
 */
export async function readFile(file: string, limit = MAX_FILE_BYTES): Promise<Uint8Array> {
  if (file === '-') return readStandardInput(limit)
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw unreadable(file, cause)
  })
  try {
    const { size } = await handle.stat()
    if (size > limit) throw new CliError('ERR_FILE_SIZE', { found: size, limit })
    return new Uint8Array(await handle.readFile())
  } catch (cause) {
    throw cause instanceof CliError ? cause : unreadable(file, cause)
  } finally {
    await handle.close()
  }
}

/**
 * The pieces of a file of any size, in memory that does not grow with it; `-` is standard input.
 *
 * @throws CliError as {@link readFile}, before the first piece is asked for
 */
export async function readPieces(file: string): Promise<AsyncIterable<Uint8Array>> {
  if (file === '-') return process.stdin as AsyncIterable<Uint8Array>
  try {
    await access(file, constants.R_OK)
    const found = await stat(file)
    if (found.isDirectory()) throw new CliError('ERR_FILE_FOLDER', { file })
  } catch (cause) {
    throw cause instanceof CliError ? cause : unreadable(file, cause)
  }
  return createReadStream(file, { highWaterMark: 1024 * 1024 })
}
