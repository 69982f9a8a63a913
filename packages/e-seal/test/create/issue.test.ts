import { describe, expect, test } from 'vitest'
import { createSeal, inspectSeal, parseSeal, type SesForm } from '../../src/index.ts'
import {
  createSealRequest,
  issueSeal,
  type ReviewedSealRequest,
  recordSeal,
  renewSeal,
  revokeSeal,
  sealStatusExtension,
  suspendSeal,
  verifySealRequest,
} from '../../src/maker.ts'
import { readSealStatusUrl, SEAL_STATUS_EXTENSION, sealDigest } from '../../src/status/index.ts'
import { AT, createMember, createProvince, PIXEL, sealOptions } from '../province.ts'
import { days } from '../status/office.ts'

const FORMS: readonly SesForm[] = ['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025']
const province = await createProvince()
const { maker, office, trust, seal, signerRoot } = province
const record = recordSeal(seal)
const jws = (renews?: string) =>
  createSealRequest({
    name: '示例省电子证照专用章',
    type: 3,
    picture: { type: 'png', data: PIXEL, width: 40, height: 40 },
    validFrom: AT,
    validTo: days(365),
    signers: [office.certificate],
    signer: office.signer,
    createdAt: days(-1),
    ...(renews === undefined ? {} : { renews }),
  })
const register = { hasRequest: () => false, findByName: () => [record], find: () => record }
const review = async (renews?: string) =>
  verifySealRequest(await jws(renews), {
    trust,
    at: AT,
    ...(renews === undefined ? {} : { register }),
  })

describe('a seal that was asked for', () => {
  test.each(FORMS)('is made in the form of %s', async (form) => {
    const issued = await issueSeal(await review(), { maker, form, createdAt: AT })
    const report = await inspectSeal(parseSeal(issued.seal.raw), { trust, at: days(1) })
    expect(report.verdict).toBe('passed')
    expect(issued.seal).toMatchObject({
      form,
      info: { name: '示例省电子证照专用章', type: 3, validFrom: AT, validTo: days(365) },
    })
    expect(issued.record).toEqual(recordSeal(issued.seal))
    expect(issued.former).toBeUndefined()
  })

  test('has what the maker adds', async () => {
    const extension = { oid: '1.2.3', critical: false, value: Uint8Array.of(5, 0) }
    const issued = await issueSeal(await review(), {
      maker,
      id: 'own-1',
      type: 4,
      vendor: 'Maker',
      signerList: 'digests',
      extensions: [extension],
      statusUrl: 'https://seals.example.invalid/status/',
      createdAt: AT,
    })
    const { info } = issued.seal
    expect(info).toMatchObject({ id: 'own-1', type: 4, vendor: 'Maker', signers: { kind: 'digests' } })
    expect(info.extensions.map(({ oid }) => oid)).toEqual(['1.2.3', SEAL_STATUS_EXTENSION])
    expect(readSealStatusUrl(issued.seal)).toBe('https://seals.example.invalid/status')
  })

  test('takes the place of the one that it is to renew', async () => {
    const { id } = seal.info
    const issued = await issueSeal(await review(id), { maker, former: record, createdAt: AT })
    expect(issued.former).toEqual(
      revokeSeal(record, { since: AT, reason: 'superseded', successor: issued.seal.info.id }),
    )
  })

  test('is not made for what nobody reviewed', async () => {
    const reviewed = await review()
    const copy: ReviewedSealRequest = { ...reviewed }
    await expect(issueSeal(copy, { maker })).rejects.toThrow(/^request: /)
    expect(Object.isFrozen(reviewed)).toBe(true)
  })

  test('is not made without the record of the one to be renewed, nor with one that is not', async () => {
    await expect(issueSeal(await review(seal.info.id), { maker })).rejects.toThrow(/^former: /)
    await expect(issueSeal(await review(), { maker, former: record })).rejects.toThrow(/^former: /)
    const suspended = suspendSeal(record, { since: AT })
    await expect(issueSeal(await review(seal.info.id), { maker, former: suspended })).rejects.toThrow(
      RangeError,
    )
  })
})

describe('a seal that is renewed', () => {
  const renewal = { maker, validFrom: AT, validTo: days(500), createdAt: AT }

  test('stays as it was, for another time and under another identifier', async () => {
    const { seal: made, record: kept, former } = await renewSeal(seal, record, renewal)
    const { name, type, picture, vendor, signers } = seal.info
    expect(made.info).toMatchObject({ name, type, picture, vendor, signers, validTo: days(500) })
    expect(made.info.id).not.toBe(seal.info.id)
    expect(kept).toEqual(recordSeal(made))
    expect(former).toMatchObject({
      id: seal.info.id,
      status: { state: 'revoked', since: AT, reason: 'superseded', successor: made.info.id },
    })
    expect((await inspectSeal(made, { trust, at: days(1) })).verdict).toBe('passed')
  })

  test('with other certificates, in another form', async () => {
    const next = await createMember('示例市住建局', signerRoot)
    const form = 'GM/T 0031-2025'
    const { seal: made } = await renewSeal(seal, record, { ...renewal, form, signers: [next.certificate] })
    expect(made).toMatchObject({ form, info: { signers: { certificates: [next.certificate.raw] } } })
  })

  test('needs the certificates where it holds digests only', async () => {
    const digests = await createSeal({ ...sealOptions(maker, [office.certificate]), signerList: 'digests' })
    const own = recordSeal(digests)
    await expect(renewSeal(digests, own, renewal)).rejects.toThrow(/^signers: /)
    const { seal: made } = await renewSeal(digests, own, { ...renewal, signers: [office.certificate] })
    expect(made.info.signers.kind).toBe('digests')
  })

  test('is not renewed under its identifier, by another record, or once it was withdrawn', async () => {
    await expect(renewSeal(seal, record, { ...renewal, id: seal.info.id })).rejects.toThrow(/^id: /)
    const other = { ...record, digest: '0'.repeat(64) }
    await expect(renewSeal(seal, other, renewal)).rejects.toThrow(/^record: /)
    for (const wrong of [revokeSeal(record, { since: AT }), suspendSeal(record, { since: AT })]) {
      await expect(renewSeal(seal, wrong, renewal)).rejects.toThrow(RangeError)
    }
  })
})

describe('a new seal', () => {
  const options = sealOptions(maker, [office.certificate])

  test('of the last form has a time stamp, if one is made', async () => {
    const token = Uint8Array.of(0x30, 0)
    const stamped = await createSeal({ ...options, form: 'GM/T 0031-2025', timeStamper: async () => token })
    expect(stamped.timeStamp).toEqual(token)
    expect((await createSeal({ ...options, form: 'GM/T 0031-2025' })).timeStamp).toBeUndefined()
  })

  test.each<[string, object]>([
    ['form', { form: 'GM/T 0031' }],
    ['form', { form: 'toString' }],
    ['signerList', { form: 'GM/T 0031-2014', signerList: 'digests' }],
    ['timeStamper', { timeStamper: async () => new Uint8Array() }],
    ['id', { id: '印章' }],
    ['vendor', { vendor: 'a\n' }],
  ])('a wrong call names its argument: %s', async (argument, change) => {
    await expect(createSeal({ ...options, ...change })).rejects.toThrow(new RegExp(`^${argument}: `))
  })

  test('has a digest of its own, whatever its identifier', async () => {
    expect(sealDigest(await createSeal(options))).toBe(sealDigest(seal))
    expect(sealDigest(await createSeal({ ...options, name: '另一枚' }))).not.toBe(sealDigest(seal))
  })
})

describe('where a seal says that its status is told', () => {
  const saying = (value: Uint8Array) =>
    createSeal({
      ...sealOptions(maker, [office.certificate]),
      extensions: [{ oid: SEAL_STATUS_EXTENSION, critical: false, value }],
    })

  test.each<[string, Uint8Array]>([
    ['no DER', Uint8Array.of(1)],
    ['another type', Uint8Array.of(5, 0)],
    ['no address', Uint8Array.of(0x16, 1, 0x61)],
    ['a file', Uint8Array.of(0x16, 8, ...new TextEncoder().encode('file:///'))],
    ['too much', new Uint8Array(3000)],
  ])('it is passed over where it is %s', async (_, value) => {
    expect(readSealStatusUrl(await saying(value))).toBeUndefined()
  })

  test('nowhere', () => {
    expect(readSealStatusUrl(seal)).toBeUndefined()
  })

  test.each(['file:///etc', 'https://x y', '', `https://${'x'.repeat(2000)}`])(
    '%j is a wrong call',
    (url) => {
      expect(() => sealStatusExtension(url)).toThrow(/^url: /)
    },
  )
})
