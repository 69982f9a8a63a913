import { createPrivateKey, createSigner } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import type { LicenceData } from '../../src/metadata/data.ts'
import { type CreateLicenceQrOptions, createLicenceQr } from '../../src/qr/create.ts'
import { inspectLicenceQr } from '../../src/qr/inspect.ts'
import { parseLicenceQr } from '../../src/qr/parse.ts'
import { isLicenceQr } from '../../src/qr/prefix.ts'
import { createQrSymbol } from '../../src/qr/symbol/index.ts'
import { AT, createMember } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { CITIZEN, failures, messageOf, province, provinces } from './offices.ts'

const status = { uri: 'https://zt.example.gov.cn/lists/1204', index: 814_003 }
const create = (data: LicenceData = SAMPLE, change: Partial<CreateLicenceQrOptions> = {}, from = province) =>
  createLicenceQr(data, { signer: from.issuer.signer, certificate: from.issuer.certificate, ...change })

describe.each(Object.entries(provinces))('under %s', async (algorithm, from) => {
  const text = await create(SAMPLE, {}, from)
  const given = { trust: from.trust, certificates: [from.issuer.certificate] }

  test('it verifies, and says what it says', async () => {
    expect(await failures(text, given)).toEqual([])
    const { subject } = await inspectLicenceQr(text, { ...given, at: AT })
    const { signing: _, createdAt: __, ...essential } = SAMPLE
    const [holder] = SAMPLE.holders
    const [issuer] = SAMPLE.issuers
    expect(subject).toEqual({ ...essential, extensions: {}, form: 'qr', holder, issuer })
    expect(parseLicenceQr(text)).toMatchObject({ algorithm, certificates: [], digests: [undefined] })
  })
  test('its essentials take version 14 at most, a whole permit with its ten items version 20, level M', async () => {
    expect(createQrSymbol(text).size).toBeLessThanOrEqual(17 + 4 * 14)
    const whole = await create({ ...SAMPLE, status }, { extensions: Object.keys(SAMPLE.extensions) }, from)
    expect(whole.length).toBeLessThanOrEqual(970)
    expect(createQrSymbol(whole).size).toBeLessThanOrEqual(97)
    expect(parseLicenceQr(whole).data).toMatchObject({ status, extensions: SAMPLE.extensions })
  })
  test('every character is of the alphanumeric mode', () => {
    expect(text).toMatch(/^XY1:[0-9A-Z $%*+\-./:]+$/)
    expect(isLicenceQr(text)).toBe(true)
  })
  test('the certificate may be among the intermediates, or the anchor itself, or in the code', async () => {
    const { trust, issuer } = from
    const { certificate } = issuer
    expect(
      await failures(text, { trust: { ...trust, intermediates: [certificate] }, certificates: [] }),
    ).toEqual([])
    const pinned = { ...trust, anchors: [{ certificate, roles: ['licence-issuer'] as const }] }
    expect(await failures(text, { trust: pinned, certificates: [] })).toEqual([])
    const embedding = await create(SAMPLE, { embed: [certificate], maxCharacters: 2000 }, from)
    expect(await failures(embedding, { trust, certificates: [] })).toEqual([])
    expect(parseLicenceQr(embedding).certificates.map(({ raw }) => raw)).toEqual([certificate.raw])
  })
  test('without it nothing is decided', async () => {
    expect(await failures(text, { trust: from.trust, certificates: [] })).toEqual([
      'qr.certificate ERR_QR_CERTIFICATE_UNKNOWN',
    ])
  })
})

describe('what goes in', async () => {
  test('no extension item unless it is asked for', async () => {
    const text = await create(SAMPLE, { extensions: ['GCMC', 'BZ', 'GCMC'] })
    const { GCMC, BZ } = SAMPLE.extensions
    expect(parseLicenceQr(text).data.extensions).toEqual({ GCMC, BZ })
  })
  test.each<[string, Partial<CreateLicenceQrOptions>, string]>([
    ['digest', {}, 'none shown'],
    ['none', { holderCode: 'none' }, 'none shown'],
    ['whole', { holderCode: 'whole' }, '11010519491231002X'],
  ])('a person’s number: %s', async (kind, options, shown) => {
    const { data, digests } = parseLicenceQr(await create(CITIZEN, options))
    expect(data.holders[0]?.code ?? 'none shown').toBe(shown)
    expect(digests[0]?.length).toBe(kind === 'digest' ? 8 : undefined)
  })
  test.each(['001', '099'] as const)('an organisation’s code (%s) is always shown', async (codeType) => {
    const holders = [{ name: '某会', code: '91990100MA990001X7', codeType }]
    const text = await create({ ...SAMPLE, holders }, { holderCode: 'none' })
    expect(parseLicenceQr(text).data.holders).toEqual(holders)
  })
  test('numbers of several licences have digests that do not tell that they are one person’s', async () => {
    const other = { ...CITIZEN, identifier: SAMPLE.identifier.replace('20260002.001.Z', '20260003.001.L') }
    const [one, two] = [parseLicenceQr(await create(CITIZEN)), parseLicenceQr(await create(other))]
    expect(one.digests).not.toEqual(two.digests)
  })
})

describe('the holder', async () => {
  const claim = { name: '张三', number: '11010519491231002X' }
  const texts = {
    digest: await create(CITIZEN),
    none: await create(CITIZEN, { holderCode: 'none' }),
    whole: await create(CITIZEN, { holderCode: 'whole' }),
  }
  test.each<[keyof typeof texts, typeof claim, string[]]>([
    ['digest', claim, []],
    ['digest', { ...claim, number: ' 11010519491231002x' }, []],
    ['digest', { ...claim, number: '110105194912310020' }, ['licence.holder ERR_LICENCE_HOLDER']],
    ['digest', { ...claim, number: '-' }, ['licence.holder ERR_LICENCE_HOLDER']],
    ['digest', { ...claim, number: '*' }, ['licence.holder ERR_LICENCE_HOLDER']],
    ['digest', { ...claim, name: '李四' }, ['licence.holder ERR_LICENCE_HOLDER']],
    ['none', claim, ['licence.holder ERR_LICENCE_HOLDER_WITHHELD']],
    ['none', { ...claim, name: '李四' }, ['licence.holder ERR_LICENCE_HOLDER']],
    ['whole', claim, []],
    ['whole', { ...claim, number: '110105194912310020' }, ['licence.holder ERR_LICENCE_HOLDER']],
  ])('with %s: %j', async (kind, holder, expected) => {
    expect(await failures(texts[kind], { holder })).toEqual(expected)
  })
  test('what was compared is in no report', async () => {
    const policy = { trust: province.trust, at: AT, certificates: [province.issuer.certificate] }
    const report = await inspectLicenceQr(texts.digest, { ...policy, holder: claim })
    expect(report.verdict).toBe('passed')
    expect(JSON.stringify(report)).not.toContain(claim.number)
    await expect(
      inspectLicenceQr(texts.digest, { ...policy, holder: { name: '张三', number: ' ' } }),
    ).rejects.toThrow(TypeError)
  })
  test('a digest belongs to one of several holders', async () => {
    const holders = [
      ...CITIZEN.holders,
      { name: '李四', code: '440524188001010014', codeType: '111' as const },
    ]
    const text = await create({ ...CITIZEN, holders })
    expect(await failures(text, { holder: claim })).toEqual([])
    expect(await failures(text, { holder: { name: '李四', number: '440524188001010014' } })).toEqual([])
    expect(await failures(text, { holder: { name: '李四', number: claim.number } })).toEqual([
      'licence.holder ERR_LICENCE_HOLDER',
    ])
  })
})

describe('what is not made', async () => {
  const tooLarge = (item: string) =>
    expect.objectContaining({ code: 'ERR_QR_TOO_LARGE', facts: expect.objectContaining({ item }) })
  test('more than fits, and which item is the largest', async () => {
    const extensions = {
      ...SAMPLE.extensions,
      BZ: SAMPLE.extensions['BZ']!.repeat(20).replace(/./g, (_, i: number) =>
        String.fromCharCode(0x4e00 + ((i * 7919) % 20_000)),
      ),
    }
    const data = { ...SAMPLE, extensions }
    await expect(create(data, { extensions: ['GCMC', 'BZ', 'JSDZ'] })).rejects.toThrow(tooLarge('KZ_BZ'))
    await expect(create(data, { extensions: ['GCMC', 'JSDZ'] })).resolves.toMatch(/^XY1:/)
    await expect(create(data, { maxCharacters: 100 })).rejects.toThrow(tooLarge('CZZTDM'))
    const { certificate } = province.issuer
    await expect(create(data, { embed: [certificate] })).rejects.toThrow(tooLarge('embed'))
  })
  test('the limit is met exactly', async () => {
    const { length } = await create()
    await expect(create(SAMPLE, { maxCharacters: length })).resolves.toHaveLength(length)
    await expect(create(SAMPLE, { maxCharacters: length - 1 })).rejects.toThrow(tooLarge('CZZTDM'))
  })
  const code = (name: string) => expect.objectContaining({ code: name })
  test.each<[string, Partial<LicenceData>, unknown]>([
    ['no name', { name: '' }, code('ERR_METADATA_MISSING')],
    ['a day that is none', { issuedOn: '2026-02-30' }, code('ERR_METADATA_VALUE')],
    [
      'an identifier of another type',
      { typeCode: '11100000MB03271699001' },
      code('ERR_LICENCE_IDENTIFIER_TYPE'),
    ],
    [
      'a wrong identifier',
      { identifier: SAMPLE.identifier.replace(/Z$/, 'A') },
      code(expect.stringContaining('ERR_IDENTIFIER_CHECK')),
    ],
    ['two issuers', { issuers: [...SAMPLE.issuers, ...SAMPLE.issuers] }, expect.any(TypeError)],
  ])('%s', async (_, change, error) => {
    await expect(create({ ...SAMPLE, ...change })).rejects.toThrow(error as Error)
  })
  test('a wrong call', async () => {
    const other = await createMember('甲', province.roots.issuer, 'P-256')
    await expect(create(SAMPLE, { signer: other.signer })).rejects.toThrow(TypeError)
    await expect(create(SAMPLE, { embed: [other.certificate] })).rejects.toThrow(TypeError)
    await expect(create(SAMPLE, { extensions: ['NONE'] })).rejects.toThrow(TypeError)
    await expect(create(SAMPLE, { extensions: ['toString'] })).rejects.toThrow(TypeError)
    await expect(create(SAMPLE, { holderCode: 'hash' as 'digest' })).rejects.toThrow(TypeError)
    await expect(create(SAMPLE, { maxCharacters: Number.NaN })).rejects.toThrow(RangeError)
    const signer = createSigner(await createPrivateKey('P-384'))
    await expect(create(SAMPLE, { signer })).rejects.toThrow(TypeError)
    const policy = { trust: province.trust, at: new Date(Number.NaN) }
    await expect(inspectLicenceQr('', policy)).rejects.toThrow(RangeError)
  })
})

test('signatures of ES256 have the smaller s', async () => {
  for (let i = 0; i < 20; i++) {
    const { signature } = messageOf(await create())
    expect(signature[32]).toBeLessThan(0x80)
  }
})
