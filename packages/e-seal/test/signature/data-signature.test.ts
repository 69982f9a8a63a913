import {
  type Check,
  createPrivateKey,
  createSigner,
  digest,
  encodeUtf8,
  type Trust,
  TrustError,
} from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import { encodeGeneralizedTime, encodeInteger, encodeOctetString, encodeOid } from '@xinyin/core/der'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { finishDataSignature, prepareDataSignature } from '../../src/create/sign-data.ts'
import {
  createDataSignature,
  type DataSignature,
  explain,
  parseDataSignature,
  type SealTolerance,
  type Strict,
} from '../../src/index.ts'
import { inspectDataSignature } from '../../src/verify/data-signature.ts'
import { pathPolicy } from '../../src/verify/revocation.ts'
import { SIGNATURE_CHECK_IDS } from '../../src/verify/signature.ts'
import { AT, createMember, createProvince } from '../province.ts'
import { rawOf, unpaddedOf } from '../seal/deviant.ts'
import {
  ATTRIBUTES,
  attribute,
  base64,
  buildMessage,
  DATA,
  DATA_OID,
  HASH,
  type MessageParts,
} from './message.ts'

const province = await createProvince()
const { office, signerRoot } = province
const trust: Trust = {
  ...province.trust,
  anchors: [{ certificate: signerRoot.certificate, roles: ['document-signer'] }],
}
const OTHER = encodeUtf8('<Other/>')

interface Options {
  readonly data?: Uint8Array
  readonly trust?: Trust
  readonly now?: Date
  readonly described?: Date
  readonly strict?: Strict
}

const inspect = (signature: DataSignature, options: Options = {}) =>
  inspectDataSignature(
    signature,
    options.data ?? DATA,
    pathPolicy({ trust: options.trust ?? trust, strict: options.strict }),
    { now: options.now ?? AT, described: options.described },
  )

async function wrong(message: Uint8Array, options?: Options): Promise<string[]> {
  const { checks } = await inspect(parseDataSignature(message), options)
  for (const check of checks)
    for (const language of ['en', 'zh-CN'] as const) expect(explain(check, language)).not.toMatch(/[{}]/)
  return checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, status, code }: Check) => `${id} ${status} ${code}`)
}

const byContent = { attributes: undefined, content: HASH } as const

describe('a signature without a seal that was made here', () => {
  const sign = (variant: 'attributes' | 'content') =>
    createDataSignature({ ...office, data: DATA, variant, time: AT })

  test.each([
    ['attributes', AT],
    ['content', undefined],
  ] as const)('by %s passes, with nothing to tolerate', async (variant, time) => {
    const message = await sign(variant)
    const signature = parseDataSignature(message)
    expect(signature).toMatchObject({
      raw: message,
      form: 'GB/T 35275-2017',
      variant,
      time,
      algorithm: '1.2.156.10197.1.501',
      deviations: [],
      timeStamp: undefined,
    })
    expect(await wrong(message, { strict: true })).toEqual([])
    const { checks, signer, moments } = await inspect(signature, { described: AT })
    expect(signer?.text).toBe(office.certificate.subject.text)
    expect(moments).toEqual({ claimed: AT, now: AT, proven: undefined })
    for (const id of SIGNATURE_CHECK_IDS) expect(checks.map((check) => check.id)).toContain(id)
    const made = checks.filter(({ status }) => status === 'passed').map(({ id }) => id)
    expect(made).toEqual(
      expect.arrayContaining([
        'signature.structure',
        'signature.algorithm',
        'signature.value',
        'signature.data-hash',
        'signature.signer-path',
        'signature.time',
        'path.revocation',
        'cms.signer-certificate',
      ]),
    )
    expect(checks.filter(({ facts }) => facts['because'] === 'seal').map(({ id }) => id)).toEqual([
      'signature.version',
      'signature.signer-listed',
      'signature.maker-independent',
      'signature.extensions',
      ...SIGNATURE_CHECK_IDS.filter((id) => id.startsWith('seal.')),
    ])
  })

  test.each([
    ['attributes', 'cms.message-digest failed ERR_CMS_MESSAGE_DIGEST'],
    ['content', 'signature.data-hash failed ERR_SIGNATURE_DATA_HASH'],
  ] as const)('by %s is over no other data', async (variant, expected) => {
    expect(await wrong(await sign(variant), { data: OTHER })).toEqual([expected])
  })

  test.each([
    ['cms.message-digest', {}],
    ['signature.value', { attributes: undefined }],
  ] as const)('beside the data says of other data that %s decides', async (because, change) => {
    const { checks } = await inspect(parseDataSignature(await buildMessage(office, change)), { data: OTHER })
    expect(checks.find(({ id }) => id === because)).toMatchObject({ status: 'failed' })
    expect(checks.find(({ id }) => id === 'signature.data-hash')).toMatchObject({
      status: 'skipped',
      facts: { because },
    })
  })

  test.each(['attributes', 'content'] as const)('by %s is made in two steps', async (variant) => {
    const prepared = await prepareDataSignature({ ...office, data: DATA, variant, time: AT })
    expect(prepared.signedBytes.length).toBe(variant === 'content' ? 32 : prepared.signedBytes.length)
    const value = await office.signer.sign(prepared.signedBytes)
    expect(await wrong(await finishDataSignature(prepared, DATA, value))).toEqual([])
    await expect(finishDataSignature(prepared, OTHER, value)).rejects.toThrow(/^data:/)
    const certificates = { ...prepared, certificates: [] }
    await expect(finishDataSignature(certificates, DATA, value)).rejects.toThrow(/^certificates:/)
  })

  test('takes along what it is given', async () => {
    const [crl] = province.trust.revocation?.crls ?? []
    const message = await createDataSignature({
      ...office,
      data: DATA,
      time: AT,
      certificates: [signerRoot.certificate],
      crls: [crl?.raw ?? new Uint8Array(0)],
      timeStamp: async () => encodeInteger(1),
    })
    const signature = parseDataSignature(message)
    expect(signature.message.certificates.map(({ raw }) => raw)).toContainEqual(signerRoot.certificate.raw)
    expect(signature.message.crls).toEqual([crl?.raw])
    expect(signature.timeStamp).toEqual(encodeInteger(1))
    expect(await wrong(message)).toEqual([expect.stringMatching(/^signature\.time-stamp failed /)])
  })

  test.each<[string, object]>([
    ['certificate', { certificate: signerRoot.certificate }],
    ['variant', { variant: 'seal' }],
  ])('is not made with a wrong %s', async (argument, change) => {
    const made = createDataSignature({ ...office, data: DATA, time: AT, ...change })
    await expect(made).rejects.toThrow(new RegExp(`^${argument}:`))
  })

  test('is not made with another kind of key', async () => {
    const signer = createSigner(await createPrivateKey('P-256'))
    const options = { data: DATA, time: AT, signer, certificate: office.certificate }
    await expect(createDataSignature(options)).rejects.toThrow(/^signer:/)
    const certificate = await createLeaf({
      subject: { commonName: 'P-256' },
      publicKey: signer.publicKey,
      issuer: { certificate: signerRoot.certificate, key: signerRoot.signer },
      notBefore: office.certificate.notBefore,
      notAfter: office.certificate.notAfter,
    })
    await expect(prepareDataSignature({ ...options, certificate })).rejects.toThrow(/^certificate:/)
  })

  test('is not made when the certificate is not valid', async () => {
    for (const time of [new Date(0), new Date('2040-01-01')])
      await expect(createDataSignature({ ...office, data: DATA, time })).rejects.toMatchObject({
        code: 'ERR_SIGNER_NOT_VALID',
      })
  })
})

const attributesOver = (content: Uint8Array): readonly Uint8Array[] => [
  ...ATTRIBUTES.slice(0, 2),
  attribute('1.2.840.113549.1.9.4', encodeOctetString(digest('SM3', content))),
]

type Case = readonly [SealTolerance, Partial<MessageParts>]

describe('what other programs write', () => {
  test.each<Case>([
    ['pkcs7-oid', { type: '1.2.840.113549.1.7.2' }],
    ['content-type', { contentType: DATA_OID }],
    ['attribute-order', { attributes: [...ATTRIBUTES].reverse() }],
    ['digest-oid', { digest: '1.2.156.10197.1.401.2' }],
    ['digest-oid', { ...byContent, digest: '1.2.156.10197.1.401.2' }],
    ['algorithm-oid', { algorithm: '1.2.156.10197.1.301' }],
    ['algorithm-oid', { ...byContent, algorithm: '1.2.156.10197.1.401.2' }],
    ['raw-value', { wrapValue: rawOf }],
    ['raw-value', { ...byContent, wrapValue: rawOf }],
    ['base64-digest', { attributes: undefined, content: base64(HASH) }],
  ])('%s is tolerated, told, and refused where that is asked (%#)', async (name, change) => {
    const message = await buildMessage(office, change)
    expect(await wrong(message)).toEqual([])
    const { checks } = await inspect(parseDataSignature(message))
    expect(checks.filter(({ id }) => id.startsWith('tolerance.')).map(({ id }) => id)).toEqual([
      `tolerance.${name}`,
    ])
    expect(await wrong(message, { strict: [name] })).toEqual([
      `tolerance.${name} failed ERR_TOLERANCE_REFUSED`,
    ])
  })

  test('numbers without their zero', async () => {
    let message: Uint8Array
    do message = await buildMessage(office, { wrapValue: unpaddedOf })
    while (parseDataSignature(message).deviations.length === 0)
    expect(await wrong(message)).toEqual([])
    expect(await wrong(message, { strict: ['unpadded-integer'] })).toHaveLength(1)
  })

  test.each<[string, Partial<MessageParts>]>([
    ['attributes in their order', {}],
    ['the digest as content, and attributes over it', { content: HASH, attributes: attributesOver(HASH) }],
    ['the digest as content', byContent],
    ['the data as content', { attributes: undefined, content: DATA }],
    ['the data beside the message, without attributes', { attributes: undefined }],
    ['the algorithm by its newer name', { algorithm: '1.2.156.10197.1.501' }],
  ])('%s is a usual way', async (_, change) => {
    expect(await wrong(await buildMessage(office, change), { strict: true })).toEqual([])
  })
})

const [contentType, signingTime, messageDigest] = ATTRIBUTES as [Uint8Array, Uint8Array, Uint8Array]
const someoneElse = await createMember('别人', signerRoot)

const signedBy = ({ message: { signers } }: DataSignature) =>
  signers.map((one) => one.signedAttributes?.signedBytes)

describe('what stands against a signature without a seal', () => {
  test.each<[string, string, Partial<MessageParts>]>([
    [
      'a value of someone else',
      'signature.value failed ERR_CMS_SIGNATURE',
      { wrapValue: (value) => Uint8Array.of(...value.subarray(0, -1), (value.at(-1) ?? 0) ^ 1) },
    ],
    [
      'a digest of other data as content',
      'signature.data-hash failed ERR_SIGNATURE_DATA_HASH',
      { attributes: undefined, content: digest('SM3', OTHER) },
    ],
    [
      'a digest of other data in the attributes',
      'cms.message-digest failed ERR_CMS_MESSAGE_DIGEST',
      { attributes: attributesOver(OTHER) },
    ],
    [
      'attributes without a digest',
      'cms.signed-attributes failed ERR_CMS_ATTRIBUTE_MISSING',
      { attributes: [contentType, signingTime] },
    ],
    [
      'content of a type that is not plain data',
      'cms.content-type failed ERR_CMS_CONTENT_TYPE_ATTRIBUTE',
      { attributes: [attribute('1.2.840.113549.1.9.3', encodeOid('1.2.3.4')), signingTime, messageDigest] },
    ],
    ['another digest', 'signature.algorithm failed ERR_CMS_DIGEST_ALGORITHM', { digest: '1.3.14.3.2.26' }],
    [
      'another algorithm',
      'signature.algorithm failed ERR_CMS_SIGNATURE_ALGORITHM',
      { algorithm: '1.2.840.10045.4.3.2' },
    ],
    [
      'no certificate',
      'cms.signer-certificate indeterminate ERR_CMS_CERTIFICATE_MISSING',
      { certificates: [] },
    ],
    [
      'a certificate of someone else only',
      'cms.signer-certificate indeterminate ERR_CMS_CERTIFICATE_MISSING',
      { certificates: [someoneElse.certificate.raw] },
    ],
  ])('%s: %s', async (_, expected, change) => {
    expect(await wrong(await buildMessage(office, change))).toContain(expected)
  })

  test('a good signature of another kind', async () => {
    const key = await createPrivateKey('P-256')
    const certificate = await createLeaf({
      subject: { commonName: 'P-256' },
      publicKey: key.publicKey,
      issuer: { certificate: signerRoot.certificate, key: signerRoot.signer },
      notBefore: office.certificate.notBefore,
      notAfter: office.certificate.notAfter,
    })
    const { createSignedData } = await import('@xinyin/core/cms')
    const signers = [{ key, certificate, signingTime: AT }]
    const message = await createSignedData({ content: DATA, detached: true, signers, profile: 'GMT0010' })
    expect(await wrong(message)).toEqual(['signature.algorithm failed ERR_SEAL_ALGORITHM'])
  })

  test('a signer who may only sign with seals', async () => {
    expect(await wrong(await buildMessage(office), { trust: province.trust })).toEqual([
      'signature.signer-path indeterminate ERR_PATH_NO_ANCHOR',
    ])
  })

  test('a signer of whom nobody tells whether he was revoked', async () => {
    const { revocation: _, ...silent } = trust
    expect(await wrong(await buildMessage(office), { trust: silent })).toEqual([
      'path.revocation indeterminate ERR_REVOCATION_UNKNOWN',
    ])
  })

  test('a certificate that has expired since', async () => {
    const now = new Date('2028-06-01T00:00:00Z')
    expect(await wrong(await buildMessage(office), { now })).toContain(
      'signature.signer-path indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
    )
  })

  test('a time to come', async () => {
    const late = attribute('1.2.840.113549.1.9.5', encodeGeneralizedTime(new Date('2027-01-01T00:00:00Z')))
    const message = await buildMessage(office, { attributes: [contentType, late, messageDigest] })
    expect(await wrong(message)).toContain('signature.time failed ERR_SIGNATURE_TIME_FUTURE')
    const described = new Date('2027-01-01T00:00:00Z')
    expect(await wrong(await buildMessage(office, byContent), { described })).toContain(
      'signature.time failed ERR_SIGNATURE_TIME_FUTURE',
    )
  })

  test('no time at all counts as now', async () => {
    const { checks, moments } = await inspect(parseDataSignature(await buildMessage(office, byContent)))
    expect(moments.claimed).toEqual(AT)
    expect(checks.find(({ id }) => id === 'signature.time')).toMatchObject({
      status: 'skipped',
      facts: { because: 'date' },
    })
  })

  test.each([0, 2])('%i signers', async (count) => {
    const message = await buildMessage(office, { signers: (one) => Array(count).fill(one) })
    expect(() => parseDataSignature(message)).toThrow(
      expect.objectContaining({ code: 'ERR_SIGNATURE_SIGNERS', facts: { found: count } }),
    )
  })

  test('a type of content that is none, or a time that is none', async () => {
    const notType = attribute('1.2.840.113549.1.9.3', encodeInteger(1))
    const notTime = attribute('1.2.840.113549.1.9.5', encodeInteger(1))
    const first = await buildMessage(office, { attributes: [notType, signingTime, messageDigest] })
    expect(await wrong(first)).toContain('cms.content-type failed ERR_DER_TAG')
    const second = await buildMessage(office, { attributes: [contentType, notTime, messageDigest] })
    expect(parseDataSignature(second).time).toBeUndefined()
    expect(await wrong(second)).toContain('cms.signed-attributes failed ERR_DER_TAG')
  })

  test('a countersignature counts for nothing', async () => {
    const junk = attribute('1.2.840.113549.1.9.6', encodeInteger(1))
    expect(await wrong(await buildMessage(office, { unsigned: [junk] }))).toEqual([])
  })

  test('whatever is cut or changed is read, or refused with a code', async () => {
    const message = await buildMessage(office)
    const change = fc.tuple(fc.nat(message.length - 1), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(change, fc.boolean(), async ([at, octet], isCut) => {
        const changed = isCut ? message.slice(0, at) : message.slice()
        changed[at] = octet
        try {
          const signature = parseDataSignature(changed)
          const { checks } = await inspect(signature)
          // What passes all the same was changed in no way that counts.
          if (checks.every(({ status }) => status === 'passed' || status === 'skipped'))
            expect(signedBy(signature)).toEqual(signedBy(parseDataSignature(message)))
        } catch (error) {
          expect(error).toBeInstanceOf(TrustError)
        }
      }),
      { numRuns: 300 },
    )
  })
})
