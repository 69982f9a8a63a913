import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSm3, sm3 } from '../../src/gm/sm3.ts'
import { encodeHex, encodeUtf8 } from '../../src/index.ts'

const native = (data: Uint8Array) => createHash('sm3').update(data).digest('hex')

describe('portable SM3', () => {
  test.each([
    // GB/T 32905-2016, A.1 and A.2.
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
    ['', '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b'],
  ])('the vector %s', (text, expected) => {
    expect(encodeHex(sm3(encodeUtf8(text)))).toBe(expected)
  })

  test('every length around a block is as native code has it', () => {
    for (let length = 0; length <= 260; length++) {
      const data = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 0xff)
      expect(encodeHex(sm3(data))).toBe(native(data))
      expect(encodeHex(createSm3().update(data).digest())).toBe(native(data))
    }
  })

  test('what comes in pieces hashes like the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (parts) => {
        const expected = native(Buffer.concat(parts))
        expect(encodeHex(sm3(...parts))).toBe(expected)
        const hasher = createSm3()
        for (const part of parts) hasher.update(part)
        expect(encodeHex(hasher.digest())).toBe(expected)
      }),
    )
  })

  test('two hashers at work do not meet', () => {
    const [one, two] = [createSm3(), createSm3()]
    const half = new Uint8Array(100).fill(1)
    one.update(half)
    two.update(half.subarray(0, 3))
    sm3(half)
    one.update(half)
    expect(encodeHex(one.digest())).toBe(native(new Uint8Array(200).fill(1)))
    expect(encodeHex(two.digest())).toBe(native(half.subarray(0, 3)))
  })

  test('a view into a larger buffer hashes by its own bytes', () => {
    const data = new Uint8Array(500).map((_, i) => i).subarray(33, 300)
    expect(encodeHex(sm3(data))).toBe(native(data))
  })
})
