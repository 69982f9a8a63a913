import { request } from 'node:http'
import { connect, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { describe, expect, test, vi } from 'vitest'
import { expressHandlers } from '../../src/adapters/express.ts'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import type { RelyingParty } from '../../src/index.ts'
import { createScene } from '../attacks/portal.ts'
import { send, serve } from './serving.ts'

const overNode = (sso: RelyingParty) => {
  const signOn = nodeHandler(sso)
  return serve(async (request, response) => {
    if (!(await signOn(request, response))) response.writeHead(404).end()
  })
}
const overExpress = (sso: RelyingParty) => serve(express().use(expressHandlers(sso)))

/** What a browser has that began as many sign-ins as are kept at once. */
async function fiveSignIns(origin: string): Promise<string> {
  const cookies: string[] = []
  for (let i = 0; i < 5; i++) {
    const { headers } = await send(`${origin}/login`)
    cookies.push(headers['set-cookie']?.[0]?.split(';')[0] ?? '')
  }
  return cookies.join('; ')
}

describe.each([
  ['node:http', overNode],
  ['Express', overExpress],
])('a request of Node, over %s', (_, over) => {
  test('is answered without a Web request being made', async () => {
    const { sso } = await createScene()
    const origin = await over(sso)
    const made = vi.fn()
    vi.stubGlobal(
      'Request',
      class extends Request {
        constructor(...given: ConstructorParameters<typeof Request>) {
          super(...given)
          made(this.url)
        }
      },
    )
    try {
      const login = await send(`${origin}/login?returnTo=/apply`)
      expect(login.status).toBe(303)
      expect(login.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'set-cookie': [expect.stringMatching(/^__Host-xinyin-sign-in-/)],
      })
      expect(new URL(login.headers.location ?? '').searchParams.get('redirect_uri')).toMatch(/\/callback$/)
      expect(made).not.toHaveBeenCalled()
    } finally {
      vi.unstubAllGlobals()
    }
  })

  test('is answered with every cookie, and no body', async () => {
    const { sso } = await createScene()
    const origin = await over(sso)
    const { headers, body } = await send(`${origin}/login`, undefined, { cookie: await fiveSignIns(origin) })
    expect(headers['set-cookie']).toMatchObject([
      expect.stringMatching(/Max-Age=0$/),
      expect.stringMatching(/Max-Age=600$/),
    ])
    expect(headers).toMatchObject({ 'content-length': '0' })
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(body).toBe('')
  })

  test('comes as a Web request to who put a function of their own in the place of ours', async () => {
    const { sso } = await createScene()
    const heard: unknown[] = []
    const logged: RelyingParty = {
      ...sso,
      handle(request) {
        heard.push(request instanceof Request && [...request.headers.keys()].includes('x-trace'))
        return sso.handle(request)
      },
    }
    const login = await send(`${await over(logged)}/login`, undefined, { 'x-trace': '1' })
    expect(login.status).toBe(303)
    expect(heard).toEqual([true])
  })

  test('comes as a Web request to who does so later', async () => {
    const { sso } = await createScene()
    const mine = { ...sso }
    const origin = await over(mine)
    const heard = vi.spyOn(mine, 'handle')
    expect((await send(`${origin}/login`)).status).toBe(303)
    expect(heard).toHaveBeenCalledWith(expect.any(Request))
  })

  test('comes as a Web request to the portal’s own pages', async () => {
    const heard: unknown[] = []
    const { sso } = await createScene(undefined, undefined, {
      pages(_, request) {
        heard.push(request instanceof Request, request.url, request.headers.get('x-trace'))
        return '<p>own page</p>'
      },
    })
    const answer = await send(`${await over(sso)}/callback?state=a`, undefined, { 'x-trace': '1' })
    expect(answer).toMatchObject({ status: 400, body: '<p>own page</p>' })
    expect(heard).toEqual([true, `${sso.origin}/callback?state=a`, '1'])
  })

  test('attack: a field of the name of a method is a field', async () => {
    const { sso } = await createScene()
    const answer = await send(`${await over(sso)}/session`, undefined, { get: 'x', cookie: 'a=b' })
    expect(answer.status).toBe(401)
  })
})

test('a request over HTTP/2 is answered with every cookie', async () => {
  const { sso } = await createScene()
  const cookie = await fiveSignIns(await overNode(sso))
  const signOn = nodeHandler(sso)
  const server = createServer((request, response) => {
    // As those do who read bodies before.
    request.resume().on('end', () => void signOn(request as never, response as never))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  try {
    const stream = session.request({ ':path': '/login', cookie })
    const headers = await new Promise<Record<string, unknown>>((resolve) => stream.on('response', resolve))
    expect(headers).toMatchObject({ ':status': 303, 'cache-control': 'no-store' })
    expect(headers['set-cookie']).toHaveLength(2)
  } finally {
    session.destroy()
    server.close()
  }
})

test('a request whose body nobody reads is the last on its connection', async () => {
  const { sso } = await createScene()
  const outgoing = request(`${await overNode(sso)}/login`, { headers: { 'content-length': '9' } })
  const headers = await new Promise((resolve) => {
    outgoing.once('response', ({ headers }) => resolve(headers))
    outgoing.flushHeaders()
  })
  outgoing.destroy()
  expect(headers).toMatchObject({ connection: 'close', location: expect.any(String) })
})

test('a request after which a field was taken away is answered with every cookie', async () => {
  const { sso } = await createScene()
  const app = express().use((_, response, next) => {
    response.removeHeader('x-powered-by')
    next()
  })
  const origin = await serve(app.use(expressHandlers(sso)))
  const { headers } = await send(`${origin}/login`, undefined, { cookie: await fiveSignIns(origin) })
  expect(headers['set-cookie']).toHaveLength(2)
})

test('a request is answered through whoever waits for the fields to be written', async () => {
  const { sso } = await createScene()
  const signOn = nodeHandler(sso)
  const origin = await serve(async (request, response) => {
    const { writeHead } = response
    // As parts of Express do, which read a list as one of pairs.
    response.writeHead = ((status: number, ...rest: unknown[]) => {
      const list = rest.find(Array.isArray) ?? []
      for (const [name, value] of list) response.setHeader(name, value)
      response.setHeader('x-own', 'there')
      return writeHead.call(response, status)
    }) as typeof response.writeHead
    await signOn(request, response)
  })
  const { status, headers } = await send(`${origin}/login`)
  expect(status).toBe(303)
  expect(headers).toMatchObject({ 'x-own': 'there', 'cache-control': 'no-store' })
  expect(headers['set-cookie']).toHaveLength(1)
})
