import { readFileSync, writeFileSync } from 'node:fs'
import {
  createPrivateKey,
  encodePem,
  exportPrivateKey,
  parseCertificates,
  parsePrivateKey,
} from '@xinyin/core'
import { createCsr, createOcspResponse } from '@xinyin/core/ca'
import { createPkcs12, encodePublicKeyPem, encryptPrivateKey } from '@xinyin/core/keys'
import { requestOcsp } from '@xinyin/core/ocsp'
import { readTruth, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { folderOf, xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

const PASSWORD = { XINYIN_PASSWORD: '口令' }
let made: Hierarchy
let at: (name: string) => string

beforeAll(async () => {
  made = await createHierarchy()
  const key = await createPrivateKey('SM2')
  const certificates = parseCertificates(readFileSync(made.certificate('seal-signer')))
  const [certificate, issuer] = certificates
  const own = parsePrivateKey(readFileSync(made.key('seal-signer')))
  const responder = { certificate: issuer!, key: parsePrivateKey(readFileSync(made.key('signers'))) }
  const { der } = await requestOcsp({ certificate: certificate!, issuer: issuer! })
  const ocsp = await createOcspResponse({
    issuer: issuer!,
    responder,
    request: der,
    lookup: () => ({ state: 'good' }),
    now: new Date(),
    nextUpdate: new Date(Date.now() + 3_600_000),
  })
  const csr = await createCsr({ subject: { commonName: '申请人' }, key })
  const encrypted = await encryptPrivateKey(key, '口令', { iterations: 1000 })
  at = folderOf({
    'request.der': csr.raw,
    'request.pem': encodePem('CERTIFICATE REQUEST', csr.raw),
    'key.der': exportPrivateKey(key),
    'key.pem': `-----BEGIN EC PARAMETERS-----\nBggqgRzPVQGCLQ==\n-----END EC PARAMETERS-----\n${encodePem('PRIVATE KEY', exportPrivateKey(key))}`,
    'encrypted.pem': encodePem('ENCRYPTED PRIVATE KEY', encrypted),
    'encrypted.der': encrypted,
    'public.pem': encodePublicKeyPem(key.publicKey),
    'public.der': key.publicKey.spki,
    'ocsp.der': ocsp,
    'store.p12': await createPkcs12({ privateKey: own, certificates, password: '口令', iterations: 1000 }),
    'both.pem': readFileSync(made.certificate('seal-signer')),
    'leaf.der': certificate!.raw,
    empty: '',
    text: 'no PEM in here',
    'other.pem': encodePem('CMS', Uint8Array.of(0x30, 0)),
    'zeros.bin': new Uint8Array(100),
    'sequence.der': Uint8Array.of(0x30, 0),
    'cut.der': certificate!.raw.subarray(0, 200),
    'nested.der': nested(3000),
  })
})

/** SEQUENCE in SEQUENCE, as deep as that. */
function nested(depth: number): Uint8Array {
  let bytes = Uint8Array.of(0x30, 0)
  for (let i = 0; i < depth; i++) {
    const { length } = bytes
    const head = length < 128 ? [0x30, length] : [0x30, 0x82, length >> 8, length & 255]
    bytes = Uint8Array.of(...head, ...bytes)
  }
  return bytes
}

describe('what is in a file is found by its content', () => {
  test.each([
    ['both.pem', 'certificate', ['CN=示例省电子证照专用章', 'SM3 fingerprint']],
    ['leaf.der', 'certificate', ['CN=示例省电子证照专用章']],
    ['request.der', 'certificate request', ['CN=申请人', 'SM2']],
    ['request.pem', 'certificate request', ['CN=申请人']],
    ['key.der', 'private key', ['SM2', 'SHA-256 of the public key']],
    ['key.pem', 'private key', ['SM2']],
    ['public.pem', 'public key', ['SM2']],
    ['public.der', 'public key', ['SM2']],
    ['ocsp.der', 'OCSP answer', ['good']],
    ['encrypted.pem', 'private key', ['SM2']],
    ['encrypted.der', 'private key', ['SM2']],
    ['store.p12', 'PKCS#12 file', ['CN=示例省电子证照专用章', 'private key']],
  ])('%s: %s', async (name, kind, texts) => {
    const found = await xinyin(['cert', at(name)], PASSWORD)
    expect(found).toMatchObject({ exit: 0, err: '' })
    expect(found.out).toContain(kind)
    for (const text of texts) expect(found.out).toContain(text)
  })

  test('a revocation list', async () => {
    const { exit, out } = await xinyin([
      '--lang',
      'zh-CN',
      'cert',
      `${made.dir}/trust/revocation/signers.crl`,
    ])
    expect(exit).toBe(0)
    expect(out).toContain('证书吊销列表')
    expect(out).toMatch(/吊销证书数\s+0/)
  })

  test('JSON has the same rows', async () => {
    const { out } = await xinyin(['cert', '--json', at('request.pem')])
    const parsed = JSON.parse(out) as { kind: string; rows: { label: string; value: string }[] }
    expect(parsed.kind).toBe('request')
    expect(parsed.rows).toContainEqual({ label: 'Subject', value: 'CN=申请人' })
  })

  test('nothing of a private key is shown but its public half', async () => {
    const secret = Buffer.from(exportPrivateKey(parsePrivateKey(readFileSync(at('key.der'))))).toString('hex')
    const { out } = await xinyin(['cert', at('key.der'), at('key.pem'), at('store.p12')], PASSWORD)
    // The scalar has its place in PKCS#8.
    const scalar = /0420([\da-f]{64})/.exec(secret)?.[1]
    expect(scalar).toHaveLength(64)
    expect(out).not.toContain(scalar)
  })

  test('without the password, an encrypted key is said to be one, and a PKCS#12 file asks for it', async () => {
    const key = await xinyin(['cert', at('encrypted.pem')])
    expect(key).toMatchObject({ exit: 0, err: '' })
    expect(key.out).toContain('encrypted')
    const store = await xinyin(['cert', at('store.p12')])
    expect(store.exit).toBe(3)
    expect(store.err).toContain('ERR_PASSWORD_MISSING')
  })

  test.each([
    ['empty', 'ERR_FILE_EMPTY'],
    ['text', 'ERR_PEM_EMPTY'],
    ['other.pem', 'ERR_INSPECT_KIND'],
    ['zeros.bin', 'ERR_INSPECT_KIND'],
    ['sequence.der', 'ERR_INSPECT_KIND'],
    ['cut.der', 'ERR_INSPECT_KIND'],
    ['nested.der', 'ERR_INSPECT_KIND'],
  ])('%s is refused: %s', async (name, code) => {
    const { exit, out, err } = await xinyin(['cert', at(name), at('public.pem')], PASSWORD)
    expect(exit).toBe(1)
    expect(err).toContain(code)
    expect(err.split('\n')).toHaveLength(1)
    // What follows is looked at all the same.
    expect(out).toContain('public key')
  })

  test('a wrong password', async () => {
    const found = await xinyin(['cert', at('store.p12')], { XINYIN_PASSWORD: 'other' })
    expect(found.exit).toBe(1)
    expect(found.err).toContain('ERR_KEYS_PASSWORD')
  })

  test('whatever a file holds, one line says why it is refused', async () => {
    const file = at('any')
    const originals = ['leaf.der', 'request.der', 'ocsp.der', 'public.der', 'both.pem'].map((name) =>
      readFileSync(at(name)),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals),
        fc.nat(),
        fc.nat(255),
        async (original, place, value) => {
          const changed = Uint8Array.from(original)
          changed[place % changed.length] = value
          writeFileSync(file, changed)
          const { exit, err } = await xinyin(['cert', file])
          expect([0, 1]).toContain(exit)
          expect(err.split('\n').length).toBeLessThanOrEqual(1)
          expect(err).toMatch(exit === 0 ? /^$/ : /\(ERR_[A-Z\d_]+\)/)
        },
      ),
      { numRuns: 60 },
    )
  })

  testTruth('a PKCS#12 file of another program', async () => {
    const store = folderOf({ 'user.p12': readTruth('seal/user.p12') })
    const { exit, err } = await xinyin(['cert', store('user.p12')])
    expect(exit).toBe(3)
    expect(err).toContain('ERR_PASSWORD_MISSING')
  })
})

describe('cert --verify', () => {
  test('a role is asked for', async () => {
    const found = await xinyin(['cert', '--verify', ...made.trust, at('leaf.der')])
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain('--role')
  })

  test('what is no certificate has failed; the others are verified', async () => {
    const argv = ['cert', '--verify', '--role', 'seal-signer', ...made.trust, at('text'), at('leaf.der')]
    const { exit, out } = await xinyin(argv)
    expect(exit).toBe(1)
    expect(out.match(/^\S/gm)).toEqual(['✗', '✓'])
    expect(out).toContain('There is no PEM block.')
    const missing = await xinyin([...argv.slice(0, -2), '/nonexistent', at('leaf.der')])
    expect(missing.exit).toBe(3)
    expect(missing.out).toContain('✓')
  })

  test('as of a time at which it was not valid', async () => {
    const found = await xinyin([
      'cert',
      '--verify',
      '--role',
      'seal-signer',
      ...made.trust,
      '--at',
      '2001-01-01',
      at('leaf.der'),
    ])
    expect(found.exit).toBe(1)
    expect(found.out).toContain('ERR_PATH_')
  })

  test.each([
    ['--crl', 'leaf.der', 'ERR_FILE_CONTENT'],
    ['--crl', 'text', 'ERR_FILE_CONTENT'],
    ['--pool', 'text', 'ERR_FILE_CONTENT'],
  ])('%s with %s', async (option, name, code) => {
    const argv = ['cert', '--verify', '--role', 'seal-signer', ...made.trust, at('leaf.der')]
    const found = await xinyin([...argv, option, at(name)])
    expect(found.exit).toBe(3)
    expect(found.err).toContain(code)
  })

  test.each(['everything', '127.0.0.1:99999', '1.2.3.4/99', '::1:x'])('--allow %s', async (network) => {
    const argv = ['cert', '--verify', '--role', 'seal-signer', ...made.trust, at('leaf.der'), '--online']
    const found = await xinyin([...argv, '--allow', network])
    expect(found.exit).toBe(3)
    expect(found.err).toContain('ERR_ALLOW')
  })

  test('networks are allowed to those who ask', async () => {
    const argv = ['cert', '--verify', '--role', 'seal-signer', ...made.trust, at('leaf.der')]
    const found = await xinyin([...argv, '--allow', '127.0.0.1:8866'])
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain('--online')
  })

  test('an OCSP answer at hand tells as much as a list', async () => {
    const bare = folderOf({ 'trust/seal-signer/a.pem': readFileSync(made.certificate('signers')) })
    const argv = ['cert', '--verify', '--role', 'seal-signer', '--trust', bare('trust'), at('leaf.der')]
    expect((await xinyin(argv)).exit).toBe(2)
    expect((await xinyin([...argv, '--crl', at('ocsp.der')])).exit).toBe(0)
  })
})
