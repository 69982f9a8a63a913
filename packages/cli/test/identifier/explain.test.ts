import { describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'

const VALID = '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P'

test('a right identifier is taken apart', async () => {
  const { exit, out } = await xinyin(['id', VALID])
  expect(exit).toBe(0)
  for (const part of ['11100000MB03271699001', '11330105002500287C', '2026000001'])
    expect(out).toContain(part)
  expect(out).not.toContain('^')
})

test('a wrong check character is marked in its place, and the right one proposed', async () => {
  const wrong = `${VALID.slice(0, -1)}Q`
  const { exit, out } = await xinyin(['id', wrong])
  expect(exit).toBe(1)
  const [head = '', marker = ''] = out.split('\n')
  expect(head.indexOf('^')).toBe(-1)
  expect(marker.indexOf('^')).toBe(head.lastIndexOf('Q'))
  expect(out).toContain(`→ ${VALID}`)
})

test('a mistyped root is mended together with the check character', async () => {
  const { exit, out } = await xinyin(['id', VALID.replace('3005', '3003')])
  expect(exit).toBe(1)
  expect(out).toContain(`→ ${VALID}`)
})

test('what is no identifier at all is said so, in the language asked for', async () => {
  const { exit, out } = await xinyin(['--lang', 'zh-CN', 'id', '1.2.3'])
  expect(exit).toBe(1)
  expect(out).toContain('不是电子证照标识')
})

test('--json gives one report a line', async () => {
  const { out } = await xinyin(['id', '--json', VALID, 'x'])
  expect(out.split('\n').map((line) => JSON.parse(line).verdict)).toEqual(['passed', 'failed'])
})

test.each([
  ['lower case', VALID.toLowerCase()],
  ['blanks around', ` ${VALID} `],
  ['full-width dots', VALID.replaceAll('.', '．')],
])('%s is wrong, and what was meant is proposed', async (_, text) => {
  const { exit, out } = await xinyin(['id', text])
  expect(exit).toBe(1)
  expect(out).toContain(`→ ${VALID}`)
})

describe('in full', () => {
  const REGION = '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9'
  const texts = [
    VALID,
    REGION,
    VALID.replace('3005', '3003'),
    VALID.replace('330105', '33O105'),
    VALID.replace('0287C', '0278C'),
    `证照标识：${VALID.replace('MB', 'mb').replace('2026', '２０２６')}`,
    `1.2.156.3005.2.11100000MB03271699001.20260001.001.P`,
  ]

  test('in English', async () => {
    expect((await xinyin(['id', ...texts])).out).toMatchInlineSnapshot(`
      "✓ 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
        ✓ root          1.2.156.3005.2
        ✓ type          11100000MB03271699001             全国
        ✓ issuer        11330105002500287C                浙江省杭州市拱墅区
        ✓ serial        2026000001
        ✓ version       001
        ✓ check         P
      ✓ 1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9
        ✓ root          1.2.156.3005.2
        ✓ type          11100000MB03271699022             全国
        ! issuer        340100                            The issuer is given by a region code; the standard wants its credit code.
        ✓ serial        000000016
        ✓ version       001
        ✓ check         9
      ✗ 1.2.156.3003.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
        ^^^^^^^^^^^^^^
        ✗ root          1.2.156.3003.2                    The root is 1.2.156.3003.2, a known misspelling of 1.2.156.3005.2.
        ✓ type          11100000MB03271699001             全国
        ✓ issuer        11330105002500287C                浙江省杭州市拱墅区
        ✓ serial        2026000001
        ✓ version       001
        ✓ check         P
        → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
          right if the rest is right
      ✗ 1.2.156.3005.2.11100000MB03271699001.1133O105002500287C.2026000001.001.P
                                                 ^
        ✓ root          1.2.156.3005.2
        ✓ type          11100000MB03271699001             全国
        ✗ issuer        1133O105002500287C                In a credit code there cannot be O at place 5.
        ✓ serial        2026000001
        ✓ version       001
        · check         P
        → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
          a guess: with this one slip mended all check characters agree; compare it with the licence. O was probably taken for 0, which looks like it.
      ✗ 1.2.156.3005.2.11100000MB03271699001.11330105002500278C.2026000001.001.P
                                             ^^^^^^^^^^^^^^^^^^
        ✓ root          1.2.156.3005.2
        ✓ type          11100000MB03271699001             全国
        ✗ issuer        11330105002500278C                The check character of the credit code is C; E would be right.
        ✓ serial        2026000001
        ✓ version       001
        · check         P
        → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
          a guess: with this one slip mended all check characters agree; compare it with the licence. Two neighbours were probably swapped: 78 for 87.
      ✗ 证照标识：1.2.156.3005.2.11100000mb03271699001.11330105002500287C.２０２６000001.001.P
        ^^^^^^^^^^                       ^^                               ^^^^^^^^
        ✗ 1–5     There is something before or after the identifier.
        ✗ 29–30   There are small letters in the place of capital ones.
        ✗ 62–65   There are full-width characters.
        → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
          the same, written as it has to be
      ✗ 1.2.156.3005.2.11100000MB03271699001.20260001.001.P
                                             ^
        ✗ 38      The identifier has no issuer code: a form from before GB/T 36904-2018."
    `)
  })

  test('in Chinese', async () => {
    expect((await xinyin(['--lang', 'zh-CN', 'id', ...texts])).out).toMatchInlineSnapshot(`
      "✓ 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
        ✓ 根代码        1.2.156.3005.2
        ✓ 证照类型代码  11100000MB03271699001             全国
        ✓ 颁发机构代码  11330105002500287C                浙江省杭州市拱墅区
        ✓ 流水号        2026000001
        ✓ 版本号        001
        ✓ 校验位        P
      ✓ 1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9
        ✓ 根代码        1.2.156.3005.2
        ✓ 证照类型代码  11100000MB03271699022             全国
        ! 颁发机构代码  340100                            颁发机构用行政区划代码表示；标准要求用统一社会信用代码。
        ✓ 流水号        000000016
        ✓ 版本号        001
        ✓ 校验位        9
      ✗ 1.2.156.3003.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
        ^^^^^^^^^^^^^^
        ✗ 根代码        1.2.156.3003.2                    根代码 1.2.156.3003.2 是常见误写，应为 1.2.156.3005.2。
        ✓ 证照类型代码  11100000MB03271699001             全国
        ✓ 颁发机构代码  11330105002500287C                浙江省杭州市拱墅区
        ✓ 流水号        2026000001
        ✓ 版本号        001
        ✓ 校验位        P
        → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
          其余部分无误时，应为此值
      ✗ 1.2.156.3005.2.11100000MB03271699001.1133O105002500287C.2026000001.001.P
                                                 ^
        ✓ 根代码        1.2.156.3005.2
        ✓ 证照类型代码  11100000MB03271699001             全国
        ✗ 颁发机构代码  1133O105002500287C                统一社会信用代码第 5 位不能是 O。
        ✓ 流水号        2026000001
        ✓ 版本号        001
        · 校验位        P
        → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
          推测：改正这一处笔误后全部校验位相符，请与证照核对。O 很可能是形近字符 0 之误。
      ✗ 1.2.156.3005.2.11100000MB03271699001.11330105002500278C.2026000001.001.P
                                             ^^^^^^^^^^^^^^^^^^
        ✓ 根代码        1.2.156.3005.2
        ✓ 证照类型代码  11100000MB03271699001             全国
        ✗ 颁发机构代码  11330105002500278C                统一社会信用代码的校验码是 C，正确的是 E。
        ✓ 流水号        2026000001
        ✓ 版本号        001
        · 校验位        P
        → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
          推测：改正这一处笔误后全部校验位相符，请与证照核对。相邻两个字符很可能颠倒：78 应为 87。
      ✗ 证照标识：1.2.156.3005.2.11100000mb03271699001.11330105002500287C.２０２６000001.001.P
        ^^^^^^^^^^                       ^^                               ^^^^^^^^
        ✗ 1–5     证照标识前后有多余内容。
        ✗ 29–30   含有小写字母，应为大写。
        ✗ 62–65   含有全角字符，应为半角。
        → 1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P
          仅规范书写，内容不变
      ✗ 1.2.156.3005.2.11100000MB03271699001.20260001.001.P
                                             ^
        ✗ 38      证照标识缺少颁发机构代码：这是 GB/T 36904-2018 之前的写法。"
    `)
  })
})

describe('codes that stand by themselves', () => {
  const texts = [
    '91350100M000100Y43',
    '91350100M000100Y4Z',
    '11010519491231002X',
    '110105194902300021',
    '330106',
    '110103',
    '990000',
  ]

  test('in English', async () => {
    const { exit, out } = await xinyin(['id', ...texts])
    expect(exit).toBe(1)
    expect(out).toMatchInlineSnapshot(`
      "✓ 91350100M000100Y43
        ✓ Registering department and class         91          industry and commerce · enterprise
        ✓ Region of registration                   350100      福建省福州市
        ✓ Organisation code                        M000100Y4
        ✓ Check character of the credit code       3
      ✗ 91350100M000100Y4Z
        ✓ Registering department and class         91          industry and commerce · enterprise
        ✓ Region of registration                   350100      福建省福州市
        ✓ Organisation code                        M000100Y4
        ✗ Check character of the credit code       Z           The check character of the credit code is Z; 3 would be right.
      ✓ 11010519491231002X
        ✓ Region of first registration             110105      北京市朝阳区
        ✓ Date of birth                            1949-12-31
        ✓ Check character of the citizen's number  X
      ✗ 110105194902300021
        ✓ Region of first registration             110105      北京市朝阳区
        ✗ Date of birth                            19490230    The date of birth in the citizen's number is no day of the calendar.
        ✗ Check character of the citizen's number  1           The check character of the citizen's number does not match its digits.
      ✓ 330106  浙江省杭州市西湖区
      ✗ 110103  北京市
        The region is not in the present table of regions: it may have been dissolved.
      ✗ 990000
        The region code is of no province."
    `)
  })

  test('in Chinese', async () => {
    expect((await xinyin(['--lang', 'zh-CN', 'id', ...texts])).out).toMatchInlineSnapshot(`
      "✓ 91350100M000100Y43
        ✓ 登记管理部门与机构类别                   91          工商 · 企业
        ✓ 登记管理机关行政区划                     350100      福建省福州市
        ✓ 主体标识码（组织机构代码）               M000100Y4
        ✓ 统一社会信用代码校验码                   3
      ✗ 91350100M000100Y4Z
        ✓ 登记管理部门与机构类别                   91          工商 · 企业
        ✓ 登记管理机关行政区划                     350100      福建省福州市
        ✓ 主体标识码（组织机构代码）               M000100Y4
        ✗ 统一社会信用代码校验码                   Z           统一社会信用代码的校验码是 Z，正确的是 3。
      ✓ 11010519491231002X
        ✓ 首次登记地行政区划                       110105      北京市朝阳区
        ✓ 出生日期                                 1949-12-31
        ✓ 公民身份号码校验码                       X
      ✗ 110105194902300021
        ✓ 首次登记地行政区划                       110105      北京市朝阳区
        ✗ 出生日期                                 19490230    公民身份号码中的出生日期不存在。
        ✗ 公民身份号码校验码                       1           公民身份号码的校验码与前 17 位不符。
      ✓ 330106  浙江省杭州市西湖区
      ✗ 110103  北京市
        该行政区划代码不在现行区划表中，可能已撤销。
      ✗ 990000
        行政区划代码不属于任何省级行政区。"
    `)
  })

  test('as JSON', async () => {
    const { out } = await xinyin(['id', '--json', ...texts])
    expect(
      out.split('\n').map((line) => [Object.keys(JSON.parse(line))[0], JSON.parse(line).verdict]),
    ).toEqual([
      ['uscc', 'passed'],
      ['uscc', 'failed'],
      ['residentId', 'passed'],
      ['residentId', 'failed'],
      ['region', 'passed'],
      ['region', 'failed'],
      ['region', 'failed'],
    ])
  })

  test('a credit code of digits only is no citizen’s number', async () => {
    const { out } = await xinyin(['id', '--json', '111000000000131433'])
    expect(JSON.parse(out)).toMatchObject({ uscc: '111000000000131433', verdict: 'passed' })
  })
})

test('what stands in a text does not repaint the terminal, and marks stay in their places', async () => {
  const { out } = await xinyin(['id', `\u001b[31m${VALID}`, `${'长'.repeat(300)}`])
  expect(out).not.toContain('\u001b')
  expect(out).toContain(`→ ${VALID}`)
})
