import { CoreError } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LicenceError } from '../../src/errors.ts'
import { encodeCustomData } from '../../src/metadata/custom-data.ts'
import { MetadataError } from '../../src/metadata/finding.ts'
import { encodeLicenceJson, parseLicenceJson } from '../../src/metadata/json.ts'
import { SAMPLE } from '../sample.ts'
import { licences } from './licences.ts'

describe('the same data comes back', () => {
  test('from JSON', () => {
    fc.assert(
      fc.property(licences, (data) => {
        expect(parseLicenceJson(encodeLicenceJson(data))).toEqual(data)
      }),
    )
  })
  test('from JSON under short names', () => {
    fc.assert(
      fc.property(licences, (data) => {
        const flat: Record<string, string[]> = {}
        for (const { name, value } of encodeCustomData(data)) flat[name] = [...(flat[name] ?? []), value]
        expect(parseLicenceJson(JSON.stringify(flat))).toEqual(data)
      }),
    )
  })
})

const findingsOf = (text: string) => {
  try {
    parseLicenceJson(text)
  } catch (error) {
    if (error instanceof MetadataError) return error.findings.map(({ code, element }) => `${code} ${element}`)
    throw error
  }
  return []
}

describe('JSON that is refused', () => {
  const flat = Object.fromEntries(encodeCustomData(SAMPLE).map(({ name, value }) => [name, value]))
  test('short names, one value each', () => expect(parseLicenceJson(JSON.stringify(flat))).toEqual(SAMPLE))

  test.each<[string, unknown, string[]]>([
    ['an unknown member', { ...SAMPLE, extra: 1 }, ['ERR_METADATA_UNKNOWN extra']],
    [
      'both forms at once',
      { ...SAMPLE, ...flat },
      Object.keys(SAMPLE).map((name) => `ERR_METADATA_UNKNOWN ${name}`),
    ],
    ['a number', { ...flat, ZZBH: 7 }, ['ERR_METADATA_VALUE ZZBH']],
    ['a list in a list', { ...flat, ZZMC: [['甲']] }, ['ERR_METADATA_VALUE ZZMC']],
    ['two of what is one', { ...flat, ZZBH: ['1', '2'] }, ['ERR_METADATA_DUPLICATE ZZBH']],
    ['no object', {}, []],
  ])('%s', (_, json, expected) => {
    const found = findingsOf(JSON.stringify(json))
    if (expected.length > 0) expect(found).toEqual(expected)
    else expect(found.length).toBeGreaterThan(5)
  })
  test.each([
    '',
    '[]',
    'null',
    '{"name":"a","name":"b"}',
    '{"__proto__":{}}',
    `{"a":${'['.repeat(9)}${']'.repeat(9)}}`,
  ])('%s', (text) => expect(() => parseLicenceJson(text)).toThrow(CoreError))
  test('too long', () => {
    expect(() => parseLicenceJson(encodeLicenceJson(SAMPLE), 100)).toThrow(LicenceError)
  })
  test('what is wrong is not written', () => {
    expect(() => encodeLicenceJson({ ...SAMPLE, name: '' })).toThrow(MetadataError)
  })
})
