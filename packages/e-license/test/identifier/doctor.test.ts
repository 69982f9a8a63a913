import { CORE_CODES } from '@xinyin/core'
import { regionOf } from '@xinyin/core/regions'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LICENCE_CODES } from '../../src/codes.ts'
import { diagnoseIdentifier } from '../../src/identifier/doctor/diagnose.ts'
import type { IdentifierFault } from '../../src/identifier/doctor/fault.ts'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import { isIdentifier } from '../../src/identifier/is-identifier.ts'
import { mod37of36 } from '../../src/identifier/iso7064.ts'

const VALID = '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P'
const TYPE = '11100000MB03271699001'
const ISSUER = '11330105002500287C'

const KNOWN = new Set(Object.keys({ ...CORE_CODES, ...LICENCE_CODES }))

/** Faults as `code "the text at that place"`. */
const say = (text: string, faults: readonly IdentifierFault[]) =>
  faults.map(({ code, start, end }) => `${code.replace('ERR_IDENTIFIER_', '')} "${text.slice(start, end)}"`)

const diagnose = (text: string) => {
  const { faults, proposals, report } = diagnoseIdentifier(text)
  expect(report.verdict === 'passed').toBe(faults.every(({ isWarning }) => isWarning))
  for (const { code, start, end } of [...faults, ...proposals.flatMap(({ changes }) => changes)]) {
    expect(KNOWN.has(code), code).toBe(true)
    expect(start <= end && end <= text.length && start >= 0).toBe(true)
  }
  for (const { identifier } of proposals) expect(isIdentifier(identifier)).toBe(true)
  return {
    faults: say(text, faults),
    proposals: proposals.map(({ by, identifier, changes }) => ({
      by,
      identifier,
      changes: say(text, changes),
    })),
  }
}

test('a right identifier has no faults, and a region as its issuer is a warning in its place', () => {
  expect(diagnose(VALID)).toEqual({ faults: [], proposals: [] })
  const byRegion = createIdentifier({ typeCode: TYPE, issuerCode: '340100', serial: '1' })
  expect(diagnose(byRegion)).toEqual({ faults: ['ISSUER_REGION "340100"'], proposals: [] })
})

describe('how it is typed', () => {
  test.each([
    ['small letters', VALID.replace('MB', 'mb'), ['CASE "mb"']],
    ['full-width characters', VALID.replace('2026', '２０２６'), ['WIDTH "２０２６"']],
    ['full-width small letters', VALID.replace('MB', 'ｍｂ'), ['WIDTH "ｍｂ"']],
    ['blanks around', `  ${VALID}\r\n`, ['BLANK "  "', 'BLANK "\r\n"']],
    ['blanks inside', VALID.replace('1133', '11 33'), ['BLANK " "']],
    [
      'a character that does not show',
      `\ufeff${VALID.replace('1133', '11\u200b33')}`,
      ['BLANK "\ufeff"', 'BLANK "\u200b"'],
    ],
    ['ideographic full stops', VALID.replace('.001.', '。001。'), ['SEPARATOR "。"', 'SEPARATOR "。"']],
    ['hyphens', VALID.replace('.001.', '-001—'), ['SEPARATOR "-"', 'SEPARATOR "—"']],
    ['a label and a full stop', `证照标识：${VALID}。`, ['AROUND "证照标识："', 'AROUND "。"']],
    ['quotation marks', `“${VALID}”`, ['AROUND "“"', 'AROUND "”"']],
    ['an emoji before it', `😀${VALID.replace('MB', 'mb')}`, ['AROUND "😀"', 'CASE "mb"']],
  ])('%s', (_, text, faults) => {
    expect(diagnose(text)).toEqual({
      faults,
      proposals: [{ by: 'writing', identifier: VALID, changes: faults }],
    })
  })

  test.each([
    ['no dots', VALID.replaceAll('.', '')],
    ['one dot too few', VALID.replace('.2026', '2026')],
    ['one dot too many', VALID.replace('.2026', '..2026')],
    ['a dot inside a part', VALID.replace('2026', '20.26')],
    ['no root', VALID.slice('1.2.156.3005.2.'.length)],
    ['no dots, and a mistyped root', VALID.replace('3005', '3003').replaceAll('.', '')],
  ])('%s', (_, text) => {
    const { proposals } = diagnose(text)
    expect(proposals).toEqual([{ by: 'writing', identifier: VALID, changes: [`DOTS "${text}"`] }])
  })

  test('no dots, with a region as the issuer', () => {
    const byRegion = createIdentifier({ typeCode: TYPE, issuerCode: '340100', serial: 'A1' })
    expect(diagnose(byRegion.replaceAll('.', '')).proposals[0]?.identifier).toBe(byRegion)
    // 3401000000 could be the issuer, or 340100 with a serial of four zeros and more: nothing is guessed.
    const doubtful = createIdentifier({ typeCode: TYPE, issuerCode: '340100', serial: '000012' })
    expect(diagnose(doubtful.replaceAll('.', '')).proposals).toEqual([])
  })
})

describe('known faults', () => {
  test('a mistyped root', () => {
    const fault = 'ROOT_MISTYPED "1.2.156.3003.2"'
    expect(diagnose(VALID.replace('3005', '3003'))).toEqual({
      faults: [fault],
      proposals: [{ by: 'computing', identifier: VALID, changes: [fault] }],
    })
  })

  const body = `${TYPE}${ISSUER}2026000001001`
  test.each([
    ['CHECK_PLACEHOLDER', 'X'],
    ['CHECK_ROOT_INCLUDED', mod37of36(`1215630052${body}`)],
    ['CHECK_ISSUER_LEFT_OUT', mod37of36(`${TYPE}2026000001001`)],
    ['CHECK_ROOT_FOR_ISSUER', mod37of36(`1215630052${TYPE}2026000001001`)],
    ['CHECK_LETTERS_FROM_11', '1'],
  ])('%s', (code, found) => {
    const fault = `${code} "${found}"`
    expect(diagnose(VALID.slice(0, -1) + found)).toEqual({
      faults: [fault],
      proposals: [{ by: 'computing', identifier: VALID, changes: [fault] }],
    })
  })

  test('a version that was not filled up', () => {
    const { proposals } = diagnose(VALID.replace('.001.', '.1.'))
    expect(proposals).toEqual([{ by: 'computing', identifier: VALID, changes: ['VERSION "1"'] }])
  })

  test('no issuer: nothing can be proposed', () => {
    const text = `1.2.156.3005.2.${TYPE}.2026000001.001.P`
    expect(diagnose(text)).toEqual({ faults: ['ISSUER_MISSING ""'], proposals: [] })
    expect(diagnoseIdentifier(text).faults[0]?.start).toBe(text.indexOf('2026'))
    expect(diagnose(text.replace('3005', '3003')).faults).toEqual([
      'ROOT_MISTYPED "1.2.156.3003.2"',
      'ISSUER_MISSING ""',
    ])
  })

  test('version 000 is no slip', () => {
    expect(diagnose(VALID.replace('.001.', '.000.')).proposals).toEqual([])
  })
})

describe('slips of the finger', () => {
  test.each([
    ['O for 0 in the type code', VALID.replace('11100000MB', '1110O000MB'), ['LOOK_ALIKE "O"']],
    ['I for 1, twice', VALID.replace('11330105', 'I1330I05'), ['LOOK_ALIKE "I"', 'LOOK_ALIKE "I"']],
    ['I for 1 in the sequence', VALID.replace('99001', '9900I'), ['LOOK_ALIKE "I"']],
    [
      'O for 0 in both codes',
      VALID.replaceAll('0000', '00O0').replace('00O001', '000001'),
      ['LOOK_ALIKE "O"'],
    ],
    ['another digit', VALID.replace('330105', '330106'), ['SUBSTITUTED "6"']],
    ['a letter that no code has', VALID.replace('330105', '33V105'), ['SUBSTITUTED "V"']],
    ['neighbours swapped', VALID.replace('0287C', '0278C'), ['SWAPPED "78"']],
    ['a digit left out', VALID.replace('0287C', '027C').replace('27C', '28C'), ['LEFT_OUT ""']],
    ['a digit too many', VALID.replace('0287C', '02887C'), ['TOO_MANY "8"']],
    ['a small l for 1', VALID.replace('.1133', '.l133'), ['CASE "l"', 'SUBSTITUTED "l"']],
  ])('%s', (_, text, changes) => {
    expect(diagnose(text).proposals).toEqual([{ by: 'guessing', identifier: VALID, changes }])
  })

  test('neighbours swapped in the serial: the check character may be wrong as well', () => {
    const text = VALID.replace('2026000001', '2026000010')
    const computed = `${text.slice(0, -1)}${mod37of36(`${TYPE}${ISSUER}2026000010001`)}`
    expect(diagnose(text).proposals).toEqual([
      { by: 'computing', identifier: computed, changes: ['CHECK "P"'] },
      { by: 'guessing', identifier: VALID, changes: ['SWAPPED "10"'] },
    ])
  })

  test('O for 0 in the serial', () => {
    const { proposals } = diagnose(VALID.replace('2026000001', '2O26000001'))
    expect(proposals.map(({ by, identifier }) => [by, identifier])).toContainEqual(['guessing', VALID])
  })

  test('letters that cannot be meant, under a check character computed over them', () => {
    const typeCode = TYPE.replace('11100000', '1110000O')
    const checkCharacter = mod37of36(`${typeCode}${ISSUER}2026000001001`)
    const text = `1.2.156.3005.2.${typeCode}.${ISSUER}.2026000001.001.${checkCharacter}`
    expect(diagnose(text).proposals).toEqual([
      { by: 'computing', identifier: VALID, changes: ['LOOK_ALIKE "O"', `CHECK "${checkCharacter}"`] },
    ])
  })

  test('two slips are too many', () => {
    expect(diagnose(VALID.replace('330105', '330106').replace('MB0327', 'MB0328')).proposals).toEqual([])
  })

  test('a slip is marked where the credit code says that it is', () => {
    expect(diagnose(VALID.replace('330105', '33O105')).faults[0]).toBe('ERR_USCC_CHARACTER "O"')
    expect(diagnose(VALID.replace('330105', '330106')).faults[0]).toBe('ERR_USCC_CHECK "11330106002500287C"')
  })
})

const serial = fc.stringMatching(/^[0-9A-Z]{6,20}$/)
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const TYPE_AT = '1.2.156.3005.2.'.length
const placeInCodes = fc.oneof(
  fc.integer({ min: TYPE_AT, max: TYPE_AT + 17 }),
  fc.integer({ min: TYPE_AT + 22, max: TYPE_AT + 39 }),
)

test('whatever one slip in a code becomes, another identifier than the one that was meant is never proposed', () => {
  fc.assert(
    fc.property(
      serial,
      placeInCodes,
      fc.constantFrom(...USCC_ALPHABET, ...'OISVZ'),
      fc.boolean(),
      (text, at, other, isSwap) => {
        const good = createIdentifier({ typeCode: TYPE, issuerCode: ISSUER, serial: text })
        const isSwapped = isSwap && good[at + 1] !== '.'
        const wrong = isSwapped
          ? good.slice(0, at) +
            good
              .slice(at, at + 2)
              .split('')
              .reverse()
              .join('') +
            good.slice(at + 2)
          : good.slice(0, at) + other + good.slice(at + 1)
        for (const { identifier, by } of diagnoseIdentifier(wrong).proposals)
          expect({ identifier, by }).toEqual({ identifier: good, by: 'guessing' })
      },
    ),
    { numRuns: 500 },
  )
})

test('most slips in a code are mended, and with the table of regions no fewer', () => {
  const counts = { slips: 0, plain: 0, withRegions: 0 }
  for (let at = TYPE_AT; at < TYPE_AT + 40; at++) {
    for (const other of '0369BKY') {
      const wrong = VALID.slice(0, at) + other + VALID.slice(at + 1)
      if (VALID[at] === '.' || wrong === VALID || (at > TYPE_AT + 17 && at < TYPE_AT + 22)) continue
      counts.slips++
      counts.plain += diagnoseIdentifier(wrong).proposals.length
      counts.withRegions += diagnoseIdentifier(wrong, { regionOf }).proposals.length
    }
  }
  expect(counts.plain / counts.slips).toBeGreaterThan(0.8)
  expect(counts.withRegions).toBeGreaterThanOrEqual(counts.plain)
})

test('nothing that it is given makes it throw, and faults lie in the text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9A-Za-z.。\- ]{0,90}$/),
    fc
      .tuple(fc.nat(VALID.length), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.nat(12))
      .map(([at, put, cut]) => VALID.slice(0, at) + put + VALID.slice(at + cut)),
  )
  fc.assert(
    fc.property(text, (input) => {
      diagnose(input)
    }),
    { numRuns: 2000 },
  )
})

test('a long text is refused and not searched', () => {
  const { report, faults, proposals } = diagnoseIdentifier('1.'.repeat(500_000))
  expect([report.verdict, faults.length, proposals.length]).toEqual(['failed', 1, 0])
})

test('regions are named, and one that is not there today is a warning', () => {
  const { report } = diagnoseIdentifier(VALID, { regionOf })
  expect(report.checks.find(({ id }) => id === 'identifier.issuer-code')?.facts).toMatchObject({
    name: '浙江省杭州市拱墅区',
  })
})
