import { createPublicKey, generateKeyPairSync, createPrivateKey as importKey } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { KEY_OIDS } from '../../src/crypto/public-key.ts'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../../src/der/index.ts'
import {
  createPrivateKey,
  createSigner,
  decodeHex,
  encodeHex,
  encodePem,
  exportPrivateKey,
  type KeyKind,
  type PrivateKey,
  parsePrivateKey,
} from '../../src/index.ts'

const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448']
const SM2_OID = '1.2.156.10197.1.301'
const N = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'
const SECRET = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'
const POINT =
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
  'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'

const pkcs8 = (algorithm: Uint8Array, key: Uint8Array, version = 0, ...more: Uint8Array[]) =>
  encodeSequence(encodeInteger(version), algorithm, encodeOctetString(key), ...more)

const sm2 = encodeSequence(encodeOid(KEY_OIDS.ec), encodeOid(SM2_OID))

const sm2Key = (scalar: string, point?: string, version = 1) =>
  pkcs8(
    sm2,
    encodeSequence(
      encodeInteger(version),
      encodeOctetString(decodeHex(scalar)),
      ...(point === undefined ? [] : [encodeContext(1, encodeBitString(decodeHex(point)))]),
    ),
  )

describe.each(KINDS)('a private key of %s', (kind) => {
  test('survives the way out and back, and Node reads it', async () => {
    const key = await createPrivateKey(kind)
    const exported = exportPrivateKey(key)
    const again = parsePrivateKey(exported)
    expect(again).toEqual(key)
    expect(exportPrivateKey(again)).toEqual(exported)
    const imported = importKey({ key: Buffer.from(exported), format: 'der', type: 'pkcs8' })
    const spki = createPublicKey(imported).export({ format: 'der', type: 'spki' })
    expect(encodeHex(spki)).toBe(encodeHex(key.publicKey.spki))
    expect(parsePrivateKey(encodePem('PRIVATE KEY', exported))).toEqual(key)
  })

  test('shows nothing secret, however it is looked at', async () => {
    const key = await createPrivateKey(kind)
    const secret = encodeHex(exportPrivateKey(key)).slice(-40)
    const shown = [
      inspect(key, { showHidden: true, depth: 9 }),
      JSON.stringify(key),
      String(key),
      inspect({ ...key }),
    ]
    const properties = Reflect.ownKeys(key)
    expect(properties).toEqual(['kind', 'publicKey'])
    for (const text of shown) expect(text.replaceAll(/[^0-9a-f]/g, '')).not.toContain(secret)
    expect(() => exportPrivateKey(structuredClone(key))).toThrow(TypeError)
    await expect(createSigner({ ...key }).sign(new Uint8Array(1))).rejects.toThrow(TypeError)
    expect(Object.isFrozen(key)).toBe(true)
  })
})

describe('parsePrivateKey', () => {
  test('reads the standard’s SM2 key, with and without its public key', () => {
    for (const key of [sm2Key(SECRET), sm2Key(SECRET, POINT)].map((der) => parsePrivateKey(der)))
      expect(encodeHex(key.publicKey.point!)).toBe(POINT)
  })

  test.each([
    ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['P-521', () => generateKeyPairSync('ec', { namedCurve: 'P-521' })],
    ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['Ed25519', () => generateKeyPairSync('ed25519')],
    ['Ed448', () => generateKeyPairSync('ed448')],
  ])('reads what Node writes for %s, DER and PEM', (kind, generate) => {
    const { privateKey, publicKey } = generate()
    const der = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }))
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    const spki = publicKey.export({ format: 'der', type: 'spki' })
    for (const input of [der, pem, new TextEncoder().encode(pem)]) {
      const key = parsePrivateKey(input)
      expect(key.kind).toBe(kind)
      expect(encodeHex(key.publicKey.spki)).toBe(encodeHex(spki))
    }
  })

  // RFC 8410, 10.3: the same key in version 1, and in version 2 with an attribute and its public key.
  const SEED = 'd4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842'
  const ED25519_POINT = '19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1'
  const ed25519 = encodeSequence(encodeOid(KEY_OIDS.ed25519))
  const seed = encodeOctetString(decodeHex(SEED))
  const attributes = encodeContext(
    0,
    encodeSequence(encodeOid('1.2.840.113549.1.9.9.20'), encodeElement(0x31)),
  )
  const stated = (point: string) => encodeElement(0x81, Uint8Array.of(0), decodeHex(point))

  test('reads Ed25519 with attributes and public key', () => {
    const key = parsePrivateKey(pkcs8(ed25519, seed, 1, attributes, stated(ED25519_POINT)))
    expect(encodeHex(key.publicKey.spki.subarray(-32))).toBe(ED25519_POINT)
    expect(parsePrivateKey(pkcs8(ed25519, seed, 0, attributes))).toEqual(key)
  })

  test.each([
    ['the public key of another', pkcs8(ed25519, seed, 1, stated(SEED))],
    ['a version below the first', pkcs8(ed25519, seed, -1)],
    [
      'a public key of unused bits',
      pkcs8(ed25519, seed, 1, encodeElement(0x81, Uint8Array.of(1), decodeHex(ED25519_POINT))),
    ],
    ['a public key in version 1', pkcs8(ed25519, seed, 0, stated(ED25519_POINT))],
    ['the parts in another order', pkcs8(ed25519, seed, 1, stated(ED25519_POINT), attributes)],
    ['something more', pkcs8(ed25519, seed, 0, encodeNull())],
    ['parameters', pkcs8(encodeSequence(encodeOid(KEY_OIDS.ed25519), encodeNull()), seed)],
  ])('refuses Ed25519 with %s', (_, der) => {
    expect(() => parsePrivateKey(der)).toThrow(expect.objectContaining({ code: 'ERR_KEY_PRIVATE' }))
  })

  test('reads the key after other blocks of a PEM text', () => {
    const pem = encodePem('EC PARAMETERS', encodeOid(SM2_OID)) + encodePem('PRIVATE KEY', sm2Key(SECRET))
    expect(parsePrivateKey(pem).kind).toBe('SM2')
  })

  test('reads the key of a PEM file that begins with words about it', () => {
    const pem = `Bag Attributes\n    friendlyName: 印章\n${encodePem('PRIVATE KEY', sm2Key(SECRET))}`
    expect(parsePrivateKey(new TextEncoder().encode(pem)).kind).toBe('SM2')
  })

  const RSA_PARTS = (() => {
    const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
    return (['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const).map((name) =>
      BigInt(`0x${Buffer.from(jwk[name]!, 'base64url').toString('hex')}`),
    )
  })()
  const rsaKey = (parts: readonly bigint[]) =>
    pkcs8(
      encodeSequence(encodeOid(KEY_OIDS.rsa), encodeNull()),
      encodeSequence(encodeInteger(0), ...parts.map(encodeInteger)),
    )

  test.each([0, 1, 2, 3, 4, 5, 6, 7])('refuses an RSA key whose part %i does not fit', (index) => {
    const parts = [...RSA_PARTS]
    expect(parsePrivateKey(rsaKey(parts)).kind).toBe('RSA')
    parts[index]! += 2n
    expect(() => parsePrivateKey(rsaKey(parts))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_KEY_(PRIVATE|RSA)$/) }),
    )
  })

  test.each<[string, string, Uint8Array | string]>([
    ['nothing', 'ERR_KEY_PRIVATE', new Uint8Array(0)],
    ['zero', 'ERR_KEY_PRIVATE', sm2Key('00'.repeat(32))],
    ['n', 'ERR_KEY_PRIVATE', sm2Key(N)],
    ['n - 1, which SM2 cannot sign with', 'ERR_KEY_PRIVATE', sm2Key(N.replace(/23$/, '22'))],
    ['a short scalar', 'ERR_KEY_PRIVATE', sm2Key(SECRET.slice(2))],
    ['a long scalar', 'ERR_KEY_PRIVATE', sm2Key(`00${SECRET}`)],
    ['the public key of another', 'ERR_KEY_PRIVATE', sm2Key(SECRET.replace(/b8$/, 'b9'), POINT)],
    ['ECPrivateKey of version 2', 'ERR_KEY_PRIVATE', sm2Key(SECRET, POINT, 2)],
    [
      'PrivateKeyInfo of version 2',
      'ERR_KEY_PRIVATE',
      pkcs8(sm2, encodeSequence(encodeInteger(1), encodeOctetString(decodeHex(SECRET))), 2),
    ],
    ['a trailing octet', 'ERR_KEY_PRIVATE', Uint8Array.from([...sm2Key(SECRET), 0])],
    [
      'another curve',
      'ERR_KEY_ALGORITHM',
      pkcs8(encodeSequence(encodeOid(KEY_OIDS.ec), encodeOid('1.3.132.0.10')), encodeInteger(1)),
    ],
    [
      'another algorithm',
      'ERR_KEY_ALGORITHM',
      pkcs8(encodeSequence(encodeOid('1.3.101.110')), encodeInteger(1)),
    ],
    [
      'a short Ed25519 seed',
      'ERR_KEY_PRIVATE',
      pkcs8(encodeSequence(encodeOid(KEY_OIDS.ed25519)), encodeOctetString(new Uint8Array(31))),
    ],
    [
      'a short Ed448 seed',
      'ERR_KEY_PRIVATE',
      pkcs8(encodeSequence(encodeOid(KEY_OIDS.ed448)), encodeOctetString(new Uint8Array(32))),
    ],
    ['an encrypted key', 'ERR_KEY_ENCRYPTED', encodePem('ENCRYPTED PRIVATE KEY', sm2Key(SECRET))],
    [
      'a key and an encrypted one',
      'ERR_KEY_PRIVATE',
      encodePem('ENCRYPTED PRIVATE KEY', sm2Key(SECRET)) + encodePem('PRIVATE KEY', sm2Key(SECRET)),
    ],
    ['two keys', 'ERR_KEY_PRIVATE', encodePem('PRIVATE KEY', sm2Key(SECRET)).repeat(2)],
    ['no PEM', 'ERR_PEM_EMPTY', 'private key'],
  ])('refuses %s: %s', (_, code, input) => {
    expect(() => parsePrivateKey(input)).toThrow(expect.objectContaining({ code }))
  })

  test('an object that only looks like a key is refused', () => {
    const real = parsePrivateKey(sm2Key(SECRET))
    const fake = { kind: 'SM2', publicKey: real.publicKey } as PrivateKey
    expect(() => exportPrivateKey(fake)).toThrow(TypeError)
  })

  test('giving the key away gives a copy', () => {
    const key = parsePrivateKey(sm2Key(SECRET))
    exportPrivateKey(key).fill(0)
    expect(exportPrivateKey(key)[0]).toBe(0x30)
  })
})
