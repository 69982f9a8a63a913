import { createNodeFetch } from '@xinyin/core/node'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { loadTrust } from '@xinyin/core/trust'
import { inspectSeal } from '@xinyin/e-seal'
import { createSealStatusChecker, readSealStatusUrl } from '@xinyin/e-seal/status'
import { afterAll, describe, expect, test } from 'vitest'
import { createProvince } from '../../src/province/province.ts'
import { serveSealStatus } from '../../src/services/seal-status.ts'

const HOUR = 60 * 60 * 1000
const start = new Date('2026-06-01T00:00:00Z')
let now = start
const clock = () => now
const province = await createProvince({ now: start, clock, sealStatusUrl: 'http://127.0.0.1:9/seal-status' })
const { seal, sealStatus } = province
const service = await serveSealStatus(sealStatus)
afterAll(() => service.close())

const trust = loadTrust(province.trustFiles)
const revocation = createRevocationChecker({ now: clock })
const fetch = createNodeFetch({
  schemes: ['http'],
  allow: ['127.0.0.1/32'],
  ports: [Number(new URL(service.url).port)],
})
const later = (hours: number) => {
  now = new Date(start.getTime() + hours * HOUR)
}
const ask = async () => {
  const status = createSealStatusChecker({ fetch, url: () => service.url, clock })
  const report = await inspectSeal(seal, { trust, revocation, status, requireStatus: true, at: now })
  const { status: verdict, code } = report.checks.find(({ id }) => id === 'seal.status') ?? {}
  return code ?? verdict
}

test('a seal is withdrawn, and whoever asks is told', async () => {
  later(1)
  expect(await ask()).toBe('passed')
  sealStatus.suspend(seal)
  later(2)
  expect(await ask()).toBe('ERR_SEAL_SUSPENDED')
  sealStatus.resume(seal)
  later(3)
  expect(await ask()).toBe('passed')
  sealStatus.revoke(seal, { reason: 'office-closed' })
  expect(await ask()).toBe('ERR_SEAL_REVOKED')
})

test('so says the list, each of which has a higher number', async () => {
  later(4)
  const lists = [await sealStatus.list(), await sealStatus.list()]
  const status = createSealStatusChecker({ lists, clock })
  const report = await inspectSeal(seal, { trust, revocation, status, at: now })
  expect(report.checks.find(({ id }) => id === 'seal.status')).toMatchObject({
    code: 'ERR_SEAL_REVOKED',
    facts: { why: 'office-closed' },
  })
})

test('the seal says where, as it was asked to', () => {
  expect(readSealStatusUrl(seal)).toBe('http://127.0.0.1:9/seal-status')
})

describe('nothing is told', () => {
  test('beside the path', async () => {
    expect((await globalThis.fetch(new URL('/list', service.url))).status).toBe(404)
  })

  test('of a seal of another maker', async () => {
    const other = await createProvince({ now: start })
    expect(() => sealStatus.revoke(other.seal)).toThrow(/^seal: /)
  })
})
