import { beforeAll, describe, expect, test } from 'vitest'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../../src/der/index.ts'
import {
  type Certificate,
  concatBytes,
  createPrivateKey,
  exportPrivateKey,
  type PrivateKey,
} from '../../src/index.ts'
import { parsePkcs12 } from '../../src/keys/index.ts'
import { selfSigned } from './certificate.ts'
import {
  BAG,
  bag,
  certificateBag,
  contentInfo,
  friendlyName,
  localKeyId,
  macData,
  macOver,
  makeFile,
  makeFileOf,
  oldShroudedKey,
  PASSWORD,
  part,
} from './pkcs12-made.ts'

const refusal = (code: string) => expect.objectContaining({ name: 'CoreError', code })
const SHA256 = '2.16.840.1.101.3.4.2.1'
const PBMAC1 = '1.2.840.113549.1.5.14'
const ENVELOPED = '1.2.840.113549.1.7.3'
const SIGNED = '1.2.840.113549.1.7.2'
const nothing = new Uint8Array(32)

let key: PrivateKey
let keyBag: Uint8Array
let certificate: Certificate
beforeAll(async () => {
  key = await createPrivateKey('SM2')
  keyBag = bag(BAG.key, exportPrivateKey(key))
  certificate = await selfSigned(key)
})

/** `PBMAC1-params`. */
const pbmac1 = (keyLength: number | undefined, iterations = 1, derivation = '1.2.840.113549.1.5.12') => {
  const hmac = encodeSequence(encodeOid('1.2.840.113549.2.9'), encodeNull())
  const stated = keyLength === undefined ? [] : [encodeInteger(keyLength)]
  const parameters = encodeSequence(encodeOctetString(nothing), encodeInteger(iterations), ...stated, hmac)
  return encodeSequence(encodeSequence(encodeOid(derivation), parameters), hmac)
}

const nested = (levels: number) => {
  let contents = encodeSequence()
  for (let level = 0; level < levels; level++) contents = encodeSequence(bag(BAG.safe, contents))
  return contentInfo('1.2.840.113549.1.7.1', encodeOctetString(contents))
}

/** `ContentInfo` with one content for each bag. */
const partOf = (...bags: readonly Uint8Array[]) =>
  contentInfo(
    '1.2.840.113549.1.7.1',
    concatBytes(...bags.map((content) => encodeOctetString(encodeSequence(content)))),
  )

/** `EncryptedData` of an unknown algorithm. */
const encryptedPart = (type = '1.2.840.113549.1.7.1') =>
  contentInfo(
    '1.2.840.113549.1.7.6',
    encodeSequence(
      encodeInteger(0),
      encodeSequence(
        encodeOid(type),
        encodeSequence(encodeOid('1.2.3'), encodeNull()),
        encodeElement(0x80, nothing),
      ),
    ),
  )

describe('a PKCS#12 file made by hand', () => {
  test('opens, with what it is not asked for left out', async () => {
    const crl = bag(BAG.crl, encodeNull())
    const secret = bag(BAG.secret, encodeNull())
    const sdsi = bag(
      BAG.certificate,
      encodeSequence(encodeOid('1.2.840.113549.1.9.22.2'), encodeContext(0, encodeNull())),
    )
    const other = encodeSequence(encodeOid('1.2.3.4'), encodeSetOf(encodeNull(), encodeInteger(1)))
    const safe = bag(BAG.safe, encodeSequence(certificateBag(certificate.raw)))
    const keyed = bag(BAG.key, exportPrivateKey(key), other)
    const { keys, certificates } = await parsePkcs12(
      await makeFile([part(crl, secret, keyed), part(sdsi, safe)]),
      PASSWORD,
    )
    expect(keys.map(({ privateKey }) => exportPrivateKey(privateKey))).toEqual([exportPrivateKey(key)])
    expect(certificates.map(({ raw }) => raw)).toEqual([certificate.raw])
  })

  test('gives a key that has two certificates the one of its id, else the first', async () => {
    const again = await selfSigned(key, 'again')
    const open = async (...bags: Uint8Array[]) =>
      (await parsePkcs12(await makeFile([part(...bags)]), PASSWORD)).keys[0]!.certificates[0]!.subject
        .commonName
    const certificates = [
      certificateBag(certificate.raw, localKeyId(1)),
      certificateBag(again.raw, localKeyId(2)),
    ]
    expect(await open(bag(BAG.key, exportPrivateKey(key), localKeyId(2)), ...certificates)).toBe('again')
    expect(await open(bag(BAG.key, exportPrivateKey(key), localKeyId(3)), ...certificates)).toBe('电子印章')
    expect(await open(keyBag, ...certificates)).toBe('电子印章')
  })

  test('gives no key the certificate of another, whatever its id says', async () => {
    const other = await selfSigned(await createPrivateKey('SM2'))
    const mine = bag(BAG.key, exportPrivateKey(key), localKeyId(1))
    const opened = await parsePkcs12(
      await makeFile([part(mine, certificateBag(other.raw, localKeyId(1)))]),
      PASSWORD,
    )
    expect(opened.keys[0]!.certificates).toEqual([])
    expect(opened.certificates.length).toBe(1)
  })

  test('is read where its lengths are not stated, and where strings are in pieces', async () => {
    const indefinite = (tag: number, ...content: Uint8Array[]) =>
      concatBytes(Uint8Array.of(tag, 0x80), ...content, new Uint8Array(2))
    const safe = encodeSequence(part(keyBag))
    const pieces = indefinite(
      0x24,
      encodeOctetString(safe.subarray(0, 9)),
      indefinite(0x24, encodeOctetString(safe.subarray(9))),
    )
    const data = indefinite(0x30, encodeOid('1.2.840.113549.1.7.1'), indefinite(0xa0, pieces))
    const file = indefinite(0x30, encodeInteger(3), data, await macData(safe))
    expect((await parsePkcs12(file, PASSWORD)).keys.length).toBe(1)
  })

  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['version 2', 'ERR_KEYS_PKCS12', () => makeFile([part(keyBag)], { version: 2 })],
    ['content that is signed', 'ERR_KEYS_ALGORITHM', () => makeFile([part(keyBag)], { type: SIGNED })],
    ['a part for a public key', 'ERR_KEYS_ALGORITHM', () => makeFile([contentInfo(ENVELOPED, encodeNull())])],
    ['a part of two contents', 'ERR_KEYS_PKCS12', () => makeFile([partOf(keyBag, keyBag)])],
    ['a part of no content', 'ERR_KEYS_PKCS12', () => makeFile([partOf()])],
    [
      'a part that encrypts something else',
      'ERR_KEYS_PKCS12',
      () => makeFile([encryptedPart('1.2.840.113549.1.7.3')]),
    ],
    ['a part that encrypts with what is not known', 'ERR_KEYS_ALGORITHM', () => makeFile([encryptedPart()])],
    ['parts that are none', 'ERR_KEYS_PKCS12', () => makeFileOf(encodeInteger(1))],
    ['octets after its parts', 'ERR_KEYS_PKCS12', () => makeFileOf(Uint8Array.of(0x30, 0, 0))],
    [
      'a MAC of another hash',
      'ERR_KEYS_ALGORITHM',
      () => makeFile([], { mac: () => macOver('1.2.840.113549.2.5', nothing) }),
    ],
    [
      'a MAC of no iteration',
      'ERR_KEYS_ALGORITHM',
      () => makeFile([], { mac: () => macOver(SHA256, nothing, 0) }),
    ],
    [
      'a MAC of other content',
      'ERR_KEYS_PASSWORD',
      () => makeFile([part(keyBag)], { mac: () => macData(nothing) }),
    ],
    [
      'a MAC cut short',
      'ERR_KEYS_PASSWORD',
      () => makeFile([], { mac: () => macOver(SHA256, new Uint8Array(0)) }),
    ],
    [
      'a MAC that takes 10 million rounds',
      'ERR_KEYS_EFFORT',
      () => makeFile([], { mac: () => macOver(SHA256, nothing, 10_000_001) }),
    ],
    [
      'a MAC that takes the time of 10 million rounds in half as many',
      'ERR_KEYS_EFFORT',
      () => makeFile([], { mac: () => macOver(SHA256, nothing, 5_000_001) }),
    ],
    [
      'a key that takes the time of 10 million rounds in a twelfth of them',
      'ERR_KEYS_EFFORT',
      () => makeFile([part(oldShroudedKey(833_334))]),
    ],
    [
      'a MAC that takes 2^46 rounds',
      'ERR_KEYS_EFFORT',
      () => makeFile([], { mac: () => macOver(SHA256, nothing, 2n ** 46n) }),
    ],
    [
      'a MAC that takes 2^70 rounds',
      'ERR_KEYS_PKCS12',
      () => makeFile([], { mac: () => macOver(SHA256, nothing, 2n ** 70n) }),
    ],
    [
      'a MAC of PBMAC1 that does not fit',
      'ERR_KEYS_PASSWORD',
      () => makeFile([], { mac: () => macOver(PBMAC1, nothing, 1, pbmac1(32)) }),
    ],
    [
      'a MAC of PBMAC1 with a short key',
      'ERR_KEYS_ALGORITHM',
      () => makeFile([], { mac: () => macOver(PBMAC1, nothing, 1, pbmac1(19)) }),
    ],
    [
      'a MAC of PBMAC1 with a long key',
      'ERR_KEYS_ALGORITHM',
      () => makeFile([], { mac: () => macOver(PBMAC1, nothing, 1, pbmac1(1000)) }),
    ],
    [
      'a MAC of PBMAC1 with a key of no stated length',
      'ERR_KEYS_ALGORITHM',
      () => makeFile([], { mac: () => macOver(PBMAC1, nothing, 1, pbmac1(undefined)) }),
    ],
    [
      'a MAC of PBMAC1 that is no PBKDF2',
      'ERR_KEYS_ALGORITHM',
      () => makeFile([], { mac: () => macOver(PBMAC1, nothing, 1, pbmac1(32, 1, '1.2.3')) }),
    ],
    [
      'a MAC of PBMAC1 that takes 10 million rounds',
      'ERR_KEYS_EFFORT',
      () => makeFile([], { mac: () => macOver(PBMAC1, nothing, 1, pbmac1(32, 10_000_001)) }),
    ],
    [
      'a key that takes 10 million rounds',
      'ERR_KEYS_EFFORT',
      () => makeFile([part(oldShroudedKey(10_000_000))]),
    ],
    ['a bag of an unknown kind', 'ERR_KEYS_PKCS12', () => makeFile([part(bag('1.2.3', encodeNull()))])],
    [
      'a bag with two things in it',
      'ERR_KEYS_PKCS12',
      () => makeFile([part(bag(BAG.key, concatBytes(exportPrivateKey(key), encodeNull())))]),
    ],
    ['a bag with nothing in it', 'ERR_KEYS_PKCS12', () => makeFile([part(bag(BAG.key, new Uint8Array(0)))])],
    [
      'a certificate and something more',
      'ERR_KEYS_PKCS12',
      () =>
        makeFile([
          part(
            bag(
              BAG.certificate,
              encodeSequence(
                encodeOid('1.2.840.113549.1.9.22.1'),
                encodeContext(0, encodeOctetString(certificate.raw), encodeNull()),
              ),
            ),
          ),
        ]),
    ],
    ['a key that is none', 'ERR_KEY_PRIVATE', () => makeFile([part(bag(BAG.key, encodeSequence()))])],
    [
      'a key id twice',
      'ERR_KEYS_PKCS12',
      () => makeFile([part(bag(BAG.key, exportPrivateKey(key), localKeyId(1), localKeyId(2)))]),
    ],
    [
      'a key id of two values',
      'ERR_KEYS_PKCS12',
      () => makeFile([part(bag(BAG.key, exportPrivateKey(key), localKeyId(1, 2)))]),
    ],
    [
      'a name of half a character',
      'ERR_KEYS_PKCS12',
      () => makeFile([part(bag(BAG.key, exportPrivateKey(key), friendlyName(Uint8Array.of(0))))]),
    ],
    [
      'a name of another type',
      'ERR_KEYS_PKCS12',
      () => makeFile([part(bag(BAG.key, exportPrivateKey(key), friendlyName(Uint8Array.of(65), 0x0c)))]),
    ],
    ['bags five levels deep', 'ERR_KEYS_PKCS12', () => makeFile([nested(5)])],
    ['bags 2,000 levels deep', 'ERR_KEYS_PKCS12', () => makeFile([nested(2000)])],
    [
      '1,001 bags',
      'ERR_KEYS_COUNT',
      () => makeFile([part(...Array.from({ length: 1000 }, () => bag(BAG.crl, encodeNull())))]),
    ],
    ['1,001 parts', 'ERR_KEYS_COUNT', () => makeFile(Array.from({ length: 1001 }, () => part()))],
    [
      '2,000 levels without lengths',
      'ERR_KEYS_PKCS12',
      () => concatBytes(...Array.from({ length: 2000 }, () => Uint8Array.of(0x30, 0x80))),
    ],
    [
      'a length of four gigabytes',
      'ERR_KEYS_PKCS12',
      () => Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 2, 1, 3),
    ],
    ['more than a mebibyte', 'ERR_KEYS_PKCS12', () => encodeElement(0x30, new Uint8Array(1024 * 1024))],
  ])('is refused with %s: %s', async (_, code, make) => {
    const file = await make()
    const start = performance.now()
    await expect(parsePkcs12(file, PASSWORD)).rejects.toThrow(refusal(code))
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('has all its keys together take what one may', async () => {
    const file = await makeFile([part(...Array.from({ length: 100 }, () => oldShroudedKey(1000)))])
    const start = performance.now()
    // Each takes two rounds of SHA-1 for its key and one for the initial value, which count for 18; the first fails by its padding.
    await expect(parsePkcs12(file, PASSWORD, { maxIterations: 2500 })).rejects.toThrow(
      refusal('ERR_KEYS_EFFORT'),
    )
    await expect(parsePkcs12(file, PASSWORD)).rejects.toThrow(refusal('ERR_KEYS_PASSWORD'))
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('has limits that the caller sets', async () => {
    const file = await makeFile([part(keyBag, keyBag)])
    expect((await parsePkcs12(file, PASSWORD, { maxEntries: 3 })).keys.length).toBe(2)
    await expect(parsePkcs12(file, PASSWORD, { maxEntries: 2 })).rejects.toThrow(refusal('ERR_KEYS_COUNT'))
    await expect(parsePkcs12(file, PASSWORD, { maxBytes: 100 })).rejects.toThrow(refusal('ERR_KEYS_PKCS12'))
    expect((await parsePkcs12(await makeFile([nested(5)]), PASSWORD, { maxDepth: 6 })).keys).toEqual([])
  })
})
