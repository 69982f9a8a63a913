import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPrivateKey, encodePem } from '@xinyin/core'
import { createRoot, issueCertificate, type ProfileName } from '@xinyin/core/ca'
import { afterAll, expect, test } from 'vitest'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
if (!hasOpenssl && process.env['CI']) throw new Error('openssl is missing')

const folder = mkdtempSync(join(tmpdir(), 'xinyin-profile-'))
afterAll(() => rmSync(folder, { recursive: true }))

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-03-01T00:00:00Z') }
/** Within the period, in seconds. */
const AT = String(Date.UTC(2026, 1, 1) / 1000)

/** What OpenSSL has a check for. */
const PURPOSES: readonly [ProfileName, string][] = [
  ['time-stamper', 'timestampsign'],
  ['ocsp-responder', 'ocsphelper'],
  ['tls-server', 'sslserver'],
  ['sub-authority', 'crlsign'],
  ['seal-signer', 'smimesign'],
  ['licence-issuer', 'any'],
]

test.skipIf(!hasOpenssl).each(PURPOSES)('OpenSSL finds a %s good for %s', async (profile, purpose) => {
  const [rootKey, key] = await Promise.all([createPrivateKey('P-256'), createPrivateKey('P-256')])
  const root = await createRoot({
    subject: { country: 'CN', commonName: '某省根' },
    key: rootKey,
    ...PERIOD,
  })
  const certificate = await issueCertificate({
    issuer: { certificate: root, key: rootKey },
    profile,
    publicKey: key.publicKey,
    subject:
      profile === 'tls-server'
        ? { commonName: 'a.example' }
        : { country: 'CN', organization: '某局', commonName: '某局专用' },
    ...(profile === 'tls-server' && { subjectAltName: { dns: ['a.example'] } }),
    ...PERIOD,
  })
  const write = (name: string, der: Uint8Array) => {
    const path = join(folder, `${profile}-${name}.pem`)
    writeFileSync(path, encodePem('CERTIFICATE', der))
    return path
  }
  const options = ['-x509_strict', '-attime', AT, '-purpose', purpose, '-CAfile', write('root', root.raw)]
  const said = execFileSync('openssl', ['verify', ...options, write('leaf', certificate.raw)], {
    encoding: 'utf8',
  })
  expect(said).toMatch(/: OK\s*$/)
})
