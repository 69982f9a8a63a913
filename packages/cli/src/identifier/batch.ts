import { extname } from 'node:path'
import { EXIT, type Exit } from '../exit.ts'
import { counted, sizeOf } from '../files/counted.ts'
import { readPieces } from '../files/read.ts'
import type { Session } from '../session.ts'
import { readLines } from '../table/lines.ts'
import { readRecords } from '../table/records.ts'
import { decodeText, type Encoding } from '../table/text.ts'
import { startProgress } from '../terminal/progress.ts'
import { type Column, findColumn } from './column.ts'
import { type Finding, findIn } from './finding.ts'
import { type Format, rowFormat } from './format.ts'
import { createTally } from './tally.ts'

export interface BatchOptions {
  readonly column?: string
  readonly encoding?: Encoding
  readonly format: Format
  readonly all?: boolean
}

/** So much of the report is gathered before it is written. */
const WRITE_AT = 64 * 1024

const isTable = (file: string, { column }: BatchOptions) =>
  column !== undefined || ['.csv', '.tsv'].includes(extname(file).toLowerCase())

/** The identifiers of a file of lines, many at once; empty lines are none. */
async function* inLines(text: AsyncIterable<string>): AsyncGenerator<Finding[], void> {
  let row = 0
  for await (const lines of readLines(text)) {
    const found: Finding[] = []
    for (const line of lines) {
      row++
      if (line !== '') found.push(findIn(line, row))
    }
    yield found
  }
}

/** The identifiers of one column of a table; rows that are empty are none, a cell that is empty is a wrong one. */
async function* inTable(
  text: AsyncIterable<string>,
  asked: string | undefined,
): AsyncGenerator<Finding[], void> {
  let row = 0
  let column: Column | undefined
  for await (const record of readRecords(text)) {
    row++
    if (record.every((cell) => cell === '')) continue
    const isFirst = column === undefined
    column ??= findColumn(record, asked)
    if (isFirst && column.hasHeading) continue
    yield [findIn(record[column.index] ?? '', row)]
  }
}

/** Checks a file of identifiers, of any length, and reports those that are wrong. */
export async function checkBatch(file: string, options: BatchOptions, session: Session): Promise<Exit> {
  const { terminal, language, colors } = session
  const format = rowFormat(options.format, language, colors)
  const pieces = await readPieces(file)
  const progress = await startProgress(terminal, await sizeOf(file), language, 'bytes')
  const tally = createTally()
  let lines: string[] = format.head === undefined ? [] : [format.head]
  let length = 0
  const write = () => {
    if (lines.length === 0) return
    progress.pause()
    terminal.out(lines.join('\n'))
    lines = []
    length = 0
  }
  try {
    const text = decodeText(
      counted(pieces, (read) => progress.update(read)),
      options.encoding,
    )
    const findings = isTable(file, options) ? inTable(text, options.column) : inLines(text)
    for await (const some of findings) {
      for (const finding of some) {
        tally.add(finding)
        if (finding.status === 'right' && !options.all) continue
        const line = format.row(finding)
        lines.push(line)
        length += line.length
      }
      if (length > WRITE_AT) write()
    }
  } finally {
    write()
    progress.end()
  }
  const { total, wrong } = tally.counts
  // A table or a log reads the summary; a program that reads rows must not find it among them.
  const tell = options.format === 'table' ? terminal.out : terminal.err
  tell(tally.say(language))
  if (wrong > 0) return EXIT.failed
  return total === 0 ? EXIT.indeterminate : EXIT.passed
}
