import { escapeHtml } from '@xinyin/sandbox'
import type { RelyingParty, Subject } from '@xinyin/sso'
import { expressHandlers } from '@xinyin/sso/express'
import express, { type Express } from 'express'

const STYLE = `body{font:1rem/1.7 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1d2733}
h1{font-size:1.5rem;border-top:4px solid #a61b29;padding-top:1rem}a{color:#1a4f8b}form{margin:1rem 0}
button{font:inherit;padding:.4rem 1.2rem;border:1px solid #1a4f8b;border-radius:4px;background:#fff;color:#1a4f8b}`

/** In whose name, and by whom. */
function nameOf(subject: Subject | undefined): string {
  if (subject?.kind !== 'legal-person') return subject?.name ?? ''
  return `${subject.name}（经办人 ${subject.agent.name ?? ''}）`
}

const page = (title: string, body: string) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>${title}</title><meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style>
<h1>${title}</h1>${body}<p><a href="/">首页</a> · <a href="/tenders">企业投标</a> · <a href="/switch?returnTo=/">切换身份</a></p>
<form method="post" action="/logout"><button value="sign-out">退出</button></form></html>`

/** A portal where people act for themselves, or in the name of a company that has given them a mandate. */
export function createPortal(sso: RelyingParty): Express {
  const app = express()
  app.use(expressHandlers(sso))

  app.get('/', sso.require(), async (request, response) => {
    const session = await sso.session(request)
    response.send(page('公共资源交易', `<p>当前身份：${escapeHtml(nameOf(session?.user.subject))}</p>`))
  })

  // Who is signed in as themself, and has a mandate, is asked in whose name.
  app.get('/tenders', sso.require({ subject: 'legal-person' }), async (request, response) => {
    const session = await sso.session(request)
    const form = '<form method="post" action="/tenders"><button value="tender">提交投标</button></form>'
    response.send(page('企业投标', `<p>投标人：${escapeHtml(nameOf(session?.user.subject))}</p>${form}`))
  })

  // What a company's agent sends after the company has withdrawn the mandate is not done, in nobody's name.
  app.post('/tenders', sso.require({ subject: 'legal-person' }), async (request, response) => {
    if (request.get('sec-fetch-site') !== 'same-origin') return void response.sendStatus(403)
    const session = await sso.session(request)
    response.send(page('企业投标', `<p>${escapeHtml(nameOf(session?.user.subject))}的投标已收到。</p>`))
  })

  return app
}
