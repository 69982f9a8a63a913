import { describe, expect, test } from 'vitest'
import {
  CATALOGUE_RULES,
  EXAMPLE_CATALOGUE,
  explainCatalogueFinding,
  findLicenceType,
  type LicenceCatalogue,
  type LicenceType,
  lintCatalogue,
} from '../../src/catalogue/index.ts'
import { LicenceError } from '../../src/errors.ts'
import { creditCode } from './batch.ts'

const FACES = ['business-licence', 'id-card', 'construction-permit', 'safety-assessment', 'real-estate']
const BASE = findLicenceType(EXAMPLE_CATALOGUE, '11100000000013338W001')
const ESTATE = findLicenceType(EXAMPLE_CATALOGUE, '11100000MB03271699001')

const catalogueOf = (...types: readonly unknown[]) =>
  ({ name: '测试', version: '1', types }) as unknown as LicenceCatalogue
const told = (catalogue: LicenceCatalogue, reference: LicenceCatalogue | undefined = EXAMPLE_CATALOGUE) =>
  lintCatalogue(catalogue, { faces: FACES, ...(reference === undefined ? {} : { reference }) }).map(
    ({ rule, place }) => `${rule} ${place}`,
  )
const withItem = (change: object, type: LicenceType = BASE) => ({
  ...type,
  extensions: [{ ...type.extensions[0], ...change }, ...type.extensions.slice(1)],
})

test('nothing is found in the examples, held against themselves', () => {
  expect(told(EXAMPLE_CATALOGUE)).toEqual([])
})

describe('each rule finds what it is for, and nothing else does', () => {
  test.each<[string, unknown]>([
    ['catalogue.name /types/0/name', { ...BASE, name: '二级建造师执业证书　' }],
    ['catalogue.name-misspelt /types/0/name', { ...BASE, name: '二级建造师职业证书' }],
    ['catalogue.name-other /types/0/name', { ...BASE, name: '监理工程师证' }],
    ['catalogue.not-in-reference /types/0/code', { ...BASE, code: '11100000000013338W777' }],
    ['catalogue.authority-code /types/0/authority/code', { ...BASE, authority: { name: '部', code: '1' } }],
    [
      'catalogue.authority-mismatch /types/0/authority/code',
      { ...BASE, authority: { name: '部', code: '11100000MB03271699' } },
    ],
    ['catalogue.version /types/0/version', { ...BASE, version: 0 }],
    ['catalogue.label /types/0/extensions/0/label', withItem({ label: { 'zh-CN': '专业', en: ' ' } })],
    [
      'catalogue.label-taken /types/0/extensions/1/label',
      withItem({ label: { 'zh-CN': '聘用企业', en: 'A' } }),
    ],
    ['catalogue.extension-name /types/0/extensions/0/name', withItem({ name: '专业' })],
    ['catalogue.extension-name /types/0/extensions/0/name', withItem({ name: 'KZ_ZCZY' })],
    ['catalogue.extension-clash /types/0/extensions/0/name', withItem({ name: 'zzmc' })],
    ['catalogue.extension-clash /types/0/extensions/1/name', withItem({ name: 'pyqy' })],
    ['catalogue.extension-codes /types/0/extensions/0/codes', withItem({ kind: 'code', codes: {} })],
    ['catalogue.extension-codes /types/0/extensions/0/codes', withItem({ codes: { a: 'b' } })],
    ['catalogue.extension-unit /types/0/extensions/0/unit', withItem({ kind: 'money' })],
    ['catalogue.extension-unit /types/0/extensions/0/unit', withItem({ unit: '天' })],
    ['catalogue.extension-length /types/0/extensions/0/maxLength', withItem({ maxLength: 4001 })],
    ['catalogue.extension-personal /types/0/extensions/0/personal', withItem({ kind: 'citizen-number' })],
    ['catalogue.validity /types/0/validity/periods', { ...BASE, validity: { kind: 'fixed', periods: [] } }],
    [
      'catalogue.validity /types/0/validity/periods/1',
      { ...BASE, validity: { kind: 'fixed', periods: [{ years: 1 }, { months: 12 }] } },
    ],
    [
      'catalogue.validity /types/0/validity/periods/0',
      { ...BASE, validity: { kind: 'fixed', periods: [{ years: 0 }] } },
    ],
    ['catalogue.validity /types/0/validity/age', { ...BASE, validity: { kind: 'age', age: 200 } }],
    ['catalogue.validity-holder /types/0/validity', { ...ESTATE, validity: { kind: 'age', age: 60 } }],
    [
      'catalogue.holder-codes /types/0/holders/codeTypes',
      { ...BASE, holders: { kind: 'person', codeTypes: [] } },
    ],
    [
      'catalogue.holder-codes /types/0/holders/codeTypes/1',
      { ...BASE, holders: { kind: 'person', codeTypes: ['111', '112'] } },
    ],
    [
      'catalogue.holder-kind /types/0/holders/codeTypes/0',
      { ...BASE, holders: { kind: 'organisation', codeTypes: ['111'] } },
    ],
    [
      'catalogue.holder-limit /types/0/holders/limit',
      { ...BASE, holders: { kind: 'person', codeTypes: ['111'], limit: 0 } },
    ],
    ['catalogue.face /types/0/face', { ...BASE, face: 'constructor' }],
    ['catalogue.level /types/0/level', { ...BASE, level: 5 }],
    ['catalogue.level-low /types/0/level', { ...BASE, level: 2 }],
    ['catalogue.security-class /types/0/securityClass', { ...BASE, securityClass: 'secret' }],
    ['catalogue.security-class /types/0/securityClass', { ...BASE, securityClass: undefined }],
    ['catalogue.area /types/0/areas', { ...BASE, areas: [] }],
    ['catalogue.area /types/0/areas/1', { ...BASE, areas: ['330000', '33'] }],
    ['catalogue.related-item /types/0/relatedItems/0', { ...BASE, relatedItems: [{ name: '', code: '1' }] }],
    ['catalogue.state-dates /types/0/state', { ...BASE, publishedOn: undefined }],
    ['catalogue.state-dates /types/0/state', { ...BASE, withdrawnOn: '2025-01-01' }],
    ['catalogue.state-dates /types/0/state', { ...BASE, state: 'withdrawn', withdrawnOn: '2020-01-01' }],
    ['catalogue.state-dates /types/0/state', { ...BASE, publishedOn: '2021-02-30' }],
  ])('%s (case %#)', (expected, type) => expect(told(catalogueOf(type))).toEqual([expected]))

  test.each<[string, readonly unknown[]]>([
    ['catalogue.duplicate /types/1', [BASE, { ...BASE, state: 'draft' }]],
    ['catalogue.published-twice /types/1/state', [BASE, { ...BASE, version: 2 }]],
    [
      'catalogue.version-gap /types/1/version',
      [
        { ...BASE, state: 'draft' },
        { ...BASE, version: 3 },
      ],
    ],
    [
      'catalogue.authority-name /types/1/authority/name',
      [BASE, { ...BASE, version: 2, state: 'draft', authority: { ...BASE.authority, name: '住建部' } }],
    ],
  ])('%s (several entries)', (expected, types) => expect(told(catalogueOf(...types))).toEqual([expected]))

  test('codes that are wrong are not in a reference either', () => {
    expect(told(catalogueOf({ ...BASE, code: '1110000000001333' }))).toEqual([
      'catalogue.type-code /types/0/code',
      'catalogue.not-in-reference /types/0/code',
    ])
    expect(told(catalogueOf({ ...BASE, code: '111000000000133381001' }))).toEqual([
      'catalogue.type-code-check /types/0/code',
      'catalogue.not-in-reference /types/0/code',
    ])
  })
  test('a type without a number', () => {
    expect(told(catalogueOf({ ...BASE, code: '11100000000013338W000' }))).toEqual([
      'catalogue.type-sequence /types/0/code',
      'catalogue.not-in-reference /types/0/code',
    ])
  })
  test('two types of one name', () => {
    const code = `${creditCode(7, '330000', '11')}001`
    const authority = { name: '厅', code: code.slice(0, 18) }
    const found = lintCatalogue(catalogueOf(BASE, { ...BASE, code, authority }))
    expect(found).toMatchObject([
      { rule: 'catalogue.name-taken', place: '/types/1/name', facts: { other: BASE.code } },
    ])
  })
})

describe('what is said of it', () => {
  test('a name that is a character off is proposed right', () => {
    const [finding] = lintCatalogue(catalogueOf({ ...BASE, name: '二级建造师职业证书' }), {
      reference: EXAMPLE_CATALOGUE,
    })
    expect(finding).toMatchObject({ severity: 'error', type: BASE.code, proposal: BASE.name })
    expect(explainCatalogueFinding(finding!, 'zh-CN')).toBe(
      '名称“二级建造师职业证书”与参照目录中的“二级建造师执业证书”有细微差别。其中之一有误，整批数据会因此被退回。建议改为：二级建造师执业证书',
    )
    expect(explainCatalogueFinding(finding!, 'en')).toMatch(/^The name .* Proposed: 二级建造师执业证书$/)
  })
  test('without a reference and faces, neither is asked', () => {
    const odd = { ...BASE, name: '二级建造师职业证书', face: 'nowhere' }
    expect(lintCatalogue(catalogueOf(odd))).toEqual([])
  })
  test('every rule has its sentences in both languages', () => {
    expect(Object.keys(CATALOGUE_RULES).length).toBeGreaterThanOrEqual(25)
    for (const [id, { found, remedy }] of Object.entries(CATALOGUE_RULES)) {
      expect(id).toMatch(/^catalogue\.[a-z-]+$/)
      for (const sentence of [found, remedy]) {
        expect(sentence.en).toMatch(/[.]$/)
        expect(sentence['zh-CN']).toMatch(/[\u4e00-\u9fff].*。$/)
      }
    }
  })
})

describe('finding a type', () => {
  const editions = catalogueOf(
    { ...BASE, state: 'withdrawn' },
    { ...BASE, version: 2 },
    { ...BASE, version: 3, state: 'draft' },
  )
  test('the edition that is published', () => expect(findLicenceType(editions, BASE.code).version).toBe(2))
  test('else the latest', () => {
    const drafts = editions.types.map((type): LicenceType => ({ ...type, state: 'draft' }))
    expect(findLicenceType({ ...editions, types: drafts }, BASE.code).version).toBe(3)
  })
  test('none', () => expect(() => findLicenceType(editions, ESTATE.code)).toThrow(LicenceError))
})
