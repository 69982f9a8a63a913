import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RSA } from '../../src/crypto/provider/rsa.ts'
import { encodeDigestInfo } from '../../src/crypto/rsa-digest-info.ts'
import { verifyRsaPkcs1, verifyRsaPss } from '../../src/crypto/rsa-verify.ts'
import { encodeUtf8, parsePublicKey } from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'

const MESSAGE = encodeUtf8('verified in portable code')
const sha256 = (...parts: readonly Uint8Array[]) =>
  new Uint8Array(parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest())
const digest = sha256(MESSAGE)
const digestInfo = encodeDigestInfo('SHA-256', digest)

const pairOf = (modulusLength: number) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  return { key: parsePublicKey(spki), privateKey }
}
/** 2049 bits: the modulus is an octet longer than what PSS encodes. */
const [usual, odd] = [pairOf(2048), pairOf(2049)]

const signPss = (privateKey: KeyObject, saltLength: number) =>
  new Uint8Array(
    sign('sha256', MESSAGE, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
  )

describe.each([
  ['2048', usual],
  ['2049', odd],
])('RSA of %s bits in portable code', (_, { key, privateKey }) => {
  test('PKCS#1 v1.5: what OpenSSL signs verifies, and no change to it', () => {
    const signature = new Uint8Array(sign('sha256', MESSAGE, privateKey))
    expect(verifyRsaPkcs1(key, digestInfo, signature)).toBe(true)
    expect(verifyRsaPkcs1(key, encodeDigestInfo('SHA-256', digest.with(0, digest[0]! ^ 1)), signature)).toBe(
      false,
    )
    fc.assert(
      fc.property(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(verifyRsaPkcs1(key, digestInfo, signature.with(at, signature[at]! ^ change))).toBe(false)
      }),
      { numRuns: 30 },
    )
    for (const other of [new Uint8Array(0), signature.subarray(1), Uint8Array.from([0, ...signature])])
      expect(verifyRsaPkcs1(key, digestInfo, other)).toBe(false)
    expect(verifyRsaPkcs1(key, digestInfo, new Uint8Array(signature.length).fill(0xff))).toBe(false)
  })

  test.each([0, 20, 32, 100])('PSS with a salt of %i: only with the salt that it has', (saltLength) => {
    const signature = signPss(privateKey, saltLength)
    expect(verifyRsaPss(key, sha256, digest, saltLength, signature)).toBe(true)
    for (const other of [saltLength + 1, saltLength === 0 ? 7 : saltLength - 1, 300])
      expect(verifyRsaPss(key, sha256, digest, other, signature)).toBe(false)
    expect(verifyRsaPss(key, sha256, digest.with(31, digest[31]! ^ 1), saltLength, signature)).toBe(false)
    fc.assert(
      fc.property(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = signature.with(at, signature[at]! ^ change)
        expect(verifyRsaPss(key, sha256, digest, saltLength, altered)).toBe(false)
      }),
      { numRuns: 20 },
    )
    expect(verifyRsaPss(key, sha256, digest, saltLength, signature.subarray(1))).toBe(false)
  })
})

test('a DigestInfo without room for its padding is refused', () => {
  const signature = new Uint8Array(256).fill(1)
  expect(verifyRsaPkcs1(usual.key, new Uint8Array(250), signature)).toBe(false)
})

describe('encodings that are almost right', () => {
  /** Puts an encoding through the private key as it is. */
  const signRaw = (encoded: Uint8Array) => new Uint8Array(privateRaw(usual.privateKey, encoded))
  const pkcs1 = (change: (encoded: Uint8Array) => Uint8Array) => {
    const encoded = new Uint8Array(256).fill(0xff)
    encoded.set([0, 1])
    encoded[255 - digestInfo.length] = 0
    encoded.set(digestInfo, 256 - digestInfo.length)
    return signRaw(change(encoded))
  }

  test('PKCS#1 v1.5', () => {
    expect(
      verifyRsaPkcs1(
        usual.key,
        digestInfo,
        pkcs1((encoded) => encoded),
      ),
    ).toBe(true)
    for (const [at, value] of [
      [1, 2],
      [2, 0xfe],
      [100, 0],
      [255 - digestInfo.length, 1],
    ] as const)
      expect(
        verifyRsaPkcs1(
          usual.key,
          digestInfo,
          pkcs1((encoded) => encoded.with(at, value)),
        ),
      ).toBe(false)
    // Short padding with something after the hash: what a reader that parses would take (Bleichenbacher 2006).
    const short = new Uint8Array(256).fill(0x41)
    short.set([0, 1, 255, 255, 255, 255, 255, 255, 255, 255, 0])
    short.set(digestInfo, 11)
    expect(verifyRsaPkcs1(usual.key, digestInfo, signRaw(short))).toBe(false)
  })

  test('PSS', () => {
    interface Change {
      readonly trailer?: number
      readonly top?: number
      readonly one?: number
      readonly zero?: number
    }
    const pss = (change: Change, filling = 9): Uint8Array => {
      const salt = new Uint8Array(32).fill(filling)
      const seed = sha256(new Uint8Array(8), digest, salt)
      const block = new Uint8Array(223)
      block[190] = change.one ?? 1
      block.set(salt, 191)
      block[5] = change.zero ?? 0
      const masked = new Uint8Array(256)
      for (let at = 0, counter = 0; at < 223; counter++) {
        const mask = sha256(seed, Uint8Array.of(0, 0, 0, counter))
        for (let i = 0; i < 32 && at < 223; i++, at++) masked[at] = block[at]! ^ mask[i]!
      }
      masked[0] = (masked[0]! & 0x7f) | (change.top ?? 0)
      // With the first bit set it has to stay below the modulus all the same, whose first two bits are.
      if (masked[0] >= 0xc0) return pss(change, filling + 1)
      masked.set(seed, 223)
      masked[255] = change.trailer ?? 0xbc
      return signRaw(masked)
    }
    const verify = (signature: Uint8Array) => verifyRsaPss(usual.key, sha256, digest, 32, signature)
    expect(verify(pss({}))).toBe(true)
    expect(verify(pss({ trailer: 0xbb }))).toBe(false)
    expect(verify(pss({ one: 2 }))).toBe(false)
    expect(verify(pss({ zero: 1 }))).toBe(false)
    expect(verify(pss({ top: 0x80 }))).toBe(false)
  })
})

/** m^d mod n, where the encoding is below the modulus. */
function privateRaw(privateKey: KeyObject, encoded: Uint8Array): Uint8Array {
  const { n, d } = privateKey.export({ format: 'jwk' }) as { n: string; d: string }
  const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
  const [modulus, exponent] = [number(n), number(d)]
  let result = 1n
  const base = BigInt(`0x${Buffer.from(encoded).toString('hex')}`)
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === '1') result = (result * base) % modulus
  }
  return Buffer.from(result.toString(16).padStart(512, '0'), 'hex')
}

describeEachProvider('a signature that begins with a zero', () => {
  test.each([['PKCS1'], ['PSS']] as const)('does not verify without it (%s)', async (padding) => {
    let [message, signature] = [MESSAGE, Uint8Array.of(1)]
    for (let i = 0; signature[0] !== 0; i++) {
      message = encodeUtf8(`message ${i}`)
      signature = new Uint8Array(
        sign('sha256', message, {
          key: usual.privateKey,
          padding: padding === 'PSS' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING,
          ...(padding === 'PSS' && { saltLength: 32 }),
        }),
      )
    }
    const parameters = { padding, hash: 'SHA-256', saltLength: 32 } as const
    const verify = async (given: Uint8Array) => RSA.current().verify(usual.key, parameters, message, given)
    expect(await verify(signature)).toBe(true)
    expect(await verify(signature.subarray(1))).toBe(false)
    expect(await verify(Uint8Array.of(0, ...signature))).toBe(false)
  })
})
