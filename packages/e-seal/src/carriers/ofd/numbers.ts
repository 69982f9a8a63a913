/**
 * Numbers with blanks between them (ST_Array; GB/T 33190-2016, 7.3).
 *
 * @returns nothing where there are none, or where one of them is no number
 */
export function readNumbers(text: string | undefined): number[] {
  const numbers: number[] = []
  const line = evenBlanks(text ?? '')
  for (let start = 0; start < line.length; ) {
    const end = partEnd(line, start)
    const number = readNumber(line, start, end)
    if (!Number.isFinite(number)) return []
    numbers.push(number)
    start = end + 1
  }
  return numbers
}

/** Other blanks than one between two parts. */
const UNEVEN = /[^\S ]|^ | $| {2}/

/** The parts of a text with one blank between them, as nearly all writers have them. */
export const evenBlanks = (text: string): string =>
  UNEVEN.test(text) ? text.trim().replace(/\s+/g, ' ') : text

/** Where a part ends: before the next blank. */
export function partEnd(text: string, start: number): number {
  const blank = text.indexOf(' ', start)
  return blank < 0 ? text.length : blank
}

/** Digits of a number that a double holds whole, so that it and a power of ten give what the number is nearest to. */
const MAX_DIGITS = 15
const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

/** What `Number` makes of a part of a text, of which no copy is made when it is written plainly. */
export function readNumber(text: string, start: number, end: number): number {
  const isNegative = text.charCodeAt(start) === MINUS
  const first = isNegative ? start + 1 : start
  let point = end
  let value = 0
  for (let at = first; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code >= ZERO && code <= NINE) value = value * 10 + code - ZERO
    else if (code === POINT && point === end) point = at
    else return Number(text.slice(start, end))
  }
  const decimals = Math.max(0, end - point - 1)
  const digits = point - first + decimals
  if (digits <= 0 || digits > MAX_DIGITS) return Number(text.slice(start, end))
  value /= POWERS[decimals] ?? 1
  return isNegative ? -value : value
}

const MINUS = 0x2d
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
