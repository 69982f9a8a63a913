import {
  createPrivateKey,
  createSigner,
  decidingCheck,
  explain,
  parseCertificate,
  type Report,
} from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import {
  CMS_ATTRIBUTE,
  CONTENT_TYPE,
  inspectSignedData,
  type SignedDataOptions,
  verifySignedData,
} from '@xinyin/core/cms'
import {
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { forge as forgeCertificate } from '../x509/forge.ts'
import {
  algorithm,
  attribute,
  CONTENT,
  createParty,
  forgeMessage,
  forgeSigner,
  identify,
  type MessageParts,
  NOON,
  NULL,
  PERIOD,
  properAttributes,
  root,
  SHA256,
  type SignerParts,
  TRUST,
  trusting,
} from './forge.ts'

const party = await createParty('P-256')
const other = await createParty('P-256', { subject: { commonName: '他人' } })
const proper = properAttributes(party)
const OPTIONS: SignedDataOptions = { trust: TRUST, at: NOON, revocation: skipRevocation }
const OPTIONAL: SignedDataOptions = { ...OPTIONS, policy: { signingCertificate: 'optional' } }

/** A message of one signer, wrong in the given respects. */
async function message(
  signer: Partial<SignerParts> = {},
  parts: Partial<MessageParts> = {},
): Promise<Uint8Array> {
  const certificates = [(signer.party ?? party).certificate.raw]
  return forgeMessage({ certificates, signers: [await forgeSigner({ party, ...signer })], ...parts })
}

const statuses = ({ checks }: Report<unknown>) =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, code }) => [id, code])

async function expectOnly(
  bytes: Uint8Array,
  options: SignedDataOptions,
  ...expected: (readonly [string, string])[]
) {
  const report = await inspectSignedData(bytes, options)
  expect(statuses(report)).toEqual(expected)
  const [first] = expected
  if (first === undefined) expect(report.verdict).toBe('passed')
  else {
    expect(report.verdict).not.toBe('passed')
    await expect(verifySignedData(bytes, options)).rejects.toMatchObject({
      code: decidingCheck(report)?.code,
    })
  }
  return report
}

describe('a proper message', () => {
  test('passes every check, in their order', async () => {
    const report = await expectOnly(await message(), OPTIONS)
    expect(report.checks.map(({ id }) => id).slice(0, 11)).toEqual([
      'cms.structure',
      'cms.content',
      'cms.signers',
      'cms.signer-certificate',
      'cms.algorithms',
      'cms.signed-attributes',
      'cms.content-type',
      'cms.message-digest',
      'cms.signature',
      'cms.signing-certificate',
      'cms.time-stamp',
    ])
    expect(report.subject?.content).toEqual(CONTENT)
    const [signer] = report.subject?.signers ?? []
    expect(signer?.certificate?.raw).toEqual(party.certificate.raw)
    expect(signer?.path?.anchor.certificate).toBe(root)
    expect(explain(report, 'zh-CN')).toContain('签名时间戳')
    expect((await verifySignedData(await message(), OPTIONS)).content).toEqual(CONTENT)
  })

  test('attributes in an order of their own are verified as found', async () => {
    const { type, digest, certificate } = proper
    await expectOnly(await message({ attributes: [certificate, type, digest] }), OPTIONS)
    await expectOnly(await message({ attributes: [digest, certificate, type] }), OPTIONS)
  })

  test('the role is that which the caller demands', async () => {
    const options = { ...OPTIONS, role: 'seal-signer', trust: trusting('seal-signer') } as const
    await expectOnly(await message(), options)
    await expectOnly(await message(), { ...options, role: 'document-signer' }, [
      'path.anchor',
      'ERR_PATH_NO_ANCHOR',
    ])
  })

  test('the certificate may come from the caller or from the trust', async () => {
    const without = await message({}, { certificates: [] })
    await expectOnly(without, { ...OPTIONS, intermediates: [party.certificate] })
    await expectOnly(without, { ...OPTIONS, trust: { ...TRUST, intermediates: [party.certificate] } })
    const anchored = { ...TRUST, anchors: [...TRUST.anchors, { certificate: party.certificate, roles: [] }] }
    await expectOnly(without, { ...OPTIONS, trust: anchored })
  })
})

describe('attacks, each refused by the check that stands against it', () => {
  const changed = new TextEncoder().encode('请示：关于停用电子印章')
  const bare = { attributes: undefined }
  const sign = createSigner(party.key)

  test('content changed', async () => {
    await expectOnly(await message({}, { content: changed }), OPTIONS, [
      'cms.message-digest',
      'ERR_CMS_MESSAGE_DIGEST',
    ])
    await expectOnly(await message(bare, { content: changed }), OPTIONAL, [
      'cms.signature',
      'ERR_CMS_SIGNATURE',
    ])
  })

  test('attributes changed after signing: a digest that fits, a signature that does not', async () => {
    const signature = await sign.sign(encodeElement(0x31, ...Object.values(proper)))
    const { digest } = properAttributes(party, changed)
    const attributes = [proper.type, digest, proper.certificate]
    await expectOnly(await message({ attributes, signature }, { content: changed }), OPTIONS, [
      'cms.signature',
      'ERR_CMS_SIGNATURE',
    ])
  })

  test('signer swapped: the identifier of another, whose certificate comes along', async () => {
    const swapped = await message(
      { identifier: identify(other) },
      { certificates: [party.certificate.raw, other.certificate.raw] },
    )
    await expectOnly(
      swapped,
      OPTIONS,
      ['cms.signature', 'ERR_CMS_SIGNATURE'],
      ['cms.signing-certificate', 'ERR_CMS_SIGNING_CERTIFICATE'],
    )
    await expectOnly(
      await message(
        { identifier: identify(other), attributes: [proper.type, proper.digest] },
        { certificates: [other.certificate.raw] },
      ),
      OPTIONAL,
      ['cms.signature', 'ERR_CMS_SIGNATURE'],
    )
  })

  test('another certificate of the same key put in its place', async () => {
    const twin = await createParty('P-256', { key: party.key, subject: { commonName: '某局局长' } })
    const substituted = { identifier: identify(twin), attributes: Object.values(proper) }
    const certificates = [twin.certificate.raw]
    await expectOnly(await message(substituted, { certificates }), OPTIONS, [
      'cms.signing-certificate',
      'ERR_CMS_SIGNING_CERTIFICATE',
    ])
    const unnamed = { identifier: identify(twin), attributes: [proper.type, proper.digest] }
    await expectOnly(await message(unnamed, { certificates }), OPTIONS, [
      'cms.signing-certificate',
      'ERR_CMS_SIGNING_CERTIFICATE_MISSING',
    ])
    const report = await expectOnly(await message(unnamed, { certificates }), OPTIONAL)
    expect(report.checks.find(({ id }) => id === 'cms.signing-certificate')?.status).toBe('skipped')
  })

  test('the bytes of attributes as content: a signature without attributes that was never made', async () => {
    const attributes = Object.values(proper)
    const content = encodeElement(0x31, ...attributes)
    const signature = await sign.sign(content)
    const confused = await message({ attributes: undefined, signature }, { content })
    await expectOnly(confused, OPTIONAL, ['cms.signed-attributes', 'ERR_CMS_ATTRIBUTES_AS_CONTENT'])
    const detached = await message({ attributes: undefined, signature }, { content: undefined })
    await expectOnly(detached, { ...OPTIONAL, content }, [
      'cms.signed-attributes',
      'ERR_CMS_ATTRIBUTES_AS_CONTENT',
    ])
    // What only begins so is content like any other.
    const harmless = Uint8Array.of(0x31, 3, 1, 2)
    await expectOnly(await message({ ...bare, content: harmless }, { content: harmless }), OPTIONAL)
    const text = encodeElement(0x31, encodeUtf8String('1'))
    await expectOnly(await message({ ...bare, content: text }, { content: text }), OPTIONAL)
  })

  test('nobody signed', async () => {
    await expectOnly(forgeMessage({ signers: [] }), OPTIONS, ['cms.signers', 'ERR_CMS_NO_SIGNERS'])
    await expectOnly(forgeMessage({ signers: [] }), { ...OPTIONS, signers: 'any' }, [
      'cms.signers',
      'ERR_CMS_NO_SIGNERS',
    ])
  })

  test('content in the message and beside it', async () => {
    await expectOnly(await message(), { ...OPTIONS, content: CONTENT }, [
      'cms.content',
      'ERR_CMS_CONTENT_TWICE',
    ])
    await expectOnly(await message({}, { content: undefined }), OPTIONS, [
      'cms.content',
      'ERR_CMS_CONTENT_MISSING',
    ])
    const report = await inspectSignedData(await message(bare, { content: undefined }), OPTIONAL)
    expect(report.verdict).toBe('indeterminate')
    expect(report.checks.find(({ id }) => id === 'cms.signature')).toMatchObject({ status: 'skipped' })
  })

  test('an expired certificate, and one of a stranger', async () => {
    await expectOnly(await message(), { ...OPTIONS, at: new Date('2037-01-01T00:00:00Z') }, [
      'path.validity',
      'ERR_PATH_EXPIRED',
    ])
    const key = await createPrivateKey('P-256')
    const stranger = await createRoot({ subject: { country: 'CN', commonName: '某省根' }, key, ...PERIOD })
    const certificate = await createLeaf({
      issuer: { certificate: stranger, key },
      subject: { commonName: '某局经办人' },
      publicKey: party.key.publicKey,
      ...PERIOD,
    })
    const report = await inspectSignedData(await message({ party: { key: party.key, certificate } }), OPTIONS)
    expect(report.verdict).not.toBe('passed')
    expect(report.checks.find(({ id }) => id === 'cms.signature')?.status).toBe('passed')
  })
})

describe('cms.signer-certificate', () => {
  test('is not at hand', async () => {
    const report = await expectOnly(await message({}, { certificates: [] }), OPTIONS, [
      'cms.signer-certificate',
      'ERR_CMS_CERTIFICATE_MISSING',
    ])
    expect(report.verdict).toBe('indeterminate')
    const skippedIds = report.checks.filter(({ status }) => status === 'skipped').map(({ id }) => id)
    expect(skippedIds).toEqual(
      expect.arrayContaining(['cms.signature', 'cms.signing-certificate', 'path.anchor']),
    )
  })

  test('two of one issuer and number: the one that was signed, and neither where none was', async () => {
    const serialNumber = party.certificate.serialNumber
    const twin = await createParty('P-256', {
      key: party.key,
      serialNumber,
      subject: { commonName: '某局局长' },
    })
    const certificates = [twin.certificate.raw, party.certificate.raw, party.certificate.raw]
    const report = await expectOnly(await message({}, { certificates }), OPTIONS)
    expect(report.subject?.signers[0]?.certificate?.raw).toEqual(party.certificate.raw)
    const unnamed = { attributes: [proper.type, proper.digest] }
    await expectOnly(await message(unnamed, { certificates }), OPTIONAL, [
      'cms.signer-certificate',
      'ERR_CMS_CERTIFICATE_AMBIGUOUS',
    ])
  })

  test('one that cannot be read hides no other', async () => {
    const certificates = [encodeSequence(), encodeContext(1, encodeInteger(1)), party.certificate.raw]
    const report = await expectOnly(await message({}, { certificates }), OPTIONS)
    expect(report.subject?.message.otherCertificates).toHaveLength(2)
  })

  test('by key identifier', async () => {
    const { subjectKeyIdentifier = '' } = party.certificate
    const identifier = encodeElement(0x80, Uint8Array.from(Buffer.from(subjectKeyIdentifier, 'hex')))
    await expectOnly(await message({ identifier, version: 3 }), OPTIONS)
    const unknown = encodeElement(0x80, new Uint8Array(20))
    await expectOnly(await message({ identifier: unknown, version: 3 }), OPTIONS, [
      'cms.signer-certificate',
      'ERR_CMS_CERTIFICATE_MISSING',
    ])
  })

  test('of an endless identifier only the beginning is told', async () => {
    const identifier = encodeElement(0x80, new Uint8Array(1_000_000))
    const report = await inspectSignedData(await message({ identifier, version: 3 }), OPTIONS)
    const { facts } = report.checks.find(({ id }) => id === 'cms.signer-certificate') ?? {}
    expect(facts).toEqual({ signer: `${'0'.repeat(128)}…` })
  })
})

describe('cms.algorithms', () => {
  const refused = async (signer: Partial<SignerParts>, code: string, parts: Partial<MessageParts> = {}) => {
    const report = await inspectSignedData(await message(signer, parts), OPTIONS)
    expect(statuses(report)[0]).toEqual(['cms.algorithms', code])
    expect(report.checks.find(({ id }) => id === 'cms.signature')?.status).toBe('skipped')
  }
  const SHA1 = algorithm('1.3.14.3.2.26')
  const SHA384 = algorithm('2.16.840.1.101.3.4.2.2')

  test('a digest that is not accepted', () =>
    refused({ digestAlgorithm: SHA1 }, 'ERR_CMS_DIGEST_ALGORITHM', { digestAlgorithms: [SHA1] }))
  test('a digest with parameters of its own', () =>
    refused({ digestAlgorithm: algorithm(SHA256, encodeInteger(1)) }, 'ERR_CMS_DIGEST_ALGORITHM'))
  test('a digest that the message does not list', () =>
    refused({}, 'ERR_CMS_DIGEST_UNLISTED', { digestAlgorithms: [SHA384] }))
  test('a signature algorithm that is not accepted', () =>
    refused({ signatureAlgorithm: algorithm('1.2.840.10045.4.1') }, 'ERR_CMS_SIGNATURE_ALGORITHM'))
  test('a signature algorithm of another digest', () =>
    refused({ signatureAlgorithm: algorithm('1.2.840.10045.4.3.3') }, 'ERR_CMS_ALGORITHMS'))
  test('SM2 with SHA-256', () =>
    refused({ signatureAlgorithm: algorithm('1.2.156.10197.1.501') }, 'ERR_CMS_ALGORITHMS'))
  test('Ed25519 with SHA-256', () =>
    refused({ signatureAlgorithm: algorithm('1.3.101.112') }, 'ERR_CMS_ALGORITHMS'))
  test('a key of another kind', () =>
    refused({ signatureAlgorithm: algorithm('1.2.840.113549.1.1.11', NULL) }, 'ERR_CMS_KEY_KIND'))
  test('plain RSA takes the digest of the signer, and no SM3', async () => {
    const rsa = await createParty('RSA')
    const plain = algorithm('1.2.840.113549.1.1.1', NULL)
    const certificates = [rsa.certificate.raw]
    const signer = { party: rsa, attributes: Object.values(properAttributes(rsa)), signatureAlgorithm: plain }
    await expectOnly(await message(signer, { certificates }), OPTIONS)
    const SM3 = algorithm('1.2.156.10197.1.401')
    await refused({ ...signer, digestAlgorithm: SM3 }, 'ERR_CMS_SIGNATURE_ALGORITHM', {
      certificates,
      digestAlgorithms: [SM3],
    })
  })
  test('a key that cannot be read', async () => {
    const spki = encodeSequence(algorithm('1.2.3.4'), encodeElement(3, Uint8Array.of(0, 1)))
    const certificate = parseCertificate(await forgeCertificate({ spki }))
    const signer = { identifier: identify({ certificate }) }
    await refused(signer, 'ERR_KEY_ALGORITHM', { certificates: [certificate.raw] })
  })

  describe('stated by the signer (RFC 6211)', () => {
    const protection = (...fields: Uint8Array[]) =>
      attribute(CMS_ATTRIBUTE.algorithmProtection, encodeSequence(...fields))
    const signed = (...more: Uint8Array[]) => ({ attributes: [...Object.values(proper), ...more] })
    const ecdsa = encodeContext(1, encodeOid('1.2.840.10045.4.3.2'))

    test('as they are', async () => {
      await expectOnly(await message(signed(protection(algorithm(SHA256), ecdsa))), OPTIONS)
    })
    test.each([
      ['another digest', [SHA384, ecdsa]],
      ['another signature', [algorithm(SHA256), encodeContext(1, encodeOid('1.2.840.10045.4.3.3'))]],
      ['a MAC', [algorithm(SHA256), encodeContext(2, encodeOid('1.2.840.10045.4.3.2'))]],
      ['other parameters', [algorithm(SHA256, NULL), ecdsa]],
    ])('%s', async (_, fields) => {
      const report = await inspectSignedData(await message(signed(protection(...fields))), OPTIONS)
      const [first] = statuses(report)
      expect(first?.[0]).toBe('cms.algorithms')
      expect(first?.[1]).toMatch(/^ERR_(CMS_ALGORITHM_PROTECTION|DER_TAG)$/)
    })
  })
})

describe('cms.signed-attributes', () => {
  const refused = async (signer: Partial<SignerParts>, code: string, parts: Partial<MessageParts> = {}) => {
    const report = await inspectSignedData(await message(signer, parts), OPTIONAL)
    expect(statuses(report)).toContainEqual(['cms.signed-attributes', code])
    expect(report.verdict).toBe('failed')
  }
  const { type, digest, certificate } = proper
  const second = properAttributes(party, new Uint8Array(1)).digest
  const time = encodeGeneralizedTime(NOON)

  test('left out for content that is no plain data', () =>
    refused({ attributes: undefined }, 'ERR_CMS_ATTRIBUTES_MISSING', { contentType: CONTENT_TYPE.tstInfo }))
  test('no digest of the content', () =>
    refused({ attributes: [type, certificate] }, 'ERR_CMS_ATTRIBUTE_MISSING'))
  test('no type of the content', () =>
    refused({ attributes: [digest, certificate] }, 'ERR_CMS_ATTRIBUTE_MISSING'))
  test('none at all in their place', () => refused({ attributes: [] }, 'ERR_CMS_ATTRIBUTE_MISSING'))
  test('a second digest', () =>
    refused({ attributes: [type, digest, second, certificate] }, 'ERR_CMS_ATTRIBUTE_TWICE'))
  test('a second digest in one attribute', () => {
    const both = attribute(
      CMS_ATTRIBUTE.messageDigest,
      encodeOctetString(new Uint8Array(32)),
      encodeOctetString(new Uint8Array(32)),
    )
    return refused({ attributes: [type, both, certificate] }, 'ERR_CMS_ATTRIBUTE_VALUES')
  })
  test('any other one twice', () => {
    const one = attribute('1.2.3.4', encodeInteger(1))
    return refused({ attributes: [type, digest, one, one] }, 'ERR_CMS_ATTRIBUTE_TWICE')
  })
  test('a countersignature that is signed', () =>
    refused(
      { attributes: [type, digest, attribute(CMS_ATTRIBUTE.countersignature, encodeInteger(1))] },
      'ERR_CMS_ATTRIBUTE_MISPLACED',
    ))
  test('a digest that is not signed', () => refused({ unsigned: [second] }, 'ERR_CMS_ATTRIBUTE_MISPLACED'))
  test('a signing time that is none', () =>
    refused(
      { attributes: [type, digest, attribute(CMS_ATTRIBUTE.signingTime, encodeInteger(1))] },
      'ERR_DER_TAG',
    ))
  test('a signing time is told, and proves nothing', async () => {
    const attributes = [type, digest, certificate, attribute(CMS_ATTRIBUTE.signingTime, time)]
    const report = await expectOnly(await message({ attributes }), OPTIONS)
    expect(report.subject?.signers[0]).toMatchObject({ signingTime: NOON, provenAt: undefined })
  })
})

describe('cms.content-type and cms.message-digest', () => {
  test('the type of the content is another', async () => {
    const tst = { contentType: CONTENT_TYPE.tstInfo }
    await expectOnly(await message({}, tst), OPTIONS, ['cms.content-type', 'ERR_CMS_CONTENT_TYPE_ATTRIBUTE'])
    const { type } = properAttributes(party, CONTENT, CONTENT_TYPE.tstInfo)
    await expectOnly(await message({ attributes: [type, proper.digest, proper.certificate] }, tst), OPTIONS)
  })

  test('values of another type', async () => {
    const wrong = (oid: string) => attribute(oid, encodeInteger(1))
    const { type, digest, certificate } = proper
    await expectOnly(
      await message({ attributes: [wrong(CMS_ATTRIBUTE.contentType), digest, certificate] }),
      OPTIONS,
      ['cms.content-type', 'ERR_DER_TAG'],
    )
    await expectOnly(
      await message({ attributes: [type, wrong(CMS_ATTRIBUTE.messageDigest), certificate] }),
      OPTIONS,
      ['cms.message-digest', 'ERR_DER_TAG'],
    )
  })
})
