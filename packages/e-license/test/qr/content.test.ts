import { type CborKey, type CborValue, encodeCbor, parseCbor } from '@xinyin/core/cbor'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOLDER_CODE_TYPES, type HolderCodeType } from '../../src/metadata/holder-code.ts'
import { encodeQrContent, parseQrContent, type QrContent } from '../../src/qr/content.ts'
import { SAMPLE } from '../sample.ts'

const { signing: _, createdAt: __, ...data } = SAMPLE
const whole: QrContent = { data, digests: [undefined] }

test('what is written is read', () => {
  expect(parseQrContent(encodeQrContent(whole))).toEqual(whole)
  const content: QrContent = {
    data: {
      ...data,
      holders: [
        { name: '甲', codeType: '111' },
        { name: '乙', codeType: '414', code: 'E12345678' },
        { name: '丙', codeType: '999' },
      ],
      status: { index: 0, uri: 'https://status.example.gov.cn/1' },
    },
    digests: [new Uint8Array(8).fill(7), undefined, undefined],
  }
  expect(parseQrContent(encodeQrContent(content))).toEqual(content)
})

test('any content comes back', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.stringMatching(/^\d{1,22}$/),
    fc.stringMatching(/^[0-9A-F]{1,40}$/),
    fc.stringMatching(/^[0-9A-Z]{18}(\d{3})?$/),
  )
  const day = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const codeType = fc.constantFrom(...(Object.keys(HOLDER_CODE_TYPES) as HolderCodeType[]))
  const holder = fc.record({ name: text, codeType, code: text }, { requiredKeys: ['name', 'codeType'] })
  const content = fc
    .record(
      {
        name: text,
        typeCode: text,
        number: text,
        identifier: text,
        issuers: fc.tuple(fc.record({ name: text, code: text })),
        issuedOn: day,
        holders: fc.array(holder, { minLength: 1, maxLength: 3 }),
        validFrom: day,
        validUntil: day,
        status: fc.record({ index: fc.nat(), uri: fc.webUrl() }),
        extensions: fc.dictionary(fc.stringMatching(/^[A-Za-z]\w{0,9}$/), text, { noNullPrototype: true }),
      },
      {
        requiredKeys: [
          'name',
          'typeCode',
          'number',
          'identifier',
          'issuers',
          'issuedOn',
          'holders',
          'extensions',
        ],
      },
    )
    .map((found): QrContent => ({ data: found, digests: found.holders.map(() => undefined) }))
  fc.assert(
    fc.property(content, (written) => {
      expect(parseQrContent(encodeQrContent(written))).toEqual(written)
    }),
    { numRuns: 300 },
  )
})

test('whatever is read is written again as it came', () => {
  const written = encodeQrContent(whole)
  const replacement = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -300, max: 300 }),
    fc.bigInt(0n, 2n ** 64n - 1n),
    fc.stringMatching(/^[0-9A-F.]{0,24}$/),
    fc.uint8Array({ minLength: 4, maxLength: 20 }),
    fc.array(fc.oneof(fc.nat(), fc.string(), fc.uint8Array({ maxLength: 14 })), { maxLength: 4 }),
  )
  let read = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 11 }), replacement, (label, value) => {
      const map = new Map(parseCbor(written) as Map<CborKey, CborValue>)
      map.set(label, value)
      const bytes = encodeCbor(map)
      let content: QrContent
      try {
        content = parseQrContent(bytes)
      } catch (error) {
        expect(error).toHaveProperty('code', 'ERR_QR_ITEM')
        return
      }
      read++
      expect(encodeQrContent(content)).toEqual(bytes)
    }),
    { numRuns: 2000 },
  )
  expect(read).toBeGreaterThan(100)
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (where, flip) => {
      const bytes = written.slice()
      bytes[where % bytes.length]! ^= flip
      let content: QrContent
      try {
        content = parseQrContent(bytes)
      } catch (error) {
        expect(error).toHaveProperty('code')
        return
      }
      expect(encodeQrContent(content)).toEqual(bytes)
    }),
    { numRuns: 2000 },
  )
})

const items = () => new Map(parseCbor(encodeQrContent(whole)) as Map<CborKey, CborValue>)
const changed = (change: (map: Map<CborKey, CborValue>) => void) => {
  const map = items()
  change(map)
  return encodeCbor(map)
}

describe('what is no such content', () => {
  test.each<[string, Uint8Array, string]>([
    ['a list', encodeCbor([]), 'ERR_QR_ITEM'],
    ['a number', encodeCbor(1), 'ERR_QR_ITEM'],
    ['nothing', encodeCbor(new Map()), 'ERR_QR_ITEM'],
    ['an item that is not known', changed((map) => map.set(12, 'x')), 'ERR_QR_ITEM'],
    ['an item with a name', changed((map) => map.set('name', 'x')), 'ERR_QR_ITEM'],
    ...[1, 2, 3, 4, 5, 6, 7].map((label): [string, Uint8Array, string] => [
      `no item ${label}`,
      changed((map) => map.delete(label)),
      'ERR_QR_ITEM',
    ]),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((label): [string, Uint8Array, string] => [
      `true as item ${label}`,
      changed((map) => map.set(label, true)),
      'ERR_QR_ITEM',
    ]),
    ['a name of octets', changed((map) => map.set(1, new Uint8Array(4))), 'ERR_QR_ITEM'],
    ['an issuer without a code', changed((map) => map.set(5, ['甲'])), 'ERR_QR_ITEM'],
    ['two issuers in one', changed((map) => map.set(5, ['甲', 1, '乙', 2])), 'ERR_QR_ITEM'],
    ['an issuer of numbers', changed((map) => map.set(5, [1, 2])), 'ERR_QR_ITEM'],
    ['no holders', changed((map) => map.set(7, [])), 'ERR_QR_ITEM'],
    ['a holder without a kind', changed((map) => map.set(7, [['甲']])), 'ERR_QR_ITEM'],
    ['a holder of no kind', changed((map) => map.set(7, [['甲', 2, '1']])), 'ERR_QR_ITEM'],
    ['a holder of a kind by text', changed((map) => map.set(7, [['甲', '111', '1']])), 'ERR_QR_ITEM'],
    [
      'a holder with code and digest',
      changed((map) => map.set(7, [['甲', 1, 1, new Uint8Array(8)]])),
      'ERR_QR_ITEM',
    ],
    [
      'a holder with a short digest',
      changed((map) => map.set(7, [['甲', 1, null, new Uint8Array(7)]])),
      'ERR_QR_ITEM',
    ],
    ['a holder with nothing as code', changed((map) => map.set(7, [['甲', 1, null]])), 'ERR_QR_ITEM'],
    ['a day of the year 10000', changed((map) => map.set(6, 2_932_897)), 'ERR_QR_ITEM'],
    ['extensions of nothing', changed((map) => map.set(11, new Map())), 'ERR_QR_ITEM'],
    [
      'an extension with a number for a name',
      changed((map) => map.set(11, new Map([[1, 'a']]))),
      'ERR_QR_ITEM',
    ],
    ['an extension that is a list', changed((map) => map.set(11, new Map([['A', [1]]]))), 'ERR_QR_ITEM'],
    ['a number as text', changed((map) => map.set(3, '5')), 'ERR_QR_ITEM'],
    ['a credit code as text', changed((map) => map.set(5, ['甲', '91990100MA990001X7'])), 'ERR_QR_ITEM'],
    [
      'a credit code beyond the last one',
      changed((map) => map.set(5, ['甲', new Uint8Array(12).fill(255)])),
      'ERR_QR_ITEM',
    ],
    [
      'a citizen’s number beyond the last one',
      changed((map) => map.set(7, [['甲', 111, new Uint8Array(8).fill(255)]])),
      'ERR_QR_ITEM',
    ],
    ['an identifier as text', changed((map) => map.set(4, SAMPLE.identifier)), 'ERR_QR_ITEM'],
    ['a version of four digits', changed((map) => map.set(4, [1, 1000])), 'ERR_QR_ITEM'],
    ['nested too deep', changed((map) => map.set(12, [[[[[1]]]]])), 'ERR_CBOR_DEPTH'],
    ['octets behind it', Uint8Array.of(...encodeQrContent(whole), 0), 'ERR_CBOR_TRAILING'],
    ['an item twice', Uint8Array.of(0xa2, 1, 0x61, 0x41, 1, 0x61, 0x42), 'ERR_CBOR_DUPLICATE'],
    ['items in another order', Uint8Array.of(0xa2, 2, 0, 1, 0), 'ERR_CBOR_ORDER'],
    ['a number in too many octets', Uint8Array.of(0xa1, 0x18, 1, 0), 'ERR_CBOR_LENGTH'],
    ['too many values', encodeCbor(Array.from({ length: 3000 }, () => 0)), 'ERR_CBOR_COUNT'],
  ])('%s', (_, bytes, code) => {
    expect(() => parseQrContent(bytes)).toThrow(expect.objectContaining({ code }))
  })
  test('several issuers are not written', () => {
    const issuers = [...data.issuers, ...data.issuers]
    expect(() => encodeQrContent({ data: { ...data, issuers }, digests: [] })).toThrow(TypeError)
    expect(() => encodeQrContent({ data: { ...data, issuers: [] }, digests: [] })).toThrow(TypeError)
  })
})
