import { describe, expect, test } from 'vitest'
import { displaySubject, maskName, maskNumber, pairwiseSubjects, type Subject } from '../../src/index.ts'

describe('a masked name', () => {
  test.each([
    ['测试甲', '测**'],
    ['测试', '测*'],
    ['测', '*'],
    ['John Smith', 'J*** S****'],
    ['𠀀试', '𠀀*'],
    ['测 试', '测 *'],
    ['测　试', '测 *'],
    ['John Q Smith', 'J*** * S****'],
    [' 测试 ', '测*'],
    ['x'.repeat(200), `x${'*'.repeat(8)}`],
  ])('of %j is %j', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  test.each([
    ['990000190001010016', '********0016'],
    ['12345', '****5'],
    ['12', '**'],
    ['', ''],
  ])('and the number %j is %j', (number, masked) => {
    expect(maskNumber(number)).toBe(masked)
  })
})

describe('a subject on a screen', () => {
  const company = { name: '测试公司', uscc: '91350100M000100Y43' }
  const mandate = { id: 'm', company, actingAs: 'agent', expiresAt: 1 } as const
  const cases: [subject: Subject, chinese: string, english: string][] = [
    [{ kind: 'natural-person', name: '测试甲' }, '测**', '测**'],
    [{ kind: 'natural-person', name: undefined }, '自然人', 'Natural person'],
    [{ kind: 'natural-person', name: undefined, networkIdentity: true }, '网络身份用户', 'Network identity'],
    [
      { kind: 'legal-person', ...company, agent: { role: 'agent', name: '测试丙', mandate } },
      '测试公司（经办人 测**）',
      '测试公司 (agent 测**)',
    ],
    [
      { kind: 'legal-person', ...company, agent: { role: 'representative', name: undefined, mandate } },
      '测试公司（法定代表人）',
      '测试公司 (legal representative)',
    ],
    [
      { kind: 'legal-person', ...company, agent: { role: 'account', name: undefined } },
      '测试公司（法人账号）',
      '测试公司 (company account)',
    ],
    [
      { kind: 'civil-servant', name: '测试戊', organisation: company, post: undefined },
      '测**（测试公司）',
      '测** (测试公司)',
    ],
    [
      { kind: 'civil-servant', name: undefined, organisation: company, post: undefined },
      '公职人员（测试公司）',
      'Civil servant (测试公司)',
    ],
  ]
  test.each(cases)('%#', (subject, chinese, english) => {
    expect(displaySubject(subject, 'zh-CN')).toBe(chinese)
    expect(displaySubject(subject, 'en')).toBe(english)
  })
})

describe('a pairwise subject', () => {
  const secret = new Uint8Array(32).fill(7)
  const person = { issuer: 'https://op.example', sub: 'someone' }
  const subjects = pairwiseSubjects(secret)

  test('is the same for one department, and another for each other, person, provider and secret', () => {
    const names = [
      subjects.of('a', person),
      subjects.of('b', person),
      subjects.of('a', { ...person, sub: 'other' }),
      subjects.of('a', { ...person, issuer: 'https://other.example' }),
      pairwiseSubjects(new Uint8Array(32).fill(8)).of('a', person),
    ]
    expect(new Set(names).size).toBe(names.length)
    expect(subjects.of('a', person)).toBe(names[0])
    for (const name of names) expect(name).toMatch(/^[\w-]{43}$/)
  })

  test('does not run its parts together', () => {
    const a = subjects.of('a', { issuer: 'bc', sub: 'd' })
    expect(subjects.of('ab', { issuer: 'c', sub: 'd' })).not.toBe(a)
    expect(subjects.of('a', { issuer: 'b', sub: 'cd' })).not.toBe(a)
  })

  test('does not change with the octets that were handed over', () => {
    const mine = new Uint8Array(32).fill(7)
    const own = pairwiseSubjects(mine)
    mine.fill(0)
    expect(own.of('a', person)).toBe(subjects.of('a', person))
  })

  test('needs a secret and a department', () => {
    expect(() => pairwiseSubjects(new Uint8Array(31))).toThrowError(RangeError)
    expect(() => pairwiseSubjects('x' as unknown as Uint8Array)).toThrowError(TypeError)
    expect(() => subjects.of('', person)).toThrowError(TypeError)
  })
})
