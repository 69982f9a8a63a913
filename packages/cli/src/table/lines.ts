import { CliError } from '../errors.ts'

/** No line of a table is as long. */
export const LINE_LIMIT = 1024 * 1024

/**
 * Cuts a text into its lines, many at once. A carriage return before the end of a line belongs to that.
 *
 * @throws CliError `ERR_TABLE_LINE`
 */
export async function* readLines(text: AsyncIterable<string>): AsyncGenerator<readonly string[], void> {
  let pending = ''
  for await (const piece of text) {
    const lines = (pending + piece).split('\n')
    pending = lines.pop() ?? ''
    if (pending.length > LINE_LIMIT) throw new CliError('ERR_TABLE_LINE', { limit: LINE_LIMIT })
    yield lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  }
  if (pending !== '') yield [pending.endsWith('\r') ? pending.slice(0, -1) : pending]
}
