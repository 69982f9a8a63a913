import { decodeUtf8 } from '@xinyin/core'
import { readFile } from './read.ts'

const MAX_IDENTIFIERS = 64 * 1024 * 1024

/** Identifiers of licences, one a line. */
export async function readIdentifiers(file: string): Promise<string[]> {
  const lines = decodeUtf8(await readFile(file, MAX_IDENTIFIERS)).split(/\r?\n/)
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
