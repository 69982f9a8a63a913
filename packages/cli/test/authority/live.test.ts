import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createHierarchy, freePort, type Hierarchy, serveHierarchy } from '../hierarchy.ts'

let made: Hierarchy
let served: Awaited<ReturnType<typeof serveHierarchy>>
let online: string[]

beforeAll(async () => {
  made = await createHierarchy()
  served = await serveHierarchy(made.dir)
  // A machine that has the anchors and no lists: what it knows of revocation, it asks for.
  const bare = made.beside('trust')
  cpSync(join(made.dir, 'trust'), bare, { recursive: true })
  rmSync(join(bare, 'revocation'), { recursive: true })
  online = ['--trust', bare, '--online', '--allow', `127.0.0.1:${made.port}`]
  writeFileSync(made.beside('text'), '内容')
})

afterAll(async () => {
  expect(await served.close()).toBe(0)
  expect(served.err).toEqual([])
})

const judge = (name: string, role: string, ...options: readonly string[]) =>
  xinyin(['cert', '--verify', '--role', role, made.certificate(name), ...options])

describe('a certificate is good, is revoked, and every source says so', () => {
  test('good by OCSP, and unknown where nobody may be asked', async () => {
    const asked = await judge('seal-signer', 'seal-signer', ...online, '--json')
    expect(asked).toMatchObject({ exit: 0, err: '' })
    const { checks } = JSON.parse(asked.out) as { checks: { id: string; facts: Record<string, string> }[] }
    expect(checks.find(({ id }) => id === 'path.revocation')?.facts['0.url']).toBe(
      `http://127.0.0.1:${made.port}/ocsp/signers`,
    )
    const [, bare = ''] = online
    const offline = await judge('seal-signer', 'seal-signer', '--trust', bare)
    expect(offline.exit).toBe(2)
    expect(offline.out).toContain('ERR_REVOCATION_UNKNOWN')
  })

  test('the machine’s own network is not asked unless it was allowed', async () => {
    const [, bare = ''] = online
    const { exit, out } = await judge('seal-signer', 'seal-signer', '--trust', bare, '--online')
    expect(exit).toBe(2)
    expect(out).toContain('ERR_REVOCATION_UNREACHABLE')
    expect(out).toMatch(/^ {4}.*--allow/m)
    const other = await judge(
      'seal-signer',
      'seal-signer',
      '--trust',
      bare,
      '--online',
      '--allow',
      '10.0.0.0/8',
    )
    expect(other.exit).toBe(2)
  })

  test('at another port than that of the certificates, it says so', async () => {
    const elsewhere = await serveHierarchy(made.dir, '--port', String(await freePort()))
    await expect.poll(() => elsewhere.err.join()).toContain(`http://127.0.0.1:${made.port}: what is asked`)
    expect(await elsewhere.close()).toBe(0)
    expect(served.err).toEqual([])
  })

  test('good by the list in the store, for who has it', async () => {
    expect(await judge('seal-signer', 'seal-signer', ...made.trust)).toMatchObject({ exit: 0, err: '' })
  })

  test('revoked while the services run: by OCSP, by the list, by a list that is named', async () => {
    const issued = await xinyin([
      'ca',
      'issue',
      made.dir,
      '临时',
      '--profile',
      'seal-signer',
      '--subject',
      '临时章',
    ])
    expect(issued).toMatchObject({ exit: 0, err: '' })
    expect(await judge('临时', 'seal-signer', ...online)).toMatchObject({ exit: 0 })
    const crl = join(made.dir, 'trust/revocation/signers.crl')
    expect(await xinyin(['ca', 'revoke', made.dir, '临时', '--reason', 'keyCompromise'])).toMatchObject({
      exit: 0,
      err: '',
    })
    for (const source of [online, made.trust, [...online.slice(0, 2), '--crl', crl]]) {
      const { exit, out } = await judge('临时', 'seal-signer', ...source)
      expect(out).toContain('ERR_REVOCATION_REVOKED')
      expect(out).toContain('keyCompromise')
      expect(exit).toBe(1)
    }
    // The others are what they were.
    expect(await judge('seal-signer', 'seal-signer', ...online)).toMatchObject({ exit: 0 })
  })

  test('xinyin verify asks too', async () => {
    const [, bare = ''] = online
    const file = made.certificate('seal-maker')
    expect(await xinyin(['verify', file, ...online])).toMatchObject({ exit: 0, err: '' })
    expect((await xinyin(['verify', file, '--trust', bare])).exit).toBe(2)
  })

  test('a certificate that nobody recorded is unknown to the responder', async () => {
    const other = await createHierarchy()
    const { exit } = await xinyin([
      'cert',
      '--verify',
      '--role',
      'seal-signer',
      other.certificate('seal-signer'),
      ...online,
    ])
    expect(exit).toBe(2)
  })
})

describe('time stamps', () => {
  test('fetched, verified, and refused for another content', async () => {
    const token = made.beside('text.tst')
    const url = `http://127.0.0.1:${made.port}/tsa`
    const fetched = await xinyin(['tsa', 'fetch', url, made.beside('text'), '--out', token])
    expect(fetched).toEqual({ exit: 0, out: '', err: '' })
    const good = await xinyin(['tsa', 'verify', token, made.beside('text'), ...online])
    expect(good).toMatchObject({ exit: 0, err: '' })
    writeFileSync(made.beside('other'), 'other')
    const bad = await xinyin(['tsa', 'verify', token, made.beside('other'), ...online])
    expect(bad.exit).toBe(1)
    expect(bad.out).toContain('ERR_TSP_IMPRINT')
  })

  test('from what is no time-stamping service, none', async () => {
    for (const [path, code] of [
      ['ocsp/root', 'ERR_TSP_HTTP'],
      ['nothing', 'ERR_TSP_HTTP'],
    ]) {
      const url = `http://127.0.0.1:${made.port}/${path}`
      const found = await xinyin(['tsa', 'fetch', url, made.beside('text'), '--out', made.beside('none')])
      expect(found.exit).toBe(1)
      expect(found.err).toContain(code)
    }
  })

  test('on a signature, which is proven to be as old', async () => {
    const message = made.beside('stamped.cms')
    const url = `http://127.0.0.1:${made.port}/tsa`
    const signed = await xinyin([
      ...['cms', 'sign', made.beside('text'), ...made.as('document-signer')],
      ...['--tsa', url, '--out', message],
    ])
    expect(signed).toEqual({ exit: 0, out: '', err: '' })
    const found = await xinyin(['cms', 'verify', message, '--time-stamp', ...online])
    expect(found).toMatchObject({ exit: 0, err: '' })
  })
})

test('the other services: list, certificate, trust list, and nothing else', async () => {
  const origin = `http://127.0.0.1:${made.port}`
  const typeOf = async (path: string) => {
    const response = await fetch(`${origin}${path}`)
    await response.arrayBuffer()
    return [response.status, response.headers.get('content-type')]
  }
  expect(await typeOf('/crl/signers.crl')).toEqual([200, 'application/pkix-crl'])
  expect(await typeOf('/certificates/signers.cer')).toEqual([200, 'application/pkix-cert'])
  expect(await typeOf('/lists/CN-99.jws')).toEqual([200, 'application/jose'])
  expect(await typeOf('/lists/CN.jws')).toEqual([404, null])
  expect(await typeOf('/keys/root.key')).toEqual([404, null])
  expect(await typeOf('/crl/..%2f..%2fkeys%2froot.key')).toEqual([404, null])
  expect((await fetch(`${origin}/crl/root.crl`, { method: 'POST', body: 'x' })).status).toBe(405)
})

test('a port that is taken is said to be', async () => {
  const again = await xinyin(['ca', 'serve', made.dir])
  expect(again.exit).toBe(3)
  expect(again.err).toContain('ERR_CA_PORT')
})
