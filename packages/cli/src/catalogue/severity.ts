import type { Severity } from '@xinyin/e-license/catalogue'
import type { Colors } from 'picocolors/types.js'
import type { Session } from '../session.ts'

export const SEVERITY = {
  error: { en: 'error', 'zh-CN': '错误' },
  warning: { en: 'warning', 'zh-CN': '警告' },
} as const

export const severityMark = (severity: Severity, colors: Colors): string =>
  severity === 'error' ? colors.red('✗') : colors.yellow('!')

const OF = {
  types: { en: 'licence type', 'zh-CN': '种证照类型' },
  rows: { en: 'row', 'zh-CN': '行数据' },
} as const

/** How much was looked at, and what it came to. */
export interface Counts {
  readonly of: keyof typeof OF
  readonly total: number
  readonly errors: number
  readonly warnings: number
}

const group = (count: number) => count.toLocaleString('en-US')

const several = (count: number, noun: string) => `${group(count)} ${noun}${count === 1 ? '' : 's'}`

/** One line that says how it went. */
export function sayCounts({ of, total, errors, warnings }: Counts, { language, colors }: Session): string {
  const what = OF[of][language]
  const said =
    language === 'en'
      ? `${several(total, what)}: ${several(errors, 'error')}, ${several(warnings, 'warning')}`
      : `共 ${group(total)} ${what}：错误 ${group(errors)} 处，警告 ${group(warnings)} 处`
  return `${errors > 0 ? colors.red('✗') : colors.green('✓')} ${said}`
}
