import type { Check, Language, Report, Verdict } from '@xinyin/core'
import type { Colors } from 'picocolors/types.js'
import { explain } from '../checks.ts'
import { printable } from '../terminal/printable.ts'
import type { Inspected } from './inspect.ts'

const KINDS = {
  licence: { en: 'e-licence', 'zh-CN': '电子证照' },
  ofd: { en: 'OFD document', 'zh-CN': 'OFD 文件' },
  seal: { en: 'electronic seal', 'zh-CN': '电子印章' },
  certificate: { en: 'certificate', 'zh-CN': '证书' },
  unknown: { en: 'unknown kind', 'zh-CN': '未知类型' },
} as const

const VERDICTS = {
  passed: { en: 'passed', 'zh-CN': '通过' },
  failed: { en: 'failed', 'zh-CN': '未通过' },
  indeterminate: { en: 'indeterminate', 'zh-CN': '无法判定' },
} as const

const SYMBOLS = { passed: '✓', failed: '✗', indeterminate: '?', skipped: '·' } as const

type Paint = (status: Check['status'], text: string) => string

function painter(colors: Colors): Paint {
  const paints = {
    passed: colors.green,
    failed: colors.red,
    indeterminate: colors.yellow,
    skipped: colors.dim,
  }
  return (status, text) => paints[status](text)
}

/** `ofd 9, path 4, seal 7`: how many checks of each area passed. */
function passedByArea(checks: readonly Check[]): string {
  const counts = new Map<string, number>()
  for (const check of checks) {
    if (check.status !== 'passed') continue
    const area = check.id.slice(0, check.id.indexOf('.'))
    counts.set(area, (counts.get(area) ?? 0) + 1)
  }
  return [...counts].map(([area, count]) => `${area} ${count}`).join(', ')
}

function summary(report: Report<unknown>, language: Language): string {
  const count = report.checks.filter((check) => check.status === 'passed').length
  const areas = passedByArea(report.checks)
  if (language === 'en')
    return `${count} of ${report.checks.length} checks passed${count > 0 ? ` (${areas})` : ''}`
  return `${report.checks.length} 项检查中 ${count} 项通过${count > 0 ? `（${areas}）` : ''}`
}

/** Where a check says which of several things it is about: the signature, the path's role. */
function place(check: Check): string {
  const where = check.facts['signature'] ?? check.facts['role']
  return where === undefined ? '' : ` [${printable(String(where), 40)}]`
}

function checkLine(check: Check, language: Language, paint: Paint): string {
  const id = `${check.id}${place(check)}`
  const code = check.code === undefined ? '' : ` (${check.code})`
  return `  ${paint(check.status, SYMBOLS[check.status])} ${id}  ${printable(explain(check, language), 400)}${code}`
}

export interface FormatOptions {
  readonly language: Language
  readonly colors: Colors
  /** Every check, not only those that did not pass. */
  readonly verbose: boolean
}

/** What a person reads: a line with the verdict, then each check that did not pass, then how many did. */
export function formatInspected(file: string, inspected: Inspected, options: FormatOptions): string {
  const { language, colors, verbose } = options
  const { report } = inspected
  const paint = painter(colors)
  const verdict: Verdict = report.verdict
  const parts = [KINDS[inspected.kind][language], ...inspected.headline].map((part) => printable(part))
  const head = `${paint(verdict, `${SYMBOLS[verdict]} ${VERDICTS[verdict][language]}`)}  ${printable(file)}  ${parts.join(' · ')}`
  const shown = report.checks.filter(
    (check) => verbose || check.status === 'failed' || check.status === 'indeterminate',
  )
  return [
    head,
    ...shown.map((check) => checkLine(check, language, paint)),
    `  ${colors.dim(summary(report, language))}`,
  ].join('\n')
}
