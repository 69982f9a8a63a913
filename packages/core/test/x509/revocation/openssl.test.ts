import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  type Certificate,
  createPrivateKey,
  encodePem,
  exportPrivateKey,
  type Fetch,
  inspectPath,
  type PrivateKey,
} from '@xinyin/core'
import { createCrl, createLeaf, createRoot, ocspHandler } from '@xinyin/core/ca'
import { createGuardedFetch } from '@xinyin/core/fetch'
import { createRevocationChecker, parseCrl, type RevocationPolicy } from '@xinyin/core/revocation'
import { afterAll, beforeAll, expect, test } from 'vitest'

const present = spawnSync('openssl', ['version']).status === 0
// CI has the program; a test that is left out there is a fault, not a convenience.
if (!present && process.env['CI']) throw new Error('openssl is missing (Debian: openssl)')
const live = test.skipIf(!present)

const now = new Date()
const HOUR = 3_600_000
const PERIOD = {
  notBefore: new Date(now.getTime() - 24 * HOUR),
  notAfter: new Date(now.getTime() + 240 * HOUR),
}
const folder = mkdtempSync(join(tmpdir(), 'xinyin-revocation-'))
const path = (name: string) => join(folder, name)
const run = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: folder, timeout: 20_000 })

const key = await createPrivateKey('P-256')
const otherKey = await createPrivateKey('P-256')
const ca = await createRoot({ subject: { country: 'CN', commonName: 'Test CA' }, key, ...PERIOD })
const issuer = { certificate: ca, key }

const servers: Server[] = []
const responders: ChildProcess[] = []

/** Something on a port of this machine. */
async function serve(handle: (request: Request) => Promise<Response>): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = 'GET', url = '/' } = request
    const body = method === 'POST' ? { body: new Uint8Array(Buffer.concat(chunks)) } : {}
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const answer = await handle(new Request(`http://localhost${url}`, { method, headers, ...body }))
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(new Uint8Array(await answer.arrayBuffer()))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** `openssl ocsp` on a port of its own choice, with a certificate to sign by. */
async function startResponder(
  signer: string,
  ...more: string[]
): Promise<{ url: string; child: ChildProcess }> {
  const files = [
    '-index',
    'index.txt',
    '-CA',
    'ca.pem',
    '-rsigner',
    `${signer}.pem`,
    '-rkey',
    `${signer}.key`,
  ]
  const child = spawn('openssl', ['ocsp', '-port', '0', ...files, ...more], { cwd: folder })
  responders.push(child)
  const port = await new Promise<string>((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const found = /ACCEPT \S+:(\d+)/.exec(text)?.[1]
      if (found !== undefined && text.includes('waiting')) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('close', () => reject(new Error(`openssl ocsp ended: ${text}`)))
  })
  return { url: `http://127.0.0.1:${port}/`, child }
}

const leafOf = (name: string, changes: object = {}) =>
  createLeaf({ issuer, subject: { commonName: name }, publicKey: otherKey.publicKey, ...PERIOD, ...changes })
const writeSigner = (name: string, certificate: Certificate, own: PrivateKey) => {
  writeFileSync(path(`${name}.pem`), encodePem('CERTIFICATE', certificate.raw))
  writeFileSync(path(`${name}.key`), encodePem('PRIVATE KEY', exportPrivateKey(own)))
}

const asn1Time = (date: Date) => `${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`
const record = (flag: 'V' | 'R', { serialNumber }: Certificate, revoked = '') =>
  `${flag}\t${asn1Time(PERIOD.notAfter)}\t${revoked}\t${serialNumber.toUpperCase()}\tunknown\t/CN=x\n`

const good = await leafOf('good')
const revoked = await leafOf('revoked')
const unknown = await leafOf('unknown')
const answering = { extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'] }

beforeAll(async () => {
  if (!present) return
  writeSigner('ca', ca, key)
  writeSigner('delegate', await leafOf('delegate', answering), otherKey)
  writeSigner('impostor', await leafOf('impostor'), otherKey)
  const revokedAt = `${asn1Time(new Date(now.getTime() - HOUR))},keyCompromise`
  writeFileSync(path('index.txt'), record('V', good) + record('R', revoked, revokedAt))
  writeFileSync(path('index.txt.attr'), 'unique_subject = no\n')
  writeFileSync(path('crlnumber'), '07\n')
  writeFileSync(
    path('ca.cnf'),
    '[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\ncrlnumber = crlnumber\ndefault_md = sha256\n' +
      'default_crl_days = 1\ncertificate = ca.pem\nprivate_key = ca.key\ncrl_extensions = crl\n' +
      '[crl]\nauthorityKeyIdentifier = keyid\n',
  )
})

afterAll(() => {
  for (const child of responders) child.kill()
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true, force: true })
})

const guarded = (url: string): Fetch =>
  createGuardedFetch({ schemes: ['http'], ports: [Number(new URL(url).port)], allow: ['127.0.0.0/8'] })

/** The verdict over a certificate that names a responder, or the place of a list. */
async function check(
  certificate: Certificate,
  place: { ocspUrls?: string[]; crlUrls?: string[] },
  policy: RevocationPolicy = {},
) {
  const [url = ''] = [...(place.ocspUrls ?? []), ...(place.crlUrls ?? [])]
  const { serialNumber } = certificate
  const leaf = await leafOf('certificate', { serialNumber, ...place })
  const revocation = createRevocationChecker({ fetch: guarded(url), ...policy })
  const trust = { anchors: [{ certificate: ca, roles: ['document-signer'] as const }], intermediates: [] }
  const at = policy.now?.() ?? new Date()
  const report = await inspectPath(leaf, { trust, role: 'document-signer', at, revocation })
  return report.checks.find(({ id }) => id === 'path.revocation')
}

live('a responder of OpenSSL: good, revoked, unknown, stale, replayed, and down', async () => {
  const { url, child } = await startResponder('ca', '-nmin', '5')
  const place = { ocspUrls: [url] }
  expect(await check(good, place, { requireNonce: true })).toMatchObject({ status: 'passed' })
  expect(await check(revoked, place)).toMatchObject({
    status: 'failed',
    code: 'ERR_REVOCATION_REVOKED',
    facts: { reason: 'keyCompromise' },
  })
  expect(await check(unknown, place)).toMatchObject({
    status: 'indeterminate',
    code: 'ERR_REVOCATION_NOT_ISSUED',
  })
  // Two hours on, an answer for five minutes.
  const later = () => new Date(Date.now() + 2 * HOUR)
  expect(await check(good, place, { now: later })).toMatchObject({
    status: 'indeterminate',
    code: 'ERR_REVOCATION_STALE',
  })

  const real = guarded(url)
  let first: Promise<ArrayBuffer> | undefined
  const replaying: Fetch = async (to, init) => {
    first ??= real(to, init).then((answer) => answer.arrayBuffer())
    return new Response((await first).slice(0))
  }
  expect(await check(good, place, { fetch: replaying })).toMatchObject({ status: 'passed' })
  expect(await check(good, place, { fetch: replaying })).toMatchObject({
    status: 'indeterminate',
    code: 'ERR_REVOCATION_NONCE',
  })

  child.kill()
  await new Promise((resolve) => child.once('close', resolve))
  expect(await check(good, place)).toMatchObject({
    status: 'indeterminate',
    code: 'ERR_REVOCATION_UNREACHABLE',
  })
})

live('a responder of OpenSSL with a certificate for answering, and one without', async () => {
  const own = await startResponder('delegate', '-nmin', '5')
  // Its certificate has no no-check extension, and nothing tells whether it is revoked ...
  expect(await check(good, { ocspUrls: [own.url] })).toMatchObject({
    code: 'ERR_REVOCATION_RESPONDER',
    facts: { reason: 'ERR_REVOCATION_UNKNOWN' },
  })
  const { stdout } = await run('ca', '-config', 'ca.cnf', '-gencrl')
  const material = { crls: [parseCrl(stdout)], ocspResponses: [] }
  const { url } = await startResponder('impostor', '-nmin', '5')
  expect(await check(unknown, { ocspUrls: [url] })).toMatchObject({
    status: 'indeterminate',
    code: 'ERR_REVOCATION_RESPONDER',
    facts: { reason: 'purpose' },
  })
  // ... and with a list it is told.
  const other = await leafOf('other')
  expect(await check(other, { ocspUrls: [own.url] }, { material })).toMatchObject({ status: 'passed' })
})

live('a list of OpenSSL over HTTP', async () => {
  await run('ca', '-config', 'ca.cnf', '-gencrl', '-out', 'own.pem')
  await run('crl', '-in', 'own.pem', '-outform', 'DER', '-out', 'own.crl')
  const url = await serve(async () => new Response(readFileSync(path('own.crl'))))
  const place = { crlUrls: [`${url}own.crl`] }
  expect(await check(good, place)).toMatchObject({ status: 'passed', facts: { '0.url': `${url}own.crl` } })
  expect(await check(revoked, place)).toMatchObject({
    code: 'ERR_REVOCATION_REVOKED',
    facts: { reason: 'keyCompromise' },
  })
  const nextWeek = () => new Date(Date.now() + 48 * HOUR)
  expect(await check(good, place, { now: nextWeek })).toMatchObject({ code: 'ERR_REVOCATION_STALE' })
})

live('OpenSSL asks our responder, and verifies its answers', async () => {
  const delegate = await leafOf('answers', {
    ...answering,
    extensions: [{ oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: Uint8Array.of(5, 0) }],
  })
  writeFileSync(path('good.pem'), encodePem('CERTIFICATE', good.raw))
  for (const [responder, state, told] of [
    [issuer, { state: 'good' }, 'good.pem: good'],
    [{ certificate: delegate, key: otherKey }, { state: 'good' }, 'good.pem: good'],
    [
      issuer,
      { state: 'revoked', revokedAt: new Date(now.getTime() - HOUR), reason: 'superseded' },
      'good.pem: revoked',
    ],
    [issuer, { state: 'unknown' }, 'good.pem: unknown'],
  ] as const) {
    const url = await serve(ocspHandler({ issuer: ca, responder, lookup: () => state }))
    const files = ['-issuer', 'ca.pem', '-cert', 'good.pem', '-CAfile', 'ca.pem']
    const { stdout, stderr } = await run('ocsp', ...files, '-url', url)
    expect(stdout).toContain(told)
    expect(stderr).toContain('Response verify OK')
    expect(stderr).not.toContain('WARNING')
  }
})

live('OpenSSL verifies our lists, delta and indirect ones too', async () => {
  const update = { thisUpdate: new Date(now.getTime() - HOUR), nextUpdate: new Date(now.getTime() + HOUR) }
  const entry = { serialNumber: revoked.serialNumber, revokedAt: PERIOD.notBefore }
  for (const [options, shown] of [
    [{ revoked: [{ ...entry, reason: 'keyCompromise', invalidAt: PERIOD.notBefore }] }, 'Invalidity Date'],
    [{ baseNumber: 3, revoked: [{ ...entry, reason: 'removeFromCRL' }] }, 'Delta CRL Indicator: critical'],
    [
      {
        scope: {
          indirect: true,
          onlySomeReasons: ['superseded', 'aACompromise'],
          urls: ['http://a.example/'],
        },
        revoked: [{ ...entry, certificateIssuer: good.subject }],
      },
      'Indirect CRL',
    ],
    [
      { scope: { onlyContains: 'authorities' }, freshestUrls: ['http://a.example/d'] },
      'Only CA Certificates',
    ],
  ] as const) {
    const der = await createCrl({ issuer, number: 7, revoked: [], ...update, ...options })
    writeFileSync(path('ours.pem'), encodePem('X509 CRL', der))
    const { stdout, stderr } = await run('crl', '-in', 'ours.pem', '-CAfile', 'ca.pem', '-noout', '-text')
    expect(stderr).toContain('verify OK')
    expect(stdout).toContain(shown)
  }
})
