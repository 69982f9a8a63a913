import { type Check, encodeUtf8 } from '@xinyin/core'
import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeTime,
  encodeUtf8String,
  TAG,
} from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import {
  explain,
  inspectSeal,
  parseSeal,
  parseSealSignature,
  SEAL_TOLERANCES,
  type Seal,
  type SealTolerance,
  type SesForm,
  type Strict,
} from '../../src/index.ts'
import { pathPolicy } from '../../src/verify/revocation.ts'
import { signatureChecks } from '../../src/verify/signature.ts'
import { AT, createProvince } from '../province.ts'
import {
  base64Text,
  buildSeal,
  buildSignature,
  DATA,
  extension,
  indefinite,
  indefiniteThroughout,
  rawOf,
  type SealParts,
  type SignatureParts,
  unpaddedOf,
} from './deviant.ts'

const province = await createProvince()
const { trust, maker, office } = province
const V1 = 'GM/T 0031-2014'
const V4 = 'GB/T 38540-2020'
const V5 = 'GM/T 0031-2025'

const wrong = (checks: readonly Check[]) =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, code }) => `${id} ${code}`)
const tolerated = (checks: readonly Check[]) =>
  checks.filter(({ id }) => id.startsWith('tolerance.')).map(({ id, facts }) => `${id} ${facts['elements']}`)

const date = (tag: number, text: string) => encodeElement(tag, encodeUtf8(text))
const oneDate =
  (made: Uint8Array) =>
  ({ dates }: SealParts) => ({ dates: [made, ...dates.slice(1)] })
const list = (form: SesForm, ...elements: Uint8Array[]) =>
  form === V1 ? [encodeSequence(...elements)] : [encodeInteger(1), encodeSequence(...elements)]
const certificate = office.certificate.raw
const OID = encodeOid('1.2.3.4')
const untagged = (...extensions: Uint8Array[]) => ({ extensions: [encodeSequence(...extensions)] })
const tagged = (...extensions: Uint8Array[]) => ({
  extensions: [encodeContext(0, encodeSequence(...extensions))],
})
const gbk = Uint8Array.of(0xd3, 0xa1) // 印

type SealCase = readonly [SealTolerance, string, SesForm, (parts: SealParts) => Partial<SealParts>]

const SEALS: readonly SealCase[] = [
  ['header-version', 'version', V1, () => ({ version: 2 })],
  ['header-version', 'version', V1, () => ({ version: 4 })],
  ['header-version', 'version', V4, () => ({ version: 3 })],
  ['utc-time', 'createDate', V4, oneDate(encodeTime(new Date('2026-02-01T00:00:00Z')))],
  ['utc-time', 'createDate', V5, oneDate(encodeTime(new Date('2026-02-01T00:00:00Z')))],
  ['generalized-time', 'createDate', V1, oneDate(encodeGeneralizedTime(new Date('2026-02-01T00:00:00Z')))],
  ['time-form', 'createDate', V4, oneDate(date(TAG.generalizedTime, '20260201080000'))],
  ['time-form', 'createDate', V4, oneDate(date(TAG.generalizedTime, '20260201080000+0800'))],
  ['time-form', 'createDate', V4, oneDate(date(TAG.generalizedTime, '20260201000000.000Z'))],
  ['time-form', 'createDate', V1, oneDate(date(TAG.utcTime, '260201080000+0800'))],
  ['octet-string-for-bit-string', 'signedValue', V4, () => ({ wrapValue: encodeOctetString })],
  ['octet-string-for-bit-string', 'signedValue', V1, () => ({ wrapValue: encodeOctetString })],
  ['string-type', 'Vid', V4, () => ({ vendor: encodeUtf8String('Xinyin') })],
  ['string-type', 'esID', V4, () => ({ id: encodePrintableString('1') })],
  ['string-type', 'name', V1, () => ({ name: encodeIa5String('seal') })],
  ['non-ascii-ia5-string', 'Vid', V4, () => ({ vendor: encodeElement(TAG.ia5String, encodeUtf8('信印')) })],
  ['non-ascii-ia5-string', 'Vid', V4, () => ({ vendor: encodeElement(TAG.ia5String, gbk) })],
  ['bare-certificate', 'certList', V4, () => ({ list: list(V4, certificate) })],
  ['bare-certificate', 'cert', V4, () => ({ certificate: maker.certificate.raw })],
  ['bare-certificate', 'cert', V1, () => ({ certificate: maker.certificate.raw })],
  ['text-certificate', 'certList', V1, () => ({ list: list(V1, encodeElement(TAG.ia5String, certificate)) })],
  [
    'text-certificate',
    'certList',
    V4,
    () => ({ list: list(V4, encodeElement(TAG.utf8String, base64Text(certificate))) }),
  ],
  [
    'text-certificate',
    'certList',
    V1,
    () => ({ list: [encodeElement(TAG.ia5String, base64Text(certificate))] }),
  ],
  ['explicit-default', 'critical', V4, () => untagged(extension(OID, encodeBoolean(false)))],
  ['empty-extensions', 'extDatas', V1, () => untagged()],
  ['extensions-tag', 'extDatas', V4, () => tagged(extension(OID))],
  ['extension-oid', 'extnID', V4, () => untagged(extension(encodeElement(TAG.oid, encodeUtf8('tag'))))],
  ['picture-type-case', 'picture type', V4, () => ({ pictureType: encodeIa5String('Png') })],
  ['algorithm-oid', 'signAlgID', V4, () => ({ algorithm: '1.2.156.10197.1.301.1' })],
  ['algorithm-oid', 'signAlgID', V4, () => ({ algorithm: '1.2.156.10197.1.301' })],
  ['algorithm-oid', 'signAlgID', V1, () => ({ algorithm: '1.2.156.10197.1.401.2' })],
  ['algorithm-oid', 'signAlgID', V5, () => ({ algorithm: '1.2.156.10197.501' })],
  ['raw-value', 'signedValue', V4, () => ({ wrapValue: (value) => encodeBitString(rawOf(value)) })],
]

/** A seal of which one number of the signature has its top bit set, so that it can lack the zero. */
async function untilPadded(make: () => Promise<Seal>): Promise<Seal> {
  for (;;) {
    const seal = await make()
    if (seal.deviations.length > 0) return seal
  }
}

describe('what a seal has otherwise than the standard', () => {
  const inspect = (seal: Seal, strict?: Strict) =>
    inspectSeal(seal.raw, { trust, at: AT, ...(strict === undefined ? {} : { strict }) })

  test.each(SEALS)('%s (%s, %s) is tolerated, and told', async (name, element, form, change) => {
    const seal = await buildSeal(form, maker, office, change)
    expect(seal.form).toBe(form)
    expect(seal.deviations).toEqual([{ tolerance: name, element }])
    const report = await inspect(seal)
    expect(wrong(report.checks)).toEqual([])
    expect(report.verdict).toBe('passed')
    expect(tolerated(report.checks)).toEqual([`tolerance.${name} ${element}`])
  })

  test.each(SEALS)('%s (%s, %s) is refused where that is asked', async (name, _element, form, change) => {
    const seal = await buildSeal(form, maker, office, change)
    for (const strict of [true, [name]] as const) {
      const report = await inspect(seal, strict)
      expect(wrong(report.checks)).toEqual([`tolerance.${name} ERR_TOLERANCE_REFUSED`])
      expect(report.verdict).toBe('failed')
      for (const language of ['en', 'zh-CN'] as const)
        expect(explain(report, language)).not.toMatch(/[{}]|tolerance\./)
    }
    const others = SEAL_TOLERANCES.filter((other) => other !== name)
    expect((await inspect(seal, others)).verdict).toBe('passed')
  })

  test('numbers without their zero', async () => {
    const seal = await untilPadded(() =>
      buildSeal(V4, maker, office, () => ({ wrapValue: (value) => encodeBitString(unpaddedOf(value)) })),
    )
    expect(seal.deviations).toEqual([{ tolerance: 'unpadded-integer', element: 'signedValue' }])
    expect((await inspect(seal)).verdict).toBe('passed')
    expect(wrong((await inspect(seal, ['unpadded-integer'])).checks)).toEqual([
      'tolerance.unpadded-integer ERR_TOLERANCE_REFUSED',
    ])
  })

  test.each([V1, V4, V5] as const)('indefinite lengths around what was signed (%s)', async (form) => {
    const { raw } = await buildSeal(form, maker, office)
    const seal = parseSeal(indefinite(raw))
    expect(seal.deviations).toEqual([{ tolerance: 'ber', element: 'SESeal' }])
    expect(seal.raw).toEqual(indefinite(raw))
    expect((await inspect(seal)).verdict).toBe('passed')
    expect(wrong((await inspect(seal, ['ber'])).checks)).toEqual(['tolerance.ber ERR_TOLERANCE_REFUSED'])
  })

  test.each([V1, V4, V5] as const)('indefinite lengths in what was signed (%s)', async (form) => {
    const seal = await buildSeal(form, maker, office, () => ({ encodeInfo: indefiniteThroughout }))
    expect(seal.deviations).toEqual([{ tolerance: 'ber', element: 'SESeal' }])
    expect((await inspect(seal)).verdict).toBe('passed')
    // A reader that encodes again what it read would see something else than was signed.
    const plain = await buildSeal(form, maker, office)
    expect(seal.info.raw).not.toEqual(plain.info.raw)
    expect({ ...seal.info, raw: plain.info.raw }).toEqual(plain.info)
    const value = await buildSignature(seal, office)
    const checks = await signatureChecks(parseSealSignature(value), DATA, pathPolicy({ trust }), AT)
    expect(wrong(checks)).toEqual([])
    expect(tolerated(checks)).toEqual(['tolerance.ber SES_Signature'])
  })

  test('Beijing time written as UTC', async () => {
    const made = encodeGeneralizedTime(new Date(AT.getTime() + 8 * 3_600_000))
    const seal = await buildSeal(V4, maker, office, oneDate(made))
    expect(tolerated((await inspect(seal)).checks)).toEqual(['tolerance.local-time-as-utc seal.validity'])
    expect(wrong((await inspect(seal, true)).checks)).toEqual([
      'tolerance.local-time-as-utc ERR_TOLERANCE_REFUSED',
    ])
  })

  test('several at once are told each by its name, and once', async () => {
    const utc = encodeTime(new Date('2026-02-01T00:00:00Z'))
    const seal = await buildSeal(V4, maker, office, ({ dates }) => ({
      dates: [utc, utc, dates[2] ?? utc],
      ...untagged(extension(OID, encodeBoolean(false)), extension(OID, encodeBoolean(false))),
    }))
    expect(tolerated((await inspect(seal)).checks)).toEqual([
      'tolerance.utc-time createDate, validStart',
      'tolerance.explicit-default critical',
    ])
  })

  test('a certificate without its OCTET STRING is usual in the list of 2014', async () => {
    const seal = await buildSeal(V1, maker, office, () => ({ list: list(V1, certificate) }))
    expect(seal.deviations).toEqual([])
    expect(seal.info.signers).toEqual({ kind: 'certificates', certificates: [certificate] })
    expect((await inspect(seal, true)).verdict).toBe('passed')
  })

  test.each([V1, V4, V5] as const)('nothing is told of one that is as it should be (%s)', async (form) => {
    const seal = await buildSeal(form, maker, office)
    expect(seal.deviations).toEqual([])
    expect(tolerated((await inspect(seal, true)).checks)).toEqual([])
    expect((await inspect(seal, true)).verdict).toBe('passed')
  })
})

type SignatureCase = readonly [
  SealTolerance,
  string,
  SesForm,
  (parts: SignatureParts) => Partial<SignatureParts>,
]

const time = (content: Uint8Array) => () => ({ time: encodeBitString(content) })

const SIGNATURES: readonly SignatureCase[] = [
  ['utc-time', 'timeInfo', V4, () => ({ time: encodeTime(AT) })],
  ['time-form', 'timeInfo', V4, () => ({ time: date(TAG.generalizedTime, '20260601160000') })],
  ['time-info-type', 'timeInfo', V1, () => ({ time: encodeGeneralizedTime(AT) })],
  ['time-info-type', 'timeInfo', V1, () => ({ time: encodeUtf8String('2026-06-01 16:00:00') })],
  [
    'octet-string-for-bit-string',
    'timeInfo',
    V1,
    () => ({ time: encodeOctetString(encodeUtf8('20260601080000Z')) }),
  ],
  ['octet-string-for-bit-string', 'dataHash', V4, ({ dataHash }) => ({ dataHash: octets(dataHash) })],
  ['octet-string-for-bit-string', 'dataHash', V1, ({ dataHash }) => ({ dataHash: octets(dataHash) })],
  ['octet-string-for-bit-string', 'signature', V4, () => ({ wrapValue: encodeOctetString })],
  ['octet-string-for-bit-string', 'signature', V1, () => ({ wrapValue: encodeOctetString })],
  ['string-type', 'propertyInfo', V4, () => ({ propertyInfo: encodeUtf8String('/Signature.xml') })],
  ['string-type', 'propertyInfo', V1, () => ({ propertyInfo: encodeUtf8String('/Signature.xml') })],
  ['bare-certificate', 'cert', V5, () => ({ certificate })],
  ['explicit-default', 'critical', V4, () => tagged(extension(OID, encodeBoolean(false)))],
  ['empty-extensions', 'extDatas', V4, () => tagged()],
  ['extensions-tag', 'extDatas', V4, () => untagged(extension(OID))],
  ['algorithm-oid', 'signatureAlgID', V1, () => ({ algorithm: '1.2.156.10197.1.301.1' })],
  ['raw-value', 'signature', V1, () => ({ wrapValue: (value) => encodeBitString(rawOf(value)) })],
]

const octets = (bits: Uint8Array) => encodeOctetString(bits.subarray(3))

describe('what a signature has otherwise than the standard', () => {
  const inspect = async (value: Uint8Array, strict: Strict = []) =>
    signatureChecks(parseSealSignature(value), DATA, pathPolicy({ trust, strict }), AT)

  test.each(SIGNATURES)('%s (%s, %s) is tolerated, told, and refused where that is asked', async (...row) => {
    const [name, element, form, change] = row
    const seal = await buildSeal(form, maker, office)
    const value = await buildSignature(seal, office, change)
    expect(parseSealSignature(value)).toMatchObject({
      form,
      time: AT,
      deviations: [{ tolerance: name, element }],
      seal: { deviations: [] },
    })
    expect(wrong(await inspect(value))).toEqual([])
    expect(tolerated(await inspect(value))).toEqual([`tolerance.${name} ${element}`])
    expect(wrong(await inspect(value, [name]))).toEqual([`tolerance.${name} ERR_TOLERANCE_REFUSED`])
  })

  test.each([
    ['text with a zone', '2026-06-01T08:00:00.000Z'],
    ['text in Beijing time', '2026-06-01 16:00:00'],
    ['digits', '20260601080000Z'],
  ])('the time of 2014 as %s is one of the ways to write it', async (_, text) => {
    const seal = await buildSeal(V1, maker, office)
    const value = await buildSignature(seal, office, time(encodeUtf8(text)))
    expect(parseSealSignature(value)).toMatchObject({
      time: AT,
      timeInfo: { kind: 'text', content: encodeUtf8(text) },
      deviations: [],
    })
    expect(wrong(await inspect(value, true))).toEqual([])
  })

  test.each([encodeGeneralizedTime(AT), encodeTime(AT)])('the time of 2014 as ASN.1 (%#)', async (der) => {
    const seal = await buildSeal(V1, maker, office)
    const value = await buildSignature(seal, office, time(der))
    expect(parseSealSignature(value)).toMatchObject({ time: AT, timeInfo: { kind: 'time', content: der } })
    expect(wrong(await inspect(value, true))).toEqual([])
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['other text', encodeUtf8('yesterday')],
    ['text without end', encodeUtf8(`20260601080000${' '.repeat(100)}Z`)],
    ['another element', encodeInteger(1)],
  ])('the time of 2014 as %s is none', async (_, content) => {
    const seal = await buildSeal(V1, maker, office)
    const value = await buildSignature(seal, office, time(content))
    expect(() => parseSealSignature(value)).toThrow(
      expect.objectContaining({ code: 'ERR_SEAL_STRUCTURE', facts: { element: 'timeInfo' } }),
    )
  })

  test.each([V1, V4, V5] as const)('indefinite lengths around what was signed (%s)', async (form) => {
    const seal = await buildSeal(form, maker, office)
    const value = indefinite(await buildSignature(seal, office))
    expect(wrong(await inspect(value))).toEqual([])
    expect(tolerated(await inspect(value))).toEqual(['tolerance.ber SES_Signature'])
    expect(wrong(await inspect(value, ['ber']))).toEqual(['tolerance.ber ERR_TOLERANCE_REFUSED'])
  })

  test('what its seal has otherwise is told of the seal', async () => {
    const seal = await buildSeal(V4, maker, office, () => ({ version: 3 }))
    const checks = await inspect(await buildSignature(seal, office))
    expect(checks.find(({ id }) => id === 'tolerance.header-version')?.facts).toMatchObject({ of: 'seal' })
    expect(wrong(checks)).toEqual([])
  })
})
