import { createServer, type IncomingHttpHeaders, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, test } from 'vitest'
import { expressHandlers } from '../../src/adapters/express.ts'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import { type Bench, CLIENT, createBench, ISSUER, Jar, mint, NOW, signIn } from '../hostile-provider.ts'

let server: Server | undefined
afterEach(() => server?.close())

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function withNode(bench: Bench): RequestListener {
  const handle = nodeHandler(bench.sso)
  const guard = bench.sso.require({ level: 3 })
  return async (incoming, response) => {
    if (await handle(incoming, response)) return
    guard(incoming, response, async () => response.end((await bench.sso.session(incoming))?.user.sub))
  }
}

function withExpress(bench: Bench, parse: boolean): RequestListener {
  const app = express()
  if (parse) app.use(express.urlencoded({ extended: false }))
  app.use(expressHandlers(bench.sso))
  app.get('/apply', bench.sso.require({ level: 3 }), async (incoming, response) => {
    response.send((await bench.sso.session(incoming))?.user.sub)
  })
  return app
}

const adapters: [name: string, make: (bench: Bench) => RequestListener][] = [
  ['node:http', withNode],
  ['Express', (bench) => withExpress(bench, false)],
  ['Express with a body parser', (bench) => withExpress(bench, true)],
]

/** A request as a browser makes it; `fetch` would add headers that only scripts send. */
function send(url: string, body?: string, headers: Record<string, string> = {}, verb = 'GET') {
  const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const method = body === undefined ? verb : 'POST'
    const outgoing = request(url, { method, headers: { ...form, ...headers } }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

async function logoutToken(): Promise<string> {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const claims = { iss: ISSUER, aud: CLIENT, iat: NOW, exp: NOW + 60, jti: 'x', sid: 'op-session', events }
  return mint(claims, { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' })
}

/** What parsers leave behind, of whom an application may have any. */
const parsers: [name: string, parse: (app: express.Express) => void][] = [
  ['forms', (app) => app.use(express.urlencoded({ extended: false }))],
  ['nested forms', (app) => app.use(express.urlencoded({ extended: true }))],
  ['text', (app) => app.use(express.text({ type: '*/*' }))],
  ['bytes', (app) => app.use(express.raw({ type: '*/*' }))],
  ['JSON, which passes forms by', (app) => app.use(express.json())],
  [
    'JSON, as Express 4 has it, which leaves an empty object',
    (app) =>
      app.use((request, _, next) => {
        request.body = {}
        next()
      }),
  ],
]

async function serveWithParser(bench: Bench, parse: (app: express.Express) => void): Promise<string> {
  const app = express()
  parse(app)
  app.use(expressHandlers(bench.sso))
  return serve(app)
}

describe.each(parsers)('over Express, behind a parser of %s', (_, parse) => {
  test('a logout token arrives', async () => {
    const bench = await createBench()
    const origin = await serveWithParser(bench, parse)
    const response = await send(`${origin}/backchannel-logout`, `logout_token=${await logoutToken()}`)
    expect(response.body).toBe('')
    expect(response.status).toBe(200)
  })

  test.each([
    ['no token', ''],
    ['an empty token', 'logout_token='],
    ['two tokens', 'logout_token=a&logout_token=b'],
  ])('%s is refused', async (_, body) => {
    const origin = await serveWithParser(await createBench(), parse)
    const response = await send(`${origin}/backchannel-logout`, body)
    expect(response.status).toBe(400)
    expect(response.body).toContain('ERR_SSO_CALLBACK_PARAMETER')
  })
})

describe('over Express', () => {
  test('a body that somebody read and kept is not waited for', async () => {
    const origin = await serveWithParser(await createBench(), (app) =>
      app.use(async (request, _, next) => {
        for await (const _ of request);
        next()
      }),
    )
    const response = await send(`${origin}/backchannel-logout`, `logout_token=${await logoutToken()}`)
    expect(response.status).toBe(400)
    expect(response.body).toContain('ERR_SSO_CALLBACK_PARAMETER')
  })

  test('a body of JSON is no form, even when it has been parsed', async () => {
    const origin = await serveWithParser(await createBench(), (app) => app.use(express.json()))
    const body = JSON.stringify({ logout_token: await logoutToken() })
    const headers = { 'content-type': 'application/json' }
    const response = await send(`${origin}/backchannel-logout`, body, headers)
    expect(response.body).toContain('ERR_SSO_BODY')
  })

  test('what cannot be made a Web request goes to the error handler', async () => {
    const handle = expressHandlers((await createBench()).sso)
    const request = { originalUrl: '/login', method: 'GET', headers: { 'x y': 'z' } }
    const error = await new Promise((resolve) => handle(request as never, {} as never, resolve))
    expect(error).toBeInstanceOf(TypeError)
  })
})

describe.each(adapters)('over %s', (_, make) => {
  test('signs in, lets through, and signs out', async () => {
    const bench = await createBench()
    const origin = await serve(make(bench))
    const jar = new Jar()
    const ask = (path: string, init: { body?: string; headers?: Record<string, string> } = {}) =>
      send(origin + path, init.body, { accept: 'text/html', cookie: jar.header, ...init.headers })

    const first = await ask('/apply?x=1')
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/login?returnTo=%2Fapply%3Fx%3D1&level=3')
    const login = await ask('/login?returnTo=/apply', {
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    })
    expect(login.headers.location).toContain(encodeURIComponent('https://portal.example/callback'))
    expect(login.headers['set-cookie']).toHaveLength(1)

    await signIn(bench, jar)
    expect((await ask('/apply')).body).toBe('someone')
    expect((await ask('/session')).headers['content-type']).toBe('application/json')

    const body = `logout_token=${await logoutToken()}`
    expect((await ask('/backchannel-logout', { body })).status).toBe(200)
    expect((await ask('/session')).status).toBe(401)
  })

  test('leaves everything else to the application', async () => {
    const origin = await serve(make(await createBench()))
    const response = await send(`${origin}/apply`)
    expect(response.status).toBe(401)
  })

  test.each(['TRACE', 'PUT', 'HEAD', 'M-SEARCH'])('answers %s with 405 and stays up', async (method) => {
    const origin = await serve(make(await createBench()))
    const response = await send(`${origin}/login`, undefined, {}, method)
    expect(response.status).toBe(405)
    expect(response.headers.allow).toBe('GET')
  })

  test('bounds a body', async () => {
    const bench = await createBench()
    const origin = await serve(make(bench))
    const response = await send(`${origin}/backchannel-logout`, `logout_token=${'x'.repeat(60_000)}`)
    expect(response.status).toBe(400)
  })
})
