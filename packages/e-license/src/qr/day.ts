import { daysOf } from '../metadata/date.ts'

const DAY = 86_400_000
/** The years 1 to 9999: days outside cannot be written as dates are. */
const FIRST = -719_162
const LAST = 2_932_896

/** A date `YYYY-MM-DD` as days since 1970-01-01. */
export const packDay: (date: string) => number = daysOf

/** @returns nothing for what is no day */
export function unpackDay(value: unknown): string | undefined {
  if (typeof value !== 'number' || value < FIRST || value > LAST) return undefined
  const date = new Date(value * DAY)
  // By its parts: the platform takes longer to write a time whole than to find them.
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`
}

const pad = (number: number, digits = 2): string => String(number).padStart(digits, '0')
