const DAY = '(\\d{4})-(\\d{2})-(\\d{2})'
const DATE = new RegExp(`^${DAY}$`)
const DATE_TIME = new RegExp(
  `^${DAY}[Tt](\\d{2}):(\\d{2}):(\\d{2})(\\.\\d{1,9})?(?:[Zz]|([+-])(\\d{2}):(\\d{2}))$`,
)

const DAY_SECONDS = 86_400
/** China is eight hours ahead of UTC, all year. */
const CHINA_SECONDS = 28_800

/** The seconds of a day that there is: 30 February is none. */
function daySeconds(year: string, month: string, day: string): number | undefined {
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  return Number(year) >= 1000 && new Date(at).toISOString().startsWith(`${year}-${month}-${day}`)
    ? at / 1000
    : undefined
}

/** A `date-time` (RFC 3339, 5.6) in seconds since 1970. */
export function parseDateTime(text: string): number | undefined {
  const [whole, year = '', month = '', day = '', hour, minute, second, , sign, ahead = 0, minutes = 0] =
    DATE_TIME.exec(text) ?? []
  const start = whole === undefined ? undefined : daySeconds(year, month, day)
  if (start === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  if (Number(ahead) > 23 || Number(minutes) > 59) return undefined
  const offset = (Number(ahead) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1)
  return start + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset
}

/** When a `full-date` (RFC 3339, 5.6) is over in China, in seconds since 1970: what expires on a day is good on it. */
export function parseEndOfDay(text: string): number | undefined {
  const [whole, year = '', month = '', day = ''] = DATE.exec(text) ?? []
  const start = whole === undefined ? undefined : daySeconds(year, month, day)
  return start === undefined ? undefined : start + DAY_SECONDS - CHINA_SECONDS
}
