import { readFileSync } from 'node:fs'
import { createIdentifier } from '@xinyin/e-license'
import { EXAMPLE_CATALOGUE, encodeCatalogue, type LicenceCatalogue } from '@xinyin/e-license/catalogue'
import { describe, expect, test } from 'vitest'
import { folderOf, xinyin } from '../capture.ts'

const TYPE = '11100000000013338W009'
const ISSUER = '11330105002500287C'
const identifier = (serial: string) => createIdentifier({ typeCode: TYPE, issuerCode: ISSUER, serial })

const RIGHT = {
  ZZMC: '建筑工程施工许可证',
  ZZLXDM: TYPE,
  ZZBH: '330100202605220101',
  ZZBS: identifier('1'),
  ZZBFJG: '示例市城乡建设委员会',
  ZZBFJGDM: ISSUER,
  ZZBFRQ: '2026-05-22',
  CZZT: '示例置业有限公司',
  CZZTDM: '91990100MA990001X7',
  CZZTDMLXDM: '001',
  ZZYXQJZRQ: '2027-05-21',
  KZ_GCMC: '示例工程',
  KZ_JSDZ: '示例路 18 号',
  KZ_SGDW: '示例建设集团有限公司',
}
type Row = Record<string, string>
const row = (serial: string, change: Row = {}): Row => ({
  ...RIGHT,
  ZZBS: identifier(serial),
  ZZBH: serial,
  ...change,
})
const csv = (...rows: readonly Row[]) =>
  [Object.keys(RIGHT), ...rows.map((cells) => Object.keys(RIGHT).map((name) => cells[name] ?? ''))]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\r\n')
const jsonLines = (...rows: readonly unknown[]) => rows.map((one) => JSON.stringify(one)).join('\n')

const misspelt: LicenceCatalogue = {
  ...EXAMPLE_CATALOGUE,
  types: EXAMPLE_CATALOGUE.types.map((type) => ({ ...type, name: type.name.replace('执业', '职业') })),
}
const at = folderOf({
  'catalogue.json': encodeCatalogue(EXAMPLE_CATALOGUE),
  'misspelt.json': encodeCatalogue(misspelt),
  'marked.json': `\ufeff${encodeCatalogue(EXAMPLE_CATALOGUE)}`,
  'right.csv': csv(row('1'), row('2')),
  'wrong.csv': csv(
    row('1'),
    row('2', { ZZMC: '建设工程施工许可证' }),
    row('1'),
    row('4', { ZZBFRQ: '2026-02-30' }),
  ),
  'names.csv': '姓名,电话\n张三,1',
  'empty.csv': Object.keys(RIGHT).join(','),
  'quote.csv': `${Object.keys(RIGHT).join(',')}\n"x`,
  'right.jsonl': jsonLines(row('1'), { ...row('2'), CZZT: ['甲公司'], CZZTDM: ['91990100MA990001X7'] }),
  'wrong.jsonl': `${jsonLines(row('1'))}\n\n{"ZZBS":\n`,
  'formula.jsonl': jsonLines(row('1', { ZZMC: '=HYPERLINK("http://x")' })),
  'other.jsonl': jsonLines({ ...row('1'), old: identifier('9'), CZLX: '09' }),
  'not.json': '[]',
})
const check = (file: string, ...options: string[]) =>
  xinyin([
    ...['catalogue', 'check', at(file), '--catalogue', at('catalogue.json')],
    ...['--at', '2026-06-01', ...options],
  ])

describe('catalogue lint', () => {
  test('nothing to say', async () => {
    const found = await xinyin(['catalogue', 'lint', at('catalogue.json'), '--against', at('marked.json')])
    expect(found).toEqual({ exit: 0, out: '✓ 10 licence types: 0 errors, 0 warnings', err: '' })
  })
  test('a name that is misspelt, in both languages', async () => {
    const argv = ['catalogue', 'lint', at('misspelt.json'), '--against', at('catalogue.json')]
    const english = await xinyin(argv)
    expect(english.exit).toBe(1)
    expect(english.out).toMatch(/^✗ 11100000000013338W001 {2}\/types\/6\/name {2}catalogue\.name-misspelt$/m)
    expect(english.out).toMatch(/Proposed: 二级建造师执业证书$/m)
    const chinese = await xinyin(['--lang', 'zh-CN', ...argv])
    expect(chinese.out).toMatch(/建议改为：二级建造师执业证书$/m)
    expect(chinese.out).toMatch(/✗ 共 10 种证照类型：错误 1 处，警告 0 处$/)
  })
  test('as JSON and as CSV, with the summary apart', async () => {
    const argv = ['catalogue', 'lint', at('misspelt.json'), '--against', at('catalogue.json'), '--format']
    const json = await xinyin([...argv, 'json'])
    expect(JSON.parse(json.out)).toMatchObject({ rule: 'catalogue.name-misspelt', place: '/types/6/name' })
    expect(json.err).toMatch(/1 error,/)
    const table = await xinyin([...argv, 'csv'])
    expect(table.out.split('\n')).toHaveLength(2)
    expect(table.out).toMatch(/^\ufefftype,place,severity,rule/)
  })
  test('a template that nobody has', async () => {
    const found = await xinyin(['catalogue', 'lint', at('catalogue.json'), '--face', 'id-card'])
    expect(found.exit).toBe(1)
    expect(found.out.match(/catalogue\.face/g)).toHaveLength(4)
  })
  test.each(['not.json', 'right.csv', 'empty.csv'])('what is no catalogue: %s', async (file) => {
    const found = await xinyin(['catalogue', 'lint', at(file)])
    expect(found).toMatchObject({ exit: 1, out: '' })
    expect(found.err).toMatch(/\(ERR_(CATALOGUE|JSON)_[A-Z]+\)$/)
  })
})

describe('catalogue check', () => {
  test.each(['right.csv', 'right.jsonl'])('right rows: %s', async (file) => {
    expect(await check(file)).toEqual({ exit: 0, out: '✓ 2 rows: 0 errors, 0 warnings', err: '' })
  })
  test('rows are counted as a spreadsheet does, with its heading', async () => {
    const { exit, out } = await check('wrong.csv')
    expect(exit).toBe(1)
    expect(out).toMatch(/^✗ {7}3 {2}ZZMC name of the licence {2}row\.name$/m)
    expect(out).toMatch(/The identifier stands in row 2 already/)
    expect(out).toMatch(/^✗ {7}5 {2}ZZBFRQ day of issue {2}row\.date$/m)
    expect(out).toMatch(/✗ 4 rows: 3 errors, 0 warnings\n {10}1 {2}row\./)
  })
  test('in Chinese', async () => {
    const argv = ['catalogue', 'check', at('wrong.csv'), '--catalogue', at('catalogue.json')]
    const { out } = await xinyin(['--lang', 'zh-CN', ...argv, '--at', '2026-06-01'])
    expect(out).toMatch(/^✗ {7}3 {2}ZZMC 证照名称 {2}row\.name\n {11}证照名称为“建设工程施工许可证”/m)
    expect(out).toMatch(/✗ 共 4 行数据：错误 3 处，警告 0 处/)
  })
  test('a line that is no JSON, by its number', async () => {
    const { exit, out } = await check('wrong.jsonl', '--format', 'json')
    expect(exit).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ row: 3, rule: 'row.form' })
  })
  test('a report as CSV holds no formula', async () => {
    const { out } = await check('formula.jsonl', '--format', 'csv')
    expect(out).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(out).not.toMatch(/(^|,)"?=/m)
  })
  test('columns of other names', async () => {
    expect((await check('other.jsonl')).out).toContain('row.previous-missing')
    expect(await check('other.jsonl', '--column', 'old=GLZZBS')).toMatchObject({ exit: 0 })
    expect(await check('other.jsonl', '--column', 'old=X')).toMatchObject({ exit: 3 })
    expect(await check('other.jsonl', '--column', 'GLZZBS')).toMatchObject({ exit: 3 })
  })
  test('what is in the file is not said where it is no batch', async () => {
    const found = await check('names.csv')
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain('ERR_TABLE_ELEMENTS')
    expect(found.err).not.toContain('张三')
  })
  test('no rows are no verdict', async () => {
    expect(await check('empty.csv')).toMatchObject({ exit: 2 })
    expect((await check('quote.csv')).err).toContain('ERR_TABLE_CSV')
    expect((await check('absent.csv')).err).toContain('ERR_FILE_MISSING')
  })
})

describe('catalogue show', () => {
  test('every type, on a line of its own', async () => {
    const { exit, out } = await xinyin(['catalogue', 'show'])
    expect(exit).toBe(0)
    expect(out.split('\n')).toHaveLength(10)
    expect(out).toMatch(/^11100000MB0143028R001 {3}营业执照$/m)
  })
  test.each(['居民身份证', '111000000000131433001', 'Resident identity card'])('%s', async (wanted) => {
    const { out } = await xinyin(['catalogue', 'show', wanted])
    expect(out).toMatch(/^居民身份证 {2}Resident identity card\n/)
    expect(out).toMatch(/5 years \/ 10 years \/ 20 years \/ without end/)
    expect(out).toMatch(/KZ_XB\s+Sex {2}code {2}needed {2}男 \/ 女/)
    const chinese = await xinyin(['--lang', 'zh-CN', 'catalogue', 'show', wanted])
    expect(chinese.out).toMatch(/有效期限\s+5年 \/ 10年 \/ 20年 \/ 长期/)
  })
  test('as JSON', async () => {
    const argv = ['catalogue', 'show', '营业执照', '--catalogue', at('catalogue.json'), '--json']
    expect(JSON.parse((await xinyin(argv)).out)).toEqual(EXAMPLE_CATALOGUE.types[0])
    expect(JSON.parse((await xinyin(['catalogue', 'show', '--json'])).out)).toHaveLength(10)
  })
  test('one that there is not', async () => {
    const found = await xinyin(['catalogue', 'show', '驾驶证'])
    expect(found).toMatchObject({ exit: 1, out: '' })
    expect(found.err).toContain('ERR_CATALOGUE_TYPE')
  })
})

test('catalogue example', async () => {
  const file = at('example.json')
  expect(await xinyin(['catalogue', 'example', '--out', file])).toEqual({ exit: 0, out: '', err: '' })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(EXAMPLE_CATALOGUE)
  expect(await xinyin(['catalogue', 'example', '--out', file])).toMatchObject({ exit: 3 })
  expect(await xinyin(['catalogue', 'example', '--out', file, '--force'])).toMatchObject({ exit: 0 })
  expect(JSON.parse((await xinyin(['catalogue', 'example'])).out)).toEqual(EXAMPLE_CATALOGUE)
})
