import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CliError } from '../errors.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** The error of the file system in a code of ours. */
export function unwritable(file: string, cause: unknown): CliError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  return new CliError('ERR_FILE_UNWRITABLE', { file, reason }, cause)
}

/**
 * Writes what a command makes to the file that was named, else to the terminal, as far as it is text.
 *
 * @throws CliError `ERR_FILE_UNWRITABLE`, `ERR_OUTPUT_BINARY`
 */
export async function writeOutput(
  out: string | undefined,
  content: string | Uint8Array,
  terminal: Terminal,
): Promise<void> {
  if (out !== undefined) {
    await writeFile(out, content).catch((cause: unknown) => {
      throw unwritable(out, cause)
    })
  } else if (typeof content === 'string') terminal.out(content.trimEnd())
  else throw new CliError('ERR_OUTPUT_BINARY')
}

/** Writes a file whole or not at all, for those who read it meanwhile; its folders are made. */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const half = `${file}.${process.pid}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(half, content)
    await rename(half, file)
  } catch (cause) {
    throw unwritable(file, cause)
  }
}

/** Writes what only its owner may read, and nothing in place of what is there. */
export async function writeSecret(file: string, content: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(file, content, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw unwritable(file, cause)
  }
}
