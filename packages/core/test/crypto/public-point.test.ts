import { ed448 } from '@noble/curves/ed448.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { createPrivateKey } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edwardsPoint } from '../../src/crypto/edwards-point.ts'
import { nistPoint } from '../../src/crypto/nist-point.ts'
import { writeNumber } from '../../src/gm/number.ts'

const NIST = [
  ['P-256', p256],
  ['P-384', p384],
  ['P-521', p521],
] as const

describe.each(NIST)('the public point of a scalar on %s', (kind, curve) => {
  const { nBitLength, ORDER: n } = { nBitLength: curve.Point.Fn.BITS, ORDER: curve.Point.Fn.ORDER }
  const length = Math.ceil(nBitLength / 8)

  test.each([1n, 2n, 3n, 5n, 1n << 64n, n - 2n, n - 1n])('%s is the one that noble finds', (scalar) => {
    const octets = writeNumber(scalar, length)
    expect(nistPoint(kind, octets)).toEqual(curve.getPublicKey(octets, false))
  })

  test('is the one that noble finds, whatever the scalar', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: n - 1n }), (scalar) => {
        const octets = writeNumber(scalar, length)
        expect(nistPoint(kind, octets)).toEqual(curve.getPublicKey(octets, false))
      }),
      { numRuns: 20 },
    )
  })

  test.each([0n, n, n + 1n, (1n << BigInt(8 * length)) - 1n])('there is none of %s', (scalar) => {
    expect(nistPoint(kind, writeNumber(scalar, length))).toBeUndefined()
  })

  test('a key that is made is one of the curve', async () => {
    const { publicKey } = await createPrivateKey(kind)
    expect(publicKey.kind).toBe(kind)
  })
})

const EDWARDS = [
  ['Ed25519', ed25519, 32],
  ['Ed448', ed448, 57],
] as const

test.each(EDWARDS)('the public key of a seed on %s is the one that noble finds', (kind, curve, length) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: length, maxLength: length }), (seed) => {
      expect(edwardsPoint(kind, seed)).toEqual(curve.getPublicKey(seed))
    }),
    { numRuns: 20 },
  )
})
