import { inspectPath } from '@xinyin/core'
import { loadTrust } from '@xinyin/core/trust'
import { createSeal, inspectSeal } from '@xinyin/e-seal'
import { expect, test } from 'vitest'
import { createProvince } from '../../src/province/province.ts'

const now = new Date('2026-06-01T00:00:00Z')
const province = await createProvince({ now })
const trust = loadTrust(province.trustFiles)

test('its seal and its certificates hold, each in its own role and in no other', async () => {
  expect((await inspectSeal(province.seal, { trust, at: now })).verdict).toBe('passed')
  const { sealSigner, licenceIssuer } = province
  const verdict = async (
    certificate: typeof sealSigner.certificate,
    role: 'seal-maker' | 'seal-signer' | 'licence-issuer',
  ) => (await inspectPath(certificate, { trust, role, at: now })).verdict
  expect(await verdict(sealSigner.certificate, 'seal-signer')).toBe('passed')
  expect(await verdict(sealSigner.certificate, 'seal-maker')).toBe('indeterminate')
  expect(await verdict(licenceIssuer.certificate, 'licence-issuer')).toBe('passed')
  expect(await verdict(licenceIssuer.certificate, 'seal-signer')).toBe('indeterminate')
})

test('who signs with the seal cannot make one for others', async () => {
  const forged = await createSeal({
    name: province.seal.info.name,
    picture: province.seal.info.picture,
    validFrom: province.seal.info.validFrom,
    validTo: province.seal.info.validTo,
    signers: [province.licenceIssuer.certificate],
    maker: province.sealSigner,
  })
  const report = await inspectSeal(forged, { trust, at: now })
  expect(report.checks.find(({ id }) => id === 'seal.maker-path')?.status).toBe('indeterminate')
  expect(report.verdict).not.toBe('passed')
})
