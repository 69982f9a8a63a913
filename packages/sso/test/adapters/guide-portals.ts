import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import type express from 'express'
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript'
import { expressHandlers } from '../../src/adapters/express.ts'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import type { RelyingParty } from '../../src/index.ts'
import { ISSUER } from '../hostile-provider.ts'

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

/** Serves a page's portal with a relying party in place of its own; the server listens nowhere yet. */
export type Serve = (sso: RelyingParty) => Promise<Server>
/** `createServer` of a page that has a port of its own in mind. */
function onAnyPort(taken: (server: Server) => void) {
  return (listener: RequestListener) => {
    const server = createServer(listener)
    return { listen: () => taken(server) }
  }
}

export const serveSignOn =
  (page: string): Serve =>
  async (sso) => {
    const serve = await runBlock(page, 'function serve', { createServer, nodeHandler })
    return (serve as (sso: RelyingParty) => Server)(sso)
  }

export const serveNode =
  (page: string): Serve =>
  (sso) =>
    new Promise((resolve, reject) => {
      const given = { createServer: onAnyPort(resolve), nodeHandler, sso }
      runBlock(page, "from '@xinyin/sso/node-http'", given).catch(reject)
    })

export const serveExpress =
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

export const serveSeveral =
  (page: string): Serve =>
  (sso) =>
    new Promise((resolve, reject) => {
      const startApplication = async (_: unknown, make: (joined: object) => Promise<RequestListener>) =>
        resolve(createServer(await make({})))
      const place = { issuer: ISSUER, register: async () => {} }
      const given = { startApplication, nodeHandler, province: place, directory: place }
      const rest = { createRelyingParty: () => sso, memoryStore: () => {}, exportClientJwk: () => {} }
      runBlock(page, 'staffOnly', { ...given, ...rest, portal: {} }).catch(reject)
    })
