import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { afterEach, describe, expect, test } from 'vitest'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import { createKeySource } from '../../src/index.ts'
import { guard } from '../../src/resource/index.ts'
import {
  assemble,
  createBench,
  ISSUER,
  Jar,
  keyPair,
  mint,
  NOW,
  ORIGIN,
  publicJwk,
  signIn,
} from '../hostile-provider.ts'
import { API, accessToken, bearer } from '../resource/bench.ts'

const open: Server[] = []
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function listen(server: Server): Promise<string> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The processor's time that something takes in this process, in milliseconds, and what comes of it. */
async function measured<T>(work: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { result, milliseconds: (user + system) / 1000 }
}

const MB = 1_000_000
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

interface Flood {
  readonly headers?: Record<string, string>
  readonly body: () => Promise<Uint8Array | string>
}

const floods: Record<string, Flood> = {
  '10 MB of blanks': { body: async () => ' '.repeat(10 * MB) },
  'a gzip bomb of 100 MB': {
    headers: { 'content-encoding': 'gzip' },
    body: async () => gzipSync(new Uint8Array(100 * MB).fill(32)),
  },
  'JSON a hundred thousand deep': { body: async () => `{"keys":${deep(100_000)},"active":${deep(100_000)}}` },
  '10,000 keys': {
    body: async () => {
      const { kty, crv, x, y } = await publicJwk('ES256', 'k1')
      const keys = Array.from({ length: 10_000 }, (_, n) => ({ kty, crv, x, y, kid: `${n}` }))
      return JSON.stringify({ keys })
    },
  },
  'a member of 200,000 characters twice': {
    body: async () => `{"${'k'.repeat(100_000)}":1,"${'k'.repeat(100_000)}":1}`,
  },
}

async function serve({ headers, body }: Flood): Promise<string> {
  const bytes = await body()
  return listen(
    createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(bytes),
    ),
  )
}

describe('attack by an answer of', () => {
  test.each(Object.entries(floods))('%s, in place of keys', async (_, flood) => {
    const origin = await serve(flood)
    const keys = createKeySource(
      async () => `${origin}/jwks`,
      fetch,
      () => new Date(),
    )
    const { result, milliseconds } = await measured(() => keys.find('ES256', 'k1'))
    expect(result).toHaveProperty('code', 'ERR_SSO_KEYS_UNAVAILABLE')
    expect(milliseconds).toBeLessThan(3000)
  })

  test.each(Object.entries(floods))('%s, in place of metadata', async (_, flood) => {
    const origin = await serve(flood)
    const bench = await createBench({ fetch: () => fetch(origin) })
    const { result, milliseconds } = await measured(() => bench.sso.handle(new Request(`${ORIGIN}/login`)))
    expect(result?.status).toBe(502)
    expect(milliseconds).toBeLessThan(3000)
  })

  test.each(Object.entries(floods))('%s, about a token', async (_, flood) => {
    const origin = await serve(flood)
    const api = guard({
      issuer: ISSUER,
      audience: API,
      origin: API,
      fetch: () => fetch(origin),
      introspection: {
        endpoint: `${ISSUER}/introspect`,
        clientId: 'api',
        clientKey: (await keyPair('ES256', 'client')).privateKey,
        answers: 'plain',
      },
    })
    const { result } = await measured(() => api.check(bearer('opaque')))
    expect(result.verdict).toBe('indeterminate')
    expect(result.report.checks.find(({ status }) => status === 'indeterminate')?.code).toBe(
      'ERR_SSO_INTROSPECTION',
    )
  })
})

/** A portal on this machine, as a provider reaches it. */
async function portal() {
  const bench = await createBench()
  const handle = nodeHandler(bench.sso)
  const origin = await listen(createServer((request, response) => void handle(request, response)))
  return { bench, origin }
}

/** What comes back of a body that is sent as it is; 0 where the connection was closed on it. */
function post(origin: string, headers: Record<string, string>, body: Uint8Array | string): Promise<number> {
  return new Promise((resolve) => {
    const asked = httpRequest(`${origin}/backchannel-logout`, { method: 'POST', headers, agent: false })
    asked.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', () => resolve(0))
    asked.end(body)
  })
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const LOGOUT = { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' }
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const claims = {
  iss: ISSUER,
  aud: 'portal',
  iat: NOW,
  exp: NOW + 60,
  jti: 'j',
  sid: 'op-session',
  events: { [EVENT]: {} },
}

describe('attack by a logout that is', () => {
  const bodies: Record<string, () => Promise<Uint8Array | string>> = {
    '10 MB long': async () => `logout_token=${'a'.repeat(10 * MB)}`,
    'ten thousand parameters': async () => 'a=1&'.repeat(8000),
    'a token of 1 MB': async () => `logout_token=${assemble('{}', `{"x":"${'y'.repeat(MB)}"}`)}`,
    'a key id of 30,000 characters': async () =>
      `logout_token=${await mint(claims, { ...LOGOUT, kid: 'k'.repeat(10_000) })}`,
    'claims a thousand deep': async () =>
      `logout_token=${assemble(JSON.stringify(LOGOUT), `{"events":${deep(1000)}}`)}`,
    'a header a thousand deep': async () =>
      `logout_token=${assemble(`{"alg":"ES256","x":${deep(1000)}}`, JSON.stringify(claims))}`,
    'members of one name': async () =>
      `logout_token=${assemble(JSON.stringify(LOGOUT), `{"sid":"a","sid":"op-session"}`)}`,
    'no UTF-8': async () => new Uint8Array([0x6c, 0xff, 0xfe]),
    compressed: async () => gzipSync(`logout_token=${await mint(claims, LOGOUT)}`),
  }
  test.each(Object.entries(bodies))('%s', async (name, body) => {
    const { bench, origin } = await portal()
    const jar = new Jar()
    await signIn(bench, jar)
    const headers = name === 'compressed' ? { ...FORM, 'content-encoding': 'gzip' } : FORM
    const sent = await body()
    const { result, milliseconds } = await measured(() => post(origin, headers, sent))
    // A sender who goes on when nobody reads any more is cut off.
    expect([400, 0]).toContain(result)
    expect(milliseconds).toBeLessThan(3000)
    const request = new Request(ORIGIN, { headers: { cookie: jar.header } })
    expect(await bench.sso.session(request)).toBeDefined()
    expect(await post(origin, FORM, `logout_token=${await mint(claims, LOGOUT)}`)).toBe(200)
    expect(await bench.sso.session(request)).toBeUndefined()
  })
})

describe('attack by a cookie that is', () => {
  const cookies: Record<string, string> = {
    '1 MB long': `__Host-xinyin-session=${'a'.repeat(MB)}`,
    'ten thousand cookies': Array.from({ length: 10_000 }, (_, n) => `a${n}=1`).join('; '),
    'an id of another form': '__Host-xinyin-session=../../etc/passwd',
    'an id that was never given': `__Host-xinyin-session=${'A'.repeat(43)}.${'A'.repeat(8)}`,
    'there twice': `__Host-xinyin-session=${'A'.repeat(43)}.x; __Host-xinyin-session=${'B'.repeat(43)}.x`,
    'a name of objects': '__Host-xinyin-session=__proto__; __proto__=1; constructor=2',
  }
  test.each(Object.entries(cookies))('%s', async (_, cookie) => {
    const bench = await createBench()
    const request = new Request(ORIGIN, { headers: { cookie } })
    const { result, milliseconds } = await measured(() => bench.sso.session(request))
    expect(result).toBeUndefined()
    expect(milliseconds).toBeLessThan(1000)
  })
})

describe('attack by an access token that is', () => {
  const tokens: Record<string, () => Promise<string>> = {
    '1 MB long': async () => `${await accessToken()}${'A'.repeat(MB)}`,
    'claims ten thousand deep': async () => assemble('{"alg":"ES256","typ":"at+jwt"}', `{"a":${deep(1000)}}`),
    'two hundred dots': async () => '.'.repeat(200),
    'a million blanks': async () => ' '.repeat(MB),
    'a bomb of one character': async () => encodeBase64Url(encodeUtf8('{')).repeat(1000),
  }
  test.each(Object.entries(tokens))('%s', async (_, make) => {
    const set = { keys: [await publicJwk('ES256', 'k1')] }
    const keys = createKeySource(
      async () => ISSUER,
      async () => Response.json(set),
      () => new Date(NOW * 1000),
    )
    const api = guard({ issuer: ISSUER, audience: API, origin: API, keys, clock: () => new Date(NOW * 1000) })
    const token = await make()
    const { result, milliseconds } = await measured(() => api.checkToken(token))
    expect(result.verdict).toBe('failed')
    expect(milliseconds).toBeLessThan(1000)
    expect((await api.checkToken(await accessToken())).verdict).toBe('passed')
  })
})
