import { describe, expect, test } from 'vitest'
import { type RecordStore, type Store, sealedStore } from '../../src/index.ts'
import { memoryRecords } from '../../src/stores/memory.ts'
import { codeOf, createBench, get, Jar, mint, NOW, ORIGIN, post, signIn } from '../hostile-provider.ts'

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
    await expect(bench.sso.require()(request())).rejects.toMatchObject({ code })
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
