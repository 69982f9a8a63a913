import { describe, expect, test } from 'vitest'
import { presentSdJwt } from '../../src/credential/present.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import type { LicencePolicy } from '../../src/verify/policy.ts'
import { createTestIssuer } from '../credential/forge.ts'
import { AT, createProvince, issueIn } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { province, trust } from './authority.ts'

const holder = await createTestIssuer()
const licence = await issueIn(province, SAMPLE, { holderKey: holder.key })
const certificates = [province.issuer.certificate]
const keyBinding = { audience: 'https://bank.example', nonce: 'n-1' }

const present = (text: string, nonce = keyBinding.nonce) =>
  presentSdJwt(text, { disclose: 'all', keyBinding: { ...keyBinding, nonce, signer: holder.signer, at: AT } })

async function holderCheck(input: Uint8Array | string, policy: Partial<LicencePolicy> = {}) {
  const { checks } = await inspectLicence(input, { trust, at: AT, certificates, ...policy })
  const { status, facts } = checks.find(({ id }) => id === 'licence.holder')!
  return { status, facts }
}
const NOBODY = { status: 'skipped', facts: { because: 'holder' } }

describe('licence.holder by possession of the key', () => {
  test('passes for who proves it, where that was asked for', async () => {
    expect(await holderCheck(await present(licence.sdJwt), { keyBinding })).toEqual({
      status: 'passed',
      facts: { by: 'key-binding' },
    })
  })

  test.each(['ofd', 'sdJwt', 'qr'] as const)('is not made where nobody asked: %s', async (form) => {
    expect(await holderCheck(licence[form]!)).toEqual(NOBODY)
  })

  test('is not made for a proof that nobody asked for, or that answers another request', async () => {
    expect(await holderCheck(await present(licence.sdJwt))).toEqual(NOBODY)
    expect(await holderCheck(await present(licence.sdJwt, 'n-0'), { keyBinding })).toEqual(NOBODY)
    expect(await holderCheck(licence.sdJwt, { keyBinding })).toEqual(NOBODY)
  })

  test('is not made for the key of whoever made the licence up', async () => {
    const forged = await issueIn(await createProvince(), SAMPLE, { holderKey: holder.key })
    const report = await inspectLicence(await present(forged.sdJwt), { trust, at: AT, keyBinding })
    expect(report.checks).toContainEqual(
      expect.objectContaining({ id: 'sd-jwt.key-binding', status: 'passed' }),
    )
    expect(await holderCheck(await present(forged.sdJwt), { keyBinding })).toEqual(NOBODY)
  })
})
