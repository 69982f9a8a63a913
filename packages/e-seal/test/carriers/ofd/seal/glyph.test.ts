import { describe, expect, test } from 'vitest'
import { glyphsOf, placeGlyphs, placeText, readTextSetting } from '../../../../src/carriers/ofd/seal/glyph.ts'

const object = (attributes: Record<string, string>) => new Map(Object.entries(attributes))
const place = (attributes: Record<string, string>, code: Record<string, string>, text: string) =>
  placeText(readTextSetting(object(attributes)), object(code), text)

const setting = { Boundary: '10 20 50 8', Size: '4' }

describe('the characters of a text', () => {
  test('stand where they are placed, four numbers each', () => {
    const placed = place(setting, { X: '1', Y: '4', DeltaX: 'g 2 5' }, '证a𠮷')
    const y = 20 + 4 - 4 * 0.35
    expect(placed.text).toBe('证a𠮷')
    expect(placed.places).toEqual([10 + 1 + 2, y, 2, 2, 10 + 6 + 1, y, 1, 2, 10 + 11 + 2, y, 2, 2])
  })

  test('are the same one by one', () => {
    const placed = place(setting, { DeltaX: '5 5' }, '证照𠮷')
    const glyphs = placeGlyphs({ attributes: object(setting) }, object({ DeltaX: '5 5' }), '证照𠮷')
    expect(glyphs).toEqual(glyphsOf(placed))
    expect(glyphs.map(({ character }) => character)).toEqual(['证', '照', '𠮷'])
    expect(glyphs.flatMap(({ x, y, halfWidth, halfHeight }) => [x, y, halfWidth, halfHeight])).toEqual(
      placed.places,
    )
  })

  test('are left out when their place is no number', () => {
    const far = place(setting, { DeltaX: '0 1e308 1e308 -1e308' }, '证照编号码')
    expect(far.text).toBe('证照编')
    expect(far.places).toHaveLength(3 * 4)
    expect(place({ ...setting, Size: 'four' }, {}, '证照')).toEqual({ text: '', places: [] })
  })

  test('go through the matrix of their object, and are stretched by it', () => {
    const turned = place({ ...setting, CTM: '0 1 -1 0 0 0' }, { Y: '4' }, '证')
    expect(turned.places).toEqual([10 - (4 - 4 * 0.35), 20 + 2, 2, 2])
    const wide = place({ ...setting, HScale: '2' }, {}, '证照')
    expect(wide.places.filter((_, i) => i % 4 === 0)).toEqual([10 + 4, 10 + 8 + 4])
  })
})

test('the boundary of an object is told, and nothing of one that is no box', () => {
  expect(readTextSetting(object(setting))).toMatchObject({ left: 10, top: 20, width: 50, height: 8 })
  expect(readTextSetting(object({ Boundary: 'none' }))).toMatchObject({
    left: 0,
    top: 0,
    width: 0,
    height: 0,
  })
})
