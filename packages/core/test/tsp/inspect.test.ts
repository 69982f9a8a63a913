import { createSigner, decidingCheck, digest, parseCertificate, type Report, type Trust } from '@xinyin/core'
import { CONTENT_TYPE } from '@xinyin/core/cms'
import {
  encodeBoolean,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import {
  inspectTimeStamp,
  parseTimeStamp,
  parseTimeStampRequest,
  processTimeStamp,
  requestTimeStamp,
  type TimeStampOptions,
  verifyTimeStamp,
} from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import {
  algorithm,
  CONTENT,
  createParty,
  forgeMessage,
  forgeSigner,
  type MessageParts,
  NOON,
  NULL,
  type Party,
  PERIOD,
  properAttributes,
  root,
  SHA256,
  trusting,
} from '../cms/forge.ts'
import { OPENSSL } from '../cms/openssl.ts'
import { forgeExtension } from '../x509/forge.ts'

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const tsa = await createParty('P-256', {
  subject: { commonName: '某省时间戳' },
  extendedKeyUsage: [TIME_STAMPING],
  keyUsage: ['digitalSignature'],
  subjectAltName: { dns: ['tsa.example.gov.cn'] },
})
const TRUST = trusting('time-stamper')
const OPTIONS: TimeStampOptions = { trust: TRUST, at: NOON, content: CONTENT, revocation: skipRevocation }
const EARLIER = new Date('2027-06-01T11:00:00Z')

interface InfoParts {
  readonly version?: number
  readonly imprint?: Uint8Array
  readonly time?: Uint8Array
  readonly after?: readonly Uint8Array[]
}

const imprint = (oid = SHA256, value = digest('SHA-256', CONTENT)) =>
  encodeSequence(algorithm(oid), encodeOctetString(value))
const info = (parts: InfoParts = {}) =>
  encodeSequence(
    encodeInteger(parts.version ?? 1),
    encodeOid('1.2.3.4.1'),
    parts.imprint ?? imprint(),
    encodeInteger(77),
    parts.time ?? encodeGeneralizedTime(EARLIER),
    ...(parts.after ?? []),
  )

async function token(
  parts: InfoParts & { readonly party?: Party; readonly info?: Uint8Array } = {},
  message: Partial<MessageParts> = {},
): Promise<Uint8Array> {
  const { party = tsa, info: content = info(parts) } = parts
  const attributes = Object.values(properAttributes(party, content, CONTENT_TYPE.tstInfo))
  return forgeMessage({
    version: 3,
    contentType: CONTENT_TYPE.tstInfo,
    content,
    certificates: [party.certificate.raw],
    signers: [await forgeSigner({ party, attributes })],
    ...message,
  })
}

const statuses = ({ checks }: Report<unknown>) =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, code }) => [id, code])

async function expectOnly(
  bytes: Uint8Array,
  options: TimeStampOptions,
  ...expected: (readonly [string, string])[]
) {
  const report = await inspectTimeStamp(bytes, options)
  expect(statuses(report)).toEqual(expected)
  if (expected.length === 0) expect(report.verdict).toBe('passed')
  else
    await expect(verifyTimeStamp(bytes, options)).rejects.toMatchObject({ code: decidingCheck(report)?.code })
  return report
}

describe('a proper time stamp', () => {
  test('passes every check, in their order', async () => {
    const report = await expectOnly(await token(), OPTIONS)
    expect(report.checks.map(({ id }) => id).slice(0, 8)).toEqual([
      'tsp.structure',
      'tsp.signers',
      'tsp.imprint',
      'tsp.nonce',
      'tsp.policy',
      'tsp.time',
      'tsp.accuracy',
      'tsp.authority',
    ])
    expect(report.subject).toMatchObject({
      time: EARLIER,
      timeStamp: { info: { serialNumber: '4d', policy: '1.2.3.4.1' } },
    })
    expect(report.subject?.path?.anchor.certificate).toBe(root)
    expect((await verifyTimeStamp(await token(), OPTIONS)).time).toEqual(EARLIER)
    const read = parseTimeStamp(await token())
    await expectOnly(read.raw, { ...OPTIONS, policies: {} })
    expect((await inspectTimeStamp(read, OPTIONS)).verdict).toBe('passed')
  })

  test('by digest, by content in pieces, by request', async () => {
    const { content: _, ...others } = OPTIONS
    const value = digest('SHA-256', CONTENT)
    await expectOnly(await token(), { ...others, digest: { algorithm: 'SHA-256', value } })
    async function* pieces() {
      yield CONTENT.subarray(0, 5)
      yield CONTENT.subarray(5)
    }
    await expectOnly(await token(), { ...others, content: pieces() })
    const request = await requestTimeStamp({ content: CONTENT, algorithm: 'SHA-256' })
    const nonce = encodeElement(2, Uint8Array.from(Buffer.from(request.nonce ?? '', 'hex')))
    await expectOnly(await token({ after: [nonce] }), { ...others, request })
    await expect(inspectTimeStamp(await token(), others)).rejects.toThrow(TypeError)
    await expect(inspectTimeStamp(await token(), { ...OPTIONS, at: new Date(Number.NaN) })).rejects.toThrow(
      RangeError,
    )
  })

  test('of OpenSSL, with its request', async () => {
    const trust: Trust = {
      anchors: [{ certificate: parseCertificate(OPENSSL.root), roles: ['time-stamper'] }],
      intermediates: [],
    }
    const request = parseTimeStampRequest(OPENSSL.timeStampRequest)
    const bytes = processTimeStamp(OPENSSL.timeStampResponse, request)
    const at = new Date('2027-01-01T00:00:00Z')
    const options: TimeStampOptions = {
      trust,
      at,
      request,
      content: OPENSSL.content,
      revocation: skipRevocation,
    }
    const report = await expectOnly(bytes, { ...options, maxAccuracy: 1501, acceptedPolicies: ['1.2.3.4.1'] })
    expect(report.subject?.timeStamp.info).toMatchObject({
      accuracy: 1501,
      ordering: true,
      authority: { kind: 'directory' },
    })
    await expectOnly(bytes, { ...options, maxAccuracy: 1500 }, ['tsp.accuracy', 'ERR_TSP_ACCURACY'])
    await expectOnly(bytes, { ...options, at: new Date('2026-11-01T00:00:00Z') }, [
      'tsp.time',
      'ERR_TSP_FUTURE',
    ])
    await expectOnly(bytes, { ...options, trust: { ...trust, anchors: [] } }, [
      'path.anchor',
      'ERR_PATH_NO_ANCHOR',
    ])
  })
})

describe('refused', () => {
  const sm3 = '1.2.156.10197.1.401'

  test('another content, another digest, another algorithm for the same octets', async () => {
    const wrong: readonly [string, string] = ['tsp.imprint', 'ERR_TSP_IMPRINT']
    await expectOnly(await token(), { ...OPTIONS, content: CONTENT.subarray(1) }, wrong)
    const value = digest('SHA-256', CONTENT)
    await expectOnly(await token(), { ...OPTIONS, digest: { algorithm: 'SM3', value } }, wrong)
    await expectOnly(
      await token(),
      { ...OPTIONS, digest: { algorithm: 'SHA-256', value: value.subarray(1) } },
      wrong,
    )
    await expectOnly(await token({ imprint: imprint(sm3) }), OPTIONS, wrong)
    const request = await requestTimeStamp({ content: CONTENT.subarray(1), algorithm: 'SHA-256' })
    await expectOnly(await token(), { ...OPTIONS, request }, wrong, ['tsp.nonce', 'ERR_TSP_NONCE'])
    await expectOnly(await token({ imprint: imprint('1.3.14.3.2.26') }), OPTIONS, [
      'tsp.imprint',
      'ERR_TSP_IMPRINT_ALGORITHM',
    ])
  })

  test('a nonce of another request', async () => {
    const request = await requestTimeStamp({ content: CONTENT, algorithm: 'SHA-256' })
    await expectOnly(await token({ after: [encodeInteger(4711)] }), { ...OPTIONS, request }, [
      'tsp.nonce',
      'ERR_TSP_NONCE',
    ])
    await expectOnly(await token(), { ...OPTIONS, request }, ['tsp.nonce', 'ERR_TSP_NONCE'])
  })

  test('a policy that was not asked for or is not accepted', async () => {
    const refusal: readonly [string, string] = ['tsp.policy', 'ERR_TSP_POLICY']
    await expectOnly(await token(), { ...OPTIONS, acceptedPolicies: ['1.2.3.4.2'] }, refusal)
    const der = encodeSequence(encodeInteger(1), imprint(), encodeOid('1.2.3.4.2'))
    await expectOnly(await token(), { ...OPTIONS, request: parseTimeStampRequest(der) }, refusal)
  })

  test('a time to come, and one outside the validity of the certificate', async () => {
    const at = (time: string) => token({ time: encodeGeneralizedTime(new Date(time)) })
    await expectOnly(await at('2027-06-01T12:00:01Z'), OPTIONS, ['tsp.time', 'ERR_TSP_FUTURE'])
    await expectOnly(await at('2027-06-01T12:00:00Z'), OPTIONS)
    const accurate = {
      time: encodeGeneralizedTime(new Date('2027-06-01T12:00:01Z')),
      after: [encodeSequence(encodeInteger(1))],
    }
    await expectOnly(await token(accurate), OPTIONS)
    await expectOnly(await at('2025-12-31T23:59:59Z'), OPTIONS, ['tsp.time', 'ERR_TSP_PERIOD'])
    const party = await createParty('P-256', {
      extendedKeyUsage: [TIME_STAMPING],
      notBefore: PERIOD.notBefore,
      notAfter: new Date('2027-06-01T10:00:00Z'),
    })
    const late = { ...OPTIONS, at: NOON }
    await expectOnly(
      await token({ party }),
      late,
      ['tsp.time', 'ERR_TSP_PERIOD'],
      ['path.validity', 'ERR_PATH_EXPIRED'],
    )
    const time = encodeGeneralizedTime(new Date('2027-06-01T10:00:00Z'))
    await expectOnly(await token({ party, time }), late, ['path.validity', 'ERR_PATH_EXPIRED'])
  })

  test('an accuracy that is not stated where one is demanded', async () => {
    await expectOnly(await token(), { ...OPTIONS, maxAccuracy: 1000 }, ['tsp.accuracy', 'ERR_TSP_ACCURACY'])
  })

  test('a name that is not in the certificate', async () => {
    const named = (name: Uint8Array) => token({ after: [encodeContext(0, name)] })
    const dns = (name: string) => encodeElement(0x82, new TextEncoder().encode(name))
    await expectOnly(await named(encodeContext(4, tsa.certificate.subject.raw)), OPTIONS)
    await expectOnly(await named(dns('tsa.example.gov.cn')), OPTIONS)
    await expectOnly(await named(encodeContext(4, root.subject.raw)), OPTIONS, [
      'tsp.authority',
      'ERR_TSP_AUTHORITY',
    ])
    await expectOnly(await named(dns('other.example.gov.cn')), OPTIONS, [
      'tsp.authority',
      'ERR_TSP_AUTHORITY',
    ])
  })

  test('no signer, and two', async () => {
    const none = await inspectTimeStamp(await token({}, { signers: [] }), OPTIONS)
    expect(statuses(none)).toEqual([['tsp.signers', 'ERR_TSP_SIGNERS']])
    expect(none.verdict).toBe('failed')
    const content = info()
    const attributes = Object.values(properAttributes(tsa, content, CONTENT_TYPE.tstInfo))
    const signer = await forgeSigner({ party: tsa, attributes })
    await expectOnly(await token({ info: content }, { signers: [signer, signer] }), OPTIONS, [
      'tsp.signers',
      'ERR_TSP_SIGNERS',
    ])
  })

  test('certificates that may not make time stamps', async () => {
    const purpose: readonly [string, string] = ['path.extended-key-usage', 'ERR_PATH_EXTENDED_KEY_USAGE']
    const plain = await createParty('P-256')
    await expectOnly(await token({ party: plain }), OPTIONS, purpose)
    const both = await createParty('P-256', { extendedKeyUsage: [TIME_STAMPING, '1.3.6.1.5.5.7.3.4'] })
    await expectOnly(await token({ party: both }), OPTIONS, purpose)
    const other = await createParty('P-256', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.3'] })
    await expectOnly(await token({ party: other }), OPTIONS, purpose)
    await expectOnly(await token(), { ...OPTIONS, trust: trusting('document-signer') }, [
      'path.anchor',
      'ERR_PATH_NO_ANCHOR',
    ])
  })

  test('a signature that does not name its certificate, or names another', async () => {
    const content = info()
    const { type, digest: hash } = properAttributes(tsa, content, CONTENT_TYPE.tstInfo)
    const { certificate } = properAttributes(await createParty('P-256'))
    const unnamed = await forgeSigner({ party: tsa, attributes: [type, hash] })
    await expectOnly(await token({ info: content }, { signers: [unnamed] }), OPTIONS, [
      'cms.signing-certificate',
      'ERR_CMS_SIGNING_CERTIFICATE_MISSING',
    ])
    const misnamed = await forgeSigner({ party: tsa, attributes: [type, hash, certificate] })
    await expectOnly(await token({ info: content }, { signers: [misnamed] }), OPTIONS, [
      'cms.signing-certificate',
      'ERR_CMS_SIGNING_CERTIFICATE',
    ])
  })

  test('content exchanged, signature of another', async () => {
    const exchanged = await token({}, { content: info({ time: encodeGeneralizedTime(PERIOD.notBefore) }) })
    await expectOnly(exchanged, OPTIONS, ['cms.message-digest', 'ERR_CMS_MESSAGE_DIGEST'])
    const content = info()
    const attributes = Object.values(properAttributes(tsa, content, CONTENT_TYPE.tstInfo))
    const signature = await createSigner(tsa.key).sign(CONTENT)
    const signer = await forgeSigner({ party: tsa, attributes, signature })
    await expectOnly(await token({ info: content }, { signers: [signer] }), OPTIONS, [
      'cms.signature',
      'ERR_CMS_SIGNATURE',
    ])
  })

  test('a certificate that is not at hand', async () => {
    const report = await expectOnly(await token({}, { certificates: [] }), OPTIONS, [
      'cms.signer-certificate',
      'ERR_CMS_CERTIFICATE_MISSING',
    ])
    expect(report.verdict).toBe('indeterminate')
    await expectOnly(await token({}, { certificates: [] }), { ...OPTIONS, intermediates: [tsa.certificate] })
  })
})

describe('malformed', () => {
  const extension = (critical?: boolean) => encodeContext(1, forgeExtension('1.2.3.4.5', NULL, critical))
  const accuracy = (...parts: Uint8Array[]) => [encodeSequence(...parts)]
  const millis = (value: number) => encodeElement(0x80, ...[encodeInteger(value).subarray(2)])

  test.each<[string, Promise<Uint8Array>, string]>([
    ['no time stamp', token({}, { contentType: CONTENT_TYPE.data }), 'ERR_TSP_CONTENT_TYPE'],
    ['no content', token({}, { content: undefined }), 'ERR_TSP_CONTENT_MISSING'],
    ['version 2', token({ version: 2 }), 'ERR_TSP_VERSION'],
    ['a binding extension', token({ after: [extension(true)] }), 'ERR_TSP_EXTENSION'],
    ['accuracy of 0 ms', token({ after: accuracy(millis(0)) }), 'ERR_TSP_VALUE'],
    ['accuracy of 1,000 ms', token({ after: accuracy(millis(1000)) }), 'ERR_TSP_VALUE'],
    ['accuracy below 0', token({ after: accuracy(encodeInteger(-1)) }), 'ERR_TSP_VALUE'],
    ['no name in its place', token({ after: [encodeContext(0)] }), 'ERR_DER_VALUE'],
    [
      'two names',
      token({
        after: [
          encodeContext(0, encodeElement(0x82, Uint8Array.of(97)), encodeElement(0x82, Uint8Array.of(98))),
        ],
      }),
      'ERR_TSP_VALUE',
    ],
    [
      'time without seconds',
      token({ time: encodeElement(0x18, new TextEncoder().encode('202706011100Z')) }),
      'ERR_DER_VALUE',
    ],
    [
      'time of another zone',
      token({ time: encodeElement(0x18, new TextEncoder().encode('20270601110000+0800')) }),
      'ERR_DER_VALUE',
    ],
    [
      'time with zeros after it',
      token({ time: encodeElement(0x18, new TextEncoder().encode('20270601110000.50Z')) }),
      'ERR_DER_VALUE',
    ],
    [
      'UTCTime',
      token({ time: encodeElement(0x17, new TextEncoder().encode('270601110000Z')) }),
      'ERR_DER_TAG',
    ],
    ['fields in another order', token({ after: [encodeInteger(5), encodeBoolean(true)] }), 'ERR_DER_TAG'],
  ])('%s', async (_, bytes, expected) => {
    const report = await inspectTimeStamp(await bytes, OPTIONS)
    expect(report.checks[0]).toMatchObject({ id: 'tsp.structure', status: 'failed', code: expected })
    expect(report.checks.slice(1).every(({ status }) => status === 'skipped')).toBe(true)
    await expect(verifyTimeStamp(await bytes, OPTIONS)).rejects.toMatchObject({ code: expected })
  })

  test('what is allowed is read', async () => {
    const fraction = encodeElement(0x18, new TextEncoder().encode('20270601110000.125Z'))
    const parts = {
      time: fraction,
      after: [
        encodeSequence(millis(20), encodeElement(0x81, Uint8Array.of(1))),
        encodeBoolean(false),
        extension(),
      ],
    }
    const report = await expectOnly(await token(parts), { ...OPTIONS, maxAccuracy: 21 })
    expect(report.subject?.timeStamp.info).toMatchObject({ accuracy: 21, ordering: false })
    expect(report.subject?.time.toISOString()).toBe('2027-06-01T11:00:00.125Z')
  })
})
