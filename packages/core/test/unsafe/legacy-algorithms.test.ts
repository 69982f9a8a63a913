import { createHash, createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  encodeBitString,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
  openDer,
  parseDer,
} from '../../src/der/index.ts'
import { encodeUtf8, parsePublicKey, signatureScheme } from '../../src/index.ts'
import { legacyAlgorithms, parseLegacyPublicKey } from '../../src/unsafe/index.ts'

const MESSAGE = encodeUtf8('signed long ago')
const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }))
const schemeOf = (oid: string, parameters?: Uint8Array) => legacyAlgorithms.scheme({ oid, parameters })

const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 })
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })
const dsa2048 = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 })

const NULL = encodeNull()

describe('legacy schemes', () => {
  test.each<
    [string, string, Uint8Array | undefined, string, { publicKey: KeyObject; privateKey: KeyObject }]
  >([
    ['MD5 with RSA', '1.2.840.113549.1.1.4', NULL, 'md5', rsa1024],
    ['SHA-1 with RSA', '1.2.840.113549.1.1.5', NULL, 'sha1', rsa1024],
    ['SHA-1 with RSA, the other name', '1.3.14.3.2.29', NULL, 'sha1', rsa1024],
    ['SHA-224 with RSA', '1.2.840.113549.1.1.14', undefined, 'sha224', rsa1024],
    ['SHA-256 with a small RSA key', '1.2.840.113549.1.1.11', NULL, 'sha256', rsa1024],
    ['SHA-1 with ECDSA', '1.2.840.10045.4.1', undefined, 'sha1', p256],
    ['SHA-224 with ECDSA', '1.2.840.10045.4.3.1', undefined, 'sha224', p256],
    ['SHA-1 with DSA', '1.2.840.10040.4.3', undefined, 'sha1', dsa],
    ['SHA-224 with DSA', '2.16.840.1.101.3.4.3.1', undefined, 'sha224', dsa],
    ['SHA-256 with DSA', '2.16.840.1.101.3.4.3.2', undefined, 'sha256', dsa],
    ['SHA-256 with DSA of 2048 bits', '2.16.840.1.101.3.4.3.2', undefined, 'sha256', dsa2048],
  ])('%s: what OpenSSL signs verifies, and nothing else', async (_, oid, parameters, hash, pair) => {
    const scheme = schemeOf(oid, parameters)!
    const key = legacyAlgorithms.publicKey(spkiOf(pair.publicKey))
    expect(scheme.accepts(key.kind)).toBe(true)
    const signature = new Uint8Array(createSign(hash).update(MESSAGE).sign(pair.privateKey))
    expect(await scheme.verify(key, MESSAGE, signature)).toBe(true)
    expect(await scheme.verify(key, MESSAGE.with(0, 0), signature)).toBe(false)
    for (let at = 0; at < signature.length; at += 3)
      expect(await scheme.verify(key, MESSAGE, signature.with(at, (signature[at] ?? 0) ^ 1))).toBe(false)
    for (const length of [0, 1, signature.length - 1])
      expect(await scheme.verify(key, MESSAGE, signature.subarray(0, length))).toBe(false)
    const others = [rsa1024, p256, dsa].filter(
      (other) => other.publicKey.asymmetricKeyType !== pair.publicKey.asymmetricKeyType,
    )
    for (const other of others) {
      const otherKey = legacyAlgorithms.publicKey(spkiOf(other.publicKey))
      expect(scheme.accepts(otherKey.kind)).toBe(false)
      expect(await scheme.verify(otherKey, MESSAGE, signature)).toBe(false)
    }
  })

  test.each(['1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1', '1.2.840.10040.4.3'])(
    '%s is known here, and nowhere else',
    (oid) => {
      expect(schemeOf(oid)).toBeDefined()
      expect(signatureScheme({ oid, parameters: undefined })).toBeUndefined()
    },
  )

  test('what is current stays, and what is unknown stays unknown', () => {
    expect(schemeOf('1.2.156.10197.1.501')?.name).toBe('SM2 with SM3')
    expect(schemeOf('1.2.840.113549.1.1.2', NULL)).toBeUndefined()
    expect(schemeOf('1.2.840.10040.4.3', NULL)).toBeUndefined()
    expect(schemeOf('1.2.840.113549.1.1.5', encodeInteger(1))).toBeUndefined()
  })
})

describe('DSA', () => {
  const scheme = schemeOf('1.2.840.10040.4.3')!
  const signature = new Uint8Array(sign('sha1', MESSAGE, dsa.privateKey))
  const spki = spkiOf(dsa.publicKey)
  const fields = openDer(parseDer(spki))
  const algorithm = openDer(fields.next())
  const [oid, parameters] = [algorithm.next(), algorithm.next()]
  const bits = fields.next()
  const bare = encodeSequence(encodeSequence(oid.raw), bits.raw)

  test('a key without parameters takes those of its issuer, and without an issuer verifies nothing', async () => {
    const issuer = parseLegacyPublicKey(spki)
    expect(await scheme.verify(parseLegacyPublicKey(bare, issuer), MESSAGE, signature)).toBe(true)
    expect(await scheme.verify(parseLegacyPublicKey(bare), MESSAGE, signature)).toBe(false)
    const other = parseLegacyPublicKey(spkiOf(p256.publicKey))
    expect(await scheme.verify(parseLegacyPublicKey(bare, other), MESSAGE, signature)).toBe(false)
    // Handed on, as through a chain of such keys.
    const middle = parseLegacyPublicKey(bare, issuer)
    expect(await scheme.verify(parseLegacyPublicKey(bare, middle), MESSAGE, signature)).toBe(true)
  })

  test('a key made elsewhere is not one of DSA', async () => {
    expect(await scheme.verify({ kind: 'DSA', spki, point: undefined }, MESSAGE, signature)).toBe(false)
  })

  test('r and s outside 1 to q-1 are refused', async () => {
    const key = parseLegacyPublicKey(spki)
    const q = BigInt(`0x${Buffer.from(openParameters().q).toString('hex')}`)
    const r = BigInt(`0x${createHash('sha1').update('r').digest('hex')}`) % q
    for (const [one, other] of [
      [0n, r],
      [r, 0n],
      [q, r],
      [r, q],
      [-1n, r],
      [r, -1n],
    ] as const) {
      const forged = encodeSequence(encodeInteger(one), encodeInteger(other))
      expect(await scheme.verify(key, MESSAGE, forged)).toBe(false)
    }
  })

  function openParameters() {
    const cursor = openDer(parameters)
    cursor.next()
    const q = cursor.next().content
    return { q: q[0] === 0 ? q.subarray(1) : q }
  }

  const keyWith = (p: bigint, q: bigint, g: bigint, y: bigint) =>
    encodeSequence(
      encodeSequence(oid.raw, encodeSequence(encodeInteger(p), encodeInteger(q), encodeInteger(g))),
      encodeBitString(encodeInteger(y)),
    )

  test.each<[string, () => Uint8Array]>([
    ['no numbers of DSA', () => keyWith(7n, 3n, 2n, 2n)],
    ['q that does not divide p-1', () => keyWith((1n << 1023n) + 5n, (1n << 159n) + 1n, 2n, 2n)],
    ['negative numbers', () => keyWith(-5n, -3n, 1n, 1n)],
    [
      'y = 1',
      () => encodeSequence(encodeSequence(oid.raw, parameters.raw), encodeBitString(encodeInteger(1))),
    ],
    [
      'y = 0',
      () => encodeSequence(encodeSequence(oid.raw, parameters.raw), encodeBitString(encodeInteger(0))),
    ],
    [
      'y outside the group',
      () => encodeSequence(encodeSequence(oid.raw, parameters.raw), encodeBitString(encodeInteger(2))),
    ],
  ])('%s: refused', (_, make) => {
    expect(() => parseLegacyPublicKey(make())).toThrow(expect.objectContaining({ code: 'ERR_KEY_ALGORITHM' }))
  })
})

describe('parseLegacyPublicKey', () => {
  const rsaSpki = (modulus: bigint, exponent = 65537n) =>
    encodeSequence(
      encodeSequence(encodeOid('1.2.840.113549.1.1.1'), NULL),
      encodeBitString(encodeSequence(encodeInteger(modulus), encodeInteger(exponent))),
    )

  test('reads RSA from 1024 bits, which parsePublicKey refuses up to 2048', () => {
    for (const bits of [1024n, 1536n, 2047n]) {
      const spki = rsaSpki((1n << (bits - 1n)) + 1n)
      expect(parseLegacyPublicKey(spki).kind).toBe('RSA')
      expect(() => parsePublicKey(spki)).toThrow(expect.objectContaining({ code: 'ERR_KEY_RSA' }))
    }
    expect(parseLegacyPublicKey(rsaSpki((1n << 2047n) + 1n)).kind).toBe('RSA')
  })

  test.each([
    ['of 1023 bits', rsaSpki((1n << 1022n) + 1n)],
    ['that is even', rsaSpki(1n << 1023n)],
    ['with an exponent of 1', rsaSpki((1n << 1023n) + 1n, 1n)],
    ['with an even exponent', rsaSpki((1n << 1023n) + 1n, 4n)],
    ['with a huge exponent', rsaSpki((1n << 1023n) + 1n, (1n << 40n) + 1n)],
    ['that is negative', rsaSpki(-5n)],
  ])('refuses RSA %s', (_, spki) => {
    expect(() => parseLegacyPublicKey(spki)).toThrow(expect.objectContaining({ code: 'ERR_KEY_RSA' }))
  })
})
