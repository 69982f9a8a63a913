import type { Guard } from '../assurance/guard.ts'
import { type Answering, ownPaths } from '../http/own-paths.ts'
import { encodeForm } from '../http/parsed-body.ts'
import type { HonoContext } from './frameworks.ts'

/** What was read of a request is kept by Hono; of what somebody took past it there is no more to be had. */
async function unread({ req }: HonoContext): Promise<Request> {
  const { url, method, headers, bodyUsed } = req.raw
  if (!bodyUsed) return req.raw
  return new Request(url, { method, headers, body: encodeForm(await req.formData().catch(() => [])) })
}
/** With what the application set before, such as cookies. */
const reply = (answer: Response, context: HonoContext) => context.newResponse(answer.body, answer)
/** A middleware of Hono that answers the requests that are for sign-on: `app.use(honoHandlers(sso))`. */
export function honoHandlers(sso: Answering) {
  const isOwn = ownPaths(sso)
  return async (context: HonoContext, next: () => Promise<void>) => {
    const { pathname } = new URL(context.req.raw.url)
    const answer = isOwn(pathname) ? await sso.handle(await unread(context)) : undefined
    return answer === undefined ? next() : reply(answer, context)
  }
}
/** A guard as a middleware of Hono: `app.get('/apply', honoGuard(sso.require()), apply)`. */
export const honoGuard = (guard: Guard) => async (context: HonoContext, next: () => Promise<void>) => {
  const answer = await guard(context.req.raw)
  return answer === undefined ? next() : reply(answer, context)
}
