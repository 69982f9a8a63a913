import type { RelyingParty } from '@xinyin/sso'
import { expressHandlers } from '@xinyin/sso/express'
import express, { type Express } from 'express'
import { page } from './page.ts'

const NAME = '示例市住房和城乡建设局'

/** The housing department: an Express portal. Everybody sees its home page; who applies has to be somebody. */
export function createHousing(sso: RelyingParty): Express {
  const app = express()
  app.use(expressHandlers(sso))

  app.get('/', async (request, response) => {
    const session = await sso.session(request)
    response.send(
      page(NAME, session, '<h1>施工许可</h1><p><a class="button" href="/apply">申请施工许可证</a></p>'),
    )
  })

  app.get('/apply', sso.require({ subject: 'natural-person', level: 3 }), async (request, response) => {
    const session = await sso.session(request)
    response.send(
      page(NAME, session, `<h1>申请施工许可证</h1><p>${session?.user.level} 级实名，可以办理。</p>`),
    )
  })

  return app
}
