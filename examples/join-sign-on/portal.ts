import type { Signer } from '@xinyin/core'
import { createRelyingParty, memoryStore } from '@xinyin/sso'
import { expressHandlers } from '@xinyin/sso/express'
import express, { type Express } from 'express'

/** A department's portal that takes part in the province's sign-on: all that it needs. */
export function createPortal(settings: {
  issuer: string
  clientId: string
  signer: Signer
  origin: string
  levels: Readonly<Record<string, number>>
}): Express {
  const sso = createRelyingParty({ ...settings, store: memoryStore() })
  const app = express()
  app.use(expressHandlers(sso))
  app.get('/apply', sso.require({ subject: 'natural-person', level: 3 }), async (request, response) => {
    const session = await sso.session(request)
    response.send(`<form method="post" action="/logout"><button value="sign-out">退出</button></form>
      ${session?.user.level} 级实名，可以办理。`)
  })
  return app
}
