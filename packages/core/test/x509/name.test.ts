import { CoreError, decodeHex, parseCertificates, sameName } from '@xinyin/core'
import {
  encodeElement,
  encodeIa5String,
  encodeNull,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeUtf8String,
  parseDer,
} from '@xinyin/core/der'
import { parseName } from '@xinyin/core/x509'
import { readTruth, testTruth } from '@xinyin/testkit'
import { expect, test } from 'vitest'
import { readName } from '../../src/x509/name.ts'
import { isEmptyName } from '../../src/x509/name-match.ts'
import { type ForgedAttribute, forgeName } from './forge.ts'

const name = (...attributes: readonly ForgedAttribute[]) => readName(parseDer(forgeName(...attributes)))
const bmp = (text: string) =>
  encodeElement(
    0x1e,
    Uint8Array.from([...text].flatMap((c) => [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255])),
  )
const universal = (text: string) =>
  encodeElement(
    0x1c,
    Uint8Array.from([...text].flatMap((c) => [0, 0, c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255])),
  )

test('Chinese names in every string type that can hold them have the same text', () => {
  for (const value of [encodeUtf8String('湖南省'), bmp('湖南省'), universal('湖南省')]) {
    expect(name(['CN', value])).toMatchObject({ text: 'CN=湖南省', commonName: '湖南省' })
  }
})

test('the text form is that of RFC 4514', () => {
  expect(
    name(
      ['C', encodePrintableString('CN')],
      ['0.9.2342.19200300.100.1.25', encodeIa5String('example')],
      ['O', 'iFuture Service Co.,Ltd.'],
      ['1.2.840.113549.1.9.1', encodeIa5String('a@a.example')],
      ['CN', ' #甲+"乙";<丙>\\ '],
    ).text,
  ).toBe(
    'CN=\\ #甲\\+\\"乙\\"\\;\\<丙\\>\\\\\\ ,emailAddress=a@a.example,O=iFuture Service Co.\\,Ltd.,DC=example,C=CN',
  )
  expect(name(['CN', '#甲']).text).toBe('CN=\\#甲')
  expect(name(['1.2.3', '值']).text).toBe('1.2.3=值')
  expect(name(['1.2.3', encodeNull()]).text).toBe('1.2.3=#0500')
  expect(name().text).toBe('')
})

test('several attributes in one part are joined with a plus', () => {
  const pair = (oid: string, value: string) => encodeSequence(encodeOid(oid), encodeUtf8String(value))
  const der = encodeSequence(encodeElement(0x31, pair('2.5.4.3', 'a'), pair('2.5.4.10', 'b')))
  expect(readName(parseDer(der)).text).toBe('CN=a+O=b')
})

test('characters that reorder or hide text do not reach the eye', () => {
  expect(name(['CN', 'a\u202eb\u200b\u0000\n']).text).toBe('CN=a\\e2\\80\\aeb\\e2\\80\\8b\\00\\0a')
  for (const filler of ['\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u2800', '\u3164', '\uffa0']) {
    expect(name(['CN', `某${filler}局`]).text).toMatch(/^CN=某(?:\\[0-9a-f]{2}){2,3}局$/)
  }
})

test.each([
  ['the case', 'Some Authority', 'SOME authority'],
  ['the width of spaces', ' Some   Authority ', 'Some Authority'],
  ['full-width forms', 'ＡＢＣ', 'abc'],
  ['composition', 'e\u0301', '\u00e9'],
  ['soft hyphens', 'Au\u00adthority', 'Authority'],
])('names are the same in spite of %s', (_what, a, b) => {
  expect(sameName(name(['CN', a]), name(['CN', b]))).toBe(true)
})

test('names are the same in spite of the string type, and of the order inside one part', () => {
  expect(sameName(name(['CN', bmp('甲')]), name(['CN', '甲']))).toBe(true)
  const a = encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String('a'))
  const b = encodeSequence(encodeOid('2.5.4.10'), encodeUtf8String('b'))
  const set = (...parts: Uint8Array[]) => readName(parseDer(encodeSequence(encodeElement(0x31, ...parts))))
  expect(sameName(set(a, b), set(b, a))).toBe(true)
  expect(sameName(set(a, b), name(['CN', 'a'], ['O', 'b']))).toBe(false)
})

test.each([
  ['another value', [['CN', 'a']], [['CN', 'b']]],
  ['another attribute', [['CN', 'a']], [['O', 'a']]],
  [
    'another order',
    [
      ['CN', 'a'],
      ['O', 'b'],
    ],
    [
      ['O', 'b'],
      ['CN', 'a'],
    ],
  ],
  [
    'one more',
    [['CN', 'a']],
    [
      ['CN', 'a'],
      ['O', 'b'],
    ],
  ],
  ['values that only look alike', [['CN', 'a\u0000b']], [['CN', 'ab']]],
] as const)('names are not the same with %s', (_what, a, b) => {
  expect(sameName(name(...a), name(...b))).toBe(false)
})

test('text is never the same as a value that only prints like it', () => {
  expect(sameName(name(['CN', '#0500']), name(['CN', encodeNull()]))).toBe(false)
  expect(name(['CN', '#0500']).text).toBe('CN=\\#0500')
})

test('an empty name is one without attributes', () => {
  expect(isEmptyName(name())).toBe(true)
  expect(isEmptyName(name(['CN', 'a']))).toBe(false)
  expect(readName(parseDer(decodeHex('3000'))).attributes).toEqual([])
})

testTruth('names of the licensed authorities are readable', () => {
  const names = parseCertificates(readTruth('sm2-roots/issued.pem')).map(({ subject }) => subject.text)
  expect(names).toContain('CN=HUNANCASM2,OU=HUNCA,O=湖南省数字认证服务中心有限公司,L=长沙市,ST=湖南省,C=CN')
  expect(names.every((text) => text.endsWith(',C=CN'))).toBe(true)
})

test('a name that is written as JSON says what it is', () => {
  const name = readName(parseDer(forgeName(['CN', '甲'])))
  expect(JSON.parse(JSON.stringify(name))).toEqual({
    attributes: [{ oid: '2.5.4.3', value: '甲', isText: true, tag: 0x0c }],
    text: 'CN=甲',
  })
})

test('a name is read from its octets, whatever becomes of them', () => {
  const der = forgeName(['CN', '某某市公安局'])
  const read = parseName(der)
  der.fill(0)
  expect(read.text).toBe('CN=某某市公安局')
  for (const wrong of [new Uint8Array(0), decodeHex('0500'), decodeHex('30023100'), decodeHex('30000000')])
    expect(() => parseName(wrong)).toThrow(CoreError)
  expect(() => parseName('CN=a' as never)).toThrow(TypeError)
})
