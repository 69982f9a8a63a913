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
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    const parsed = new Date(`${date}T00:00:00Z`)
    return Number.isFinite(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined
  }
  return undefined
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

/** The instant at which a day begins in China. */
export function startOfDay(date: string): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) - CHINA_OFFSET)
}

/** The instant at which a day is over in China: the first that no longer belongs to it. */
export function endOfDay(date: string): Date {
  return new Date(startOfDay(date).getTime() + DAY)
}
