import { ALPHANUMERIC, parseUscc, usccCheckCharacter } from '@xinyin/core/register-codes'
import { listTruth, readTruthJson, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import { encodeIdentifier } from '../../src/identifier/form.ts'
import { createIdentifier, parseIdentifier } from '../../src/identifier/identifier.ts'
import { inspectIdentifier } from '../../src/identifier/inspect.ts'
import { mod37of36 } from '../../src/identifier/iso7064.ts'

import { isCitizenNumber } from '../../src/metadata/holder-code.ts'

interface Truth {
  fieldValid: string[]
  fieldVariantA11: { id: string; standardCheck: string }[]
  synthetic: string[]
  uscc: string[]
  usccInvalid: string[]
}

const TYPE = '11100000000013338W009'
const ISSUER = '11990100999900011E'
const VALID = '1.2.156.3005.2.11100000000013338W009.11990100999900011E.20260002.001.'
const good = createIdentifier({ typeCode: TYPE, issuerCode: ISSUER, serial: '20260002' })

/** Swaps one of the dotted parts, counted from the end, and leaves the rest. */
const withPart = (fromEnd: number, value: string) => good.split('.').with(-fromEnd, value).join('.')

const deciding = (text: string) => {
  const { verdict, checks } = inspectIdentifier(text)
  for (const check of checks) expect(explain(check, 'zh-CN') + explain(check, 'en')).not.toMatch(/[{}]/)
  const failures = checks.filter((check) => check.status === 'failed')
  return { verdict, failures: failures.map(({ id, code }) => `${id} ${code}`) }
}

describe('truth', () => {
  const truth =
    listTruth('licence').length > 0 ? readTruthJson<Truth>('licence/cn-licence-identifiers.json') : undefined

  testTruth(
    'every identifier of the field and every worked example passes and is made again as it is',
    () => {
      const texts = [...(truth?.fieldValid ?? []), ...(truth?.synthetic ?? [])]
      expect(texts).toHaveLength(10)
      for (const text of texts) {
        expect(deciding(text), text).toEqual({ verdict: 'passed', failures: [] })
        const { typeCode, issuerCode, serial, version } = parseIdentifier(text)
        expect(createIdentifier({ typeCode, issuerCode, serial, version: Number(version) })).toBe(text)
      }
    },
  )

  testTruth('the faulty variant is named, with the character that would be right', () => {
    expect(truth?.fieldVariantA11.length).toBeGreaterThan(0)
    for (const { id, standardCheck } of truth?.fieldVariantA11 ?? []) {
      const failures = inspectIdentifier(id).checks.filter((check) => check.status === 'failed')
      expect(failures).toEqual([
        expect.objectContaining({
          id: 'identifier.check-character',
          code: 'ERR_IDENTIFIER_CHECK_LETTERS_FROM_11',
          facts: expect.objectContaining({ expected: standardCheck }),
        }),
      ])
    }
  })

  testTruth('credit codes', () => {
    for (const code of truth?.uscc ?? []) expect(parseUscc(code).text).toBe(code)
    for (const code of truth?.usccInvalid ?? [])
      expect(() => parseUscc(code)).toThrow(
        expect.objectContaining({ code: 'ERR_USCC_CHECK', facts: { found: 'Z', expected: '3' } }),
      )
  })
})

test('ISO 7064 MOD 37,36 on the example of the GRid standard, MOD 11-2 on that of GB 11643', () => {
  expect(mod37of36('A12425GABC1234002')).toBe('M')
  expect(isCitizenNumber('11010519491231002X')).toBe(true)
  expect(isCitizenNumber('110105194912310021')).toBe(false)
})

test('a region code as the issuer passes with a warning', () => {
  const text = createIdentifier({ typeCode: TYPE, issuerCode: '330100', serial: '1' })
  const report = inspectIdentifier(text)
  expect(report.verdict).toBe('passed')
  expect(report.checks.map((check) => explain(check, 'en'))).toContain(
    'Issuer code: passed. The issuer is given by a region code; the standard wants its credit code.',
  )
  expect(report.checks).toContainEqual(
    expect.objectContaining({
      id: 'identifier.issuer-code',
      facts: expect.objectContaining({ form: 'region', warning: 'ERR_IDENTIFIER_ISSUER_REGION' }),
    }),
  )
})

/** A wrong part with the check character that the standard gives for it, so that only that part is wrong. */
const consistent = (typeCode: string, issuerCode: string, serial: string, version: string) =>
  encodeIdentifier({
    root: '1.2.156.3005.2',
    typeCode,
    issuerCode,
    serial,
    version,
    checkCharacter: mod37of36(typeCode + issuerCode + serial + version),
  })

const body = '11100000000013330'
const withBadOrganisation = `${body}${usccCheckCharacter(body)}009`

test.each([
  ['identifier.root ERR_IDENTIFIER_ROOT', good.replace('1.2.156.3005.2', '1.2.156.3005.3')],
  ['identifier.root ERR_IDENTIFIER_ROOT_MISTYPED', good.replace('1.2.156.3005.2', '1.2.156.3003.2')],
  ['identifier.type-code ERR_USCC_CHECK', consistent('11100000000013339W009', ISSUER, '1', '001')],
  ['identifier.type-code ERR_IDENTIFIER_TYPE_CODE', consistent('11100000000013338W00A', ISSUER, '1', '001')],
  ['identifier.type-code ERR_ORGANISATION_CODE_CHECK', consistent(withBadOrganisation, ISSUER, '1', '001')],
  ['identifier.issuer-code ERR_USCC_FORM', consistent(TYPE, 'HANGZHOU', '1', '001')],
  ['identifier.issuer-code ERR_USCC_CHECK', consistent(TYPE, '11990100999900011F', '1', '001')],
  ['identifier.version ERR_IDENTIFIER_VERSION', consistent(TYPE, ISSUER, '1', '000')],
  ['identifier.check-character ERR_IDENTIFIER_CHECK', withPart(1, 'Q')],
  ['identifier.check-character ERR_IDENTIFIER_CHECK_PLACEHOLDER', withPart(1, 'X')],
  ['identifier.serial ERR_IDENTIFIER_SERIAL', consistent(TYPE, ISSUER, '1'.repeat(65), '001')],
  ['identifier.version ERR_IDENTIFIER_VERSION', consistent(TYPE, ISSUER, '1', '1')],
  ['identifier.version ERR_IDENTIFIER_VERSION', consistent(TYPE, ISSUER, '1', '0001')],
  ['identifier.version ERR_IDENTIFIER_VERSION', consistent(TYPE, ISSUER, '1', '00A')],
  ['identifier.check-character ERR_IDENTIFIER_CHECK', `${good}${good.at(-1)}`],
  ['identifier.form ERR_IDENTIFIER_CHARACTER', good.toLowerCase()],
  ['identifier.form ERR_IDENTIFIER_CHARACTER', ` ${good}`],
  ['identifier.form ERR_IDENTIFIER_CHARACTER', `${good}\n`],
  ['identifier.form ERR_IDENTIFIER_CHARACTER', good.replace('2026', '２０２６')],
  ['identifier.form ERR_IDENTIFIER_FORM', good.replace('.001.', '..')],
  ['identifier.form ERR_IDENTIFIER_FORM', `.${good}`],
  ['identifier.form ERR_IDENTIFIER_FORM', good.replaceAll('.', '')],
  ['identifier.form ERR_IDENTIFIER_FORM', consistent(TYPE, ISSUER, '1'.repeat(130), '001')],
  ['identifier.form ERR_IDENTIFIER_FORM', ''],
  ['identifier.form ERR_IDENTIFIER_FORM', '1'.repeat(1_000_000)],
  ['identifier.form ERR_IDENTIFIER_FORM', '1.'.repeat(79)],
  ['identifier.form ERR_IDENTIFIER_ISSUER_MISSING', `1.2.156.3003.2.${TYPE}.20181115.001.X`],
])('exactly %s fails', (failure, text) => {
  expect(deciding(text)).toEqual({ verdict: 'failed', failures: [failure] })
  expect(() => parseIdentifier(text)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
  )
})

test('check characters computed with the root, or without the issuer, are named', () => {
  const serial = '20260002'
  const rootIncluded = mod37of36(`1.2.156.3005.2${TYPE}${ISSUER}${serial}001`.replaceAll('.', ''))
  expect(deciding(VALID + rootIncluded).failures).toEqual([
    'identifier.check-character ERR_IDENTIFIER_CHECK_ROOT_INCLUDED',
  ])
  const withoutIssuer = mod37of36(`${TYPE}${serial}001`)
  expect(deciding(VALID + withoutIssuer).failures).toEqual([
    'identifier.check-character ERR_IDENTIFIER_CHECK_ISSUER_LEFT_OUT',
  ])
})

test('the parts of a wrong identifier make the right one', () => {
  const wrong = withPart(1, 'X')
  const { subject } = inspectIdentifier(wrong)
  expect(createIdentifier({ ...subject!, version: Number(subject!.version) })).toBe(good)
})

test('every change of one character of the checked parts is caught', () => {
  const start = '1.2.156.3005.2.'.length
  for (let i = start; i < good.length; i++) {
    if (good[i] === '.') continue
    for (const character of ALPHANUMERIC) {
      if (character === good[i]) continue
      const text = good.slice(0, i) + character + good.slice(i + 1)
      expect(inspectIdentifier(text).verdict, text).toBe('failed')
    }
  }
})

test('what createIdentifier makes, parseIdentifier reads', () => {
  const serial = fc.string({ unit: fc.constantFrom(...ALPHANUMERIC), minLength: 1, maxLength: 64 })
  fc.assert(
    fc.property(serial, fc.integer({ min: 1, max: 999 }), (text, version) => {
      const made = createIdentifier({ typeCode: TYPE, issuerCode: ISSUER, serial: text, version })
      expect(parseIdentifier(made)).toMatchObject({ serial: text, typeCode: TYPE, issuerCode: ISSUER })
      expect(encodeIdentifier(parseIdentifier(made))).toBe(made)
    }),
  )
})

test('a wrong call is the programmer’s', () => {
  expect(() => createIdentifier({ typeCode: TYPE, issuerCode: ISSUER, serial: '1', version: 1000 })).toThrow(
    RangeError,
  )
  expect(() => createIdentifier({ typeCode: TYPE, issuerCode: ISSUER, serial: 'a-1' })).toThrow(
    expect.objectContaining({ code: 'ERR_IDENTIFIER_SERIAL' }),
  )
})
