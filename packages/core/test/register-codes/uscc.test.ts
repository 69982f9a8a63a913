import { listTruth, readTruthJson, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { regionOf } from '../../src/regions/index.ts'
import {
  inspectUscc,
  isUscc,
  organisationCheckCharacter,
  parseOrganisationCode,
  parseUscc,
  registrarOf,
  usccCheckCharacter,
} from '../../src/register-codes/index.ts'

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The example of GB 32100, with its right check character. */
const GOOD = '91350100M000100Y43'

/** A code whose check characters are right, from its first 16 characters. */
const complete = (start: string) => {
  const body = start + organisationCheckCharacter(start, 8)
  return body + usccCheckCharacter(body)
}

const codeOf = (text: string): unknown => {
  try {
    parseUscc(text)
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}

const failures = (text: string) =>
  inspectUscc(text)
    .checks.filter(({ status }) => status === 'failed')
    .map(({ id, code }) => `${id} ${code}`)

testTruth('credit codes of the field and the negative example of the standard', () => {
  const truth = readTruthJson<{ uscc: string[]; usccInvalid: string[] }>(
    'licence/cn-licence-identifiers.json',
  )
  expect(listTruth('licence').length * truth.uscc.length * truth.usccInvalid.length).toBeGreaterThan(0)
  for (const code of truth.uscc) {
    expect(parseUscc(code).text).toBe(code)
    expect(isUscc(code)).toBe(true)
    expect(inspectUscc(code, { regionOf }).verdict).toBe('passed')
  }
  for (const code of truth.usccInvalid) {
    expect(isUscc(code)).toBe(false)
    expect(failures(code)).toEqual(['uscc.check-character ERR_USCC_CHECK'])
  }
})

test('a credit code is taken apart', () => {
  expect(parseUscc(GOOD)).toEqual({
    text: GOOD,
    registrar: '9',
    category: '1',
    region: '350100',
    organisationCode: 'M000100Y4',
    checkCharacter: '3',
  })
  expect(registrarOf('9', '1')?.category['zh-CN']).toBe('企业')
})

const wrongOrganisation = '91350100M000100Y0'

test.each([
  ['uscc.form ERR_USCC_FORM', ''],
  ['uscc.form ERR_USCC_FORM', GOOD.slice(1)],
  ['uscc.form ERR_USCC_FORM', `${GOOD}3`],
  ['uscc.form ERR_USCC_FORM', `${GOOD}\n`],
  ['uscc.form ERR_USCC_FORM', GOOD.toLowerCase()],
  ['uscc.form ERR_USCC_CHARACTER', GOOD.replace('M', 'O')],
  ['uscc.form ERR_USCC_CHARACTER', GOOD.replace('M', 'S')],
  ['uscc.form ERR_USCC_FORM', GOOD.replace('M', '－')],
  ['uscc.form ERR_USCC_CHARACTER', GOOD.replace('350100', '35010A')],
  ['uscc.form ERR_USCC_CHARACTER', '000000000000000000'],
  ['uscc.form ERR_USCC_FORM', '9'.repeat(1_000_000)],
  ['uscc.check-character ERR_USCC_CHECK', GOOD.replace(/3$/, 'Z')],
  ['uscc.check-character ERR_USCC_CHECK', GOOD.replace('350100', '350101')],
  [
    'uscc.organisation-code ERR_ORGANISATION_CODE_CHECK',
    wrongOrganisation + usccCheckCharacter(wrongOrganisation),
  ],
])('exactly %s fails', (failure, text) => {
  expect(failures(text)).toEqual([failure])
  expect(codeOf(text)).toBe(failure.split(' ')[1])
  expect(isUscc(text)).toBe(false)
})

test.each([
  [GOOD.replace('M', 'O'), 'O', 9],
  [GOOD.replace('91', '9I'), 'I', 2],
  [GOOD.replace('350100', '350IO0'), 'I', 6],
  [GOOD.replace('350100', 'A50100'), 'A', 3],
  [GOOD.replace('350100', '35010B'), 'B', 8],
  [GOOD.replace('Y4', 'Z4'), 'Z', 16],
  [GOOD.replace('43', 'V3'), 'V', 17],
  [`0${GOOD.slice(1)}`, '0', 1],
  ['O'.repeat(18), 'O', 1],
])('%s has a wrong %s at place %i', (text, found, position) => {
  expect(() => parseUscc(text)).toThrow(
    expect.objectContaining({ code: 'ERR_USCC_CHARACTER', facts: { found, position } }),
  )
})

describe('what is unknown is a warning', () => {
  const warnings = (text: string) =>
    inspectUscc(text, { regionOf }).checks.flatMap(({ id, facts }) =>
      facts['warning'] === undefined ? [] : [`${id} ${facts['warning']}`],
    )
  test.each([
    ['a code of today', complete('91350100M000100Y'), []],
    ['the centre', complete('1110000000001333'), []],
    ['a dissolved county', complete('91110103MA000000'), ['uscc.region ERR_REGION_UNKNOWN']],
    ['no province', complete('91990100MA000000'), ['uscc.region ERR_REGION_PROVINCE']],
    ['an unknown class', complete('98350100MA000000'), ['uscc.registrar ERR_USCC_REGISTRAR']],
    ['an unknown department', complete('B1350100MA000000'), ['uscc.registrar ERR_USCC_REGISTRAR']],
  ])('%s', (_, text, expected) => {
    expect(inspectUscc(text, { regionOf }).verdict).toBe('passed')
    expect(warnings(text)).toEqual(expected)
  })
})

const start = fc.tuple(
  fc.constantFrom(...'159NY'),
  fc.constantFrom(...'129'),
  fc.integer({ min: 0, max: 999_999 }).map((region) => String(region).padStart(6, '0')),
  fc.string({ unit: fc.constantFrom(...USCC_ALPHABET), minLength: 8, maxLength: 8 }),
)

test('isUscc says what parseUscc does, of right codes and of any one character changed', () => {
  fc.assert(
    fc.property(start, fc.nat(17), fc.constantFrom(...USCC_ALPHABET, 'O', 'i', ' '), (parts, at, other) => {
      const good = complete(parts.join(''))
      expect(codeOf(good)).toBeUndefined()
      expect(isUscc(good)).toBe(true)
      const changed = good.slice(0, at) + other + good.slice(at + 1)
      expect(isUscc(changed)).toBe(changed === good)
      expect(codeOf(changed) === undefined).toBe(changed === good)
    }),
  )
})

test.each(['', '12345678', 'D2143569X1', 'd2143569X', 'D2143569Y', '12345678 '])(
  'organisation code %j has a wrong form',
  (text) => {
    expect(() => parseOrganisationCode(text)).toThrow(
      expect.objectContaining({ code: 'ERR_ORGANISATION_CODE_FORM' }),
    )
  },
)

test('the example of GB 11714, and a wrong check character of it', () => {
  expect(parseOrganisationCode('D2143569X')).toEqual({
    text: 'D2143569X',
    body: 'D2143569',
    checkCharacter: 'X',
  })
  expect(() => parseOrganisationCode('D21435690')).toThrow(
    expect.objectContaining({
      code: 'ERR_ORGANISATION_CODE_CHECK',
      facts: { found: '0', expected: 'X' },
    }),
  )
})
