import { decodeHex, encodeBase64Url, parseCertificates, parsePrivateKey, parsePublicKey } from '@xinyin/core'
import {
  encodeBitString,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { decryptPrivateKey, parseJwk, parseJwkSet, parsePkcs12 } from '@xinyin/core/keys'
import { legacyAlgorithms, parseLegacyPublicKey } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { makeFile, oldShroudedKey, PASSWORD, part } from '../keys/pkcs12-made.ts'
import { measured } from './measure.ts'

/** A number of so many bits, odd. */
function number(bits: number): Uint8Array {
  const octets = new Uint8Array(bits / 8 + 1).fill(0xa7)
  octets[0] = 0
  return octets
}

const integer = (octets: Uint8Array) => encodeElement(0x02, octets)
const RSA = encodeSequence(encodeOid('1.2.840.113549.1.1.1'), encodeNull())
const rsaSpki = (modulus: Uint8Array, exponent: Uint8Array) =>
  encodeSequence(RSA, encodeBitString(encodeSequence(integer(modulus), integer(exponent))))

describe('an RSA key', () => {
  test.each([
    ['16,384 bits', number(16_384), Uint8Array.of(1, 0, 1)],
    ['a million bits', number(1_000_000), Uint8Array.of(1, 0, 1)],
    ['an exponent as long as the modulus', number(2048), number(2048)],
    ['an exponent of a million bits', number(2048), number(1_000_000)],
  ])('of %s is refused at once, also where old keys are read', async (_what, modulus, exponent) => {
    const spki = rsaSpki(modulus, exponent)
    for (const read of [parsePublicKey, parseLegacyPublicKey]) {
      const { code, milliseconds } = await measured(() => read(spki))
      expect(code).toMatch(/^ERR_(KEY|DER)_/)
      expect(milliseconds).toBeLessThan(200)
    }
    expect(legacyAlgorithms).toBeDefined()
  })

  test('of 16,384 bits is refused as a private key and as a JWK', async () => {
    const n = number(16_384)
    const fields = [n, Uint8Array.of(1, 0, 1), n, n, n, n, n, n].map(integer)
    const key = encodeSequence(encodeInteger(0), ...fields)
    const pkcs8 = encodeSequence(encodeInteger(0), RSA, encodeOctetString(key))
    const read = await measured(() => parsePrivateKey(pkcs8))
    expect(read.code).toMatch(/^ERR_(KEY|DER)_/)
    expect(read.milliseconds).toBeLessThan(500)
    const text = encodeBase64Url(n.subarray(1))
    const members = Object.fromEntries(['d', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => [name, text]))
    const jwk = await measured(() => parseJwk({ kty: 'RSA', n: text, e: 'AQAB', ...members }))
    expect(jwk.code).toMatch(/^ERR_KEYS?_/)
    expect(jwk.milliseconds).toBeLessThan(500)
  })
})

describe('a file of keys that asks for work', () => {
  const SALT = new Uint8Array(16)

  /** PBES2 over whatever derivation. */
  const encrypted = (derivation: Uint8Array) =>
    encodeSequence(
      encodeSequence(
        encodeOid('1.2.840.113549.1.5.13'),
        encodeSequence(
          derivation,
          encodeSequence(encodeOid('2.16.840.1.101.3.4.1.42'), encodeOctetString(SALT)),
        ),
      ),
      encodeOctetString(new Uint8Array(64)),
    )
  const pbkdf2 = (iterations: Uint8Array) =>
    encodeSequence(
      encodeOid('1.2.840.113549.1.5.12'),
      encodeSequence(encodeOctetString(SALT), integer(iterations)),
    )
  const scrypt = (n: Uint8Array, r: number, p: number) =>
    encodeSequence(
      encodeOid('1.3.6.1.4.1.11591.4.11'),
      encodeSequence(encodeOctetString(SALT), integer(n), encodeInteger(r), encodeInteger(p)),
    )

  test.each<[string, Uint8Array]>([
    ['2^31 iterations', pbkdf2(decodeHex('0080000000'))],
    ['2^63 iterations', pbkdf2(decodeHex('008000000000000000'))],
    ['2^8000 iterations', pbkdf2(number(8000))],
    ['10,000,001 iterations', pbkdf2(decodeHex('00989681'))],
    ['scrypt of 2^30 blocks', scrypt(decodeHex('40000000'), 8, 1)],
    ['scrypt of 2^14 blocks in parallel 10^6 times', scrypt(decodeHex('4000'), 8, 1_000_000)],
    ['scrypt of blocks of a gigabyte', scrypt(decodeHex('02'), 8_388_608, 1)],
  ])('%s is refused before it is done', async (_what, derivation) => {
    const { code, milliseconds, megabytes } = await measured(() =>
      decryptPrivateKey(encrypted(derivation), PASSWORD),
    )
    expect(code).toMatch(/^ERR_KEYS_(EFFORT|ALGORITHM|PKCS8)$/)
    expect(milliseconds).toBeLessThan(200)
    expect(megabytes).toBeLessThan(50)
  })

  test('is not done more often than once may be, by however many keys', async () => {
    const file = await makeFile([part(...Array.from({ length: 500 }, () => oldShroudedKey(1_000_000)))])
    const { code, milliseconds } = await measured(() =>
      parsePkcs12(file, PASSWORD, { maxIterations: 100_000 }),
    )
    expect(code).toBe('ERR_KEYS_EFFORT')
    expect(milliseconds).toBeLessThan(1000)
  })
})

describe('text', () => {
  test.each<[string, string]>([
    ['nested a million times', '['.repeat(1_000_000)],
    ['objects nested 30,000 times', '{"a":'.repeat(30_000)],
    ['a number of 60,000 digits', `{"keys":[${'9'.repeat(60_000)}]}`],
    ['20,000 keys', `{"keys":[${'{"kty":"EC"},'.repeat(20_000)}{}]}`],
    ['6,000 members', `{${Array.from({ length: 6000 }, (_, n) => `"m${n}":0`).join()}}`],
  ])('of JSON with %s is refused in time', async (_what, text) => {
    for (const read of [parseJwk, parseJwkSet]) {
      const { code, milliseconds } = await measured(() => read(text))
      expect(code).toMatch(/^ERR_(JSON|KEYS)_/)
      expect(milliseconds).toBeLessThan(500)
    }
  })

  test('of PEM with 100,000 blocks is refused in time', async () => {
    const block = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n'
    const { code, milliseconds } = await measured(() => parseCertificates(block.repeat(100_000)))
    expect(code).toMatch(/^ERR_(PEM|DER)_/)
    expect(milliseconds).toBeLessThan(1000)
  })
})
