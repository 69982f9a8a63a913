import { createCipheriv, createDecipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expandSm4Key, transformSm4Block } from '../../src/gm/sm4/block.ts'
import { applySm4Counter, decryptSm4Blocks, encryptSm4Blocks } from '../../src/gm/sm4/modes.ts'
import { decodeHex, encodeHex } from '../../src/index.ts'

const block = fc.uint8Array({ minLength: 16, maxLength: 16 })

describe('portable SM4', () => {
  const key = decodeHex('0123456789abcdeffedcba9876543210')

  test('the standard’s example, once and a million times over (GB/T 32907-2016, A)', () => {
    const view = new DataView(key.buffer)
    const state = Int32Array.from({ length: 4 }, (_, i) => view.getInt32(4 * i))
    const hex = () => [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
    const keys = expandSm4Key(key, 'encrypt')
    transformSm4Block(keys, state)
    expect(hex()).toBe('681edf34d206965e86b3e94f536e4246')
    for (let i = 1; i < 1_000_000; i++) transformSm4Block(keys, state)
    expect(hex()).toBe('595298c7c6fd271f0402f804c33d3f66')
    const back = expandSm4Key(key, 'decrypt')
    for (let i = 0; i < 1_000_000; i++) transformSm4Block(back, state)
    expect(hex()).toBe('0123456789abcdeffedcba9876543210')
  })

  test('CBC over whole blocks is as native code has it', () => {
    fc.assert(
      fc.property(block, block, fc.uint8Array({ maxLength: 20 }), (key, iv, seed) => {
        const blocks = new Uint8Array(16 * seed.length).map((_, i) => (seed[i >> 4] ?? 0) + i)
        const cipher = createCipheriv('sm4-cbc', key, iv).setAutoPadding(false)
        const expected = Buffer.concat([cipher.update(blocks), cipher.final()])
        const encrypted = encryptSm4Blocks(key, iv, blocks)
        expect(encodeHex(encrypted)).toBe(expected.toString('hex'))
        expect(decryptSm4Blocks(key, iv, encrypted)).toEqual(blocks)
        const decipher = createDecipheriv('sm4-cbc', key, iv).setAutoPadding(false)
        expect(Buffer.concat([decipher.update(encrypted), decipher.final()])).toEqual(Buffer.from(blocks))
      }),
    )
  })

  test('CTR is as native code has it, where the counter wraps around too', () => {
    const counters = fc.oneof(
      block,
      fc.constant(new Uint8Array(16).fill(0xff)),
      fc.constant(decodeHex(`${'00'.repeat(12)}ffffffff`)),
    )
    fc.assert(
      fc.property(block, counters, fc.uint8Array({ maxLength: 100 }), (key, counter, data) => {
        const expected = createCipheriv('sm4-ctr', key, counter).update(data).toString('hex')
        expect(encodeHex(applySm4Counter(key, counter, data))).toBe(expected)
      }),
    )
  })

  test.each([
    ['a short key', () => expandSm4Key(new Uint8Array(15), 'encrypt')],
    ['a long key', () => expandSm4Key(new Uint8Array(32), 'decrypt')],
    ['a short iv', () => encryptSm4Blocks(key, new Uint8Array(12), new Uint8Array(16))],
    ['half a block', () => decryptSm4Blocks(key, new Uint8Array(16), new Uint8Array(24))],
    ['a short counter', () => applySm4Counter(key, new Uint8Array(8), new Uint8Array(1))],
  ])('refuses %s', (_, call) => {
    expect(call).toThrow(RangeError)
  })
})
