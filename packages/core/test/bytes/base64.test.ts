import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from '../../src/bytes/base64.ts'

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
