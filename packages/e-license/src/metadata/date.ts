const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DATE_FORMS = [DATE, /^(\d{4})(\d{2})(\d{2})$/, /^(\d{4})年(\d{1,2})月(\d{1,2})日$/]
const TIME =
  /^(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}年\d{1,2}月\d{1,2}日)[T ]?(\d{2}):?(\d{2}):?(\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/

const DAY = 86_400_000
/** China has one time, eight hours ahead of UTC, and no summer time. */
const CHINA_OFFSET = 8 * 3_600_000

/**
 * A calendar day as `YYYY-MM-DD`, from the forms in which Chinese documents write one.
 *
 * @returns `undefined` when the text is none of them or no day of the calendar
 */
export function readDate(text: string): string | undefined {
  for (const form of DATE_FORMS) {
    const [, year = '', month = '', day = ''] = form.exec(text) ?? []
    if (year === '') continue
    return isDay(Number(year), Number(month), Number(day))
      ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
      : undefined
  }
  return undefined
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Counted here: a licence has a dozen dates, and asking the platform for each takes longer than all else about them. */
function isDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0))
}

/** Whether a text is a day of the calendar as {@link readDate} writes it. */
export function isDate(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false
  // Where there is a character that is no digit, the number is none, and no day.
  const year = numberAt(text, 0, 4)
  return year >= 0 && isDay(year, numberAt(text, 5, 7), numberAt(text, 8, 10))
}

const HYPHEN = 0x2d

function numberAt(text: string, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit < 0 || digit > 9) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

/** A time as `YYYY-MM-DDThh:mm:ss+08:00`; one without a zone is China's. */
export function readDateTime(text: string): string | undefined {
  const [, day = '', hour = '', minute = '', second = '', zone = '+08:00'] = TIME.exec(text) ?? []
  const date = readDate(day)
  if (date === undefined) return undefined
  const instant = Date.parse(`${date}T${hour}:${minute}:${second}${zone}`)
  return Number.isFinite(instant) ? formatDateTime(new Date(instant)) : undefined
}

/** An instant as the clock in China shows it: `YYYY-MM-DDThh:mm:ss+08:00`. */
export function formatDateTime(instant: Date): string {
  return `${new Date(instant.getTime() + CHINA_OFFSET).toISOString().slice(0, 19)}+08:00`
}

/** Days since 1970-01-01 of a day as {@link readDate} writes it: from March on, so that a leap day ends a year. */
export function daysOf(date: string): number {
  const month = numberAt(date, 5, 7)
  const year = numberAt(date, 0, 4) - (month < 3 ? 1 : 0)
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  const beforeMonth = Math.floor((153 * ((month + 9) % 12) + 2) / 5)
  return year * 365 + leapDays + beforeMonth + numberAt(date, 8, 10) - 719_469
}

/** The instant at which a day begins in China. */
export function startOfDay(date: string): Date {
  return new Date(daysOf(date) * DAY - CHINA_OFFSET)
}

/** The instant at which a day is over in China: the first that no longer belongs to it. */
export function endOfDay(date: string): Date {
  return new Date(startOfDay(date).getTime() + DAY)
}
