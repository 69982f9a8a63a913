import { describe, expect, test } from 'vitest'
import { type CborKey, type CborValue, encodeCbor, parseCbor } from '../../src/cbor/index.ts'
import {
  COSE_HEADER,
  COSE_SM2,
  coseScheme,
  createCoseSign1,
  createThumbprint,
  encodeThumbprint,
  hasThumbprint,
  parseCoseSign1,
  verifyCoseSign1,
} from '../../src/cose/index.ts'
import { encodeSigStructure } from '../../src/cose/sign1.ts'
import { createPrivateKey } from '../../src/crypto/create-key.ts'
import { createSigner } from '../../src/crypto/signer.ts'
import { decodeHex, encodeBase64Url, encodeUtf8, type KeyKind } from '../../src/index.ts'
import { parseJwk } from '../../src/keys/index.ts'

const map = (...entries: [CborKey, CborValue][]) => new Map(entries)
const payload = encodeUtf8('This is the content.')
const code = (name: string) => expect.objectContaining({ code: name })

const keys = {
  SM2: await createPrivateKey('SM2'),
  'P-256': await createPrivateKey('P-256'),
  'P-384': await createPrivateKey('P-384'),
  'P-521': await createPrivateKey('P-521'),
  Ed25519: await createPrivateKey('Ed25519'),
} as const

describe.each([
  ['SM2', COSE_SM2],
  ['P-256', -7],
  ['P-384', -35],
  ['P-521', -36],
  ['Ed25519', -8],
] as const)('signed with %s', async (kind: keyof typeof keys, algorithm) => {
  const signer = createSigner(keys[kind])
  const bytes = await createCoseSign1({ payload, signer, protectedHeader: map([3, 0]) })

  test('it verifies', async () => {
    const message = parseCoseSign1(bytes)
    expect(message).toMatchObject({ isTagged: true, algorithm, payload, certificates: [] })
    expect(await verifyCoseSign1(message, signer.publicKey)).toEqual(payload)
  })
  test('no bit can be changed', async () => {
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.slice()
      changed[i]! ^= 1 << (i % 8)
      const refused = async () => verifyCoseSign1(parseCoseSign1(changed), signer.publicKey)
      await expect(refused(), `byte ${i}`).rejects.toThrow(
        code(expect.stringMatching(/^ERR_(COSE|CBOR|BYTES)/)),
      )
    }
  })
  test('another key of its kind, and one of another kind, do not verify it', async () => {
    const message = parseCoseSign1(bytes)
    const other = await createPrivateKey(kind)
    await expect(verifyCoseSign1(message, other.publicKey)).rejects.toThrow(code('ERR_COSE_SIGNATURE'))
    const wrong = keys[kind === 'SM2' ? 'P-256' : 'SM2']
    await expect(verifyCoseSign1(message, wrong.publicKey)).rejects.toThrow(code('ERR_COSE_ALGORITHM'))
  })
})

describe('the payload and what is signed beside it', async () => {
  const signer = createSigner(keys['P-256'])
  test('a payload may travel apart', async () => {
    const bytes = await createCoseSign1({ payload, signer, isDetached: true, isTagged: false })
    const message = parseCoseSign1(bytes)
    expect(message).toMatchObject({ isTagged: false, payload: undefined })
    expect(await verifyCoseSign1(message, signer.publicKey, { payload })).toEqual(payload)
    const verify = (options?: object) => verifyCoseSign1(message, signer.publicKey, options)
    await expect(verify()).rejects.toThrow(code('ERR_COSE_PAYLOAD'))
    await expect(verify({ payload: encodeUtf8('other') })).rejects.toThrow(code('ERR_COSE_SIGNATURE'))
  })
  test('a payload beside the one in the message is refused', async () => {
    const message = parseCoseSign1(await createCoseSign1({ payload, signer }))
    await expect(verifyCoseSign1(message, signer.publicKey, { payload })).rejects.toThrow(
      code('ERR_COSE_PAYLOAD'),
    )
  })
  test('external data is signed too', async () => {
    const externalAad = encodeUtf8('licence')
    const message = parseCoseSign1(await createCoseSign1({ payload, signer, externalAad }))
    expect(await verifyCoseSign1(message, signer.publicKey, { externalAad })).toEqual(payload)
    await expect(verifyCoseSign1(message, signer.publicKey)).rejects.toThrow(code('ERR_COSE_SIGNATURE'))
  })
  test('the structure is that of RFC 9052, 4.4', () => {
    expect(parseCbor(encodeSigStructure(Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)))).toEqual([
      'Signature1',
      Uint8Array.of(1),
      Uint8Array.of(3),
      Uint8Array.of(2),
    ])
  })
  test.each([0, 23, 24, 255, 256, 65_535, 65_536])('and in its one form: %i octets', (length) => {
    const part = new Uint8Array(length).fill(7)
    const aad = Uint8Array.of(1, 2)
    expect(encodeSigStructure(part, part, aad)).toEqual(encodeCbor(['Signature1', part, aad, part]))
  })
})

describe('headers', async () => {
  const good = parseCoseSign1(await createCoseSign1({ payload, signer: createSigner(keys.SM2) }))
  const message = (change: {
    protectedHeader?: CborValue
    unprotectedHeader?: CborValue
    payload?: CborValue
    signature?: CborValue
    tag?: number
  }) => {
    const { protectedHeader = map([1, -7]), unprotectedHeader = map() } = change
    const isEncoded = protectedHeader instanceof Uint8Array
    const value = [
      isEncoded ? protectedHeader : encodeCbor(protectedHeader),
      unprotectedHeader,
      change.payload ?? payload,
      change.signature ?? good.signature,
    ]
    return encodeCbor({ tag: change.tag ?? 18, value })
  }

  test.each<[string, Uint8Array, string]>([
    ['a text', encodeCbor('a'), 'ERR_COSE_FORM'],
    ['three parts', encodeCbor([new Uint8Array(), map(), payload]), 'ERR_COSE_FORM'],
    ['another tag', message({ tag: 98 }), 'ERR_COSE_FORM'],
    ['a tag twice', encodeCbor({ tag: 18, value: parseCbor(message({})) }), 'ERR_COSE_FORM'],
    ['a payload that is a text', message({ payload: 'a' }), 'ERR_COSE_FORM'],
    ['a signature that is a text', message({ signature: 'a' }), 'ERR_COSE_FORM'],
    ['an unprotected header that is a list', message({ unprotectedHeader: [] }), 'ERR_COSE_FORM'],
    ['a protected header that is a list', message({ protectedHeader: [] }), 'ERR_COSE_FORM'],
    ['no protected header', message({ protectedHeader: new Uint8Array() }), 'ERR_COSE_HEADER'],
    ['no algorithm', message({ protectedHeader: map() }), 'ERR_COSE_HEADER'],
    ['an algorithm by name', message({ protectedHeader: map([1, 'ES256']) }), 'ERR_COSE_HEADER'],
    [
      'an algorithm outside the signature',
      message({ protectedHeader: map([3, 0]), unprotectedHeader: map([1, -7]) }),
      'ERR_COSE_HEADER',
    ],
    [
      'a label in both',
      message({ protectedHeader: map([1, -7], [4, payload]), unprotectedHeader: map([4, payload]) }),
      'ERR_COSE_HEADER_REPEATED',
    ],
    ['crit outside the signature', message({ unprotectedHeader: map([2, [33]]) }), 'ERR_COSE_HEADER'],
    ['crit of nothing', message({ protectedHeader: map([1, -7], [2, []]) }), 'ERR_COSE_HEADER'],
    ['crit that is no list', message({ protectedHeader: map([1, -7], [2, 1]) }), 'ERR_COSE_HEADER'],
    ['crit of what is not there', message({ protectedHeader: map([1, -7], [2, [4]]) }), 'ERR_COSE_HEADER'],
    [
      'crit of what is not known',
      message({ protectedHeader: map([1, -7], [2, ['b64']], ['b64', false]) }),
      'ERR_COSE_CRITICAL',
    ],
    ['a chain of one in a list', message({ unprotectedHeader: map([33, [payload]]) }), 'ERR_COSE_HEADER'],
    [
      'a chain of eleven',
      message({ unprotectedHeader: map([33, Array.from({ length: 11 }, () => payload)]) }),
      'ERR_COSE_HEADER',
    ],
    ['a chain of texts', message({ unprotectedHeader: map([33, ['a', 'b']]) }), 'ERR_COSE_HEADER'],
    [
      'a thumbprint of the wrong length',
      message({ protectedHeader: map([1, -7], [34, [-16, payload]]) }),
      'ERR_COSE_HEADER',
    ],
    [
      'a thumbprint by SHA-1',
      message({ protectedHeader: map([1, -7], [34, [-14, payload]]) }),
      'ERR_COSE_HEADER',
    ],
    [
      'a thumbprint with more behind it',
      message({ protectedHeader: map([1, -7], [34, [-15, payload.slice(0, 8), 0]]) }),
      'ERR_COSE_HEADER',
    ],
    [
      'keys of the protected header in another order',
      message({ protectedHeader: decodeHex('a203000126') }),
      'ERR_CBOR_ORDER',
    ],
    [
      'bytes behind the protected header',
      message({ protectedHeader: decodeHex('a1012600') }),
      'ERR_CBOR_TRAILING',
    ],
  ])('%s', (_, bytes, expected) => {
    expect(() => parseCoseSign1(bytes)).toThrow(code(expected))
  })

  test('what is demanded and seen to is taken, another order where it is asked for', () => {
    const demanding = message({
      protectedHeader: map([1, -7], [2, [4, -70_001]], [4, payload], [-70_001, 1]),
    })
    expect(() => parseCoseSign1(demanding)).toThrow(code('ERR_COSE_CRITICAL'))
    expect(parseCoseSign1(demanding, { understood: [-70_001] }).algorithm).toBe(-7)
    const unsorted = message({ protectedHeader: decodeHex('a203000126') })
    expect(parseCoseSign1(unsorted, { keyOrder: 'any' }).algorithm).toBe(-7)
  })
  test('certificates and a thumbprint are read', () => {
    const [one, two] = [encodeUtf8('one'), encodeUtf8('two')]
    const thumbprint = createThumbprint(one, 'SHA-256/64')
    expect(thumbprint.value).toHaveLength(8)
    const bytes = message({
      protectedHeader: map([1, -7], [34, encodeThumbprint(thumbprint)]),
      unprotectedHeader: map([33, [one, two]]),
    })
    const read = parseCoseSign1(bytes)
    expect(read).toMatchObject({ certificates: [one, two], thumbprint })
    expect(hasThumbprint(one, thumbprint)).toBe(true)
    expect(hasThumbprint(two, thumbprint)).toBe(false)
    expect(hasThumbprint(one, createThumbprint(one))).toBe(true)
    expect(parseCoseSign1(message({ unprotectedHeader: map([33, one]) })).certificates).toEqual([one])
  })
  test('what a reader would refuse is not written', async () => {
    const signer = createSigner(keys['P-256'])
    const create = (change: object) => createCoseSign1({ payload, signer, ...change })
    await expect(create({ protectedHeader: map([1, -7]) })).rejects.toThrow(TypeError)
    await expect(create({ unprotectedHeader: map([1, -7]) })).rejects.toThrow(TypeError)
    await expect(
      create({ protectedHeader: map([4, payload]), unprotectedHeader: map([4, payload]) }),
    ).rejects.toThrow(TypeError)
    const rsa = { ...signer, publicKey: { ...signer.publicKey, kind: 'RSA' as KeyKind } }
    await expect(create({ signer: rsa })).rejects.toThrow(TypeError)
  })
  test('no MAC, no SHA-1, no unknown algorithm', () => {
    for (const algorithm of [5, 4, -65_535, -47, 0, -257, -37, -65_537, Number.NaN])
      expect(coseScheme(algorithm)).toBeUndefined()
    expect(COSE_HEADER.alg).toBe(1)
  })
})

/** Made by another implementation: RFC 8392, appendix A.3, a CWT under ES256 with the key of A.2.3. */
describe('a token of RFC 8392', () => {
  const token = decodeHex(
    'd28443a10126a104524173796d6d65747269634543445341323536' +
      '5850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c65' +
      '2e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b71' +
      '58405427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b6' +
      '3632c57209120e1c9e30',
  )
  const coordinate = (hex: string) => encodeBase64Url(decodeHex(hex))
  const { publicKey } = parseJwk({
    kty: 'EC',
    crv: 'P-256',
    x: coordinate('143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f'),
    y: coordinate('60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9'),
  })
  test('is read and verified', async () => {
    const message = parseCoseSign1(token)
    expect(await verifyCoseSign1(message, publicKey)).toEqual(message.payload)
    expect(parseCbor(message.payload!)).toEqual(
      map(
        [1, 'coap://as.example.com'],
        [2, 'erikw'],
        [3, 'coap://light.example.com'],
        [4, 1_444_064_944],
        [5, 1_443_944_944],
        [6, 1_443_944_944],
        [7, decodeHex('0b71')],
      ),
    )
  })
})
