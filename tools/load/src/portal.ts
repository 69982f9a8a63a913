// One process of a portal that runs in two, on a store that they share.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSigner, decodeBase64, parsePrivateKey } from '@xinyin/core'
import { createRelyingParty, SsoError } from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import { guard } from '@xinyin/sso/resource'
import { connect } from '../../interop/src/sso/connect.ts'
import type { PortalOrder, Told } from './portal-order.ts'

const order = JSON.parse(process.argv[2] ?? '') as PortalOrder
const { issuer, clientId, origin, api: audience, privateKey, address } = order
const { store, revocations } = await connect(address, { milliseconds: 2000 })
const signer = createSigner(parsePrivateKey(decodeBase64(privateKey)))
const sso = createRelyingParty({
  issuer,
  clientId,
  signer,
  origin,
  store,
  revocations,
  scopes: ['profile', 'cases.read'],
  tokens: { resources: [audience] },
})
const signOn = nodeHandler(sso)
const api = guard({ issuer, audience, origin, revocations })

/** What the interface says of the token that the portal has for whoever is signed in. */
async function callInterface(request: IncomingMessage): Promise<string> {
  const { value } = await sso.accessToken(request)
  const { verdict, subject, checks } = await api.checkToken(value)
  if (verdict === 'passed') return `sub=${subject?.sub}`
  const [code] = checks.flatMap((check) => check.code ?? [])
  // What cannot be told is asked again.
  if (verdict === 'indeterminate') throw new SsoError('ERR_SSO_STORE_UNAVAILABLE')
  return `refused: ${code}`
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (await signOn(request, response)) return
  const session = await sso.session(request)
  if (session === undefined) response.writeHead(401).end('nobody')
  else if (request.url === '/api') response.end(await callInterface(request))
  else response.end(`sub=${session.user.sub}`)
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: { code?: string }) => {
    const { code = 'unknown' } = error
    const isOutage = code.startsWith('ERR_SSO_STORE') || code.startsWith('ERR_SSO_FETCH')
    const isSignedOut = code === 'ERR_SSO_SIGNED_OUT'
    response.writeHead(isSignedOut ? 401 : isOutage ? 503 : 500).end(code)
  })
})
server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }))
setInterval(() => tell({ memory: process.memoryUsage().rss }), 500)

function tell(told: Told): void {
  process.send?.(told)
}

// Who started it has gone.
process.on('disconnect', () => process.exit())
