import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy, serveHierarchy } from '../hierarchy.ts'

const present = spawnSync('openssl', ['version']).status === 0

/** Runs OpenSSL beside this process, which serves what it asks for. */
function openssl(...argv: readonly string[]): Promise<{ ok: boolean; said: string }> {
  return new Promise((resolve) => {
    execFile('openssl', [...argv], (error, stdout, stderr) => {
      resolve({ ok: error === null, said: `${stdout}${stderr}` })
    })
  })
}

describe.skipIf(!present)('OpenSSL and a hierarchy with keys of P-256', () => {
  let made: Hierarchy
  let served: Awaited<ReturnType<typeof serveHierarchy>>
  let anchors: string[]
  let text: string

  beforeAll(async () => {
    made = await createHierarchy('--kind', 'P-256')
    served = await serveHierarchy(made.dir)
    anchors = ['-CAfile', made.certificate('root'), '-untrusted', made.certificate('signers')]
    text = made.beside('text')
    writeFileSync(text, '正文')
  })

  afterAll(async () => {
    await served.close()
  })

  test('verifies a certificate with the revocation lists, until it is revoked', async () => {
    await xinyin(['ca', 'issue', made.dir, 'temporary', '--profile', 'seal-signer', '--subject', '临时'])
    const lists = made.beside('lists.pem')
    const verify = async () => {
      const files = ['root', 'signers'].map((name) =>
        readFileSync(join(made.dir, `trust/revocation/${name}.crl`)),
      )
      writeFileSync(lists, files.join(''))
      const argv = ['verify', ...anchors, '-crl_check_all', '-CRLfile', lists, made.certificate('temporary')]
      return openssl(...argv)
    }
    expect(await verify()).toMatchObject({ ok: true })
    await xinyin(['ca', 'revoke', made.dir, 'temporary'])
    const revoked = await verify()
    expect(revoked.ok).toBe(false)
    expect(revoked.said).toContain('certificate revoked')
  })

  test('asks the OCSP responder', async () => {
    const url = `http://127.0.0.1:${made.port}/ocsp/signers`
    const issuer = ['-issuer', made.certificate('signers'), '-CAfile', made.certificate('root')]
    const ask = (name: string) => openssl('ocsp', ...issuer, '-cert', made.certificate(name), '-url', url)
    const good = await ask('seal-signer')
    expect(good.said).toContain('Response verify OK')
    expect(good.said).toMatch(/seal-signer\.pem: good/)
    expect((await ask('temporary')).said).toMatch(/temporary\.pem: revoked/)
  })

  test('verifies a time stamp that was fetched, and asks for one', async () => {
    const query = made.beside('text.tsq')
    const reply = made.beside('text.tsr')
    await openssl('ts', '-query', '-data', text, '-sha256', '-cert', '-out', query)
    const response = await fetch(`http://127.0.0.1:${made.port}/tsa`, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: readFileSync(query),
    })
    writeFileSync(reply, new Uint8Array(await response.arrayBuffer()))
    const chain = ['-CAfile', made.certificate('root'), '-untrusted', made.certificate('services')]
    expect(await openssl('ts', '-verify', '-queryfile', query, '-in', reply, ...chain)).toMatchObject({
      ok: true,
    })
    expect(await xinyin(['tsa', 'verify', reply, text, '--request', query, ...made.trust])).toMatchObject({
      exit: 0,
    })
    const token = made.beside('text.tst')
    await xinyin([
      'tsa',
      'fetch',
      `http://127.0.0.1:${made.port}/tsa`,
      text,
      '--hash',
      'SHA-256',
      '--out',
      token,
    ])
    expect(await openssl('ts', '-verify', '-data', text, '-in', token, '-token_in', ...chain)).toMatchObject({
      ok: true,
    })
  })

  test('verifies what xinyin signs, and signs what xinyin verifies', async () => {
    const ours = made.beside('ours.p7s')
    await xinyin(['cms', 'sign', text, '--detached', ...made.as('document-signer'), '--out', ours])
    const root = ['-CAfile', made.certificate('root'), '-purpose', 'any', '-binary']
    const verify = [
      'cms',
      '-verify',
      '-inform',
      'PEM',
      '-in',
      ours,
      '-content',
      text,
      ...root,
      '-out',
      '/dev/null',
    ]
    expect(await openssl(...verify)).toMatchObject({ ok: true })

    const theirs = made.beside('theirs.p7s')
    const signer = ['-signer', made.certificate('document-signer'), '-inkey', made.key('document-signer')]
    const sign = ['cms', '-sign', '-binary', '-in', text, '-outform', 'DER', ...signer]
    await openssl(...sign, '-cades', '-out', theirs)
    expect(await xinyin(['cms', 'verify', theirs, text, ...made.trust])).toMatchObject({ exit: 0 })
    // Without that, the signature does not name its certificate.
    await openssl(...sign, '-out', theirs)
    const found = await xinyin(['cms', 'verify', theirs, text, ...made.trust])
    expect(found.exit).not.toBe(0)
    expect(found.out).toContain('cms.signing-certificate')
    const lenient = ['--signing-certificate', 'optional']
    expect(await xinyin(['cms', 'verify', theirs, text, ...lenient, ...made.trust])).toMatchObject({
      exit: 0,
    })
  })

  test('decrypts what xinyin encrypts, and the other way round', async () => {
    const ours = made.beside('ours.p7m')
    const to = made.certificate('document-recipient')
    await xinyin(['cms', 'encrypt', text, '--to', to, '--cipher', 'AES-256-CBC', '--out', ours])
    const plain = made.beside('plain')
    const own = ['-recip', to, '-inkey', made.key('document-recipient')]
    const decrypt = ['cms', '-decrypt', '-binary', '-inform', 'PEM', '-in', ours, ...own, '-out', plain]
    expect(await openssl(...decrypt)).toMatchObject({ ok: true })
    expect(readFileSync(plain, 'utf8')).toBe('正文')
    const theirs = made.beside('theirs.p7m')
    await openssl('cms', '-encrypt', '-binary', '-aes256', '-in', text, '-outform', 'DER', '-out', theirs, to)
    const argv = ['cms', 'decrypt', theirs, ...made.as('document-recipient'), '--out', plain]
    expect((await xinyin(argv)).exit).toBe(0)
    expect(readFileSync(plain, 'utf8')).toBe('正文')
  })
})
