import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explain } from '../../src/index.ts'
import { regionOf } from '../../src/regions/index.ts'
import {
  inspectResidentId,
  parseResidentId,
  residentIdCheckCharacter,
} from '../../src/register-codes/index.ts'

/** The examples of GB 11643. */
const EXAMPLES = ['11010519491231002X', '440524188001010014']

const AT = new Date('2026-05-01T00:00:00+08:00')

const complete = (digits: string) => digits + residentIdCheckCharacter(digits)

const failures = (text: string) =>
  inspectResidentId(text, { at: AT })
    .checks.filter(({ status }) => status === 'failed')
    .map(({ id, code }) => `${id} ${code}`)

test('the examples of the standard', () => {
  expect(EXAMPLES.map((text) => parseResidentId(text))).toEqual([
    {
      text: '11010519491231002X',
      region: '110105',
      birthDate: '1949-12-31',
      sequence: '002',
      sex: 'female',
      checkCharacter: 'X',
    },
    expect.objectContaining({ birthDate: '1880-01-01', sex: 'male', region: '440524' }),
  ])
})

test.each([
  ['resident-id.form ERR_RESIDENT_ID_FORM', ''],
  ['resident-id.form ERR_RESIDENT_ID_FORM', '110105491231002'],
  ['resident-id.form ERR_RESIDENT_ID_FORM', '11010519491231002x'],
  ['resident-id.form ERR_RESIDENT_ID_FORM', '１1010519491231002X'],
  ['resident-id.form ERR_RESIDENT_ID_FORM', '11010519491231002X\n'],
  ['resident-id.form ERR_RESIDENT_ID_FORM', '01010519491231002X'],
  ['resident-id.form ERR_RESIDENT_ID_FORM', '1'.repeat(1_000_000)],
  ['resident-id.check-character ERR_RESIDENT_ID_CHECK', '110105194912310021'],
  ['resident-id.birth-date ERR_RESIDENT_ID_DATE', complete('11010520230229001')],
  ['resident-id.birth-date ERR_RESIDENT_ID_DATE', complete('11010520231301001')],
  ['resident-id.birth-date ERR_RESIDENT_ID_DATE', complete('11010520230431001')],
  ['resident-id.birth-date ERR_RESIDENT_ID_DATE', complete('11010520230400001')],
  ['resident-id.birth-date ERR_RESIDENT_ID_DATE', complete('11010519000229001')],
  ['resident-id.birth-date ERR_RESIDENT_ID_DATE', complete('11010517991231001')],
  ['resident-id.birth-date ERR_RESIDENT_ID_DATE', complete('11010521000101001')],
  ['resident-id.birth-date ERR_RESIDENT_ID_FUTURE', complete('11010520260502001')],
  ['resident-id.region ERR_REGION_PROVINCE', complete('99000019900101001')],
  ['resident-id.region ERR_REGION_PROVINCE', complete('10000019900101001')],
])('exactly %s fails', (failure, text) => {
  expect(failures(text)).toEqual([failure])
  expect(() => parseResidentId(text, { at: AT })).toThrow(
    expect.objectContaining({ code: failure.split(' ')[1] }),
  )
})

test.each([
  ['a leap day', '11010520240229001'],
  ['a leap day of 2000', '11010520000229001'],
  ['born today, in China', '11010520260501001'],
  ['a dissolved county', '11010319900101001'],
  ['a residence permit of Hong Kong', '81000019900101001'],
  ['a residence permit of Taiwan', '83000019900101001'],
])('%s passes', (_, digits) => {
  expect(failures(complete(digits))).toEqual([])
  expect(parseResidentId(complete(digits), { at: AT }).region).toBe(digits.slice(0, 6))
})

test('a day begins in China', () => {
  const born = complete('11010520260502001')
  expect(() => parseResidentId(born, { at: new Date('2026-05-01T15:59:59Z') })).toThrow()
  expect(parseResidentId(born, { at: new Date('2026-05-01T16:00:00Z') }).birthDate).toBe('2026-05-02')
})

test('a county that is not there today is a warning', () => {
  const regionCheck = (digits: string) =>
    inspectResidentId(complete(digits), { at: AT, regionOf }).checks.find(
      ({ id }) => id === 'resident-id.region',
    )
  expect(regionCheck('11010519900101001')?.facts).toEqual({})
  expect(regionCheck('11010319900101001')).toMatchObject({
    status: 'passed',
    facts: { warning: 'ERR_REGION_UNKNOWN' },
  })
})

test('every change of one digit is caught, and nothing that is said holds the number', () => {
  const digit = fc.constantFrom(...'0123456789')
  fc.assert(
    fc.property(fc.constantFrom(...EXAMPLES), fc.nat(17), digit, (good, at, other) => {
      const changed = good.slice(0, at) + other + good.slice(at + 1)
      const report = inspectResidentId(changed, { at: AT })
      expect(report.verdict).toBe(changed === good ? 'passed' : 'failed')
      const said = report.checks.map((check) => explain(check, 'zh-CN') + JSON.stringify(check)).join()
      for (const part of [changed, changed.slice(0, 6), changed.slice(6, 14)])
        expect(said).not.toContain(part)
    }),
  )
})
