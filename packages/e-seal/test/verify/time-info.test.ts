import { describe, expect, test } from 'vitest'
import { createSeal } from '../../src/index.ts'
import { createStampService, DATA, days, inspect, sign, trusting } from '../evidence/stamping.ts'
import { AT, createProvince, sealOptions } from '../province.ts'

const province = await createProvince()
const { office, maker } = province
const service = await createStampService()
const trust = await trusting(province, service)
const tomorrow = days(1, AT)
const seal = await createSeal({ ...sealOptions(maker, [office.certificate]), form: 'GM/T 0031-2014' })
const signature = await sign(seal, office, AT)

/** A stamp in the place of the time; that it is signed is the business of another check. */
const withStamp = async (content: Uint8Array, time = AT) => ({
  ...signature,
  timeInfo: { kind: 'time-stamp' as const, content: await service.at(time)(content) },
})

describe('a time stamp in the part of a signature that is signed', () => {
  test.each([
    ['the data', DATA],
    ['their digest', signature.dataHash],
  ])('over %s is verified, and proves nothing of the signature', async (_, content) => {
    const found = await inspect(await withStamp(content), tomorrow, { trust })
    expect(found).toMatchObject({ wrong: [], proven: undefined })
    expect(found.at('signature.time-stamp')).toMatchObject({
      status: 'passed',
      facts: { source: 'time-info' },
    })
  })

  test('over something else leaves the verdict open', async () => {
    const found = await inspect(await withStamp(Uint8Array.of(1)), tomorrow, { trust })
    expect(found.wrong).toEqual(['signature.time-stamp indeterminate ERR_TIME_STAMP_SUBJECT'])
  })

  test('of a time to come fails', async () => {
    const found = await inspect(await withStamp(DATA, days(2, AT)), tomorrow, { trust })
    expect(found.wrong).toEqual(['signature.time-stamp failed ERR_TSP_FUTURE'])
  })

  test('of a service that is not trusted leaves the verdict open', async () => {
    const found = await inspect(await withStamp(DATA), tomorrow, { trust: province.trust })
    expect(found.wrong).toEqual(['signature.time-stamp indeterminate ERR_PATH_NO_ANCHOR'])
  })
})
