import { type CatalogueFinding, explainCatalogueFinding, lintCatalogue } from '@xinyin/e-license/catalogue'
import { EXIT, type Exit } from '../exit.ts'
import type { Format } from '../identifier/format.ts'
import { orRefused } from '../list/read.ts'
import type { Session } from '../session.ts'
import { encodeCells } from '../table/cells.ts'
import { printable } from '../terminal/printable.ts'
import { readCatalogue } from './read.ts'
import { SEVERITY, sayCounts, severityMark } from './severity.ts'

export interface LintOptions {
  readonly against?: string
  readonly face?: readonly string[]
  readonly format: Format
}

const HEAD = {
  en: ['type', 'place', 'severity', 'rule', 'what is wrong', 'proposal'],
  'zh-CN': ['证照类型代码', '位置', '级别', '规则', '问题', '建议'],
} as const

function line(finding: CatalogueFinding, format: Format, session: Session): string {
  const { language, colors } = session
  const { type, place, rule, severity, proposal } = finding
  const said = explainCatalogueFinding(finding, language)
  if (format === 'json') return JSON.stringify({ ...finding, message: said })
  if (format === 'csv')
    return encodeCells([type, place, SEVERITY[severity][language], rule, said, proposal ?? ''])
  return `${severityMark(severity, colors)} ${printable(type)}  ${printable(place)}  ${colors.dim(rule)}\n    ${printable(said, 600)}`
}

/** `xinyin catalogue lint`: what is wrong with a catalogue; only errors make it fail. */
export function lintFile(file: string, options: LintOptions, session: Session): Promise<Exit> {
  const { terminal, language } = session
  const { against, face: faces, format } = options
  return orRefused(session, async () => {
    const catalogue = await readCatalogue(file)
    const findings = lintCatalogue(catalogue, {
      ...(against === undefined ? {} : { reference: await readCatalogue(against) }),
      ...(faces === undefined ? {} : { faces }),
    })
    if (format === 'csv') terminal.out(`\ufeff${encodeCells(HEAD[language])}`)
    for (const finding of findings) terminal.out(line(finding, format, session))
    const errors = findings.filter(({ severity }) => severity === 'error').length
    const tell = format === 'table' ? terminal.out : terminal.err
    const warnings = findings.length - errors
    tell(sayCounts({ of: 'types', total: catalogue.types.length, errors, warnings }, session))
    return errors > 0 ? EXIT.failed : EXIT.passed
  })
}
