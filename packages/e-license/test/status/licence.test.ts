import { encodeX5c } from '@xinyin/core/jws'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { expect, test, vi } from 'vitest'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { encodeClaims } from '../../src/metadata/claims.ts'
import {
  changeStatuses,
  createStatusChecker,
  createStatusList,
  encodeState,
  type LicenceState,
  type LicenceStatusChecker,
  signStatusListCwt,
} from '../../src/status/index.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import type { LicencePolicy } from '../../src/verify/policy.ts'
import { AT, createProvince, issueIn } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { createOffice, URI } from './office.ts'

const province = await createProvince()
const office = await createOffice('SM2')
const trust = {
  ...province.trust,
  anchors: [...province.trust.anchors, ...office.trust.anchors],
  revocation: {
    crls: [...(province.trust.revocation?.crls ?? []), ...(office.trust.revocation?.crls ?? [])],
    ocspResponses: [],
  },
}
const revocation = createRevocationChecker({ now: () => AT })
const status = { uri: URI, index: 7 }
const { ofd, sdJwt } = await issueIn(province, { ...SAMPLE, status })

const inspect = (input: Uint8Array | string, policy: Partial<LicencePolicy> = {}) =>
  inspectLicence(input, { trust, at: AT, revocation, ...policy })
const checkOf = async (input: Uint8Array | string, policy: Partial<LicencePolicy> = {}) => {
  const { verdict, checks } = await inspect(input, policy)
  return { verdict, check: checks.find(({ id }) => id === 'licence.status') }
}
const saying = async (state: LicenceState) => {
  const list = changeStatuses(createStatusList({ bits: 4, size: 32 }), [[7, encodeState(state, 4)]])
  const token = await signStatusListCwt(
    { uri: URI, list, issuedAt: new Date(AT.getTime() - 720_000) },
    office.signing,
  )
  return createStatusChecker({ lists: [token], clock: () => AT })
}

test.each([
  ['OFD', ofd],
  ['SD-JWT', sdJwt],
] as const)('of a licence as %s it is told whether it still holds', async (_, input) => {
  const { verdict, check } = await checkOf(input, { status: await saying('valid') })
  expect(check).toMatchObject({ status: 'passed', facts: { state: 'valid', age: 720 } })
  expect(verdict).toBe('passed')
  const revoked = await checkOf(input, { status: await saying('revoked') })
  expect(revoked.verdict).toBe('failed')
  expect(revoked.check?.code).toBe('ERR_LICENCE_STATE_REVOKED')
  const unasked = await checkOf(input)
  expect(unasked.verdict).toBe('indeterminate')
})

test('nobody is asked about a licence that is not proven', async () => {
  const find = vi.fn<LicenceStatusChecker['find']>(() => Promise.reject(new Error('asked')))
  const stranger = await createProvince()
  const forged = await issueIn(stranger, { ...SAMPLE, status })
  const altered = `${sdJwt.slice(0, 40)}${sdJwt[40] === 'A' ? 'B' : 'A'}${sdJwt.slice(41)}`
  for (const input of [forged.sdJwt, forged.ofd, altered]) {
    const { verdict, check } = await checkOf(input, { status: { find } })
    expect(verdict).not.toBe('passed')
    expect(check?.status).toBe('skipped')
  }
  expect(find).not.toHaveBeenCalled()
})

test('nobody is asked about a licence that names another authority than signed it', async () => {
  const find = vi.fn<LicenceStatusChecker['find']>(() => Promise.reject(new Error('asked')))
  const [issuer] = SAMPLE.issuers
  const data = { ...SAMPLE, status, issuers: [{ ...issuer!, name: '另一机关' }] }
  const { signer, certificate } = province.issuer
  const other = await issueSdJwt({
    claims: encodeClaims(data, AT),
    selective: [],
    signer,
    header: encodeX5c([certificate]),
  })
  const { check } = await checkOf(other, { status: { find } })
  expect(check).toMatchObject({ status: 'skipped', facts: { because: 'licence.issuer' } })
  expect(find).not.toHaveBeenCalled()
})
