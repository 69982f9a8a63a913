import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseVerifiedClaims } from '../../../src/assurance/verified-claims-form.ts'
import { displaySubject, readMandates, readSubject, SsoError } from '../../../src/index.ts'

const NAMES = [
  'subject_type',
  'name',
  'legal_person',
  'acting_as',
  'mandates',
  'mandate',
  'organisation',
  'minor',
  'guardians',
  'network_identity',
] as const
const word = fc.constantFrom(
  'natural-person',
  'legal-person',
  'civil-servant',
  'agent',
  'account',
  '__proto__',
  'm1',
)
const company = fc.record({
  name: fc.string(),
  uscc: fc.constantFrom('91350100M000100Y43', '91000000000000000K', '1'),
})
const mandate = fc.record(
  {
    id: word,
    legal_person: company,
    acting_as: word,
    exp: fc.oneof(fc.nat(), fc.double()),
    purposes: fc.jsonValue(),
  },
  { requiredKeys: [] },
)
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  word,
  company,
  fc.array(mandate, { maxLength: 3 }),
  fc.boolean(),
)
const claims = fc.dictionary(fc.constantFrom(...NAMES), value)

const evidence = fc.record(
  {
    type: fc.constantFrom('document', 'vouch', 'electronic_record', 'electronic_signature', 'x'),
    check_details: fc.jsonValue(),
    attestation: fc.jsonValue(),
  },
  { requiredKeys: [] },
)
const element = fc.record(
  {
    verification: fc.record(
      {
        trust_framework: fc.oneof(fc.string(), fc.jsonValue()),
        time: fc.string(),
        evidence: fc.array(evidence),
      },
      { requiredKeys: [] },
    ),
    claims: fc.jsonValue(),
  },
  { requiredKeys: [] },
)

/** What it gives, or nothing where it refuses by one of our codes; anything else that is thrown is a fault. */
function orRefused<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof SsoError) return undefined
    throw error
  }
}

describe('attacks by claims of any shape', () => {
  test('are read whole, or refused by a code', () => {
    let read = 0
    fc.assert(
      fc.property(claims, (given) => {
        const subject = orRefused(() => readSubject(given))
        orRefused(() => readMandates(given))
        if (subject === undefined) return
        read += 1
        expect(displaySubject(subject, 'zh-CN')).not.toBe('')
        if (subject.kind === 'legal-person' && subject.agent.role !== 'account') {
          expect(subject.agent.mandate.company.uscc).toBe(subject.uscc)
        }
      }),
      { numRuns: 3000 },
    )
    expect(read).toBeGreaterThan(100)
  })

  test('verified or not', () => {
    fc.assert(
      fc.property(fc.oneof(element, fc.array(element), fc.jsonValue()), (given) => {
        for (const { verification } of orRefused(() => parseVerifiedClaims(given)) ?? []) {
          expect(typeof verification.trust_framework).toBe('string')
        }
      }),
      { numRuns: 2000 },
    )
  })
})
