import { CoreError } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import {
  createDryRun,
  EXAMPLE_CATALOGUE,
  encodeCatalogue,
  findLicenceType,
  type LicenceCatalogue,
  parseCatalogue,
} from '../../src/catalogue/index.ts'
import { LicenceError } from '../../src/errors.ts'
import { SAMPLE_LICENCES } from '../../src/faces/samples.ts'
import { inspectMetadata } from '../../src/index.ts'
import { SAMPLE } from '../sample.ts'

const [FIRST] = EXAMPLE_CATALOGUE.types

test('what is written is read back', () => {
  const json = encodeCatalogue(EXAMPLE_CATALOGUE)
  expect(parseCatalogue(json)).toEqual(EXAMPLE_CATALOGUE)
  expect(encodeCatalogue(parseCatalogue(JSON.stringify(EXAMPLE_CATALOGUE, null, 2)))).toBe(json)
})

test('ten types, each of a code of its own; data can be held to them', () => {
  expect(new Set(EXAMPLE_CATALOGUE.types.map(({ code }) => code)).size).toBe(10)
  const type = EXAMPLE_CATALOGUE.types.find(({ code }) => code === SAMPLE.typeCode)!
  expect(inspectMetadata(SAMPLE, { type }).verdict).toBe('passed')
})

describe('the types whose faces are drawn', () => {
  test.each(Object.entries(SAMPLE_LICENCES))('hold for the sample of %s', (_, data) => {
    const type = findLicenceType(EXAMPLE_CATALOGUE, data.typeCode)
    expect(inspectMetadata(data, { type }).checks.filter(({ status }) => status !== 'passed')).toEqual([])
    const row = { ...data, state: '01', operation: '01' }
    const run = createDryRun({ catalogue: EXAMPLE_CATALOGUE, at: new Date('2026-06-01') })
    expect(run.check(row)).toEqual([])
    expect(type.face).toBeDefined()
  })
})

describe('what is refused', () => {
  const placeOf = (catalogue: unknown): unknown => {
    try {
      parseCatalogue(JSON.stringify(catalogue))
    } catch (error) {
      if (error instanceof LicenceError && error.code === 'ERR_CATALOGUE_FORM') return error.facts['place']
      throw error
    }
    return undefined
  }
  const withType = (change: object) => ({ ...EXAMPLE_CATALOGUE, types: [{ ...FIRST, ...change }] })

  test.each<[unknown, string]>([
    [[], '/name'],
    [7, '/'],
    [withType({ extensions: [{ name: 'A', kind: 'text', label: [] }] }), '/types/0/extensions/0/label'],
    [withType({ extensions: [{ name: 'A', kind: 'code', codes: [] }] }), '/types/0/extensions/0/codes'],
    [withType({ validity: { kind: 'fixed', periods: [[]] } }), '/types/0/validity/periods/0'],
    [{}, '/name'],
    [{ ...EXAMPLE_CATALOGUE, extra: 1 }, '/extra'],
    [{ ...EXAMPLE_CATALOGUE, types: {} }, '/types'],
    [withType({ code: 7 }), '/types/0/code'],
    [withType({ 'a/b~c': 7 }), '/types/0/a~1b~0c'],
    [withType({ state: 'gone' }), '/types/0/state'],
    [withType({ validity: { kind: 'forever' } }), '/types/0/validity/kind'],
    [withType({ validity: { kind: 'endless', periods: [] } }), '/types/0/validity/periods'],
    [withType({ validity: { kind: 'fixed', periods: [{ days: 3 }] } }), '/types/0/validity/periods/0/days'],
    [withType({ holders: { kind: 'person' } }), '/types/0/holders/codeTypes'],
    [withType({ extensions: [{ name: 'A', kind: 'blob' }] }), '/types/0/extensions/0/kind'],
    [
      withType({ extensions: [{ name: 'A', kind: 'code', codes: { a: 1 } }] }),
      '/types/0/extensions/0/codes/a',
    ],
    [withType({ areas: Array.from({ length: 2001 }, () => '330000') }), '/types/0/areas'],
    [withType({ name: 'x'.repeat(2001) }), '/types/0/name'],
    [withType({ level: '3' }), '/types/0/level'],
  ])('case %#', (catalogue, place) => expect(placeOf(catalogue)).toBe(place))

  test.each(['', 'null', '{"name":"a","name":"b"}', '{"__proto__":1}', '['.repeat(100)])('%j', (json) => {
    expect(() => parseCatalogue(json)).toThrow(json === 'null' ? LicenceError : CoreError)
  })
  test('too long, or of too many types', () => {
    const json = encodeCatalogue(EXAMPLE_CATALOGUE)
    expect(() => parseCatalogue(json, { size: 100 })).toThrow(LicenceError)
    expect(() => parseCatalogue(json, { types: 9 })).toThrow(LicenceError)
    expect(parseCatalogue(json, { types: 10 }).types).toHaveLength(10)
  })
  test('what is no catalogue is not written', () => {
    expect(() => encodeCatalogue({ name: 'a' } as LicenceCatalogue)).toThrow(LicenceError)
  })
})
