import { readMandates, readSubject } from '@xinyin/sso'
import { expect, test } from 'vitest'
import { claimsOf } from '../../src/identity-provider/claims.ts'
import { acrOf, LEVELS } from '../../src/identity-provider/levels.ts'
import { PERSONAS } from '../../src/identity-provider/personas.ts'

test.each(PERSONAS)('$id has a citizen number whose check character is right', ({ idNumber }) => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(idNumber[at]), 0)
  expect(idNumber).toMatch(/^990000\d{11}[\dX]$/)
  expect(idNumber[17]).toBe('10X98765432'[sum % 11])
})

test.each(PERSONAS)('$id is evidently nobody, and reads as a subject', (persona) => {
  expect(persona.name).toMatch(/^测试/)
  const claims = claimsOf(persona, PERSONAS)
  expect(JSON.stringify(claims)).not.toContain(persona.idNumber)
  const subject = readSubject(claims)
  expect(subject.kind).toBe(persona.kind)
  if (persona.networkIdentity) expect(JSON.stringify(subject)).not.toContain(persona.name)
  expect(LEVELS[acrOf(persona)]).toBe(persona.level)
})

test('there is one of each kind of person, and one at each level', () => {
  const having = (member: 'mandates' | 'guardians' | 'office' | 'networkIdentity' | 'legalPerson') =>
    PERSONAS.filter((persona) => persona[member] !== undefined).length
  expect(
    ['legalPerson', 'guardians', 'office', 'networkIdentity'].map((one) => having(one as 'office')),
  ).toEqual([1, 1, 1, 1])
  expect(having('mandates')).toBe(2)
  expect(new Set(PERSONAS.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4]))
  expect(new Set(PERSONAS.map(({ id }) => id)).size).toBe(PERSONAS.length)
})

test('a guardian may act for a minor who names them, for a year at a time and until the minor is of age', () => {
  const [guardian] = PERSONAS.filter(({ wards }) => wards !== undefined)
  const [mandate, ...others] = readMandates(claimsOf(guardian ?? expect.fail('no guardian'), PERSONAS))
  const minor = PERSONAS.find(({ id }) => guardian?.wards?.includes(id)) ?? expect.fail('no minor')
  expect(others).toEqual([])
  expect(mandate).toMatchObject({ actingAs: 'guardian', ward: { sub: minor.id, name: minor.name } })
  expect(minor.guardians).toContain(guardian?.id)
  expect((mandate?.expiresAt ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(31_536_000)
  const grown = { ...minor, idNumber: '990000200001010010' }
  const all = PERSONAS.map((persona) => (persona === minor ? grown : persona))
  const [over] = readMandates(claimsOf(guardian ?? expect.fail('no guardian'), all))
  expect(over?.expiresAt).toBe(Date.parse('2018-01-01T00:00:00+08:00') / 1000)
})
