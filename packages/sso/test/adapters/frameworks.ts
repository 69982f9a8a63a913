import type { RequestListener } from 'node:http'
import helmet from '@fastify/helmet'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import express4 from 'express4'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { expressHandlers } from '../../src/adapters/express.ts'
import { fastifyGuard, fastifyHandlers } from '../../src/adapters/fastify.ts'
import { honoGuard, honoHandlers } from '../../src/adapters/hono.ts'
import { koaGuard, koaHandlers } from '../../src/adapters/koa.ts'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import type { Answering } from '../../src/http/own-paths.ts'
import type { CookieCarrier, Guard } from '../../src/index.ts'
import type { Bench } from '../hostile-provider.ts'
import type { Sent } from './serving.ts'

/** A site of one page, `/apply`, behind a guard. */
export interface Site {
  readonly answering: Answering
  readonly guard: Guard
  /** What the page says to whoever got through. */
  readonly page: (request: CookieCarrier, key: object) => Promise<string>
}

/** The portal of a bench: its page says who is signed in. */
export const siteOf = ({ sso }: Bench): Site => ({
  answering: sso,
  guard: sso.require({ level: 3 }),
  page: async (request) => (await sso.session(request))?.user.sub ?? 'nobody',
})

/** One that the application sets on every answer before sign-on does. */
export const OTHER_COOKIE = 'other=1'

/** The cookies that sign-on sets. */
export const ownCookies = ({ headers }: Sent) =>
  (headers['set-cookie'] ?? []).filter((line) => line !== OTHER_COOKIE)

type Framework = (site: Site) => RequestListener | Promise<RequestListener>

function nodeSite({ answering, guard, page }: Site): RequestListener {
  const handle = nodeHandler(answering)
  return async (incoming, response) => {
    response.setHeader('set-cookie', OTHER_COOKIE)
    if (await handle(incoming, response)) return
    guard(incoming, response, async () => response.end(await page(incoming, incoming)))
  }
}

function expressSite(make: typeof express): Framework {
  return ({ answering, guard, page }) => {
    const app = make()
    // A proxy is believed, as sites behind one are set up; sign-on must not care.
    app.set('trust proxy', true)
    app.use((_, response, next) => {
      response.setHeader('set-cookie', OTHER_COOKIE)
      next()
    })
    app.use(expressHandlers(answering))
    app.get('/apply', guard, async (incoming, response) => {
      response.send(await page(incoming, incoming))
    })
    return app as unknown as RequestListener
  }
}

async function fastifySite({ answering, guard, page }: Site): Promise<RequestListener> {
  const app = fastify({ trustProxy: true })
  // It sets headers of its own before, which must neither get lost nor stand in the way.
  await app.register(helmet)
  app.addHook('onRequest', async (_, reply) => {
    reply.header('set-cookie', OTHER_COOKIE)
  })
  app.register(fastifyHandlers(answering))
  app.get('/apply', { onRequest: fastifyGuard(guard) }, (request) => page(request, request.raw))
  await app.ready()
  return app.routing
}

function koaSite({ answering, guard, page }: Site): RequestListener {
  const app = new Koa({ proxy: true })
  app.use((context, next) => {
    context.set('set-cookie', OTHER_COOKIE)
    return next()
  })
  app.use(koaHandlers(answering))
  app.use(koaGuard(guard))
  app.use(async (context) => {
    context.body = await page(context, context.req)
  })
  return app.callback()
}

function honoSite({ answering, guard, page }: Site): RequestListener {
  const app = new Hono()
  app.use(async (context, next) => {
    context.header('set-cookie', OTHER_COOKIE)
    await next()
  })
  app.use(honoHandlers(answering))
  app.get('/apply', honoGuard(guard), async (context) =>
    context.text(await page(context.req.raw, context.req.raw)),
  )
  return getRequestListener(app.fetch)
}

export const FRAMEWORKS: readonly (readonly [name: string, make: Framework])[] = [
  ['node:http', nodeSite],
  ['Express 5', expressSite(express)],
  ['Express 4', expressSite(express4)],
  ['Fastify', fastifySite],
  ['Koa', koaSite],
  ['Hono', honoSite],
]
