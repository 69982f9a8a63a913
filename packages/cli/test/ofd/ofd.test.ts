import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sealOfd } from '@xinyin/e-seal/ofd'
import { createProvince } from '@xinyin/sandbox'
import { beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { folderOf, xinyin } from '../capture.ts'
import { createDocument, FILES } from '../document.ts'

const STRAY = { 'Doc_0/stray.txt': 'first\u001b[31m\n\tsecond\r\n', 'Doc_0/stray.bin': 'a\0b' }

let at: (name: string) => string

beforeAll(async () => {
  const plain = createDocument(STRAY)
  const { seal, sealSigner } = await createProvince()
  const first = await sealOfd(plain, { seal, signer: sealSigner.signer, protect: 'continue' })
  const second = await sealOfd(first, { seal, signer: sealSigner.signer })
  at = folderOf({
    'plain.ofd': plain,
    'twice.ofd': second,
    'broken.ofd': plain.slice(0, -9),
    there: 'before',
  })
})

describe('ls', () => {
  test('names each entry with its size, and for what it is there', async () => {
    const { exit, out, err } = await xinyin(['--lang', 'en', 'ofd', 'ls', at('twice.ofd')])
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(
      out.split('\n').map((line) =>
        line
          .trim()
          .replace(/^\d+ +/, '')
          .replace(/ {2,}/, ' | '),
      ),
    ).toEqual([
      'index | OFD.xml',
      'document | Doc_0/Document.xml',
      'page | Doc_0/第1页.xml',
      'page | Doc_0/第2页.xml',
      'named by nothing | Doc_0/stray.txt',
      'named by nothing | Doc_0/stray.bin',
      'signature | Doc_0/Signs/Signatures.xml',
      'signature | Doc_0/Signs/Sign_0/Seal.esl',
      'signature | Doc_0/Signs/Sign_0/Signature.xml',
      'signature | Doc_0/Signs/Sign_0/SignedValue.dat',
      'signature | Doc_0/Signs/Sign_1/Seal.esl',
      'signature | Doc_0/Signs/Sign_1/Signature.xml',
      'signature | Doc_0/Signs/Sign_1/SignedValue.dat',
    ])
  })

  test('in Chinese, and as JSON', async () => {
    const chinese = await xinyin(['--lang', 'zh-CN', 'ofd', 'ls', at('plain.ofd')])
    expect(chinese.out).toContain('未被引用')
    const { out } = await xinyin(['ofd', 'ls', at('plain.ofd'), '--json'])
    const lines = out.split('\n').map((line) => JSON.parse(line))
    expect(lines[0]).toEqual({
      file: at('plain.ofd'),
      entry: 'OFD.xml',
      bytes: Buffer.byteLength(FILES['OFD.xml'] ?? ''),
      kind: 'index',
    })
    expect(lines.map(({ kind }) => kind)).toEqual(['index', 'document', 'page', 'page', 'unnamed', 'unnamed'])
  })
})

describe('cat', () => {
  test('writes the bytes of an entry where standard output is no terminal', async () => {
    const written: Uint8Array[] = []
    const exit = await run(['ofd', 'cat', at('plain.ofd'), 'Doc_0/stray.bin'], {
      out: () => expect.fail('no line'),
      err: () => expect.fail('no line'),
      color: false,
      environment: {},
      raw: (bytes) => written.push(bytes),
    })
    expect(exit).toBe(0)
    expect(written.map((bytes) => new TextDecoder().decode(bytes))).toEqual(['a\0b'])
  })

  test('on a terminal, is text that cannot repaint it', async () => {
    const { exit, out } = await xinyin(['ofd', 'cat', at('plain.ofd'), '/Doc_0/stray.txt'])
    expect({ exit, out }).toEqual({ exit: 0, out: 'first�[31m\n  second' })
  })

  test('writes a file, and none in place of another unless asked to', async () => {
    const argv = ['ofd', 'cat', at('plain.ofd'), 'Doc_0/stray.bin', '--out']
    expect(await xinyin([...argv, at('new')])).toEqual({ exit: 0, out: '', err: '' })
    expect(readFileSync(at('new'), 'latin1')).toBe('a\0b')
    const refused = await xinyin([...argv, at('there')])
    expect(refused).toMatchObject({ exit: 3, out: '' })
    expect(refused.err).toContain('ERR_OUTPUT_EXISTS')
    expect(readFileSync(at('there'), 'utf8')).toBe('before')
    expect((await xinyin([...argv, at('there'), '--force'])).exit).toBe(0)
    expect(readFileSync(at('there'), 'latin1')).toBe('a\0b')
  })

  test.each([
    [['Doc_0/stray.bin'], 3, 'ERR_OUTPUT_BINARY'],
    [['nothing.xml'], 3, 'ERR_OFD_ENTRY'],
    [['../plain.ofd'], 3, 'ERR_OFD_ENTRY'],
    [['OFD.xml', '--out', join('no', 'such', 'folder', 'file')], 3, 'ERR_FILE_UNWRITABLE'],
  ])('refuses %j', async (argv, exit, code) => {
    const found = await xinyin(['ofd', 'cat', at('plain.ofd'), ...argv])
    expect(found).toMatchObject({ exit, out: '' })
    expect(found.err).toContain(code)
    expect(existsSync('no')).toBe(false)
  })
})

describe('coverage', () => {
  test('shows entries against signatures', async () => {
    const { exit, out } = await xinyin(['--lang', 'en', 'ofd', 'coverage', at('twice.ofd')])
    expect(exit).toBe(0)
    const [first, second, numbers, ...lines] = out.split('\n')
    expect(first).toMatch(/^1 {2}s001 {2}.+ · .+ · .+Z {2}7 covered$/)
    expect(second).toMatch(/^2 {2}s002 {2}.+ {2}11 covered$/)
    expect(numbers?.trim()).toBe('1  2')
    const marks = lines.map((line) => line.replace(/^ {2}(\S) {2}(\S).* (\S+)$/, '$1$2 $3'))
    expect(marks.slice(0, 13)).toEqual([
      '●● OFD.xml',
      '●● Doc_0/Document.xml',
      '●● Doc_0/第1页.xml',
      '●● Doc_0/第2页.xml',
      '●● Doc_0/stray.txt',
      '●● Doc_0/stray.bin',
      '·● Doc_0/Signs/Signatures.xml',
      '●● Doc_0/Signs/Sign_0/Seal.esl',
      '·● Doc_0/Signs/Sign_0/Signature.xml',
      '·● Doc_0/Signs/Sign_0/SignedValue.dat',
      '·● Doc_0/Signs/Sign_1/Seal.esl',
      '·· Doc_0/Signs/Sign_1/Signature.xml',
      '·· Doc_0/Signs/Sign_1/SignedValue.dat',
    ])
  })

  test('as JSON, an entry per line', async () => {
    const { out } = await xinyin(['ofd', 'coverage', at('twice.ofd'), '--json'])
    const lines = out.split('\n').map((line) => JSON.parse(line))
    expect(lines[6]).toEqual({
      file: at('twice.ofd'),
      entry: 'Doc_0/Signs/Signatures.xml',
      kind: 'signature',
      signatures: { s001: 'apart', s002: 'covered' },
    })
  })

  test('of a document without signatures', async () => {
    const { exit, out } = await xinyin(['--lang', 'zh-CN', 'ofd', 'coverage', at('plain.ofd')])
    expect({ exit, out }).toEqual({ exit: 0, out: '文件中没有签名。' })
  })
})

test.each(['ls', 'cat', 'coverage'])('%s fails for what is no package, and for no file', async (command) => {
  const rest = command === 'cat' ? ['OFD.xml'] : []
  const broken = await xinyin(['ofd', command, at('broken.ofd'), ...rest])
  expect(broken).toMatchObject({ exit: 1, out: '' })
  expect(broken.err).toContain('ERR_ZIP_')
  const missing = await xinyin(['ofd', command, at('missing'), ...rest])
  expect(missing).toMatchObject({ exit: 3, out: '' })
  expect(missing.err).toContain('ERR_FILE_MISSING')
})
