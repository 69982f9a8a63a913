import type { Guard } from '../assurance/guard.ts'
import { askGuard } from '../http/ask-guard.ts'
import type { Answering } from '../http/own-paths.ts'
import type { FastifyApp, FastifyReply, FastifyRequest } from './frameworks.ts'
import { closeUnread, readableBody, readWebRequest } from './node-stream.ts'

function send(answer: Response, reply: FastifyReply): unknown {
  reply.code(answer.status)
  for (const [name, value] of answer.headers) reply.header(name, value)
  return reply.send(readableBody(answer))
}

/** A plugin of Fastify 5 that answers the requests that are for sign-on: `app.register(fastifyHandlers(sso))`. */
export const fastifyHandlers = (sso: Answering) => async (app: FastifyApp) => {
  // Those of the application are for its own routes.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', {}, (_request, _body, done) => done(null))
  for (const path of Object.values(sso.paths))
    app.all(path, async ({ raw }, reply) => {
      const answer = await sso.handle(readWebRequest(raw, sso.origin))
      closeUnread(raw, (name, value) => reply.header(name, value))
      return send(answer ?? new Response(null, { status: 404 }), reply)
    })
}

/** A guard as a hook of a route: `app.get('/apply', { onRequest: fastifyGuard(sso.require()) }, apply)`. */
export const fastifyGuard = (guard: Guard) => async (request: FastifyRequest, reply: FastifyReply) => {
  const answer = await askGuard(guard, request.raw)
  return answer && send(answer, reply)
}
