import type { Report } from '@xinyin/core'
import type { Licence } from '@xinyin/e-license'
import { pad, widthOf } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import {
  checkLine,
  type FormatOptions,
  formatInspected,
  painter,
  SYMBOLS,
  sayCounts,
} from '../verify/format.ts'
import { answersOf, QUESTIONS } from './questions.ts'
import { sayAnswer } from './say.ts'

/** What was found out about one licence. */
export interface InspectedLicence {
  readonly kind: 'licence'
  readonly headline: readonly string[]
  readonly report: Report<Licence>
}

/**
 * What an official reads: a line with the verdict, then a line for each question, and under it whatever stands against the
 * licence, with the check that says so.
 */
export function formatLicence(name: string, inspected: InspectedLicence, options: FormatOptions): string {
  const { language, colors, verbose } = options
  const { checks, subject } = inspected.report
  const paint = painter(colors)
  const columns = Math.max(...Object.values(QUESTIONS).map((title) => widthOf(title[language]))) + 2
  const lines = answersOf(checks).flatMap((answer) => {
    const { question, status } = answer
    const said = printable(sayAnswer(answer, subject, language), 400)
    const line = `  ${paint(status, SYMBOLS[status])} ${pad(QUESTIONS[question][language], columns)}${status === 'skipped' ? colors.dim(said) : said}`
    const against = answer.checks.filter(
      (check) => check.status === 'failed' || check.status === 'indeterminate',
    )
    return [line, ...against.map((check) => checkLine(check, language, paint).replace(/^/gm, '  '))]
  })
  const [head, ...every] = formatInspected(name, inspected, options).split('\n')
  const counts = `  ${colors.dim(sayCounts(inspected.report, language))}`
  return [head, ...lines, ...(verbose ? every.slice(0, -1) : []), counts].join('\n')
}
