import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBff } from '@xinyin/sso/bff'
import {
  createBench,
  get,
  ISSUER,
  Jar,
  mint,
  NOW,
  ORIGIN,
  signIn,
  start,
} from '../../../../packages/sso/test/hostile-provider.ts'
import { accessToken, createGuardBench, dpop, proofOf } from '../../../../packages/sso/test/resource/bench.ts'
import { createTokenBench } from '../../../../packages/sso/test/token/token-bench.ts'
import { drain, type Question } from './probe.ts'

/** A header or an address, and a token, as long as may be. */
const LONG = 16_000
const TOKEN = 11_000
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const MIB = 1024 * 1024

const fill = (size: number) => 'a'.repeat(size)
let serial = 0

async function logoutToken(): Promise<string> {
  serial += 1
  const claims = {
    iss: ISSUER,
    aud: 'portal',
    iat: NOW,
    exp: NOW + 120,
    jti: `jti-${serial}`,
    sid: 'op-session',
  }
  const events = { [EVENT]: {} }
  return mint({ ...claims, events, x: fill(TOKEN) }, { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' })
}

const form = (body: string, cookie = '') =>
  ({
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, cookie },
  }) as const

/** An interface that takes any body and answers with as much as may come. */
async function startInterface(answerBytes: number) {
  const piece = new Uint8Array(65_536)
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    for (let sent = 0; sent < answerBytes; sent += piece.length)
      if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A portal that keeps sessions, its back end for scripts, and an interface that asks for tokens. */
export async function askSignOn(): Promise<Question[]> {
  const bench = await createBench()
  const { sso } = bench
  const ask = async (path: string, init?: RequestInit) => {
    const response = await sso.handle(new Request(ORIGIN + path, init))
    return drain(response, response?.status ?? 200)
  }
  bench.provider.forge = (claims, header) => mint({ ...claims, x: fill(TOKEN) }, header)
  const tokens = await createTokenBench()
  const to = await startInterface(16 * MIB)
  const bff = createBff(tokens.sso, { upstreams: [{ path: '/api', to }] })
  const { api } = await createGuardBench()
  const many = Array.from({ length: 4000 }, (_, i) => `p${i}=`).join('&')
  return [
    {
      name: 'sso: login',
      ask: () =>
        ask(`/login?return_to=${encodeURIComponent(`/${fill(1000)}`)}&${many.slice(0, LONG - 1100)}`),
    },
    {
      name: 'sso: callback with a long ID token',
      async ask() {
        if ((await signIn(bench, new Jar())).status >= 500) throw new Error('no sign-in')
      },
    },
    {
      name: 'sso: callback with a long address',
      async ask() {
        const jar = new Jar()
        const asked = await start(bench, jar)
        await drain(
          await get(bench, `/callback?state=${asked.get('state')}&${many.slice(0, LONG)}`, jar),
          400,
        )
      },
    },
    { name: 'sso: callback that is posted', ask: () => ask('/callback', form(many.slice(0, 32_000))) },
    {
      name: 'sso: callback with many cookies',
      ask: () =>
        ask('/callback?code=a&state=b', { headers: { cookie: many.replaceAll('&', '; ').slice(0, 32_000) } }),
    },
    {
      name: 'sso: session',
      ask: () => ask('/session', { headers: { cookie: many.replaceAll('&', '; ').slice(0, 32_000) } }),
    },
    { name: 'sso: logout', ask: () => ask('/logout', form(many.slice(0, 32_000))) },
    {
      name: 'sso: back-channel logout',
      ask: async () =>
        ask(
          '/backchannel-logout',
          form(new URLSearchParams({ logout_token: await logoutToken() }).toString()),
        ),
    },
    {
      name: 'sso: front-channel logout',
      ask: () => ask(`/frontchannel-logout?iss=${fill(2000)}&sid=${fill(255)}&${many.slice(0, LONG - 3000)}`),
    },
    {
      name: 'sso: back end, 10 MiB sent and 16 MiB answered',
      async ask() {
        const headers = {
          'x-xinyin-csrf': '1',
          cookie: tokens.jar.header,
          'content-type': 'application/octet-stream',
        }
        const body = new Uint8Array(10 * MIB)
        await drain(await bff.handle(new Request(`${ORIGIN}/api/x`, { method: 'POST', headers, body })), 200)
      },
    },
    {
      name: 'sso: guard with a long token and a long proof',
      async ask() {
        serial += 1
        const token = await accessToken({ jti: `t-${serial}`, x: fill(TOKEN) })
        const proof = await proofOf(token, { x: fill(TOKEN / 2) })
        await api.check(dpop(token, proof))
      },
    },
    {
      name: 'sso: guard with no token at all',
      ask: () =>
        api.check(
          new Request(`https://api.example/?${many.slice(0, LONG)}`, {
            headers: { authorization: `Bearer ${fill(LONG)}` },
          }),
        ),
    },
  ]
}
