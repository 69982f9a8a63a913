import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ghash } from '../../src/gm/sm4/ghash.ts'
import { decodeHex, encodeHex } from '../../src/index.ts'

/** GHASH bit by bit, as SP 800-38D, 6.3 and 6.4, write it down. */
function slowGhash(h: Uint8Array, data: Uint8Array): string {
  const number = (bytes: Uint8Array) => BigInt(`0x${encodeHex(bytes)}`)
  let y = 0n
  for (let at = 0; at < data.length; at += 16) {
    const x = y ^ number(data.subarray(at, at + 16))
    let z = 0n
    let v = number(h)
    for (let bit = 127n; bit >= 0n; bit--) {
      if ((x >> bit) & 1n) z ^= v
      v = v & 1n ? (v >> 1n) ^ (0xe1n << 120n) : v >> 1n
    }
    y = z
  }
  return y.toString(16).padStart(32, '0')
}

const block = fc.uint8Array({ minLength: 16, maxLength: 16 })

test('is what the bit by bit definition gives, for few blocks and for many', () => {
  fc.assert(
    fc.property(block, fc.constantFrom(1, 2, 7, 511, 512, 513), fc.integer(), (h, blocks, seed) => {
      const data = new Uint8Array(16 * blocks).map((_, i) => Math.imul(i + 1, seed | 1) >>> 13)
      expect(encodeHex(ghash(h, data))).toBe(slowGhash(h, data))
    }),
    { numRuns: 30 },
  )
})

test('fills each part up with zeros', () => {
  const h = decodeHex('66e94bd4ef8a2c3b884cfa59ca342b2e')
  const part = Uint8Array.from({ length: 21 }, (_, i) => i)
  const filled = new Uint8Array(32)
  filled.set(part)
  expect(ghash(h, part, part)).toEqual(ghash(h, filled, filled))
  expect(ghash(h)).toEqual(new Uint8Array(16))
})

test('makes the tags that AES-GCM has, in Node', () => {
  for (const length of [16, 1600, 16 * 4096]) {
    const key = new Uint8Array(16).fill(7)
    const iv = new Uint8Array(12)
    const cipher = createCipheriv('aes-128-gcm', key, iv)
    const ciphertext = new Uint8Array([...cipher.update(new Uint8Array(length)), ...cipher.final()])
    const ecb = (data: Uint8Array) =>
      createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(data)
    const counter = new Uint8Array(16)
    counter[15] = 1
    const lengths = new Uint8Array(16)
    new DataView(lengths.buffer).setUint32(12, 8 * length)
    const mask = ecb(counter)
    const tag = ghash(new Uint8Array(ecb(new Uint8Array(16))), ciphertext, lengths).map(
      (octet, i) => octet ^ mask[i]!,
    )
    expect(encodeHex(tag)).toBe(cipher.getAuthTag().toString('hex'))
  }
})
