import { expect, test } from 'vitest'
import { readText } from '../../src/bytes/text.ts'

const read = (octets: number[]) => readText(Uint8Array.from(octets), 0, octets.length)
const refused = expect.objectContaining({ code: 'ERR_BYTES_UTF8' })

test.each<[string, number[]]>([
  ['a', [0x61]],
  ['\u0800', [0xe0, 0xa0, 0x80]],
  ['\ud7ff', [0xed, 0x9f, 0xbf]],
  ['\ue000', [0xee, 0x80, 0x80]],
  ['\ufeff信', [0xef, 0xbb, 0xbf, 0xe4, 0xbf, 0xa1]],
  ['\uffff', [0xef, 0xbf, 0xbf]],
  ['é', [0xc3, 0xa9]],
  ['𠮷', [0xf0, 0xa0, 0xae, 0xb7]],
])('%s', (text, octets) => expect(read(octets)).toBe(text))

test.each<[string, number[]]>([
  ['three octets for what has two', [0xe0, 0x9f, 0xbf]],
  ['half a character', [0xed, 0xa0, 0x80]],
  ['the other half', [0xed, 0xbf, 0xbf]],
  ['an end in the middle', [0x61, 0xe4, 0xbf]],
  ['a second octet that does not go on', [0xe4, 0x3f, 0xa1]],
  ['a third octet that does not go on', [0xe4, 0xbf, 0x21]],
  ['an octet that goes on with nothing', [0xbf]],
  ['an octet that never is', [0xff]],
])('%s is refused', (_, octets) => {
  expect(() => read(octets)).toThrow(refused)
})

test('what stands behind the end is no part of it', () => {
  const octets = Uint8Array.of(0x61, 0xe4, 0xbf, 0xa1, 0x62)
  expect(readText(octets, 1, 4)).toBe('信')
  expect(() => readText(octets, 0, 3)).toThrow(refused)
})
