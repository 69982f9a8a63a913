import {
  createBrowser,
  type IdentityProvider,
  startApplication,
  startIdentityProvider,
} from '@xinyin/sandbox'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeHandler } from '../../../src/adapters/node-http.ts'
import { createRelyingParty, memoryStore, type ProviderOptions } from '../../../src/index.ts'

/** What becomes of a request of the portal on its way to the provider. */
type OnTheWay = (path: string, headers: Headers, form: URLSearchParams) => void | Promise<void>

let provider: IdentityProvider
let serial = 0
const ending: { close(): Promise<void> }[] = []
const thief = await generateKeyPair('ES256', { extractable: true })
const thiefJwk: JWK = await exportJWK(thief.publicKey)

beforeAll(async () => {
  provider = await startIdentityProvider()
})
afterAll(async () => {
  for (const server of ending) await server.close()
  await provider.close()
})

/** A proof for the token endpoint by a key that is not the portal's. */
const foreignProof = () =>
  new SignJWT({ htm: 'POST', htu: `${provider.issuer}/token`, jti: crypto.randomUUID() })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: thiefJwk })
    .setIssuedAt()
    .sign(thief.privateKey)

const proveAnew: OnTheWay = async (path, headers) => {
  if (path === '/token') headers.set('dpop', await foreignProof())
}

/** A sign-in at `oidc-provider` whose back channel is meddled with, and what came of it. */
async function signIn(way: Partial<ProviderOptions>, onTheWay: OnTheWay, change = (url: URL) => url) {
  serial += 1
  const clientId = `bound-${serial}`
  const errors: unknown[] = []
  const application = await startApplication({ clientId, name: clientId, provider }, (joined) => {
    const sso = createRelyingParty({
      ...joined,
      binding: { by: 'dpop' },
      ...way,
      store: memoryStore(),
      onError: (error) => errors.push(error),
      fetch: async (url, init = {}) => {
        const headers = new Headers(init.headers)
        const form = new URLSearchParams(String(init.body ?? ''))
        await onTheWay(new URL(url).pathname, headers, form)
        return fetch(url, { ...init, headers, ...(init.body ? { body: form } : {}) })
      },
    })
    const handle = nodeHandler(sso)
    return async (request, response) => {
      if (!(await handle(request, response))) response.end('home')
    }
  })
  ending.push(application)
  const browser = createBrowser()
  // The provider's address is opened by hand, so that it can be changed on the way.
  const page = await browser.send(`${application.origin}/login`)
  await browser.open(change(new URL(page.headers.location ?? 'error:')).href)
  await browser.press('natural-3')
  const session = await browser.send(`${application.origin}/session`)
  return { status: session.status, errors }
}

const REFUSED = [
  expect.objectContaining({ code: 'ERR_SSO_TOKEN_REFUSED', facts: { error: 'invalid_grant', status: 400 } }),
]

const ways: [name: string, way: Partial<ProviderOptions>][] = [
  ['a plain request', { pushedRequests: false }],
  ['a signed request', { pushedRequests: false, signedRequests: true }],
  ['a pushed request', {}],
  ['a pushed and signed request', { signedRequests: true }],
]

describe('attacks on a code that counts by the portal’s key (dpop_jkt), at oidc-provider', () => {
  test.each(ways)('none: after %s the provider takes the key that it named', async (_, way) => {
    expect(await signIn(way, () => {})).toEqual({ status: 200, errors: [] })
  })

  test.each(ways)('after %s, another key at the token endpoint', async (_, way) => {
    expect(await signIn(way, proveAnew)).toEqual({ status: 401, errors: REFUSED })
  })

  test.each(ways)('after %s, no key at the token endpoint', async (_, way) => {
    const prove: OnTheWay = (path, headers) => {
      if (path === '/token') headers.delete('dpop')
    }
    expect(await signIn(way, prove)).toEqual({ status: 401, errors: REFUSED })
  })

  test('none: without the thumbprint, which is what refuses it, the other key is taken', async () => {
    const prove: OnTheWay = async (path, headers, form) => {
      await proveAnew(path, headers, form)
      if (path === '/request') form.delete('dpop_jkt')
    }
    expect(await signIn({}, prove)).toEqual({ status: 200, errors: [] })
  })

  test('another thumbprint in the address, which the browser can change in a plain request', async () => {
    const change = (url: URL) => {
      url.searchParams.set('dpop_jkt', 'A'.repeat(43))
      return url
    }
    expect(await signIn({ pushedRequests: false }, () => {}, change)).toEqual({
      status: 401,
      errors: REFUSED,
    })
    // Beside a reference or a signed request it is not heeded.
    expect(await signIn({}, () => {}, change)).toEqual({ status: 200, errors: [] })
    expect(await signIn({ pushedRequests: false, signedRequests: true }, () => {}, change)).toEqual({
      status: 200,
      errors: [],
    })
  })
})
