import { type GuardOptions, guard } from '@xinyin/sso/resource'
import express, { type Express, type Request } from 'express'

/** The interface behind the page: cases of whoever the access token is about. */
export function createCases(settings: GuardOptions): Express {
  const api = guard(settings)
  const app = express()
  const cases = new Map<string, string[]>()
  const ownerOf = (request: Request) => api.access(request)?.sub ?? ''
  const casesOf = (request: Request) => cases.get(ownerOf(request)) ?? []

  app.get('/cases', api.require({ scopes: ['cases'] }), (request, response) => {
    response.json(casesOf(request))
  })

  app.post('/cases', api.require({ scopes: ['cases'] }), (request, response) => {
    const all = casesOf(request)
    cases.set(ownerOf(request), [...all, `办件 ${all.length + 1}`])
    response.json(casesOf(request))
  })

  // What cannot be taken back needs a stronger sign-in (RFC 9470).
  app.delete('/cases', api.require({ scopes: ['cases'], level: 4 }), (request, response) => {
    cases.delete(ownerOf(request))
    response.json([])
  })

  return app
}
