import { gzipSync } from 'node:zlib'
import { createGuardedFetch, type FetchPolicy } from '@xinyin/core/fetch'
import { exportJWK } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { SSO_CODES, type SsoErrorCode } from '../../src/index.ts'
import { createLogoutSender, type LogoutSenderOptions } from '../../src/operator/index.ts'
import { ISSUER, keyPair } from '../hostile-provider.ts'
import { type Behave, startPortals, startRaw } from './portals.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function sendTo(url: string, options: Partial<LogoutSenderOptions> = {}) {
  const { sendLogout } = createLogoutSender({
    issuer: ISSUER,
    key: await exportJWK((await keyPair('ES256')).privateKey),
    keyId: 'k1',
    network: { schemes: ['http'], ports: [Number(new URL(url).port)], allow: ['127.0.0.0/8'] },
    pause: 1,
    attempts: 2,
    milliseconds: 400,
    ...options,
  })
  const { deliveries } = await sendLogout({ at: new Date(), targets: [{ clientId: 'zjj', url, sid: 's' }] })
  return deliveries[0]
}

async function attackBy(behave: Behave) {
  const portals = await startPortals(behave)
  open.push(portals)
  return { delivery: await sendTo(portals.origin), portals }
}

describe('attack on the sender of logouts: a portal that', () => {
  test('redirects the token to a machine inside gets no second request', async () => {
    let stolen = 0
    const inside = await startPortals((_, response) => {
      stolen += 1
      response.writeHead(200).end()
    })
    open.push(inside)
    for (const status of [301, 302, 303, 307, 308]) {
      const { delivery } = await attackBy((_, response) =>
        response.writeHead(status, { location: inside.origin }).end(),
      )
      expect(delivery).toMatchObject({ status: 'refused', code: 'ERR_SSO_DELIVERY_REDIRECT', attempts: 1 })
    }
    expect(stolen).toBe(0)
  })

  const addresses: [name: string, url: string, reason: string][] = [
    ['this machine', 'http://127.0.0.1/', 'private address'],
    ['this machine, as one number', 'http://2130706433/', 'private address'],
    ['this machine, in octal', 'http://0177.0.0.1/', 'private address'],
    ['this machine, by IPv6', 'http://[::1]/', 'private address'],
    ['this machine, mapped into IPv6', 'http://[::ffff:127.0.0.1]/', 'private address'],
    ['this machine, by name', 'http://localhost/', 'private address'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest/', 'private address'],
    ['an intranet', 'http://10.1.2.3/', 'private address'],
    ['another port', 'http://93.184.215.14:6379/', 'port'],
    ['a file', 'file:///etc/passwd', 'scheme'],
    ['a script', 'javascript:alert(1)', 'scheme'],
    ['an address with a password', 'http://user:secret@93.184.215.14/', 'credentials'],
    ['an address with a fragment', 'http://93.184.215.14/#x', 'URL'],
    ['no address', 'nowhere', 'URL'],
    ['an address of 10,000 characters', `http://93.184.215.14/${'a'.repeat(10_000)}`, 'URL'],
  ]
  test.each(addresses)('registers %s is not asked', async (_, url, reason) => {
    const { sendLogout } = createLogoutSender({
      issuer: ISSUER,
      key: await exportJWK((await keyPair('ES256')).privateKey),
      keyId: 'k1',
      network: { schemes: ['http', 'https'] },
      guardedFetch: (policy: FetchPolicy) =>
        // What goes out all the same would go to the world.
        createGuardedFetch({ ...policy, fetch: () => expect.fail('a request has left') }),
    })
    const { verdict, deliveries } = await sendLogout({
      at: new Date(),
      targets: [{ clientId: 'zjj', url, sid: 's' }],
    })
    expect(verdict).toBe('failed')
    expect(deliveries[0]).toMatchObject({
      status: 'refused',
      code: 'ERR_SSO_DELIVERY_ADDRESS',
      facts: { reason },
    })
  })

  test('is registered without a session or a subject gets no token', async () => {
    const portals = await startPortals((_, response) => response.writeHead(200).end())
    open.push(portals)
    const { sendLogout } = createLogoutSender({
      issuer: ISSUER,
      key: await exportJWK((await keyPair('ES256')).privateKey),
      keyId: 'k1',
      network: { schemes: ['http'], ports: [portals.port], allow: ['127.0.0.0/8'] },
    })
    const target = { clientId: 'zjj', url: portals.origin }
    const targets = [target, { ...target, sid: '' }, { ...target, sub: 'x'.repeat(256) }]
    const { deliveries } = await sendLogout({
      at: new Date(),
      targets: [...targets, { ...target, sid: 's' }],
    })
    expect(deliveries.map(({ code }) => code)).toEqual([
      ...targets.map(() => 'ERR_SSO_LOGOUT_TARGET'),
      undefined,
    ])
    expect(portals.heard).toHaveLength(1)
  })

  test('answers with 10 MB is read no further than the limit', async () => {
    const { delivery } = await attackBy((_, response) => {
      response.writeHead(200)
      const chunk = 'x'.repeat(65_536)
      const more = () => {
        while (!response.destroyed && response.write(chunk)) {}
      }
      response.on('drain', more)
      more()
    })
    expect(delivery).toMatchObject({ status: 'unconfirmed', code: 'ERR_SSO_FETCH_SIZE' })
  })

  test('answers with a gzip bomb is read no further than the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const { delivery } = await attackBy((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    expect(delivery).toMatchObject({ status: 'unconfirmed', code: 'ERR_SSO_FETCH_SIZE' })
  })

  test('answers octet by octet is left when its time is up', async () => {
    const drip = await startRaw((socket) => {
      const timer = setInterval(() => socket.write('H'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    open.push(drip)
    const start = performance.now()
    const delivery = await sendTo(`http://127.0.0.1:${drip.port}/`)
    expect(delivery?.status).toBe('unconfirmed')
    expect(performance.now() - start).toBeLessThan(4000)
  })

  test.each([
    ['garbage', 'not HTTP at all\r\n\r\n'],
    ['a hundred kilobytes of header', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
    ['a length that is never reached', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nx'],
    ['a status that is none', 'HTTP/1.1 999 Fine\r\ncontent-length: 0\r\n\r\n'],
  ])('answers with %s has confirmed nothing', async (_, bytes) => {
    const liar = await startRaw((socket) => socket.once('data', () => socket.end(bytes)))
    open.push(liar)
    expect((await sendTo(`http://127.0.0.1:${liar.port}/`))?.status).toBe('unconfirmed')
  })

  test.each([201, 202, 205, 206, 400, 401, 403, 404, 405, 410, 451, 501])(
    'answers with %i has not confirmed, and is not asked again',
    async (status) => {
      const { delivery, portals } = await attackBy((_, response) => response.writeHead(status).end())
      expect(delivery).toMatchObject({ status: 'refused', facts: { status } })
      expect(portals.heard).toHaveLength(1)
    },
  )

  test.each([408, 425, 429, 500, 502, 503, 504])('answers with %i is asked again', async (status) => {
    const { delivery, portals } = await attackBy((_, response) => response.writeHead(status).end())
    expect(delivery).toMatchObject({ status: 'unconfirmed', attempts: 2 })
    expect(portals.heard).toHaveLength(2)
  })

  test('says why in more than a word gets none of it into the log', async () => {
    const answers: [body: string, reason: string][] = [
      ['{"error":"invalid_request","error_description":"ERR_SSO_LOGOUT_REPLAY"}', 'ERR_SSO_LOGOUT_REPLAY'],
      ['{"error":"invalid_request","error_description":"a\\nb"}', 'invalid_request'],
      ['{"error":"invalid_request","error_description":null}', 'invalid_request'],
      ['{"error":"\\u001b[2J","error_description":"<script>"}', 'no reason given'],
      [`{"error":"${'a'.repeat(65)}"}`, 'no reason given'],
      [`${'['.repeat(30_000)}`, 'no reason given'],
      ['{"error":"a","error":"b"}', 'no reason given'],
      ['', 'no reason given'],
    ]
    for (const [body, reason] of answers) {
      const { delivery } = await attackBy((_, response) => response.writeHead(400).end(body))
      expect(delivery?.facts['reason']).toBe(reason)
    }
  })

  test('wants to be asked again in a thousand years is not waited for', async () => {
    for (const value of ['99999999999', 'Fri, 31 Dec 9999 23:59:59 GMT', '-5', 'soon']) {
      const { delivery } = await attackBy((_, response) =>
        response.writeHead(503, { 'retry-after': value }).end(),
      )
      expect(delivery?.status).toBe('unconfirmed')
    }
  })
})

test('every code of a delivery has a sentence in both languages', () => {
  const codes = Object.keys(SSO_CODES).filter((code) => code.startsWith('ERR_SSO_DELIVERY'))
  expect(codes.length).toBeGreaterThan(6)
  for (const code of codes as SsoErrorCode[]) expect(SSO_CODES[code]['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
})
