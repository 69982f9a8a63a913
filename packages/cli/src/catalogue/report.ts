import {
  columnLabel,
  type DryRunSummary,
  explainRowFinding,
  type RowFinding,
} from '@xinyin/e-license/catalogue'
import type { Format } from '../identifier/format.ts'
import type { Session } from '../session.ts'
import { encodeCells } from '../table/cells.ts'
import { printable } from '../terminal/printable.ts'
import { SEVERITY, severityMark } from './severity.ts'

/** How a report on a batch is written, line by line. */
export interface ReportFormat {
  readonly head?: string
  readonly line: (finding: RowFinding) => string
}

const HEAD = {
  en: ['row', 'field', 'name', 'severity', 'rule', 'found', 'expected', 'proposal', 'what is wrong'],
  'zh-CN': ['行号', '字段', '名称', '级别', '规则', '实际值', '应为', '建议', '问题'],
} as const

const table = ({ language, colors }: Session): ReportFormat => ({
  line(finding) {
    const { row, field, rule, severity } = finding
    const label = columnLabel(field, language)
    const named = label === undefined ? printable(field) : `${field} ${label}`
    const said = printable(explainRowFinding(finding, language), 600)
    const head = `${severityMark(severity, colors)} ${String(row).padStart(7)}  ${named}  ${colors.dim(rule)}`
    return `${head}\n${' '.repeat(11)}${said}`
  },
})

const json = ({ language }: Session): ReportFormat => ({
  line: (finding) => JSON.stringify({ ...finding, message: explainRowFinding(finding, language) }),
})

const csv = ({ language }: Session): ReportFormat => ({
  // Spreadsheets take a file without this mark for one in the encoding of the country.
  head: `\ufeff${encodeCells(HEAD[language])}`,
  line(finding) {
    const { row, field, rule, severity, found = '', expected = '', proposal = '' } = finding
    const label = columnLabel(field, language) ?? ''
    const said = explainRowFinding(finding, language)
    const cells = [field, label, SEVERITY[severity][language], rule, found, expected, proposal, said]
    return encodeCells([row, ...cells])
  },
})

/** How a form of report is written. */
export function reportFormat(format: Format, session: Session): ReportFormat {
  if (format === 'json') return json(session)
  return format === 'csv' ? csv(session) : table(session)
}

/** How often each rule found something, the most frequent first. */
export const sayRules = ({ byRule }: DryRunSummary): string[] =>
  Object.entries(byRule).map(([rule, count]) => `${count.toLocaleString('en-US').padStart(11)}  ${rule}`)
