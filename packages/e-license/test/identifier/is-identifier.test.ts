import { ALPHANUMERIC } from '@xinyin/core/register-codes'
import { mod37_36 } from 'cdigit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdentifier, parseIdentifier } from '../../src/identifier/identifier.ts'
import { inspectIdentifier } from '../../src/identifier/inspect.ts'
import { isIdentifier } from '../../src/identifier/is-identifier.ts'
import { mod37of36 } from '../../src/identifier/iso7064.ts'

const TYPES = ['11100000000013338W009', '11100000MB03271699001', '11100000MB0143028R001']
const ISSUERS = ['11330105002500287C', '11430000006122244L', '340100', '3401000000']

const character = fc.constantFrom(...ALPHANUMERIC)
const identifier = fc
  .record({
    typeCode: fc.constantFrom(...TYPES),
    issuerCode: fc.constantFrom(...ISSUERS),
    serial: fc.string({ unit: character, minLength: 1, maxLength: 64 }),
    version: fc.integer({ min: 1, max: 999 }),
  })
  .map(createIdentifier)

const isRead = (text: string) => {
  try {
    parseIdentifier(text)
    return true
  } catch {
    return false
  }
}

/** The three ways of saying whether an identifier is right say the same. */
const agree = (text: string): boolean => {
  const answer = isIdentifier(text)
  expect(isRead(text), text).toBe(answer)
  expect(inspectIdentifier(text).verdict, text).toBe(answer ? 'passed' : 'failed')
  return answer
}

test('every identifier that is made is one', () => {
  fc.assert(fc.property(identifier, agree), { numRuns: 500 })
})

test('with one character changed, left out or put in, none of the three readers differs from the others', () => {
  const other = fc.constantFrom(...ALPHANUMERIC, '.', 'a', ' ', '０', '\n', '\u0130', '\ud800')
  fc.assert(
    fc.property(identifier, fc.nat(), fc.nat(1), fc.option(other, { nil: '' }), (text, place, cut, put) => {
      const at = place % text.length
      agree(text.slice(0, at) + put + text.slice(at + cut))
    }),
    { numRuns: 3000 },
  )
})

test.each([
  '',
  '.',
  '......',
  '1.2.156.3005.2',
  '1.2.156.3005.2.',
  '1.2.156.3005.2.11100000000013338W009..1.001.A',
  '1.2.156.3005.2.11100000000013338W009.340100.1.001.',
  '1.2.156.3005.2.11100000000013338W009.340100..001.A',
  '1.2.156.3005.2.11100000000013338W009.340100.001.A',
  '1.2.156.3005.2111100000000013338W009.340100.1.001.A',
  '9'.repeat(1_000_000),
])('%j is no identifier', (text) => {
  expect(agree(text)).toBe(false)
})

test('all changes of one character of the checked parts are caught, of identifiers of every shape', () => {
  for (const issuerCode of ISSUERS) {
    const good = createIdentifier({ typeCode: TYPES[0]!, issuerCode, serial: '0AZ9', version: 10 })
    for (let at = '1.2.156.3005.2.'.length; at < good.length; at++) {
      if (good[at] === '.') continue
      for (const other of ALPHANUMERIC) {
        const changed = good.slice(0, at) + other + good.slice(at + 1)
        if (changed !== good) expect(isIdentifier(changed), changed).toBe(false)
      }
    }
  }
})

test('the check character is that of another implementation, for a million identifiers', {
  timeout: 120_000,
}, () => {
  // Numbers that look random and are the same in every run.
  let state = 20260501
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * below)
  }
  let differing = 0
  for (let count = 0; count < 1_000_000; count++) {
    const head = TYPES[random(TYPES.length)]! + ISSUERS[random(ISSUERS.length)]!
    let serial = ''
    for (let length = 1 + random(24); length > 0; length--) serial += ALPHANUMERIC[random(36)]
    const body = `${head}${serial}${String(1 + random(999)).padStart(3, '0')}`
    if (mod37_36.compute(body) !== mod37of36(body)) differing++
  }
  expect(differing).toBe(0)
})
