import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createPrivateKey,
  createSigner,
  decodeBase64Url,
  digest,
  encodeBase64Url,
  encodeUtf8,
  equalBytes,
  randomBytes,
} from '../../src/index.ts'
import { parseJws, parseJwsInTurns, signJwsInTurns, verifyJws } from '../../src/jws/index.ts'
import {
  decodeAsciiInTurns,
  decodeBase64UrlInTurns,
  digestInTurns,
  encodeAsciiInTurns,
  encodeBase64UrlInTurns,
  LARGE_BYTES,
  TURN_BYTES,
} from '../../src/turns/index.ts'

/** Around the ends of a slice, where something could be lost. */
const lengths = fc
  .tuple(fc.constantFrom(0, TURN_BYTES, 2 * TURN_BYTES), fc.integer({ min: 0, max: 20 }))
  .map(([whole, more]) => Math.max(0, whole + more - 10))
const octets = (length: number) => {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 65_536) bytes.set(randomBytes(Math.min(65_536, length - at)), at)
  return bytes
}

describe('what is worked through in turns', () => {
  test('is what it is at once', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        const bytes = octets(length)
        const text = encodeBase64Url(bytes)
        const written = await encodeBase64UrlInTurns(bytes)
        expect(await decodeAsciiInTurns(written)).toBe(text)
        // Compared octet by octet by the test runner, they would take seconds.
        expect(equalBytes(await encodeAsciiInTurns(text), written)).toBe(true)
        expect(equalBytes(await decodeBase64UrlInTurns(written), bytes)).toBe(true)
        for (const name of ['SM3', 'SHA-256'] as const)
          expect(await digestInTurns(name, bytes)).toEqual(digest(name, bytes))
      }),
      { numRuns: 12 },
    )
  })

  test.each([0, 5, TURN_BYTES - 3, TURN_BYTES + 1])(
    'is refused for a character at %i, as at once',
    async (at) => {
      const text = encodeUtf8(encodeBase64Url(octets(TURN_BYTES)))
      for (const octet of [0x2e, 0x3d, 0x0a, 0x80, 0xff]) {
        const bad = new Uint8Array(text)
        bad[at] = octet
        await expect(decodeBase64UrlInTurns(bad)).rejects.toMatchObject({
          code: 'ERR_BYTES_BASE64',
          facts: { position: at },
        })
      }
    },
  )

  test('is refused where bits are left, and where a character is none of ASCII', async () => {
    await expect(decodeBase64UrlInTurns(encodeUtf8('AB'))).rejects.toMatchObject({ code: 'ERR_BYTES_BASE64' })
    expect(() => decodeBase64Url('AB')).toThrow()
    await expect(encodeAsciiInTurns('aé')).rejects.toMatchObject({ code: 'ERR_BYTES_BASE64' })
    await expect(encodeAsciiInTurns(`${'a'.repeat(TURN_BYTES)}印`)).rejects.toThrow()
  })

  test('lets others go first', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 0)
    await digestInTurns('SM3', new Uint8Array(8 * TURN_BYTES))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(2)
  })
})

describe.each(['SM2', 'P-256'] as const)('a long JWS by %s', async (kind) => {
  const key = await createPrivateKey(kind)
  const payload = octets(LARGE_BYTES + 1000)
  const jws = await signJwsInTurns({ typ: 'x' }, payload, createSigner(key))
  const text = await decodeAsciiInTurns(jws)
  const limits = { maxBytes: 2 * 1024 * 1024 }

  test('is read as the same at once and in turns, and its signature holds', async () => {
    const at = await parseJwsInTurns(jws, limits)
    const once = parseJws(text, limits)
    expect(at.header).toEqual(once.header)
    for (const part of ['signed', 'payload', 'signature'] as const)
      expect(equalBytes(at[part], once[part]), part).toBe(true)
    expect(equalBytes(at.payload, payload)).toBe(true)
    expect(await verifyJws(at, key.publicKey)).toBe(true)
    expect(await verifyJws(parseJws(text, limits), key.publicKey)).toBe(true)
  })

  test.each([0, TURN_BYTES - 1, TURN_BYTES, LARGE_BYTES + 500])(
    'does not hold with octet %i changed',
    async (at) => {
      const parsed = await parseJwsInTurns(jws, limits)
      const signed = new Uint8Array(parsed.signed)
      signed[at] = (signed[at] ?? 0) ^ 1
      expect(await verifyJws({ ...parsed, signed }, key.publicKey)).toBe(false)
    },
  )

  test.each([
    ['no dot behind the payload', () => text.slice(0, text.lastIndexOf('.')), 'ERR_JWS_FORM'],
    ['a dot in the payload', () => `${text.slice(0, 5000)}.${text.slice(5001)}`, 'ERR_BYTES_BASE64'],
    ['a header without end', () => text.replace('.', 'A').slice(0, -100), 'ERR_JWS_SIZE'],
    ['no header', () => text.slice(text.indexOf('.')), 'ERR_JWS_FORM'],
    ['more than may be', () => `${text}${'A'.repeat(2_000_000)}`, 'ERR_JWS_SIZE'],
  ])('is refused with %s', async (_, change, code) => {
    await expect(parseJwsInTurns(encodeUtf8(change()), limits)).rejects.toMatchObject({ code })
  })
})
