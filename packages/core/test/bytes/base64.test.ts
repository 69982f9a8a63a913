import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from '../../src/bytes/base64.ts'
import { decodeBase64UrlText } from '../../src/bytes/base64-text.ts'
import { decodeUtf8 } from '../../src/bytes/utf8.ts'

test('RFC 4648 section 10 vectors', () => {
  const vectors = {
    '': '',
    f: 'Zg==',
    fo: 'Zm8=',
    foo: 'Zm9v',
    foob: 'Zm9vYg==',
    fooba: 'Zm9vYmE=',
    foobar: 'Zm9vYmFy',
  }
  for (const [text, encoded] of Object.entries(vectors)) {
    const bytes = new TextEncoder().encode(text)
    expect(encodeBase64(bytes)).toBe(encoded)
    expect(decodeBase64(encoded)).toEqual(bytes)
  }
})

test('every byte string survives the way there and back, and equals what Buffer says', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes)
      expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes)
    }),
  )
})

test.each(['A', 'AAAAA', 'Zh', 'Zg==', 'Zm9', 'Z', 'Zm 9v', 'Zm9v\n', 'Zm+v', 'Zm９v'])(
  'base64url refuses %j',
  (text) => {
    expect(() => decodeBase64Url(text)).toThrow(expect.objectContaining({ code: 'ERR_BYTES_BASE64' }))
  },
)

test.each(['Zg', 'Zh==', 'Zm9=', 'Zg=a', 'Zm-v', '====', 'Zg==Zg=='])('base64 refuses %j', (text) => {
  expect(() => decodeBase64(text)).toThrow(expect.objectContaining({ code: 'ERR_BYTES_BASE64' }))
})

test.each([3071, 3072, 3073, 6144, 10_000])('%i octets are what Buffer says too', (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => i * 31)
  expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
  expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes)
})

test('what is no digit is named by its place, wherever it stands', () => {
  for (const length of [4, 5, 6, 7, 8, 12])
    for (let position = 0; position < length; position++) {
      if (length % 4 === 1) continue
      const text = `${'A'.repeat(position)}\u4e2d${'A'.repeat(length - position - 1)}`
      expect(() => decodeBase64Url(text)).toThrow(expect.objectContaining({ facts: { position } }))
    }
})

test('a text in base64url is what the octets are, or is refused as they are', () => {
  const outcome = (read: () => string) => {
    try {
      return read()
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  const octets = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }).map((text) => new TextEncoder().encode(text)),
    fc
      .string({ unit: 'binary', minLength: 600, maxLength: 900 })
      .map((text) => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 8 }),
    fc
      .tuple(fc.uint8Array({ minLength: 3, maxLength: 3 }), fc.constantFrom(0xe0, 0xed, 0xef))
      .map(([bytes, first]) =>
        bytes.with(0, first).map((byte, i) => (i === 0 ? byte : 0x80 | (byte & 0x3f))),
      ),
  )
  fc.assert(
    fc.property(octets, (bytes) => {
      const encoded = encodeBase64Url(bytes)
      expect(outcome(() => decodeBase64UrlText(encoded))).toBe(outcome(() => decodeUtf8(bytes)))
    }),
    { numRuns: 3000 },
  )
  expect(() => decodeBase64UrlText('AAAAA')).toThrow(expect.objectContaining({ code: 'ERR_BYTES_BASE64' }))
})
