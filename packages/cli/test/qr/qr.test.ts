import { existsSync, readFileSync } from 'node:fs'
import { encodeUtf8 } from '@xinyin/core'
import { encodeCoseSign1, parseCoseSign1 } from '@xinyin/core/cose'
import { createIdentifier, createLicenceQr } from '@xinyin/e-license'
import { createQrSymbol, encodeQrPng, parseQrPicture, renderQrTerminal } from '@xinyin/e-license/qr-symbol'
import { createProvince } from '@xinyin/sandbox'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from '../../../e-license/src/qr/base45.ts'
import { packQrContent, unpackQrContent } from '../../../e-license/src/qr/deflate.ts'
import { QR_PREFIX } from '../../../e-license/src/qr/prefix.ts'
import { folderOf, xinyin } from '../capture.ts'
import { toJpeg } from '../jpeg.ts'

const TYPE = '11100000000013338W009'
const PLAIN = 'https://example.gov.cn/证照?a=1'

/** What another maker's program writes: ours signs no name with a character that nobody sees. */
function withHidden(text: string): string {
  const message = parseCoseSign1(decodeBase45(text.slice(QR_PREFIX.length)))
  const content = Buffer.from(unpackQrContent(message.payload ?? new Uint8Array()))
  content.set(encodeUtf8('\u202e'), content.indexOf('大'))
  return QR_PREFIX + encodeBase45(encodeCoseSign1({ ...message, payload: packQrContent(content) }))
}

let licence: string
let at: (name: string) => string

beforeAll(async () => {
  const { office, licenceIssuer } = await createProvince()
  const signed = await createLicenceQr(
    {
      name: '建筑工程施工许可证',
      typeCode: TYPE,
      number: '990100202605220101',
      identifier: createIdentifier({ typeCode: TYPE, issuerCode: office.code, serial: 'A1' }),
      issuers: [office],
      issuedOn: '2026-05-22',
      holders: [
        { name: '张三', code: '11010519491231002X', codeType: '111' },
        { name: '示例置业有限公司', code: '91990100MA990001X7', codeType: '001' },
      ],
      status: { uri: 'https://zt.example.gov.cn/1', index: 7 },
      extensions: { GCMC: '示例大工程' },
    },
    { signer: licenceIssuer.signer, certificate: licenceIssuer.certificate, extensions: ['GCMC'] },
  )
  licence = withHidden(signed)
  at = folderOf({
    'licence.txt': `${licence}\n`,
    'licence.png': encodeQrPng(createQrSymbol(licence), { scale: 3 }),
    'plain.png': encodeQrPng(createQrSymbol(PLAIN), { scale: 3 }),
    'plain.jpg': toJpeg(createQrSymbol(PLAIN)),
    'licence.jpg': toJpeg(createQrSymbol(licence)),
    'cut.jpg': toJpeg(createQrSymbol(PLAIN)).subarray(0, 900),
    'bad.png': encodeQrPng(createQrSymbol(licence.slice(0, 60)), { scale: 3 }),
    'binary.txt': Uint8Array.of(0xff, 0xfe, 0xfd),
    'empty.txt': '',
    'large.txt': 'a'.repeat(20_000),
    there: 'before',
  })
})

describe('show', () => {
  test.each([
    [[], false],
    [['--light'], true],
  ] as const)('draws a text in the terminal %j', async (options, isLight) => {
    const { exit, out, err } = await xinyin(['qr', 'show', 'HELLO', ...options])
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toBe(renderQrTerminal(createQrSymbol('HELLO'), { isLight }))
  })
  test('draws what is in a file, and lists the items of a licence', async () => {
    const { exit, out } = await xinyin(['--lang', 'zh-CN', 'qr', 'show', at('licence.txt')])
    expect(exit).toBe(0)
    expect(out).toContain(renderQrTerminal(createQrSymbol(licence)))
    expect(out).toContain('未经核验')
  })
  test('draws into PNG and SVG, and replaces nothing unless told', async () => {
    const { exit, out } = await xinyin(['qr', 'show', PLAIN, '--png', at('new.png'), '--svg', at('new.svg')])
    expect({ exit, out }).toEqual({ exit: 0, out: '' })
    expect(await parseQrPicture(readFileSync(at('new.png')))).toBe(PLAIN)
    expect(readFileSync(at('new.svg'), 'utf8')).toMatch(/^<svg /)
    const again = await xinyin(['--lang', 'en', 'qr', 'show', PLAIN, '--png', at('there')])
    expect(again.exit).toBe(3)
    expect(again.err).toContain('ERR_OUTPUT_EXISTS')
    expect(readFileSync(at('there'), 'utf8')).toBe('before')
    await xinyin(['qr', 'show', PLAIN, '--png', at('there'), '--force'])
    expect(await parseQrPicture(readFileSync(at('there')))).toBe(PLAIN)
  })
  test.each([
    [['a'.repeat(700)], 'ERR_QR_CAPACITY'],
    [['A'.repeat(30), '--max-version', '1'], 'ERR_QR_CAPACITY'],
    [['A', '--max-version', '41'], 'ERR_ARGUMENT'],
    [[''], 'ERR_ARGUMENT'],
  ])('refuses %j', async (argv, code) => {
    const { exit, out, err } = await xinyin(['qr', 'show', ...argv])
    expect({ exit, out }).toEqual({ exit: 3, out: '' })
    expect(err).toContain(code)
  })
  test.each([
    ['binary.txt', 'ERR_FILE_CONTENT'],
    ['empty.txt', 'ERR_FILE_EMPTY'],
    ['large.txt', 'ERR_FILE_SIZE'],
  ])('refuses what is in %s', async (file, code) => {
    const { exit, err } = await xinyin(['qr', 'show', at(file)])
    expect(exit).toBe(3)
    expect(err).toContain(code)
  })
})

describe('read', () => {
  test.each(['plain.png', 'plain.jpg'])('prints what a code in %s says', async (file) => {
    const { exit, out, err } = await xinyin(['qr', 'read', at(file)])
    expect({ exit, out, err }).toEqual({ exit: 0, out: PLAIN, err: '' })
  })
  test('lists the items of a licence, safe to print', async () => {
    const { exit, out } = await xinyin(['--lang', 'en', 'qr', 'read', at('licence.png')])
    expect(exit).toBe(0)
    const rows = out.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '))
    expect(rows[0]).toBe(licence.replace(/ {2,}/g, ' | '))
    expect(rows).toContain('What the code says; nothing is verified.')
    expect(rows).toContain('Number | 990100202605220101')
    expect(rows).toContain('Holder | 张三 | (code not shown, can be compared)')
    expect(rows).toContain('Holder | 示例置业有限公司 | 91990100MA990001X7')
    expect(rows).toContain('Valid | 2026-05-22 – no end')
    expect(rows).toContain('State is told at | https://zt.example.gov.cn/1 | 7')
    expect(rows).toContain('KZ_GCMC | 示例\ufffd工程')
    expect(out).not.toContain('11010519491231002X')
  })
  test('as JSON', async () => {
    const { out } = await xinyin(['qr', 'read', at('licence.png'), '--json'])
    expect(JSON.parse(out)).toMatchObject({ text: licence, licence: { number: '990100202605220101' } })
    const plain = await xinyin(['qr', 'read', at('plain.png'), '--json'])
    expect(JSON.parse(plain.out)).toEqual({ file: at('plain.png'), text: PLAIN })
  })
  test('says what is wrong with a licence’s code', async () => {
    const { exit, out, err } = await xinyin(['--lang', 'zh-CN', 'qr', 'read', at('bad.png')])
    expect(exit).toBe(1)
    expect(out).toMatch(/^XY1:/)
    expect(err).toMatch(/ERR_(QR|CBOR|COSE)_/)
  })
  test.each([
    ['licence.txt', 'ERR_QR_PICTURE'],
    ['cut.jpg', 'ERR_QR_PICTURE'],
    ['none.png', 'ERR_FILE_MISSING'],
  ])('refuses %s', async (file, code) => {
    const { exit, err } = await xinyin(['qr', 'read', at(file)])
    expect(exit).toBe(3)
    expect(err).toContain(code)
    expect(existsSync(at('new'))).toBe(false)
  })
})
