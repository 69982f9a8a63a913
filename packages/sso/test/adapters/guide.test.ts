import { once } from 'node:events'
import { type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import express from 'express'
import express4 from 'express4'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ISSUER } from '../hostile-provider.ts'
import { signedInWithAway } from './away.ts'
import { type Serve, serveExpress, serveNode, serveSeveral, serveSignOn } from './guide-portals.ts'

const running: Server[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const server of running.splice(0)) server.close()
})

/** The page's portal on a store that can be out, and how to open a page of it. */
async function runPage(serve: Serve) {
  const { sso, jar, state } = await signedInWithAway()
  const server = await serve(sso)
  running.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const open = async (path: string, cookie = jar.header) => {
    const headers = { accept: 'text/html', cookie }
    const asked = request({ port, path, host: '127.0.0.1', headers }).end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    return { status: answer.statusCode, location: answer.headers.location, text: await text(answer) }
  }
  return { open, state }
}

const PORTALS = ['', '.zh-CN'].flatMap((language): [name: string, path: string, serve: Serve][] => [
  [`sign-on${language}.md`, '/', serveSignOn(`sign-on${language}.md`)],
  [`join-portal${language}.md, node:http`, '/apply', serveNode(`join-portal${language}.md`)],
  [`join-portal${language}.md, Express 5`, '/apply', serveExpress(`join-portal${language}.md`, express)],
  [`join-portal${language}.md, Express 4`, '/apply', serveExpress(`join-portal${language}.md`, express4)],
  [`several-providers${language}.md`, '/cases', serveSeveral(`several-providers${language}.md`)],
])

describe.each(PORTALS)('the portal of %s', (name, path, serve) => {
  test('shows its page to who is signed in, and sends others to sign in', async () => {
    const { open } = await runPage(serve)
    expect((await open(path)).text).toMatch(/^(?:natural-person|测试甲, level 3|someone of https:.*)$/)
    const stranger = await open(path, 'none=')
    expect(stranger.status).toBe(303)
    expect(stranger.location).toContain(`/login?returnTo=${encodeURIComponent(path)}`)
  })

  test('shows what is the matter while the store is out, and serves when it is back', async () => {
    const { open, state } = await runPage(serve)
    state.isOut = () => true
    const answer = await open(path)
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('ERR_SSO_STORE_UNAVAILABLE')
    state.isOut = () => false
    expect((await open(path)).status).toBe(200)
  })

  test('goes on after a store that went out between guard and page', async () => {
    const { open, state } = await runPage(serve)
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    let reads = 0
    state.isOut = (method) => method === 'get' && ++reads === 2
    expect((await open(path)).status).toBe(500)
    expect(told.mock.calls.length).toBe(name.includes('Express') ? 0 : 1)
    expect((await open(path)).status).toBe(200)
  })
})

test.each(['several-providers.md', 'several-providers.zh-CN.md'])(
  'the page of %s that everybody sees goes on after a store that was out',
  async (page) => {
    const { open, state } = await runPage(serveSeveral(page))
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    state.isOut = () => true
    expect((await open('/')).status).toBe(500)
    expect(told).toHaveBeenCalledOnce()
    state.isOut = () => false
    expect((await open('/')).text).toBe(`someone of ${ISSUER}`)
  },
)
