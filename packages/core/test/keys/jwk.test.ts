import { createHash, createPublicKey } from 'node:crypto'
import { listTruth, readTruthJson, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createPrivateKey,
  decodeBase64Url,
  encodeBase64Url,
  encodeUtf8,
  exportPrivateKey,
  joseScheme,
  type KeyKind,
} from '../../src/index.ts'
import type { JsonObject } from '../../src/json/index.ts'
import { exportJwk, type JwkOperation, jwkThumbprint, parseJwk, parseJwkSet } from '../../src/keys/index.ts'

const sm2 = { crv: 'SM2', alg: 'SM2SM3' }
const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448']
const refusal = (code: string, facts: object = {}) =>
  expect.objectContaining({ name: 'CoreError', code, facts: expect.objectContaining(facts) })
const text = (jwk: object) => JSON.stringify(jwk)

describe.each(KINDS)('a JWK of %s', (kind) => {
  test('goes out and comes back, private and public', async () => {
    const key = await createPrivateKey(kind)
    const secret = parseJwk(text(exportJwk(key, { sm2 })), { sm2 })
    expect(exportPrivateKey(secret.privateKey!)).toEqual(exportPrivateKey(key))
    const open = parseJwk(text(exportJwk(key.publicKey, { sm2 })), { sm2 })
    expect(open.privateKey).toBeUndefined()
    expect(open.publicKey).toEqual(key.publicKey)
  })

  test('published, has no member of the private one', async () => {
    const key = await createPrivateKey(kind)
    const members = Object.keys(exportJwk(key.publicKey, { sm2 }))
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(members).not.toContain(secret)
  })

  test('is refused with a private part of another key', async () => {
    const [key, other] = [await createPrivateKey(kind), await createPrivateKey(kind)]
    const mixed = { ...exportJwk(other, { sm2 }), ...exportJwk(key.publicKey, { sm2 }) }
    expect(() => parseJwk(mixed, { sm2 })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_KEY(S_JWK|_PRIVATE)$/) }),
    )
  })
})

describe('parseJwk', () => {
  testTruth.each(listTruth('jose/jwk').filter((name) => !name.includes('symmetric')))(
    'reads RFC 7520, %s',
    (name) => {
      const jwk = readTruthJson<JsonObject>(`jose/jwk/${name}`)
      const { publicKey, privateKey, keyId, use } = parseJwk(jwk)
      expect([keyId, use]).toEqual(['bilbo.baggins@hobbiton.example', 'sig'])
      expect(privateKey !== undefined).toBe(name.includes('private'))
      const { kid: _, use: __, ...members } = jwk
      expect(exportJwk(privateKey ?? publicKey)).toEqual(members)
    },
  )

  testTruth.each(listTruth('jose/jwk').filter((name) => name.includes('symmetric')))(
    'refuses RFC 7520, %s: no secret is shared here',
    (name) => {
      expect(() => parseJwk(readTruthJson<JsonObject>(`jose/jwk/${name}`))).toThrow(
        refusal('ERR_KEYS_JWK_KIND', { kind: 'oct' }),
      )
    },
  )

  // RFC 8037, A.1 to A.3.
  const OKP = {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  }
  test('reads the key of RFC 8037, and derives its thumbprint', () => {
    expect(exportJwk(parseJwk(OKP).privateKey!)).toEqual(OKP)
    expect(jwkThumbprint(parseJwk(OKP).publicKey)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  })

  const EC = {
    kty: 'EC',
    crv: 'P-256',
    x: '04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY',
    y: 'UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw',
    d: 'yy49oPcINGK2ps0LmtxpB6UTEOiITghHBif6wDqmJ3c',
  }
  const longer = (member: string) => encodeBase64Url(Uint8Array.from([0, ...decodeBase64Url(member)]))

  test.each<[string, string, object]>([
    ['no kty', 'ERR_KEYS_JWK', { ...EC, kty: undefined }],
    ['a kty that is no text', 'ERR_KEYS_JWK', { ...EC, kty: 3 }],
    ['another kty', 'ERR_KEYS_JWK_KIND', { ...EC, kty: 'ec' }],
    ['the kty of another kind', 'ERR_KEYS_JWK', { ...EC, kty: 'RSA' }],
    ['the kty of another curve', 'ERR_KEYS_JWK_KIND', { ...EC, kty: 'OKP' }],
    ['another curve', 'ERR_KEYS_JWK_KIND', { ...EC, crv: 'secp256k1' }],
    ['a curve of key agreement', 'ERR_KEYS_JWK_KIND', { ...OKP, crv: 'X25519' }],
    ['a curve named like a member of every object', 'ERR_KEYS_JWK_KIND', { ...EC, crv: 'constructor' }],
    ['SM2 without a profile', 'ERR_KEYS_JWK_KIND', { ...EC, crv: 'SM2' }],
    ['no y', 'ERR_KEYS_JWK', { ...EC, y: undefined }],
    ['a point off the curve', 'ERR_KEY_POINT', { ...EC, y: EC.x }],
    ['a longer x', 'ERR_KEYS_JWK', { ...EC, x: longer(EC.x) }],
    ['a longer d', 'ERR_KEY_PRIVATE', { ...EC, d: longer(EC.d) }],
    ['a d of zero', 'ERR_KEY_PRIVATE', { ...EC, d: encodeBase64Url(new Uint8Array(32)) }],
    ['a d that is no text', 'ERR_KEYS_JWK', { ...EC, d: null }],
    ['another d', 'ERR_KEYS_JWK', { ...EC, d: EC.x }],
    ['padding', 'ERR_KEYS_JWK', { ...EC, x: `${EC.x}=` }],
    ['base64 that is not for URLs', 'ERR_KEYS_JWK', { ...EC, y: EC.y.replace('-', '+') }],
    ['stray bits', 'ERR_KEYS_JWK', { ...EC, d: EC.d.replace(/c$/, 'd') }],
    ['a kid that is no text', 'ERR_KEYS_JWK', { ...EC, kid: 1 }],
    ['the alg of another curve', 'ERR_KEYS_JWK_ALGORITHM', { ...EC, alg: 'ES384' }],
    ['an alg that nobody knows', 'ERR_KEYS_JWK_ALGORITHM', { ...EC, alg: 'ES521' }],
    ['an alg of another kind', 'ERR_KEYS_JWK_ALGORITHM', { ...EC, alg: 'none' }],
    ['a use that is no text', 'ERR_KEYS_JWK', { ...EC, use: ['sig'] }],
    ['key_ops that are no list', 'ERR_KEYS_JWK', { ...EC, key_ops: 'sign' }],
    ['key_ops that repeat', 'ERR_KEYS_JWK', { ...EC, key_ops: ['sign', 'sign'] }],
    ['key_ops of numbers', 'ERR_KEYS_JWK', { ...EC, key_ops: [1] }],
    ['key_ops beyond its use', 'ERR_KEYS_JWK', { ...EC, use: 'sig', key_ops: ['sign', 'deriveKey'] }],
    ['key_ops short of its use', 'ERR_KEYS_JWK', { ...EC, use: 'enc', key_ops: ['verify'] }],
    ['an Ed25519 key of small order', 'ERR_KEY_POINT', { ...OKP, d: undefined, x: `AQ${'A'.repeat(41)}` }],
    ['a short Ed25519 seed', 'ERR_KEY_PRIVATE', { ...OKP, d: 'AA' }],
    ['a short Ed25519 key', 'ERR_KEYS_JWK', { ...OKP, x: 'AA' }],
  ])('refuses %s: %s', (_, code, jwk) => {
    expect(() => parseJwk(JSON.stringify(jwk))).toThrow(refusal(code))
  })

  test('refuses a member that stands there twice, and what is no JSON', () => {
    const twice = text(EC).replace('{', '{"kty":"EC",')
    expect(() => parseJwk(twice)).toThrow(refusal('ERR_JSON_DUPLICATE'))
    expect(() => parseJwk('[]')).toThrow(refusal('ERR_JSON_SYNTAX'))
    expect(() => parseJwk(`"${'a'.repeat(70_000)}"`)).toThrow(refusal('ERR_KEYS_JWK'))
    expect(parseJwk(encodeUtf8(text(EC))).publicKey.kind).toBe('P-256')
    expect(() => parseJwk(3 as never)).toThrow(TypeError)
  })

  test('takes nothing from a prototype', () => {
    expect(() => parseJwk(Object.create(EC) as JsonObject)).toThrow(
      refusal('ERR_KEYS_JWK', { member: 'kty' }),
    )
  })

  test.each<[boolean, JwkOperation, object]>([
    [true, 'sign', {}],
    [true, 'verify', { use: 'sig' }],
    [true, 'sign', { key_ops: ['sign', 'verify'] }],
    [true, 'deriveKey', { use: 'enc', key_ops: ['deriveKey'] }],
    [false, 'verify', { use: 'enc' }],
    [false, 'deriveKey', { use: 'sig' }],
    [false, 'verify', { key_ops: ['sign'] }],
    [false, 'verify', { key_ops: [] }],
    [false, 'verify', { use: 'other' }],
    [false, 'sign', { d: undefined }],
    [true, 'verify', { d: undefined }],
  ])('says %s to a key for %s that has %j', (isFit, operation, members) => {
    const read = () => parseJwk(text({ ...EC, ...members }), { operation })
    if (isFit) expect(read().publicKey.kind).toBe('P-256')
    else expect(read).toThrow(refusal('ERR_KEYS_JWK_USE', { operation }))
  })
})

describe('an RSA key', () => {
  const made = createPrivateKey('RSA').then((key) => exportJwk(key))
  const longer = (number: string) => encodeBase64Url(Uint8Array.from([0, ...decodeBase64Url(number)]))

  test.each(['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'])(
    'is refused with a zero before %s',
    async (member) => {
      const jwk = await made
      expect(() => parseJwk({ ...jwk, [member]: longer(jwk[member]!) })).toThrow(
        refusal('ERR_KEYS_JWK', { member }),
      )
    },
  )

  test.each(['p', 'q', 'dp', 'dq', 'qi'])('is refused without %s', async (member) => {
    const { [member]: _, ...jwk } = await made
    expect(() => parseJwk(jwk)).toThrow(refusal('ERR_KEYS_JWK', { member }))
  })

  test.each(['p', 'q', 'dp', 'dq', 'qi'])('is refused as a public one with %s', async (member) => {
    const { n, e, kty, [member]: secret } = await made
    const jwk = { n, e, kty, [member]: secret } as JsonObject
    expect(() => parseJwk(jwk)).toThrow(refusal('ERR_KEYS_JWK', { member: 'd' }))
    expect(() => parseJwkSet({ keys: [jwk] })).toThrow(refusal('ERR_KEYS_JWK', { member: 'd' }))
  })

  test.each([
    ['of more primes than two', { oth: [] }, 'ERR_KEYS_JWK'],
    ['with a number of no octets', { n: '' }, 'ERR_KEYS_JWK'],
    ['with a number of two thousand octets', { n: 'A'.repeat(3000).replace('A', 'B') }, 'ERR_KEYS_JWK'],
    ['of exponent 1', { e: 'AQ' }, 'ERR_KEY_RSA'],
    ['of exponent 0', { e: 'AA' }, 'ERR_KEY_RSA'],
    ['for ECDSA', { alg: 'ES256' }, 'ERR_KEYS_JWK_ALGORITHM'],
  ])('is refused %s', async (_, members, code) => {
    const jwk = { ...(await made), ...members }
    expect(() => parseJwk(jwk)).toThrow(refusal(code))
  })
})

describe('an SM2 key', () => {
  test('has the name that the parties agreed on, and signs under their profile', async () => {
    const profile = {
      crv: 'sm2p256v1',
      alg: 'SM3withSM2',
      encoding: 'raw',
      userId: encodeUtf8('me'),
    } as const
    const key = await createPrivateKey('SM2')
    const jwk = exportJwk(key.publicKey, { sm2: profile })
    expect(jwk).toMatchObject({ kty: 'EC', crv: 'sm2p256v1', alg: 'SM3withSM2' })
    const { publicKey } = parseJwk(jwk, { sm2: profile, operation: 'verify' })
    const scheme = joseScheme(profile)!
    const message = encodeUtf8('令牌')
    expect(await scheme.verify(publicKey, message, await scheme.sign(key, message))).toBe(true)
    expect(() => parseJwk(jwk, { sm2: { ...profile, alg: 'SM2' } })).toThrow(
      refusal('ERR_KEYS_JWK_ALGORITHM'),
    )
    expect(() => parseJwk(jwk, { sm2 })).toThrow(refusal('ERR_KEYS_JWK_KIND'))
    expect(() => parseJwk({ ...jwk, kty: 'OKP' }, { sm2: profile })).toThrow(refusal('ERR_KEYS_JWK_KIND'))
  })

  test('needs a profile, under a name of its own', async () => {
    const key = await createPrivateKey('SM2')
    expect(() => exportJwk(key)).toThrow(/^sm2: /)
    expect(() => jwkThumbprint(key)).toThrow(/^sm2: /)
    for (const crv of ['', 'P-256', 'secp256k1', 'X25519'])
      expect(() => exportJwk(key, { sm2: { crv } })).toThrow(/^sm2.crv: /)
    expect(() => parseJwk('{}', { sm2: { crv: 'SM2', alg: 'ES256' } })).toThrow(/^sm2.alg: /)
  })
})

describe('jwkThumbprint', () => {
  // RFC 7638, 3.1.
  const RFC7638 = {
    kty: 'RSA',
    n:
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3okn' +
      'jhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6q' +
      'MQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJ' +
      'zKnqDKgw',
    e: 'AQAB',
    alg: 'RS256',
    kid: '2011-04-29',
  }
  test('is that of RFC 7638', () => {
    expect(jwkThumbprint(parseJwk(RFC7638).publicKey)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
  })

  test.each(KINDS.filter((kind) => kind !== 'SM2'))('of %s is over what Node writes', async (kind) => {
    const key = await createPrivateKey(kind)
    const spki = { key: Buffer.from(key.publicKey.spki), format: 'der', type: 'spki' } as const
    const members = Object.entries(createPublicKey(spki).export({ format: 'jwk' })).sort()
    for (const [hash, name] of [
      ['SHA-256', 'sha256'],
      ['SHA-512', 'sha512'],
    ] as const)
      expect(jwkThumbprint(key, { hash })).toBe(
        createHash(name)
          .update(JSON.stringify(Object.fromEntries(members)))
          .digest('base64url'),
      )
    expect(jwkThumbprint(key)).toBe(jwkThumbprint(key.publicKey))
  })
})

test('whatever JSON it is given, parseJwk reads it or gives a coded error', () => {
  const members = ['kty', 'crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'alg', 'use', 'kid', 'key_ops', 'oth']
  const values = fc.oneof(
    fc.constantFrom('EC', 'RSA', 'OKP', 'oct', 'P-256', 'Ed25519', 'SM2', 'sig', 'AQAB', ''),
    fc.base64String(),
    fc.jsonValue({ maxDepth: 2 }),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...members), values), (jwk) => {
      try {
        parseJwk(JSON.stringify(jwk), { sm2 })
      } catch (error) {
        expect(error).toMatchObject({ name: 'CoreError' })
      }
    }),
    { numRuns: 500 },
  )
})

describe('parseJwkSet', () => {
  test('reads what is known and leaves out the rest', async () => {
    const [a, b] = [await createPrivateKey('P-256'), await createPrivateKey('SM2')]
    const keys = [
      { ...exportJwk(a.publicKey), kid: 'a' },
      { kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA', kid: 'a' },
      { kty: 'new' },
      { ...exportJwk(b.publicKey, { sm2 }), kid: 'b' },
    ]
    expect(parseJwkSet(text({ keys }), { sm2 }).map(({ keyId }) => keyId)).toEqual(['a', 'b'])
    expect(parseJwkSet({ keys }).map(({ keyId }) => keyId)).toEqual(['a'])
  })

  test.each<[string, (key: object, secret: object) => unknown, string]>([
    ['a private key', (_, secret) => [secret], 'd'],
    [
      'one kid for two keys',
      (key) => [
        { ...key, kid: 'a' },
        { ...key, kid: 'a' },
      ],
      'kid',
    ],
    ['no list', () => ({}), 'keys'],
    ['something that is no key', (key) => [key, 'key'], 'keys'],
    ['too many keys', (key) => Array.from({ length: 201 }, () => key), 'keys'],
  ])('refuses %s', async (_, make, member) => {
    const key = await createPrivateKey('P-256')
    const keys = make(exportJwk(key.publicKey), exportJwk(key))
    expect(() => parseJwkSet(text({ keys }))).toThrow(refusal('ERR_KEYS_JWK_SET', { member }))
  })

  test('refuses a set with a malformed key of a known kind', () => {
    expect(() => parseJwkSet('{"keys":[{"kty":"EC","crv":"P-256"}]}')).toThrow(refusal('ERR_KEYS_JWK'))
    expect(() => parseJwkSet('{}')).toThrow(refusal('ERR_KEYS_JWK_SET'))
  })
})
