import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { chooseProvider } from '../../src/crypto/provider/algorithm.ts'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
  openDer,
  parseDer,
} from '../../src/der/index.ts'
import {
  concatBytes,
  createPrivateKey,
  createSigner,
  decodeHex,
  encodeUtf8,
  joseScheme,
  type KeyKind,
  type PrivateKey,
  parsePublicKey,
  signatureScheme,
} from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'

const KINDS = ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448'] as const
const MESSAGE = encodeUtf8('建设工程施工许可证')

const keys = new Map<KeyKind, PrivateKey>()
beforeAll(async () => {
  for (const kind of KINDS) keys.set(kind, await createPrivateKey(kind))
})

const schemeOf = (oid: string, parameters?: Uint8Array) => signatureScheme({ oid, parameters })

describeEachProvider('signature schemes', () => {
  test.each(KINDS)('%s: what a signer signs verifies, and nothing else', async (kind) => {
    const key = keys.get(kind)!
    const signer = createSigner(key)
    const signature = await signer.sign(MESSAGE)
    const scheme = schemeOf(signer.algorithm)!
    const verify = (message: Uint8Array, bytes: Uint8Array) => scheme.verify(key.publicKey, message, bytes)
    expect(await verify(MESSAGE, signature)).toBe(true)
    expect(await verify(MESSAGE.with(0, 0), signature)).toBe(false)
    expect(await verify(new Uint8Array(0), signature)).toBe(false)
    for (const length of [0, 1, 8, signature.length - 1])
      expect(await verify(MESSAGE, signature.subarray(0, length))).toBe(false)
    expect(await verify(MESSAGE, concatBytes(signature, Uint8Array.of(0)))).toBe(false)
    for (let at = 0; at < signature.length; at += 5)
      expect(await verify(MESSAGE, signature.with(at, (signature[at] ?? 0) ^ 1))).toBe(false)
    expect(scheme.accepts(kind)).toBe(true)
  })

  test.each(KINDS)('%s: a key of another kind is refused, not misused', async (kind) => {
    const signer = createSigner(keys.get(kind)!)
    const signature = await signer.sign(MESSAGE)
    const scheme = schemeOf(signer.algorithm)!
    for (const other of KINDS) {
      if (other === kind) continue
      expect(await scheme.verify(keys.get(other)!.publicKey, MESSAGE, signature)).toBe(false)
    }
  })

  test.each(['SHA-256', 'SHA-384', 'SHA-512'] as const)(
    'ECDSA and RSA sign with %s when asked',
    async (hash) => {
      for (const kind of ['P-256', 'P-384', 'P-521', 'RSA'] as const) {
        const signer = createSigner(keys.get(kind)!, { hash })
        const scheme = schemeOf(signer.algorithm)!
        expect(scheme.digest).toBe(hash)
        expect(await scheme.verify(signer.publicKey, MESSAGE, await signer.sign(MESSAGE))).toBe(true)
      }
    },
  )

  test.each(['SHA-256', 'SHA-384', 'SHA-512'] as const)(
    'RSA signs with PSS and %s when asked',
    async (hash) => {
      const signer = createSigner(keys.get('RSA')!, { padding: 'PSS', hash })
      expect(signer.algorithm).toBe('1.2.840.113549.1.1.10')
      const scheme = schemeOf(signer.algorithm, signer.parameters)!
      expect(scheme.name).toBe(`RSA PSS with ${hash}`)
      const signature = await signer.sign(MESSAGE)
      expect(await scheme.verify(signer.publicKey, MESSAGE, signature)).toBe(true)
      expect(await scheme.verify(signer.publicKey, MESSAGE.with(0, 0), signature)).toBe(false)
      const pkcs1 = schemeOf(createSigner(keys.get('RSA')!, { hash }).algorithm)!
      expect(await pkcs1.verify(signer.publicKey, MESSAGE, signature)).toBe(false)
    },
  )

  test('an RSA key under id-RSASSA-PSS signs with PSS only, and as it says', async () => {
    const key = keys.get('RSA')!
    const pssKey = (...parameters: Uint8Array[]) => {
      const fields = openDer(parseDer(key.publicKey.spki))
      fields.next()
      const algorithm = encodeSequence(encodeOid('1.2.840.113549.1.1.10'), ...parameters)
      return parsePublicKey(encodeSequence(algorithm, fields.next().raw))
    }
    const [open, narrow, otherHash, longSalt] = [
      pssKey(),
      pssKey(pss({})),
      pssKey(pss({ hash: SHA512, salt: 64 })),
      pssKey(pss({ salt: 33 })),
    ]
    const signer = createSigner(key, { padding: 'PSS' })
    const scheme = schemeOf(signer.algorithm, signer.parameters)!
    const signature = await signer.sign(MESSAGE)
    expect(await scheme.verify(open!, MESSAGE, signature)).toBe(true)
    expect(await scheme.verify(narrow!, MESSAGE, signature)).toBe(true)
    expect(await scheme.verify(narrow!, MESSAGE.with(0, 0), signature)).toBe(false)
    expect(await scheme.verify(otherHash!, MESSAGE, signature)).toBe(false)
    expect(await scheme.verify(longSalt!, MESSAGE, signature)).toBe(false)
    const pkcs1 = createSigner(key)
    const byPkcs1 = await pkcs1.sign(MESSAGE)
    expect(await schemeOf(pkcs1.algorithm)!.verify(open!, MESSAGE, byPkcs1)).toBe(false)
    expect(await joseScheme('RS256')!.verify(open!, MESSAGE, byPkcs1)).toBe(false)
    expect(await joseScheme('PS256')!.verify(narrow!, MESSAGE, signature)).toBe(true)
    expect(await joseScheme('PS256')!.verify(otherHash!, MESSAGE, signature)).toBe(false)
  })

  test('random bytes are never a signature, and never throw', async () => {
    const bytes = fc.uint8Array({ maxLength: 600 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...KINDS), bytes, bytes, async (kind, message, signature) => {
        const { publicKey } = keys.get(kind)!
        const scheme = schemeOf(createSigner(keys.get(kind)!).algorithm)!
        expect(await scheme.verify(publicKey, message, signature)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('RSA PSS with a salt that no such key has room for is refused, not an error', async () => {
    const scheme = schemeOf('1.2.840.113549.1.1.10', pss({ salt: 512 }))!
    expect(await scheme.verify(keys.get('RSA')!.publicKey, MESSAGE, new Uint8Array(384).fill(1))).toBe(false)
  })
})

const SHA256 = '2.16.840.1.101.3.4.2.1'
const SHA512 = '2.16.840.1.101.3.4.2.3'
const SHA1 = '1.3.14.3.2.26'

interface Pss {
  readonly hash?: string
  readonly mask?: string
  readonly maskHash?: string
  readonly salt?: number
  readonly trailer?: number
  readonly more?: Uint8Array
}

function pss({
  hash = SHA256,
  mask = '1.2.840.113549.1.1.8',
  maskHash = hash,
  salt = 32,
  trailer,
  more,
}: Pss) {
  const hashAlgorithm = (oid: string) => encodeSequence(encodeOid(oid), encodeNull())
  return encodeSequence(
    encodeContext(0, hashAlgorithm(hash)),
    encodeContext(1, encodeSequence(encodeOid(mask), hashAlgorithm(maskHash))),
    encodeContext(2, encodeInteger(salt)),
    ...(trailer === undefined ? [] : [encodeContext(3, encodeInteger(trailer))]),
    ...(more === undefined ? [] : [more]),
  )
}

describe('signatureScheme', () => {
  const NULL = encodeNull()

  test.each([
    ['1.2.156.10197.1.501', undefined, 'SM2 with SM3'],
    ['1.2.156.10197.1.501', NULL, 'SM2 with SM3'],
    ['1.2.156.10197.1.301.1', undefined, 'SM2 with SM3'],
    ['1.2.156.10197.1.301', undefined, 'SM2 with SM3'],
    ['1.2.840.10045.4.3.2', undefined, 'ECDSA with SHA-256'],
    ['1.2.840.10045.4.3.3', undefined, 'ECDSA with SHA-384'],
    ['1.2.840.10045.4.3.4', undefined, 'ECDSA with SHA-512'],
    ['1.2.840.113549.1.1.11', NULL, 'RSA PKCS#1 v1.5 with SHA-256'],
    ['1.2.840.113549.1.1.12', undefined, 'RSA PKCS#1 v1.5 with SHA-384'],
    ['1.2.840.113549.1.1.13', NULL, 'RSA PKCS#1 v1.5 with SHA-512'],
    ['1.3.101.112', undefined, 'Ed25519'],
    ['1.3.101.113', undefined, 'Ed448'],
    ['1.2.840.113549.1.1.10', pss({}), 'RSA PSS with SHA-256'],
    ['1.2.840.113549.1.1.10', pss({ hash: SHA512, salt: 64, trailer: 1 }), 'RSA PSS with SHA-512'],
  ])('knows %s', (oid, parameters, name) => {
    expect(schemeOf(oid, parameters)?.name).toBe(name)
  })

  test.each<[string, string, Uint8Array | undefined]>([
    ['MD5 with RSA', '1.2.840.113549.1.1.4', NULL],
    ['SHA-1 with RSA', '1.2.840.113549.1.1.5', NULL],
    ['SHA-1 with ECDSA', '1.2.840.10045.4.1', undefined],
    ['SHA-224 with ECDSA', '1.2.840.10045.4.3.1', undefined],
    ['a word', 'SM2', undefined],
    ['ECDSA with NULL', '1.2.840.10045.4.3.2', NULL],
    ['Ed25519 with NULL', '1.3.101.112', NULL],
    ['Ed448 with NULL', '1.3.101.113', NULL],
    ['SM2 with other parameters', '1.2.156.10197.1.501', encodeOid('1.2.3')],
    ['RSA with a NULL that is not empty', '1.2.840.113549.1.1.11', encodeElement(5, Uint8Array.of(0))],
    ['PSS without parameters', '1.2.840.113549.1.1.10', undefined],
    ['PSS by default, which is SHA-1', '1.2.840.113549.1.1.10', encodeSequence()],
    ['PSS with SHA-1', '1.2.840.113549.1.1.10', pss({ hash: SHA1 })],
    ['PSS with another hash in the mask', '1.2.840.113549.1.1.10', pss({ maskHash: SHA512 })],
    ['PSS with another mask', '1.2.840.113549.1.1.10', pss({ mask: '1.2.3' })],
    ['PSS with a negative salt', '1.2.840.113549.1.1.10', pss({ salt: -1 })],
    ['PSS with a huge salt', '1.2.840.113549.1.1.10', pss({ salt: 100_000 })],
    ['PSS with another trailer', '1.2.840.113549.1.1.10', pss({ trailer: 2 })],
    ['PSS with something after', '1.2.840.113549.1.1.10', pss({ more: NULL })],
    ['PSS that is not DER', '1.2.840.113549.1.1.10', decodeHex('3080')],
  ])('does not know %s', (_, oid, parameters) => {
    expect(schemeOf(oid, parameters)).toBeUndefined()
  })
})

describe('strict signature encodings', () => {
  const pad = (der: Uint8Array, change: (r: Uint8Array, s: Uint8Array) => Uint8Array) => {
    const rEnd = 4 + (der[3] ?? 0)
    return change(der.subarray(2, rEnd), der.subarray(rEnd))
  }
  const integer = (content: Uint8Array) => encodeElement(2, content)

  describe.each(['fastest', 'portable'] as const)('%s', (choice) => {
    beforeAll(() => chooseProvider(choice))

    test.each<[string, (r: Uint8Array, s: Uint8Array) => Uint8Array]>([
      [
        'an integer with a needless zero',
        (r, s) => encodeElement(0x30, integer(concatBytes(Uint8Array.of(0), r.subarray(2))), s),
      ],
      ['a long length', (r, s) => concatBytes(Uint8Array.of(0x30, 0x81, r.length + s.length), r, s)],
      ['an indefinite length', (r, s) => concatBytes(Uint8Array.of(0x30, 0x80), r, s, Uint8Array.of(0, 0))],
      ['a third number', (r, s) => encodeElement(0x30, r, s, integer(Uint8Array.of(1)))],
      ['one number', (r) => encodeElement(0x30, r)],
      ['a SET', (r, s) => encodeElement(0x31, r, s)],
      ['r = 0', (_, s) => encodeElement(0x30, integer(Uint8Array.of(0)), s)],
      ['s = 0', (r) => encodeElement(0x30, r, integer(Uint8Array.of(0)))],
      ['a negative r', (_, s) => encodeElement(0x30, integer(Uint8Array.of(0xff)), s)],
      ['an empty r', (_, s) => encodeElement(0x30, integer(new Uint8Array(0)), s)],
      [
        'r too long',
        (r, s) =>
          encodeElement(0x30, integer(concatBytes(Uint8Array.of(1), r.subarray(2), Uint8Array.of(0))), s),
      ],
      ['an octet string for r', (r, s) => encodeElement(0x30, encodeElement(4, r.subarray(2)), s)],
      ['swapped numbers', (r, s) => encodeElement(0x30, s, r)],
      ['r ‖ s without DER', (r, s) => concatBytes(r.slice(-32), s.slice(-32))],
    ])('refuses %s', async (_, change) => {
      for (const kind of ['SM2', 'P-256'] as const) {
        const signer = createSigner(keys.get(kind)!)
        const der = await signer.sign(MESSAGE)
        const scheme = schemeOf(signer.algorithm)!
        expect(
          await scheme.verify(
            signer.publicKey,
            MESSAGE,
            pad(der, (r, s) => encodeElement(0x30, r, s)),
          ),
        ).toBe(true)
        expect(await scheme.verify(signer.publicKey, MESSAGE, pad(der, change))).toBe(false)
      }
    })

    test('refuses r and s with the order added', async () => {
      const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
      const signer = createSigner(keys.get('SM2')!)
      const scheme = schemeOf(signer.algorithm)!
      const der = await signer.sign(MESSAGE)
      const [r = 0n, s = 0n] = numbersOf(der)
      for (const [one, other] of [
        [r + n, s],
        [r, s + n],
        [r, n - s],
        [n, s],
        [r, n],
      ] as const)
        expect(
          await scheme.verify(
            signer.publicKey,
            MESSAGE,
            encodeSequence(encodeInteger(one), encodeInteger(other)),
          ),
        ).toBe(false)
    })
  })

  const numbersOf = (der: Uint8Array) => {
    const rEnd = 4 + (der[3] ?? 0)
    return [der.subarray(4, rEnd), der.subarray(rEnd + 2)].map((bytes) =>
      BigInt(`0x${Buffer.from(bytes).toString('hex')}`),
    )
  }
})

describe('SM2 user ids', () => {
  test('a signature holds under its own id only, the empty one included', async () => {
    const ids = [undefined, new Uint8Array(0), encodeUtf8('ALICE123@YAHOO.COM')]
    const scheme = schemeOf('1.2.156.10197.1.501')!
    for (const signedWith of ids) {
      const signer = createSigner(keys.get('SM2')!, signedWith && { userId: signedWith })
      const signature = await signer.sign(MESSAGE)
      for (const checkedWith of ids) {
        const options = checkedWith && { userId: checkedWith }
        const expected = signedWith === checkedWith
        expect(await scheme.verify(signer.publicKey, MESSAGE, signature, options)).toBe(expected)
      }
    }
  })

  test('the default id may be given in so many words', async () => {
    const signer = createSigner(keys.get('SM2')!)
    const scheme = schemeOf('1.2.156.10197.1.301')!
    const userId = encodeUtf8('1234567812345678')
    expect(await scheme.verify(signer.publicKey, MESSAGE, await signer.sign(MESSAGE), { userId })).toBe(true)
  })

  test('options that a kind of key does not have are wrong calls', () => {
    expect(() => createSigner(keys.get('P-256')!, { userId: MESSAGE })).toThrow(TypeError)
    expect(() => createSigner(keys.get('SM2')!, { hash: 'SHA-256' })).toThrow(TypeError)
    expect(() => createSigner(keys.get('Ed25519')!, { hash: 'SHA-512' })).toThrow(TypeError)
    expect(() => createSigner(keys.get('Ed448')!, { hash: 'SHA-512' })).toThrow(TypeError)
    expect(() => createSigner(keys.get('P-256')!, { padding: 'PSS' })).toThrow(/^padding:/)
    expect(() => createSigner(keys.get('SM2')!, { userId: new Uint8Array(8192) })).toThrow(RangeError)
  })
})
