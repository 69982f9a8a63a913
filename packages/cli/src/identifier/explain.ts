import type { Check, Language } from '@xinyin/core'
import type { RegionLookup } from '@xinyin/core/register-codes'
import { diagnoseIdentifier, type IdentifierDiagnosis, type IdentifierProposal } from '@xinyin/e-license'
import type { Colors } from 'picocolors/types.js'
import { sayCode } from '../checks.ts'
import { pad } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { toJson } from '../verify/json.ts'
import { markLine } from './marks.ts'
import { sayBy, sayFault, sayFaults } from './say.ts'

export interface ExplainSettings {
  readonly language: Language
  readonly colors: Colors
  readonly regionOf: RegionLookup
}

/** The parts in the order in which they stand, each with the check that judges it. */
const PARTS = [
  { part: 'root', check: 'identifier.root', en: 'root', 'zh-CN': '根代码' },
  { part: 'typeCode', check: 'identifier.type-code', en: 'type', 'zh-CN': '证照类型代码' },
  { part: 'issuerCode', check: 'identifier.issuer-code', en: 'issuer', 'zh-CN': '颁发机构代码' },
  { part: 'serial', check: 'identifier.serial', en: 'serial', 'zh-CN': '流水号' },
  { part: 'version', check: 'identifier.version', en: 'version', 'zh-CN': '版本号' },
  { part: 'checkCharacter', check: 'identifier.check-character', en: 'check', 'zh-CN': '校验位' },
] as const

/** The mark before a line: right, right with a warning, wrong. */
export function markOf(check: Check | undefined, colors: Colors): string {
  if (check?.status !== 'passed') return colors.red('✗')
  return check.facts['warning'] === undefined ? colors.green('✓') : colors.yellow('!')
}

/** What is wrong with a part, or worth a warning; else the region that it names. */
export function remarkOf(check: Check | undefined, { language, colors }: ExplainSettings): string {
  if (check === undefined) return ''
  const { warning, name } = check.facts
  const reason = check.code ?? warning
  if (typeof reason === 'string') return printable(sayCode(reason, check.facts, language), 400)
  return typeof name === 'string' ? colors.dim(name) : ''
}

function partLines({ report, faults }: IdentifierDiagnosis, settings: ExplainSettings): string[] {
  const { subject, checks } = report
  if (subject === undefined) return []
  return PARTS.map(({ part, check: id, ...name }) => {
    const check = checks.find((candidate) => candidate.id === id)
    const value = pad(printable(subject[part], 64), 34)
    // A check character is wrong only because another part is: that one is told of.
    const isFollowing = check?.status === 'failed' && !faults.some(({ code }) => code === check.code)
    if (isFollowing)
      return `  ${settings.colors.dim('·')} ${pad(name[settings.language], 14)}${value}`.trimEnd()
    return `  ${markOf(check, settings.colors)} ${pad(name[settings.language], 14)}${value}${remarkOf(check, settings)}`.trimEnd()
  })
}

function proposalLines(
  { identifier, by, changes }: IdentifierProposal,
  { language, colors }: ExplainSettings,
): string[] {
  const why = by === 'guessing' ? changes.map((change) => sayFault(change, language)) : []
  return [
    `  ${colors.cyan('→')} ${identifier}`,
    `    ${colors.dim([sayBy(by, language), ...why].join(language === 'en' ? '. ' : '。'))}`,
  ]
}

function faultLines(
  text: string,
  { faults }: IdentifierDiagnosis,
  { language, colors }: ExplainSettings,
): string[] {
  return sayFaults(text, faults, language).map(
    ({ places, sentence }) => `  ${colors.red('✗')} ${pad(places, 6)}  ${printable(sentence, 400)}`,
  )
}

/** Says of an identifier what its parts are, where it is wrong and what was probably meant, for people. */
function explainIdentifier(text: string, diagnosis: IdentifierDiagnosis, settings: ExplainSettings) {
  const { report, faults, proposals } = diagnosis
  const { colors } = settings
  const marks = markLine(
    text.slice(0, 200),
    faults.filter(({ isWarning }) => !isWarning),
  )
  return [
    `${report.verdict === 'passed' ? colors.green('✓') : colors.red('✗')} ${printable(text)}`,
    ...(marks === undefined ? [] : [`  ${colors.red(marks)}`]),
    ...(report.subject === undefined
      ? faultLines(text, diagnosis, settings)
      : partLines(diagnosis, settings)),
    ...proposals.flatMap((proposal) => proposalLines(proposal, settings)),
  ].join('\n')
}

/** The same for programs, on one line. */
function identifierJson(text: string, { report, faults, proposals }: IdentifierDiagnosis): string {
  const { verdict, checks, subject } = report
  return toJson({ identifier: text, verdict, checks, subject, faults, proposals })
}

/** Diagnoses one identifier, and says how. */
export function diagnose(text: string, json: boolean, settings: ExplainSettings) {
  const diagnosis = diagnoseIdentifier(text, { regionOf: settings.regionOf })
  return {
    verdict: diagnosis.report.verdict,
    said: json ? identifierJson(text, diagnosis) : explainIdentifier(text, diagnosis, settings),
  }
}
