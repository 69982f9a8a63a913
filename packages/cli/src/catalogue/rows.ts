import { TrustError } from '@xinyin/core'
import { parseStrictJson } from '@xinyin/core/json'
import { shortNameOf } from '@xinyin/e-license/catalogue'
import { CliError } from '../errors.ts'
import { readLines } from '../table/lines.ts'
import { readRecords } from '../table/records.ts'
import { printable } from '../terminal/printable.ts'

/** A row of a batch, and where it stands in its file, as spreadsheets and editors count. */
export interface NumberedRow {
  readonly number: number
  readonly row: unknown
}

const DEPTH_LIMIT = 8

/** A stream with its first piece looked at. */
async function peek(text: AsyncIterable<string>) {
  const pieces = text[Symbol.asyncIterator]()
  const { value: first, done } = await pieces.next()
  async function* whole() {
    if (done === true) return
    yield first
    yield* { [Symbol.asyncIterator]: () => pieces }
  }
  return { first: done === true ? '' : first, text: whole() }
}

/**
 * The rows of a batch: JSON, one object to a line, or a CSV file whose first record names its columns.
 *
 * @param columns - short names by names of columns
 * @throws CliError `ERR_TABLE_ELEMENTS` where no column of a CSV file has the name of an element
 */
export async function* readRows(
  file: string,
  text: AsyncIterable<string>,
  columns: Readonly<Record<string, string>>,
): AsyncGenerator<NumberedRow, void> {
  const { first, text: whole } = await peek(text)
  yield* first.trimStart().startsWith('{') ? fromLines(whole) : fromRecords(file, whole, columns)
}

async function* fromLines(text: AsyncIterable<string>): AsyncGenerator<NumberedRow, void> {
  let number = 0
  for await (const lines of readLines(text)) {
    for (const line of lines) {
      number++
      if (line.trim() !== '') yield { number, row: parseRow(line) }
    }
  }
}

/** A line that is no JSON is a row of nothing, and found fault with as one. */
function parseRow(line: string): unknown {
  try {
    return parseStrictJson(line, DEPTH_LIMIT)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

async function* fromRecords(
  file: string,
  text: AsyncIterable<string>,
  columns: Readonly<Record<string, string>>,
): AsyncGenerator<NumberedRow, void> {
  let number = 0
  let names: readonly string[] | undefined
  for await (const record of readRecords(text)) {
    number++
    if (record.every((cell) => cell.trim() === '')) continue
    if (names === undefined) {
      names = record
      if (!names.some((name) => Object.hasOwn(columns, name) || shortNameOf(name.trim()) !== undefined))
        throw new CliError('ERR_TABLE_ELEMENTS', { file: printable(file) })
    } else yield { number, row: asRow(names, record) }
  }
}

/** Columns of one name are the values of one element; cells beyond the named columns are of a column without a name. */
function asRow(names: readonly string[], record: readonly string[]): Record<string, string | string[]> {
  const cells = new Map<string, string[]>()
  record.forEach((cell, i) => {
    const name = names[i] ?? ''
    if (cell === '' && name === '') return
    const values = cells.get(name)
    if (values === undefined) cells.set(name, [cell])
    else values.push(cell)
  })
  return Object.fromEntries([...cells].map(([name, values]) => [name, single(values)]))
}

/** Empty cells at the end are holders that are not there. */
function single(values: readonly string[]): string | string[] {
  const end = values.findLastIndex((value) => value.trim() !== '') + 1
  const [only = ''] = values
  return end <= 1 ? only : values.slice(0, end)
}
