import { describe, expect, test } from 'vitest'
import { folderOf, xinyin } from '../capture.ts'

const GOOD = '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P'
const BY_REGION = '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9'
const WRONG = `${GOOD.slice(0, -1)}X`
const SLIP = GOOD.replace('330105', '33O105')

const CSV = `\ufeff序号,持证主体,证照标识\r\n1,"某某 ""甲"", 公司",${GOOD}\r\n2,"两\n行",${WRONG}\r\n\r\n3,丙,\r\n`

const file = folderOf({
  'good.txt': `${GOOD}\r\n\r\n${BY_REGION}\n`,
  'bad.txt': `${GOOD}\n${WRONG}\n\n ${GOOD}\n你好\n${SLIP}`,
  'empty.txt': '\n\n',
  'table.csv': CSV,
  'plain.csv': `${GOOD}\n${WRONG}\n`,
  'unnamed.csv': `a,b\n${GOOD},1\n`,
  'headless.csv': `1,${WRONG}\n2,${GOOD}\n`,
  'semicolons.csv': `ZZBS;ZZMC\n${GOOD};a,b,c\n`,
  'broken.csv': `证照标识,b\n"${GOOD},1\n`,
  'gb18030.csv': Uint8Array.of(
    ...[0xd6, 0xa4, 0xd5, 0xd5, 0xb1, 0xea, 0xca, 0xb6, 0x0a],
    ...new TextEncoder().encode(WRONG),
  ),
  'latin.txt': Uint8Array.of(...new TextEncoder().encode(`${GOOD}\n`), 0xff),
})

const batch = (name: string, ...more: string[]) => xinyin(['id', '--batch', file(name), ...more])

const rows = (out: string) => out.split('\n').map((line) => JSON.parse(line))

test('right ones pass, those with a region as the issuer with a warning', async () => {
  const { exit, out } = await batch('good.txt')
  expect(exit).toBe(0)
  expect(out).toMatchInlineSnapshot(`
    "!       3  1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9
                                                    ^^^^^^
               [38–43] The issuer is given by a region code; the standard wants its credit code.
    2 identifiers: 2 right (1 with a warning), 0 wrong (0 with a proposal).
              1  ERR_IDENTIFIER_ISSUER_REGION"
  `)
})

test('wrong ones are reported with their place and a proposal', async () => {
  const { exit, out } = await batch('bad.txt')
  expect(exit).toBe(1)
  expect(out).toMatchInlineSnapshot(`
    "✗       2  1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.X
                                                                                      ^
               [72] The check character looks like a placeholder X that was never replaced; P is right.
             → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P  right if the rest is right
    ✗       4   1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
               ^
               [1] There is blank space, or a character that does not show.
             → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P  the same, written as it has to be
    ✗       5  你好
               ^^^^
               [1–2] Not an e-licence identifier: root, type, issuer, serial, version and check character, separated by dots.
    ✗       6  1.2.156.3005.2.11100000MB03271699001.1133O105002500287C.2026000001.001.P
                                                        ^
               [42] In a credit code there cannot be O at place 5.
             → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P  a guess: with this one slip mended all check characters agree; compare it with the licence
    5 identifiers: 1 right (0 with a warning), 4 wrong (3 with a proposal).
              1  ERR_IDENTIFIER_CHECK_PLACEHOLDER
              1  ERR_IDENTIFIER_BLANK
              1  ERR_IDENTIFIER_FORM
              1  ERR_USCC_CHARACTER"
  `)
})

test('the same in Chinese', async () => {
  const { exit, out } = await xinyin(['--lang', 'zh-CN', 'id', '--batch', file('bad.txt')])
  expect(exit).toBe(1)
  expect(out).toMatchInlineSnapshot(`
    "✗       2  1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.X
                                                                                      ^
               [72] 校验位像是未被替换的占位符 X，正确的是 P。
             → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P  其余部分无误时，应为此值
    ✗       4   1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
               ^
               [1] 含有空格或不可见字符。
             → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P  仅规范书写，内容不变
    ✗       5  你好
               ^^^^
               [1–2] 不是电子证照标识：应为以点分隔的根代码、证照类型代码、颁发机构代码、流水号、版本号和校验位。
    ✗       6  1.2.156.3005.2.11100000MB03271699001.1133O105002500287C.2026000001.001.P
                                                        ^
               [42] 统一社会信用代码第 5 位不能是 O。
             → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P  推测：改正这一处笔误后全部校验位相符，请与证照核对
    共 5 个证照标识：正确 1 个（其中警告 0 个），错误 4 个（其中 3 个有修改建议）。
              1  ERR_IDENTIFIER_CHECK_PLACEHOLDER
              1  ERR_IDENTIFIER_BLANK
              1  ERR_IDENTIFIER_FORM
              1  ERR_USCC_CHARACTER"
  `)
})

test('as JSON, one wrong one a line, and the summary elsewhere', async () => {
  const { exit, out, err } = await batch('bad.txt', '--json')
  expect(exit).toBe(1)
  expect(rows(out).map(({ row, identifier, status }) => [row, identifier, status])).toEqual([
    [2, WRONG, 'wrong'],
    [4, ` ${GOOD}`, 'wrong'],
    [5, '你好', 'wrong'],
    [6, SLIP, 'wrong'],
  ])
  expect(rows(out)[0]).toMatchObject({
    faults: [{ start: 71, end: 72, code: 'ERR_IDENTIFIER_CHECK_PLACEHOLDER' }],
    proposals: [{ identifier: GOOD, by: 'computing' }],
  })
  expect(err).toContain('5 identifiers: 1 right')
})

test('as CSV for spreadsheets, all of them', async () => {
  const { out } = await batch('bad.txt', '--format', 'csv', '--all')
  expect(out).toMatchInlineSnapshot(`
    "﻿row,identifier,status,codes,what is wrong,proposal,how sure
    1,1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P,right,,,,
    2,1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.X,wrong,ERR_IDENTIFIER_CHECK_PLACEHOLDER,[72] The check character looks like a placeholder X that was never replaced; P is right.,1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P,right if the rest is right
    4," 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P",wrong,ERR_IDENTIFIER_BLANK,"[1] There is blank space, or a character that does not show.",1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P,"the same, written as it has to be"
    5,你好,wrong,ERR_IDENTIFIER_FORM,"[1–2] Not an e-licence identifier: root, type, issuer, serial, version and check character, separated by dots.",,
    6,1.2.156.3005.2.11100000MB03271699001.1133O105002500287C.2026000001.001.P,wrong,ERR_USCC_CHARACTER,[42] In a credit code there cannot be O at place 5.,1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P,a guess: with this one slip mended all check characters agree; compare it with the licence"
  `)
})

describe('tables', () => {
  test('the column is found by its name, quoted cells hold anything, and an empty cell is wrong', async () => {
    const { exit, out } = await batch('table.csv', '--json')
    expect(exit).toBe(1)
    expect(rows(out).map(({ row, identifier }) => [row, identifier])).toEqual([
      [3, WRONG],
      [5, ''],
    ])
  })

  test.each([
    ['by its name', ['--column', '证照标识']],
    ['by its number', ['--column', '3']],
    ['by a name written otherwise', ['--column', ' 证照标识 ']],
  ])('the column is asked for %s', async (_, options) => {
    const { out } = await batch('table.csv', '--json', ...options)
    expect(rows(out)).toHaveLength(2)
  })

  test('one column without a name is it, and its first row counts', async () => {
    const { out, err } = await batch('plain.csv', '--json')
    expect(rows(out).map(({ row }) => row)).toEqual([2])
    expect(err).toContain('2 identifiers: 1 right')
  })

  test('a first row that holds identifiers is no heading', async () => {
    const { out, err } = await batch('headless.csv', '--json', '--column', '2')
    expect(rows(out).map(({ row }) => row)).toEqual([1])
    expect(err).toContain('2 identifiers')
  })

  test('semicolons', async () => {
    expect((await batch('semicolons.csv')).exit).toBe(0)
  })

  test('GB 18030', async () => {
    expect(rows((await batch('gb18030.csv', '--json')).out)).toMatchObject([{ row: 2, identifier: WRONG }])
  })

  test.each([
    ['which column', 'unnamed.csv', [], 'ERR_TABLE_COLUMN_NEEDED'],
    ['no column of this name', 'unnamed.csv', ['--column', 'c'], 'ERR_TABLE_COLUMN'],
    ['no column of this number', 'unnamed.csv', ['--column', '3'], 'ERR_TABLE_COLUMN'],
    ['no CSV', 'broken.csv', [], 'ERR_TABLE_CSV'],
    ['another encoding', 'gb18030.csv', ['--encoding', 'utf-8'], 'ERR_TABLE_ENCODING'],
    ['no such file', 'nothing.csv', [], 'ERR_FILE_MISSING'],
  ])('%s', async (_, name, options, code) => {
    const { exit, err } = await batch(name, ...options)
    expect(exit).toBe(3)
    expect(err).toContain(code)
  })
})

test('what was found before a file broke off is told', async () => {
  const { exit, err } = await batch('latin.txt', '--encoding', 'utf-8')
  expect(exit).toBe(3)
  expect(err).toContain('ERR_TABLE_ENCODING')
})

test('a file without any decides nothing', async () => {
  const { exit, out } = await batch('empty.txt')
  expect(exit).toBe(2)
  expect(out).toContain('0 identifiers')
})

test.each([
  [['id']],
  [['id', GOOD, '--batch', 'x']],
  [['id', '--batch', 'x', '--format', 'xml']],
  [['id', '--batch', 'x', '--column', ' ']],
])('%j is wrong use', async (argv) => {
  expect((await xinyin(argv)).exit).toBe(3)
})
