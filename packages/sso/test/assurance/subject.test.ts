import { describe, expect, test } from 'vitest'
import { acrValues, levelOf } from '../../src/assurance/level.ts'
import { readSubject } from '../../src/index.ts'

describe('the credit code of a legal person', () => {
  const read = (uscc: string) =>
    readSubject({ subject_type: 'legal-person', legal_person: { name: '测试公司', uscc } })

  test.each(['91350100M000100Y43', '91000000000000000K'])('%s is right', (code) => {
    expect(read(code)).toMatchObject({ uscc: code })
  })

  test.each([
    '',
    '000000000000000000',
    '01350100M000100Y43',
    '91350100M000100Y44',
    '91350100M000100Y4',
    '91350100M000100Y433',
    '91350100m000100y43',
    '9135010OM000100Y43',
    '９1350100M000100Y43',
    // Its own check character is right, that of the organisation code inside it is not.
    '91350100M000100Y0N',
  ])('%j is wrong', (code) => {
    expect(() => read(code)).toThrow(expect.objectContaining({ code: 'ERR_SSO_USCC' }))
  })
})

describe('a subject', () => {
  const company = { name: '测试公司', uscc: '91350100M000100Y43' }

  test('is a natural person when nothing else is said', () => {
    expect(readSubject({ name: '测试甲' })).toEqual({ kind: 'natural-person', name: '测试甲' })
    expect(readSubject({ subject_type: 'natural-person' })).toEqual({
      kind: 'natural-person',
      name: undefined,
    })
  })

  test.each([undefined, null, ''])('has no name when that is %j', (name) => {
    expect(readSubject({ name })).toEqual({ kind: 'natural-person', name: undefined })
    expect(readSubject({ subject_type: 'legal-person', name, legal_person: company })).toMatchObject({
      agent: { name: undefined, role: 'account' },
    })
    const nameless = { subject_type: 'legal-person', legal_person: { ...company, name } }
    expect(() => readSubject(nameless)).toThrowError(
      expect.objectContaining({ code: 'ERR_SSO_SUBJECT_CLAIMS' }),
    )
  })

  test('is a legal person with an agent', () => {
    expect(readSubject({ subject_type: 'legal-person', name: '测试丙', legal_person: company })).toEqual({
      kind: 'legal-person',
      ...company,
      agent: { name: '测试丙', role: 'account' },
    })
  })

  const wrong: [name: string, code: string, claims: Record<string, unknown>][] = [
    ['a kind that is unknown', 'ERR_SSO_SUBJECT_CLAIMS', { subject_type: 'robot' }],
    ['a kind that is null', 'ERR_SSO_SUBJECT_CLAIMS', { subject_type: ['legal-person'] }],
    ['a name that is no text', 'ERR_SSO_SUBJECT_CLAIMS', { name: 1 }],
    ['a name without end', 'ERR_SSO_SUBJECT_CLAIMS', { name: 'x'.repeat(257) }],
    ['no legal person', 'ERR_SSO_SUBJECT_CLAIMS', { subject_type: 'legal-person' }],
    [
      'a legal person in a list',
      'ERR_SSO_SUBJECT_CLAIMS',
      { subject_type: 'legal-person', legal_person: [company] },
    ],
    [
      'no name of it',
      'ERR_SSO_SUBJECT_CLAIMS',
      { subject_type: 'legal-person', legal_person: { uscc: company.uscc } },
    ],
    [
      'no code of it',
      'ERR_SSO_SUBJECT_CLAIMS',
      { subject_type: 'legal-person', legal_person: { name: 'x' } },
    ],
    [
      'a wrong code of it',
      'ERR_SSO_USCC',
      { subject_type: 'legal-person', legal_person: { ...company, uscc: '1' } },
    ],
  ]
  test.each(wrong)('with %s is refused', (_, code, claims) => {
    expect(() => readSubject(claims)).toThrowError(expect.objectContaining({ code }))
  })
})

describe('an assurance level', () => {
  const levels = { low: 2, high: 4, mid: 3 }
  test('is what the table says, and nothing for what it does not have', () => {
    expect(levelOf('mid', levels)).toBe(3)
    for (const acr of ['made-up', undefined, 3, 'toString', '__proto__']) expect(levelOf(acr, levels)).toBe(0)
  })

  test('is asked for from the lowest that does', () => {
    expect(acrValues(3, levels)).toEqual(['mid', 'high'])
    expect(acrValues(5, levels)).toEqual([])
  })
})
