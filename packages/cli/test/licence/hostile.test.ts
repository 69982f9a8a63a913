import { readFileSync, writeFileSync } from 'node:fs'
import { createQrSymbol, encodeQrPng } from '@xinyin/e-license/qr-symbol'
import { beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { xinyin } from '../capture.ts'
import { createOffice, DATA, type IssuingOffice, PERSON } from './office.ts'

let office: IssuingOffice
let list: string
let permit: (ending: '.ofd' | '.qr.txt' | '-qr.png') => string

beforeAll(async () => {
  office = await createOffice()
  list = await office.statusList('status.jwt', 'valid')
  permit = (ending) => office.file('permit', ending)
  const issued = await office.issue('permit', DATA)
  if (issued.exit !== 0) throw new Error(issued.err + issued.out)
}, 60_000)

const verify = (...argv: readonly string[]) =>
  xinyin(['--lang', 'en', 'licence', 'verify', ...office.trusting, ...argv])

describe('hostile and careless input', () => {
  const asks = (...answers: readonly string[]) => {
    const out: string[] = []
    const questions: string[] = []
    const exit = run(
      [
        '--lang',
        'zh-CN',
        'licence',
        'verify',
        ...office.trusting,
        '--status-list',
        list,
        '--holder',
        '-',
        permit('.qr.txt'),
      ],
      {
        out: (line) => out.push(line),
        err: (line) => out.push(line),
        color: false,
        environment: {},
        ask: async (asked) => {
          questions.push(...asked)
          return answers
        },
      },
    )
    return exit.then((code) => ({ exit: code, out: out.join('\n'), questions }))
  }

  test('at a terminal the holder is asked for', async () => {
    const { exit, out, questions } = await asks(PERSON.name, PERSON.code)
    expect(exit).toBe(0)
    expect(questions).toEqual(['出示人姓名：', '出示人证件号码：'])
    expect(out).not.toContain(PERSON.code)
    const nobody = await asks('', PERSON.code)
    expect(nobody.exit).toBe(3)
    expect(nobody.out).toContain('ERR_HOLDER_FILE')
    expect(nobody.out).not.toContain(PERSON.code)
  })

  test.each<[string, readonly string[], number, string]>([
    ['no trust', [], 3, '--trust'],
    ['half a request', ['--trust', '.', '--nonce', 'a'], 3, '--audience'],
    ['a memory of nothing', ['--trust', '.', '--memory', 'a'], 3, '--bundle'],
    ['a bundle and a network', ['--trust', '.', '--bundle', 'a', '--online'], 3, '--online'],
    ['a region that is none', ['--trust', '.', '--region', '3'], 3, '330102'],
    ['both from standard input', ['--trust', '.', '--holder', '-', '-'], 3, 'ERR_HOLDER_INPUT'],
  ])('%s is wrong use', async (_, argv, exit, message) => {
    const found = await xinyin(['licence', 'verify', 'a.ofd', ...argv])
    expect({ exit: found.exit, out: found.out }).toEqual({ exit, out: '' })
    expect(found.err).toContain(message)
  })

  test.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['one line', '张三\n'],
    ['three lines', '张三\n11010519491231002X\n另一行\n'],
    ['what is no text', Uint8Array.of(0xff, 0xfe, 0)],
    ['too much', 'a'.repeat(5000)],
  ])('a holder of %s is none, and not repeated', async (_, content) => {
    writeFileSync(office.beside('odd.txt'), content)
    const { exit, out, err } = await verify(permit('.ofd'), '--holder', office.beside('odd.txt'))
    expect({ exit, out }).toEqual({ exit: 3, out: '' })
    expect(err).toMatch(/ERR_HOLDER_FILE|ERR_FILE_SIZE/)
    expect(err).not.toContain('11010519491231002X')
  })

  test('files of every kind give a coded answer, and never pass', async () => {
    const ofd = readFileSync(permit('.ofd'))
    const png = readFileSync(permit('-qr.png'))
    const files: Record<string, string | Uint8Array> = {
      empty: '',
      text: 'hello',
      zip: ofd.subarray(0, 2000),
      zeros: new Uint8Array(3000),
      png: png.subarray(0, 200),
      'other.png': encodeQrPng(createQrSymbol('https://example.gov.cn/')),
      'no-code.png': encodeQrPng(createQrSymbol('A')).subarray(0, 60),
      prefix: 'XY1:',
      jwt: 'eyJhbGciOiJub25lIn0.e30.~',
      deep: `eyJ${'~'.repeat(20_000)}`,
    }
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(office.beside(name), content)
      const { exit, out, err } = await verify(office.beside(name), '--status-list', list)
      expect({ name, exit, err }).toEqual({ name, exit: 1, err: '' })
      expect(out).toMatch(/^✗ failed/)
      expect(out).toMatch(/\(ERR_[A-Z0-9_]+\)/)
      expect(out).not.toMatch(/\n\s+at /)
    }
  })

  test('what is not there does not keep the rest from being verified', async () => {
    const { exit, out, err } = await verify('nowhere', permit('.qr.txt'), '--status-list', list)
    expect(exit).toBe(3)
    expect(out).toMatch(/^✓/)
    expect(err).toContain('ERR_FILE_MISSING')
  })
})
