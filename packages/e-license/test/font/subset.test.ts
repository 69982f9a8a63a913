import { existsSync, readFileSync } from 'node:fs'
import { parseFont } from '@xinyin/e-seal/picture'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LicenceError } from '../../src/errors.ts'
import { viewOf } from '../../src/font/bytes.ts'
import { openFace } from '../../src/font/sfnt.ts'
import { subsetFont } from '../../src/font/subset.ts'
import { callOf, cffTable, composed, fontCollection, fontFile, number, square } from './font-file.ts'

const code = (character: string) => character.codePointAt(0) ?? 0
const codeOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return error instanceof LicenceError ? error.code : error
  }
  return 'none'
}
const outlinesOf = (font: Uint8Array, characters: string, face?: string) => {
  const { outline } = parseFont(font, face === undefined ? {} : { face })
  return [...characters].map((character) => outline(character))
}
const countOf = (font: Uint8Array) => viewOf(openFace(font, undefined).tables.get('maxp')!).getUint16(4)

const CHARACTERS = new Map([...' 一二三四五𠮷'].map((character, i) => [code(character), i + 1]))
const SQUARES = Array.from({ length: 20 }, (_, i) => (i === 1 ? new Uint8Array(0) : square(100 + i)))
const trueType = (outlines = SQUARES, change: Partial<Parameters<typeof fontFile>[0]> = {}) =>
  fontFile({ characters: CHARACTERS, outlines, ...change })

describe('outlines of TrueType', () => {
  test('are the same for the characters that are kept, and gone for the others', () => {
    const font = trueType()
    const cut = subsetFont(font, '三一𠮷')
    expect(outlinesOf(cut, '三一𠮷')).toEqual(outlinesOf(font, '三一𠮷'))
    expect(outlinesOf(cut, '二四')).toEqual([undefined, undefined])
    // The first one, the space, and the three.
    expect(countOf(cut)).toBe(5)
    expect(cut.length).toBeLessThan(font.length)
  })

  test('bring along what they are composed of, through several levels', () => {
    const outlines = SQUARES.with(2, composed(12, 3, 4, 14)).with(14, composed(15, 16))
    const font = trueType(outlines)
    const cut = subsetFont(font, '一')
    expect(outlinesOf(cut, '一')).toEqual(outlinesOf(font, '一'))
    expect(outlinesOf(cut, '一')[0]!.segments).toHaveLength(outlinesOf(font, '二')[0]!.segments.length * 5)
    expect(countOf(cut)).toBe(9)
  })

  test('keep their advances where one goes for many', () => {
    const font = trueType(SQUARES, { isMonospaced: true })
    expect(outlinesOf(subsetFont(font, '五'), '五')).toEqual(outlinesOf(font, '五'))
  })

  test.each([
    ['of themselves', SQUARES.with(2, composed(2))],
    ['of each other', SQUARES.with(2, composed(3)).with(3, composed(2))],
    ['over too many levels', SQUARES.map((_, i) => (i < 19 ? composed(i + 1) : square(9)))],
    ['of what is not there', SQUARES.with(2, composed(400))],
  ])('composed %s are refused', (_, outlines) => {
    expect(codeOf(() => subsetFont(trueType(outlines), '一'))).toBe('ERR_FACE_FONT')
  })
})

const LINE = [...number(10), ...number(20), 5]
const MOVE = [...number(50), ...number(60), 21]
const END = [14]
const postScript = (fields: Parameters<typeof cffTable>[0]) =>
  fontFile({ characters: CHARACTERS, outlines: cffTable(fields), count: fields.charstrings.length })
const ofOne = (charstring: readonly number[], more: Partial<Parameters<typeof cffTable>[0]> = {}) =>
  postScript({ charstrings: [END, END, charstring, ...Array.from({ length: 5 }, () => END)], ...more })

describe('outlines of PostScript', () => {
  test.each([
    ['plain', [...MOVE, ...LINE, ...END]],
    ['with a width', [...number(7), ...MOVE, ...LINE, ...END]],
    [
      'with hints, and the width before them',
      [...number(7), ...number(1), ...number(2), 1, ...MOVE, ...LINE, ...END],
    ],
    [
      'with masks of hints, whose octets look like operators',
      [
        ...number(1),
        ...number(2),
        18,
        ...number(3),
        ...number(4),
        19,
        0x0e,
        ...MOVE,
        ...LINE,
        19,
        0x0e,
        ...LINE,
        ...END,
      ],
    ],
    [
      'with a mask of nine hints',
      [...Array.from({ length: 18 }, () => 140), 20, 0x0e, 0x0e, ...MOVE, ...LINE, ...END],
    ],
    ['with subroutines in subroutines', [...MOVE, ...callOf(0), 10, ...callOf(1), 29, ...END]],
    ['that leave numbers for later', [...MOVE, ...callOf(2), 10, 5, ...callOf(3), 10]],
    ['whose subroutine is named by another', [...MOVE, ...callOf(4), 10, 10, ...END]],
    ['with a flex', [...MOVE, ...Array.from({ length: 7 }, () => 149), 12, 34, ...END]],
  ])('%s are the same', (_, charstring) => {
    const font = ofOne(charstring, {
      local: [
        [...LINE, ...callOf(1), 29, 11],
        LINE,
        [...number(30), ...number(40), 11],
        [...LINE, ...END],
        callOf(1),
      ],
      global: [END, [...LINE, ...LINE, 11]],
    })
    const cut = subsetFont(font, '一')
    expect(outlinesOf(cut, '一')).toEqual(outlinesOf(font, '一'))
    expect(outlinesOf(cut, '一')[0]!.segments.length).toBeGreaterThan(2)
    expect(countOf(cut)).toBe(3)
  })

  test('lose what no reader heeds any more', () => {
    const cut = subsetFont(ofOne([...MOVE, 12, 0, ...LINE, ...END]), '一')
    expect(outlinesOf(cut, '一')).toEqual(outlinesOf(ofOne([...MOVE, ...LINE, ...END]), '一'))
  })

  test.each([
    ['accents put on letters', [0, 0, 65, 66].flatMap((value) => [...number(value)]).concat(END)],
    ['arithmetic', [...number(1), ...number(2), 12, 10, ...MOVE, ...END]],
  ])('%s leave the font whole', (_, charstring) => {
    expect(countOf(subsetFont(ofOne(charstring), '一'))).toBe(8)
  })

  test.each([
    ['that call themselves', [...callOf(0), 10], [[...callOf(0), 10]]],
    ['that call what is not there', [...callOf(7), 10], []],
    ['that call nothing', [10], []],
    ['without an end', [...MOVE], []],
    ['with a number that is cut off', [...MOVE, 28, 1], []],
    ['with more numbers than there may be', [...Array.from({ length: 49 }, () => 139), 5, ...END], []],
    ['with an operator that is none', [...MOVE, 2, ...END], []],
    ['that go on for ever', [...callOf(0), 10, ...END], bomb()],
    ['that are too large', [...callOf(0), 10, ...END], bomb(LINE)],
  ])('%s are refused', (_, charstring, local) => {
    const start = performance.now()
    expect(codeOf(() => subsetFont(ofOne(charstring, { local }), '一'))).toBe('ERR_FACE_FONT')
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

/** Subroutines each of which calls the next one twenty times, and the last one does something. */
function bomb(last: readonly number[] = []): number[][] {
  return Array.from({ length: 9 }, (_, i) =>
    i < 8 ? [...Array.from({ length: 20 }, () => [...callOf(i + 1), 10]).flat(), 11] : [...last, 11],
  )
}

describe('what the maker of a font allows', () => {
  test.each([
    ['anything', 0, 'cut'],
    ['to read', 0x4, 'cut'],
    ['to edit', 0x8, 'cut'],
    ['to read, said beside that nothing is allowed', 0x6, 'cut'],
    ['to embed it whole', 0x104, 'whole'],
    ['nothing', 0x2, 'ERR_FACE_FONT_RIGHTS'],
    ['pictures of it alone', 0x204, 'ERR_FACE_FONT_RIGHTS'],
  ])('%s', (_, fsType, expected) => {
    const font = trueType(SQUARES, { fsType })
    const code = codeOf(() => subsetFont(font, '一'))
    if (code === 'none') expect(countOf(subsetFont(font, '一'))).toBe(expected === 'cut' ? 3 : 20)
    else expect(code).toBe(expected)
  })

  test('goes with the font, as its names do', () => {
    const tables = openFace(subsetFont(trueType(SQUARES, { fsType: 0x8 }), '一'), 'Test').tables
    expect(viewOf(tables.get('OS/2')!).getUint16(8)).toBe(8)
    expect([...tables.keys()]).toEqual([
      'OS/2',
      'cmap',
      'glyf',
      'head',
      'hhea',
      'hmtx',
      'loca',
      'maxp',
      'name',
      'post',
      'prep',
    ])
  })
})

describe('a font', () => {
  test('gives the same octets each time, and stays as it was', () => {
    // A Buffer, whose `slice` does not copy.
    const font = Buffer.from(trueType())
    const before = Uint8Array.from(font)
    expect(subsetFont(font, '三一')).toEqual(subsetFont(font, '一三一'))
    expect(Uint8Array.from(font)).toEqual(before)
  })

  test('that lacks characters is refused, with these; blanks it may lack', () => {
    expect(codeOf(() => subsetFont(trueType(), '一\u3000\u200b\ufe00\n'))).toBe('none')
    expect(() => subsetFont(trueType(), '一六七')).toThrow(/lacks 2 .*: U\+4E03 U\+516D/)
  })

  test('of a collection is taken by its name, or for being for simplified Chinese', () => {
    const fonts = ['TestJP', 'TestSC', 'TestTC'].map((name, i) =>
      trueType(
        SQUARES.map(() => square(100 * (i + 1))),
        { name },
      ),
    )
    const file = fontCollection(...fonts)
    const right = (face?: string) => outlinesOf(subsetFont(file, '一', face), '一')[0]!.right
    expect(right()).toBeCloseTo(0.2)
    expect(right('TestTC')).toBeCloseTo(0.3)
    expect(codeOf(() => subsetFont(file, '一', 'TestKR'))).toBe('ERR_FACE_FONT')
    expect(codeOf(() => subsetFont(fonts[0]!, '一', 'TestKR'))).toBe('ERR_FACE_FONT')
  })

  const sound = [
    trueType(SQUARES.with(2, composed(3, 4))),
    ofOne([...MOVE, ...callOf(0), 10, ...END], { local: [LINE] }),
  ]
  test('that was changed or cut off is cut or refused by its code, soon', () => {
    const property = fc.property(
      fc.constantFrom(...sound),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      fc.option(fc.nat(), { nil: undefined }),
      (font, changes, length) => {
        const changed = font.slice(0, length === undefined ? font.length : length % font.length)
        for (const [at, value] of changes) if (changed.length > 0) changed[at % changed.length] = value
        const start = performance.now()
        expect(codeOf(() => subsetFont(changed, '一二')) as string).toMatch(/^none$|^ERR_FACE_FONT/)
        expect(performance.now() - start).toBeLessThan(2_000)
      },
    )
    fc.assert(property, { numRuns: 3_000 })
  })
})

const NOTO = '/usr/share/fonts/opentype/noto'
describe.skipIf(!existsSync(NOTO)).each(['NotoSerifCJK', 'NotoSansCJK'])('%s', (family) => {
  const file = existsSync(NOTO) ? readFileSync(`${NOTO}/${family}-Regular.ttc`) : new Uint8Array(0)
  const ideographs = String.fromCodePoint(...Array.from({ length: 400 }, (_, i) => 0x4e00 + 50 * i))
  const text = `${ideographs}ABCxyz0123456789，。：（）《》—…½éΩЖ𠮷`

  test('keeps the outlines of its characters', () => {
    const cut = subsetFont(file, text)
    expect(outlinesOf(cut, text)).toEqual(outlinesOf(file, text))
    expect(cut.length).toBeLessThan(file.length / 100)
  })

  test('has other forms for Japanese', () => {
    const face = `${family}jp-Regular`
    const cut = subsetFont(file, '直骨', face)
    expect(outlinesOf(cut, '直骨')).toEqual(outlinesOf(file, '直骨', face))
    expect(outlinesOf(cut, '直骨')).not.toEqual(outlinesOf(file, '直骨'))
  })
})
