import { escapeHtml } from '@xinyin/sandbox'
import type { AccessToken, RelyingParty } from '@xinyin/sso'
import { koaGuard, koaHandlers } from '@xinyin/sso/koa'
import Koa from 'koa'

const STYLE = `body{font:1rem/1.7 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1d2733}
h1{font-size:1.5rem;border-top:4px solid #a61b29;padding-top:1rem}a{color:#1a4f8b}form{margin:1rem 0}
button{font:inherit;padding:.4rem 1.2rem;border:1px solid #1a4f8b;border-radius:4px;background:#fff;color:#1a4f8b}`

const page = (
  body: string,
) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>施工许可</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style>
<h1>施工许可</h1>${body}<form method="post" action="/logout"><button>退出</button></form></html>`

/** Asks the register, and says why it refused. */
async function call(token: AccessToken, url: string, init: RequestInit): Promise<string> {
  const answer = await token.fetch(url, { ...init, headers: { 'accept-language': 'zh-CN' } })
  const said = (await answer.json()) as string[] | { error_description: string }
  if (!Array.isArray(said)) return `<p>${escapeHtml(said.error_description)}</p>`
  return `<p>登记 ${said.length} 件</p><ul>${said.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`
}

/**
 * A Koa portal in front of the register, which it asks in the name of whoever is signed in. The token is for that interface
 * alone, with no more rights than the page needs, and bound to a key of the session: who steals it cannot use it.
 */
export function createPortal(sso: RelyingParty, register: string): Koa {
  const app = new Koa()
  app.use(koaHandlers(sso))
  app.use(koaGuard(sso.require()))

  app.use(async (context) => {
    const isOwnForm = context.method === 'POST' && context.get('sec-fetch-site') === 'same-origin'
    const scope = isOwnForm ? 'permits.write' : 'permits.read'
    const token = await sso.accessToken(context, { resource: register, scope })
    const init = isOwnForm ? { method: 'POST', body: '厂房一座' } : {}
    const list = await call(token, `${register}/permits`, init)
    context.body = page(`${list}<form method="post" action="/"><button>申请</button></form>`)
  })

  return app
}
