import express from 'express'
import { describe, expect, test, vi } from 'vitest'
import { expressHandlers } from '../../src/adapters/express.ts'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import type { RelyingParty } from '../../src/index.ts'
import { createScene } from '../attacks/portal.ts'
import { send, serve } from './serving.ts'

const overNode = (sso: RelyingParty) => {
  const signOn = nodeHandler(sso)
  return serve(async (request, response) => {
    if (!(await signOn(request, response))) response.writeHead(404).end()
  })
}
const overExpress = (sso: RelyingParty) => serve(express().use(expressHandlers(sso)))

describe.each([
  ['node:http', overNode],
  ['Express', overExpress],
])('a request of Node, over %s', (_, over) => {
  test('is answered without a Web request being made', async () => {
    const { sso } = await createScene()
    const origin = await over(sso)
    const made = vi.fn()
    vi.stubGlobal(
      'Request',
      class extends Request {
        constructor(...given: ConstructorParameters<typeof Request>) {
          super(...given)
          made(this.url)
        }
      },
    )
    try {
      const login = await send(`${origin}/login?returnTo=/apply`)
      expect(login.status).toBe(303)
      expect(login.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'set-cookie': [expect.stringMatching(/^__Host-xinyin-sign-in-/)],
      })
      expect(new URL(login.headers.location ?? '').searchParams.get('redirect_uri')).toMatch(/\/callback$/)
      expect(made).not.toHaveBeenCalled()
    } finally {
      vi.unstubAllGlobals()
    }
  })

  test('comes as a Web request to who put a function of their own in the place of ours', async () => {
    const { sso } = await createScene()
    const heard: unknown[] = []
    const logged: RelyingParty = {
      ...sso,
      handle(request) {
        heard.push(request instanceof Request && [...request.headers.keys()].includes('x-trace'))
        return sso.handle(request)
      },
    }
    const login = await send(`${await over(logged)}/login`, undefined, { 'x-trace': '1' })
    expect(login.status).toBe(303)
    expect(heard).toEqual([true])
  })

  test('comes as a Web request to who does so later', async () => {
    const { sso } = await createScene()
    const mine = { ...sso }
    const origin = await over(mine)
    const heard = vi.spyOn(mine, 'handle')
    expect((await send(`${origin}/login`)).status).toBe(303)
    expect(heard).toHaveBeenCalledWith(expect.any(Request))
  })

  test('comes as a Web request to the portal’s own pages', async () => {
    const heard: unknown[] = []
    const { sso } = await createScene(undefined, undefined, {
      pages(_, request) {
        heard.push(request instanceof Request, request.url, request.headers.get('x-trace'))
        return '<p>own page</p>'
      },
    })
    const answer = await send(`${await over(sso)}/callback?state=a`, undefined, { 'x-trace': '1' })
    expect(answer).toMatchObject({ status: 400, body: '<p>own page</p>' })
    expect(heard).toEqual([true, `${sso.origin}/callback?state=a`, '1'])
  })

  test('attack: a field of the name of a method is a field', async () => {
    const { sso } = await createScene()
    const answer = await send(`${await over(sso)}/session`, undefined, { get: 'x', cookie: 'a=b' })
    expect(answer.status).toBe(401)
  })
})
