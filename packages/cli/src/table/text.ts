import { CliError } from '../errors.ts'

/** In what a table may be written: Chinese spreadsheets still save GB 18030. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le'] as const

export type Encoding = (typeof ENCODINGS)[number]

/** So much is looked at to tell an encoding. */
const SAMPLE = 64 * 1024

const isUtf8 = (sample: Uint8Array): boolean => {
  try {
    // A character that the end of the sample cuts in two is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}

function sniff(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  // Workbooks of spreadsheet programs are full of zeros, and text has none.
  if (sample.includes(0)) throw new CliError('ERR_TABLE_BINARY')
  return isUtf8(sample) ? 'utf-8' : 'gb18030'
}

/** A stream whose first piece is long enough to tell its encoding by, and its lines. */
async function* withLongBeginning(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let begun: Uint8Array[] | undefined = []
  let length = 0
  for await (const piece of pieces) {
    if (begun === undefined) yield piece
    else {
      begun.push(piece)
      length += piece.length
      if (length < SAMPLE) continue
      yield Buffer.concat(begun)
      begun = undefined
    }
  }
  if (begun !== undefined && length > 0) yield Buffer.concat(begun)
}

/**
 * Reads a stream of bytes as text, without a byte order mark. Text that is no UTF-8 at its beginning is taken for GB 18030.
 *
 * @throws CliError `ERR_TABLE_BINARY` for a workbook or the like, `ERR_TABLE_ENCODING` where a byte does not belong to the
 * encoding
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  asked?: Encoding,
): AsyncGenerator<string, void> {
  let encoding = asked
  let decoder: TextDecoder | undefined
  try {
    for await (const piece of withLongBeginning(bytes)) {
      encoding ??= sniff(piece.subarray(0, SAMPLE))
      decoder ??= new TextDecoder(encoding, { fatal: true })
      yield decoder.decode(piece, { stream: true })
    }
    if (decoder !== undefined) yield decoder.decode()
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new CliError('ERR_TABLE_ENCODING', { encoding: encoding ?? 'utf-8' }, cause)
  }
}
