import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createBench, ISSUER, Jar, start } from '../hostile-provider.ts'
import { FRAMEWORKS, ownCookies, siteOf } from './frameworks.ts'
import { send, serve } from './serving.ts'

/** What a connection brings on which a request with a large body is followed by another, as in the pool of a gateway. */
function sendTwo(origin: string, path: string, type: string): Promise<string> {
  const body = 'x'.repeat(200_000)
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    let got = ''
    const end = (how: string) => {
      socket.destroy()
      resolve(`${got}\n${how}`)
    }
    const late = setTimeout(end, 5000, 'stalled')
    socket.on('data', (data) => {
      if (got === '') socket.write('GET /session HTTP/1.1\r\nhost: x\r\n\r\n')
      got += data
      if (got.includes('login_required')) end('answered')
    })
    socket.on('error', () => {})
    socket.on('close', () => end('closed'))
    socket.on('close', () => clearTimeout(late))
    socket.write(head + body)
  })
}

describe.each(FRAMEWORKS)('attacks on a site over %s', (_, make) => {
  test.each<[string, Record<string, string>]>([
    ['Host', { host: 'evil.example' }],
    ['X-Forwarded-Host', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }],
    ['Forwarded', { forwarded: 'host=evil.example;proto=http' }],
    ['X-Original-URL', { 'x-original-url': '/callback', 'x-rewrite-url': '/callback' }],
  ])('%s does not say where the portal is', async (_, headers) => {
    const origin = await serve(await make(siteOf(await createBench())))
    const login = await send(`${origin}/login?returnTo=/apply`, undefined, headers)
    expect(login.status).toBe(303)
    const { searchParams } = new URL(login.headers.location ?? '')
    expect(searchParams.get('redirect_uri')).toBe('https://portal.example/callback')
    expect(ownCookies(login).join()).toMatch(/^__Host-/)
    const page = await send(`${origin}/apply`, undefined, { ...headers, accept: 'text/html' })
    expect(page.headers.location).toBe('/login?returnTo=%2Fapply&level=3')
  })

  test.each(['//evil.example/login', '/%6cogin', '/login/', '/LOGIN'])(
    'the address %s is none of sign-on',
    async (path) => {
      const bench = await createBench()
      const origin = await serve(await make(siteOf(bench)))
      const response = await send(origin + path)
      expect(ownCookies(response)).toEqual([])
      expect(bench.provider.asked).toEqual([])
    },
  )

  test.each([
    ['/callback', 'application/x-www-form-urlencoded'],
    ['/login', 'application/x-www-form-urlencoded'],
    ['/backchannel-logout', 'text/plain'],
  ])('a body that %s does not read lets nobody else wait', async (path, type) => {
    const origin = await serve(await make(siteOf(await createBench())))
    const got = await sendTwo(origin, path, type)
    expect(got).toMatch(/^HTTP\/1\.1 40[05] /)
    expect(got).toMatch(/(?:answered|closed)$/)
  })

  test('a code in the browser of somebody else signs nobody in', async () => {
    const bench = await createBench()
    const origin = await serve(await make(siteOf(bench)))
    const asked = await start(bench, new Jar())
    const answer = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    const response = await send(`${origin}/callback?${answer}`, undefined, { accept: 'text/html' })
    expect(response.status).toBe(400)
    expect(response.body).toContain('ERR_SSO_TRANSACTION_ABSENT')
    expect(ownCookies(response).join()).not.toContain('session=')
  })
})
