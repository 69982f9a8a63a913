import { decodePem } from '@xinyin/core'
import { children, parseBer, TAG } from '@xinyin/core/der'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'

const MAX_TOKEN = 1024 * 1024

/** A time stamp as a file holds it: by itself, in PEM, or in the answer of the service that it came with. */
export async function readToken(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file, MAX_TOKEN)
  if (bytes.length === 0) throw new CliError('ERR_FILE_EMPTY')
  return bytes[0] === TAG.sequence ? tokenIn(bytes) : (decodePem(bytes)[0]?.der ?? bytes)
}

/** `TimeStampResp` begins with a SEQUENCE, a token with an object identifier. */
function tokenIn(bytes: Uint8Array): Uint8Array {
  const [first, second] = children(parseBer(bytes, { maxBytes: MAX_TOKEN }))
  return first?.tag === TAG.sequence && second !== undefined ? second.raw : bytes
}
