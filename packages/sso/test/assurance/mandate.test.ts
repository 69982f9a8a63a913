import { describe, expect, test } from 'vitest'
import { findLapse, isFor, readMandates } from '../../src/assurance/mandate.ts'
import { mandateOf, personOf } from '../../src/assurance/subject.ts'
import { readSubject } from '../../src/index.ts'

const company = { name: '测试公司', uscc: '91350100M000100Y43' }
const other = { name: '测试建设工程有限公司', uscc: '91000000000000000K' }
const mandate = { id: 'm1', legal_person: company, acting_as: 'agent', exp: 2_000_000_000 }
const agent = {
  subject_type: 'legal-person',
  legal_person: company,
  acting_as: 'agent',
  name: '测试丙',
  mandates: [mandate],
}

const withCode = (code: string) => expect.objectContaining({ code })

describe('mandates', () => {
  test('are none when nothing is said', () => {
    expect(readMandates({})).toEqual([])
    expect(readMandates({ mandates: null })).toEqual([])
  })

  test('read as they are written', () => {
    const lawful = { id: 'm2', legal_person: other, acting_as: 'representative' }
    const full = { ...mandate, purposes: ['apply'], nbf: 1_000_000_000 }
    expect(readMandates({ mandates: [full, lawful] })).toEqual([
      {
        id: 'm1',
        company,
        actingAs: 'agent',
        purposes: ['apply'],
        notBefore: 1_000_000_000,
        expiresAt: 2_000_000_000,
      },
      { id: 'm2', company: other, actingAs: 'representative' },
    ])
  })

  const wrong: [name: string, change: Record<string, unknown> | unknown][] = [
    ['no id', { id: undefined }],
    ['an id without end', { id: 'x'.repeat(256) }],
    ['no company', { legal_person: null }],
    ['no right', { acting_as: undefined }],
    ['a right of its own making', { acting_as: 'owner' }],
    ['an agent without end', { exp: undefined }],
    ['an end as text', { exp: '2000000000' }],
    ['an end that is no time', { exp: 1e300 }],
    ['a beginning that is no time', { nbf: -1 }],
    ['purposes that are no list', { purposes: 'apply' }],
    ['a purpose that is no text', { purposes: [1] }],
    ['too many purposes', { purposes: Array(51).fill('x') }],
  ]
  test.each(wrong)('with %s are refused', (_, change) => {
    const claims = { mandates: [{ ...mandate, ...(change as object) }] }
    expect(() => readMandates(claims)).toThrowError(withCode('ERR_SSO_SUBJECT_CLAIMS'))
  })

  test.each<[string, unknown]>([
    ['an object', mandate],
    ['a text', 'm1'],
    ['a list of text', ['m1']],
    ['a list of nothing', [null]],
    ['two of one id', [mandate, { ...mandate, legal_person: other }]],
    ['more than a hundred', Array.from({ length: 101 }, (_, at) => ({ ...mandate, id: `m${at}` }))],
  ])('that are %s are refused', (_, mandates) => {
    expect(() => readMandates({ mandates })).toThrowError(withCode('ERR_SSO_SUBJECT_CLAIMS'))
  })

  test('for a company with a wrong credit code are refused', () => {
    const wrongCode = { ...mandate, legal_person: { ...company, uscc: '91350100M000100Y44' } }
    expect(() => readMandates({ mandates: [wrongCode] })).toThrowError(withCode('ERR_SSO_USCC'))
  })

  test('end on the second, and begin with the tolerance of clocks', () => {
    const one = { id: 'm', company, actingAs: 'agent', notBefore: 1000, expiresAt: 2000 } as const
    expect(findLapse(one, 1999.9)).toBeUndefined()
    expect(findLapse(one, 2000)?.code).toBe('ERR_SSO_MANDATE_EXPIRED')
    expect(findLapse(one, 970)).toBeUndefined()
    expect(findLapse(one, 969)?.code).toBe('ERR_SSO_MANDATE_EARLY')
  })

  test('are for what they say, for everything when they say nothing, and for nothing when that is all they say', () => {
    const one = { id: 'm', company, actingAs: 'agent', expiresAt: 2000 } as const
    expect(isFor(one, 'apply')).toBe(true)
    expect(isFor({ ...one, purposes: ['pay'] }, 'apply')).toBe(false)
    expect(isFor({ ...one, purposes: ['pay', 'apply'] }, 'apply')).toBe(true)
    expect(isFor({ ...one, purposes: [] }, 'apply')).toBe(false)
    expect(isFor({ ...one, actingAs: 'representative', purposes: ['pay'] }, 'apply')).toBe(true)
  })
})

describe('an agent', () => {
  test('acts by the mandate for the company that the token names', () => {
    const subject = readSubject(agent)
    expect(subject).toMatchObject({
      kind: 'legal-person',
      ...company,
      agent: { role: 'agent', name: '测试丙' },
    })
    expect(mandateOf(subject)?.id).toBe('m1')
    expect(personOf(subject)).toEqual({ kind: 'natural-person', name: '测试丙' })
  })

  test('is named by nothing when signed in by network identity', () => {
    const subject = readSubject({ ...agent, network_identity: true })
    expect(subject).toMatchObject({ agent: { name: undefined, networkIdentity: true } })
    expect(personOf(subject)).toEqual({ kind: 'natural-person', name: undefined, networkIdentity: true })
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['no mandate', { mandates: [] }, 'ERR_SSO_MANDATE_ABSENT'],
    ['a mandate for another company', { legal_person: other }, 'ERR_SSO_MANDATE_ABSENT'],
    ['a mandate of another kind', { acting_as: 'representative' }, 'ERR_SSO_MANDATE_ABSENT'],
    ['a mandate that is not there', { mandate: 'm9' }, 'ERR_SSO_MANDATE_ABSENT'],
    [
      'two mandates of which none is named',
      { mandates: [mandate, { ...mandate, id: 'm2' }] },
      'ERR_SSO_SUBJECT_CLAIMS',
    ],
    ['a right of its own making', { acting_as: 'owner' }, 'ERR_SSO_SUBJECT_CLAIMS'],
    ['no age', { minor: true }, 'ERR_SSO_MINOR'],
  ])('with %s is refused', (_, change, code) => {
    expect(() => readSubject({ ...agent, ...change })).toThrowError(withCode(code))
  })

  test('with two mandates acts by the one that is named', () => {
    const subject = readSubject({ ...agent, mandates: [mandate, { ...mandate, id: 'm2' }], mandate: 'm2' })
    expect(mandateOf(subject)?.id).toBe('m2')
  })

  test('is not who uses a company’s own account, whose person nobody knows', () => {
    const subject = readSubject({ subject_type: 'legal-person', legal_person: company, mandates: [mandate] })
    expect(mandateOf(subject)).toBeUndefined()
    expect(personOf(subject)).toBeUndefined()
  })
})

describe('a natural person', () => {
  test('with a network identity has no name, whatever the provider lets slip', () => {
    expect(readSubject({ network_identity: true, name: '测试甲' })).toEqual({
      kind: 'natural-person',
      name: undefined,
      networkIdentity: true,
    })
  })

  test('may be a minor, with guardians', () => {
    const claims = {
      name: '测试丁',
      minor: true,
      guardians: [{ sub: 'natural-3', name: '测试甲' }, { name: '测试乙' }],
    }
    expect(readSubject(claims)).toEqual({
      kind: 'natural-person',
      name: '测试丁',
      minor: {
        guardians: [
          { sub: 'natural-3', name: '测试甲' },
          { sub: undefined, name: '测试乙' },
        ],
      },
    })
    expect(readSubject({ minor: true })).toMatchObject({ minor: { guardians: [] } })
  })

  test.each<[string, Record<string, unknown>]>([
    ['a minor by text', { minor: 'true' }],
    ['a network identity by number', { network_identity: 1 }],
    ['guardians without a minor', { guardians: [{ name: '测试甲' }] }],
    ['guardians that are no list', { minor: true, guardians: {} }],
    ['a guardian without name', { minor: true, guardians: [{}] }],
    ['a guardian that is text', { minor: true, guardians: ['测试甲'] }],
    ['a guardian that is nothing', { minor: true, guardians: [null] }],
    ['a guardian with a subject of no form', { minor: true, guardians: [{ sub: 'x'.repeat(256) }] }],
    ['eleven guardians', { minor: true, guardians: Array(11).fill({ name: '测试甲' }) }],
  ])('with %s is refused', (_, claims) => {
    expect(() => readSubject(claims)).toThrowError(withCode('ERR_SSO_SUBJECT_CLAIMS'))
  })
})

describe('a civil servant', () => {
  const organisation = { name: '住房和城乡建设局', uscc: '11100000000013338W' }
  const claims = { subject_type: 'civil-servant', name: '测试戊', organisation, post: '科员' }

  test('serves a body', () => {
    expect(readSubject(claims)).toEqual({ kind: 'civil-servant', name: '测试戊', organisation, post: '科员' })
    expect(personOf(readSubject(claims))).toBeUndefined()
  })

  test.each([
    ['ERR_SSO_SUBJECT_CLAIMS', undefined],
    ['ERR_SSO_USCC', { ...organisation, uscc: '1' }],
  ])('without a good body is refused: %s', (code, body) => {
    expect(() => readSubject({ ...claims, organisation: body })).toThrowError(withCode(code))
  })
})
