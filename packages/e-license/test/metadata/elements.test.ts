import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFitValue } from '../../src/metadata/elements.ts'

test.each(['a', '示例市滨江区示例路 18 号', '住宅（一期）', 'a\nb', 'é', '𠮷', 'x'.repeat(4000), '\ufdd0'])(
  '%j is fit',
  (value) => expect(isFitValue(value)).toBe(true),
)

test.each([
  '',
  ' a',
  'a ',
  ' ',
  '\u3000a',
  'a\u00a0',
  '\ufeffa',
  'a\tb',
  'a\u0000',
  '\u007f',
  '信\ufffe',
  '信\uffff信',
  '\ud800',
  '信\udc00信',
  'x'.repeat(4001),
])('%j is not', (value) => expect(isFitValue(value)).toBe(false))

/** UTF-8 has no form for half a character. */
const isWellFormed = (value: string) =>
  new TextDecoder().decode(new TextEncoder().encode(`.${value}`)) === `.${value}`

test('a value is fit if it is well-formed, with no control and no blank around it', () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.constantFrom(
      0x20,
      0x3000,
      0x3001,
      0x7e,
      0x7f,
      0xd7ff,
      0xd800,
      0xdfff,
      0xe000,
      0xff00,
      0xff01,
      0xffee,
      0xffff,
    ),
  )
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (units) => {
      const value = String.fromCharCode(...units)
      const isControl = units.some(
        (code) => (code < 0x20 && code !== 0x0a) || code === 0x7f || code >= 0xfffe,
      )
      expect(isFitValue(value)).toBe(!isControl && isWellFormed(value) && value.trim() === value)
    }),
    { numRuns: 5000 },
  )
})
