import { escapeHtml } from '@xinyin/sandbox'
import type { RelyingParty } from '@xinyin/sso'
import { fastifyGuard, fastifyHandlers } from '@xinyin/sso/fastify'
import fastify, { type FastifyInstance } from 'fastify'
import { nameOf, page } from './page.ts'

const NAME = '示例市市场监督管理局'

/** The market supervision department: a Fastify portal. */
export function createMarket(sso: RelyingParty): FastifyInstance {
  const app = fastify()
  app.register(fastifyHandlers(sso))

  app.get('/', async (request, reply) => {
    const session = await sso.session(request)
    reply.type('text/html; charset=utf-8')
    return page(NAME, session, '<h1>营业执照</h1><p><a class="button" href="/records">我的登记</a></p>')
  })

  app.get('/records', { onRequest: fastifyGuard(sso.require()) }, async (request, reply) => {
    const session = await sso.session(request)
    reply.type('text/html; charset=utf-8')
    const who = session && escapeHtml(nameOf(session))
    return page(NAME, session, `<h1>我的登记</h1><p>${who}名下没有登记。</p>`)
  })

  return app
}
