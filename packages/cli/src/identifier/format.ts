import type { Language } from '@xinyin/core'
import type { Colors } from 'picocolors/types.js'
import { encodeCells } from '../table/cells.ts'
import { printable } from '../terminal/printable.ts'
import type { Finding } from './finding.ts'
import { markLine } from './marks.ts'
import { sayBy, sayFaults } from './say.ts'

/** The forms of a report on many identifiers. */
export const FORMATS = ['table', 'json', 'csv'] as const

export type Format = (typeof FORMATS)[number]

/** How a report is written, row by row. */
export interface RowFormat {
  readonly head?: string
  row(finding: Finding): string
}

const join = (language: Language) => (language === 'en' ? ' ' : '')

const remarks = ({ text, faults }: Finding, language: Language): string =>
  sayFaults(text, faults, language)
    .map(({ places, sentence }) => `[${places}] ${sentence}`)
    .join(join(language))

const table = (language: Language, colors: Colors): RowFormat => ({
  row(finding) {
    const { row, text, status, faults, proposals } = finding
    const mark = { right: colors.green('✓'), warning: colors.yellow('!'), wrong: colors.red('✗') }[status]
    const head = `${mark} ${String(row).padStart(7)}  ${printable(text)}`
    if (status === 'right') return head
    const marks = markLine(text.slice(0, 200), faults)
    return [
      head,
      ...(marks === undefined ? [] : [`${' '.repeat(11)}${colors.red(marks)}`]),
      `${' '.repeat(11)}${printable(remarks(finding, language), 400)}`,
      ...proposals.map(
        ({ identifier, by }) =>
          `${' '.repeat(9)}${colors.cyan('→')} ${identifier}  ${colors.dim(sayBy(by, language))}`,
      ),
    ].join('\n')
  },
})

const json: RowFormat = {
  row: ({ row, text, status, faults, proposals }) =>
    JSON.stringify({ row, identifier: text, status, faults, proposals }),
}

const CSV_HEAD = {
  en: ['row', 'identifier', 'status', 'codes', 'what is wrong', 'proposal', 'how sure'],
  'zh-CN': ['行号', '证照标识', '结果', '错误代码', '问题', '建议', '依据'],
} as const

const STATUS = {
  en: { right: 'right', warning: 'warning', wrong: 'wrong' },
  'zh-CN': { right: '正确', warning: '警告', wrong: '错误' },
} as const

const csv = (language: Language): RowFormat => ({
  // Spreadsheets take a file without this mark for one in the encoding of the country.
  head: `\ufeff${encodeCells(CSV_HEAD[language])}`,
  row(finding) {
    const { row, text, status, faults, proposals } = finding
    const codes = [...new Set(faults.map(({ code }) => code))].join(' ')
    const [best] = proposals
    const said = best === undefined ? '' : sayBy(best.by, language)
    const remark = remarks(finding, language)
    return encodeCells([row, text, STATUS[language][status], codes, remark, best?.identifier ?? '', said])
  },
})

/** How a form of report is written. */
export function rowFormat(format: Format, language: Language, colors: Colors): RowFormat {
  if (format === 'json') return json
  return format === 'csv' ? csv(language) : table(language, colors)
}
