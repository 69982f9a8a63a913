import { ed448 } from '@noble/curves/ed448.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edwardsPrivateKey } from '../../src/crypto/edwards-private-key.ts'
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
  decodeBase64,
  decodeHex,
  encodeHex,
  encodePem,
  exportPrivateKey,
  parsePrivateKey,
} from '../../src/index.ts'
import { PLAIN } from '../keys/files.ts'

const SM2 = encodeOid('1.2.156.10197.1.301')
const P256 = encodeOid('1.2.840.10045.3.1.7')
const SECP256K1 = encodeOid('1.3.132.0.10')

const file = (name: keyof typeof PLAIN) => decodeBase64(PLAIN[name])
const sm2 = parsePrivateKey(file('sm2'))
const scalar = file('sm2').subarray(36, 68)
const point = sm2.publicKey.point!

interface Parts {
  readonly version?: number
  readonly secret?: Uint8Array
  readonly curve?: Uint8Array
  readonly stated?: Uint8Array
  readonly more?: Uint8Array
}

const sec1 = ({ version = 1, secret = scalar, curve, stated, more }: Parts) =>
  encodeSequence(
    encodeInteger(version),
    encodeOctetString(secret),
    ...(curve === undefined ? [] : [encodeContext(0, curve)]),
    ...(stated === undefined ? [] : [encodeContext(1, encodeBitString(stated))]),
    ...(more === undefined ? [] : [more]),
  )

const refusal = (code: string) => expect.objectContaining({ code })

describe('a key in SEC 1', () => {
  const read = (secret: Uint8Array, stated?: Uint8Array) =>
    parsePrivateKey(sec1({ secret, curve: SM2, ...(stated && { stated }) }))

  test('whose scalar is as long as an INTEGER, as GnuTLS writes it, is the same where its public key is stated', () => {
    const longer = Uint8Array.from([0, ...scalar])
    expect(exportPrivateKey(read(longer, point))).toEqual(exportPrivateKey(sm2))
    const small = read(Uint8Array.from([...new Uint8Array(31), 5]))
    const shorter = read(Uint8Array.of(5), small.publicKey.point)
    expect(exportPrivateKey(shorter)).toEqual(exportPrivateKey(small))
  })

  test.each([
    ['longer, where no public key is stated', [0, ...scalar], undefined],
    ['shorter, where no public key is stated', [5], undefined],
    ['shorter, of another public key', [5], point],
    ['with an octet more that is not zero', [1, ...scalar], point],
    ['with two octets more', [0, 0, ...scalar], point],
    ['empty', [], point],
  ])('whose scalar is %s, is refused', (_, secret, stated) => {
    expect(() => read(Uint8Array.from(secret), stated)).toThrow(refusal('ERR_KEY_PRIVATE'))
  })

  test.each([
    ['SM2 PRIVATE KEY', 'sm2Sec1', 'sm2'],
    ['EC PRIVATE KEY', 'sm2Sec1', 'sm2'],
    ['EC PRIVATE KEY', 'p256Sec1', 'p256'],
  ] as const)('as OpenSSL writes it, %s, is the same as in PKCS#8', (label, name, pkcs8) => {
    const key = parsePrivateKey(file(pkcs8))
    for (const input of [encodePem(label, file(name)), file(name)])
      expect(exportPrivateKey(parsePrivateKey(input))).toEqual(exportPrivateKey(key))
  })

  test('has its curve from the block in front of it', () => {
    const bare = encodePem('EC PRIVATE KEY', sec1({}))
    expect(parsePrivateKey(encodePem('EC PARAMETERS', SM2) + bare)).toEqual(sm2)
    expect(parsePrivateKey(encodePem('SM2 PARAMETERS', SM2) + bare)).toEqual(sm2)
  })

  test.each<[string, string, Uint8Array | string]>([
    ['no curve', 'ERR_KEY_PRIVATE', sec1({ stated: point })],
    ['another curve', 'ERR_KEY_ALGORITHM', sec1({ curve: SECP256K1 })],
    ['a curve spelt out', 'ERR_KEY_PRIVATE', sec1({ curve: encodeSequence(encodeInteger(1)) })],
    ['version 0', 'ERR_KEY_PRIVATE', sec1({ version: 0, curve: SM2 })],
    ['the public key of another', 'ERR_KEY_PRIVATE', sec1({ curve: P256, stated: point })],
    ['something more', 'ERR_KEY_PRIVATE', sec1({ curve: SM2, stated: point, more: encodeNull() })],
    [
      'two curves, in the block in front and inside',
      'ERR_KEY_PRIVATE',
      encodePem('EC PARAMETERS', P256) + encodePem('EC PRIVATE KEY', sec1({ curve: SM2 })),
    ],
    [
      'two blocks in front',
      'ERR_KEY_PRIVATE',
      encodePem('EC PARAMETERS', SM2).repeat(2) + encodePem('EC PRIVATE KEY', sec1({ curve: SM2 })),
    ],
    [
      'two curves, in PKCS#8 and inside',
      'ERR_KEY_PRIVATE',
      encodeSequence(
        encodeInteger(0),
        encodeSequence(encodeOid(KEY_OIDS.ec), P256),
        encodeOctetString(sec1({ curve: SM2 })),
      ),
    ],
    ['the label of RSA', 'ERR_KEY_PRIVATE', encodePem('RSA PRIVATE KEY', sec1({ curve: SM2 }))],
    ['the label of PKCS#8', 'ERR_KEY_PRIVATE', encodePem('PRIVATE KEY', sec1({ curve: SM2 }))],
  ])('is refused with %s: %s', (_, code, input) => {
    expect(() => parsePrivateKey(input)).toThrow(refusal(code))
  })
})

describe('a key in PKCS#1', () => {
  test('as OpenSSL writes it is the same as in PKCS#8', () => {
    const key = parsePrivateKey(file('rsa'))
    for (const input of [encodePem('RSA PRIVATE KEY', file('rsaPkcs1')), file('rsaPkcs1')])
      expect(exportPrivateKey(parsePrivateKey(input))).toEqual(exportPrivateKey(key))
  })

  test.each<[string, Uint8Array | string]>([
    ['under the label of EC', encodePem('EC PRIVATE KEY', file('rsaPkcs1'))],
    ['as its public half', file('rsaPublicPkcs1')],
    ['that says it has more than two primes', file('rsaPkcs1').map((octet, at) => (at === 6 ? 1 : octet))],
    ['of another type throughout', encodeSequence(encodeInteger(0), encodeElement(0x0c))],
  ])('is refused %s', (_, input) => {
    expect(() => parsePrivateKey(input)).toThrow(refusal('ERR_KEY_PRIVATE'))
  })
})

describe('an Ed448 key', () => {
  // RFC 8032, 7.4: the first key.
  const SEED =
    '6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3528c8a3fcc2f044e39a3fc5b94492f8f032e7549a20098f95b'
  const PUBLIC =
    '5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180'

  test('has the public key of the standard', () => {
    const { publicKey } = edwardsPrivateKey('Ed448', decodeHex(SEED))
    expect(encodeHex(publicKey.spki.subarray(-57))).toBe(PUBLIC)
  })

  test('as OpenSSL writes it goes in and out', () => {
    expect(exportPrivateKey(parsePrivateKey(file('ed448')))).toEqual(file('ed448'))
  })

  test('has the public key that noble derives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 57, maxLength: 57 }), (seed) => {
        const { publicKey } = edwardsPrivateKey('Ed448', seed)
        expect(publicKey.spki.subarray(-57)).toEqual(ed448.getPublicKey(seed))
      }),
      { numRuns: 20 },
    )
  })
})
