import { type Check, encodeUtf8, type Report, type Trust } from '@xinyin/core'
import { encodeInteger, encodeSequence } from '@xinyin/core/der'
import { readTruth, testTruth } from '@xinyin/testkit'
import { describe, expect, test } from 'vitest'
import { crc32 } from '../../src/carriers/ofd/zip/crc32.ts'
import { createSeal, explain, inspectSeal, parseSeal, type Seal, verifySeal } from '../../src/index.ts'
import { encodeSeal, encodeSealInfo } from '../../src/seal/encode.ts'
import { AT, createMember, createProvince, PIXEL, sealOptions } from '../province.ts'

const province = await createProvince()
const { trust, maker, office, seal } = province
const nobody: Trust = { anchors: [], intermediates: [] }

const against = (report: Report<unknown>) =>
  report.checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, status, code }: Check) => `${id} ${status} ${code}`)

describe('a seal that was made here', () => {
  test('passes, with all that was asked for in it', async () => {
    const report = await inspectSeal(seal.raw, { trust, at: AT })
    expect(against(report)).toEqual([])
    expect(report.verdict).toBe('passed')
    expect(report.subject?.info).toMatchObject({
      version: 4,
      vendor: 'Xinyin',
      type: 1,
      name: '示例市电子证照专用章',
      signers: { kind: 'certificates', certificates: [office.certificate.raw] },
      validFrom: new Date('2026-02-01T00:00:00Z'),
      picture: { type: 'png', data: PIXEL, width: 40, height: 40 },
    })
    expect(report.subject).toMatchObject({ form: 'GB/T 38540-2020', timeStamp: undefined, deviations: [] })
    expect(await verifySeal(seal, { trust, at: AT })).toBe(seal)
  })

  test('may hold digests of the signers, extensions and a random id', async () => {
    const extensions = [
      { oid: '1.2.3.4', critical: false, value: Uint8Array.of(5) },
      { oid: '1.2.3.5', critical: true, value: Uint8Array.of(6) },
    ]
    const { id: _, ...options } = sealOptions(maker, [office.certificate])
    const made = await createSeal({ ...options, signerList: 'digests', extensions })
    expect(made.info.id).toMatch(/^[0-9a-f]{32}$/)
    expect(made.info.extensions).toEqual(extensions)
    expect(made.info.signers).toMatchObject({ kind: 'digests', digests: [{ type: 'SM3' }] })
    expect(against(await inspectSeal(made, { trust, at: AT }))).toEqual([
      'seal.extensions indeterminate ERR_SEAL_CRITICAL_EXTENSION',
    ])
    const plain = await createSeal({ ...options, extensions: extensions.slice(0, 1) })
    expect((await inspectSeal(plain, { trust, at: AT })).verdict).toBe('passed')
  })

  const extension = { oid: '1.2.3.4', critical: false, value: new Uint8Array(1) }
  test.each<[string, string, object]>([
    ['name', 'characters of name', { name: '公'.repeat(401) }],
    ['name', 'octets of name', { name: '公'.repeat(4097) }],
    ['id', 'octets of esID', { id: 'x'.repeat(4097) }],
    ['vendor', 'octets of Vid', { vendor: 'x'.repeat(4097) }],
    [
      'kind of picture',
      'octets of picture type',
      { picture: { type: 'x'.repeat(4097), data: PIXEL, width: 1, height: 1 } },
    ],
    ['list of extensions', 'extensions', { extensions: Array(65).fill(extension) }],
    ['list of signers', 'signers', { signerList: 'digests', signers: Array(2001).fill(office.certificate) }],
  ])('is not made, nor read, with a %s over the limit: %s', async (_, what, wrong) => {
    const made = createSeal({ ...sealOptions(maker, [office.certificate]), ...wrong })
    await expect(made).rejects.toMatchObject({ code: 'ERR_SEAL_LIMIT', facts: { what } })
  })

  test('comes back the same from its parts', () => {
    const { raw: _raw, ...info } = seal.info
    expect(encodeSealInfo(info)).toEqual(seal.info.raw)
    expect(encodeSeal(seal)).toEqual(seal.raw)
  })

  test.each<[string, object]>([
    ['name', { name: ' ' }],
    ['signers', { signers: [] }],
    ['picture', { picture: { type: 'png', data: new Uint8Array(0), width: 1, height: 1 } }],
    ['picture', { picture: { type: 'png', data: PIXEL, width: 1.5, height: 1 } }],
    ['signers', { signers: [maker.certificate] }],
    ['validTo', { validTo: new Date(0) }],
    ['maker', { maker: { signer: office.signer, certificate: maker.certificate } }],
  ])('is not made from a wrong %s', async (argument, wrong) => {
    const made = createSeal({ ...sealOptions(maker, [office.certificate]), ...wrong })
    await expect(made).rejects.toThrow(new RegExp(`^${argument}:`))
  })
})

describe('what stands against a seal', () => {
  const remade = async (change: Partial<Seal['info']>, signed = true): Promise<Uint8Array> => {
    const { raw: _raw, ...info } = seal.info
    const raw = encodeSealInfo({ ...info, ...change })
    const signature = signed ? await maker.signer.sign(raw) : seal.signature
    return encodeSeal({ ...seal, info: { raw }, signature })
  }

  test.each<[string, string, () => Promise<Uint8Array>]>([
    [
      'another name',
      'seal.maker-signature failed ERR_SEAL_MAKER_SIGNATURE',
      () => remade({ name: '别的章' }, false),
    ],
    [
      'no signers',
      'seal.signers failed ERR_SEAL_SIGNERS',
      () => remade({ signers: { kind: 'certificates', certificates: [] } }),
    ],
    [
      'a digest of odd length',
      'seal.signers failed ERR_SEAL_SIGNERS',
      () => remade({ signers: { kind: 'digests', digests: [{ type: 'SM3', digest: Uint8Array.of(1) }] } }),
    ],
    [
      'a picture that is none',
      'seal.picture failed ERR_PICTURE_FORMAT',
      () => remade({ picture: { ...seal.info.picture, data: encodeUtf8('none') } }),
    ],
    [
      'a picture without size',
      'seal.picture failed ERR_SEAL_PICTURE',
      () => remade({ picture: { ...seal.info.picture, width: 0 } }),
    ],
    [
      'a picture of a billion pixels',
      'seal.picture failed ERR_PICTURE_LIMIT',
      () => remade({ picture: { ...seal.info.picture, data: hugePng() } }),
    ],
    [
      'a validity to come',
      'seal.validity failed ERR_SEAL_NOT_VALID',
      () => remade({ validFrom: new Date('2026-06-02T00:00:00Z') }),
    ],
    [
      'a validity over',
      'seal.validity failed ERR_SEAL_NOT_VALID',
      () => remade({ validTo: new Date('2026-05-31T00:00:00Z') }),
    ],
    [
      'a making to come',
      'seal.validity failed ERR_SEAL_NOT_YET_MADE',
      () => remade({ createdAt: new Date(AT.getTime() + 9 * 3_600_000) }),
    ],
    [
      'another algorithm',
      'seal.algorithm failed ERR_SEAL_ALGORITHM',
      async () => encodeSeal({ ...seal, algorithm: '1.2.840.10045.4.3.2' }),
    ],
    [
      'a certificate of another',
      'seal.maker-signature failed ERR_SEAL_MAKER_SIGNATURE',
      async () => encodeSeal({ ...seal, makerCertificate: office.certificate.raw }),
    ],
    [
      'a certificate that is none',
      'seal.maker-signature failed ERR_DER_TAG',
      async () => encodeSeal({ ...seal, makerCertificate: encodeInteger(1) }),
    ],
  ])('%s: %s', async (_, expected, make) => {
    const report = await inspectSeal(await make(), { trust, at: AT })
    expect(against(report)).toContain(expected)
    expect(report.verdict).toBe('failed')
  })

  test('a certificate that cannot be read fails whatever needs it', async () => {
    const report = await inspectSeal(encodeSeal({ ...seal, makerCertificate: encodeInteger(1) }), {
      trust,
      at: AT,
    })
    expect(against(report)).toEqual([
      'seal.algorithm failed ERR_SEAL_ALGORITHM',
      'seal.maker-signature failed ERR_DER_TAG',
      'seal.maker-path failed ERR_DER_TAG',
    ])
  })

  test('nobody trusts its maker', async () => {
    const report = await inspectSeal(seal, { trust: nobody, at: AT })
    expect(against(report)).toEqual(['seal.maker-path indeterminate ERR_PATH_NO_ANCHOR'])
    await expect(verifySeal(seal, { trust: nobody, at: AT })).rejects.toMatchObject({
      code: 'ERR_PATH_NO_ANCHOR',
    })
  })

  test('its maker is trusted for something else only', async () => {
    const anchors = trust.anchors.map((anchor) => ({ ...anchor, roles: ['seal-signer' as const] }))
    const report = await inspectSeal(seal, { trust: { ...trust, anchors }, at: AT })
    expect(against(report)).toEqual(['seal.maker-path indeterminate ERR_PATH_NO_ANCHOR'])
  })

  test('its maker has a certificate that ran out', async () => {
    const validity = {
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2026-03-01T00:00:00Z'),
    }
    const expired = await createMember('过期制章人', province.makerRoot, validity)
    const made = await createSeal(sealOptions(expired, [office.certificate]))
    const report = await inspectSeal(made, { trust, at: AT })
    expect(against(report)).toEqual(['seal.maker-path failed ERR_PATH_EXPIRED'])
    expect(explain(report, 'en')).toContain('CN=过期制章人')
  })

  test('a time that is none is a wrong call', async () => {
    await expect(inspectSeal(seal, { trust, at: new Date(Number.NaN) })).rejects.toThrow(RangeError)
  })
})

describe('reports say what they found in words', () => {
  test('in English and Chinese', async () => {
    const report = await inspectSeal(seal, { trust: nobody, at: AT })
    expect(explain(report, 'en')).toMatch(/^Certificate of the seal maker: cannot be decided\. /)
    expect(explain(report, 'zh-CN')).toMatch(/^制章人证书：无法判定。/)
    for (const check of report.checks) {
      for (const language of ['en', 'zh-CN'] as const)
        expect(explain(check, language)).not.toMatch(/\{|seal\.|undefined|ERR_/)
    }
  })
})

describe('what is no seal', () => {
  test('a list of another kind than 1 and 2', () => {
    const bytes = seal.raw.slice()
    const name = encodeUtf8(seal.info.name)
    const at = bytes.findIndex((_, i) => name.every((octet, k) => bytes[i + k] === octet)) + name.length
    expect([...bytes.subarray(at, at + 3)]).toEqual([2, 1, 1])
    bytes[at + 2] = 3
    expect(() => parseSeal(bytes)).toThrow(expect.objectContaining({ code: 'ERR_SEAL_STRUCTURE' }))
  })

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['text', encodeUtf8('seal')],
    ['an empty sequence', encodeSequence()],
    ['another structure', encodeSequence(encodeInteger(1), encodeInteger(2))],
    ['a certificate', office.certificate.raw],
    ['a seal cut short', seal.raw.subarray(0, -1)],
    ['a seal with something after it', Uint8Array.of(...seal.raw, 0)],
  ])('%s fails by its structure', async (_, bytes) => {
    const report = await inspectSeal(bytes, { trust })
    expect(report.verdict).toBe('failed')
    expect(report.checks[0]).toMatchObject({ id: 'seal.structure', status: 'failed' })
    expect(report.checks.slice(1).every(({ status }) => status === 'skipped')).toBe(true)
  })
})

describe('seals made by others', () => {
  testTruth('v4 holds, and passes for who trusts its maker while it is valid', async () => {
    const bytes = readTruth('seal/user-v4.esl')
    const root = parseSeal(bytes)
    expect(root.info).toMatchObject({
      type: 3,
      name: 'OFD R&W 测试用印章',
      picture: { width: 40, height: 40 },
    })
    const { parseCertificate } = await import('@xinyin/core')
    const anchors = [{ certificate: parseCertificate(root.makerCertificate), roles: ['seal-maker' as const] }]
    const then = new Date('2021-01-01T00:00:00Z')
    expect(against(await inspectSeal(bytes, { trust: { anchors, intermediates: [] }, at: then }))).toEqual([])
    expect(against(await inspectSeal(bytes, { trust: nobody, at: then }))).toEqual([
      'seal.maker-path indeterminate ERR_PATH_NO_ANCHOR',
    ])
    expect((await inspectSeal(bytes, { trust: nobody })).verdict).toBe('failed')
  })

  testTruth.each([
    ['v1', 'GM/T 0031-2014', '2021-01-01T00:00:00Z'],
    ['v5', 'GM/T 0031-2025', '2026-06-01T00:00:00Z'],
  ])('%s holds in the form of %s, without anything to tolerate', async (name, form, at) => {
    const bytes = readTruth(`seal/user-${name}.esl`)
    const then = new Date(at)
    const report = await inspectSeal(bytes, { trust: nobody, at: then, strict: true })
    expect(report.subject).toMatchObject({ form, deviations: [], timeStamp: undefined })
    expect(report.subject?.raw).toEqual(bytes)
    expect(against(report)).toEqual(['seal.maker-path indeterminate ERR_PATH_NO_ANCHOR'])
    expect(against(await inspectSeal(bytes, { trust: nobody, at: new Date('2030-01-01') }))).toContain(
      'seal.validity failed ERR_SEAL_NOT_VALID',
    )
  })

  testTruth('v5 with three octets for a time stamp holds but for these', async () => {
    const bytes = readTruth('seal/user-v5-timestamped.esl')
    const report = await inspectSeal(bytes, { trust: nobody, at: new Date('2026-06-01T00:00:00Z') })
    expect(report.subject).toMatchObject({
      form: 'GM/T 0031-2025',
      deviations: [],
      timeStamp: Uint8Array.of(1, 2, 3),
    })
    expect(report.checks.find(({ id }) => id === 'seal.maker-signature')).toMatchObject({ status: 'passed' })
    expect(report.checks.find(({ id }) => id === 'seal.time-stamp')).toMatchObject({ status: 'failed' })
  })
})

/** The header of a PNG of 100,000 by 100,000 pixels. */
/** Of 10 billion pixels, with the checksum of the header made right. */
function hugePng(): Uint8Array {
  const png = PIXEL.slice()
  const view = new DataView(png.buffer)
  view.setUint32(16, 100_000)
  view.setUint32(20, 100_000)
  view.setUint32(29, crc32(png.subarray(12, 29)))
  return png
}
