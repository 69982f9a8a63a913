import { describe, expect, test } from 'vitest'
import { memoryStore, type RecordStore, type Store, sealedStore } from '../../src/index.ts'
import { memoryRecords } from '../../src/stores/memory.ts'
import {
  codeOf,
  createBench,
  get,
  ISSUER,
  Jar,
  mint,
  NOW,
  ORIGIN,
  post,
  signIn,
  start,
} from '../hostile-provider.ts'

const clock = () => new Date(NOW * 1000)

/** A sealed store on a database that can be taken away. */
function createDatabase() {
  const server = { away: false }
  const records = memoryRecords({ clock })
  const refuse = () => Promise.reject(new Error('connect ECONNREFUSED'))
  const database = new Proxy(records, {
    get: (target, name: keyof RecordStore) => (server.away ? refuse : target[name]),
  })
  const store: Store = sealedStore(database, { keys: [{ id: 'k', secret: new Uint8Array(32).fill(1) }] })
  return { server, store }
}

const code = 'ERR_SSO_STORE_UNAVAILABLE'

describe('while the store is away', () => {
  test('nobody is let in, and nobody is signed out', async () => {
    const { server, store } = createDatabase()
    const bench = await createBench({ store })
    const jar = new Jar()
    await signIn(bench, jar)
    const request = () => new Request(`${ORIGIN}/apply`, { headers: { cookie: jar.header } })
    server.away = true
    const status = await get(bench, '/session', jar)
    expect([status.status, await codeOf(status)]).toEqual([503, code])
    await expect(bench.sso.session(request())).rejects.toMatchObject({ code })
    await expect(bench.sso.sessions.list(request())).rejects.toMatchObject({ code })
    await expect(bench.sso.sessions.end(request(), 'x')).rejects.toMatchObject({ code })
    server.away = false
    expect(await bench.sso.session(request())).toBeDefined()
  })

  test('a sign-in ends with a page that says to try again, and with no cookie', async () => {
    const { server, store } = createDatabase()
    const bench = await createBench({ store })
    server.away = true
    const jar = new Jar()
    const answer = await signIn(bench, jar)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('请稍后再试')
    expect(jar.cookies.size).toBe(0)
  })

  test('a sign-out says that it was not completed, and can be done later', async () => {
    const { server, store } = createDatabase()
    const bench = await createBench({ store })
    const jar = new Jar()
    await signIn(bench, jar)
    server.away = true
    expect((await post(bench, '/logout', {}, jar)).status).toBe(503)
    server.away = false
    expect((await post(bench, '/logout', {}, jar)).status).toBe(303)
  })

  test('a logout that the provider sends is asked for again, and then ends the session', async () => {
    const { server, store } = createDatabase()
    const bench = await createBench({ store })
    const jar = new Jar()
    await signIn(bench, jar)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const times = { iat: NOW, exp: NOW + 120 }
    const claims = { iss: 'https://op.example', aud: 'portal', ...times, jti: 'j', events, sid: 'op-session' }
    const token = await mint(claims, { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' })
    const send = () => post(bench, '/backchannel-logout', { logout_token: token }, new Jar(), {})
    server.away = true
    expect((await send()).status).toBe(503)
    server.away = false
    expect((await send()).status).toBe(200)
    expect((await get(bench, '/session', jar)).status).toBe(401)
  })
})

describe('a guard, while the store is away,', () => {
  const asked = (jar: Jar, headers: Record<string, string>, method = 'GET') =>
    new Request(`${ORIGIN}/apply`, { method, headers: { cookie: jar.header, ...headers } })

  async function guarded() {
    const { server, store } = createDatabase()
    const bench = await createBench({ store })
    const jar = new Jar()
    await signIn(bench, jar)
    server.away = true
    return { server, bench, jar }
  }

  test('lets nobody through, says so on a page, and sends nobody to sign in again', async () => {
    const { server, bench, jar } = await guarded()
    const guard = bench.sso.require({ level: 3 })
    for (const method of ['GET', 'POST']) {
      const headers = { 'sec-fetch-mode': 'navigate', 'accept-language': 'en' }
      const page = await guard(asked(jar, headers, method))
      expect(page?.status).toBe(503)
      expect(page?.headers.get('retry-after')).toBe('5')
      expect(page?.headers.get('location')).toBeNull()
      const html = (await page?.text()) ?? ''
      expect(html).toContain('try again in a few minutes')
      expect(html).toContain(code)
    }
    expect(bench.errors).toHaveLength(2)
    server.away = false
    expect(await guard(asked(jar, {}))).toBeUndefined()
  })

  test('tells programs so in JSON', async () => {
    const { bench, jar } = await guarded()
    const answer = await bench.sso.require()(asked(jar, { accept: 'application/json' }))
    expect([answer?.status, answer?.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await answer?.json()).toEqual({ error: 'temporarily_unavailable', error_description: code })
  })

  test('does the same as a middleware, and calls no page', async () => {
    const { bench, jar } = await guarded()
    const request = { method: 'GET', url: '/apply', headers: { cookie: jar.header } }
    const called: unknown[] = []
    const sent = await new Promise<number>((resolve) => {
      const response = { statusCode: 0, setHeader: () => {}, end: () => resolve(response.statusCode) }
      bench.sso.require()(request, response, (error) => {
        called.push(error)
        resolve(0)
      })
    })
    expect([sent, called]).toEqual([503, []])
  })

  test('lets a record that was changed sign nobody in, and offers to sign in anew', async () => {
    const records = memoryRecords({ clock })
    const changed: RecordStore = {
      ...records,
      async get(key) {
        const found = await records.get(key)
        return found && { ...found, value: found.value.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) }
      },
    }
    const store = sealedStore(changed, { keys: [{ id: 'k', secret: new Uint8Array(32).fill(1) }] })
    const bench = await createBench({ store })
    const jar = new Jar()
    await signIn(bench, jar)
    const page = await bench.sso.require()(asked(jar, { 'sec-fetch-mode': 'navigate' }))
    expect(page?.status).toBe(500)
    expect(await page?.text()).toContain('href="/login?returnTo=%2Fapply"')
  })

  test('leaves faults of other kinds to the application', async () => {
    const store = { ...memoryStore({ clock }), get: () => Promise.reject(new TypeError('a bug')) }
    const bench = await createBench({ store })
    const jar = new Jar()
    await signIn(bench, jar)
    await expect(bench.sso.require()(asked(jar, {}))).rejects.toThrowError(TypeError)
  })
})

describe('while the provider is away', () => {
  const down = () => Promise.reject(new TypeError('fetch failed'))
  const WELL_KNOWN = '/.well-known/openid-configuration'
  const HOUR = 3600

  test('who is signed in works on, and can sign out here', async () => {
    const bench = await createBench({ idleSeconds: 28_800 })
    const jar = new Jar()
    await signIn(bench, jar)
    for (const path of [WELL_KNOWN, '/jwks', '/token']) bench.provider.answers.set(path, down)
    bench.clock.seconds += 2 * HOUR
    const request = new Request(`${ORIGIN}/apply`, { headers: { cookie: jar.header } })
    expect(await bench.sso.require()(request)).toBeUndefined()
    expect((await post(bench, '/logout', {}, jar)).headers.get('location')).toBe('/')
    expect((await get(bench, '/session', jar)).status).toBe(401)
  })

  const outages: [what: string, paths: string[], status: number][] = [
    ['its metadata', [WELL_KNOWN], 502],
    ['its tokens', ['/token'], 502],
    ['its keys', ['/jwks'], 503],
    ['its keys and tokens', ['/jwks', '/token'], 502],
    ['all of it', [WELL_KNOWN, '/jwks', '/token'], 502],
  ]
  test.each(outages)('a sign-in ends with a page and no session, without %s', async (_, paths, status) => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = paths.includes(WELL_KNOWN) ? undefined : await start(bench, jar)
    for (const path of paths) bench.provider.answers.set(path, down)
    const answer = asked
      ? await get(
          bench,
          `/callback?${new URLSearchParams({ code: 'c', state: asked.get('state') ?? '', iss: ISSUER })}`,
          jar,
        )
      : await get(bench, '/login', jar)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(/<h1>.+<\/h1>.*<li>/s)
    expect(answer.headers.getSetCookie().join()).not.toContain('session=')
    for (const path of paths) bench.provider.answers.delete(path)
    bench.clock.seconds += 60
    expect((await signIn(bench, jar)).status).toBe(303)
  })

  test('and the store too, nothing is invented, and all is there when both are back', async () => {
    const { server, store } = createDatabase()
    const bench = await createBench({ store })
    const jar = new Jar()
    await signIn(bench, jar)
    server.away = true
    for (const path of [WELL_KNOWN, '/jwks', '/token']) bench.provider.answers.set(path, down)
    const stranger = new Jar()
    expect((await signIn(bench, stranger)).status).toBeGreaterThanOrEqual(500)
    const request = new Request(`${ORIGIN}/apply`, { headers: { cookie: jar.header } })
    expect((await bench.sso.require()(request))?.status).toBe(503)
    expect((await post(bench, '/logout', {}, jar)).status).toBe(503)
    server.away = false
    bench.provider.answers.clear()
    expect(await bench.sso.require()(request)).toBeUndefined()
    expect((await get(bench, '/session', stranger)).status).toBe(401)
  })
})
