import { readDate, readDateTime } from '../../metadata/date.ts'
import { isEndless } from '../../metadata/endless.ts'
import { firstOf, type Row } from './row.ts'

/** Days of a row that are ones, `YYYY-MM-DD`. */
export interface Days {
  readonly issuedOn: string | undefined
  readonly validFrom: string | undefined
  readonly validUntil: string | undefined
  /** Whether something stands for the last day that is none. */
  readonly isUntilWrong: boolean
}

/** Days are ones of the calendar, in an order that can be, and those of the past have come. */
export function checkDays(row: Row): Days {
  const issuedOn = readDay(row, 'ZZBFRQ')
  const validFrom = readDay(row, 'ZZYXQQSRQ')
  const until = firstOf(row, 'ZZYXQJZRQ')
  const validUntil = until === undefined || isEndless(until) ? undefined : readDay(row, 'ZZYXQJZRQ')
  if (validFrom !== undefined && validUntil !== undefined && validFrom > validUntil)
    row.note('row.period', 'ZZYXQJZRQ', {
      found: validUntil,
      facts: { from: validFrom, until: validUntil },
    })
  else if (issuedOn !== undefined && validUntil !== undefined && validUntil < issuedOn)
    early(row, 'ZZYXQJZRQ', validUntil, 'ZZBFRQ', issuedOn)
  if (issuedOn !== undefined) notLater(row, 'ZZBFRQ', issuedOn)
  checkTimes(row)
  const isUntilWrong = until !== undefined && !isEndless(until) && validUntil === undefined
  return { issuedOn, validFrom, validUntil, isUntilWrong }
}

function checkTimes(row: Row): void {
  const [created, changed] = [readTime(row, 'CJSJ'), readTime(row, 'ZZBGSJ')]
  const [sealed, made] = [readTime(row, 'ZZQZSJ'), readTime(row, 'JZJZZSJ')]
  const ends = readTime(row, 'JZJYXQJZSJ')
  if (created !== undefined && changed !== undefined && changed < created)
    early(row, 'ZZBGSJ', changed, 'CJSJ', created)
  if (made !== undefined && ends !== undefined && ends < made) early(row, 'JZJYXQJZSJ', ends, 'JZJZZSJ', made)
  for (const [name, time] of [
    ['CJSJ', created],
    ['ZZBGSJ', changed],
    ['ZZQZSJ', sealed],
    ['JZJZZSJ', made],
  ] as const)
    if (time !== undefined) notLater(row, name, time)
}

const early = (row: Row, name: string, found: string, other: string, expected: string) =>
  row.note('row.date-order', name, { found, expected, facts: { other } })

/** By the day: clocks of two machines may differ by minutes. */
function notLater({ today, note }: Row, name: string, found: string): void {
  if (found.slice(0, 10) > today) note('row.later', name, { found })
}

function readDay(row: Row, name: string): string | undefined {
  const value = firstOf(row, name)
  if (value === undefined) return undefined
  const day = readDate(value)
  if (day === undefined) row.note('row.date', name, { found: value, ...proposalOf(value) })
  else if (day !== value) row.note('row.date-form', name, { found: value, proposal: day })
  return day
}

/** Other signs between year, month and day, and a time after them, leave no doubt about the day. */
function proposalOf(value: string): { readonly proposal?: string } {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(value) ?? []
  const read = readDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return read === undefined ? {} : { proposal: read }
}

function readTime(row: Row, name: string): string | undefined {
  const value = firstOf(row, name)
  if (value === undefined) return undefined
  const time = readDateTime(value)
  if (time === undefined) row.note('row.date', name, { found: value })
  return time
}
