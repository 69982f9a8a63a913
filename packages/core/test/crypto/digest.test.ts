import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDigest, type DigestName, digest, encodeHex, hmac, randomBytes } from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'

const NAMES = [
  ['SM3', 'sm3'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
] as const

describeEachProvider('digests', () => {
  test.each(NAMES)('%s and its HMAC are those of node:crypto, in one piece or many', (name, nodeName) => {
    // Both sides of the length up to which short input stays in portable code.
    const part = fc.oneof(fc.uint8Array({ maxLength: 90 }), fc.uint8Array({ minLength: 200, maxLength: 400 }))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.uint8Array({ maxLength: 150 }), (parts, key) => {
        const whole = Buffer.concat(parts)
        const expected = createHash(nodeName).update(whole).digest('hex')
        expect(encodeHex(digest(name, ...parts))).toBe(expected)
        expect(encodeHex(digest(name, whole))).toBe(expected)
        const hasher = createDigest(name)
        for (const part of parts) hasher.update(part)
        expect(encodeHex(hasher.digest())).toBe(expected)
        expect(encodeHex(hmac(name, key, ...parts))).toBe(
          createHmac(nodeName, key).update(whole).digest('hex'),
        )
      }),
    )
  })

  test('what comes back is a plain Uint8Array of its own', () => {
    for (const [name] of NAMES) {
      const result = digest(name, new Uint8Array(300))
      expect(Object.getPrototypeOf(result)).toBe(Uint8Array.prototype)
      expect(Object.getPrototypeOf(createDigest(name).digest())).toBe(Uint8Array.prototype)
      expect(Object.getPrototypeOf(hmac(name, result, result))).toBe(Uint8Array.prototype)
    }
  })

  test.each(['SHA-1', 'MD5', 'sm3', '', '__proto__'])('%s is a wrong call', (name) => {
    const unknown = name as DigestName
    expect(() => digest(unknown, new Uint8Array(0))).toThrow(TypeError)
    expect(() => hmac(unknown, new Uint8Array(0))).toThrow(TypeError)
    expect(() => createDigest(unknown)).toThrow(TypeError)
  })
})

describe('randomBytes', () => {
  test('gives as many as are asked for, above the limit of one call too', () => {
    for (const length of [0, 1, 65536, 65537, 200_000]) expect(randomBytes(length).length).toBe(length)
    expect(randomBytes(200_000).subarray(-8)).not.toEqual(new Uint8Array(8))
    expect(randomBytes(16)).not.toEqual(randomBytes(16))
  })

  test.each([-1, 1.5, Number.NaN])('%d is a wrong call', (length) => {
    expect(() => randomBytes(length)).toThrow(RangeError)
  })
})
