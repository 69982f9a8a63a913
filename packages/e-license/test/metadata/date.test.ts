import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDate, readDate } from '../../src/metadata/date.ts'

const two = (value: number) => String(value).padStart(2, '0')

test('a day is one that the calendar of the platform has', () => {
  const parts = fc.tuple(fc.nat(9999), fc.nat(14), fc.nat(33))
  const written = (year: number, month: number, day: number) =>
    `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  fc.assert(
    fc.property(parts, ([year, month, day]) => {
      const text = written(year, month, day)
      const time = new Date(`${text}T00:00:00Z`)
      const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
      expect(readDate(text), text).toBe(isDay ? text : undefined)
      expect(isDate(text), text).toBe(isDay)
    }),
    { numRuns: 20_000 },
  )
})

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['1900-02-29', false],
  ['2000-02-29', true],
  ['0000-02-29', true],
  ['2026-04-31', false],
  ['2026-00-10', false],
  ['2026-13-10', false],
  ['2026-10-00', false],
])('%s is a day: %s', (text, isDay) => {
  expect(readDate(text)).toBe(isDay ? text : undefined)
  expect(readDate(text.replaceAll('-', ''))).toBe(isDay ? text : undefined)
})

test.each([
  '',
  '2026-05-2',
  '2026-05-222',
  '2026/05/22',
  '2026-0５-22',
  '20 6-05-22',
  '2026-05-2a',
  '+026-05-22',
  '20260522',
])('%j is not a day as it is written here', (text) => expect(isDate(text)).toBe(false))
