import {
  type Check,
  failed,
  type PathOptions,
  passed,
  type RevocationChecker,
  type Trust,
} from '@xinyin/core'
import type { RevokedCertificate } from '@xinyin/core/ca'
import { createRevocationChecker, type RevocationMaterial } from '@xinyin/core/revocation'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { inspectOfd, sealOfd } from '../../src/carriers/ofd/index.ts'
import { explain, inspectSeal, verifySeal } from '../../src/index.ts'
import { createDocument } from '../document.ts'
import { AT, createList, createProvince, join } from '../province.ts'

const DAY = 24 * 60 * 60 * 1000
const province = await createProvince()
const { makerRoot, signerRoot, maker, office, seal } = province
const sealed = await sealOfd(createDocument(), { seal, signer: office.signer, at: AT })
const later = new Date(AT.getTime() + 100 * DAY)
const before = new Date(AT.getTime() - 10 * DAY)
const between = new Date(AT.getTime() + 10 * DAY)

const [noMaker, noSigner] = await Promise.all([createList(makerRoot), createList(signerRoot)])
const revoke = (
  { certificate }: typeof office,
  revokedAt: Date,
  change: Partial<RevokedCertificate> = {},
) => ({
  serialNumber: certificate.serialNumber,
  revokedAt,
  ...change,
})
const signerList = (revokedAt: Date, change?: Partial<RevokedCertificate>) =>
  createList(signerRoot, [revoke(office, revokedAt, change)], {
    thisUpdate: new Date(Math.max(revokedAt.getTime(), AT.getTime()) + DAY),
    nextUpdate: new Date(later.getTime() + DAY),
  })

const trusting = (revocation?: RevocationMaterial): Trust => ({
  anchors: province.trust.anchors,
  intermediates: [],
  ...(revocation === undefined ? {} : { revocation }),
})

/** What does not pass, with whose certificate it is about; every check has its sentence. */
async function against(trust: Trust, at: Date, revocation?: PathOptions['revocation']) {
  const report = await inspectOfd(sealed, { trust, at, revocation })
  const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  for (const check of wrong) expect(explain(check, 'en')).not.toMatch(/[{}]/)
  return { verdict: report.verdict, wrong: wrong.map(tell) }
}
const tell = ({ id, status, code, facts }: Check) => `${id} ${facts['role'] ?? ''} ${status} ${code}`

describe('a signer who was revoked', () => {
  test('before the claimed time: the seal under the document fails', async () => {
    const trust = trusting(join(noMaker, await signerList(before)))
    expect(await against(trust, later)).toEqual({
      verdict: 'failed',
      wrong: ['path.revocation seal-signer failed ERR_REVOCATION_REVOKED'],
    })
  })

  test('since then: nothing proves that the document was sealed before', async () => {
    const trust = trusting(join(noMaker, await signerList(between)))
    expect(await against(trust, later)).toEqual({
      verdict: 'indeterminate',
      wrong: ['path.revocation seal-signer indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME'],
    })
    const report = await inspectOfd(sealed, { trust, at: later })
    expect(report.checks.find(({ code }) => code === 'ERR_SIGNATURE_NO_PROOF_OF_TIME')?.facts).toMatchObject({
      reason: 'ERR_REVOCATION_REVOKED',
      time: '2026-06-01T08:00:00Z',
      revokedAt: between.toISOString(),
    })
    // Whoever asks, later, for the time before was told the truth then.
    const revocation = createRevocationChecker({ now: () => later })
    const early = new Date(AT.getTime() + DAY)
    expect(await against(trust, early, revocation)).toEqual({ verdict: 'passed', wrong: [] })
  })

  test('since then, for a key that was lost before the claimed time', async () => {
    const trust = trusting(
      join(noMaker, await signerList(between, { reason: 'keyCompromise', invalidAt: before })),
    )
    expect((await against(trust, later)).wrong).toEqual([
      'path.revocation seal-signer failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('for a while: on hold', async () => {
    const trust = trusting(join(noMaker, await signerList(before, { reason: 'certificateHold' })))
    expect((await against(trust, later)).wrong).toEqual([
      'path.revocation seal-signer failed ERR_REVOCATION_ON_HOLD',
    ])
  })
})

describe('a maker who was revoked', () => {
  test('before the claimed time: neither his seal passes, nor what it was set under', async () => {
    const list = await createList(makerRoot, [revoke(maker, before)])
    const trust = trusting(join(list, noSigner))
    expect(await against(trust, later)).toEqual({
      verdict: 'failed',
      wrong: ['path.revocation seal-maker failed ERR_REVOCATION_REVOKED'],
    })
    await expect(verifySeal(seal, { trust, at: AT })).rejects.toMatchObject({
      code: 'ERR_REVOCATION_REVOKED',
    })
  })
})

describe('without what tells of revocation, nothing passes', () => {
  test('no list at all', async () => {
    expect(await against(trusting(), AT)).toEqual({
      verdict: 'indeterminate',
      wrong: [
        'path.revocation seal-signer indeterminate ERR_REVOCATION_UNKNOWN',
        'path.revocation seal-maker indeterminate ERR_REVOCATION_UNKNOWN',
      ],
    })
  })

  test('a list of the maker only', async () => {
    expect((await against(trusting(noMaker), AT)).wrong).toEqual([
      'path.revocation seal-signer indeterminate ERR_REVOCATION_UNKNOWN',
    ])
    expect((await inspectSeal(seal, { trust: trusting(noMaker), at: AT })).verdict).toBe('passed')
  })

  test('a list that was in force at the claimed time, but is not any more', async () => {
    const old = await createList(signerRoot, [], { thisUpdate: before, nextUpdate: between })
    expect(await against(trusting(join(noMaker, old)), AT)).toEqual({ verdict: 'passed', wrong: [] })
    expect(await against(trusting(join(noMaker, old)), later)).toEqual({
      verdict: 'indeterminate',
      wrong: ['path.revocation seal-signer indeterminate ERR_REVOCATION_STALE'],
    })
  })

  test('a list that another authority made in its name', async () => {
    const other = await createProvince()
    const forged = await createList(other.signerRoot)
    expect((await against(trusting(join(noMaker, forged)), AT)).wrong).toEqual([
      'path.revocation seal-signer indeterminate ERR_REVOCATION_ISSUER',
    ])
  })
})

test('of a certificate that leads nowhere, nobody is asked', async () => {
  const report = await inspectSeal(seal, { trust: { anchors: [], intermediates: [] }, at: AT })
  expect(report.checks.find(({ id }) => id === 'path.revocation')).toMatchObject({
    status: 'skipped',
    facts: { because: 'seal.maker-path', role: 'seal-maker' },
  })
})

test('a certificate that has expired since the claimed time needs proof, whatever lists say', async () => {
  const expired = new Date('2028-02-01T00:00:00Z')
  const lists = await Promise.all(
    [makerRoot, signerRoot].map((root) =>
      createList(root, [], { thisUpdate: AT, nextUpdate: new Date('2029-01-01T00:00:00Z') }),
    ),
  )
  expect((await against(trusting(join(...lists)), expired)).wrong).toContain(
    'signature.signer-path seal-signer indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
  )
})

describe('who is asked', () => {
  const saying = (check: Check): RevocationChecker => ({ codes: {}, check: async () => check })
  const good = saying(passed('path.revocation', { said: 'good' }))
  const bad = saying(failed('path.revocation', 'ERR_OWN_LIST'))

  test('he of the call, before him of the trust, before the lists in the trust', async () => {
    const trust = { ...trusting(join(noMaker, noSigner)), revocationChecker: bad }
    expect((await against(trust, AT)).verdict).toBe('failed')
    expect(await against(trust, AT, good)).toEqual({ verdict: 'passed', wrong: [] })
    expect((await against({ ...trust, revocationChecker: good }, AT, bad)).verdict).toBe('failed')
  })

  test('nobody, if that is said: the report says so too', async () => {
    const options = { trust: trusting(), at: AT, revocation: skipRevocation } as const
    const report = await inspectSeal(seal, options)
    expect(report.verdict).toBe('passed')
    expect(report.checks.find(({ id }) => id === 'path.revocation')).toMatchObject({
      status: 'skipped',
      facts: { because: 'skip-revocation', role: 'seal-maker' },
    })
  })
})
