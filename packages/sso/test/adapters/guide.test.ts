import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ModuleKind, transpileModule } from 'typescript'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import { type RecordStore, type RelyingParty, sealedStore } from '../../src/index.ts'
import { memoryRecords } from '../../src/stores/memory.ts'
import { createBench, Jar, NOW, signIn } from '../hostile-provider.ts'

const GUIDE = join(import.meta.dirname, '../../../../docs/guide')

/** `serve` as it stands on a page. */
function serveOf(page: string): (sso: RelyingParty) => Server {
  const blocks = [...readFileSync(join(GUIDE, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
  const code = blocks.map(([, block = '']) => block).find((block) => block.includes('function serve'))
  const plain = (code ?? '').replace(/^import .*$/gm, '').replace('export function', 'return function')
  const { outputText } = transpileModule(plain, { compilerOptions: { module: ModuleKind.None } })
  return new Function('createServer', 'nodeHandler', outputText)(createServer, nodeHandler)
}

const running: Server[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const server of running.splice(0)) server.close()
})

/** The page's portal on a store that can be out, and how to open a page of it. */
async function runPage(page: string) {
  const inner = memoryRecords({ clock: () => new Date(NOW * 1000) })
  const state: { isOut: (method: string) => boolean } = { isOut: () => false }
  const entries = Object.entries(inner) as [string, (...values: unknown[]) => Promise<unknown>][]
  const away = entries.map(([name, method]) => [
    name,
    async (...values: unknown[]) => {
      if (state.isOut(name)) throw new Error('away')
      return method(...values)
    },
  ])
  const keys = [{ id: 'k', secret: new Uint8Array(32) }] as const
  const store = sealedStore(Object.fromEntries(away) as RecordStore, { keys })
  const bench = await createBench({ store })
  const jar = new Jar()
  await signIn(bench, jar)
  const server = serveOf(page)(bench.sso)
  running.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const open = async (cookie = jar.header) => {
    const asked = request({ port, host: '127.0.0.1', headers: { accept: 'text/html', cookie } }).end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    return { status: answer.statusCode, location: answer.headers.location, text: await text(answer) }
  }
  return { open, state }
}

describe.each(['sign-on.md', 'sign-on.zh-CN.md'])('the portal of %s', (page) => {
  test('shows its page to who is signed in, and sends others to sign in', async () => {
    const { open } = await runPage(page)
    expect((await open()).text).toBe('natural-person')
    const stranger = await open('none=')
    expect([stranger.status, stranger.location]).toEqual([303, '/login?returnTo=%2F'])
  })

  test('shows what is the matter while the store is out, and serves when it is back', async () => {
    const { open, state } = await runPage(page)
    state.isOut = () => true
    const answer = await open()
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('ERR_SSO_STORE_UNAVAILABLE')
    state.isOut = () => false
    expect((await open()).status).toBe(200)
  })

  test('goes on after a store that went out between guard and page', async () => {
    const { open, state } = await runPage(page)
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    let reads = 0
    state.isOut = (method) => method === 'get' && ++reads === 2
    expect((await open()).status).toBe(500)
    expect(told).toHaveBeenCalledOnce()
    expect((await open()).status).toBe(200)
  })
})
