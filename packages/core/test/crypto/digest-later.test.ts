import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  concatBytes,
  type DigestName,
  digest,
  digestLater,
  encodeHex,
  encodeUtf8,
  hmac,
  hmacSm3,
} from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'

const NAMES = ['SM3', 'SHA-256', 'SHA-384', 'SHA-512'] as const

describeEachProvider('a digest that may come later', () => {
  test.each(NAMES)('%s is the one that comes at once', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), async (parts) => {
        expect(await digestLater(name, ...parts)).toEqual(digest(name, ...parts))
      }),
      { numRuns: 50 },
    )
  })

  test.each(NAMES)('%s is of the octets as they were when it was asked for', async (name) => {
    const octets = encodeUtf8('as given')
    const expected = digest(name, octets)
    const found = digestLater(name, octets)
    octets.fill(0)
    expect(await found).toEqual(expected)
  })

  test('HMAC with SM3 by itself is the one of all hashes', () => {
    const [key, one, other] = ['key', 'one', 'other'].map(encodeUtf8) as [Uint8Array, Uint8Array, Uint8Array]
    expect(hmacSm3(key, one, other)).toEqual(hmac('SM3', key, concatBytes(one, other)))
    expect(() => hmacSm3('key' as unknown as Uint8Array)).toThrow(TypeError)
  })

  test('names and parts that are none are wrong calls', () => {
    for (const name of ['SHA-1', 'sm3', '', '__proto__'])
      expect(() => digestLater(name as DigestName)).toThrow(TypeError)
    expect(() => digestLater('SHA-256', 'text' as unknown as Uint8Array)).toThrow(TypeError)
  })
})

describe('in a page', () => {
  const withoutNode = { getBuiltinModule: undefined }
  const ABC = encodeUtf8('abc')
  const EXPECTED = encodeHex(digest('SHA-256', ABC))

  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  /** As a page loads it: with nothing loaded and nothing proven before. */
  async function askAnew(digestInPage: (name: string, bytes: Uint8Array) => Promise<unknown>) {
    vi.stubGlobal('process', { ...process, ...withoutNode })
    const asked = vi.fn(digestInPage)
    vi.stubGlobal('crypto', { subtle: { digest: asked } })
    vi.resetModules()
    const { digestLater: later } = await import('../../src/crypto/digest-later.ts')
    return { found: encodeHex(await later('SHA-256', ABC)), asked }
  }

  test('WebCrypto is asked', async () => {
    const { subtle } = globalThis.crypto
    const { found, asked } = await askAnew((name, bytes) => subtle.digest(name, Uint8Array.from(bytes)))
    expect(found).toBe(EXPECTED)
    // Once for the known answer.
    expect(asked).toHaveBeenCalledTimes(2)
  })

  test('one that gives another answer is not believed', async () => {
    const { found, asked } = await askAnew(async () => new Uint8Array(32))
    expect(found).toBe(EXPECTED)
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('one that refuses is passed over', async () => {
    expect((await askAnew(() => Promise.reject(new Error('no')))).found).toBe(EXPECTED)
  })
})
