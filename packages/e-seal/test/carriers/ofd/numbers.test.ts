import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNumber, readNumbers } from '../../../src/carriers/ofd/numbers.ts'

const decimal = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.stringMatching(/^\d{0,18}$/),
    fc.stringMatching(/^(?:\.\d{0,18})?$/),
  )
  .map((parts) => parts.join(''))

test('a number is what Number makes of it, however it is written', () => {
  const written = fc.oneof(
    decimal,
    fc.double().map(String),
    fc.constantFrom(
      '',
      '.',
      '-',
      '-.',
      '1.2.3',
      '1e3',
      '1E-3',
      '0x1f',
      'Infinity',
      'NaN',
      '1,5',
      '１',
      ' 7',
      '--1',
    ),
  )
  fc.assert(
    fc.property(written, fc.string(), (number, around) => {
      const text = around + number + around
      const found = readNumber(text, around.length, around.length + number.length)
      expect(Object.is(found, Number(number)), JSON.stringify(number)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  [undefined, []],
  ['', []],
  [' ', []],
  ['0 0 210 297', [0, 0, 210, 297]],
  ['  1\t2\n -3.5  ', [1, 2, -3.5]],
  ['1 \u3000 2', [1, 2]],
  ['1e2 .5 5.', [100, 0.5, 5]],
  ['1 zwei 3', []],
  ['1 Infinity', []],
  ['1,2', []],
] as const)('numbers with blanks between them: %j', (text, numbers) => {
  expect(readNumbers(text)).toEqual(numbers)
})
