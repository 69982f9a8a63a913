import { escapeHtml } from '@xinyin/sandbox'
import type { RelyingParty } from '@xinyin/sso'
import { honoGuard, honoHandlers } from '@xinyin/sso/hono'
import { Hono } from 'hono'

const STYLE = `body{font:1rem/1.7 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1d2733}
h1{font-size:1.5rem;border-top:4px solid #a61b29;padding-top:1rem}a{color:#1a4f8b}form{margin:1rem 0}
button{font:inherit;padding:.4rem 1.2rem;border:1px solid #1a4f8b;border-radius:4px;background:#fff;color:#1a4f8b}`

const page = (title: string, body: string) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>${title}</title><meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style>
<h1>${title}</h1>${body}<form method="post" action="/logout"><button>退出</button></form></html>`

/**
 * The entry of a department: citizens come from the province's provider, staff from the directory. Who somebody is at one
 * means nothing at the other: pages that only staff may see name the issuer.
 *
 * @param directory - the issuer of the staff directory
 */
export function createEntry(sso: RelyingParty, directory: string): Hono {
  const app = new Hono()
  app.use(honoHandlers(sso))

  app.get('/', (context) =>
    context.html(page('审批系统', '<p><a href="/mine">我的申请</a> <a href="/cases">待办审批</a></p>')),
  )

  app.get('/mine', honoGuard(sso.require()), async (context) => {
    const session = await sso.session(context.req.raw)
    return context.html(
      page('我的申请', `<p>${escapeHtml(session?.user.subject.name ?? '')}，您没有申请。</p>`),
    )
  })

  const staffOnly = sso.require({ issuer: directory, subject: 'civil-servant' })
  app.get('/cases', honoGuard(staffOnly), async (context) => {
    const session = await sso.session(context.req.raw)
    const subject = session?.user.subject
    const office = subject?.kind === 'civil-servant' ? subject.organisation.name : ''
    return context.html(page('待办审批', `<p>${escapeHtml(office)}：没有待办。</p>`))
  })

  return app
}
