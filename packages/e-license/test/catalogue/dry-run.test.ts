import { describe, expect, test } from 'vitest'
import {
  createDryRun,
  type DryRunOptions,
  dryRun,
  EXAMPLE_CATALOGUE,
  explainRowFinding,
  type LicenceType,
  ROW_RULES,
  type RowFinding,
} from '../../src/catalogue/index.ts'
import { LicenceError } from '../../src/errors.ts'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import { SAMPLE } from '../sample.ts'
import { AT, citizenNumber, createRow, creditCode, type FlatRow, rowOf } from './batch.ts'

const OPTIONS: DryRunOptions = { catalogue: EXAMPLE_CATALOGUE, at: AT }
const PERMIT = '11100000000013338W009'
const ID_CARD = '111000000000131433001'
const SAFETY = '11100000000013338W011'
const ESTATE = '11100000MB03271699001'

const check = (rows: readonly unknown[], options = OPTIONS): RowFinding[] => {
  const run = createDryRun(options)
  return [...rows.flatMap((row) => run.check(row)), ...run.finish()]
}
const told = (rows: readonly unknown[], options = OPTIONS) =>
  check(rows, options).map(({ rule, field }) => `${rule} ${field}`)

describe('right rows', () => {
  test('none of a thousand is found fault with', () => {
    expect(told(Array.from({ length: 1000 }, (_, seed) => createRow(seed)))).toEqual([])
  })
  test('LicenceData is taken as it is', () => {
    const data = {
      ...SAMPLE,
      issuers: [{ name: '示例市城乡建设委员会', code: creditCode(1, '330100', '11') }],
    }
    const identifier = createIdentifier({ typeCode: PERMIT, issuerCode: data.issuers[0]!.code, serial: 'A1' })
    const status = { uri: 'https://status.example.gov.cn/1', index: 7 }
    expect(told([{ ...data, identifier, status, state: '01' }])).toEqual([])
  })
  test('English names of platforms, in either case', () => {
    const { ZZBH, CZZTDM, ZZMC, ...row } = rowOf(PERMIT)
    expect(
      told([{ ...row, certificate_number: ZZBH, CertificateHolderCode: CZZTDM, certificate_name: ZZMC }]),
    ).toEqual([])
  })
  test('names of one’s own', () => {
    const row = { ...rowOf(PERMIT), CZLX: '09', associatedZzeCertID: createRow(7)['ZZBS'] }
    expect(told([row])).toEqual(['row.element-unknown associatedZzeCertID', 'row.previous-missing GLZZBS'])
    expect(told([row], { ...OPTIONS, columns: { associatedZzeCertID: 'GLZZBS' } })).toEqual([])
  })
  test('several values in one cell, with a line between them', () => {
    const row = createRow(12)
    expect(row['CZZT']).toHaveLength(1)
    const two = { ...row, CZZT: '甲公司|乙公司', CZZTDM: `${creditCode(8)}|${creditCode(9)}` }
    expect(told([{ ...two, CZZTDMLXDM: '001|001', CZZTDMLX: '' }])).toEqual([])
  })
})

/** What is wrong with a row, by the rule and field that tell it. */
type Seed = readonly [expected: string, base: string, change: (row: FlatRow) => unknown, proposal?: string]

const text = (row: FlatRow, name: string) => String(row[name])
const identifierOf = (row: FlatRow, parts: Partial<Parameters<typeof createIdentifier>[0]>) =>
  createIdentifier({
    typeCode: text(row, 'ZZLXDM'),
    issuerCode: text(row, 'ZZBFJGDM'),
    serial: 'X1',
    ...parts,
  })
const without = (row: FlatRow, name: string) => {
  const { [name]: _, ...rest } = row
  return rest
}
const renamed = (row: FlatRow, from: string, to: string) => ({ ...without(row, from), [to]: row[from] })
const otherCheck = (identifier: string) => identifier.slice(0, -1) + (identifier.endsWith('7') ? '8' : '7')

const SEEDS: readonly Seed[] = [
  ['row.form ', PERMIT, () => null],
  ['row.value-kind ZZBH', PERMIT, (row) => ({ ...row, ZZBH: 20260001 })],
  ['row.element-missing ZZBH', PERMIT, (row) => without(row, 'ZZBH')],
  ['row.element-missing CZZTDM', PERMIT, (row) => ({ ...row, CZZTDM: '' })],
  [
    'row.element-missing JZJZZSY',
    PERMIT,
    (row) => ({ ...row, JZJZZSJ: '2026-05-01 10:00:00', JZJZZZ: '甲' }),
  ],
  ['row.element-unknown 备用字段', PERMIT, (row) => ({ ...row, 备用字段: '1' })],
  ['row.element-misspelt ZZBFRG', PERMIT, (row) => renamed(row, 'ZZBFRQ', 'ZZBFRG'), 'ZZBFRQ'],
  ['row.element-misspelt zzmc', PERMIT, (row) => renamed(row, 'ZZMC', 'zzmc'), 'ZZMC'],
  ['row.element-twice ZZBH', PERMIT, (row) => ({ ...row, certificate_number: row['ZZBH'] })],
  ['row.element-twice ZZMC', PERMIT, (row) => ({ ...row, ZZMC: [text(row, 'ZZMC'), '乙'] })],
  ['row.value-kind CZZT', PERMIT, (row) => ({ ...row, CZZT: { name: '甲' } })],
  ['row.placeholder ZZBH', PERMIT, (row) => ({ ...row, ZZBH: 'NULL' })],
  ['row.placeholder ZZBGYY', PERMIT, (row) => ({ ...row, ZZBGYY: 'null' })],
  ['row.control-character KZ_GCMC', PERMIT, (row) => ({ ...row, KZ_GCMC: '工程\u0007一期' }), '工程一期'],
  ['row.lone-surrogate KZ_GCMC', PERMIT, (row) => ({ ...row, KZ_GCMC: '工程\ud842' })],
  ['row.blanks ZZMC', PERMIT, (row) => ({ ...row, ZZMC: `${row['ZZMC']} ` }), '建筑工程施工许可证'],
  [
    'row.blanks ZZBFJGDM',
    PERMIT,
    (row) => ({ ...row, ZZBFJGDM: text(row, 'ZZBFJGDM').replace('33', '33 ') }),
  ],
  ['row.full-width ZZBFRQ', PERMIT, (row) => ({ ...row, ZZBFRQ: '２０２２-03-03' }), '2022-03-03'],
  ['row.lower-case ZZLXDM', PERMIT, (row) => ({ ...row, ZZLXDM: PERMIT.toLowerCase() }), PERMIT],
  ['row.too-long KZ_GCMC', PERMIT, (row) => ({ ...row, KZ_GCMC: '长'.repeat(201) })],
  ['row.too-long ZZBGYY', PERMIT, (row) => ({ ...row, ZZBGYY: '长'.repeat(4001) })],
  ['row.date ZZBFRQ', PERMIT, (row) => ({ ...row, ZZBFRQ: '2022-02-30' })],
  ['row.date ZZYXQQSRQ', PERMIT, (row) => ({ ...row, ZZYXQQSRQ: '2022/3/3' }), '2022-03-03'],
  ['row.date CJSJ', PERMIT, (row) => ({ ...row, CJSJ: '2022-03-03' })],
  ['row.date-form ZZBFRQ', PERMIT, (row) => ({ ...row, ZZBFRQ: '20220303' }), '2022-03-03'],
  ['row.period ZZYXQJZRQ', PERMIT, (row) => ({ ...row, ZZYXQJZRQ: '2022-03-02' })],
  ['row.date-order ZZYXQJZRQ', PERMIT, (row) => ({ ...without(row, 'ZZYXQQSRQ'), ZZYXQJZRQ: '2019-03-02' })],
  ['row.date-order ZZBGSJ', PERMIT, (row) => ({ ...row, ZZBGSJ: '2019-03-03 10:00:00' })],
  [
    'row.date-order JZJYXQJZSJ',
    PERMIT,
    (row) => ({
      ...row,
      ...{ JZJZZSJ: '2026-05-01 10:00:00', JZJZZZ: '甲', JZJZZSY: '开户', JZJYXQJZSJ: '2026-04-01 10:00:00' },
    }),
  ],
  [
    'row.later ZZBFRQ',
    PERMIT,
    (row) => ({ ...row, ZZBFRQ: '2026-06-02', ZZYXQQSRQ: '2026-06-02', ZZYXQJZRQ: '2028-06-01' }),
  ],
  ['row.later CJSJ', PERMIT, (row) => ({ ...row, CJSJ: '2036-05-01 10:00:00' })],
  ['row.type-code ZZLXDM', PERMIT, (row) => ({ ...row, ZZLXDM: 'SGXKZ' }), PERMIT],
  ['row.type-unknown ZZLXDM', PERMIT, (row) => ({ ...row, ZZLXDM: '11100000000013338W099' }), PERMIT],
  ['row.name ZZMC', PERMIT, (row) => ({ ...row, ZZMC: '建设工程施工许可证' }), '建筑工程施工许可证'],
  ['row.identifier-form ZZBS', PERMIT, (row) => ({ ...row, ZZBS: text(row, 'ZZBS').slice(0, 40) })],
  [
    'row.identifier-root ZZBS',
    PERMIT,
    (row) => ({ ...row, ZZBS: text(row, 'ZZBS').replace('1.2.156.3005.2', '1.2.156.3003.2') }),
  ],
  [
    'row.identifier-code ZZBS',
    PERMIT,
    (row) => ({ ...row, ZZBS: text(row, 'ZZBS').replace(/(\.11100000000013338W009\.)(\d{17})./, '$1$2Z') }),
  ],
  ['row.identifier-check ZZBS', PERMIT, (row) => ({ ...row, ZZBS: otherCheck(text(row, 'ZZBS')) })],
  [
    'row.identifier-version ZZBS',
    PERMIT,
    (row) => ({ ...row, ZZBS: text(row, 'ZZBS').replace('.001.', '.000.') }),
  ],
  ['row.identifier-type ZZBS', PERMIT, (row) => ({ ...row, ZZBS: identifierOf(row, { typeCode: SAFETY }) })],
  [
    'row.identifier-issuer ZZBS',
    PERMIT,
    (row) => ({ ...row, ZZBS: identifierOf(row, { issuerCode: creditCode(99, '330200', '11') }) }),
  ],
  [
    'row.identifier-region ZZBS',
    PERMIT,
    (row) => ({ ...row, ZZBS: identifierOf(row, { issuerCode: '330100' }) }),
  ],
  [
    'row.issuer-code ZZBFJGDM',
    PERMIT,
    (row) => ({
      ...row,
      ZZBFJGDM: text(row, 'ZZBFJGDM').replace(/.$/, (last) => (last === '1' ? '2' : '1')),
    }),
  ],
  ['row.issuer-region ZZBFJGDM', PERMIT, (row) => ({ ...row, ZZBFJGDM: '330100' })],
  [
    'row.count ZZBFJGDM',
    PERMIT,
    (row) => ({ ...row, ZZBFJG: [text(row, 'ZZBFJG'), '示例省住房和城乡建设厅'] }),
  ],
  ['row.count CZZTDM', ESTATE, (row) => ({ ...row, CZZTDM: [...(row['CZZTDM'] as string[]), 'E12345678'] })],
  ['row.holder-type CZZTDMLXDM', SAFETY, (row) => ({ ...row, CZZTDMLXDM: '112', CZZTDMLX: '' })],
  ['row.holder-type-name CZZTDMLX', ID_CARD, (row) => ({ ...row, CZZTDMLX: '普通护照' }), '公民身份号码'],
  [
    'row.holder-kind CZZTDMLXDM',
    ID_CARD,
    (row) => ({ ...row, CZZTDMLXDM: '414', CZZTDMLX: '普通护照', CZZTDM: 'E12345678' }),
  ],
  [
    'row.holder-code CZZTDM',
    ID_CARD,
    (row) => ({ ...row, CZZTDM: citizenNumber(5).replace(/.$/, (last) => (last === '1' ? '2' : '1')) }),
  ],
  [
    'row.holder-code CZZTDM',
    PERMIT,
    (row) => ({
      ...row,
      ...{ CZZT: '甲公司', CZZTDM: '91330100MA2700001X', CZZTDMLXDM: '001', CZZTDMLX: '统一社会信用代码' },
    }),
  ],
  ['row.lower-case CZZTDM', ID_CARD, (row) => ({ ...row, CZZTDM: '11010519491231002x' })],
  [
    'row.holder-count CZZT',
    ID_CARD,
    (row) => ({
      ...row,
      ...{ CZZT: ['甲', '乙'], CZZTDM: [citizenNumber(1), citizenNumber(2)] },
      ...{ CZZTDMLXDM: ['111', '111'], CZZTDMLX: '' },
    }),
  ],
  [
    'row.holder-repeated CZZTDM',
    ESTATE,
    (row) => ({
      ...row,
      ...{ CZZT: ['甲', '甲'], CZZTDM: [citizenNumber(1), citizenNumber(1)] },
      ...{ CZZTDMLXDM: ['111', '111'], CZZTDMLX: '' },
    }),
  ],
  ['row.extension-missing KZ_GCMC', PERMIT, (row) => without(row, 'KZ_GCMC')],
  ['row.extension-unknown KZ_DIANHUA', PERMIT, (row) => ({ ...row, KZ_DIANHUA: '1' })],
  ['row.extension-misspelt KZ_GCM', PERMIT, (row) => renamed(row, 'KZ_GCMC', 'KZ_GCM'), 'KZ_GCMC'],
  ['row.extension-misspelt KZ_gcmc', PERMIT, (row) => renamed(row, 'KZ_GCMC', 'KZ_gcmc'), 'KZ_GCMC'],
  ['row.extension-form KZ_HTJG', PERMIT, (row) => ({ ...row, KZ_HTJG: '1,234.5' }), '1234.5'],
  ['row.extension-form KZ_HTGQ', PERMIT, (row) => ({ ...row, KZ_HTGQ: '两年' })],
  ['row.extension-code KZ_RYLB', SAFETY, (row) => ({ ...row, KZ_RYLB: 'D' })],
  ['row.extension-code KZ_RYLB', SAFETY, (row) => ({ ...row, KZ_RYLB: '项目负责人' }), 'B'],
  ['row.validity ZZYXQJZRQ', SAFETY, (row) => ({ ...row, ZZYXQJZRQ: '2030-01-01' })],
  ['row.validity-missing ZZYXQJZRQ', SAFETY, (row) => without(row, 'ZZYXQJZRQ')],
  ['row.validity-endless ZZYXQJZRQ', ESTATE, (row) => ({ ...row, ZZYXQJZRQ: '2030-01-01' })],
  ['row.state ZZZT', PERMIT, (row) => ({ ...row, ZZZT: '1' }), '01'],
  ['row.state ZZZT', PERMIT, (row) => ({ ...row, ZZZT: '08' })],
  ['row.state-text ZZZTSM', PERMIT, (row) => ({ ...row, ZZZT: '99' })],
  ['row.operation CZLX', PERMIT, (row) => ({ ...row, CZLX: '11' })],
  ['row.previous-missing GLZZBS', PERMIT, (row) => ({ ...row, CZLX: '02' })],
  [
    'row.previous-number YZZBH',
    PERMIT,
    (row) => ({ ...row, CZLX: '08', GLZZBS: text(createRow(12), 'ZZBS') }),
  ],
  [
    'row.previous-form GLZZBS',
    PERMIT,
    (row) => ({ ...row, CZLX: '09', GLZZBS: otherCheck(text(createRow(12), 'ZZBS')) }),
  ],
  ['row.previous-self GLZZBS', PERMIT, (row) => ({ ...row, CZLX: '09', GLZZBS: row['ZZBS'] })],
  ['row.status-reference ZTLBXH', PERMIT, (row) => ({ ...row, ZTLBDZ: 'https://example.gov.cn/1' })],
]

describe('each fault is told once, by its rule', () => {
  test.each(SEEDS.map((seed, i) => [seed[0], i] as const))('%s (case %i)', (expected, i) => {
    const [, base, change, proposal] = SEEDS[i]!
    const found = check([change(rowOf(base))])
    expect(found.map(({ rule, field }) => `${rule} ${field}`)).toEqual([expected])
    if (proposal !== undefined) expect(found[0]!.proposal).toBe(proposal)
    for (const language of ['en', 'zh-CN'] as const)
      expect(explainRowFinding(found[0]!, language)).not.toMatch(/\{\w+\}/)
  })

  test('a type that is no longer issued', () => {
    const types = EXAMPLE_CATALOGUE.types.map(
      (type): LicenceType => ({ ...type, state: 'withdrawn', withdrawnOn: '2025-01-01' }),
    )
    expect(told([rowOf(PERMIT)], { ...OPTIONS, catalogue: { ...EXAMPLE_CATALOGUE, types } })).toEqual([
      'row.type-state ZZLXDM',
    ])
  })
  test('an issuer outside of the areas of the type', () => {
    const inAreas = (areas: readonly string[]) => ({
      ...OPTIONS,
      catalogue: { ...EXAMPLE_CATALOGUE, types: EXAMPLE_CATALOGUE.types.map((type) => ({ ...type, areas })) },
    })
    expect(told([rowOf(PERMIT)], inAreas(['320000', '330200']))).toEqual(['row.issuer-area ZZBFJGDM'])
    expect(told([rowOf(PERMIT)], inAreas(['320000', '330000']))).toEqual([])
  })
  test('until an age of the holder', () => {
    const types = EXAMPLE_CATALOGUE.types.map(
      (type): LicenceType => ({ ...type, validity: { kind: 'age', age: 60 } }),
    )
    const options = { ...OPTIONS, catalogue: { ...EXAMPLE_CATALOGUE, types } }
    const row = {
      ...rowOf(ID_CARD),
      CZZTDM: '11010519491231002X',
      ZZBFRQ: '2001-01-01',
      ZZYXQQSRQ: '2001-01-01',
    }
    expect(told([{ ...row, ZZYXQJZRQ: '2009-12-31' }], options)).toEqual([])
    expect(told([{ ...row, ZZYXQJZRQ: '2009-12-30' }], options)).toEqual([])
    expect(check([{ ...row, ZZYXQJZRQ: '2010-12-30' }], options)).toMatchObject([
      { rule: 'row.validity', proposal: '2009-12-30' },
    ])
  })
  test.each([
    ['2024-02-29', '2027-02-28', []],
    ['2024-02-29', '2027-02-27', []],
    ['2024-03-01', '2027-02-28', []],
    ['2024-03-01', '2027-03-01', []],
    ['2024-03-01', '2027-03-02', ['row.validity ZZYXQJZRQ']],
    ['2024-03-01', '2027-02-27', ['row.validity ZZYXQJZRQ']],
  ])('three years from %s end on %s: %j', (from, until, expected) => {
    expect(told([{ ...rowOf(SAFETY), ZZBFRQ: from, ZZYXQQSRQ: from, ZZYXQJZRQ: until }])).toEqual(expected)
  })
})

describe('what only several rows show', () => {
  const row = rowOf(PERMIT)
  const version = (number: number) => ({ ...row, ZZBS: identifierOf(row, { version: number }) })

  test('an identifier twice', () => {
    expect(check([row, createRow(4), row])).toMatchObject([
      { row: 3, rule: 'row.identifier-duplicate', field: 'ZZBS', facts: { first: 1 } },
    ])
  })
  test('a number twice, with another identifier', () => {
    const other = { ...row, ZZBS: identifierOf(row, { serial: 'X2' }) }
    expect(check([row, other])).toMatchObject([{ row: 2, rule: 'row.number-duplicate', facts: { first: 1 } }])
    expect(told([row, { ...other, CZLX: '02', GLZZBS: row['ZZBS'] }])).toEqual([])
  })
  test('versions one after the other, and one that is left out', () => {
    expect(told([version(1), version(2), version(3)])).toEqual([])
    expect(check([version(4), version(1), version(2)])).toMatchObject([
      { row: 1, rule: 'row.version-gap', found: '004', facts: { before: '002', first: 3 } },
    ])
    expect(told([version(7)])).toEqual([])
  })
})

describe('what is of a person is masked', () => {
  const number = citizenNumber(77)
  const base = { ...rowOf(ID_CARD), CZZT: '欧阳示例', CZZTDM: number, ZZBH: number }
  test.each<[string, FlatRow]>([
    ['a wrong number', { ...base, CZZTDM: `${number.slice(0, 17)}Y`, ZZBH: `${number.slice(0, 17)}Y` }],
    [
      'a number in the identifier',
      { ...base, ZZBS: `1.2.156.3005.2.${ID_CARD}.${creditCode(5)}.${number}.001.7` },
    ],
    ['full-width', { ...base, CZZTDM: `１${number.slice(1)}`, CZZT: ' 欧阳示例 ' }],
    ['a number in a column of nothing', { ...base, KZ_SFZ: `x${number}`, ZZMC: `居民身份证${number}` }],
    ['a row in the place of the heading', { ...base, [number]: '1', [`x${number}`]: '2' }],
    ['an address', { ...base, KZ_ZZ: ` 示例市示例路 7 号\u0001`, KZ_CSRQ: '19770707' }],
  ])('%s', (_, row) => {
    const found = check([row])
    expect(found.length).toBeGreaterThan(0)
    const all = JSON.stringify(found.map((finding) => [finding, explainRowFinding(finding, 'zh-CN')]))
    expect(all).not.toContain(number.slice(6, 14))
    expect(all).not.toMatch(/欧阳示例|示例路|19770707/)
  })
  test('what is of an organisation is not', () => {
    const row = {
      ...rowOf(PERMIT),
      CZZT: '甲公司',
      CZZTDM: '91330100MA2700001X',
      CZZTDMLXDM: '001',
      CZZTDMLX: '',
    }
    expect(check([row])).toMatchObject([{ rule: 'row.holder-code', found: '91330100MA2700001X' }])
  })
})

describe('ten thousand rows with every kind of fault among them', () => {
  const seeded = SEEDS.filter(([expected]) => expected !== 'row.form ')
  const rows: unknown[] = Array.from({ length: 10_000 }, (_, seed) => createRow(1000 + seed))
  const expected = new Map<number, string>()
  seeded.forEach(([rule, base, change], i) => {
    const place = 50 + i * 130
    const type = EXAMPLE_CATALOGUE.types.findIndex(({ code }) => code === base)
    rows[place] = change(createRow(20_000 + i * 30 + type))
    expected.set(place + 1, rule)
  })

  test('finds each and nothing else, in less than five seconds', async () => {
    const started = performance.now()
    const found = new Map<number, string[]>()
    async function* slowly() {
      yield* rows
    }
    const run = dryRun(slowly(), OPTIONS)
    let step = await run.next()
    for (; step.done !== true; step = await run.next()) {
      const { row, rule, field } = step.value
      found.set(row, [...(found.get(row) ?? []), `${rule} ${field}`])
    }
    expect(performance.now() - started).toBeLessThan(5000)
    expect(new Set(seeded.map(([rule]) => rule.split(' ')[0])).size).toBeGreaterThan(25)
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries([...expected].map(([row, rule]) => [row, [rule]])),
    )
    const { rows: count, wrongRows, warnings } = step.value
    expect({ count, wrong: wrongRows + warnings }).toEqual({ count: 10_000, wrong: seeded.length })
  })
})

describe('hostile rows', () => {
  test.each<[string, unknown]>([
    ['text', 'x'],
    ['a list', []],
    ['a function', () => 1],
    ['very many columns', Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`c${i}`, '1']))],
    ['nested values', { ZZMC: { a: [] }, CZZT: [[['x']]], KZ_: {}, '': '1' }],
    ['LicenceData of anything', { typeCode: 7, holders: 'x', issuers: [null], extensions: [], signing: 3 }],
    ['names that objects have', JSON.parse('{"__proto__":{"ZZMC":"x"},"constructor":"1","toString":"2"}')],
    [
      'long values',
      { ZZMC: 'x'.repeat(1_000_000), ZZBS: '1.'.repeat(500_000), ZZBFRQ: '1'.repeat(1_000_000) },
    ],
    ['many values', { CZZT: Array.from({ length: 100_000 }, () => '甲'), CZZTDM: '|'.repeat(1_000_000) }],
  ])('%s', (_, row) => {
    const started = performance.now()
    const found = check([row])
    expect(found.length).toBeGreaterThan(0)
    expect(performance.now() - started).toBeLessThan(1000)
    for (const finding of found) {
      expect(Object.hasOwn(ROW_RULES, finding.rule)).toBe(true)
      expect(explainRowFinding(finding, 'en').length).toBeLessThan(1000)
    }
  })
  test('more rows than were allowed for', () => {
    const run = createDryRun({ ...OPTIONS, rowLimit: 1 })
    run.check(rowOf(PERMIT))
    expect(() => run.check(rowOf(PERMIT))).toThrow(LicenceError)
    expect(() => createDryRun({ ...OPTIONS, at: new Date(Number.NaN) })).toThrow(RangeError)
  })
})

describe('names of columns', () => {
  test('in Chinese, as a table for people has them', () => {
    const { ZZBH, CZZTDM, ...row } = rowOf(PERMIT)
    expect(told([{ ...row, 证照编号: ZZBH, 持证主体代码: CZZTDM }])).toEqual([])
  })
  test('rows are named as the caller counts them', () => {
    const run = createDryRun(OPTIONS)
    run.check(rowOf(PERMIT), 5)
    expect(run.check(rowOf(PERMIT), 9)).toMatchObject([{ row: 9, facts: { first: 5 } }])
  })
})
