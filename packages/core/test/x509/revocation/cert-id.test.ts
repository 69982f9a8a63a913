import { createPrivateKey } from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import { expect, test } from 'vitest'
import { certIdJudge, createCertId } from '../../../src/x509/revocation/ocsp-cert-id.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

async function createIssued() {
  const key = await createPrivateKey('SM2')
  const issuer = await createRoot({ subject: { commonName: 'root' }, key, ...PERIOD })
  const certificate = await createLeaf({
    issuer: { certificate: issuer, key },
    subject: { commonName: 'leaf' },
    publicKey: key.publicKey,
    ...PERIOD,
  })
  return { certificate, issuer }
}

test('an identifier names its certificate by every known hash, and no other certificate', async () => {
  const issued = await createIssued()
  const judge = certIdJudge(issued)
  for (const name of ['SHA-1', 'SHA-256', 'SM3'] as const) {
    const id = createCertId(issued, name)
    expect(judge(id)).toBe(true)
    expect(judge({ ...id, serialNumber: `${id.serialNumber.slice(0, -2)}00` })).toBe(false)
    expect(judge({ ...id, issuerNameHash: id.issuerNameHash.with(0, (id.issuerNameHash[0] ?? 0) ^ 1) })).toBe(
      false,
    )
    expect(judge({ ...id, issuerKeyHash: id.issuerKeyHash.with(0, (id.issuerKeyHash[0] ?? 0) ^ 1) })).toBe(
      false,
    )
    expect(judge({ ...id, algorithm: '1.2.3' })).toBe(false)
  }
})
