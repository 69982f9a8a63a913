import type { RequestListener } from 'node:http'
import formbody from '@fastify/formbody'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import express4 from 'express4'
import fastify from 'fastify'
import { Hono, type HonoRequest } from 'hono'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import { describe, expect, test } from 'vitest'
import { expressHandlers } from '../../src/adapters/express.ts'
import { fastifyHandlers } from '../../src/adapters/fastify.ts'
import { honoHandlers } from '../../src/adapters/hono.ts'
import { koaHandlers } from '../../src/adapters/koa.ts'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import { type Bench, createBench } from '../hostile-provider.ts'
import { logoutToken } from './logout-token.ts'
import { send, serve } from './serving.ts'

type Parsing = (bench: Bench) => RequestListener | Promise<RequestListener>

const withExpress = (parse: (app: express.Express) => void, make = express): Parsing => {
  return ({ sso }) => {
    const app = make()
    parse(app)
    app.use(expressHandlers(sso))
    return app as unknown as RequestListener
  }
}

const withKoa: Parsing = ({ sso }) => {
  const app = new Koa()
  app.use(bodyParser())
  app.use(koaHandlers(sso))
  return app.callback()
}

const withFastify: Parsing = async ({ sso }) => {
  const app = fastify()
  await app.register(formbody)
  app.register(fastifyHandlers(sso))
  await app.ready()
  return app.routing
}

const withHono =
  (read: (request: HonoRequest) => Promise<unknown>): Parsing =>
  ({ sso }) => {
    const app = new Hono()
    app.use(async (context, next) => {
      await read(context.req).catch(() => {})
      await next()
    })
    app.use(honoHandlers(sso))
    return getRequestListener(app.fetch)
  }

/** As platforms do that run functions for requests: the body is read before, and kept on the request. */
const withPlatform: Parsing = ({ sso }) => {
  const handle = nodeHandler(sso)
  return async (incoming, response) => {
    let text = ''
    for await (const chunk of incoming) text += chunk
    await handle(Object.assign(incoming, { body: Object.fromEntries(new URLSearchParams(text)) }), response)
  }
}

/** What parsers leave behind, of whom an application may have any. */
const parsers: [name: string, make: Parsing][] = [
  ['Express: forms', withExpress((app) => app.use(express.urlencoded({ extended: false })))],
  ['Express: nested forms', withExpress((app) => app.use(express.urlencoded({ extended: true })))],
  ['Express: text', withExpress((app) => app.use(express.text({ type: '*/*' })))],
  ['Express: octets', withExpress((app) => app.use(express.raw({ type: '*/*' })))],
  ['Express: JSON, which passes forms by', withExpress((app) => app.use(express.json()))],
  ['Express 4: forms', withExpress((app) => app.use(express4.urlencoded({ extended: false })), express4)],
  ['Express 4: JSON, which leaves an empty object', withExpress((app) => app.use(express4.json()), express4)],
  ['Koa: koa-bodyparser', withKoa],
  ['Fastify: @fastify/formbody', withFastify],
  ['Hono: parseBody', withHono((request) => request.parseBody())],
  ['Hono: formData', withHono((request) => request.formData())],
  ['Hono: text', withHono((request) => request.text())],
  ['Hono: arrayBuffer', withHono((request) => request.arrayBuffer())],
]

describe.each([...parsers, ['node:http: a platform', withPlatform] as [string, Parsing]])(
  'behind a parser of %s',
  (name, make) => {
    test('a logout token arrives', async () => {
      const origin = await serve(await make(await createBench()))
      const response = await send(`${origin}/backchannel-logout`, `logout_token=${await logoutToken()}`)
      expect(response.body).toBe('')
      expect(response.status).toBe(200)
    })

    test('an answer to a sign-in arrives that is posted', async () => {
      const origin = await serve(await make(await createBench({ responseMode: 'form_post' })))
      const login = await send(`${origin}/login`)
      const state = new URL(login.headers.location ?? '').searchParams.get('state') ?? ''
      const cookie = login.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ') ?? ''
      const body = new URLSearchParams({ code: 'c+d&e=%', state, iss: 'https://op.example' }).toString()
      const kept = await send(`${origin}/callback`, body, { cookie, origin: 'null' })
      expect(kept.status).toBe(303)
      expect(kept.headers.location).toBe(`/callback?state=${state}`)
      expect(kept.headers['set-cookie']?.[0]).toContain('code=c%2Bd%26e%3D%25&')
    })

    test.each([
      ['no token', ''],
      ['an empty token', 'logout_token='],
      ['two tokens', 'logout_token=a&logout_token=b'],
    ])('%s is refused', async (what, body) => {
      const origin = await serve(await make(await createBench()))
      const response = await send(`${origin}/backchannel-logout`, body)
      expect(response.status).toBe(400)
      // The platform of this test keeps the last of two.
      const code =
        name.endsWith('platform') && what === 'two tokens' ? 'ERR_SSO_' : 'ERR_SSO_CALLBACK_PARAMETER'
      expect(response.body).toContain(code)
    })
  },
)

describe('a body', () => {
  test('that somebody read and kept is not waited for, over Express', async () => {
    const consume = withExpress((app) =>
      app.use(async (request, _, next) => {
        for await (const _ of request);
        next()
      }),
    )
    const origin = await serve(await consume(await createBench()))
    const response = await send(`${origin}/backchannel-logout`, `logout_token=${await logoutToken()}`)
    expect(response.status).toBe(400)
    expect(response.body).toContain('ERR_SSO_CALLBACK_PARAMETER')
  })

  test('that somebody read and kept is not waited for, over Hono', async () => {
    const origin = await serve(await withHono((request) => request.raw.text())(await createBench()))
    const response = await send(`${origin}/backchannel-logout`, `logout_token=${await logoutToken()}`)
    expect(response.status).toBe(400)
    expect(response.body).toContain('ERR_SSO_CALLBACK_PARAMETER')
  })

  test.each(['application/json', 'application/problem+json; charset=utf-8'])(
    'of %s is no form, even when it has been parsed',
    async (type) => {
      const parse = withExpress((app) => app.use(express.json({ type: '*/*' })))
      const origin = await serve(await parse(await createBench()))
      const body = JSON.stringify({ logout_token: await logoutToken() })
      const response = await send(`${origin}/backchannel-logout`, body, { 'content-type': type })
      expect(response.body).toContain('ERR_SSO_BODY')
    },
  )

  test('of JSON that was parsed is JSON again for who takes it', async () => {
    const app = express()
    app.use(express.json())
    const handle = async (request: Request) => new Response(await request.text())
    app.use(expressHandlers({ origin: 'https://portal.example', paths: { api: '/api/*' }, handle }))
    const origin = await serve(app)
    const body = '{"a":[1,"二"]}'
    const sent = await send(`${origin}/api/x`, body, { 'content-type': 'application/json' }, 'PUT')
    expect(sent.body).toBe(body)
  })

  test('what cannot be made a Web request goes to the error handler', async () => {
    const handle = expressHandlers((await createBench()).sso)
    const request = { originalUrl: '/login', method: 'GET', headers: { 'x y': 'z' } }
    const error = await new Promise((resolve) => handle(request as never, {} as never, resolve))
    expect(error).toBeInstanceOf(TypeError)
  })
})
