const HOURS_OF_BEIJING = 8

/**
 * A day of the calendar, written as `YYYYMMDD`, in the form of ISO 8601; `undefined` for one that never was, as 30
 * February.
 */
export function dayOf(digits: string): string | undefined {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)]
  const text = `${year}-${month}-${day}`
  const time = new Date(`${text}T00:00:00Z`)
  // Some engines roll 30 February over to March.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : undefined
}

/** The day that it is in China at a time. */
export const dayInChina = (time: Date): string =>
  new Date(time.getTime() + HOURS_OF_BEIJING * 3_600_000).toISOString().slice(0, 10)
