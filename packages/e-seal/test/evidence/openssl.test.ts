import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  createPrivateKey,
  createSigner,
  encodePem,
  exportPrivateKey,
  type KeyKind,
  type Trust,
} from '@xinyin/core'
import { createRoot, issueCertificate } from '@xinyin/core/ca'
import { createGuardedFetch } from '@xinyin/core/fetch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { augmentOfd, inspectOfd, sealOfd } from '../../src/carriers/ofd/index.ts'
import { createTimeStamper } from '../../src/evidence/time-stamper.ts'
import { createSeal } from '../../src/index.ts'
import { createDocument } from '../document.ts'
import { createList, createMember, join as joinLists, type Member, sealOptions } from '../province.ts'

const present = spawnSync('openssl', ['version']).status === 0
// CI has the program; a test that is left out there is a fault, not a convenience.
if (!present && process.env['CI']) throw new Error('openssl is missing (Debian: openssl)')
const live = test.skipIf(!present)

const HOUR = 3_600_000
const now = new Date(Math.floor(Date.now() / 1000) * 1000)
const period = {
  notBefore: new Date(now.getTime() - 24 * HOUR),
  notAfter: new Date(now.getTime() + 240 * HOUR),
}
const folder = mkdtempSync(join(tmpdir(), 'xinyin-time-stamps-'))
const path = (name: string) => join(folder, name)
const KINDS = ['RSA', 'P-256'] as const
const servers: Server[] = []
const services = new Map<KeyKind, { readonly url: string; readonly trust: Trust }>()

/** Everything here is of today, since the program knows no other time. */
async function createAuthority(commonName: string, kind: KeyKind): Promise<Member> {
  const key = await createPrivateKey(kind)
  const subject = { country: 'CN', organization: 'Test', commonName }
  return { certificate: await createRoot({ subject, key, ...period }), signer: createSigner(key) }
}
const update = { thisUpdate: period.notBefore, nextUpdate: period.notAfter }
const root = await createAuthority('Test root', 'SM2')
const [maker, office] = [
  await createMember('制章人', root, period),
  await createMember('住建局', root, period),
]
const anchors: Trust['anchors'] = [{ certificate: root.certificate, roles: ['seal-maker', 'seal-signer'] }]

/** `openssl ts` behind a port of this machine. */
async function serve(kind: KeyKind): Promise<string> {
  const reply = async (query: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
    const [request, response] = [`${kind}.tsq`, `${kind}.tsr`]
    writeFileSync(path(request), query)
    const files = ['-queryfile', request, '-signer', `${kind}.pem`, '-inkey', `${kind}.key`, '-out', response]
    const args = ['ts', '-reply', '-config', 'tsa.cnf', '-section', 'tsa', ...files]
    await promisify(execFile)('openssl', args, { cwd: folder, timeout: 20_000 })
    return Uint8Array.from(readFileSync(path(response)))
  }
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' })
    response.end(await reply(new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer())))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

beforeAll(async () => {
  if (!present) return
  writeFileSync(path('serial'), '01\n')
  const settings = [
    '[tsa]',
    `serial = ${path('serial')}`,
    'default_policy = 1.2.3.4.1',
    'digests = sha256, sha512',
    'accuracy = secs:1, millisecs:500',
    'ess_cert_id_alg = sha256',
    'signer_digest = sha256',
  ]
  writeFileSync(path('tsa.cnf'), `${settings.join('\n')}\n`)
  for (const kind of KINDS) {
    const authority = await createAuthority(`Test ${kind}`, kind)
    const key = await createPrivateKey(kind)
    const certificate = await issueCertificate({
      issuer: { certificate: authority.certificate, key: authority.signer },
      profile: 'time-stamper',
      publicKey: key.publicKey,
      subject: { country: 'CN', organization: 'Test', commonName: 'Test TSA' },
      ...period,
    })
    writeFileSync(path(`${kind}.pem`), encodePem('CERTIFICATE', certificate.raw))
    writeFileSync(path(`${kind}.key`), encodePem('PRIVATE KEY', exportPrivateKey(key)))
    services.set(kind, {
      url: await serve(kind),
      trust: {
        anchors: [...anchors, { certificate: authority.certificate, roles: ['time-stamper'] }],
        intermediates: [],
        revocation: joinLists(await createList(root, [], update), await createList(authority, [], update)),
      },
    })
  }
}, 60_000)

afterAll(() => {
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true, force: true })
})

for (const kind of KINDS) {
  live(
    `a document is sealed with a time stamp of OpenSSL with ${kind}, and gets one later`,
    async () => {
      const { url, trust } = services.get(kind)!
      const fetch = createGuardedFetch({
        schemes: ['http'],
        allow: ['127.0.0.0/8'],
        ports: [Number(new URL(url).port)],
      })
      const timeStamper = createTimeStamper({ url, fetch, algorithm: 'SHA-256', trust })
      const validity = { createdAt: now, validFrom: period.notBefore, validTo: period.notAfter }
      const form = 'GM/T 0031-2025'
      const options = { ...sealOptions(maker, [office.certificate]), ...validity, form, timeStamper } as const
      const seal = await createSeal(options)
      const sealing = { seal, signer: office.signer }
      const sealed = await sealOfd(createDocument(), { ...sealing, timeStamp: timeStamper })
      const augmented = await augmentOfd(await sealOfd(createDocument(), sealing), { timeStamper })
      for (const document of [sealed, augmented]) {
        const report = await inspectOfd(document, { trust })
        expect(report.checks.filter(({ code }) => code !== undefined)).toEqual([])
        expect(report.subject?.signatures).toMatchObject([{ clock: 'time-stamp' }])
        expect(report.checks.find(({ id }) => id === 'seal.time-stamp')?.status).toBe('passed')
        const without = await inspectOfd(document, { trust: { ...trust, anchors } })
        expect(without.verdict).toBe('indeterminate')
      }
    },
    30_000,
  )
}
