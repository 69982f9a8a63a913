import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CliError } from '../errors.ts'
import { LINE_LIMIT } from './lines.ts'

const DELIMITERS = [',', '\t', ';'] as const

/** What stands most often in the first line, outside of quotes. */
export function delimiterOf(text: string): (typeof DELIMITERS)[number] {
  const [line = ''] = text.replace(/"[^"]*"?/g, '').split('\n', 1)
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** A stream with its first piece known. */
async function* startingWith<T>(first: T, rest: AsyncIterator<T>): AsyncGenerator<T, void> {
  yield first
  yield* { [Symbol.asyncIterator]: () => rest }
}

/**
 * Reads the records of a CSV file (RFC 4180) one by one, in memory that does not grow with it. Cells may be quoted, and
 * separated by commas, semicolons or tabs; records need not be of one length.
 *
 * @throws CliError `ERR_TABLE_CSV` with the `row`, from 1 on, as spreadsheets count
 */
export async function* readRecords(text: AsyncIterable<string>): AsyncGenerator<readonly string[], void> {
  const { CsvError, parse } = await import('csv-parse')
  const pieces = text[Symbol.asyncIterator]()
  const { value: first, done } = await pieces.next()
  if (done) return
  const parser = parse({
    delimiter: delimiterOf(first),
    relax_column_count: true,
    max_record_size: LINE_LIMIT,
  })
  // What goes wrong while the file is read or decoded ends the parser with that error, so that it arrives below.
  const fed = pipeline(Readable.from(startingWith(first, pieces), { objectMode: true }), parser)
  fed.catch(() => undefined)
  try {
    for await (const record of parser) yield record as readonly string[]
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    // The parser is ahead of whoever takes its records.
    throw new CliError('ERR_TABLE_CSV', { row: parser.info.records + 1, reason: cause.code }, cause)
  }
}
