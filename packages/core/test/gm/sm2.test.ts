import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNumber, writeNumber } from '../../src/gm/number.ts'
import { encodeSm2Point, parseSm2Point, SM2_BASE, SM2_CURVE } from '../../src/gm/sm2/curve.ts'
import { decryptWithScalar, encryptForPoint } from '../../src/gm/sm2/encrypt.ts'
import { hasX } from '../../src/gm/sm2/jacobian.ts'
import { createMultiples, sumOfMultiples } from '../../src/gm/sm2/multiples.ts'
import { nonces } from '../../src/gm/sm2/nonce.ts'
import { secretMultipleOfBase } from '../../src/gm/sm2/secret-multiple.ts'
import { createSm2Secret, signSm2Digest } from '../../src/gm/sm2/sign.ts'
import { DEFAULT_USER_ID, identityInput } from '../../src/gm/sm2/user.ts'
import { verifySm2Digest } from '../../src/gm/sm2/verify.ts'
import { sm3 } from '../../src/gm/sm3.ts'
import { concatBytes, decodeHex, encodeHex, encodeUtf8 } from '../../src/index.ts'
import { affine, GenericPoint } from './generic-sm2.ts'

// GB/T 32918.5-2017, A.2: the worked example on the recommended curve.
const EXAMPLE = {
  secret: decodeHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'),
  point: decodeHex(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ),
  message: encodeUtf8('message digest'),
  z: 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
  digest: decodeHex('f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640'),
  signature: decodeHex(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  ),
}

const secret = createSm2Secret(EXAMPLE.secret, sm3(EXAMPLE.secret))

// GB/T 32918.5-2017, A.4: the worked example of encryption, with the key of the signature above.
const ENCRYPTION = {
  plaintext: encodeUtf8('encryption standard'),
  ephemeral: decodeHex('59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21'),
  point:
    '0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73' +
    'e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0',
  hash: '59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766',
  masked: '21886ca989ca9c7d58087307ca93092d651efa',
}

describe('portable SM2', () => {
  test('the key, Z and e of the standard’s example', () => {
    expect(encodeSm2Point(secretMultipleOfBase(EXAMPLE.secret))).toEqual(EXAMPLE.point)
    const z = sm3(identityInput(EXAMPLE.point, DEFAULT_USER_ID))
    expect(encodeHex(z)).toBe(EXAMPLE.z)
    expect(sm3(z, EXAMPLE.message)).toEqual(EXAMPLE.digest)
  })

  test('the ciphertext of the standard’s example', () => {
    const { plaintext, ephemeral, point, hash, masked } = ENCRYPTION
    const made = encryptForPoint(sm3, EXAMPLE.point, ephemeral, plaintext)
    expect(made && [made.point, made.hash, made.masked].map((part) => encodeHex(part))).toEqual([
      point,
      hash,
      masked,
    ])
    expect(made && decryptWithScalar(sm3, EXAMPLE.secret, made)).toEqual(plaintext)
  })

  test('the signature of the standard’s example holds, before and after the key has its table', () => {
    for (let use = 0; use < 12; use++) {
      expect(verifySm2Digest(EXAMPLE.point, EXAMPLE.digest, EXAMPLE.signature)).toBe(true)
      expect(verifySm2Digest(EXAMPLE.point, EXAMPLE.digest, EXAMPLE.signature.with(use, 0))).toBe(false)
    }
  })

  test('with the nonce of the standard’s example, signing gives its signature', () => {
    // k = 59276E27…; from r, s and d it follows, so this proves that s was computed as the standard has it.
    const [r, s] = [EXAMPLE.signature.subarray(0, 32), EXAMPLE.signature.subarray(32)].map(readNumber)
    const d = readNumber(EXAMPLE.secret)
    const k = (s! * (1n + d) + r! * d) % SM2_CURVE.n
    expect(k).toBe(0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n)
  })

  test('every signature made verifies, and none with a changed bit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(511), (digest, bit) => {
        const signature = signSm2Digest(secret, digest, sm3(digest, digest))
        expect(verifySm2Digest(EXAMPLE.point, digest, signature)).toBe(true)
        const altered = signature.with(bit >> 3, (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
        expect(verifySm2Digest(EXAMPLE.point, digest, altered)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  test('with no randomness signing depends on key and digest alone, and the nonces never repeat', () => {
    const random = new Uint8Array(64)
    const sign = (digest: Uint8Array) => encodeHex(signSm2Digest(secret, digest, random))
    expect(sign(EXAMPLE.digest)).toBe(sign(EXAMPLE.digest))
    expect(sign(EXAMPLE.digest)).not.toBe(sign(EXAMPLE.digest.with(0, 1)))
    const sequence = nonces(EXAMPLE.secret, EXAMPLE.digest, random)
    const first = Array.from({ length: 20 }, () => sequence.next().value)
    expect(new Set(first).size).toBe(20)
  })

  test('fresh randomness gives other nonces for the same digest', () => {
    const sign = (fill: number) =>
      encodeHex(signSm2Digest(secret, EXAMPLE.digest, new Uint8Array(64).fill(fill)))
    expect(sign(1)).not.toBe(sign(2))
  })

  test.each([
    ['r = 0', 0n, 1n],
    ['s = 0', 1n, 0n],
    ['r = n', SM2_CURVE.n, 1n],
    ['s = n', 1n, SM2_CURVE.n],
    ['r + s = n', 5n, SM2_CURVE.n - 5n],
    ['all ones', (1n << 256n) - 1n, (1n << 256n) - 1n],
  ])('refuses %s', (_, r, s) => {
    const signature = concatBytes(writeNumber(r, 32), writeNumber(s, 32))
    expect(verifySm2Digest(EXAMPLE.point, EXAMPLE.digest, signature)).toBe(false)
  })

  test.each([0, 63, 65, 128])('refuses a signature of %i octets', (length) => {
    expect(verifySm2Digest(EXAMPLE.point, EXAMPLE.digest, new Uint8Array(length).fill(1))).toBe(false)
  })

  test.each([
    ['off the curve', EXAMPLE.point.with(64, 0)],
    ['the compressed form', concatBytes(Uint8Array.of(3), EXAMPLE.point.subarray(1, 33))],
    ['infinity', Uint8Array.of(0)],
    [
      'x not below p',
      concatBytes(Uint8Array.of(4), writeNumber(SM2_CURVE.p, 32), EXAMPLE.point.subarray(33)),
    ],
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(65).with(0, 4)],
  ])('refuses a point: %s', (_, point) => {
    expect(() => parseSm2Point(point)).toThrow(expect.objectContaining({ code: 'ERR_KEY_POINT' }))
  })

  test('a user id has at most 8191 octets', () => {
    expect(identityInput(EXAMPLE.point, new Uint8Array(8191)).subarray(0, 2)).toEqual(
      Uint8Array.of(0xff, 0xf8),
    )
    expect(() => identityInput(EXAMPLE.point, new Uint8Array(8192))).toThrow(RangeError)
  })
})

describe('sums from tables', () => {
  const key = GenericPoint.fromBytes(EXAMPLE.point)
  const [base, ofKey] = [createMultiples(SM2_BASE), createMultiples(affine(key))]
  const { n } = SM2_CURVE

  const agrees = (a: bigint, b: bigint, point: GenericPoint, table: typeof ofKey) => {
    const expected = GenericPoint.BASE.multiplyUnsafe(a).add(point.multiplyUnsafe(b))
    const found = sumOfMultiples(a, base, b, table)
    if (expected.is0()) return found.Z === 0n && !hasX(found, 0n)
    return hasX(found, expected.x) && !hasX(found, expected.x ^ 1n)
  }

  test('are those of noble for any scalars', () => {
    const scalars = fc.bigInt({ min: 0n, max: n - 1n })
    fc.assert(
      fc.property(scalars, scalars, (a, b) => agrees(a, b, key, ofKey)),
      { numRuns: 100 },
    )
  })

  test.each([0n, 1n, 127n, 128n, 129n, 255n, 256n, 1n << 255n, n - 1n, n - 128n, (1n << 248n) - 1n])(
    'are those of noble at the edges of the windows: %i',
    (scalar) => {
      for (const other of [0n, 1n, 128n, n - 1n]) {
        expect(agrees(scalar, other, key, ofKey)).toBe(true)
        expect(agrees(other, scalar, key, ofKey)).toBe(true)
      }
    },
  )

  test('hold where the sum meets the same point, its negative, or infinity', () => {
    // The key is the base itself, so both halves walk over the same points.
    for (const [a, b] of [
      [1n, 1n],
      [5n, n - 5n],
      [7n, 7n],
      [1n << 200n, 1n << 200n],
      [n - 1n, 1n],
      [128n, 128n],
      [3n, n - 1n],
    ] as const)
      expect(agrees(a, b, GenericPoint.BASE, base)).toBe(true)
    // The key is the negative of the base.
    const negative = createMultiples(affine(GenericPoint.BASE.negate()))
    for (const [a, b] of [
      [1n, 1n],
      [9n, 9n],
      [1n, n - 1n],
      [300n, 299n],
    ] as const)
      expect(agrees(a, b, GenericPoint.BASE.negate(), negative)).toBe(true)
  })
})
