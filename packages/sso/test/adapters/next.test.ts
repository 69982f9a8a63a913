import { NextRequest } from 'next/server.js'
import { describe, expect, test } from 'vitest'
import { nextGuard, nextHandlers } from '../../src/adapters/next.ts'
import { createBench, ISSUER, Jar, ORIGIN, signIn, start } from '../hostile-provider.ts'
import { accessToken, createGuardBench } from '../resource/bench.ts'
import { logoutToken } from './logout-token.ts'

/** Requests as Next hands them to routes: behind a proxy, with the address that it made of `Host`. */
const ask = (path: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
  new NextRequest(`http://10.0.0.7:3000${path}`, init)

async function site() {
  const bench = await createBench()
  const { GET, POST } = nextHandlers(bench.sso)
  const apply = nextGuard(
    bench.sso.require({ level: 3 }),
    async (request, { params }: { params: string }) => {
      const session = await bench.sso.session(request)
      return new Response(`${params} ${session?.user.sub}`)
    },
  )
  return { bench, GET, POST, apply }
}

describe('over Next', () => {
  test('a route answers what is for sign-on, at the configured address', async () => {
    const { GET } = await site()
    const response = await GET(ask('/login?returnTo=/apply', { headers: { host: 'evil.example' } }))
    expect(response.status).toBe(303)
    const { searchParams } = new URL(response.headers.get('location') ?? '')
    expect(searchParams.get('redirect_uri')).toBe(`${ORIGIN}/callback`)
    expect((await GET(ask('/other'))).status).toBe(404)
    expect((await GET(ask('/login', { method: 'HEAD' }))).status).toBe(405)
  })

  test('a guarded route sends away who is not signed in, and answers who is', async () => {
    const { bench, apply } = await site()
    const away = await apply(ask('/apply?x=1', { headers: { accept: 'text/html' } }), { params: 'p' })
    expect(away.status).toBe(303)
    expect(away.headers.get('location')).toBe('/login?returnTo=%2Fapply%3Fx%3D1&level=3')
    const jar = new Jar()
    await signIn(bench, jar)
    const through = await apply(ask('/apply', { headers: { cookie: jar.header } }), { params: 'p' })
    expect(await through.text()).toBe('p someone')
  })

  test('scripts of Next that fetch a page are told by a status, and then load it whole', async () => {
    const { apply } = await site()
    const headers = { accept: '*/*', rsc: '1', 'sec-fetch-mode': 'cors' }
    expect((await apply(ask('/apply', { headers }), { params: '' })).status).toBe(401)
  })

  test('a logout token arrives', async () => {
    const { bench, POST } = await site()
    const jar = new Jar()
    await signIn(bench, jar)
    const body = new URLSearchParams({ logout_token: await logoutToken() })
    expect((await POST(ask('/backchannel-logout', { method: 'POST', body }))).status).toBe(200)
    expect(await bench.sso.session({ headers: { cookie: jar.header } })).toBeUndefined()
  })

  test('an answer arrives that is posted', async () => {
    const bench = await createBench({ responseMode: 'form_post' })
    const { GET, POST } = nextHandlers(bench.sso)
    const jar = new Jar()
    const asked = await start(bench, jar)
    const state = asked.get('state') ?? ''
    const body = new URLSearchParams({ code: 'code', state, iss: ISSUER })
    const kept = await POST(ask('/callback', { method: 'POST', body, headers: { cookie: jar.header } }))
    jar.take(kept)
    const done = await GET(
      ask(kept.headers.get('location') ?? '/callback', { headers: { cookie: jar.header } }),
    )
    jar.take(done)
    expect(await bench.sso.session({ headers: { cookie: jar.header } })).toBeDefined()
  })

  test('an API guard lets a token through', async () => {
    const { api } = await createGuardBench()
    const cases = nextGuard(api.require(), async (request) => new Response(api.access(request)?.sub))
    expect((await cases(ask('/cases'), undefined)).status).toBe(401)
    const headers = { authorization: `Bearer ${await accessToken()}` }
    expect(await (await cases(ask('/cases', { headers }), undefined)).text()).toBe('someone')
  })
})
