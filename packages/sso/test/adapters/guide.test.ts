import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import express from 'express'
import express4 from 'express4'
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { expressHandlers } from '../../src/adapters/express.ts'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import type { RelyingParty } from '../../src/index.ts'
import { ISSUER } from '../hostile-provider.ts'
import { signedInWithAway } from './away.ts'

const GUIDE = join(import.meta.dirname, '../../../../docs/guide')

/** Runs the block of a page that has some words in it, with what it imports, and what it takes from blocks before it. */
async function runBlock(page: string, words: string, given: Record<string, unknown>): Promise<unknown> {
  const blocks = [...readFileSync(join(GUIDE, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
  const code = blocks.map(([, block = '']) => block).find((block) => block.includes(words)) ?? ''
  const plain = code.replace(/^import .*$/gm, '').replace('export function', 'return function')
  const compilerOptions = { module: ModuleKind.None, target: ScriptTarget.ES2022 }
  const { outputText } = transpileModule(`return (async () => {\n${plain}\n})()`, { compilerOptions })
  return new Function(...Object.keys(given), outputText)(...Object.values(given))
}

type Serve = (sso: RelyingParty) => Promise<Server>
type Listener = RequestListener

/** `createServer` of a page that has a port of its own in mind. */
function onAnyPort(taken: (server: Server) => void) {
  return (listener: Listener) => {
    const server = createServer(listener)
    return { listen: () => taken(server) }
  }
}

const serveSignOn =
  (page: string): Serve =>
  async (sso) => {
    const serve = await runBlock(page, 'function serve', { createServer, nodeHandler })
    return (serve as (sso: RelyingParty) => Server)(sso)
  }

const serveNode =
  (page: string): Serve =>
  (sso) =>
    new Promise((resolve, reject) => {
      const given = { createServer: onAnyPort(resolve), nodeHandler, sso }
      runBlock(page, "from '@xinyin/sso/node-http'", given).catch(reject)
    })

const serveExpress =
  (page: string, make: typeof express): Serve =>
  (sso) =>
    new Promise((resolve, reject) => {
      const app = () => {
        const made = make()
        made.set('env', 'test')
        return Object.assign(made, { listen: () => resolve(createServer(made)) })
      }
      runBlock(page, "from 'express'", { express: app, expressHandlers, sso }).catch(reject)
    })

const serveSeveral =
  (page: string): Serve =>
  (sso) =>
    new Promise((resolve, reject) => {
      const startApplication = async (_: unknown, make: (joined: object) => Promise<Listener>) =>
        resolve(createServer(await make({})))
      const place = { issuer: ISSUER, register: async () => {} }
      const given = { startApplication, nodeHandler, province: place, directory: place }
      const rest = { createRelyingParty: () => sso, memoryStore: () => {}, exportClientJwk: () => {} }
      runBlock(page, 'staffOnly', { ...given, ...rest, portal: {} }).catch(reject)
    })

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
