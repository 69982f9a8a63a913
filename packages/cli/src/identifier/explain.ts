import type { Check, Language, Report } from '@xinyin/core'
import { encodeIdentifier, explain, type Identifier, inspectIdentifier } from '@xinyin/e-license'
import type { Colors } from 'picocolors/types.js'
import { type Exit, worstExit } from '../exit.ts'
import { pad } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { toJson } from '../verify/json.ts'

export interface IdentifierSettings {
  readonly json: boolean
  readonly language: Language
  readonly colors: Colors
}

/** The parts in the order in which they stand, each with the check that judges it. */
const PARTS = [
  { part: 'root', check: 'identifier.root', en: 'root', 'zh-CN': '根代码' },
  { part: 'typeCode', check: 'identifier.type-code', en: 'type', 'zh-CN': '证照类型代码' },
  { part: 'issuerCode', check: 'identifier.issuer-code', en: 'issuer', 'zh-CN': '颁发机构代码' },
  { part: 'serial', check: 'identifier.form', en: 'serial', 'zh-CN': '流水号' },
  { part: 'version', check: 'identifier.version', en: 'version', 'zh-CN': '版本号' },
  { part: 'checkCharacter', check: 'identifier.check-character', en: 'check', 'zh-CN': '校验位' },
] as const

function partLines(identifier: Identifier, checks: readonly Check[], settings: IdentifierSettings): string[] {
  const { language, colors } = settings
  return PARTS.map(({ part, check: id, ...name }) => {
    const check = checks.find((candidate) => candidate.id === id)
    const isWarning = check?.facts['warning'] !== undefined
    const mark =
      check?.status !== 'passed' ? colors.red('✗') : isWarning ? colors.yellow('!') : colors.green('✓')
    const remark =
      check !== undefined && (check.status !== 'passed' || isWarning) ? explain(check, language) : ''
    return `  ${mark} ${pad(name[language], 14)}${pad(identifier[part], 34)}${remark}`.trimEnd()
  })
}

/** Marks the parts that are wrong below the identifier itself. */
function markerLine(identifier: Identifier, checks: readonly Check[]): string | undefined {
  const line = PARTS.map(({ part, check: id }) => {
    const isWrong = checks.some((check) => check.id === id && check.status === 'failed')
    return (isWrong ? '^' : ' ').repeat(identifier[part].length)
  }).join(' ')
  return line.includes('^') ? line.trimEnd() : undefined
}

/** The identifier as it should read, when nothing but its root and check character is wrong. */
function proposal(identifier: Identifier, checks: readonly Check[]): string | undefined {
  const wrong = checks.filter((check) => check.status === 'failed')
  const mendable = wrong.every(({ id }) => id === 'identifier.root' || id === 'identifier.check-character')
  if (wrong.length === 0 || !mendable) return undefined
  const root = wrong.find(({ id }) => id === 'identifier.root')?.facts['expected'] ?? identifier.root
  const checkCharacter =
    wrong.find(({ id }) => id === 'identifier.check-character')?.facts['expected'] ??
    identifier.checkCharacter
  return encodeIdentifier({ ...identifier, root: String(root), checkCharacter: String(checkCharacter) })
}

/** The identifier that somebody meant who typed it in lower case, in full-width characters or with blanks around. */
function normalised(text: string): string | undefined {
  const better = text.normalize('NFKC').trim().toUpperCase()
  return better !== text && inspectIdentifier(better).verdict === 'passed' ? better : undefined
}

function explainOne(text: string, report: Report<Identifier>, settings: IdentifierSettings): string {
  const { language, colors } = settings
  const identifier = report.subject
  const head = `${report.verdict === 'passed' ? colors.green('✓') : colors.red('✗')} ${printable(text)}`
  if (identifier === undefined) {
    const better = normalised(text)
    const proposed = better === undefined ? '' : `\n  ${colors.cyan('→')} ${better}`
    return `${head}\n  ${printable(explain(report, language), 400)}${proposed}`
  }
  const marker = markerLine(identifier, report.checks)
  const better = proposal(identifier, report.checks)
  return [
    head,
    ...(marker === undefined ? [] : [`  ${colors.red(marker)}`]),
    ...partLines(identifier, report.checks, settings),
    ...(better === undefined ? [] : [`  ${colors.cyan('→')} ${better}`]),
  ].join('\n')
}

/** Explains each e-licence identifier 电子证照标识: its parts, what is wrong, and what would be right. */
export function explainIdentifiers(
  identifiers: readonly string[],
  settings: IdentifierSettings,
  terminal: Terminal,
): Exit {
  const verdicts = identifiers.map((text) => {
    const report = inspectIdentifier(text)
    const { verdict, checks, subject } = report
    terminal.out(
      settings.json
        ? toJson({ identifier: text, verdict, checks, subject })
        : explainOne(text, report, settings),
    )
    return verdict
  })
  return worstExit(verdicts)
}
