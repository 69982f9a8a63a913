import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Answering } from '../../src/http/own-paths.ts'
import { CLIENT, createBench, ISSUER, Jar, ORIGIN } from '../hostile-provider.ts'
import { accessToken, createGuardBench } from '../resource/bench.ts'
import { FRAMEWORKS, OTHER_COOKIE, ownCookies, siteOf } from './frameworks.ts'
import { logoutToken } from './logout-token.ts'
import { type Sent, send, serve } from './serving.ts'

/** A browser at a site, whose cookies are kept. */
function visitor(origin: string) {
  const jar = new Jar()
  return async (
    path: string,
    init: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<Sent> => {
    const headers = { accept: 'text/html', cookie: jar.header, ...init.headers }
    const sent = await send(origin + path, init.body, headers)
    const response = new Headers()
    for (const line of sent.headers['set-cookie'] ?? []) response.append('set-cookie', line)
    jar.take(new Response(null, { headers: response }))
    return sent
  }
}

/** Something that answers `/flow` with pieces as they are pushed. */
function createFlow() {
  let pipe: ReadableStreamDefaultController<Uint8Array> | undefined
  let cancelled = () => {}
  const gone = new Promise<void>((resolve) => {
    cancelled = resolve
  })
  const answering: Answering = {
    origin: 'https://portal.example',
    paths: { flow: '/flow/*' },
    handle: async () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          pipe = controller
          controller.enqueue(new Uint8Array([0xff, 0, 1]))
        },
        cancel: cancelled,
      })
      return new Response(body, { headers: { 'content-type': 'application/octet-stream' } })
    },
  }
  return { answering, gone, push: (bytes: Uint8Array) => pipe?.enqueue(bytes), end: () => pipe?.close() }
}

describe.each(FRAMEWORKS)('over %s', (name, make) => {
  test('signs in, lets through, and signs out', async () => {
    const bench = await createBench()
    const visit = visitor(await serve(await make(siteOf(bench))))

    const first = await visit('/apply?x=1')
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/login?returnTo=%2Fapply%3Fx%3D1&level=3')
    expect(first.body).toBe('')

    const login = await visit('/login?returnTo=/apply')
    const asked = new URL(login.headers.location ?? '').searchParams
    bench.provider.nonce = asked.get('nonce') ?? ''
    const answer = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    const back = await visit(`/callback?${answer}`)
    expect(back.status).toBe(303)
    expect(back.headers.location).toBe('/apply')
    expect(back.headers['set-cookie']?.length).toBeGreaterThan(1)
    expect(back.headers['referrer-policy']).toBe('no-referrer')
    expect(back.headers['cache-control']).toBe('no-store')

    expect((await visit('/apply')).body).toBe('someone')
    expect((await visit('/session')).headers['content-type']).toBe('application/json')

    const body = `logout_token=${await logoutToken()}`
    const out = await visit('/backchannel-logout', { body })
    expect(out.body).toBe('')
    expect(out.status).toBe(200)
    expect((await visit('/session')).status).toBe(401)
    expect((await visit('/apply')).status).toBe(303)
  })

  test('takes an answer that is posted', async () => {
    const bench = await createBench({ responseMode: 'form_post' })
    const visit = visitor(await serve(await make(siteOf(bench))))
    const login = await visit('/login?returnTo=/apply')
    const asked = new URL(login.headers.location ?? '').searchParams
    bench.provider.nonce = asked.get('nonce') ?? ''
    const body = new URLSearchParams({
      code: 'code',
      state: asked.get('state') ?? '',
      iss: ISSUER,
    }).toString()
    const headers = { origin: 'null', 'sec-fetch-site': 'cross-site' }
    const twice = await visit('/callback', { body: `${body}&code=stolen`, headers })
    expect(twice.body).toContain('ERR_SSO_CALLBACK_PARAMETER')
    await visit('/login')
    const again = await visit('/login?returnTo=/apply')
    const state = new URL(again.headers.location ?? '').searchParams.get('state') ?? ''
    bench.provider.nonce = new URL(again.headers.location ?? '').searchParams.get('nonce') ?? ''
    const answer = new URLSearchParams({ code: 'code', state, iss: ISSUER }).toString()
    const kept = await visit('/callback', { body: answer, headers })
    expect(kept.status).toBe(303)
    expect(kept.headers.location).toBe(`/callback?state=${state}`)
    expect((await visit(kept.headers.location ?? '')).headers.location).toBe('/apply')
    expect((await visit('/apply')).body).toBe('someone')
    const endless = await visit('/callback', { body: `code=${'x'.repeat(60_000)}`, headers })
    expect(endless.status).toBe(400)
    expect(endless.body).toContain('ERR_SSO_BODY')
  })

  test('cookies of the application stay beside ours', async () => {
    const bench = await createBench()
    const origin = await serve(await make(siteOf(bench)))
    const login = await send(`${origin}/login`)
    const cookies = login.headers['set-cookie'] ?? []
    expect(cookies).toContain(OTHER_COOKIE)
    expect(ownCookies(login).length).toBe(cookies.length - 1)
    expect(ownCookies(login).length).toBeGreaterThan(0)
    expect((await send(`${origin}/apply`, undefined, { accept: 'text/html' })).headers['set-cookie']).toEqual(
      [OTHER_COOKIE],
    )
  })

  test('a person signs out with a form', async () => {
    const bench = await createBench()
    const origin = await serve(await make(siteOf(bench)))
    const sent = await send(`${origin}/logout`, '', { 'sec-fetch-site': 'same-origin' })
    expect(sent.status).toBe(303)
    const other = await send(`${origin}/logout`, '', { 'sec-fetch-site': 'cross-site' })
    expect(other.status).toBe(403)
    expect(other.body).toContain('ERR_SSO_CROSS_SITE')
  })

  test('tells programs what is missing, and people by a page', async () => {
    const origin = await serve(await make(siteOf(await createBench())))
    const response = await send(`${origin}/apply`)
    expect(response.status).toBe(401)
    expect(response.headers['content-type']).toContain('application/json')
    expect(JSON.parse(response.body)).toMatchObject({ error_description: 'ERR_SSO_SIGNED_OUT' })
    const page = await send(`${origin}/callback`, undefined, { accept: 'text/html' })
    expect(page.status).toBe(400)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['x-frame-options']).toBe('DENY')
  })

  test.each(['PUT', 'HEAD', 'TRACE', 'M-SEARCH'])(
    'answers %s with a refusal and stays up',
    async (method) => {
      const origin = await serve(await make(siteOf(await createBench())))
      const response = await send(`${origin}/login`, undefined, {}, method)
      // Fastify and Hono hand on only the methods that they know.
      const known = name !== 'Fastify' || method !== 'M-SEARCH'
      expect(response.status).toBe(known ? 405 : 404)
      if (known) expect(response.headers.allow).toContain('GET')
      if (method === 'HEAD') expect(response.body).toBe('')
      expect((await send(`${origin}/session`)).status).toBe(401)
    },
  )

  test('a guarded page is asked for by HEAD as by GET, and sends nobody away', async () => {
    const origin = await serve(await make(siteOf(await createBench())))
    const response = await send(`${origin}/apply`, undefined, { accept: 'text/html' }, 'HEAD')
    expect(response.status).toBe(401)
    expect(response.body).toBe('')
  })

  test('bounds a body', async () => {
    const origin = await serve(await make(siteOf(await createBench())))
    const response = await send(`${origin}/backchannel-logout`, `logout_token=${'x'.repeat(60_000)}`)
    expect(response.status).toBe(400)
    expect(response.body).toContain('ERR_SSO_BODY')
  })

  test('passes on what has no end yet, octet by octet, until the client has gone', async () => {
    const { answering, gone, push } = createFlow()
    const bench = await createBench()
    const origin = await serve(await make({ ...siteOf(bench), answering }))
    const chunks: Buffer[] = []
    await new Promise<void>((resolve, reject) => {
      const outgoing = request(`${origin}/flow/a?b`, (response) => {
        expect(response.headers['content-type']).toBe('application/octet-stream')
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          if (Buffer.concat(chunks).length === 3) push(new Uint8Array([0xfe]))
          else {
            response.destroy()
            resolve()
          }
        })
      })
      outgoing.once('error', reject)
      outgoing.end()
    })
    expect([...Buffer.concat(chunks)]).toEqual([0xff, 0, 1, 0xfe])
    await gone
    expect((await send(`${origin}/apply`)).status).toBe(401)
  })

  test('an API guard challenges, and lets a token through', async () => {
    const { api } = await createGuardBench()
    const page = async (_: unknown, key: object) => api.access(key)?.sub ?? 'nobody'
    const guard = api.require({ scopes: ['cases.read'] })
    const origin = await serve(await make({ ...siteOf(await createBench()), guard, page }))
    const without = await send(`${origin}/apply`)
    expect(without.status).toBe(401)
    expect(without.headers['www-authenticate']).toContain('Bearer')
    expect(without.headers['www-authenticate']).toContain('DPoP')
    const through = await send(`${origin}/apply`, undefined, {
      authorization: `Bearer ${await accessToken()}`,
    })
    expect(through).toMatchObject({ status: 200, body: 'someone' })
    const narrow = await send(`${origin}/apply`, undefined, {
      authorization: `Bearer ${await accessToken({ scope: 'cases.write' })}`,
    })
    expect(narrow.status).toBe(403)
  })
})

describe.each(FRAMEWORKS)('an interface over %s', (_, make) => {
  test('hears of logouts itself, and refuses the tokens that they end', async () => {
    const { api } = await createGuardBench()
    const answering: Answering = {
      origin: ORIGIN,
      paths: { logout: '/backchannel-logout' },
      handle: (request) => api.receiveLogout(request, CLIENT),
    }
    const page = async (_: unknown, key: object) => api.access(key)?.sub ?? 'nobody'
    const origin = await serve(await make({ answering, guard: api.require(), page }))
    const ask = async () =>
      send(`${origin}/apply`, undefined, { authorization: `Bearer ${await accessToken()}` })
    expect((await ask()).status).toBe(200)
    const body = `logout_token=${await logoutToken()}`
    expect((await send(`${origin}/backchannel-logout`, body)).status).toBe(200)
    expect((await ask()).status).toBe(401)
  })
})

const folder = join(import.meta.dirname, '../../src/adapters')
const files = readdirSync(folder).filter((file) => !['node-stream.ts', 'frameworks.ts'].includes(file))

test.each(files)('%s has at most 30 lines', (file) => {
  expect(readFileSync(join(folder, file), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(30)
})
