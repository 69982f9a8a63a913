import { decodeUtf8, TrustError } from '@xinyin/core'
import { CliError } from '../errors.ts'
import { readFile } from './read.ts'

/**
 * A signed text in a file, such as a JWS, without the line end that files of text have.
 *
 * @throws CliError `ERR_FILE_CONTENT`, `ERR_FILE_*`
 */
export async function readStatement(file: string): Promise<string> {
  const bytes = await readFile(file)
  try {
    return decodeUtf8(bytes).trim()
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw new CliError('ERR_FILE_CONTENT', { file, reason: cause.code }, cause)
  }
}
