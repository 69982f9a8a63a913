import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import type { RelyingParty } from '@xinyin/sso'
import type { Bff } from '@xinyin/sso/bff'
import { nodeHandler } from '@xinyin/sso/node-http'

const TYPES = { 'index.html': 'text/html', 'page.js': 'text/javascript', 'style.css': 'text/css' }
const FILES = new Map(
  Object.entries(TYPES).map(([name, type]) => [
    name === 'index.html' ? '/' : `/${name}`,
    { type: `${type}; charset=utf-8`, bytes: readFileSync(join(import.meta.dirname, 'page', name)) },
  ]),
)

/** The back end of the page, with `node:http` alone: sign-on, the way to the interface, and three files. */
export function createPortal(sso: RelyingParty, bff: Bff): RequestListener {
  const signOn = nodeHandler(sso)
  const toInterface = nodeHandler(bff)
  return async (request, response) => {
    if ((await signOn(request, response)) || (await toInterface(request, response))) return
    const file = FILES.get(request.url ?? '/')
    response.setHeader('content-security-policy', "default-src 'self'; frame-ancestors 'none'")
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' })
    response.end(file?.bytes)
  }
}
