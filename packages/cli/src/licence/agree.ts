import { decidingCheck, type Language, type Report } from '@xinyin/core'
import { type Agreement, inspectAgreement, type LicenceForm, licenceFormOf } from '@xinyin/e-license'
import { columnLabel } from '@xinyin/e-license/catalogue'
import { withArguments } from '../argument.ts'
import { explain } from '../checks.ts'
import { type Exit, worstExit } from '../exit.ts'
import { readWhole } from '../files/source.ts'
import type { Session } from '../session.ts'
import { pad, widthOf } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { painter, SYMBOLS } from '../verify/format.ts'
import { nameOfGiven, openGiven } from '../verify/given.ts'
import { toJson } from '../verify/json.ts'
import { type PolicyOptions, readPolicy } from './policy.ts'
import { licenceInput } from './verify.ts'

export interface AgreeOptions extends PolicyOptions {
  readonly json?: boolean
  readonly verbose?: boolean
}

/** Of each proof; of one that is none of them, nothing. */
type Forms = readonly (LicenceForm | undefined)[]

const OUTCOMES = {
  same: { en: 'same', 'zh-CN': '一致' },
  differs: { en: 'not the same', 'zh-CN': '不一致' },
  failed: { en: 'failed', 'zh-CN': '未通过' },
  indeterminate: { en: 'indeterminate', 'zh-CN': '无法判定' },
} as const

/** `xinyin licence agree`: whether several proofs of one licence say the same; what differs is named. */
export async function agree(
  files: readonly string[],
  options: AgreeOptions,
  session: Session,
): Promise<Exit> {
  const { json = false, verbose = false } = options
  const policy = await readPolicy(options)
  const proofs: (Uint8Array | string)[] = []
  for (const file of files) proofs.push(await readProof(file))
  const report = await withArguments(() => inspectAgreement(proofs, policy))
  const names = files.map(nameOfGiven)
  const forms = proofs.map(licenceFormOf)
  session.terminal.out(
    json ? sayJson(names, forms, report) : sayAgreement(names, forms, report, verbose, session),
  )
  return worstExit([report.verdict])
}

async function readProof(given: string): Promise<Uint8Array | string> {
  const input = await openGiven(given, () => undefined)
  try {
    return await licenceInput(await readWhole(input))
  } finally {
    await input.close()
  }
}

function sayJson(
  names: readonly string[],
  forms: Forms,
  { verdict, checks, subject }: Report<Agreement>,
): string {
  const proofs = subject?.proofs.map((proof, i) => ({
    file: names[i],
    form: forms[i],
    verdict: proof.verdict,
    checks: proof.checks,
  }))
  return toJson({
    kind: 'agreement',
    outcome: outcomeOf({ verdict, checks, subject }),
    verdict,
    proofs,
    items: subject?.items,
    checks,
  })
}

/** An item that differs says more than that a proof does not hold by itself. */
function outcomeOf({ verdict, checks }: Report<Agreement>): keyof typeof OUTCOMES {
  if (verdict === 'passed') return 'same'
  return checks.some(({ id, status }) => id === 'agreement.item' && status === 'failed') ? 'differs' : verdict
}

function sayAgreement(
  names: readonly string[],
  forms: Forms,
  report: Report<Agreement>,
  verbose: boolean,
  { language, colors }: Session,
): string {
  const { verdict, checks, subject } = report
  const paint = painter(colors)
  const proofs = subject?.proofs ?? []
  const { name, number } = proofs.find((proof) => proof.subject !== undefined)?.subject ?? {}
  const title = [name, number].flatMap((part) => part ?? []).map((part) => printable(part))
  const against = checks.filter(
    ({ id, status }) => id !== 'agreement.proof' && (status === 'failed' || status === 'indeterminate'),
  )
  return [
    `${paint(verdict, `${SYMBOLS[verdict]} ${OUTCOMES[outcomeOf(report)][language]}`)}  ${title.join(' · ')}`,
    ...proofs.map((proof, i) => {
      const check = decidingCheck(proof)
      const why = check === undefined ? '' : `  ${check.id}  ${explain(check, language)} (${check.code})`
      const form = pad(forms[i] ?? '-', 7)
      return `  ${paint(proof.verdict, SYMBOLS[proof.verdict])} ${i + 1} ${form} ${printable(names[i] ?? '')}${printable(why, 400)}`
    }),
    ...against.map((check) => {
      const label = columnLabel(String(check.facts['element'] ?? ''), language)
      const called = label === undefined ? '' : `${label}  `
      return `  ${paint(check.status, SYMBOLS[check.status])} ${called}${printable(explain(check, language), 400)} (${check.code})`
    }),
    ...(verbose ? itemLines(report, language) : []),
    `  ${colors.dim(sayCounts(report, language))}`,
  ].join('\n')
}

/** Each item with who shows it: `✓`, who says otherwise: `✗`, and who does not show it: `·`. */
function itemLines({ subject }: Report<Agreement>, language: Language): string[] {
  const { items = [], proofs = [] } = subject ?? {}
  const rows = items.map(({ element, index, shownBy, deviating }) => {
    const marks = proofs.map((_, i) => (deviating.includes(i) ? '✗' : shownBy.includes(i) ? '✓' : '·'))
    const called = `${element}${index === undefined ? '' : ` ${index + 1}`}`
    return { called: printable(called), label: columnLabel(element, language) ?? '', marks: marks.join(' ') }
  })
  const columns = Math.max(...rows.map(({ called }) => widthOf(called))) + 2
  return rows.map(({ called, label, marks }) => `  ${marks}  ${pad(called, columns)}${label}`.trimEnd())
}

function sayCounts({ subject }: Report<Agreement>, language: Language): string {
  const count = (outcome: string) => subject?.items.filter((item) => item.outcome === outcome).length ?? 0
  const [same, differs, alone] = [count('same'), count('differs'), count('not-shown')]
  const parts =
    language === 'en'
      ? [
          `${same} items the same`,
          differs > 0 && `${differs} not`,
          alone > 0 && `${alone} in one proof alone`,
        ]
      : [`${same} 项一致`, differs > 0 && `${differs} 项不一致`, alone > 0 && `${alone} 项仅一份载明`]
  return parts.filter(Boolean).join(language === 'en' ? ', ' : '，')
}
