const DAY = 86_400_000
/** The years 1 to 9999: days outside cannot be written as dates are. */
const FIRST = -719_162
const LAST = 2_932_896

/** A date `YYYY-MM-DD` as days since 1970-01-01. */
export const packDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY

/** @returns nothing for what is no day */
export function unpackDay(value: unknown): string | undefined {
  if (typeof value !== 'number' || value < FIRST || value > LAST) return undefined
  const date = new Date(value * DAY)
  return `${padded(date.getUTCFullYear(), 4)}-${padded(date.getUTCMonth() + 1, 2)}-${padded(date.getUTCDate(), 2)}`
}

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0')
