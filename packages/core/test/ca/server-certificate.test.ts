import { createPrivateKey, createSigner, inspectPath } from '@xinyin/core'
import { createRoot, issueCertificate } from '@xinyin/core/ca'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'

const at = new Date('2026-06-01T00:00:00Z')

test('a server certificate that is issued here keeps to the rules that servers are held to here', async () => {
  const key = await createPrivateKey('P-256')
  const period = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') }
  const root = await createRoot({ subject: { commonName: 'Root' }, key, ...period })
  const { publicKey } = createSigner(await createPrivateKey('P-256'))
  const server = await issueCertificate({
    issuer: { certificate: root, key },
    profile: 'tls-server',
    publicKey,
    subject: { commonName: 'a.example' },
    subjectAltName: { dns: ['a.example'] },
    ...period,
  })
  const trust = { anchors: [{ certificate: root, roles: ['tls-server' as const] }], intermediates: [] }
  const name = { dns: 'a.example' }
  const options = {
    trust,
    role: 'tls-server',
    target: 'server',
    at,
    name,
    revocation: skipRevocation,
  } as const
  const { verdict, checks } = await inspectPath(server, options)
  expect(checks.filter(({ status }) => status === 'failed')).toEqual([])
  expect(verdict).toBe('passed')
})
