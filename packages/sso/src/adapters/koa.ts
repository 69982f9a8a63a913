import type { Guard } from '../assurance/guard.ts'
import { askGuard } from '../http/ask-guard.ts'
import { setHead } from '../http/node.ts'
import { type Answering, ownPaths } from '../http/own-paths.ts'
import type { KoaContext } from './frameworks.ts'
import { closeUnread, readableBody, readWebRequest } from './node-stream.ts'

const requestOf = ({ req, originalUrl }: KoaContext) => Object.assign(req, { originalUrl })

function reply(answer: Response, context: KoaContext): void {
  setHead(answer, context.res)
  closeUnread(context.req, (name, value) => context.res.setHeader(name, value))
  Object.assign(context, { status: answer.status, body: readableBody(answer) ?? '' })
}
/** A middleware of Koa 2 and 3 that answers the requests that are for sign-on: `app.use(koaHandlers(sso))`. */
export function koaHandlers(sso: Answering) {
  const isOwn = ownPaths(sso)
  return async (context: KoaContext, next: () => Promise<unknown>) => {
    const read = () => readWebRequest(requestOf(context), sso.origin, Reflect.get(context.request, 'body'))
    const answer = isOwn(context.originalUrl) ? await sso.handle(read()) : undefined
    return answer === undefined ? next() : reply(answer, context)
  }
}
/** A guard as a middleware of Koa: `router.get('/apply', koaGuard(sso.require()), apply)`. */
export const koaGuard = (guard: Guard) => async (context: KoaContext, next: () => Promise<unknown>) => {
  const answer = await askGuard(guard, requestOf(context))
  return answer === undefined ? next() : reply(answer, context)
}
