import { generateKeyPairSync, type RSAPSSKeyPairKeyObjectOptions } from 'node:crypto'
import { ed448 } from '@noble/curves/ed448.js'
import { describe, expect, test } from 'vitest'
import { KEY_OIDS } from '../../src/crypto/public-key.ts'
import { rsaEncryptionSpki } from '../../src/crypto/rsa-spki.ts'
import { encodeBitString, encodeInteger, encodeNull, encodeOid, encodeSequence } from '../../src/der/index.ts'
import { createPrivateKey, decodeHex, encodeHex, parsePublicKey } from '../../src/index.ts'

const SM2_POINT =
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
  'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
const SM2_OID = '1.2.156.10197.1.301'

const ecSpki = (point: string, curve = SM2_OID, ...more: Uint8Array[]) =>
  encodeSequence(
    encodeSequence(encodeOid(KEY_OIDS.ec), encodeOid(curve), ...more),
    encodeBitString(decodeHex(point)),
  )

const rsaSpki = (modulus: bigint, exponent: bigint, parameters = encodeNull()) =>
  encodeSequence(
    encodeSequence(encodeOid(KEY_OIDS.rsa), parameters),
    encodeBitString(encodeSequence(encodeInteger(modulus), encodeInteger(exponent))),
  )

const ed25519Spki = (key: string) =>
  encodeSequence(encodeSequence(encodeOid(KEY_OIDS.ed25519)), encodeBitString(decodeHex(key)))

const ed448Spki = (key: string, ...more: Uint8Array[]) =>
  encodeSequence(encodeSequence(encodeOid(KEY_OIDS.ed448), ...more), encodeBitString(decodeHex(key)))

/** The lowest octet of a y without an x, the others being zero. */
const NO_ED448_POINT = '02'

const pssSpki = (modulus: bigint, ...parameters: Uint8Array[]) =>
  encodeSequence(
    encodeSequence(encodeOid(KEY_OIDS.rsaPss), ...parameters),
    encodeBitString(encodeSequence(encodeInteger(modulus), encodeInteger(65537))),
  )

const odd = (bits: bigint) => (1n << (bits - 1n)) + 1n

describe('parsePublicKey', () => {
  test.each(['P-256', 'P-384', 'P-521'])('reads what Node generates on %s', (namedCurve) => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve })
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
    expect(parsePublicKey(spki)).toMatchObject({ kind: namedCurve, spki })
  })

  test('reads what Node generates for RSA and Ed25519', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    const ed25519 = generateKeyPairSync('ed25519').publicKey
    const spki = (key: typeof rsa) => new Uint8Array(key.export({ format: 'der', type: 'spki' }))
    expect(parsePublicKey(spki(rsa))).toMatchObject({ kind: 'RSA', point: undefined })
    expect(parsePublicKey(spki(ed25519))).toMatchObject({ kind: 'Ed25519', point: undefined })
  })

  test('reads Ed448 as noble does, a point where it is one', () => {
    for (let y = 2; y < 40; y++) {
      const key = new Uint8Array(57)
      key[0] = y
      const isPoint = (() => {
        try {
          return !ed448.Point.fromBytes(key).isSmallOrder()
        } catch {
          return false
        }
      })()
      const spki = ed448Spki(encodeHex(key))
      if (isPoint) expect(parsePublicKey(spki).kind).toBe('Ed448')
      else expect(() => parsePublicKey(spki)).toThrow(expect.objectContaining({ code: 'ERR_KEY_POINT' }))
    }
  })

  test('reads RSA under id-RSASSA-PSS, with its restrictions', () => {
    expect(parsePublicKey(pssSpki(odd(2048n))).pssOnly).toEqual({ hash: undefined, minimumSalt: 0 })
    const made = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha384',
      mgf1HashAlgorithm: 'sha384',
      saltLength: 40,
    } as unknown as RSAPSSKeyPairKeyObjectOptions).publicKey
    const key = parsePublicKey(new Uint8Array(made.export({ format: 'der', type: 'spki' })))
    expect(key).toMatchObject({ kind: 'RSA', pssOnly: { hash: 'SHA-384', minimumSalt: 40 } })
    const plain = parsePublicKey(rsaSpki(odd(2048n), 65537n))
    expect(plain.pssOnly).toBeUndefined()
    expect(rsaEncryptionSpki(plain)).toBe(plain.spki)
    expect(rsaEncryptionSpki(parsePublicKey(pssSpki(odd(2048n))))).toEqual(plain.spki)
  })

  test('reads an SM2 key and keeps its bytes from later changes', () => {
    const spki = ecSpki(SM2_POINT)
    const key = parsePublicKey(spki)
    expect(key).toEqual({ kind: 'SM2', spki, point: decodeHex(SM2_POINT) })
    spki.fill(0)
    expect(key.spki[0]).toBe(0x30)
  })

  test.each([
    ['an RSA modulus of 2048 bits', rsaSpki(odd(2048n), 65537n)],
    ['an RSA modulus of 8192 bits', rsaSpki(odd(8192n), 65537n)],
    ['an RSA exponent of 33 bits', rsaSpki(odd(2048n), odd(33n))],
    ['an RSA exponent of 3', rsaSpki(odd(2048n), 3n)],
  ])('reads %s', (_, spki) => {
    expect(parsePublicKey(spki).kind).toBe('RSA')
  })

  test.each<[string, string, Uint8Array]>([
    ['nothing', 'ERR_DER_TRUNCATED', new Uint8Array(0)],
    ['what is cut short', 'ERR_DER_TRUNCATED', ecSpki(SM2_POINT).subarray(0, 60)],
    ['a trailing octet', 'ERR_DER_TRAILING', Uint8Array.from([...ecSpki(SM2_POINT), 0])],
    ['more than a key can be', 'ERR_DER_SIZE', new Uint8Array(10_000)],
    ['SM2 off the curve', 'ERR_KEY_POINT', ecSpki(SM2_POINT.replace(/13$/, '14'))],
    ['a point of SM2 as P-256', 'ERR_KEY_POINT', ecSpki(SM2_POINT, '1.2.840.10045.3.1.7')],
    ['a point of SM2 as P-384', 'ERR_KEY_POINT', ecSpki(SM2_POINT, '1.3.132.0.34')],
    ['the point at infinity', 'ERR_KEY_POINT', ecSpki('00')],
    ['the compressed form', 'ERR_KEY_POINT', ecSpki(`03${SM2_POINT.slice(2, 66)}`)],
    ['the hybrid form', 'ERR_KEY_POINT', ecSpki(SM2_POINT.replace(/^04/, '07'))],
    ['another curve', 'ERR_KEY_ALGORITHM', ecSpki(SM2_POINT, '1.3.132.0.10')],
    ['two parameters', 'ERR_DER_TAG', ecSpki(SM2_POINT, SM2_OID, encodeNull())],
    [
      'another algorithm',
      'ERR_KEY_ALGORITHM',
      encodeSequence(encodeSequence(encodeOid('1.2.840.10040.4.1')), encodeBitString(decodeHex('00'))),
    ],
    [
      'unused bits',
      'ERR_DER_VALUE',
      encodeSequence(
        encodeSequence(encodeOid(KEY_OIDS.ec), encodeOid(SM2_OID)),
        encodeBitString(Uint8Array.of(0x80), 1),
      ),
    ],
    ['RSA of 2047 bits', 'ERR_KEY_RSA', rsaSpki(odd(2047n), 65537n)],
    ['RSA of 8193 bits', 'ERR_KEY_RSA', rsaSpki(odd(8193n), 65537n)],
    ['an even modulus', 'ERR_KEY_RSA', rsaSpki(1n << 2047n, 65537n)],
    ['a negative modulus', 'ERR_KEY_RSA', rsaSpki(-odd(2048n), 65537n)],
    ['the exponent 1', 'ERR_KEY_RSA', rsaSpki(odd(2048n), 1n)],
    ['an even exponent', 'ERR_KEY_RSA', rsaSpki(odd(2048n), 65536n)],
    ['a negative exponent', 'ERR_KEY_RSA', rsaSpki(odd(2048n), -3n)],
    ['an exponent of 34 bits', 'ERR_KEY_RSA', rsaSpki(odd(2048n), odd(34n))],
    ['RSA without NULL', 'ERR_DER_TAG', rsaSpki(odd(2048n), 65537n, new Uint8Array(0))],
    ['Ed25519 of small order', 'ERR_KEY_POINT', ed25519Spki(`01${'00'.repeat(31)}`)],
    ['Ed25519 that is no point', 'ERR_KEY_POINT', ed25519Spki(`02${'00'.repeat(31)}`)],
    ['a short Ed25519 key', 'ERR_KEY_POINT', ed25519Spki('01'.repeat(31))],
    ['Ed448 of order 1', 'ERR_KEY_POINT', ed448Spki(`01${'00'.repeat(56)}`)],
    ['Ed448 of order 4', 'ERR_KEY_POINT', ed448Spki('00'.repeat(57))],
    ['Ed448 of order 2', 'ERR_KEY_POINT', ed448Spki(`fe${'ff'.repeat(27)}fe${'ff'.repeat(27)}00`)],
    ['Ed448 with y not below p', 'ERR_KEY_POINT', ed448Spki(`${'ff'.repeat(56)}00`)],
    ['Ed448 that is no point', 'ERR_KEY_POINT', ed448Spki(`${NO_ED448_POINT}${'00'.repeat(56)}`)],
    ['Ed448 with another last octet', 'ERR_KEY_POINT', ed448Spki(`02${'00'.repeat(55)}01`)],
    ['a short Ed448 key', 'ERR_KEY_POINT', ed448Spki('02'.repeat(56))],
    ['Ed448 with parameters', 'ERR_DER_TAG', ed448Spki('02'.repeat(57), encodeNull())],
    ['PSS with SHA-1 by default', 'ERR_KEY_ALGORITHM', pssSpki(odd(2048n), encodeSequence())],
    ['PSS with NULL', 'ERR_DER_TAG', pssSpki(odd(2048n), encodeNull())],
    ['a small key under PSS', 'ERR_KEY_RSA', pssSpki(odd(2047n))],
  ])('refuses %s: %s', (_, code, spki) => {
    expect(() => parsePublicKey(spki)).toThrow(expect.objectContaining({ code }))
  })

  test('reads back the public key of every kind that we make', async () => {
    for (const kind of ['SM2', 'P-256', 'P-384', 'P-521', 'Ed25519', 'Ed448'] as const) {
      const { publicKey } = await createPrivateKey(kind)
      expect(parsePublicKey(publicKey.spki)).toEqual(publicKey)
    }
  })
})
