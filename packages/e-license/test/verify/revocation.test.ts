import { failed, passed, type RevocationChecker, type Trust } from '@xinyin/core'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { inspectLicence } from '../../src/verify/inspect.ts'
import { AT, createLists } from '../province.ts'
import { failures, ofd, province, sdJwt, trust } from './authority.ts'

const { roots, issuer, office } = province
const DAY = 24 * 60 * 60 * 1000
const revokedAt = new Date(AT.getTime() - DAY)
const revoked = [issuer, office].map(({ certificate: { serialNumber } }) => ({ serialNumber, revokedAt }))
const trusting = async (lists: ReturnType<typeof createLists>): Promise<Trust> => ({
  ...trust,
  revocation: await lists,
})

describe('whoever was revoked issues nothing that passes', () => {
  test('an SD-JWT', async () => {
    const lists = await trusting(createLists([roots.issuer], revoked))
    expect(await failures(sdJwt, { trust: lists })).toEqual(['path.revocation ERR_REVOCATION_REVOKED'])
  })

  test('an OFD', async () => {
    const lists = await trusting(createLists([roots.maker, roots.signer], revoked))
    expect(await failures(ofd, { trust: lists })).toEqual(['path.revocation ERR_REVOCATION_REVOKED'])
  })
})

describe('where nothing tells of revocation', () => {
  const { revocation: _, ...silent } = trust

  test('nothing passes', async () => {
    const unknown = 'path.revocation ERR_REVOCATION_UNKNOWN'
    expect(await failures(sdJwt, { trust: silent })).toEqual([unknown])
    expect(await failures(ofd, { trust: silent })).toEqual([unknown, unknown])
  })

  test.each([
    ['an SD-JWT', sdJwt],
    ['an OFD', ofd],
  ])('%s passes for who says that nobody need be asked, and the report says so', async (_name, input) => {
    const report = await inspectLicence(input, { trust: silent, at: AT, revocation: skipRevocation })
    expect(report.verdict).toBe('passed')
    const checks = report.checks.filter(({ id }) => id === 'path.revocation')
    expect(checks.map(({ status }) => status)).toEqual(checks.map(() => 'skipped'))
    expect(checks).not.toEqual([])
  })
})

describe('who is asked', () => {
  const good: RevocationChecker = { codes: {}, check: async () => passed('path.revocation') }
  const bad: RevocationChecker = { codes: {}, check: async () => failed('path.revocation', 'ERR_OWN_LIST') }

  test.each([
    ['an SD-JWT', sdJwt],
    ['an OFD', ofd],
  ])('about %s: he of the call, before him of the trust, before the lists', async (_name, input) => {
    const verdict = async (of: RevocationChecker, own?: RevocationChecker) => {
      const policy = { trust: { ...trust, revocationChecker: of }, at: AT, revocation: own }
      return (await inspectLicence(input, policy)).verdict
    }
    expect(await verdict(bad)).toBe('failed')
    expect(await verdict(good, bad)).toBe('failed')
    expect(await verdict(bad, good)).toBe('passed')
  })
})
