import { decodeHex, encodeUtf8, equalBytes, type Trust } from '@xinyin/core'
import { encodeCbor } from '@xinyin/core/cbor'
import { createThumbprint, encodeCoseSign1, encodeThumbprint } from '@xinyin/core/cose'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from '../../src/qr/base45.ts'
import { createLicenceQr } from '../../src/qr/create.ts'
import { packQrContent } from '../../src/qr/deflate.ts'
import { inspectLicenceQr } from '../../src/qr/inspect.ts'
import { isLowS } from '../../src/qr/low-s.ts'
import { AT, AUTHORITY, createAuthority, createLists, createMember, type Member } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import {
  contentOf,
  failures,
  messageOf,
  province,
  provinces,
  signContent,
  signData,
  signItems,
  stated,
} from './offices.ts'

const text = await createLicenceQr(SAMPLE, {
  signer: province.issuer.signer,
  certificate: province.issuer.certificate,
  extensions: ['GCMC'],
})
const content = contentOf(text)
const write = (bytes: Uint8Array) => `XY1:${encodeBase45(bytes)}`
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

test('what is attacked is good, and so is what the attacks are made with', async () => {
  expect(await failures(text)).toEqual([])
  expect(await failures(await signContent(content))).toEqual([])
})

describe('altered on the way', () => {
  test.each(Object.entries(provinces))('no character can be another one: %s', async (_, from) => {
    const { signer, certificate } = from.issuer
    const good = await createLicenceQr(SAMPLE, { signer, certificate })
    const policy = { trust: from.trust, at: AT, certificates: [certificate] }
    expect((await inspectLicenceQr(good, policy)).verdict).toBe('passed')
    for (let i = 0; i < good.length; i++) {
      const step = 1 + (i % 44)
      const other = ALPHABET.charAt((ALPHABET.indexOf(good.charAt(i)) + step) % ALPHABET.length)
      const changed = good.slice(0, i) + other + good.slice(i + 1)
      const { verdict } = await inspectLicenceQr(changed, policy)
      expect(verdict, `character ${i}`).not.toBe('passed')
    }
  })
  test('no bit of the message can be the other one', async () => {
    const bytes = decodeBase45(text.slice(4))
    for (let bit = 0; bit < bytes.length * 8; bit += 3) {
      const changed = bytes.slice()
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(await failures(write(changed)), `bit ${bit}`).not.toEqual([])
    }
  })
  test('nothing can be cut off or put behind', async () => {
    const bytes = decodeBase45(text.slice(4))
    for (const changed of [bytes.slice(0, -1), bytes.slice(1), Uint8Array.of(...bytes, 0)])
      expect(await failures(write(changed))).toEqual([expect.stringMatching(/^qr\.form ERR_CBOR_/)])
    for (const changed of [
      `${text} `,
      `${text}0`,
      `${text}\n`,
      ` ${text}`,
      text.toLowerCase(),
      text.slice(4),
      `XY2:${text.slice(4)}`,
    ])
      expect(await failures(changed)).toEqual([expect.stringMatching(/^qr\.form ERR_(QR|CBOR|COSE)_/)])
  })
  test.each<[string, string, string]>([
    ['nothing', '', 'ERR_QR_FORM'],
    ['the prefix alone', 'XY1:', 'ERR_CBOR_TRUNCATED'],
    ['another character', 'XY1:a', 'ERR_QR_BASE45'],
    ['five thousand characters', `XY1:${'0'.repeat(5000)}`, 'ERR_QR_SIZE'],
    ['ten million characters', `XY1:${'0'.repeat(1e7)}`, 'ERR_QR_SIZE'],
    ['nested to the limit of a code', write(new Uint8Array(2800).fill(0x81)), 'ERR_CBOR_DEPTH'],
    ['an array of many', write(decodeHex('9affffffff')), 'ERR_CBOR_TRUNCATED'],
    ['a text', write(encodeCbor('a')), 'ERR_COSE_FORM'],
  ])('%s', async (_, hostile, code) => {
    expect(await failures(hostile)).toEqual([`qr.form ${code}`])
  })
})

describe('signed by somebody else', async () => {
  const stranger = await createMember('某某公司', province.roots.issuer, 'P-256')
  const namesake = await createMember(AUTHORITY, await createAuthority('颁发根', 'P-256'), 'P-256')
  const sealer = await createMember(AUTHORITY, province.roots.signer, 'P-256')
  const byName: readonly [string, Member, string[]][] = [
    ['another body under the same root', stranger, ['licence.issuer ERR_LICENCE_ISSUER']],
    ['one with the authority’s name under a root of its own', namesake, ['path.anchor ERR_PATH_NO_ANCHOR']],
    ['one that may sign with seals only', sealer, ['path.anchor ERR_PATH_NO_ANCHOR']],
  ]
  test.each(byName)('%s', async (_, by, expected) => {
    const forged = await signData({}, { by })
    const found = await failures(forged, { certificates: [by.certificate] })
    expect(found).toEqual(expect.arrayContaining(expected))
  })
  test('with the thumbprint of the authority', async () => {
    const protectedHeader = new Map([
      [34, encodeThumbprint(createThumbprint(province.issuer.certificate.raw, 'SHA-256/64'))],
    ])
    const forged = await signData({}, { by: stranger, protectedHeader })
    expect(await failures(forged)).toEqual(['qr.signature ERR_QR_SIGNATURE'])
  })
  test('with the signature of another code', async () => {
    const other = await createLicenceQr(
      { ...SAMPLE, number: '1' },
      { signer: province.issuer.signer, certificate: province.issuer.certificate },
    )
    const swapped = encodeCoseSign1({ ...messageOf(text), signature: messageOf(other).signature })
    expect(await failures(write(swapped))).toEqual(['qr.signature ERR_QR_SIGNATURE'])
  })
  test('with the other signature of the same key, which anybody can compute', async () => {
    const message = messageOf(text)
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const s = BigInt(
      `0x${[...message.signature.subarray(32)].map((octet) => octet.toString(16).padStart(2, '0')).join('')}`,
    )
    const twin = message.signature.slice()
    twin.set(decodeHex((order - s).toString(16).padStart(64, '0')), 32)
    expect(isLowS(message.signature)).toBe(true)
    expect(isLowS(twin)).toBe(false)
    expect(await failures(write(encodeCoseSign1({ ...message, signature: twin })))).toEqual([
      'qr.form ERR_QR_CANONICAL',
    ])
  })
  test('over something else by the same key', async () => {
    for (const externalAad of [new Uint8Array(), encodeUtf8('XY2:')])
      expect(await failures(await signContent(content, { externalAad }))).toEqual([
        'qr.signature ERR_QR_SIGNATURE',
      ])
  })
  test('with a certificate in the code that is not the one meant', async () => {
    const hint = encodeThumbprint(createThumbprint(province.issuer.certificate.raw, 'SHA-256/64'))
    const protectedHeader = new Map([
      [33, stranger.certificate.raw],
      [34, hint],
    ])
    expect(await failures(await signData({}, { by: stranger, protectedHeader }))).toEqual([
      'qr.form ERR_QR_CANONICAL',
    ])
  })
  test('with a certificate in the code that is nobody’s', async () => {
    const raw = encodeUtf8('no certificate')
    const protectedHeader = new Map([
      [33, raw],
      [34, encodeThumbprint(createThumbprint(raw, 'SHA-256/64'))],
    ])
    expect(await failures(await signData({}, { by: stranger, protectedHeader }))).toEqual([
      expect.stringMatching(/^qr\.form ERR_DER_/),
    ])
  })
  test('many certificates with one hint do not keep anybody busy', async () => {
    const copies = Array.from({ length: 50 }, () => province.issuer.certificate)
    expect(await failures(text, { certificates: copies })).toEqual([])
  })
})

describe('signed by the authority, but not as it should be', async () => {
  const header = (...more: [number, Uint8Array | number][]) =>
    new Map([
      [34, encodeThumbprint(createThumbprint(province.issuer.certificate.raw, 'SHA-256/64'))],
      ...more,
    ])
  test.each<[string, Parameters<typeof signContent>[1], string]>([
    ['with its tag', { isTagged: true }, 'ERR_QR_CANONICAL'],
    ['with something beside it', { unprotectedHeader: new Map([[4, 1]]) }, 'ERR_QR_CANONICAL'],
    ['with a header that is not known', { protectedHeader: header([3, 0]) as never }, 'ERR_QR_CANONICAL'],
    ['without a thumbprint', { protectedHeader: new Map() }, 'ERR_QR_CANONICAL'],
    [
      'with a long thumbprint',
      {
        protectedHeader: new Map([[34, encodeThumbprint(createThumbprint(province.issuer.certificate.raw))]]),
      },
      'ERR_QR_CANONICAL',
    ],
    ['without what it says', { isDetached: true }, 'ERR_QR_CANONICAL'],
    ['not packed', { pack: (bytes) => bytes }, 'ERR_QR_DEFLATE'],
    ['packed as nothing', { pack: () => new Uint8Array() }, 'ERR_QR_DEFLATE'],
    ['packed and cut off', { pack: (bytes) => packQrContent(bytes).slice(0, -1) }, 'ERR_QR_DEFLATE'],
    [
      'packed, with octets behind',
      { pack: (bytes) => Uint8Array.of(...packQrContent(bytes), 0) },
      'ERR_QR_DEFLATE',
    ],
    [
      'a bomb',
      { pack: () => stated(200, deflateSync(new Uint8Array(2_500_000), { level: 9 })) },
      'ERR_QR_DEFLATE',
    ],
    [
      'said to be longer than any code is',
      { pack: () => stated(16_385, deflateSync(new Uint8Array(16_385), { level: 9 })) },
      'ERR_QR_DEFLATE',
    ],
    [
      'said to be longer than it is',
      { pack: (bytes) => stated(bytes.length + 1, deflateSync(bytes)) },
      'ERR_QR_DEFLATE',
    ],
    [
      'said to be shorter than it is',
      { pack: (bytes) => stated(bytes.length - 1, deflateSync(bytes)) },
      'ERR_QR_DEFLATE',
    ],
    ['another structure', { pack: () => packQrContent(encodeCbor('a')) }, 'ERR_QR_ITEM'],
  ])('%s', async (_, forgery, code) => {
    expect(await failures(await signContent(content, forgery))).toEqual([`qr.form ${code}`])
  })
  test('packed by another program it passes', async () => {
    expect(
      await failures(
        await signContent(content, {
          pack: (bytes) => stated(bytes.length, deflateSync(bytes, { level: 0 })),
        }),
      ),
    ).toEqual([])
  })
  test('by an algorithm that is not in the profile', async () => {
    const by = await createMember(AUTHORITY, province.roots.issuer, 'P-384')
    expect(await failures(await signData({}, { by }))).toEqual(['qr.form ERR_QR_ALGORITHM'])
  })

  test.each<[string, Parameters<typeof signData>[0], string]>([
    ['expired', { validUntil: '2026-05-31' }, 'licence.validity ERR_LICENCE_EXPIRED'],
    ['not yet valid', { validFrom: '2026-07-01' }, 'licence.validity ERR_LICENCE_NOT_YET_VALID'],
    ['issued later', { issuedOn: '2026-08-01' }, 'licence.validity ERR_LICENCE_ISSUED_LATER'],
    [
      'of another issuer',
      { issuers: [{ ...SAMPLE.issuers[0]!, name: '邻市城乡建设委员会' }] },
      'licence.issuer ERR_LICENCE_ISSUER',
    ],
    [
      'of another type',
      { typeCode: '11100000MB03271699001' },
      'licence.identifier ERR_LICENCE_IDENTIFIER_TYPE',
    ],
    [
      'with a wrong identifier',
      { identifier: SAMPLE.identifier.replace(/Z$/, 'B') },
      'licence.identifier ERR_IDENTIFIER_CHECK',
    ],
    [
      'backwards in time',
      { validFrom: '2027-05-21', validUntil: '2026-05-22' },
      'licence.metadata ERR_METADATA_PERIOD',
    ],
    ['with a line in a name', { name: '建筑\u0007许可证' }, 'licence.metadata ERR_METADATA_VALUE'],
    ['without a name', { name: '' }, 'licence.metadata ERR_METADATA_MISSING'],
    [
      'with an item of a name that is none',
      { extensions: { __proto__: null, '1A': 'x' } as never },
      'licence.metadata ERR_METADATA_EXTENSION_NAME',
    ],
    [
      'with a place below zero',
      { status: { uri: 'https://a.example', index: -1 } },
      'licence.metadata ERR_METADATA_VALUE',
    ],
    [
      'with a list that is nowhere',
      { status: { uri: 'nowhere', index: 1 } },
      'licence.metadata ERR_METADATA_VALUE',
    ],
  ])('%s', async (_, change, expected) => {
    expect(await failures(await signData(change))).toContain(expected)
  })
  test('with an item that nobody would show', async () => {
    expect(await failures(await signItems(text, (items) => items.set(99, 'x')))).toEqual([
      'qr.form ERR_QR_ITEM',
    ])
    expect(await failures(await signItems(text, (items) => items.set(3, '5')))).toEqual([
      'qr.form ERR_QR_ITEM',
    ])
    const inherited = await signItems(text, (items) => items.set(11, new Map([['__proto__', 'x']])))
    expect(await failures(inherited)).toEqual(['licence.metadata ERR_METADATA_EXTENSION_NAME'])
  })
})

describe('beyond what is trusted', async () => {
  const grant = (change: object): Trust => ({
    ...province.trust,
    anchors: province.trust.anchors.map((anchor) =>
      anchor.roles.includes('licence-issuer')
        ? { ...anchor, grants: [{ role: 'licence-issuer' as const, ...change }] }
        : anchor,
    ),
  })
  test.each<[string, object, boolean]>([
    ['the type', { licenceTypes: [SAMPLE.typeCode] }, true],
    ['another type', { licenceTypes: ['11100000MB03271699001'] }, false],
    ['the region', { regions: ['99'] }, true],
    ['another region', { regions: ['98'] }, false],
    ['that time', { from: new Date('2026-01-01') }, true],
    ['another time', { from: new Date('2026-06-02') }, false],
  ])('granted %s', async (_, change, isGood) => {
    const found = await failures(text, { trust: grant(change) })
    expect(found).toEqual(isGood ? [] : [expect.stringMatching(/^trust\.grant |^path\.(anchor|grant) /)])
  })
  test('a revoked certificate', async () => {
    const { certificate } = province.issuer
    const revoked = [
      {
        serialNumber: certificate.serialNumber,
        revokedAt: new Date('2026-05-01T00:00:00Z'),
        reason: 'keyCompromise' as const,
      },
    ]
    const revocation = await createLists([province.roots.issuer], revoked)
    const found = await failures(text, { trust: { ...province.trust, revocation } })
    expect(found).toEqual([expect.stringMatching(/^(path\.)?revocation\S* ERR_\w*REVOKED/)])
  })
  test('revocation that nobody tells of', async () => {
    const { revocation: _, ...trust } = province.trust
    const found = await failures(text, { trust, revocation: createRevocationChecker() })
    expect(found).toEqual([expect.stringMatching(/revocation/)])
  })
  test('a time when the certificate was not valid yet', async () => {
    expect(await failures(text, { at: new Date('2025-01-01') })).toContainEqual(
      expect.stringMatching(/^path\.validity /),
    )
  })
  test('proof of possession, which a picture cannot give', async () => {
    const keyBinding = { audience: 'https://a.example', nonce: '1', maxAge: 60 } as never
    expect(await failures(text, { keyBinding })).toEqual(['licence.form ERR_SDJWT_KEY_BINDING_MISSING'])
  })
  test('a state that nobody is asked for', async () => {
    const status = { uri: 'https://zt.example.gov.cn/1', index: 7 }
    expect(await failures(await signData({ status }))).toEqual(['licence.status ERR_LICENCE_STATUS_UNASKED'])
    expect(await failures(text, { requireStatus: true })).toEqual([
      'licence.status ERR_LICENCE_STATUS_MISSING',
    ])
    const find = async () => ({ state: 'revoked' as const, issuedAt: AT, by: '状态列表' })
    expect(await failures(await signData({ status }), { status: { find } as never })).toEqual([
      'licence.status ERR_LICENCE_STATE_REVOKED',
    ])
  })
})

test('equal bytes are equal codes: the same message has one text', () => {
  const bytes = decodeBase45(text.slice(4))
  expect(write(bytes)).toBe(text)
  expect(equalBytes(encodeCoseSign1(messageOf(text)), bytes)).toBe(true)
})
