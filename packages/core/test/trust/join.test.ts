import {
  type Certificate,
  type Check,
  createPrivateKey,
  inspectPath,
  type RevocationChecker,
  type Trust,
} from '@xinyin/core'
import { joinTrust } from '@xinyin/core/trust'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { sentencesOf } from '../../src/x509/path/revocation.ts'
import { createProvince, KEYS, NOON } from '../x509/path/province.ts'

const NOTHING: Trust = { anchors: [], intermediates: [] }
const { root, middle, leaf } = await createProvince()
const SIGNER = { role: 'seal-signer', at: NOON, intermediates: [middle] } as const
const trust: Trust = { anchors: [{ certificate: root, roles: ['seal-signer'] }], intermediates: [] }

/** A checker that answers always the same. */
function answering(status: Check['status']): RevocationChecker {
  const code = status === 'passed' || status === 'skipped' ? {} : { code: `ERR_${status}` }
  return { check: async () => ({ id: 'path.revocation', status, facts: {}, ...code }), codes: {} }
}
const asking = (revocationChecker: RevocationChecker): Trust => ({ ...trust, revocationChecker })
const verdictUnder = async (...trusts: readonly Trust[]) =>
  (await inspectPath(leaf, { ...SIGNER, trust: joinTrust(...trusts) })).verdict

test('who finds out about revocation is not lost', async () => {
  const checker = answering('failed')
  expect(joinTrust(NOTHING, asking(checker), asking(checker)).revocationChecker).toBe(checker)
  expect(await verdictUnder(trust, asking(answering('passed')))).toBe('passed')
  expect(await verdictUnder(trust, asking(checker))).toBe('failed')
  expect(joinTrust(trust)).not.toHaveProperty('revocationChecker')
})

test.each([
  ['passed', 'passed', 'passed'],
  ['passed', 'failed', 'failed'],
  ['failed', 'passed', 'failed'],
  ['passed', 'indeterminate', 'indeterminate'],
  ['indeterminate', 'passed', 'indeterminate'],
  ['indeterminate', 'failed', 'failed'],
  ['skipped', 'indeterminate', 'indeterminate'],
  ['skipped', 'passed', 'passed'],
] as const)('of two that find out, %s and %s come to %s', async (one, other, expected) => {
  expect(await verdictUnder(asking(answering(one)), asking(answering(other)))).toBe(expected)
})

test('the sentences of all that find out come along', async () => {
  const one = { ...answering('passed'), codes: { ERR_ONE: { en: 'One.', 'zh-CN': '一。' } } }
  const other = { ...answering('passed'), codes: { ERR_OTHER: { en: 'Other.', 'zh-CN': '二。' } } }
  const joined = joinTrust(asking(one), asking(other)).revocationChecker
  expect(Object.keys(joined === undefined ? {} : await sentencesOf(joined))).toEqual(['ERR_ONE', 'ERR_OTHER'])
})

const UNASKED = { ...SIGNER, revocation: skipRevocation } as const
const withoutCheckers = async (...trusts: readonly Trust[]) =>
  (await inspectPath(leaf, { ...UNASKED, trust: joinTrust(...trusts) })).verdict

const revoking = (certificate: Certificate): Trust => ({
  anchors: [
    {
      certificate,
      roles: ['licence-issuer'],
      grants: [{ role: 'licence-issuer', revoked: new Date('2027-01-01T00:00:00Z') }],
    },
  ],
  intermediates: [],
})

test('a key that is revoked in one role is so in every one, wherever in a path it stands', async () => {
  const refused = { verdict: 'failed', checks: expect.arrayContaining([expect.objectContaining(REVOKED)]) }
  for (const certificate of [root, middle, leaf]) {
    const joined = joinTrust(trust, revoking(certificate))
    expect(await inspectPath(leaf, { ...UNASKED, trust: joined })).toMatchObject(refused)
  }
  const own: Trust = { anchors: [{ certificate: leaf, roles: ['seal-signer'] }], intermediates: [] }
  expect(await withoutCheckers(own)).toBe('passed')
  expect(await withoutCheckers(own, revoking(leaf))).toBe('failed')
})
const REVOKED = { id: 'path.grant', status: 'failed', code: 'ERR_GRANT_REVOKED' }

test('so is every other certificate of the key', async () => {
  const renewed = await createProvince({ leaf: { publicKey: KEYS.leaf.publicKey } })
  expect(renewed.leaf.serialNumber).not.toBe(leaf.serialNumber)
  expect(await withoutCheckers(trust, revoking(renewed.leaf))).toBe('failed')
  const { publicKey } = await createPrivateKey('SM2')
  const another = await createProvince({ leaf: { publicKey } })
  expect(await withoutCheckers(trust, revoking(another.leaf))).toBe('passed')
})
