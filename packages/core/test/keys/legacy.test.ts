import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../../src/index.ts'
import { decryptLegacyCbc } from '../../src/keys/legacy/cbc.ts'
import { createTripleDes } from '../../src/keys/legacy/des.ts'
import { createRc2 } from '../../src/keys/legacy/rc2.ts'

const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

describe('triple DES', () => {
  test('decrypts what Node encrypts, with two keys and with three', () => {
    const data = fc.uint8Array({ maxLength: 100 })
    fc.assert(
      fc.property(octets(24), octets(8), data, fc.boolean(), (key, iv, plaintext, isShort) => {
        const used = isShort ? key.subarray(0, 16) : key
        const full = isShort ? Uint8Array.from([...used, ...used.subarray(0, 8)]) : key
        const cipher = createCipheriv('des-ede3-cbc', full, iv)
        const ciphertext = new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]))
        expect(decryptLegacyCbc(createTripleDes(used), iv, ciphertext)).toEqual(plaintext)
      }),
      { numRuns: 50 },
    )
  })

  test('takes keys of no other length', () => {
    expect(() => createTripleDes(new Uint8Array(8))).toThrow(/^key: /)
  })
})

describe('RC2', () => {
  // RFC 2268, 5: the case whose key has as many effective bits as octets, twice.
  test.each([['88bca90e90875a7f0f79c384627bafb2', '2269552ab0f85ca6', '0000000000000000']])(
    'decrypts the case of RFC 2268 with key %s',
    (key, ciphertext, plaintext) => {
      const block = decodeHex(ciphertext)
      createRc2(decodeHex(key))(block)
      expect(encodeHex(block)).toBe(plaintext)
    },
  )

  test('takes keys of no other length', () => {
    expect(() => createRc2(new Uint8Array(0))).toThrow(/^key: /)
  })
})

describe('CBC over blocks of eight octets', () => {
  // With a cipher that changes nothing, the plaintext is what is seen.
  const open = (...ciphertext: number[]) =>
    decryptLegacyCbc(() => {}, new Uint8Array(8), Uint8Array.from(ciphertext))

  test('takes padding away', () => {
    expect(open(1, 2, 3, 4, 5, 6, 7, 1)).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7))
    expect(open(8, 8, 8, 8, 8, 8, 8, 8)).toEqual(new Uint8Array(0))
  })

  test.each<[string, number[]]>([
    ['no block', []],
    ['half a block', [4, 4, 4, 4]],
    ['padding of none', [1, 2, 3, 4, 5, 6, 7, 0]],
    ['padding beyond the block', [9, 9, 9, 9, 9, 9, 9, 9]],
    ['padding that is uneven', [1, 2, 3, 4, 5, 6, 3, 2]],
  ])('answers nothing for %s', (_, ciphertext) => {
    expect(open(...ciphertext)).toBeUndefined()
  })
})
