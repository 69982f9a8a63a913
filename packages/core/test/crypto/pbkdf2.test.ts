import { pbkdf2Sync } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { pbkdf2 } from '../../src/crypto/pbkdf2.ts'
import { chooseProvider } from '../../src/crypto/provider/algorithm.ts'
import { encodeHex, encodeUtf8 } from '../../src/index.ts'

const HASHES = ['SM3', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const
const password = encodeUtf8('口令 with spaces')
const salt = encodeUtf8('saltSALTsaltSALT')

afterEach(() => {
  chooseProvider('fastest')
  vi.unstubAllGlobals()
})

describe.each(['fastest', 'node', 'webcrypto', 'portable'] as const)('PBKDF2, %s', (choice) => {
  test.each(HASHES)('HMAC-%s is as OpenSSL has it, for every length about a block', async (hash) => {
    chooseProvider(choice)
    for (const [iterations, length] of [
      [1, 1],
      [2, 20],
      [1000, 32],
      [3, 64],
      [3, 65],
      [2, 200],
    ] as const) {
      const expected = pbkdf2Sync(
        password,
        salt,
        iterations,
        length,
        hash.replace('SHA-', 'sha').toLowerCase(),
      )
      expect(encodeHex(await pbkdf2(hash, password, salt, iterations, length))).toBe(expected.toString('hex'))
    }
  })

  test('the vector of RFC 7914, 11', async () => {
    chooseProvider(choice)
    const key = await pbkdf2('SHA-256', encodeUtf8('passwd'), encodeUtf8('salt'), 1, 64)
    expect(encodeHex(key)).toBe(
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
        '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    )
  })

  test('a password longer than a block of the hash, an empty one, an empty salt', async () => {
    chooseProvider(choice)
    const empty = new Uint8Array(0)
    for (const [word, grain] of [
      [new Uint8Array(200).fill(7), salt],
      [empty, salt],
      [password, empty],
    ] as const)
      expect(encodeHex(await pbkdf2('SM3', word, grain, 5, 32))).toBe(
        pbkdf2Sync(word, grain, 5, 32, 'sm3').toString('hex'),
      )
  })
})

describe('PBKDF2', () => {
  test('lets others run while portable code is at it', async () => {
    chooseProvider('portable')
    let turns = 0
    const timer = setInterval(() => turns++)
    await pbkdf2('SM3', password, salt, 20_000, 32)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(1)
  })

  test.each([
    ['without the call', {}],
    [
      'that does not know the hash and throws',
      {
        pbkdf2: () => {
          throw new TypeError('Invalid digest: sm3')
        },
      },
    ],
    [
      'that does not know the hash and says so later',
      { pbkdf2: (...given: unknown[]) => (given.at(-1) as (error: Error) => void)(new Error('digest')) },
    ],
  ])('a platform %s is passed over', async (_, module) => {
    vi.stubGlobal('process', { getBuiltinModule: () => module })
    const expected = pbkdf2Sync(password, salt, 9, 32, 'sm3').toString('hex')
    expect(encodeHex(await pbkdf2('SM3', password, salt, 9, 32))).toBe(expected)
  })

  test.each<[string, () => Promise<Uint8Array>]>([
    ['hash', () => pbkdf2('MD5' as 'SM3', password, salt, 1, 16)],
    ['iterations', () => pbkdf2('SM3', password, salt, 0, 16)],
    ['iterations', () => pbkdf2('SM3', password, salt, 10_000_001, 16)],
    ['iterations', () => pbkdf2('SM3', password, salt, 1.5, 16)],
    ['length', () => pbkdf2('SM3', password, salt, 1, 0)],
    ['length', () => pbkdf2('SM3', password, salt, 1, 1025)],
  ])('a wrong %s is a wrong call', async (name, call) => {
    await expect(call()).rejects.toThrow(new RegExp(`^${name}:`))
  })
})
