import { encodeHex } from '@xinyin/core'
import { expect, test } from 'vitest'
import { isLowS, lowerS } from '../../src/qr/low-s.ts'

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** r of no account, then s. */
function signatureWith(s: bigint): Uint8Array {
  const hex = s.toString(16).padStart(64, '0')
  const raw = new Uint8Array(64).fill(0x5a)
  for (let i = 0; i < 32; i++) raw[32 + i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)
  return raw
}

test('of s and order − s, the one up to half of the order is the low one', () => {
  const half = (ORDER - 1n) / 2n
  for (const low of [1n, half - 1n, half]) {
    expect(isLowS(signatureWith(low))).toBe(true)
    expect(isLowS(signatureWith(ORDER - low))).toBe(false)
    expect(encodeHex(lowerS(signatureWith(ORDER - low)))).toBe(encodeHex(signatureWith(low)))
    expect(encodeHex(lowerS(signatureWith(low)))).toBe(encodeHex(signatureWith(low)))
  }
})
