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

/** A middleware of Hono that answers the requests that are for sign-on: `app.use(honoHandlers(sso))`. */
export function honoHandlers(sso: Answering) {
  const isOwn = ownPaths(sso)
  return async (context: HonoContext, next: () => Promise<void>) =>
    (isOwn(new URL(context.req.raw.url).pathname) ? await sso.handle(await unread(context)) : undefined) ??
    next()
}

/** A guard as a middleware of Hono: `app.get('/apply', honoGuard(sso.require()), apply)`. */
export const honoGuard = (guard: Guard) => async (context: HonoContext, next: () => Promise<void>) =>
  (await guard(context.req.raw)) ?? next()
