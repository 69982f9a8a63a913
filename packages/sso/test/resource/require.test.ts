import { createServer, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, test } from 'vitest'
import type { ApiGuard, Needs } from '../../src/resource/index.ts'
import { NOW } from '../hostile-provider.ts'
import { API, accessToken, bearer, createGuardBench, proofKey, proofOf, sha256 } from './bench.ts'

let server: Server | undefined
afterEach(() => server?.close())

async function serve(listener: RequestListener): Promise<number> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Sends headers as they are, twice too. */
function send(port: number, path: string, headers: readonly string[], method = 'GET') {
  return new Promise<{ status: number; challenge: string; body: string }>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers: [...headers, 'host', 'evil.example'] }
    const outgoing = request(options, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      const challenge = String(response.headers['www-authenticate'] ?? '')
      resolve({ status: response.statusCode ?? 0, challenge, body })
    })
    outgoing.once('error', reject)
    outgoing.end()
  })
}

function withExpress(api: ApiGuard, needs: Needs): RequestListener {
  const app = express()
  const cases = express.Router()
  cases.get('/', api.require(needs), (incoming, response) => {
    response.send(api.access(incoming)?.sub)
  })
  app.use('/cases', cases)
  return app
}

function withNode(api: ApiGuard, needs: Needs): RequestListener {
  const guarded = api.require(needs)
  return (incoming, response) => guarded(incoming, response, () => response.end(api.access(incoming)?.sub))
}

const adapters: [name: string, make: (api: ApiGuard, needs: Needs) => RequestListener][] = [
  ['Express', withExpress],
  ['node:http', withNode],
]

describe.each(adapters)('over %s', (_, make) => {
  const needs = { scopes: ['cases.read'] }

  test('lets a request through and says what it may do', async () => {
    const { api } = await createGuardBench()
    const port = await serve(make(api, needs))
    const token = await accessToken()
    expect(await send(port, '/cases', ['authorization', `Bearer ${token}`])).toMatchObject({
      status: 200,
      body: 'someone',
    })
  })

  test('answers one that brings nothing', async () => {
    const { api } = await createGuardBench()
    const port = await serve(make(api, needs))
    const { status, challenge, body } = await send(port, '/cases', [])
    expect([status, challenge]).toEqual([401, 'DPoP algs="ES256 EdDSA Ed25519 PS256", Bearer'])
    expect(JSON.parse(body)).toMatchObject({
      code: 'ERR_SSO_CREDENTIALS_ABSENT',
      check: 'request.credentials',
    })
  })

  test('sees both of two tokens, of which Node shows one', async () => {
    const { api } = await createGuardBench()
    const port = await serve(make(api, needs))
    const good = `Bearer ${await accessToken()}`
    const { status, body } = await send(port, '/cases', [
      'authorization',
      good,
      'authorization',
      'Bearer other',
    ])
    expect([status, JSON.parse(body).code]).toEqual([400, 'ERR_SSO_CREDENTIALS_FORM'])
  })

  test('holds proofs against the whole path at the configured origin', async () => {
    const { api } = await createGuardBench()
    const port = await serve(make(api, needs))
    const { jkt } = await proofKey()
    const token = await accessToken({ cnf: { jkt } })
    const ask = async (htu: string) =>
      send(port, '/cases', ['authorization', `DPoP ${token}`, 'dpop', await proofOf(token, { htu })])
    expect((await ask(`${API}/cases`)).status).toBe(200)
    expect((await ask('https://evil.example/cases')).status).toBe(401)
    expect((await ask(`${API}/`)).status).toBe(401)
  })

  test('shows only requests that were let through', async () => {
    const { api } = await createGuardBench()
    const port = await serve(make(api, { level: 4 }))
    expect((await send(port, '/cases', ['authorization', `Bearer ${await accessToken()}`])).status).toBe(401)
    expect(api.access({})).toBeUndefined()
  })
})

describe('a guard before a route', () => {
  test('takes Web requests', async () => {
    const { api } = await createGuardBench()
    const guarded = api.require({ scopes: ['cases.read'] })
    const good = bearer(await accessToken())
    expect(await guarded(good)).toBeUndefined()
    expect(api.access(good)?.sub).toBe('someone')
    const late = bearer(await accessToken({ exp: NOW - 60 }))
    expect((await guarded(late))?.status).toBe(401)
    expect(api.access(late)).toBeUndefined()
  })

  test('takes the certificate of the connection, where this process ends its TLS', async () => {
    const { api } = await createGuardBench()
    const raw = crypto.getRandomValues(new Uint8Array(300))
    const token = await accessToken({ cnf: { 'x5t#S256': await sha256(raw) } })
    const ask = (socket: object | undefined) =>
      new Promise<unknown>((resolve) => {
        const request = {
          method: 'GET',
          url: '/cases',
          headers: { authorization: `Bearer ${token}` },
          socket,
        }
        const response = { statusCode: 0, setHeader: () => {}, end: () => resolve(response.statusCode) }
        api.require()(request, response, (error) => resolve(error ?? 'through'))
      })
    expect(await ask({ getPeerCertificate: () => ({ raw }) })).toBe('through')
    expect(await ask({ getPeerCertificate: () => ({ raw: raw.subarray(1) }) })).toBe(401)
    expect(await ask({ getPeerCertificate: () => ({}) })).toBe(401)
    expect(await ask({ getPeerCertificate: () => null })).toBe(401)
    expect(await ask({})).toBe(401)
    expect(await ask(undefined)).toBe(401)
  })

  test('says which argument is missing when called wrongly', async () => {
    const { api } = await createGuardBench()
    const guarded = api.require() as unknown as (request: object) => unknown
    expect(() => guarded({ headers: {} })).toThrowError(TypeError)
  })

  test('hands what cannot be made a Web request to the error handler', async () => {
    const { api } = await createGuardBench()
    const request = { method: 'GET', url: '/cases', headers: { 'x y': 'z' } }
    const response = { statusCode: 0, setHeader: () => {}, end: () => {} }
    const error = await new Promise((resolve) => api.require()(request, response, resolve))
    expect(error).toBeInstanceOf(TypeError)
  })
})

describe('attack: over node:http, where what follows hears of no error, nothing gets through', () => {
  test.each(['*', 'http://[', 'http://u:p@api.example/cases'])('by an address like %s', async (path) => {
    const { api } = await createGuardBench()
    const port = await serve(withNode(api, {}))
    const { status, body } = await send(port, path, [], 'OPTIONS')
    expect([status, body]).toEqual([401, expect.stringContaining('ERR_SSO_CREDENTIALS_ABSENT')])
  })

  test('by a fault on the way to an answer', async () => {
    const clock = () => {
      throw new Error('secret')
    }
    const { api } = await createGuardBench({ clock })
    const port = await serve(withNode(api, {}))
    const token = await accessToken()
    const { status, body } = await send(port, '/cases', ['authorization', `Bearer ${token}`])
    expect([status, body]).toEqual([500, ''])
  })
})
