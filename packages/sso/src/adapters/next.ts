import type { Guard } from '../assurance/guard.ts'
import type { Answering } from '../http/own-paths.ts'

type Handler<Context> = (request: Request, context: Context) => Response | Promise<Response>

/**
 * Route handlers of Next, for a route that takes all below `basePath`: `export const { GET, POST } = nextHandlers(sso)` in
 * `app/sso/[...path]/route.ts`.
 */
export function nextHandlers(sso: Answering) {
  const answer = async (request: Request): Promise<Response> =>
    (await sso.handle(request)) ?? new Response(null, { status: 404 })
  return { GET: answer, POST: answer, PUT: answer, PATCH: answer, DELETE: answer }
}

/** A route handler behind a guard: `export const GET = nextGuard(sso.require({ level: 3 }), apply)`. */
export const nextGuard =
  <Context>(guard: Guard, handler: Handler<Context>) =>
  async (request: Request, context: Context): Promise<Response> =>
    (await guard(request)) ?? handler(request, context)
