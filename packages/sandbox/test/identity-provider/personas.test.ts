import { readSubject } from '@xinyin/sso'
import { expect, test } from 'vitest'
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
  const { kind: subject_type, name, legalPerson: legal_person } = persona
  expect(readSubject({ subject_type, name, legal_person }).kind).toBe(persona.kind)
  expect(LEVELS[acrOf(persona)]).toBe(persona.level)
})
