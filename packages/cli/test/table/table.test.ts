import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeCells } from '../../src/table/cells.ts'
import { LINE_LIMIT, readLines } from '../../src/table/lines.ts'
import { delimiterOf, readRecords } from '../../src/table/records.ts'
import { decodeText, type Encoding } from '../../src/table/text.ts'

/** A stream in pieces of some length, as files and pipes give it. */
async function* inPieces<T extends Uint8Array | string>(whole: T, length: number): AsyncGenerator<T, void> {
  for (let at = 0; at < whole.length; at += length) yield whole.slice(at, at + length) as T
}

async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const piece of pieces) found.push(piece)
  return found
}

const utf8 = (text: string) => new TextEncoder().encode(text)

/** 证照标识 in GB 18030, and a comma. */
const GB18030 = Uint8Array.of(0xd6, 0xa4, 0xd5, 0xd5, 0xb1, 0xea, 0xca, 0xb6, 0x2c)

const decoded = async (bytes: Uint8Array, encoding?: Encoding, length = 7) =>
  (await all(decodeText(inPieces(bytes, length), encoding))).join('')

describe('encodings', () => {
  test.each([1, 2, 3, 1000])('UTF-8 in pieces of %i bytes, without its mark', async (length) => {
    expect(await decoded(utf8('\ufeff证照标识,1\r\n'), undefined, length)).toBe('证照标识,1\r\n')
  })

  test('what is no UTF-8 is GB 18030', async () => {
    expect(await decoded(GB18030)).toBe('证照标识,')
  })

  test('UTF-16 is known by its mark', async () => {
    expect(await decoded(Uint8Array.of(0xff, 0xfe, 0xc1, 0x8b, 0x2c, 0))).toBe('证,')
  })

  test('a workbook is refused', async () => {
    const zip = Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0)
    await expect(decoded(zip)).rejects.toMatchObject({ code: 'ERR_TABLE_BINARY' })
  })

  test('nothing is nothing', async () => {
    expect(await decoded(new Uint8Array())).toBe('')
  })

  test.each([
    ['in the middle', Uint8Array.of(...utf8('a'.repeat(70_000)), 0xff, 0x61), undefined],
    ['cut in two at the end', utf8('证').slice(0, 2), 'utf-8'],
    ['of another encoding than was said', GB18030, 'utf-8'],
  ] as const)('a character that is none, %s, is refused', async (_, bytes, encoding) => {
    await expect(decoded(bytes, encoding, 4096)).rejects.toMatchObject({
      code: 'ERR_TABLE_ENCODING',
      facts: { encoding: 'utf-8' },
    })
  })

  test('a stream that breaks off is no fault of its encoding', async () => {
    async function* broken() {
      yield utf8('a')
      throw new Error('gone')
    }
    await expect(all(decodeText(broken()))).rejects.toThrow('gone')
  })
})

test('lines are the same however the text is cut', async () => {
  const line = fc.stringMatching(/^[^\n\r]{0,9}$/)
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      async (lines, end, length) => {
        const text = lines.map((one) => one + end).join('')
        expect((await all(readLines(inPieces(text, length)))).flat()).toEqual(lines)
      },
    ),
  )
})

test('the last line needs no end, and a line without one is bounded', async () => {
  expect((await all(readLines(inPieces('a\nb\r', 2)))).flat()).toEqual(['a', 'b'])
  await expect(all(readLines(inPieces('a'.repeat(LINE_LIMIT + 2), 65_536)))).rejects.toMatchObject({
    code: 'ERR_TABLE_LINE',
  })
})

describe('records', () => {
  const read = (text: string, length = 5) => all(readRecords(inPieces(text, length)))

  test('what is written is read', async () => {
    const cell = fc.stringMatching(/^[a-z0-9 ",;\n\t证照]{0,6}$/).filter((text) => !/^[=+\-@\t\r]/.test(text))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        async (rows) => {
          // The first row tells what separates cells.
          const table = [['名称', '号码'], ...rows]
          const text = `${table.map(encodeCells).join('\r\n')}\r\n`
          expect(await read(text, 4000)).toEqual(table)
        },
      ),
    )
  })

  test.each([
    ['a,b;c', ','],
    ['a;b;c,d', ';'],
    ['a\tb', '\t'],
    ['"a;b;c",d', ','],
    ['a', ','],
    ['', ','],
  ])('%j is separated by %j', (text, delimiter) => {
    expect(delimiterOf(text)).toBe(delimiter)
  })

  test('records of several lengths', async () => {
    expect(await read('a,b\nc\n\nd,e,f', 100)).toEqual([['a', 'b'], ['c'], [''], ['d', 'e', 'f']])
    expect(await read('')).toEqual([])
  })

  test.each([
    ['a quote that is not closed', 'a,b\n"c,d\n', 2],
    ['a quote inside a cell', 'a,b\n1,2\nc"d,e\n', 3],
    ['something behind a quote', 'a,b\n"c"d,e\n', 2],
    ['a cell without an end', `a,b\n"${'x'.repeat(LINE_LIMIT + 100_000)}`, 2],
  ])('%s is refused, with its row', async (_, text, row) => {
    await expect(read(text, 65_536)).rejects.toMatchObject({ code: 'ERR_TABLE_CSV', facts: { row } })
  })

  test('what goes wrong before them arrives', async () => {
    async function* broken() {
      yield 'a,b\nc,d\n'
      throw new Error('gone')
    }
    await expect(all(readRecords(broken()))).rejects.toThrow('gone')
  })

  test('who stops early leaves nothing behind', async () => {
    let ended = false
    async function* endless() {
      try {
        for (;;) yield 'a,b\n'.repeat(1000)
      } finally {
        ended = true
      }
    }
    for await (const record of readRecords(endless())) {
      expect(record).toEqual(['a', 'b'])
      break
    }
    await expect.poll(() => ended).toBe(true)
  })
})

test.each([
  ['=1+1', "'=1+1"],
  ['@a', "'@a"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  [-1, '-1'],
  ['a"b', '"a""b"'],
  ['a,b', '"a,b"'],
  [' a', '" a"'],
])('the cell %j is written %j', (cell, text) => {
  expect(encodeCells([cell])).toBe(text)
})
