import { expect, test } from 'vitest'
import { toleranceCheck } from '../src/tolerance.ts'

const FACTS = { elements: 'createDate' }

test('a deviation is reported and passes', () => {
  expect(toleranceCheck('ber', FACTS)).toEqual({ id: 'tolerance.ber', status: 'passed', facts: FACTS })
})

test.each([true, ['ber'], ['raw-value', 'ber']] as const)('it is refused by strict: %j', (strict) => {
  expect(toleranceCheck<string>('ber', FACTS, strict)).toEqual({
    id: 'tolerance.ber',
    status: 'failed',
    code: 'ERR_TOLERANCE_REFUSED',
    facts: FACTS,
  })
})

test('strict about another one does not refuse it', () => {
  expect(toleranceCheck<string>('ber', FACTS, ['raw-value']).status).toBe('passed')
})
