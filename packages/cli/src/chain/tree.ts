import { type Attempt, type Certificate, type PathReport, verdictOf } from '@xinyin/core'
import { printable } from '../terminal/printable.ts'
import { checkLine, type FormatOptions, type Paint, painter, SYMBOLS, VERDICTS } from '../verify/format.ts'

const WORDS = {
  path: { en: 'path {number} of {count}', 'zh-CN': '第 {number} 条路径，共 {count} 条' },
  none: { en: 'No path was found.', 'zh-CN': '未找到任何路径。' },
  anchor: { en: 'anchor', 'zh-CN': '信任锚' },
} as const

const period = ({ notBefore, notAfter }: Certificate) =>
  `${notBefore.toISOString().slice(0, 10)} – ${notAfter.toISOString().slice(0, 10)}`

/** The certificates of a path, each below the one that it was issued by, which is trusted. */
function branch(certificates: readonly Certificate[], isWhole: boolean, options: FormatOptions): string[] {
  const { colors, language } = options
  return [...certificates].reverse().map((certificate, depth) => {
    const twig = depth === 0 ? '' : `${'   '.repeat(depth - 1)}└─ `
    const anchor = depth === 0 && isWhole ? `  ${colors.cyan(WORDS.anchor[language])}` : ''
    return `    ${twig}${printable(certificate.subject.text, 120)}  ${colors.dim(period(certificate))}${anchor}`
  })
}

function attemptLines(attempt: Attempt, place: string, paint: Paint, options: FormatOptions): string[] {
  const { certificates, checks } = attempt
  const verdict = verdictOf(checks)
  const shown = checks.filter(
    ({ status }) => options.verbose || status === 'failed' || status === 'indeterminate',
  )
  return [
    `  ${paint(verdict, SYMBOLS[verdict])} ${place}`,
    ...branch(certificates, true, options),
    ...shown.map((check) => `  ${checkLine(check, options.language, paint)}`),
  ]
}

/** The verdict, and each path that was tried as a tree from its anchor down to the leaf, with what stands against it. */
export function formatChain(leaf: Certificate, report: PathReport, options: FormatOptions): string {
  const { language, colors } = options
  const paint = painter(colors)
  const { verdict, attempts, checks } = report
  const head = `${paint(verdict, `${SYMBOLS[verdict]} ${VERDICTS[verdict][language]}`)}  ${printable(leaf.subject.text)}`
  if (attempts.length === 0) {
    const against = checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
    return [
      head,
      `  ${WORDS.none[language]}`,
      ...branch([leaf], false, options),
      ...against.map((check) => checkLine(check, language, paint)),
    ].join('\n')
  }
  const count = String(attempts.length)
  const lines = attempts.flatMap((attempt, i) => {
    const place = WORDS.path[language].replace('{number}', String(i + 1)).replace('{count}', count)
    return attemptLines(attempt, place, paint, options)
  })
  return [head, ...lines].join('\n')
}
