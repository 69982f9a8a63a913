import { describe, expect, test } from 'vitest'
import { memoryStore, type RelyingPartyOptions, type Store } from '../../src/index.ts'
import { createBench, get, Jar, NOW, ORIGIN, post, signIn } from '../hostile-provider.ts'

/** A store, and a browser that is signed in at one of those who share it. */
async function signedIn() {
  const store = memoryStore({ clock: () => new Date(NOW * 1000) })
  const bench = await createBench({ store })
  const jar = new Jar()
  await signIn(bench, jar)
  const id = [...jar.cookies.values()].join()
  return { store, bench, jar, id }
}

const others: [name: string, change: Partial<RelyingPartyOptions>][] = [
  ['trusts another issuer', { issuer: 'https://other-op.example' }],
  ['is another client of the same issuer', { clientId: 'other' }],
  ['is on another origin', { origin: 'https://other.example' }],
]

describe('a session', () => {
  test.each(others)('is nothing to a relying party on the same store that %s', async (_, change) => {
    const { store, bench, jar } = await signedIn()
    const other = await createBench({ store, ...change })
    const url = `${other.sso.origin}/session`
    const headers = { cookie: jar.header }
    expect((await other.sso.handle(new Request(url, { headers })))?.status).toBe(401)
    expect(await other.sso.session({ headers })).toBeUndefined()
    expect(await other.sso.require()(new Request(url, { headers }))).toBeDefined()
    const out = { method: 'POST', headers: { ...headers, origin: other.sso.origin } }
    const answer = await other.sso.handle(new Request(`${other.sso.origin}/logout`, out))
    expect(answer?.headers.get('location')).toBe('/')
    expect((await get(bench, '/session', jar)).status).toBe(200)
  })

  test('is one of two that a browser has at relying parties side by side on one origin', async () => {
    const { store, bench, jar, id } = await signedIn()
    const legal = await createBench({ store, clientId: 'legal', basePath: '/legal' })
    expect((await get(legal, '/legal/login', jar)).status).toBe(303)
    const cookie = `__Host-xinyin.legal~session=${id}`
    expect((await get(legal, '/legal/session', new Jar(), { cookie })).status).toBe(401)
    await post(legal, '/legal/logout', {}, jar)
    expect((await get(bench, '/session', jar)).status).toBe(200)
  })

  test('that the store gives out for another issuer is not taken', async () => {
    const inner = memoryStore({ clock: () => new Date(NOW * 1000) })
    const store: Store = {
      ...inner,
      async get(key) {
        const found = await inner.get(key)
        return found && { ...found, user: { ...found.user, issuer: 'https://other-op.example' } }
      },
    }
    const bench = await createBench({ store })
    const jar = new Jar()
    await signIn(bench, jar)
    expect(jar.cookies.size).toBe(2)
    const request = new Request(ORIGIN, { headers: { cookie: jar.header } })
    expect(await bench.sso.session(request)).toBeUndefined()
  })
})
