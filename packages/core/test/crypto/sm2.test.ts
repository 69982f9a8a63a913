import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { chooseProvider, type ProviderChoice } from '../../src/crypto/provider/algorithm.ts'
import { sm2Digest } from '../../src/gm/index.ts'
import { verifySm2Digest } from '../../src/gm/sm2/verify.ts'
import {
  createPrivateKey,
  createSm2KeyPair,
  decodeHex,
  encodeUtf8,
  type PrivateKey,
  type PublicKey,
  parsePublicKey,
  signSm2,
  verifySm2,
} from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'
import { OPENSSL } from './openssl.ts'

let privateKey: PrivateKey
let publicKey: PublicKey
let other: PublicKey
beforeAll(async () => {
  ;({ privateKey, publicKey } = await createSm2KeyPair())
  other = (await createSm2KeyPair()).publicKey
})

const MESSAGE = encodeUtf8('电子印章')

describeEachProvider('SM2', () => {
  test.each(['DER', 'raw'] as const)('signs and verifies, %s', async (encoding) => {
    const signature = await signSm2(privateKey, MESSAGE, { encoding })
    expect(await verifySm2(publicKey, MESSAGE, signature, { encoding })).toBe(true)
    expect(await verifySm2(other, MESSAGE, signature, { encoding })).toBe(false)
    expect(await verifySm2(publicKey, MESSAGE.with(0, 1), signature, { encoding })).toBe(false)
    const otherEncoding = encoding === 'DER' ? 'raw' : 'DER'
    expect(await verifySm2(publicKey, MESSAGE, signature, { encoding: otherEncoding })).toBe(false)
  })

  test('the signature of OpenSSL holds', async () => {
    const { publicKey: key } = OPENSSL.privateKey
    expect(await verifySm2(key, OPENSSL.message, OPENSSL.signature)).toBe(true)
    expect(await verifySm2(key, OPENSSL.message, OPENSSL.signature, { userId: new Uint8Array(0) })).toBe(
      false,
    )
    expect(await verifySm2(key, OPENSSL.message, OPENSSL.withEmptyId, { userId: new Uint8Array(0) })).toBe(
      true,
    )
    expect(await verifySm2(key, OPENSSL.message, OPENSSL.withEmptyId)).toBe(false)
  })

  test('an empty message and one of a megabyte', async () => {
    for (const message of [new Uint8Array(0), new Uint8Array(1 << 20)])
      expect(await verifySm2(publicKey, message, await signSm2(privateKey, message))).toBe(true)
  })

  test('a key of another kind is a wrong call', async () => {
    const p256 = await createPrivateKey('P-256')
    await expect(signSm2(p256, MESSAGE)).rejects.toThrow(TypeError)
    await expect(verifySm2(p256.publicKey, MESSAGE, new Uint8Array(70))).rejects.toThrow(TypeError)
  })
})

describe('native and portable SM2', () => {
  const PROVIDERS: readonly ProviderChoice[] = ['fastest', 'portable']

  test('each verifies what the other signs, with any id', async () => {
    const ids = fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined })
    await fc
      .assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), ids, async (message, userId) => {
          const options = userId === undefined ? {} : { userId }
          for (const signs of PROVIDERS) {
            chooseProvider(signs)
            const signature = await signSm2(privateKey, message, options)
            for (const verifies of PROVIDERS) {
              chooseProvider(verifies)
              expect(await verifySm2(publicKey, message, signature, options)).toBe(true)
              expect(
                await verifySm2(
                  publicKey,
                  message.length > 0 ? message.subarray(1) : MESSAGE,
                  signature,
                  options,
                ),
              ).toBe(false)
            }
          }
        }),
        { numRuns: 30 },
      )
      .finally(() => chooseProvider('fastest'))
  })

  test('they say the same of any r and s', async () => {
    const near = fc.constantFrom(0n, 1n, 2n, N - 1n, N, N + 1n, (1n << 256n) - 1n)
    const number = fc.oneof(near, fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }))
    const hex = (value: bigint) => value.toString(16).padStart(64, '0')
    await fc
      .assert(
        fc.asyncProperty(number, number, async (r, s) => {
          const outcomes = []
          for (const choice of PROVIDERS) {
            chooseProvider(choice)
            outcomes.push(
              await verifySm2(publicKey, MESSAGE, decodeHex(hex(r) + hex(s)), { encoding: 'raw' }),
            )
          }
          expect(outcomes).toEqual([false, false])
        }),
        { numRuns: 60 },
      )
      .finally(() => chooseProvider('fastest'))
  })

  test('more keys than there is room for are all verified', async () => {
    chooseProvider('portable')
    const pairs = []
    for (let i = 0; i < 40; i++) {
      const pair = await createSm2KeyPair()
      pairs.push({ ...pair, signature: await signSm2(pair.privateKey, MESSAGE) })
    }
    for (let round = 0; round < 2; round++)
      for (const pair of pairs) expect(await verifySm2(pair.publicKey, MESSAGE, pair.signature)).toBe(true)
    chooseProvider('fastest')
  })

  test('the same key read again is the same key', async () => {
    const signature = await signSm2(privateKey, MESSAGE)
    for (const choice of PROVIDERS) {
      chooseProvider(choice)
      for (let i = 0; i < 10; i++)
        expect(await verifySm2(parsePublicKey(publicKey.spki), MESSAGE, signature)).toBe(true)
    }
    chooseProvider('fastest')
  })
})

const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

test('the digest of a message is what a signature over it is made of, with the id and the key in it', async () => {
  const userId = encodeUtf8('ALICE123@YAHOO.COM')
  const point = publicKey.point ?? new Uint8Array(0)
  const usual = await signSm2(privateKey, MESSAGE, { encoding: 'raw' })
  const named = await signSm2(privateKey, MESSAGE, { encoding: 'raw', userId })
  expect(verifySm2Digest(point, sm2Digest(publicKey, MESSAGE), usual)).toBe(true)
  expect(verifySm2Digest(point, sm2Digest(publicKey, MESSAGE, { userId }), named)).toBe(true)
  expect(verifySm2Digest(point, sm2Digest(publicKey, MESSAGE), named)).toBe(false)
  expect(verifySm2Digest(point, sm2Digest(other, MESSAGE), usual)).toBe(false)
  expect(() => sm2Digest({ ...publicKey, kind: 'P-256' }, MESSAGE)).toThrow(TypeError)
})
