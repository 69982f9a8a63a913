import type { Trust } from '@xinyin/core'
import type { Grant } from '@xinyin/core/trust'
import { describe, expect, test } from 'vitest'
import { wantedOf } from '../../src/verify/wanted.ts'
import { SAMPLE } from '../sample.ts'
import { failures, province, sdJwt, trust } from './authority.ts'

const region = SAMPLE.issuers[0]!.code.slice(2, 8)
const { raw } = province.roots.issuer.certificate

/** The trust of the province, with its credential root held to a grant. */
const granting = (grant: Partial<Grant>): Trust => ({
  ...trust,
  anchors: trust.anchors.map((anchor) =>
    anchor.certificate.raw === raw
      ? { ...anchor, grants: [{ role: 'licence-issuer', ...grant } as const] }
      : anchor,
  ),
})

describe('what a trust list grants', () => {
  test('an SD-JWT within it passes', async () => {
    const within = granting({ licenceTypes: [SAMPLE.typeCode], regions: [region.slice(0, 2)] })
    expect(await failures(sdJwt, { trust: within })).toEqual([])
  })

  test.each<[string, Partial<Grant>, string]>([
    ['another type', { licenceTypes: ['11100000000013338W999'] }, 'ERR_GRANT_LICENCE_TYPE'],
    ['another region', { regions: ['11'] }, 'ERR_GRANT_REGION'],
    ['another time', { until: new Date('2020-01-01T00:00:00Z') }, 'ERR_GRANT_PERIOD'],
  ])('an SD-JWT of %s fails', async (_what, grant, code) => {
    expect(await failures(sdJwt, { trust: granting(grant) })).toEqual([`path.grant ${code}`])
  })
})

test('several issuers are held to the region that they have in common', () => {
  const issuersOf = (...codes: string[]) => ({
    ...SAMPLE,
    issuers: codes.map((code) => ({ name: code, code })),
  })
  expect(wantedOf(issuersOf('330102', '330206')).region).toBe('330')
  expect(wantedOf(issuersOf('330102', '320106')).region).toBe('3')
  expect(wantedOf(issuersOf('330102', 'unknown')).region).toBe('')
})
