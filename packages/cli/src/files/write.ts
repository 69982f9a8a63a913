import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
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

/**
 * Writes a file that was named, whole or not at all, in place of nothing unless that was asked for.
 *
 * @throws CliError `ERR_OUTPUT_EXISTS`, `ERR_FILE_UNWRITABLE`
 */
export async function writeNew(file: string, content: string | Uint8Array, force: boolean): Promise<void> {
  const half = `${file}.${randomUUID()}.tmp`
  try {
    await writeFile(half, content, { flag: 'wx' }).catch((cause: unknown) => {
      throw unwritable(file, cause)
    })
    await nameFile(half, file, force)
  } finally {
    await rm(half, { force: true })
  }
}

/**
 * Gives a file that is written its name; in place of what is there only where that was asked for. A link is refused
 * where a renaming would replace.
 *
 * @throws CliError `ERR_OUTPUT_EXISTS`, `ERR_FILE_UNWRITABLE`
 */
export async function nameFile(half: string, file: string, force: boolean): Promise<void> {
  try {
    if (force) return await rename(half, file)
    await link(half, file).catch(async (cause: NodeJS.ErrnoException) => {
      // Some file systems have no links.
      if (cause.code === 'EEXIST' || existsSync(file))
        throw new CliError('ERR_OUTPUT_EXISTS', { file }, cause)
      await rename(half, file)
    })
  } catch (cause) {
    throw cause instanceof CliError ? cause : unwritable(file, cause)
  }
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
