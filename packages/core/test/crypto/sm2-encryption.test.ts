import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeElement } from '../../src/der/index.ts'
import { decryptSm2, encryptSm2 } from '../../src/gm/index.ts'
import {
  concatBytes,
  createPrivateKey,
  createSm2KeyPair,
  decodeUtf8,
  encodeUtf8,
  type PrivateKey,
  type PublicKey,
} from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'
import { OPENSSL } from './openssl.ts'

let privateKey: PrivateKey
let publicKey: PublicKey
beforeAll(async () => {
  ;({ privateKey, publicKey } = await createSm2KeyPair())
})

const refused = expect.objectContaining({ code: 'ERR_SM2_DECRYPT' })

describeEachProvider('SM2 encryption', () => {
  test.each(['C1C3C2', 'C1C2C3', 'DER'] as const)(
    'what is encrypted can be decrypted, %s',
    async (encoding) => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (plaintext) => {
          const ciphertext = await encryptSm2(publicKey, plaintext, { encoding })
          expect(await decryptSm2(privateKey, ciphertext, { encoding })).toEqual(plaintext)
        }),
        { numRuns: 20 },
      )
    },
  )

  test('what OpenSSL encrypted can be decrypted', async () => {
    const plaintext = await decryptSm2(OPENSSL.privateKey, OPENSSL.ciphertext, { encoding: 'DER' })
    expect(decodeUtf8(plaintext)).toBe(OPENSSL.plaintext)
  })

  test('the parts stand in the order C1, C3, C2', async () => {
    const ciphertext = await encryptSm2(publicKey, encodeUtf8('abc'))
    expect(ciphertext.length).toBe(65 + 32 + 3)
    expect(ciphertext[0]).toBe(4)
  })

  test('the same plaintext never encrypts to the same', async () => {
    const plaintext = encodeUtf8('abc')
    expect(await encryptSm2(publicKey, plaintext)).not.toEqual(await encryptSm2(publicKey, plaintext))
  })

  test('a change anywhere is noticed', async () => {
    for (const encoding of ['C1C3C2', 'C1C2C3', 'DER'] as const) {
      const ciphertext = await encryptSm2(publicKey, encodeUtf8('sixteen-byte-key'), { encoding })
      for (let at = 0; at < ciphertext.length; at += 3) {
        const altered = ciphertext.with(at, (ciphertext[at] ?? 0) ^ 0x10)
        await expect(decryptSm2(privateKey, altered, { encoding })).rejects.toThrow(refused)
      }
      for (const length of [0, 1, 64, 65, 97, ciphertext.length - 1])
        await expect(decryptSm2(privateKey, ciphertext.subarray(0, length), { encoding })).rejects.toThrow(
          refused,
        )
      const longer = concatBytes(ciphertext, Uint8Array.of(0))
      await expect(decryptSm2(privateKey, longer, { encoding })).rejects.toThrow(refused)
    }
  })

  test('another key, another encoding, and another order are refused', async () => {
    const plaintext = encodeUtf8('sixteen-byte-key')
    const ciphertext = await encryptSm2(publicKey, plaintext)
    const other = await createSm2KeyPair()
    await expect(decryptSm2(other.privateKey, ciphertext)).rejects.toThrow(refused)
    await expect(decryptSm2(privateKey, ciphertext, { encoding: 'DER' })).rejects.toThrow(refused)
    const c1c2c3 = concatBytes(
      ciphertext.subarray(0, 65),
      ciphertext.subarray(97),
      ciphertext.subarray(65, 97),
    )
    await expect(decryptSm2(privateKey, c1c2c3)).rejects.toThrow(refused)
    expect(await decryptSm2(privateKey, c1c2c3, { encoding: 'C1C2C3' })).toEqual(plaintext)
  })

  test('a needless zero in a coordinate is refused', async () => {
    const der = OPENSSL.ciphertext
    const x = der.subarray(4, 37)
    const padded = encodeElement(0x30, encodeElement(2, Uint8Array.of(0), x), der.subarray(37))
    expect(encodeElement(0x30, encodeElement(2, x), der.subarray(37))).toEqual(der)
    await expect(decryptSm2(OPENSSL.privateKey, padded, { encoding: 'DER' })).rejects.toThrow(refused)
  })
})

describe('wrong calls', () => {
  test('nothing to encrypt, and too much', async () => {
    await expect(encryptSm2(publicKey, new Uint8Array(0))).rejects.toThrow(RangeError)
    await expect(encryptSm2(publicKey, new Uint8Array(16 * 1024 * 1024 + 1))).rejects.toThrow(RangeError)
  })

  test('a key of another kind', async () => {
    const p256 = await createPrivateKey('P-256')
    await expect(encryptSm2(p256.publicKey, Uint8Array.of(1))).rejects.toThrow(TypeError)
    await expect(decryptSm2(p256, new Uint8Array(100))).rejects.toThrow(TypeError)
  })
})
