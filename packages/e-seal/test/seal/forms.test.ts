import { digest, TrustError } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createSeal,
  createSealSignature,
  inspectSeal,
  parseSeal,
  parseSealSignature,
  type Seal,
  type SesForm,
} from '../../src/index.ts'
import { encodeMakerSigned, encodeSeal, encodeSealInfo, type NewSealInfo } from '../../src/seal/encode.ts'
import { SES_VERSIONS } from '../../src/seal/version.ts'
import { encodeSealSignature, encodeToSign } from '../../src/signature/encode.ts'
import { pathPolicy } from '../../src/verify/revocation.ts'
import { signatureChecks } from '../../src/verify/signature.ts'
import { AT, createProvince, sealOptions } from '../province.ts'

const province = await createProvince()
const { trust, maker, office } = province
const FORMS = Object.keys(SES_VERSIONS) as SesForm[]
const FIRST: SesForm = 'GM/T 0031-2014'

const ascii = (maxLength: number) => fc.string({ unit: 'binary-ascii', maxLength })
const octets = (maxLength = 64) => fc.uint8Array({ maxLength })
/** To the second, in the years that a UTCTime has. */
const date = fc
  .integer({ min: Date.UTC(1950, 0) / 1000, max: Date.UTC(2049, 11, 31) / 1000 })
  .map((seconds) => new Date(seconds * 1000))
const oid = fc
  .tuple(fc.integer({ min: 0, max: 39 }), fc.array(fc.integer({ min: 0, max: 2 ** 31 }), { maxLength: 4 }))
  .map(([second, rest]) => ['1', second, ...rest].join('.'))
const certificates = fc
  .array(octets(), { maxLength: 3 })
  .map((list) => ({ kind: 'certificates' as const, certificates: list }))
const digests = fc
  .array(fc.record({ type: fc.constantFrom('SM3', 'sm3', ''), digest: octets() }), { maxLength: 3 })
  .map((list) => ({ kind: 'digests' as const, digests: list }))

const infoOf = (form: SesForm): fc.Arbitrary<NewSealInfo> =>
  fc.record({
    version: fc.constant(SES_VERSIONS[form]),
    vendor: ascii(20),
    id: ascii(40),
    type: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
    name: fc.string({ unit: 'grapheme', maxLength: 40 }),
    signers: form === FIRST ? certificates : fc.oneof(certificates, digests),
    createdAt: date,
    validFrom: date,
    validTo: date,
    picture: fc.record({
      type: ascii(8).map((type) => type.toLowerCase()),
      data: octets(),
      width: fc.integer({ min: -10, max: 2000 }),
      height: fc.integer({ min: -10, max: 2000 }),
    }),
    extensions: fc.array(fc.record({ oid, critical: fc.boolean(), value: octets() }), { maxLength: 3 }),
  })

const sealOf = (form: SesForm) =>
  fc.record({
    info: infoOf(form),
    makerCertificate: octets(),
    algorithm: fc.constantFrom('1.2.156.10197.1.501', '1.2.840.10045.4.3.2'),
    // Not as long as bare r ‖ s, which is a deviation.
    signature: octets(60),
    timeStamp: form === 'GM/T 0031-2025' ? fc.option(octets(), { nil: undefined }) : fc.constant(undefined),
  })

describe.each(FORMS)('%s', (form) => {
  test('what was encoded is read as it was', () => {
    fc.assert(
      fc.property(sealOf(form), ({ info, ...parts }) => {
        const raw = encodeSealInfo(info, form)
        const bytes = encodeSeal({ form, info: { raw }, ...parts })
        const seal = parseSeal(bytes)
        const makerSignedBytes = encodeMakerSigned({ form, info: { raw }, ...parts })
        expect(seal).toEqual({
          raw: bytes,
          form,
          info: { raw, ...info },
          makerSignedBytes,
          ...parts,
          deviations: [],
        })
      }),
    )
  })

  const seals = fc.sample(sealOf(form), 5).map(({ info, ...parts }) => {
    const raw = encodeSealInfo(info, form)
    return parseSeal(encodeSeal({ form, info: { raw }, ...parts }))
  })

  test('a signature that was encoded is read as it was', () => {
    const content = fc.record({
      seal: fc.constantFrom(...seals),
      time: date,
      dataHash: octets(),
      propertyInfo: ascii(60),
      extensions:
        form === FIRST
          ? fc.constant([])
          : fc.array(fc.record({ oid, critical: fc.boolean(), value: octets() }), { maxLength: 3 }),
      signerCertificate: octets(),
      algorithm: fc.constantFrom('1.2.156.10197.1.501', '1.2.840.10045.4.3.2'),
      signature: octets(60),
      timeStamp: form === FIRST ? fc.constant(undefined) : fc.option(octets(), { nil: undefined }),
    })
    fc.assert(
      fc.property(content, ({ signature, timeStamp, ...toSign }) => {
        const version = SES_VERSIONS[form]
        const signedBytes = encodeToSign({ form, version, ...toSign })
        const bytes = encodeSealSignature({ form, signedBytes, ...toSign, signature, timeStamp })
        const read = parseSealSignature(bytes)
        expect(read).toMatchObject({ form, version, ...toSign, signature, deviations: [] })
        expect([read.raw, read.signedBytes, read.timeStamp]).toEqual([bytes, signedBytes, timeStamp])
      }),
    )
  })

  test('whatever is cut or changed is read, or refused with a code', async () => {
    const seal = await createSeal({ ...sealOptions(maker, [office.certificate]), form })
    const data = new Uint8Array(3)
    const value = await createSealSignature({
      seal,
      signer: office.signer,
      data,
      propertyInfo: '/Signature.xml',
      time: AT,
    })
    const reads = [
      [seal.raw, parseSeal],
      [value, parseSealSignature],
    ] as const
    for (const [bytes, parse] of reads) {
      const attempt = (changed: Uint8Array) => {
        try {
          parse(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(TrustError)
        }
      }
      const place = fc.nat(bytes.length - 1)
      fc.assert(fc.property(place, (end) => attempt(bytes.subarray(0, end))))
      fc.assert(
        fc.property(place, fc.integer({ min: 0, max: 255 }), (at, octet) => {
          const changed = bytes.slice()
          changed[at] = octet
          attempt(changed)
        }),
        { numRuns: 1000 },
      )
      fc.assert(
        fc.property(place, octets(8), (at, added) => {
          attempt(Uint8Array.of(...bytes.subarray(0, at), ...added, ...bytes.subarray(at)))
        }),
      )
    }
  })

  test('a seal and what is signed with it pass, and say nothing was tolerated', async () => {
    const seal = await createSeal({ ...sealOptions(maker, [office.certificate]), form })
    expect(seal.form).toBe(form)
    const report = await inspectSeal(seal.raw, { trust, at: AT, strict: true })
    expect(report.verdict).toBe('passed')
    const data = Uint8Array.of(1, 2, 3)
    const options = { seal, signer: office.signer, data, propertyInfo: '/x', time: AT }
    const signature = parseSealSignature(await createSealSignature(options))
    expect(signature).toMatchObject({ form, version: SES_VERSIONS[form], time: AT, deviations: [] })
    expect(signature.seal.raw).toEqual(seal.raw)
    expect(signature.dataHash).toEqual(digest('SM3', data))
    const policy = pathPolicy({ trust, strict: true })
    const passes = async (changed: Uint8Array) => {
      const checks = await signatureChecks(signature, changed, policy, AT)
      return checks.filter(({ status }) => status !== 'passed' && status !== 'skipped').map(({ id }) => id)
    }
    expect(await passes(data)).toEqual([])
    expect(await passes(Uint8Array.of(1, 2, 4))).toEqual(['signature.data-hash'])
  })
})

const madeOf = (form: SesForm) => createSeal({ ...sealOptions(maker, [office.certificate]), form })
const made: Readonly<Record<SesForm, Seal>> = {
  'GM/T 0031-2014': await madeOf('GM/T 0031-2014'),
  'GB/T 38540-2020': await madeOf('GB/T 38540-2020'),
  'GM/T 0031-2025': await madeOf('GM/T 0031-2025'),
}

describe('of what the maker signs', () => {
  const verdict = async (form: SesForm, change: Partial<Seal>) => {
    const report = await inspectSeal(encodeSeal({ ...made[form], ...change }), { trust, at: AT })
    return report.checks.find(({ id }) => id === 'seal.maker-signature')?.status
  }

  test('the algorithm is a part in the form of 2014 alone', async () => {
    const algorithm = '1.2.156.10197.1.301.1'
    expect(await verdict('GM/T 0031-2014', { algorithm })).toBe('failed')
    expect(await verdict('GB/T 38540-2020', { algorithm })).toBe('passed')
    expect(await verdict('GM/T 0031-2025', { algorithm })).toBe('passed')
  })

  test('a signature for one form is none for another', async () => {
    for (const form of FORMS) {
      const others = FORMS.filter((other) => other !== form)
      for (const other of others)
        expect(await verdict(form, { signature: made[other].signature })).toBe('failed')
    }
  })
})

describe('no form has a place for everything', () => {
  const info: NewSealInfo = province.seal.info
  test('of 2014 none for digests of signers, nor for time stamps and extensions of a signature', () => {
    const signers = { kind: 'digests' as const, digests: [] }
    expect(() => encodeSealInfo({ ...info, signers }, FIRST)).toThrow(/^signers:/)
    const timeStamp = Uint8Array.of(1)
    expect(() => encodeSeal({ ...province.seal, form: FIRST, timeStamp })).toThrow(/^timeStamp:/)
    expect(() => encodeSeal({ ...province.seal, timeStamp })).toThrow(/^timeStamp:/)
    const toSign = { version: 1, seal: province.seal, time: AT, dataHash: timeStamp, propertyInfo: '' }
    expect(() => encodeToSign({ form: FIRST, ...toSign })).toThrow(/^signerCertificate, algorithm:/)
    const signer = { signerCertificate: timeStamp, algorithm: '1.2.3' }
    const extensions = [{ oid: '1.2.3', critical: false, value: timeStamp }]
    expect(() => encodeToSign({ form: FIRST, ...toSign, ...signer, extensions })).toThrow(/^extensions:/)
    const value = { form: FIRST, signedBytes: timeStamp, signature: timeStamp, ...signer }
    expect(() => encodeSealSignature({ ...value, timeStamp })).toThrow(/^timeStamp:/)
  })
})
