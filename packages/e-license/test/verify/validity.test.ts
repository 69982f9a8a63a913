import { describe, expect, test } from 'vitest'
import { checkValidity } from '../../src/verify/validity.ts'
import { SAMPLE } from '../sample.ts'

const outcome = (change: object, at: string) => checkValidity({ ...SAMPLE, ...change }, new Date(at)).code

describe('licence.validity to the millisecond, by the days of China', () => {
  test.each([
    ['2026-05-21T15:59:59.999Z', 'ERR_LICENCE_NOT_YET_VALID'],
    ['2026-05-21T16:00:00.000Z', undefined],
    ['2027-05-21T15:59:59.999Z', undefined],
    ['2027-05-21T16:00:00.000Z', 'ERR_LICENCE_EXPIRED'],
  ])('at %s: %s', (at, code) => expect(outcome({}, at)).toBe(code))

  // Its period begins earlier: the day of issue alone is looked at, and may be written where it is tomorrow already.
  test.each([
    ['2026-05-31T15:59:59.999Z', 'ERR_LICENCE_ISSUED_LATER'],
    ['2026-05-31T16:00:00.000Z', undefined],
  ])('issued on the 2nd of June, at %s: %s', (at, code) =>
    expect(outcome({ issuedOn: '2026-06-02' }, at)).toBe(code),
  )

  const annotation = {
    madeAt: '2026-05-30T00:00:00+08:00',
    maker: '示例银行',
    purpose: '办理开户',
    validUntil: '2026-06-01T10:00:00+08:00',
  }
  test.each([
    ['2026-06-01T02:00:00.000Z', undefined],
    ['2026-06-01T02:00:00.001Z', 'ERR_LICENCE_COPY_EXPIRED'],
  ])('an annotated copy at %s: %s', (at, code) => expect(outcome({ annotation }, at)).toBe(code))
})

test('says from when until when, as far as the licence does', () => {
  const { validFrom, validUntil, ...endless } = SAMPLE
  const at = new Date('2026-06-01T00:00:00Z')
  expect(checkValidity(SAMPLE, at).facts).toEqual({ from: validFrom, until: validUntil })
  expect(checkValidity(endless, at).facts).toEqual({ from: SAMPLE.issuedOn })
  const { issuedOn: _, ...withheld } = endless
  expect(checkValidity(withheld, at)).toMatchObject({ status: 'passed', facts: {} })
})
