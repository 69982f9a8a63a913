import { createPrivateKey, createSigner } from '@xinyin/core'
import { exportJwk } from '@xinyin/core/keys'
import { createNodeFetch } from '@xinyin/core/node'
import { exportJWK } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { createKeySource, verifyLogoutToken } from '../../src/index.ts'
import type { LogoutSenderOptions, LogoutTarget } from '../../src/operator/index.ts'
import { createLogoutSender } from '../../src/operator/index.ts'
import { ISSUER, keyPair, publicJwk } from '../hostile-provider.ts'
import { type Behave, deadPort, type Portals, startPortals } from './portals.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function portals(behave: Behave): Promise<Portals> {
  const started = await startPortals(behave)
  open.push(started)
  return started
}

const done: Behave = (_, response) => response.writeHead(200).end()

async function sender(ports: readonly number[], options: Partial<LogoutSenderOptions> = {}) {
  return createLogoutSender({
    issuer: ISSUER,
    key: await exportJWK((await keyPair('ES256')).privateKey),
    keyId: 'k1',
    network: { schemes: ['http'], ports, allow: ['127.0.0.0/8'] },
    pause: 5,
    milliseconds: 1000,
    seconds: 10,
    ...options,
  })
}

const keysOf = (...keys: object[]) =>
  createKeySource(
    async () => `${ISSUER}/jwks`,
    async () => Response.json({ keys }),
    () => new Date(),
  )

const at = new Date()

describe('a logout that an operator sends', () => {
  test('goes to each portal as a token of its own, which that portal takes and no other', async () => {
    const { origin, port, heard } = await portals(done)
    const { sendLogout } = await sender([port])
    const targets: LogoutTarget[] = [
      { clientId: 'zjj', url: `${origin}/zjj`, sub: 'pairwise-1', sid: 's1' },
      { clientId: 'rsj', url: `${origin}/rsj?tenant=3`, sub: 'pairwise-2' },
      { clientId: 'gaj', url: `${origin}/gaj`, sid: 's3' },
    ]
    const report = await sendLogout({ at, targets })
    expect(report.verdict).toBe('passed')
    expect(report.deliveries).toEqual(
      targets.map(({ clientId }) => ({
        clientId,
        status: 'confirmed',
        attempts: 1,
        at: expect.any(Date),
        facts: {},
      })),
    )
    expect(heard.map(({ path }) => path).sort()).toEqual(['/gaj', '/rsj?tenant=3', '/zjj'])
    const keys = keysOf(await publicJwk('ES256', 'k1'))
    const expected = { issuer: ISSUER, algorithms: ['ES256'], keys, now: Date.now() / 1000 }
    for (const { path, token, type } of heard) {
      expect(type).toMatch(/^application\/x-www-form-urlencoded/)
      const [, clientId = ''] = /^\/(\w+)/.exec(path) ?? []
      const { sub, sid } = targets.find((one) => one.clientId === clientId) ?? {}
      const claims = await verifyLogoutToken(token, { ...expected, clientId })
      expect([claims.sub, claims.sid, claims.iat]).toEqual([sub, sid, Math.floor(at.getTime() / 1000)])
      await expect(verifyLogoutToken(token, { ...expected, clientId: 'other' })).rejects.toMatchObject({
        code: 'ERR_SSO_TOKEN_AUDIENCE',
      })
    }
    expect(new Set(heard.map(({ claims }) => claims['jti'])).size).toBe(3)
  })

  test.each(['DER', 'raw'] as const)(
    'is signed with SM2 where the issuer does so, written as %s',
    async (encoding) => {
      const sm2 = { alg: 'SM2SM3', encoding, crv: 'SM2' } as const
      const key = await createPrivateKey('SM2')
      const { origin, port, heard } = await portals(done)
      const { sendLogout } = await sender([port], { key, sm2 })
      await sendLogout({ at, targets: [{ clientId: 'zjj', url: origin, sid: 's' }] })
      const jwk = { ...exportJwk(key.publicKey, { sm2 }), kid: 'k1', use: 'sig' }
      const keys = createKeySource(
        async () => `${ISSUER}/jwks`,
        async () => Response.json({ keys: [jwk] }),
        () => new Date(),
        { sm2 },
      )
      const claims = await verifyLogoutToken(heard[0]?.token ?? '', {
        issuer: ISSUER,
        clientId: 'zjj',
        algorithms: ['SM2SM3'],
        keys,
        now: Date.now() / 1000,
      })
      expect(claims.sid).toBe('s')
    },
  )

  test('is tried again while a portal is out, by a new token of the same time, and says how often', async () => {
    let left = 2
    const { origin, port, heard } = await portals((_, response) => {
      left -= 1
      response.writeHead(left < 0 ? 204 : 503).end()
    })
    const { sendLogout } = await sender([port])
    const early = new Date(Date.now() - 60_000)
    const report = await sendLogout({ at: early, targets: [{ clientId: 'zjj', url: origin, sid: 's' }] })
    expect(report.verdict).toBe('passed')
    expect(report.deliveries[0]).toMatchObject({ status: 'confirmed', attempts: 3 })
    const claims = heard.map((one) => one.claims)
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(3)
    expect(new Set(claims.map(({ iat }) => iat))).toEqual(new Set([Math.floor(early.getTime() / 1000)]))
    for (const { exp } of claims) expect(Number(exp)).toBeGreaterThan(Date.now() / 1000 + 100)
  })

  test('waits as long as a portal asks for, and no longer than there is time', async () => {
    const times: number[] = []
    const { origin, port } = await portals(({ url }, response) => {
      times.push(performance.now())
      const isFirst = times.length === 1
      if (url === '/never') response.writeHead(503, { 'retry-after': '600' }).end()
      else response.writeHead(isFirst ? 429 : 200, isFirst ? { 'retry-after': '1' } : {}).end()
    })
    const { sendLogout } = await sender([port])
    const [delivery] = (await sendLogout({ at, targets: [{ clientId: 'a', url: `${origin}/a`, sid: 's' }] }))
      .deliveries
    expect(delivery).toMatchObject({ status: 'confirmed', attempts: 2 })
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(900)
    const start = performance.now()
    const never = await sendLogout({ at, targets: [{ clientId: 'a', url: `${origin}/never`, sid: 's' }] })
    expect(performance.now() - start).toBeLessThan(2000)
    expect(never.deliveries[0]).toMatchObject({ status: 'unconfirmed', code: 'ERR_SSO_DELIVERY_STATUS' })
  })

  test('reaches a thousand portals though some are slow, dead, redirect or lie, and says what became of each', async () => {
    const slow: Behave = (_, response) => void setTimeout(() => response.writeHead(200).end(), 200)
    const kinds: Record<string, Behave> = {
      good: done,
      slow,
      silent: () => {},
      busy: (_, response) => response.writeHead(503).end('down'),
      refusing: (_, response) =>
        response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_request"}'),
      redirecting: (_, response) => response.writeHead(307, { location: '/good/stolen' }).end(),
      page: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>请登录</h1>'),
    }
    const servers = await Promise.all(
      [1, 2, 3].map(() =>
        portals((request, response, heard) => {
          const kind = /^\/(\w+)/.exec(request.url ?? '')?.[1] ?? 'good'
          kinds[kind]?.(request, response, heard)
        }),
      ),
    )
    const dead = await deadPort()
    const names = ['slow', 'silent', 'busy', 'refusing', 'redirecting', 'page', 'dead']
    const kindOf = (n: number) => (n % 20 < names.length ? (names[n % 20] ?? '') : 'good')
    const targets = Array.from({ length: 1000 }, (_, n): LogoutTarget => {
      const origin = kindOf(n) === 'dead' ? `http://127.0.0.1:${dead}` : servers[n % 3]?.origin
      return { clientId: `portal-${n}`, url: `${origin}/${kindOf(n)}/${n}`, sid: `s${n}` }
    })
    const { sendLogout } = await sender([dead, ...servers.map(({ port }) => port)], {
      concurrency: 96,
      perHost: 32,
      attempts: 2,
      milliseconds: 4000,
      seconds: 120,
    })
    const report = await sendLogout({ at, targets })
    expect(report.verdict).toBe('failed')
    const outcomes: Record<string, string> = {
      good: 'confirmed',
      slow: 'confirmed',
      silent: 'unconfirmed 2 ERR_SSO_FETCH_TIMEOUT',
      busy: 'unconfirmed 2 ERR_SSO_DELIVERY_STATUS',
      refusing: 'refused 1 ERR_SSO_DELIVERY_STATUS',
      redirecting: 'refused 1 ERR_SSO_DELIVERY_REDIRECT',
      page: 'unconfirmed 2 ERR_SSO_DELIVERY_PAGE',
      dead: 'unconfirmed 2 ERR_SSO_FETCH_FAILED',
    }
    for (const [n, { clientId, status, attempts, code }] of report.deliveries.entries()) {
      const found = status === 'confirmed' ? status : `${status} ${attempts} ${code}`
      expect([clientId, found]).toEqual([`portal-${n}`, outcomes[kindOf(n)]])
    }
    for (const { most } of servers) expect(most()).toBeLessThanOrEqual(32)
    const heard = servers.flatMap((one) => one.heard)
    expect(heard.some(({ path }) => path.includes('stolen'))).toBe(false)
    for (const { path, claims } of heard) expect(claims['aud']).toBe(`portal-${path.split('/')[2]}`)
  }, 60_000)

  test('is not held up elsewhere by a host that keeps every request', async () => {
    const hole = await portals(() => {})
    const good = await portals(done)
    const { sendLogout } = await sender([hole.port, good.port], {
      concurrency: 8,
      perHost: 4,
      attempts: 1,
      milliseconds: 20_000,
      seconds: 60,
    })
    const target = (origin: string) => (n: number) => ({ clientId: `${n}`, url: `${origin}/${n}`, sid: 's' })
    const numbers = Array.from({ length: 40 }, (_, n) => n)
    const stop = new AbortController()
    const targets = numbers.slice(0, 8).map(target(hole.origin))
    const stuck = sendLogout({ at, targets, signal: stop.signal })
    const start = performance.now()
    const report = await sendLogout({ at, targets: numbers.map(target(good.origin)) })
    expect(report.verdict).toBe('passed')
    expect(performance.now() - start).toBeLessThan(15_000)
    stop.abort()
    expect((await stuck).verdict).toBe('indeterminate')
    expect(hole.most()).toBe(4)
  })

  test('ends when its time is up, and when it is stopped', async () => {
    const hole = await portals(() => {})
    const targets = ['a', 'b', 'c'].map((clientId) => ({ clientId, url: hole.origin, sid: 's' }))
    const slow = await sender([hole.port], { seconds: 1, milliseconds: 30_000, perHost: 2 })
    const late = await slow.sendLogout({ at, targets })
    expect(late.verdict).toBe('indeterminate')
    expect(late.deliveries.map(({ attempts, code }) => `${attempts} ${code}`)).toEqual([
      '1 ERR_SSO_DELIVERY_DEADLINE',
      '1 ERR_SSO_DELIVERY_DEADLINE',
      '0 ERR_SSO_DELIVERY_DEADLINE',
    ])
    const stop = new AbortController()
    const sent = slow.sendLogout({ at, targets, signal: stop.signal })
    stop.abort()
    expect((await sent).deliveries.map(({ code }) => code)).toEqual(
      targets.map(() => 'ERR_SSO_DELIVERY_STOPPED'),
    )
    const already = await slow.sendLogout({ at, targets, signal: AbortSignal.abort() })
    expect(already.deliveries.map(({ attempts }) => attempts)).toEqual([0, 0, 0])
  })

  test('is tried again when the signing device is busy', async () => {
    const { origin, port } = await portals(done)
    const key = await createPrivateKey('Ed25519')
    let calls = 0
    const signer = {
      publicKey: key.publicKey,
      algorithm: '1.3.101.112',
      sign: async () => {
        calls += 1
        throw new Error('device busy')
      },
    }
    const { sendLogout } = await sender([port], { key: signer, attempts: 3 })
    const report = await sendLogout({ at, targets: [{ clientId: 'a', url: origin, sid: 's' }] })
    expect(report.deliveries[0]).toMatchObject({
      status: 'unconfirmed',
      attempts: 3,
      code: 'ERR_SSO_DELIVERY_SIGNER',
    })
    expect(calls).toBe(3)
  })

  test('ends when its time is up though the signing device keeps silent, and gives its turns back', async () => {
    const { origin, port } = await portals(done)
    const device = createSigner(await createPrivateKey('Ed25519'))
    let isSilent = true
    const key = {
      ...device,
      sign: (message: Uint8Array) => (isSilent ? new Promise<never>(() => {}) : device.sign(message)),
    }
    const { sendLogout } = await sender([port], { key, seconds: 1, concurrency: 1 })
    const targets = [{ clientId: 'a', url: origin, sid: 's' }]
    const silent = await sendLogout({ at, targets })
    expect(silent.deliveries[0]).toMatchObject({ status: 'unconfirmed', code: 'ERR_SSO_DELIVERY_DEADLINE' })
    isSilent = false
    expect((await sendLogout({ at, targets })).verdict).toBe('passed')
  }, 8000)

  test('goes by the fetch of Node as by that of the platform', async () => {
    const { origin, port } = await portals(done)
    const { sendLogout } = await sender([port], { guardedFetch: createNodeFetch })
    expect((await sendLogout({ at, targets: [{ clientId: 'a', url: origin, sid: 's' }] })).verdict).toBe(
      'passed',
    )
  })

  test('to nobody is done', async () => {
    const { sendLogout } = await sender([80])
    expect(await sendLogout({ at, targets: [] })).toMatchObject({ verdict: 'passed', deliveries: [] })
  })
})

describe('a wrong call', () => {
  const wrong: [name: string, options: object][] = [
    ['issuer', { issuer: 'op' }],
    ['keyId', { keyId: '' }],
    ['concurrency', { concurrency: 0 }],
    ['perHost', { perHost: 1.5 }],
    ['attempts', { attempts: 101 }],
    ['milliseconds', { milliseconds: Number.NaN }],
    ['pause', { pause: -1 }],
    ['seconds', { seconds: 541 }],
    ['allow', { network: { allow: ['10.0.0.0'] } }],
  ]
  test.each(wrong)('names %s', async (name, options) => {
    await expect(sender([80], options)).rejects.toThrowError(new RegExp(`^${name}: `))
  })

  test('names what an SM2 key lacks, and a time that is none', async () => {
    await expect(sender([80], { key: await createPrivateKey('SM2') })).rejects.toThrowError(/^sm2: /)
    const { sendLogout } = await sender([80])
    for (const at of [new Date(Number.NaN), 5 as never]) {
      await expect(sendLogout({ at, targets: [] })).rejects.toThrowError(/^at: /)
    }
  })
})
