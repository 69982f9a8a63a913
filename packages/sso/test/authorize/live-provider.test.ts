import {
  createBrowser,
  type IdentityProvider,
  startApplication,
  startIdentityProvider,
} from '@xinyin/sandbox'
import { findHostileMode } from '@xinyin/sandbox/hostile'
import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import { createRelyingParty, memoryStore, type ProviderOptions, type RelyingParty } from '../../src/index.ts'

type Way = Pick<
  ProviderOptions,
  | 'profile'
  | 'pushedRequests'
  | 'signedRequests'
  | 'signedResponses'
  | 'responseMode'
  | 'responseDecryptionKey'
  | 'binding'
>

const encryption = await generateKeyPair('ECDH-ES', { extractable: true })
const encryptionJwk = await exportJWK(encryption.publicKey)
let provider: IdentityProvider
let serial = 0
const ending: { close(): Promise<void> }[] = []

beforeAll(async () => {
  provider = await startIdentityProvider()
})
afterAll(async () => {
  for (const server of ending) await server.close()
  await provider.close()
})

/** A portal that goes a way, at `oidc-provider`; and a browser that tells where it was sent. */
async function startPortal(way: Way) {
  serial += 1
  const clientId = `portal-${serial}`
  const errors: unknown[] = []
  let sso: RelyingParty | undefined
  const known = { clientId, name: clientId, provider, ...(way.responseDecryptionKey && { encryptionJwk }) }
  const application = await startApplication(known, (joined) => {
    sso = createRelyingParty({
      ...joined,
      ...way,
      store: memoryStore(),
      onError: (error) => errors.push(error),
    })
    const handle = nodeHandler(sso)
    return async (request, response) => {
      if (!(await handle(request, response))) response.end('home')
    }
  })
  ending.push(application)
  const messages = () => provider.messages.filter((message) => message.clientId === clientId)
  const last = (kind: string) => messages().findLast((message) => message.kind === kind)
  return { ...application, errors, last, messages, clientId }
}

const names = (fields: readonly (readonly [string, string])[] = []) => fields.map(([name]) => name)

async function signIn(origin: string, query = '') {
  const browser = createBrowser()
  await browser.open(`${origin}/login${query}`)
  const page = await browser.press('natural-3')
  const session = await browser.send(`${origin}/session`)
  return { browser, page, session }
}

describe('at oidc-provider, a sign-in', () => {
  const ways: [name: string, way: Way, sent: { pushed: boolean; inBrowser: string[] }][] = [
    [
      'through the browser',
      { pushedRequests: false },
      { pushed: false, inBrowser: ['state', 'nonce', 'code_challenge'] },
    ],
    ['by a pushed request', {}, { pushed: true, inBrowser: ['request_uri'] }],
    [
      'by a signed request',
      { pushedRequests: false, signedRequests: true },
      { pushed: false, inBrowser: ['request'] },
    ],
    [
      'by a signed and pushed request',
      { signedRequests: true },
      { pushed: true, inBrowser: ['request_uri'] },
    ],
    ['with a signed answer', { signedResponses: true }, { pushed: true, inBrowser: ['request_uri'] }],
    [
      'with an encrypted answer',
      { signedResponses: true, responseDecryptionKey: encryption.privateKey },
      { pushed: true, inBrowser: ['request_uri'] },
    ],
    [
      'with an answer that is posted',
      { responseMode: 'form_post' },
      { pushed: true, inBrowser: ['request_uri'] },
    ],
    [
      'with a signed answer that is posted',
      { signedResponses: true, responseMode: 'form_post' },
      { pushed: true, inBrowser: ['request_uri'] },
    ],
    [
      'with an encrypted answer that is posted',
      { signedResponses: true, responseMode: 'form_post', responseDecryptionKey: encryption.privateKey },
      { pushed: true, inBrowser: ['request_uri'] },
    ],
    [
      'with all of them',
      { signedRequests: true, signedResponses: true },
      { pushed: true, inBrowser: ['request_uri'] },
    ],
    [
      'by the FAPI 2.0 profile',
      { profile: 'fapi2', binding: { by: 'dpop' } },
      { pushed: true, inBrowser: ['request_uri'] },
    ],
    [
      'by the FAPI 2.0 profile with everything signed',
      { profile: 'fapi2', binding: { by: 'dpop' }, signedRequests: true, signedResponses: true },
      { pushed: true, inBrowser: ['request_uri'] },
    ],
  ]
  test.each(ways)('%s', async (_, way, { pushed, inBrowser }) => {
    const portal = await startPortal(way)
    const { page, session } = await signIn(portal.origin, '?max_age=3600&level=3')
    expect(portal.errors).toEqual([])
    expect(page).toMatchObject({ url: `${portal.origin}/`, status: 200 })
    expect(JSON.parse(session.html).user).toMatchObject({ sub: 'natural-3', level: 3 })
    expect(portal.messages().some(({ kind }) => kind === 'pushed')).toBe(pushed)
    const sent = names(portal.last('authorization')?.sent)
    expect(sent).toEqual(expect.arrayContaining(inBrowser))
    if (pushed) expect(sent.sort()).toEqual(['client_id', 'request_uri'])
  })

  test('comes back in an envelope, with nothing to read but whom it is for', async () => {
    const portal = await startPortal({ signedResponses: true, responseDecryptionKey: encryption.privateKey })
    await signIn(portal.origin)
    const [[name, response] = [], ...others] = portal.last('callback')?.sent ?? []
    expect([name, others]).toEqual(['response', []])
    expect(decodeProtectedHeader(response ?? '')).toMatchObject({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      cty: 'JWT',
    })
    expect(response?.split('.')).toHaveLength(5)
  })

  test('anew after prompt=login asks the person again, and tells when', async () => {
    const portal = await startPortal({})
    const { browser, session } = await signIn(portal.origin)
    const before = JSON.parse(session.html)
    const again = await browser.open(`${portal.origin}/login?prompt=login`)
    expect(new URL(again.url).origin).toBe(provider.issuer)
    await browser.press('natural-3')
    const { html } = await browser.send(`${portal.origin}/session`)
    expect(JSON.parse(html).createdAt).not.toBe(before.createdAt)
    expect(portal.errors).toEqual([])
  })

  test('that troubles nobody comes back as it went, and signs in who is known', async () => {
    const portal = await startPortal({ signedResponses: true })
    const posting = await startPortal({ responseMode: 'form_post' })
    const stranger = createBrowser()
    const gone = await stranger.open(`${posting.origin}/login?prompt=none&returnTo=/away`)
    expect(gone.url).toBe(`${posting.origin}/away`)
    const browser = createBrowser()
    const away = await browser.open(`${portal.origin}/login?prompt=none&returnTo=/away`)
    expect(away.url).toBe(`${portal.origin}/away`)
    expect((await browser.send(`${portal.origin}/session`)).status).toBe(401)
    await browser.open(`${portal.origin}/login`)
    await browser.press('natural-3')
    const other = await startPortal({})
    await browser.open(`${other.origin}/login?prompt=none`)
    expect((await browser.send(`${other.origin}/session`)).status).toBe(200)
    expect([...portal.errors, ...posting.errors, ...other.errors]).toEqual([])
  })
})

describe('at oidc-provider, attacks', () => {
  /** The address of the provider to which a sign-in sends the browser. */
  async function sentTo(origin: string): Promise<string> {
    const response = await fetch(`${origin}/login`, { redirect: 'manual' })
    return response.headers.get('location') ?? ''
  }

  /** Why the provider refuses an address, with which it sends the browser back. */
  async function refusalOf(address: string): Promise<string | null> {
    const location = (await fetch(address, { redirect: 'manual' })).headers.get('location') ?? 'error:'
    return new URL(location).searchParams.get('error')
  }

  test.each([
    'callback-issuer-other',
    'callback-code-twice',
    'callback-state-other',
    'callback-with-id-token',
  ])('an answer that is posted and hostile (%s) is refused', async (name) => {
    const portal = await startPortal({ responseMode: 'form_post' })
    const mode = findHostileMode(name)
    if (mode === undefined) throw new Error(name)
    provider.behave({ hostile: mode })
    try {
      const { page, session } = await signIn(portal.origin)
      expect(page.html.match(/ERR_SSO_\w+/g)?.at(-1)).toBe(mode.refusedBy)
      expect(session.status).toBe(401)
    } finally {
      provider.behave({ hostile: undefined })
    }
  })

  test('a reference to a pushed request counts once (replay)', async () => {
    const address = await sentTo((await startPortal({})).origin)
    const browser = createBrowser()
    await browser.open(address)
    await browser.press('natural-3')
    expect(await refusalOf(address)).toBe('invalid_request_uri')
  })

  test('a reference is nothing to another client', async () => {
    const [mine, theirs] = [await startPortal({}), await startPortal({})]
    const address = new URL(await sentTo(mine.origin))
    address.searchParams.set('client_id', theirs.clientId)
    expect(await refusalOf(address.href)).toBe('invalid_request_object')
  })

  test('what stands beside a reference or a signed request is not heeded', async () => {
    for (const way of [{}, { signedRequests: true, pushedRequests: false }]) {
      const portal = await startPortal(way)
      const address = new URL(await sentTo(portal.origin))
      address.searchParams.set('scope', 'openid')
      address.searchParams.set('acr_values', 'urn:evil')
      const browser = createBrowser()
      const page = await browser.open(address.href)
      expect(page.status).toBe(200)
      expect(page.html).not.toContain('urn:evil')
    }
  })

  test('a signed request whose bytes were changed is refused', async () => {
    const portal = await startPortal({ signedRequests: true, pushedRequests: false })
    const address = new URL(await sentTo(portal.origin))
    const [header, payload = '', signature] = address.searchParams.get('request')?.split('.') ?? []
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const changed = Buffer.from(JSON.stringify({ ...claims, max_age: 0 })).toString('base64url')
    address.searchParams.set('request', `${header}.${changed}.${signature}`)
    expect(await refusalOf(address.href)).toBe('invalid_request_object')
  })
})
