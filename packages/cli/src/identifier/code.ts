import { type Catalogue, CORE_CHECKS, type Report, type Verdict } from '@xinyin/core'
import {
  hasRegionForm,
  inspectResidentId,
  inspectUscc,
  isUscc,
  type ReadResidentId,
  registrarOf,
  type Uscc,
} from '@xinyin/core/register-codes'
import { explain } from '@xinyin/e-license'
import { sayCode } from '../checks.ts'
import { pad } from '../terminal/columns.ts'
import { toJson } from '../verify/json.ts'
import { type ExplainSettings, markOf, remarkOf } from './explain.ts'

const TITLES: Catalogue = CORE_CHECKS

interface Explained {
  readonly verdict: Verdict
  readonly said: string
}

const RESIDENT_ID = /^[1-9]\d{16}[\dX]$/

/** The day of birth tells a citizen's number from a credit code that has digits only. */
const HAS_BIRTH_DATE = /^\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/

type Rows<Subject> = readonly (readonly [check: string, value: (subject: Subject) => string])[]

const USCC_ROWS: Rows<Uscc> = [
  ['uscc.registrar', ({ registrar, category }) => registrar + category],
  ['uscc.region', ({ region }) => region],
  ['uscc.organisation-code', ({ organisationCode }) => organisationCode],
  ['uscc.check-character', ({ checkCharacter }) => checkCharacter],
]

const RESIDENT_ROWS: Rows<ReadResidentId> = [
  ['resident-id.region', ({ region }) => region],
  ['resident-id.birth-date', ({ text, birthDate }) => birthDate ?? text.slice(6, 14)],
  ['resident-id.check-character', ({ checkCharacter }) => checkCharacter],
]

function explainReport<Subject>(
  text: string,
  report: Report<Subject>,
  rows: Rows<Subject>,
  nameOf: (check: string) => string | undefined,
  settings: ExplainSettings,
): string {
  const { verdict, checks, subject } = report
  const { colors, language } = settings
  const head = `${verdict === 'passed' ? colors.green('✓') : colors.red('✗')} ${text}`
  if (subject === undefined) return `${head}\n  ${explain(report, language)}`
  const lines = rows.map(([id, value]) => {
    const check = checks.find((candidate) => candidate.id === id)
    const remark = remarkOf(check, settings) || colors.dim(nameOf(id) ?? '')
    const title = pad(TITLES[id]?.[language] ?? id, 41)
    return `  ${markOf(check, colors)} ${title}${pad(value(subject), 12)}${remark}`.trimEnd()
  })
  return [head, ...lines].join('\n')
}

function explainUscc(text: string, json: boolean, settings: ExplainSettings): Explained {
  const report = inspectUscc(text, settings)
  const { verdict, checks, subject } = report
  if (json) return { verdict, said: toJson({ uscc: text, verdict, checks, subject }) }
  const names = subject && registrarOf(subject.registrar, subject.category)
  const nameOf = (id: string) =>
    id === 'uscc.registrar' && names
      ? `${names.registrar[settings.language]} · ${names.category[settings.language]}`
      : undefined
  return { verdict, said: explainReport(text, report, USCC_ROWS, nameOf, settings) }
}

function explainResidentId(text: string, json: boolean, settings: ExplainSettings): Explained {
  const report = inspectResidentId(text, settings)
  const { verdict, checks, subject } = report
  if (json) return { verdict, said: toJson({ residentId: text, verdict, checks, subject }) }
  const region = subject && settings.regionOf(subject.region)
  const nameOf = (id: string) => (id === 'resident-id.region' ? region?.names.join('') : undefined)
  return { verdict, said: explainReport(text, report, RESIDENT_ROWS, nameOf, settings) }
}

function explainRegion(text: string, json: boolean, settings: ExplainSettings): Explained {
  const { regionOf, colors, language } = settings
  const region = regionOf(text)
  const verdict = region?.current ? 'passed' : 'failed'
  if (json) return { verdict, said: toJson({ region: text, verdict, subject: region }) }
  const mark = verdict === 'passed' ? colors.green('✓') : colors.red('✗')
  const code = region === undefined ? 'ERR_REGION_PROVINCE' : 'ERR_REGION_UNKNOWN'
  const remark = verdict === 'passed' ? '' : `\n  ${sayCode(code, {}, language)}`
  return { verdict, said: `${mark} ${text}  ${region?.names.join('') ?? ''}`.trimEnd() + remark }
}

/**
 * Explains a code that stands by itself: a credit code 统一社会信用代码, a citizen's number 公民身份号码, a region code
 * 行政区划代码.
 *
 * @returns nothing where the text is none of them
 */
export function explainCode(text: string, json: boolean, settings: ExplainSettings): Explained | undefined {
  if (hasRegionForm(text)) return explainRegion(text, json, settings)
  if (!/^[0-9A-Z]{18}$/.test(text)) return undefined
  const isPerson = RESIDENT_ID.test(text) && HAS_BIRTH_DATE.test(text) && !isUscc(text)
  return isPerson ? explainResidentId(text, json, settings) : explainUscc(text, json, settings)
}
