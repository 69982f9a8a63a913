import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SealError } from '../../../src/index.ts'
import { createRoundPicture, parseFont } from '../../../src/picture/draw/index.ts'
import { fontCollection, fontFile } from './font-file.ts'

const code = (read: () => unknown): string => {
  try {
    read()
    return 'read'
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    return error.code
  }
}

describe('a font', () => {
  test('gives shapes in parts of the em', () => {
    const font = parseFont(fontFile({ characters: '章印', name: 'Test-Regular' }))
    expect(font).toMatchObject({ name: 'Test-Regular', middle: 0.38, capHeight: 0.7 })
    expect(font.outline('章')).toEqual({
      advance: 1,
      left: 0.1,
      right: 0.9,
      bottom: -0.1,
      top: 0.8,
      segments: [
        { kind: 'M', points: [0.1, -0.1] },
        { kind: 'L', points: [0.1, 0.8] },
        { kind: 'L', points: [0.9, 0.8] },
        { kind: 'L', points: [0.9, -0.1] },
        { kind: 'Z', points: [] },
      ],
    })
  })

  test('has no shape for what it does not hold, nor for what it leaves empty', () => {
    const font = parseFont(fontFile({ characters: '章𠀀', empty: '空' }))
    expect(font.outline('𠀀')).toBeDefined()
    for (const character of ['印', '空', '', '\ud840']) expect(font.outline(character)).toBeUndefined()
    expect(() => createRoundPicture({ name: '空章印', font })).toThrow(
      expect.objectContaining({ facts: { font: 'Squares', characters: '空 (U+7A7A), 印 (U+5370)' } }),
    )
  })

  test('is chosen among several', () => {
    const file = fontCollection(
      { characters: 'a', name: 'SongJP-Bold' },
      { characters: 'b', name: 'SongSC-Bold' },
      { characters: 'c', name: 'SongTC-Bold' },
    )
    expect(parseFont(file).name).toBe('SongSC-Bold')
    expect(parseFont(file, { face: 'SongTC-Bold' }).outline('c')).toBeDefined()
    expect(
      parseFont(fontCollection({ characters: 'a', name: 'One' }, { characters: 'a', name: 'Two' })).name,
    ).toBe('One')
    expect(() => parseFont(file, { face: 'Song' })).toThrow(
      expect.objectContaining({
        code: 'ERR_FONT_FACE',
        facts: { name: 'Song', faces: 'SongJP-Bold, SongSC-Bold, SongTC-Bold' },
      }),
    )
    expect(code(() => parseFont(fontFile({ characters: 'a' }), { face: 'Other' }))).toBe('ERR_FONT_FACE')
  })

  const whole = fontFile({ characters: '章' })
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('no font at all')],
    ['half of one', whole.subarray(0, 200)],
    ['an em of nothing', fontFile({ characters: '章', unitsPerEm: 0 })],
  ])('is not read from %s', (_, data) => {
    expect(code(() => parseFont(data))).toBe('ERR_FONT_STRUCTURE')
  })

  test('is refused when it is too large', () => {
    expect(code(() => parseFont(new Uint8Array(96 * 1024 * 1024 + 1)))).toBe('ERR_FONT_LIMIT')
  })

  test('with a broken or a monstrous shape is refused when that is asked for', () => {
    const outline = (glyph: Uint8Array, unitsPerEm = 1000) =>
      code(() => parseFont(fontFile({ characters: '章', glyph, unitsPerEm })).outline('章'))
    // More points are announced than there are.
    expect(outline(Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x0f, 0xff, 0, 0))).toBe('ERR_FONT_STRUCTURE')
    // Put together of itself.
    expect(outline(Uint8Array.of(255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0))).toBe(
      'ERR_FONT_STRUCTURE',
    )
    const contours = 4000
    const ends = Array.from({ length: contours }, (_, i) => [(i * 3 + 2) >> 8, (i * 3 + 2) & 255]).flat()
    const many = Uint8Array.from([
      contours >> 8,
      contours & 255,
      ...new Array(8).fill(0),
      ...ends,
      0,
      0,
      ...new Array(contours * 3).fill(0x31),
      0,
    ])
    expect(outline(many)).toBe('ERR_FONT_LIMIT')
    expect(code(() => parseFont(fontFile({ characters: '章', unitsPerEm: 16 })).outline('章'))).toBe(
      'ERR_FONT_STRUCTURE',
    )
  })

  test('that is changed anywhere is read or refused with a code', () => {
    for (let at = 0; at < whole.length; at++) {
      for (const octet of [0, 0xff]) {
        const read = () => {
          const font = parseFont(whole.with(at, octet))
          return createRoundPicture({ name: '章', font })
        }
        expect(code(read)).toMatch(/^(?:read|ERR_FONT_)/)
      }
    }
  })
})

const NOTO = '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc'

describe.skipIf(!existsSync(NOTO))('Noto Serif CJK', () => {
  const file = existsSync(NOTO) ? new Uint8Array(readFileSync(NOTO)) : new Uint8Array(0)

  test('is read in its simplified form, with ideographs, letters and digits', () => {
    const font = parseFont(file)
    expect(font).toMatchObject({ name: 'NotoSerifCJKsc-Bold', middle: 0.38 })
    for (const character of '章印（）AZ09𠮷〇') expect(font.outline(character)).toBeDefined()
    expect(font.outline('\ue000')).toBeUndefined()
    // The forms of Japan differ.
    const japanese = parseFont(file, { face: 'NotoSerifCJKjp-Bold' })
    expect(japanese.outline('骨')).not.toEqual(font.outline('骨'))
  })
})
