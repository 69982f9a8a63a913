import { createPrivateKey, createSigner } from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import { expect, test } from 'vitest'
import { createSeal, inspectSeal } from '../../src/index.ts'
import { AT, createProvince, sealOptions } from '../province.ts'

test('a seal whose maker has the purpose of a server alone is good, which is told, and not where it is refused', async () => {
  const { makerRoot, office, trust, maker } = await createProvince()
  const key = await createPrivateKey('SM2')
  const { notBefore, notAfter } = maker.certificate
  const certificate = await createLeaf({
    subject: { country: 'CN', organization: '示例省', commonName: '制章中心' },
    publicKey: key.publicKey,
    issuer: { certificate: makerRoot.certificate, key: makerRoot.signer },
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
    notBefore,
    notAfter,
  })
  const seal = await createSeal(sealOptions({ signer: createSigner(key), certificate }, [office.certificate]))
  const report = await inspectSeal(seal, { trust, at: AT })
  expect(report.verdict).toBe('passed')
  expect(report.checks).toContainEqual(
    expect.objectContaining({ id: 'tolerance.server-auth-purpose', status: 'passed' }),
  )
  const refused = await inspectSeal(seal, { trust, at: AT, strict: ['server-auth-purpose'] })
  expect(refused.checks.filter(({ status }) => status === 'failed')).toMatchObject([
    { id: 'tolerance.server-auth-purpose', code: 'ERR_TOLERANCE_REFUSED' },
  ])
})
