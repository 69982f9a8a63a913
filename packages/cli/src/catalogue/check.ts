import { createDryRun, type RowFinding, shortNameOf } from '@xinyin/e-license/catalogue'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { counted, sizeOf } from '../files/counted.ts'
import { readPieces } from '../files/read.ts'
import type { Format } from '../identifier/format.ts'
import { orRefused } from '../list/read.ts'
import type { Session } from '../session.ts'
import { decodeText, type Encoding } from '../table/text.ts'
import { printable } from '../terminal/printable.ts'
import { startProgress } from '../terminal/progress.ts'
import { readCatalogue } from './read.ts'
import { reportFormat, sayRules } from './report.ts'
import { readRows } from './rows.ts'
import { sayCounts } from './severity.ts'

export interface CheckOptions {
  readonly catalogue: string
  readonly column?: readonly string[]
  readonly encoding?: Encoding
  readonly at?: Date
  readonly format: Format
}

/** So much of the report is gathered before it is written. */
const WRITE_AT = 64 * 1024

/** `NAME=SHORT` as it is given for columns of other names. */
function parseColumns(given: readonly string[]): Record<string, string> {
  const pairs = given.map((text): [string, string] => {
    const at = text.lastIndexOf('=')
    const short = text.slice(at + 1)
    if (at < 1 || shortNameOf(short) === undefined)
      throw new CliError('ERR_ARGUMENT', { reason: `--column ${printable(text)}` })
    return [text.slice(0, at), short]
  })
  return Object.fromEntries(pairs)
}

/** `xinyin catalogue check`: what the national platform would send a batch back for; only errors make it fail. */
export function checkFile(file: string, options: CheckOptions, session: Session): Promise<Exit> {
  const { terminal, language } = session
  const columns = parseColumns(options.column ?? [])
  return orRefused(session, async () => {
    const catalogue = await readCatalogue(options.catalogue)
    const run = createDryRun({ catalogue, at: options.at ?? new Date(), columns })
    const format = reportFormat(options.format, session)
    const pieces = await readPieces(file)
    const progress = await startProgress(terminal, await sizeOf(file), language, 'bytes')
    let lines: string[] = format.head === undefined ? [] : [format.head]
    let length = 0
    const write = () => {
      if (lines.length === 0) return
      progress.pause()
      terminal.out(lines.join('\n'))
      lines = []
      length = 0
    }
    const report = (findings: readonly RowFinding[]) => {
      for (const finding of findings) {
        const line = format.line(finding)
        lines.push(line)
        length += line.length
      }
      if (length > WRITE_AT) write()
    }
    try {
      const text = decodeText(
        counted(pieces, (read) => progress.update(read)),
        options.encoding,
      )
      for await (const { row, number } of readRows(file, text, columns)) report(run.check(row, number))
      report(run.finish())
    } finally {
      write()
      progress.end()
    }
    const summary = run.summarise()
    const tell = options.format === 'table' ? terminal.out : terminal.err
    tell(
      [sayCounts({ of: 'rows', total: summary.rows, ...summary }, session), ...sayRules(summary)].join('\n'),
    )
    if (summary.errors > 0) return EXIT.failed
    return summary.rows === 0 ? EXIT.indeterminate : EXIT.passed
  })
}
