import { type Certificate, inspectPath, type Role } from '@xinyin/core'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { loadTrust } from '@xinyin/core/trust'
import { createSeal, createSealPicture, inspectSeal } from '@xinyin/e-seal'
import { describe, expect, test } from 'vitest'
import { createProvince } from '../../src/province/province.ts'

const DAY = 24 * 60 * 60 * 1000
const now = new Date('2026-06-01T00:00:00Z')
const province = await createProvince({ now })
const trust = loadTrust(province.trustFiles)
const revocation = createRevocationChecker({ now: () => now })
const { seal, sealSigner, licenceIssuer } = province

test('its seal and its certificates hold, each in its own role and in no other', async () => {
  expect((await inspectSeal(seal, { trust, at: now })).verdict).toBe('passed')
  const verdict = async (certificate: Certificate, role: Role) =>
    (await inspectPath(certificate, { trust, role, at: now, revocation })).verdict
  expect(await verdict(sealSigner.certificate, 'seal-signer')).toBe('passed')
  expect(await verdict(sealSigner.certificate, 'seal-maker')).toBe('indeterminate')
  expect(await verdict(licenceIssuer.certificate, 'licence-issuer')).toBe('passed')
  expect(await verdict(licenceIssuer.certificate, 'seal-signer')).toBe('indeterminate')
})

test('who signs with the seal cannot make one for others', async () => {
  const forged = await createSeal({
    name: seal.info.name,
    picture: seal.info.picture,
    validFrom: seal.info.validFrom,
    validTo: seal.info.validTo,
    signers: [licenceIssuer.certificate],
    maker: sealSigner,
  })
  const report = await inspectSeal(forged, { trust, at: now })
  expect(report.checks.find(({ id }) => id === 'seal.maker-path')?.status).toBe('indeterminate')
  expect(report.verdict).not.toBe('passed')
})

test('its seal shows what it is given', async () => {
  const picture = createSealPicture({ diameter: 30 })
  const { seal: drawn } = await createProvince({ now, picture })
  expect(drawn.info.picture).toEqual(picture)
  expect(seal.info.picture).toMatchObject({ type: 'png', width: 40, height: 40 })
})

describe('its revocation lists', () => {
  const of = async (given: Awaited<ReturnType<typeof createProvince>>, role: Role, at: Date) => {
    const { certificate } = role === 'seal-signer' ? given.sealSigner : given.licenceIssuer
    const report = await inspectPath(certificate, {
      trust: loadTrust(given.trustFiles),
      role,
      at,
      revocation,
    })
    return report.checks.find(({ id }) => id === 'path.revocation')
  }

  test('hold for 30 days, or as long as they are asked to', async () => {
    expect(await of(province, 'seal-signer', new Date(now.getTime() + 28 * DAY))).toMatchObject({
      status: 'passed',
      facts: { certificates: 1 },
    })
    const after = new Date(now.getTime() + 30 * DAY)
    expect(await of(province, 'licence-issuer', after)).toMatchObject({ code: 'ERR_REVOCATION_STALE' })
    const lasting = await createProvince({ now, listDays: 365 })
    expect(await of(lasting, 'licence-issuer', after)).toMatchObject({
      status: 'passed',
      facts: { certificates: 2 },
    })
  })

  test('name who was revoked, and go on naming him', async () => {
    const own = await createProvince({ now })
    await own.revoke(own.sealSigner.certificate, { revokedAt: now, reason: 'keyCompromise' })
    const later = new Date(now.getTime() + DAY)
    const files = await own.revoke(own.licenceIssuer.certificate, { revokedAt: later })
    const given = { ...own, trustFiles: files }
    expect(await of(given, 'seal-signer', later)).toMatchObject({
      status: 'failed',
      code: 'ERR_REVOCATION_REVOKED',
      facts: { reason: 'keyCompromise' },
    })
    expect(await of(given, 'licence-issuer', later)).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
  })

  test('are of its own authorities only', async () => {
    const other = await createProvince({ name: '他省', now })
    await expect(province.revoke(other.sealSigner.certificate, { revokedAt: now })).rejects.toThrow(
      RangeError,
    )
  })
})
