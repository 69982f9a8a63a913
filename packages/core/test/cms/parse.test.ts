import { concatBytes, encodePem } from '@xinyin/core'
import { CONTENT_TYPE, inspectSignedData, parseSignedData } from '@xinyin/core/cms'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  algorithm,
  attribute,
  CONTENT,
  createParty,
  forgeMessage,
  forgeSigner,
  NOON,
  properAttributes,
  TRUST,
} from './forge.ts'
import { OPENSSL } from './openssl.ts'

const code = (name: string) => expect.objectContaining({ code: name })
const party = await createParty('P-256')
const signer = await forgeSigner({ party })
const certificates = [party.certificate.raw]
const proper = forgeMessage({ certificates, signers: [signer] })

test('what a message holds is read', () => {
  const crl = encodeSequence(encodeInteger(1))
  const ocsp = encodeContext(1, encodeOid('1.3.6.1.5.5.7.16.2'), encodeSequence(encodeInteger(2)))
  const other = encodeContext(1, encodeOid('1.2.3.4'), encodeSequence())
  const read = parseSignedData(
    forgeMessage({ certificates, crls: [crl, ocsp, other], signers: [signer], version: 5 }),
  )
  expect(read).toMatchObject({
    profile: 'PKCS7',
    version: 5,
    contentType: CONTENT_TYPE.data,
    content: CONTENT,
  })
  expect(read.certificates.map(({ raw }) => raw)).toEqual(certificates)
  expect(read.crls).toEqual([crl])
  expect(read.ocspResponses).toEqual([encodeSequence(encodeInteger(2))])
  expect(read.signers[0]).toMatchObject({ version: 1, raw: signer })
  expect(read.signers[0]?.signedAttributes?.signedBytes[0]).toBe(0x31)
})

test('both profiles, DER and PEM', () => {
  const gm = forgeMessage({ type: CONTENT_TYPE.gmSignedData, contentType: CONTENT_TYPE.gmData, signers: [] })
  expect(parseSignedData(gm)).toMatchObject({ profile: 'GMT0010', contentType: CONTENT_TYPE.gmData })
  for (const label of ['CMS', 'PKCS7']) expect(parseSignedData(encodePem(label, proper)).raw).toEqual(proper)
  expect(parseSignedData(new TextEncoder().encode(encodePem('CMS', proper))).raw).toEqual(proper)
  const two = encodePem('CMS', proper) + encodePem('CMS', proper)
  for (const pem of [encodePem('CERTIFICATE', proper), two])
    expect(() => parseSignedData(pem)).toThrow(code('ERR_PEM_LABEL'))
})

test('what was read does not change with the buffer of the caller', () => {
  const buffer = proper.slice()
  const read = parseSignedData(buffer)
  buffer.fill(0)
  expect(read.content).toEqual(CONTENT)
  expect(read.signers[0]?.raw).toEqual(signer)
})

describe('refused', () => {
  const info = (...fields: Uint8Array[]) =>
    encodeSequence(encodeOid(CONTENT_TYPE.signedData), encodeContext(0, encodeSequence(...fields)))
  const [version, list, content] = [
    encodeInteger(1),
    encodeElement(0x31),
    encodeSequence(encodeOid(CONTENT_TYPE.data)),
  ]
  const signers = (...infos: Uint8Array[]) => encodeElement(0x31, ...infos)
  const attributes = Object.values(properAttributes(party))

  test.each<[string, Uint8Array | Promise<Uint8Array>, string]>([
    [
      'another type of message',
      forgeMessage({ type: '1.2.840.113549.1.7.3', signers: [] }),
      'ERR_CMS_CONTENT_TYPE',
    ],
    ['version 0', forgeMessage({ version: 0, signers: [] }), 'ERR_CMS_VERSION'],
    ['version 6', forgeMessage({ version: 6, signers: [] }), 'ERR_CMS_VERSION'],
    ['no signer infos', info(version, list, content), 'ERR_DER_TAG'],
    ['something after the signer infos', info(version, list, content, signers(), version), 'ERR_DER_TAG'],
    [
      'two messages in one',
      encodeSequence(encodeOid(CONTENT_TYPE.signedData), encodeContext(0, content, content)),
      'ERR_DER_TAG',
    ],
    [
      'content that is no octet string',
      info(
        version,
        list,
        encodeSequence(encodeOid('1.2.3.4'), encodeContext(0, encodeSequence())),
        signers(),
      ),
      'ERR_DER_TAG',
    ],
    ['bytes after the message', concatBytes(proper, Uint8Array.of(0)), 'ERR_DER_TRAILING'],
    [
      'a signer of version 2',
      forgeSigner({ party, version: 2 }).then((one) => forgeMessage({ signers: [one] })),
      'ERR_CMS_VERSION',
    ],
    [
      'an attribute without a value',
      forgeSigner({ party, attributes: [...attributes, attribute('1.2.3')] }).then((one) =>
        forgeMessage({ signers: [one] }),
      ),
      'ERR_CMS_ATTRIBUTE_VALUES',
    ],
    [
      'signed attributes that are not DER',
      forgeSigner({
        party,
        attributes: [concatBytes(Uint8Array.of(0x30, 0x80), encodeOid('1.2.3'), Uint8Array.of(0, 0))],
      }).then((one) => forgeMessage({ signers: [one] })),
      'ERR_DER_LENGTH',
    ],
    ['not even DER', Uint8Array.of(0x30, 0x80), 'ERR_DER_TRUNCATED'],
  ])('%s', async (_, bytes, expected) => {
    const message = await bytes
    expect(() => parseSignedData(message)).toThrow(code(expected))
    const report = await inspectSignedData(message, { trust: TRUST, at: NOON, revocation: skipRevocation })
    expect(report).toMatchObject({ verdict: 'failed', subject: undefined })
    expect(report.checks[0]).toMatchObject({ id: 'cms.structure', status: 'failed', code: expected })
    expect(report.checks.slice(1).every(({ status }) => status === 'skipped')).toBe(true)
  })
})

describe('bounded', () => {
  test.each([
    [
      'certificates',
      forgeMessage({ certificates: Array(3).fill(certificates[0]), signers: [] }),
      { maxCertificates: 2 },
    ],
    ['crls', forgeMessage({ crls: Array(3).fill(encodeSequence()), signers: [] }), { maxRevocations: 2 }],
    ['signerInfos', forgeMessage({ signers: [signer, signer, signer] }), { maxSigners: 2 }],
    ['attributes', proper, { maxAttributes: 2 }],
  ])('%s', (type, message, limits) => {
    expect(() => parseSignedData(message, limits)).toThrow(
      expect.objectContaining({ code: 'ERR_CMS_COUNT', facts: { type, limit: 2 } }),
    )
    expect(parseSignedData(message)).toBeDefined()
  })

  test('values of one attribute', async () => {
    const values = Array.from({ length: 65 }, () => encodeInteger(1))
    const many = await forgeSigner({ party, unsigned: [attribute('1.2.3.4', ...values)] })
    expect(() => parseSignedData(forgeMessage({ signers: [many] }))).toThrow(
      expect.objectContaining({ facts: { type: 'attrValues', limit: 64 } }),
    )
  })

  test('nesting', () => {
    let content = encodeOctetString(Uint8Array.of(1))
    for (let i = 0; i < 2000; i++) content = encodeElement(0x24, content)
    const nested = encodeSequence(
      encodeOid(CONTENT_TYPE.signedData),
      encodeContext(
        0,
        encodeSequence(
          encodeInteger(1),
          encodeElement(0x31, algorithm('1.2.3')),
          encodeSequence(encodeOid(CONTENT_TYPE.data), encodeContext(0, content)),
          encodeElement(0x31),
        ),
      ),
    )
    expect(() => parseSignedData(nested)).toThrow(code('ERR_DER_DEPTH'))
  })

  test('size', () => {
    expect(() => parseSignedData(proper, { maxBytes: 100 })).toThrow(code('ERR_DER_SIZE'))
  })
})

test('whatever the bytes, the report says something and nothing is thrown', async () => {
  const options = { trust: TRUST, at: NOON, content: CONTENT, revocation: skipRevocation } as const
  const seeds = [proper, OPENSSL.twoSigners, OPENSSL.rsaPss, OPENSSL.timeStampResponse]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      async (seed, changes) => {
        const bytes = seed.slice()
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const report = await inspectSignedData(bytes, options)
        for (const check of report.checks) expect(check.code ?? 'ERR_').toMatch(/^ERR_/)
      },
    ),
    { numRuns: 300 },
  )
})
