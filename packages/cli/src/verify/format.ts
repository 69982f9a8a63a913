import type { Check, Language, Report, Verdict } from '@xinyin/core'
import type { Colors } from 'picocolors/types.js'
import { explain } from '../checks.ts'
import { printable } from '../terminal/printable.ts'
import type { Inspected } from './inspect.ts'

const KINDS = {
  licence: { en: 'e-licence', 'zh-CN': '电子证照' },
  ofd: { en: 'OFD document', 'zh-CN': 'OFD 文件' },
  seal: { en: 'electronic seal', 'zh-CN': '电子印章' },
  'seal-request': { en: 'request for a seal', 'zh-CN': '制章申请' },
  certificate: { en: 'certificate', 'zh-CN': '证书' },
  message: { en: 'signed message', 'zh-CN': '签名消息' },
  'time-stamp': { en: 'time stamp', 'zh-CN': '时间戳' },
  bundle: { en: 'offline bundle', 'zh-CN': '离线包' },
  'trust-list': { en: 'trust list', 'zh-CN': '信任列表' },
  unknown: { en: 'unknown kind', 'zh-CN': '未知类型' },
} as const

export const VERDICTS = {
  passed: { en: 'passed', 'zh-CN': '通过' },
  failed: { en: 'failed', 'zh-CN': '未通过' },
  indeterminate: { en: 'indeterminate', 'zh-CN': '无法判定' },
} as const

export const SYMBOLS = { passed: '✓', failed: '✗', indeterminate: '?', skipped: '·' } as const

export type Paint = (status: Check['status'], text: string) => string

export function painter(colors: Colors): Paint {
  const paints = {
    passed: colors.green,
    failed: colors.red,
    indeterminate: colors.yellow,
    skipped: colors.dim,
  }
  return (status, text) => paints[status](text)
}

/** How many checks were made and passed, and how many were not made, so that nobody takes them for passed. */
export function sayCounts({ checks }: Report<unknown>, language: Language): string {
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length
  const [passed, skipped] = [count('passed'), count('skipped')]
  if (language === 'en') return `${passed} passed${skipped > 0 ? `, ${skipped} were not made` : ''}`
  return `${passed} 项检查通过${skipped > 0 ? `，${skipped} 项未检查` : ''}`
}

const summary = (report: Report<unknown>, language: Language): string =>
  report.verdict === 'passed' ? explain(report, language) : sayCounts(report, language)

/** Where a check says which of several things it is about: the signature, the path's role and whose path it is. */
function place({ id, status, facts }: Check): string {
  const { signature, role, certificate } = facts
  // Of one signature several paths are looked at. What is wrong with one is said with the name of its certificate.
  const whose = id === 'path.revocation' && status === 'passed' ? certificate : undefined
  const where = [signature, role, whose].filter((part) => part !== undefined)
  return where.length === 0 ? '' : ` [${where.map((part) => printable(String(part), 60)).join(' · ')}]`
}

/** By which option a check could be decided that was not. */
const HOW_TO = {
  allow: {
    en: 'Inner networks and unusual ports are asked only where --allow names them.',
    'zh-CN': '内部网络与非常用端口须用 --allow 允许后才会访问。',
  },
  status: {
    en: 'Name the list with --status-list, or ask with --online; "xinyin licence verify" also takes --bundle.',
    'zh-CN':
      '请用 --status-list 指定状态列表，或用 --online 联网查询；“xinyin licence verify”还可用 --bundle。',
  },
  pool: {
    en: 'A QR code has no room for certificates: name those of the issuer with --pool.',
    'zh-CN': '二维码不含证书：请用 --pool 指定颁发机构的证书。',
  },
} as const

/** By codes, and by the codes that facts name; facts hold other things besides. */
const HINTS: ReadonlyMap<unknown, keyof typeof HOW_TO> = new Map([
  ['ERR_FETCH_PORT', 'allow'],
  ['ERR_FETCH_ADDRESS', 'allow'],
  ['ERR_LICENCE_STATUS_UNASKED', 'status'],
  ['ERR_QR_CERTIFICATE_UNKNOWN', 'pool'],
])

function hint({ code = '', facts }: Check, language: Language): string {
  const how = HINTS.get(code) ?? HINTS.get(facts['reason'])
  return how === undefined ? '' : `\n    ${HOW_TO[how][language]}`
}

export function checkLine(check: Check, language: Language, paint: Paint): string {
  const id = `${check.id}${place(check)}`
  const code = check.code === undefined ? '' : ` (${check.code})`
  return `  ${paint(check.status, SYMBOLS[check.status])} ${id}  ${printable(explain(check, language), 400)}${code}${hint(check, language)}`
}

export interface FormatOptions {
  readonly language: Language
  readonly colors: Colors
  /** Every check, not only those that did not pass. */
  readonly verbose: boolean
}

/** What a person reads: a line with the verdict, then each check that did not pass, then how many did. */
export function formatInspected(
  file: string,
  inspected: Omit<Inspected, 'kind'> & { readonly kind: keyof typeof KINDS },
  options: FormatOptions,
): string {
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
