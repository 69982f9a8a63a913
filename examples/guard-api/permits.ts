import { honoGuard } from '@xinyin/sso/hono'
import { type GuardOptions, guard } from '@xinyin/sso/resource'
import { Hono } from 'hono'

/** The interface of the permit register: it knows no sign-in, but judges each request by its access token. */
export function createPermits(settings: GuardOptions): Hono {
  const api = guard(settings)
  const app = new Hono()
  /** What people have applied for, by the provider's name for them. */
  const permits = new Map<string, string[]>()
  const ownerOf = (request: Request) => api.access(request)?.sub ?? ''

  app.get('/permits', honoGuard(api.require({ scopes: ['permits.read'] })), (context) =>
    context.json(permits.get(ownerOf(context.req.raw)) ?? []),
  )

  app.post('/permits', honoGuard(api.require({ scopes: ['permits.write'], level: 3 })), async (context) => {
    const owner = ownerOf(context.req.raw)
    const all = [...(permits.get(owner) ?? []), await context.req.text()]
    permits.set(owner, all)
    return context.json(all, 201)
  })

  return app
}
