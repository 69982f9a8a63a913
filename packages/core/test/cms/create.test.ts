import 'reflect-metadata'
import { createPrivateKey, createSigner, equalBytes, type PrivateKey, type Signer } from '@xinyin/core'
import { createCrl, createRoot } from '@xinyin/core/ca'
import {
  CMS_ATTRIBUTE,
  type CreateSignedDataOptions,
  createSignedData,
  inspectSignedData,
  parseSignedData,
  type SignedDataOptions,
} from '@xinyin/core/cms'
import { encodeOid, encodeSequence, encodeSetOf, encodeUtf8String, parseDer, readOid } from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONTENT, createParty, NOON, type Party, PERIOD, root, TRUST } from './forge.ts'

const OPTIONS: SignedDataOptions = { trust: TRUST, at: NOON, revocation: skipRevocation }
const sm2 = await createParty('SM2')
const rsa = await createParty('RSA')
const pss = createSigner(rsa.key, { padding: 'PSS', hash: 'SHA-384' })
const p384 = await createParty('P-384')
const [party] = await Promise.all([createParty('P-256')])

async function expectPassed(message: Uint8Array, options: Partial<SignedDataOptions> = {}) {
  const report = await inspectSignedData(message, { ...OPTIONS, ...options })
  expect(report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')).toEqual([])
  expect(report.verdict).toBe('passed')
  // DER throughout.
  expect(equalBytes(parseDer(message).raw, message)).toBe(true)
  return report
}

describe('what is made passes', () => {
  const kinds = ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448'] as const
  test.each(kinds)('%s, attached and detached, with attributes and without', async (kind) => {
    const own = await createParty(kind)
    const profile = kind === 'SM2' ? 'GMT0010' : 'PKCS7'
    const signer = { ...own, signingTime: NOON }
    const report = await expectPassed(
      await createSignedData({ content: CONTENT, signers: [signer], profile }),
    )
    expect(report.subject?.message).toMatchObject({ profile, version: 1 })
    expect(report.subject?.signers[0]?.signingTime).toEqual(NOON)
    const detached = { content: CONTENT, signers: [own], profile, detached: true } as const
    expect(parseSignedData(await createSignedData(detached)).content).toBeUndefined()
    await expectPassed(await createSignedData(detached), { content: CONTENT })
    const bare = { ...own, attributes: 'none' } as const
    const optional = { policy: { signingCertificate: 'optional' } } as const
    await expectPassed(await createSignedData({ content: CONTENT, signers: [bare], profile }), optional)
    await expectPassed(await createSignedData({ ...detached, signers: [bare] }), {
      ...optional,
      content: CONTENT,
    })
  })

  test('content that is signed without attributes may come octet by octet', async () => {
    const content = new Uint8Array(150_000).fill(7)
    const pieces = async function* () {
      for (let at = 0; at < content.length; at++) yield content.subarray(at, at + 1)
    }
    const signers = [{ ...rsa, attributes: 'none' }] as const
    const message = await createSignedData({ content: pieces(), signers, detached: true })
    const policy = { signingCertificate: 'optional' } as const
    await expectPassed(message, { content: pieces(), policy })
  })

  test('RSA-PSS, key identifiers, another id, more attributes', async () => {
    await expectPassed(
      await createSignedData({ content: CONTENT, signers: [{ key: pss, certificate: rsa.certificate }] }),
    )
    const named = await createSignedData({
      content: CONTENT,
      signers: [{ ...p384, identifier: 'subject-key-identifier' }],
    })
    const report = await expectPassed(named)
    expect(report.subject?.message).toMatchObject({ version: 3, signers: [{ version: 3 }] })

    for (const userId of [new Uint8Array(0), new TextEncoder().encode('某局')]) {
      const key = createSigner(sm2.key, { userId })
      const message = await createSignedData({
        content: CONTENT,
        signers: [{ key, certificate: sm2.certificate }],
      })
      await expectPassed(message, { userId })
      expect((await inspectSignedData(message, OPTIONS)).verdict).toBe('failed')
    }

    const note = { oid: '1.2.156.1.1', values: [encodeUtf8String('甲'), encodeUtf8String('乙')] }
    const noted = await expectPassed(
      await createSignedData({ content: CONTENT, signers: [{ ...party, signedAttributes: [note] }] }),
    )
    expect(noted.subject?.message.signers[0]?.signedAttributes?.attributes).toContainEqual({
      ...note,
      values: expect.arrayContaining([...note.values]),
    })
  })

  test('GB/T 35275: its object identifiers, version 1, SM3 with SM2', async () => {
    const signers = [{ ...sm2, attributes: 'none' as const }]
    const message = parseSignedData(await createSignedData({ content: CONTENT, signers, profile: 'GMT0010' }))
    expect(message).toMatchObject({
      profile: 'GMT0010',
      version: 1,
      contentType: '1.2.156.10197.6.1.4.2.1',
      digestAlgorithms: [{ oid: '1.2.156.10197.1.401' }],
      signers: [
        {
          version: 1,
          signedAttributes: undefined,
          signatureAlgorithm: { oid: '1.2.156.10197.1.501', parameters: undefined },
        },
      ],
    })
  })

  test('certificates go along once, lists too, and neither where they are not to', async () => {
    const key = await createPrivateKey('P-256')
    const issuer = { certificate: await createRoot({ subject: { commonName: '乙' }, key, ...PERIOD }), key }
    const crl = await createCrl({
      issuer,
      number: 1,
      revoked: [],
      thisUpdate: PERIOD.notBefore,
      nextUpdate: NOON,
    })
    const options = {
      content: CONTENT,
      signers: [party, party],
      certificates: [root, party.certificate],
      crls: [crl],
    }
    const read = parseSignedData(await createSignedData(options))
    expect(read.certificates.map(({ raw }) => raw)).toEqual([party.certificate.raw, root.raw])
    expect(read.crls).toEqual([crl])
    const broken = createSignedData({ ...options, crls: [Uint8Array.of(1, 2, 3)] })
    await expect(broken).rejects.toThrow(new TypeError('crls: one cannot be read'))
    const without = parseSignedData(await createSignedData({ ...options, embedCertificates: false }))
    expect(without.certificates).toEqual([])
  })

  test('content of any size and in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), async (pieces) => {
        async function* source() {
          // A source that uses one buffer for all of its pieces.
          const buffer = new Uint8Array(200)
          for (const piece of pieces) {
            buffer.set(piece)
            yield buffer.subarray(0, piece.length)
          }
        }
        const content = Uint8Array.from(pieces.flatMap((piece) => [...piece]))
        const message = await createSignedData({ content: source(), detached: true, signers: [party] })
        await expectPassed(message, { content: source() })
        await expectPassed(message, { content })
        await expectPassed(await createSignedData({ content, signers: [party] }))
      }),
      { numRuns: 10 },
    )
    const large = new Uint8Array(300_000).fill(7)
    const report = await expectPassed(await createSignedData({ content: large, signers: [party] }))
    expect(equalBytes(report.subject?.content ?? new Uint8Array(0), large)).toBe(true)
  })
})

test('a signer in a device is asked for the signature of the attributes', async () => {
  const asked: Uint8Array[] = []
  const local = createSigner(party.key)
  const device: Signer = {
    ...local,
    sign: (message) => {
      asked.push(message)
      return local.sign(message)
    },
  }
  const message = await createSignedData({ content: CONTENT, signers: [{ ...party, key: device }] })
  await expectPassed(message)
  expect(asked).toEqual([parseSignedData(message).signers[0]?.signedAttributes?.signedBytes])
  const oids = parseSignedData(message).signers[0]?.signedAttributes?.attributes.map(({ oid }) => oid)
  expect(oids?.sort()).toEqual(
    [CMS_ATTRIBUTE.contentType, CMS_ATTRIBUTE.messageDigest, CMS_ATTRIBUTE.signingCertificateV2].sort(),
  )
  expect(readOid(parseDer(parseDer(message).content.subarray(0, 11)))).toBe('1.2.840.113549.1.7.2')
})

describe('mistakes of the caller', () => {
  const make = (changes: Partial<CreateSignedDataOptions>) =>
    createSignedData({ content: CONTENT, signers: [party], ...changes })
  async function* pieces() {
    yield CONTENT
  }
  const bare = { ...party, attributes: 'none' } as const
  const keyOf = (key: PrivateKey): Party => ({ ...party, key })

  test.each<[string, Partial<CreateSignedDataOptions>]>([
    ['no signers', { signers: [] }],
    ['a profile that is none', { profile: 'PKCS1' as never }],
    ['the key of another', { signers: [keyOf(p384.key)] }],
    [
      'an algorithm that nobody knows',
      { signers: [{ ...party, key: { ...createSigner(party.key), algorithm: '1.2.3' } }] },
    ],
    ['attached content in pieces', { content: pieces() }],
    ['attributes where there are to be none', { signers: [{ ...bare, signingTime: NOON }] }],
    ['a named certificate where nothing is stated', { signers: [{ ...bare, signingCertificate: true }] }],
    [
      'more attributes where there are to be none',
      { signers: [{ ...bare, signedAttributes: [{ oid: '1.2.3', values: [] }] }] },
    ],
    ['attributes that are neither', { signers: [{ ...party, attributes: 'some' as never }] }],
    ['no attributes for what is no plain data', { signers: [bare], contentType: '1.2.3.4' }],
    [
      'an attribute that is made here',
      { signers: [{ ...party, signedAttributes: [{ oid: CMS_ATTRIBUTE.messageDigest, values: [] }] }] },
    ],
    [
      'an attribute twice',
      {
        signers: [
          {
            ...party,
            signedAttributes: [
              { oid: '1.2.3', values: [] },
              { oid: '1.2.3', values: [] },
            ],
          },
        ],
      },
    ],
  ])('%s', async (_, changes) => {
    await expect(make(changes)).rejects.toThrow(TypeError)
  })

  test('pieces that are no bytes', async () => {
    async function* texts() {
      yield 'text' as never
    }
    await expect(make({ content: texts(), detached: true })).rejects.toThrow(TypeError)
  })
})

test('content that looks like attributes is not signed without any', async () => {
  const attribute = (...values: Uint8Array[]) => encodeSequence(encodeOid('1.2.3'), encodeSetOf(...values))
  const bare = { ...party, attributes: 'none' } as const
  for (const content of [
    encodeSetOf(attribute(encodeUtf8String('甲'))),
    encodeSetOf(attribute(), attribute()),
  ]) {
    const refused = createSignedData({ content, signers: [bare] })
    await expect(refused).rejects.toMatchObject({ code: 'ERR_CMS_ATTRIBUTES_AS_CONTENT' })
    await expectPassed(await createSignedData({ content, signers: [party] }))
  }
})

test('what a source throws reaches the caller', async () => {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield CONTENT
    throw new Error('the disk is gone')
  }
  const message = await createSignedData({ content: CONTENT, detached: true, signers: [party] })
  await expect(inspectSignedData(message, { ...OPTIONS, content: source() })).rejects.toThrow(
    'the disk is gone',
  )
})

test('pieces for a signature without attributes are kept within bounds', async () => {
  const signers = [{ ...party, attributes: 'none' as const }]
  const message = await createSignedData({ content: CONTENT, detached: true, signers })
  const piece = new Uint8Array(16 * 1024 * 1024)
  async function* large() {
    for (let i = 0; i < 5; i++) yield piece
  }
  const report = await inspectSignedData(message, { ...OPTIONS, content: large() })
  expect(report.checks.find(({ id }) => id === 'cms.content')).toMatchObject({ code: 'ERR_CMS_CONTENT_SIZE' })
  expect(report.verdict).toBe('failed')
})
