/** Beijing time is eight hours ahead of UTC. */
const BEIJING_MS = 8 * 60 * 60 * 1000

const FORMS = /^(\d{4})-?(\d\d)-?(\d\d)[T ]?(\d\d):?(\d\d):?(\d\d)(?:\.?(\d{3}))?\s*(Z|[+-]\d\d:?\d\d)?$/

/**
 * Reads a time in the forms in use: `20201023194537Z`, `…537123Z`, `2020-01-25T07:31:56.377Z`, `2020-10-23 19:45:37`,
 * `20201023194537`. Without a zone it is Beijing time.
 *
 * @returns `undefined` for what is in none of them, or no time
 */
export function readDateTime(text: string): Date | undefined {
  const match = FORMS.exec(text.trim())
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, Number(match[7] ?? 0))
  const date = new Date(utc - offsetOf(match[8]))
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31
  return isDay && hour < 24 && minute < 60 && second < 60 ? date : undefined
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return BEIJING_MS
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
