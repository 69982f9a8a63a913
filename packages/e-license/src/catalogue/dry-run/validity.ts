import type { Period, ValidityRule } from '../licence-type.ts'
import type { Days } from './days.ts'
import { firstOf, type Row } from './row.ts'

const DAY = 86_400_000

/** Days on which a licence may end that began on one: the last day before its anniversary, or the anniversary itself. */
function endsOf(from: string, { years = 0, months = 0 }: Period): readonly string[] {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  const target = new Date(Date.UTC(year + years, month - 1 + months, 1))
  const lastOfMonth = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  const anniversary = Date.UTC(target.getUTCFullYear(), target.getUTCMonth(), Math.min(day, lastOfMonth))
  // Of the 29th to 31st, where the month is shorter, its last day is the anniversary and the last day before it in one.
  const ends = day > lastOfMonth ? [anniversary, anniversary - DAY] : [anniversary - DAY, anniversary]
  return ends.map((time) => new Date(time).toISOString().slice(0, 10))
}

/** The last day is the one that the rule of the type gives. */
export function checkValidity(row: Row, days: Days): void {
  const rule = row.type?.validity
  const { validUntil, isUntilWrong } = days
  const from = days.validFrom ?? days.issuedOn
  // What is no day, or before the first one, was told already.
  if (
    rule === undefined ||
    isUntilWrong ||
    (from !== undefined && validUntil !== undefined && validUntil < from)
  )
    return
  if (validUntil === undefined) {
    if (rule.kind !== 'endless' && !(rule.kind === 'fixed' && rule.endless === true))
      row.note('row.validity-missing', 'ZZYXQJZRQ', proposalFor(rule, from))
  } else if (rule.kind === 'endless') row.note('row.validity-endless', 'ZZYXQJZRQ', { found: validUntil })
  else checkEnd(row, rule, from, validUntil)
}

function checkEnd(row: Row, rule: ValidityRule, from: string | undefined, validUntil: string): void {
  const ends = allowedEnds(row, rule, from)
  if (ends === undefined || ends.some((allowed) => allowed.includes(validUntil))) return
  const expected = ends.map(([first = '']) => first)
  const [only, ...others] = expected
  row.note('row.validity', 'ZZYXQJZRQ', {
    found: validUntil,
    expected: expected.join(' / '),
    ...(only === undefined || others.length > 0 ? {} : { proposal: only }),
  })
}

function allowedEnds(
  row: Row,
  rule: ValidityRule,
  from: string | undefined,
): readonly (readonly string[])[] | undefined {
  if (rule.kind === 'fixed')
    return from === undefined ? undefined : rule.periods.map((period) => endsOf(from, period))
  if (rule.kind !== 'age') return undefined
  const born = birthDateOf(firstOf(row, 'CZZTDM'), firstOf(row, 'CZZTDMLXDM'))
  return born === undefined ? undefined : [endsOf(born, { years: rule.age })]
}

/** From a citizen's number (GB 11643). */
function birthDateOf(code: string | undefined, codeType: string | undefined): string | undefined {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(code ?? '') ?? []
  return codeType === '111' && year !== undefined ? `${year}-${month}-${day}` : undefined
}

function proposalFor(rule: ValidityRule, from: string | undefined): { readonly proposal?: string } {
  if (rule.kind !== 'fixed' || from === undefined || rule.periods.length !== 1) return {}
  const [period = {}] = rule.periods
  const [proposal] = endsOf(from, period)
  return proposal === undefined ? {} : { proposal }
}
