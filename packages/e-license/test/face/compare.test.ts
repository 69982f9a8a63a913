import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { compareFace } from '../../src/face/compare.ts'
import type { FaceReading, ShownItem } from '../../src/face/read/read.ts'
import * as faces from '../../src/faces/index.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { encodeCustomData } from '../../src/metadata/custom-data.ts'
import type { LicenceData } from '../../src/metadata/data.ts'
import { SAMPLE } from '../sample.ts'
import { FACES, PHOTO } from './faces.ts'
import { readFace } from './read/read-face.ts'

const custom = encodeCustomData(SAMPLE)
const item = (element: string, text: string, change: Partial<ShownItem> = {}): ShownItem => ({
  element,
  index: undefined,
  text,
  hidden: undefined,
  ...change,
})
const all = `${SAMPLE.name}${SAMPLE.number}${SAMPLE.holders[0]!.name}${SAMPLE.issuers[0]!.name}`
const compare = (items: ShownItem[], text = all, data: LicenceData = SAMPLE) =>
  compareFace({ items, text } satisfies Pick<FaceReading, 'items' | 'text'>, encodeCustomData(data)).map(
    ({ element, reason }) => `${element} ${reason}`,
  )

describe.each(Object.entries(FACES))('%s', (_, { template, data }) => {
  const source = parseOfdPackage(createLicenceOfd(data, template, { pictures: { photo: PHOTO } }))
  const reading = readFace(source)
  test('agrees with its own metadata, in the tags alone', () => {
    // The number of an ID card stands on it once, as its holder's.
    const text = reading.items.map((each) => each.text).join('\n')
    expect(compareFace({ items: reading.items, text }, source.documents[0]!.info.customData)).toEqual([])
    expect(reading.items.length).toBeGreaterThan(5)
    for (const each of reading.items) expect(each.hidden).toBeUndefined()
  })
  test('agrees in the visible text alone', () => {
    expect(compareFace({ items: [], text: reading.text }, source.documents[0]!.info.customData)).toEqual([])
  })
  test('disagrees when any item that it shows is another one', () => {
    for (const name of new Set(reading.items.map(({ element }) => element))) {
      const value = /^ZZ.*RQ$|CSRQ$|CLRQ$/.test(name) ? '1999-12-31' : '别的'
      const changed = encodeCustomData(data).map((each) => (each.name === name ? { name, value } : each))
      // A period that does not end is said in words, and is no element of the metadata.
      if (changed.some((each) => each.name === name))
        expect(compareFace(reading, changed).map(({ element }) => element)).toContain(name)
    }
  })
})

describe('items', () => {
  test('are the same in every form of a day', () => {
    for (const day of [
      '2026年5月22日',
      '2026年05月22日',
      '2026-05-22',
      '20260522',
      '2026.5.22',
      '2026/05/22',
      '22 May 2026',
    ])
      expect(compare([item('ZZBFRQ', day)])).toEqual([])
    for (const day of ['2026年5月23日', '5月22日', '22 Mai 2026', '2026年13月1日', ''])
      expect(compare([item('ZZBFRQ', day)])).toEqual(['ZZBFRQ differs'])
  })
  test('are the same with other blanks and in full width, and not otherwise', () => {
    expect(compare([item('KZ_JSDZ', '示例市滨江区示例路１８ 号')])).toEqual([])
    expect(compare([item('KZ_JSDZ', '示例市滨江区示例路19号')])).toEqual(['KZ_JSDZ differs'])
  })
  test('may be shortened, to no less than two characters', () => {
    expect(compare([item('KZ_GCMC', '滨江新城…')])).toEqual([])
    expect(compare([item('KZ_GCMC', '滨…')])).toEqual(['KZ_GCMC differs'])
    expect(compare([item('KZ_GCMC', '滨湖新城…')])).toEqual(['KZ_GCMC differs'])
    expect(compare([item('KZ_GCMC', '滨江新城')])).toEqual(['KZ_GCMC differs'])
  })
  test('that the metadata does not have', () => {
    expect(compare([item('KZ_NONE', '甲')])).toEqual(['KZ_NONE unknown'])
    expect(compare([item('InvoiceCode', '甲')])).toEqual([])
  })
  test('of several holders are held each against its own', () => {
    const data = { ...SAMPLE, holders: [SAMPLE.holders[0]!, { ...SAMPLE.holders[0]!, name: '乙公司' }] }
    const [first, second] = data.holders.map(({ name }) => name)
    const text = `${all}乙公司`
    expect(
      compare([item('CZZT', first!, { index: 0 }), item('CZZT', second!, { index: 1 })], text, data),
    ).toEqual([])
    expect(compare([item('CZZT', second!, { index: 0 })], text, data)).toEqual(['CZZT differs'])
    expect(compare([item('CZZT', first!, { index: 2 })], text, data)).toEqual(['CZZT unknown'])
    expect(compare([item('CZZT', second!)], text, data)).toEqual([])
    expect(compare([], all, data)).toEqual(['CZZT absent'])
  })
  test('without an end', () => {
    const { validUntil: _, ...open } = SAMPLE
    expect(compare([item('ZZYXQJZRQ', '长期')], all, open)).toEqual([])
    expect(compare([item('ZZYXQJZRQ', '长期')])).toEqual(['ZZYXQJZRQ differs'])
    expect(compare([item('ZZYXQJZRQ', '2027年5月21日')], all, open)).toEqual(['ZZYXQJZRQ unknown'])
  })
  test('that are hidden', () => {
    expect(compare([item('ZZBH', SAMPLE.number, { hidden: 'covered' })])).toEqual(['ZZBH covered'])
  })
  test('that every face shows', () => {
    expect(compare([], '')).toEqual(['ZZMC absent', 'ZZBH absent', 'CZZT absent', 'ZZBFJG absent'])
    expect(compareFace({ items: [], text: all }, custom)).toEqual([])
  })
})

test('no two faces have one name', () => {
  expect(Object.keys(faces).filter((name) => name.endsWith('_FACE'))).toHaveLength(Object.keys(FACES).length)
})
