import { decodeUtf8 } from '@xinyin/core'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'
import type { Terminal } from '../terminal/terminal.ts'

const MAX_PASSWORD_FILE = 4096

/**
 * The password that was given: the first line of a file, else `XINYIN_PASSWORD`. Never an argument, which every user of
 * the machine can read.
 *
 * @returns nothing where none was given
 * @throws CliError `ERR_PASSWORD_FILE`, and those of the file
 */
export async function readPassword(
  file: string | undefined,
  { environment }: Terminal,
): Promise<string | undefined> {
  if (file === undefined) return environment['XINYIN_PASSWORD'] || undefined
  const bytes = await readFile(file, MAX_PASSWORD_FILE)
  let line: string
  try {
    ;[line = ''] = decodeUtf8(bytes).split(/\r?\n/, 1)
  } catch (cause) {
    throw new CliError('ERR_PASSWORD_FILE', { file }, cause)
  }
  if (line === '') throw new CliError('ERR_PASSWORD_FILE', { file })
  return line
}
