import { describe, expect, test } from 'vitest'
import { createSeal, inspectSeal, type Seal } from '../../src/index.ts'
import { createStampService, days, inspect, sign, trusting } from '../evidence/stamping.ts'
import { AT, createList, createMember, createProvince, join, sealOptions } from '../province.ts'

const province = await createProvince()
const { office, makerRoot } = province
const service = await createStampService()
const trust = await trusting(province, service)
const made = new Date('2026-02-01T00:00:00Z')
/** Holds a certificate for a few days around the making of the seal. */
const maker = await createMember('短期制章人', makerRoot, {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: days(5, made),
})
const others = trust.revocation!.crls.filter(
  ({ issuer }) => issuer.text !== makerRoot.certificate.subject.text,
)
const list = await createList(makerRoot, [], { thisUpdate: days(2, made), nextUpdate: days(9, made) })
const known = { ...trust, revocation: join({ crls: others, ocspResponses: [] }, list) }

const options = { ...sealOptions(maker, [office.certificate]), form: 'GM/T 0031-2025' } as const
const make = (time: Date) => createSeal({ ...options, timeStamper: service.at(time) })
const seal = await make(days(1, made))
const bare = await createSeal(options)

const of = async (input: Seal, at: Date, given = known) => {
  const { checks } = await inspectSeal(input, { trust: given, at })
  return {
    stamp: checks.find(({ id }) => id === 'seal.time-stamp'),
    wrong: checks
      .filter(({ code }) => code !== undefined)
      .map(({ id, status, code }) => `${id} ${status} ${code}`),
  }
}

describe('a time stamp on a seal', () => {
  test('proves that it was made while its maker held a certificate', async () => {
    const { stamp, wrong } = await of(seal, AT)
    expect(wrong).toEqual([])
    expect(stamp).toMatchObject({
      status: 'passed',
      facts: { time: '2026-02-02T00:00:00Z', source: 'structure' },
    })
  })

  test('so does it under a signature', async () => {
    const signature = await sign(seal, office, AT)
    expect((await inspect(signature, days(1, AT), { trust: known })).wrong).toEqual([])
    const without = await sign(bare, office, AT)
    expect((await inspect(without, days(1, AT), { trust: known })).wrong).toEqual([
      'seal.maker-path failed ERR_PATH_EXPIRED',
    ])
  })

  test('there need not be one', async () => {
    const { stamp, wrong } = await of(bare, days(1, made))
    expect(stamp).toMatchObject({ status: 'skipped', facts: { because: 'time-stamp' } })
    expect(wrong).toEqual([])
  })

  test('of a time at which the maker held none any more', async () => {
    expect((await of(await make(days(6, made)), AT)).wrong).toEqual([
      'seal.maker-path failed ERR_PATH_EXPIRED',
    ])
  })

  test('of a time before the seal was made', async () => {
    expect((await of(await make(days(-2, made)), AT)).wrong).toContain(
      'seal.time-stamp failed ERR_SEAL_TIME_STAMP_EARLY',
    )
    const local = await of(await make(new Date(made.getTime() - 8 * 3_600_000)), AT)
    expect(local.wrong).toEqual([])
    expect(local.stamp?.facts).toMatchObject({ tolerance: 'local-time-as-utc' })
  })

  test('over the seal of another', async () => {
    const { stamp } = await of({ ...seal, timeStamp: (await make(days(2, made))).timeStamp }, AT)
    expect(stamp).toMatchObject({ status: 'failed', code: 'ERR_TSP_IMPRINT' })
  })

  test('of a service that is not trusted', async () => {
    const { wrong } = await of(seal, days(2, made), { ...known, anchors: province.trust.anchors })
    expect(wrong).toEqual(['seal.time-stamp indeterminate ERR_PATH_NO_ANCHOR'])
  })

  test('whose maker was revoked for a lost key before it', async () => {
    const entry = {
      serialNumber: maker.certificate.serialNumber,
      revokedAt: days(3, made),
      reason: 'keyCompromise' as const,
      invalidAt: made,
    }
    const period = { thisUpdate: days(4, made), nextUpdate: days(200, made) }
    const revoking = await createList(makerRoot, [entry], period)
    const revocation = join({ crls: others, ocspResponses: [] }, revoking)
    expect((await of(seal, AT, { ...known, revocation })).wrong).toEqual([
      'path.revocation failed ERR_REVOCATION_REVOKED',
    ])
  })
})

test('a stamp on the signature proves that the seal was there earlier than one on the seal that was made later', async () => {
  const late = { ...seal, timeStamp: await service.at(days(300, made))(seal.signature) }
  const signature = await sign(seal, office, days(1, made), service.at(days(1, made)))
  const found = await inspect({ ...signature, seal: late }, days(310, made), { trust: known })
  expect(found.wrong).toEqual([])
  expect(found.at('seal.maker-path')?.facts).toMatchObject({ proven: '2026-02-02T00:00:01Z' })
})
