import { failed, TrustError } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import type { PartialLicenceData } from '../../src/metadata/validate.ts'
import { checkStatus, type LicenceStatusPolicy } from '../../src/verify/status.ts'
import type { LicenceState, LicenceStatusContext } from '../../src/verify/status-checker.ts'
import { skipStatus } from '../../src/verify/status-checker.ts'
import { SAMPLE } from '../sample.ts'

const at = new Date('2026-06-01T08:00:00Z')
const listedAt = new Date('2026-06-01T07:48:00Z')
const listed: PartialLicenceData = { ...SAMPLE, status: { uri: 'https://status.example/1', index: 7 } }
const trust = { anchors: [], intermediates: [] }
const revocation = { codes: {}, check: async () => failed('path.revocation', 'ERR_REVOCATION_UNKNOWN') }

const saying = (state: LicenceState) => ({ find: async () => ({ state, issuedAt: listedAt, by: 'CN=状态' }) })

async function check(data: PartialLicenceData, policy: LicenceStatusPolicy) {
  const found = await checkStatus(data, policy, { trust, revocation, at })
  for (const language of ['en', 'zh-CN'] as const) expect(explain(found, language)).not.toMatch(/[{}]/)
  return found
}

describe('licence.status', () => {
  test('passes for a valid licence, and says how fresh that is', async () => {
    expect(await check(listed, { status: saying('valid') })).toEqual({
      id: 'licence.status',
      status: 'passed',
      facts: { state: 'valid', listedAt: '2026-06-01T07:48:00.000Z', age: 720, by: 'CN=状态' },
    })
  })

  test.each<[LicenceState, string]>([
    ['withheld', 'ERR_LICENCE_STATE_WITHHELD'],
    ['withdrawn', 'ERR_LICENCE_STATE_WITHDRAWN'],
    ['cancelled', 'ERR_LICENCE_STATE_CANCELLED'],
    ['lapsed', 'ERR_LICENCE_STATE_LAPSED'],
    ['transferred-out', 'ERR_LICENCE_STATE_TRANSFERRED'],
    ['revoked', 'ERR_LICENCE_STATE_REVOKED'],
    ['other', 'ERR_LICENCE_STATE_OTHER'],
    ['a state of another checker' as LicenceState, 'ERR_LICENCE_STATE_OTHER'],
    ['toString' as LicenceState, 'ERR_LICENCE_STATE_OTHER'],
  ])('fails for one that is %s', async (state, code) => {
    expect(await check(listed, { status: saying(state) })).toMatchObject({ status: 'failed', code })
  })

  test('a list of later than the time asked for has no age', async () => {
    const status = {
      find: async () => ({ state: 'valid' as const, issuedAt: new Date(at.getTime() + 60_000), by: 'x' }),
    }
    expect((await check(listed, { status })).facts['age']).toBe(0)
  })

  test('is open where nobody is asked, or who is asked cannot tell', async () => {
    expect(await check(listed, {})).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_LICENCE_STATUS_UNASKED',
    })
    const sentence = { en: 'no', 'zh-CN': '无' }
    const status = {
      find: () =>
        Promise.reject(new TrustError('ERR_STATUS_LIST_STALE', sentence, { at: 'x', age: 1, limit: 2 })),
    }
    expect(await checkStatus(listed, { status }, { trust, revocation, at })).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_STATUS_LIST_STALE',
    })
    const broken = { find: () => Promise.reject(new TypeError('broken')) }
    await expect(checkStatus(listed, { status: broken }, { trust, revocation, at })).rejects.toThrow('broken')
  })

  test('is not made for who says so, or where the licence names no list, unless that is demanded', async () => {
    const skipped = (because: string) => ({ status: 'skipped', facts: { because } })
    expect(await check(listed, { status: skipStatus })).toMatchObject(skipped('status-asked'))
    expect(await check(SAMPLE, { status: saying('valid') })).toMatchObject(skipped('status-reference'))
    expect(await check(SAMPLE, { requireStatus: ['11100000000013338W011'] })).toMatchObject(
      skipped('status-reference'),
    )
    for (const requireStatus of [true, [SAMPLE.typeCode]])
      expect(await check(SAMPLE, { requireStatus, status: saying('valid') })).toMatchObject({
        status: 'indeterminate',
        code: 'ERR_LICENCE_STATUS_MISSING',
      })
  })

  test('who is asked knows which licence it is about', async () => {
    const asked: unknown[] = []
    const status = {
      find: async (reference: unknown, context: LicenceStatusContext) => {
        asked.push(reference, context.licenceType, context.region, context.at, context.trust)
        return { state: 'valid' as const, issuedAt: listedAt, by: 'x' }
      },
    }
    await check(listed, { status })
    expect(asked).toEqual([listed.status, SAMPLE.typeCode, '990100', at, trust])
  })
})
