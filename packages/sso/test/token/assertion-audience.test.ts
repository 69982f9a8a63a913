import { decodeJwt, exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  type AssertionAudience,
  createRelyingParty,
  memoryStore,
  type ProviderOptions,
} from '../../src/index.ts'
import { guard } from '../../src/resource/index.ts'
import { codeOf, createBench, get, ISSUER, Jar, keyPair, NOW, ORIGIN, post } from '../hostile-provider.ts'

const clientKey = await exportJWK((await keyPair('ES256', 'client')).privateKey)

/** A provider that takes an assertion for one audience at each of its endpoints, and no other. */
async function createStrictBench(taken: AssertionAudience, assertionAudience?: AssertionAudience) {
  const asserted: [path: string, audience: unknown][] = []
  const bench = await createBench({
    ...(assertionAudience && { assertionAudience }),
    tokens: {},
    fetch: async (url, init) => {
      const assertion = new URLSearchParams(String(init?.body ?? '')).get('client_assertion')
      if (assertion === null) return bench.provider.fetch(url, init)
      const { aud } = decodeJwt(assertion)
      asserted.push([new URL(url).pathname, aud])
      const wanted = { issuer: ISSUER, 'token-endpoint': `${ISSUER}/token`, endpoint: url }[taken]
      if (aud !== wanted) return Response.json({ error: 'invalid_client' }, { status: 401 })
      if (url.endsWith('/par'))
        return Response.json({ request_uri: 'urn:example:one', expires_in: 60 }, { status: 201 })
      if (url.endsWith('/revoke')) return new Response(null)
      const answer = (await (await bench.provider.fetch(url, init)).json()) as object
      return Response.json({ ...answer, refresh_token: 'r' })
    },
  })
  bench.provider.metadata['pushed_authorization_request_endpoint'] = `${ISSUER}/par`
  bench.provider.metadata['revocation_endpoint'] = `${ISSUER}/revoke`
  return { ...bench, asserted }
}

async function visit(bench: Awaited<ReturnType<typeof createStrictBench>>) {
  const jar = new Jar()
  const sent = await get(bench, '/login', jar)
  if (sent.status !== 303) return codeOf(sent)
  return sent.status
}

describe('client assertions are for', () => {
  test.each<[AssertionAudience | undefined, AssertionAudience]>([
    [undefined, 'issuer'],
    ['issuer', 'issuer'],
    ['token-endpoint', 'token-endpoint'],
    ['endpoint', 'endpoint'],
  ])('%s: pushed requests are taken', async (option, taken) => {
    expect(await visit(await createStrictBench(taken, option))).toBe(303)
  })

  test('a provider that wants another audience takes none', async () => {
    expect(await visit(await createStrictBench('endpoint'))).toBe('ERR_SSO_REQUEST_REFUSED')
    expect(await visit(await createStrictBench('issuer', 'endpoint'))).toBe('ERR_SSO_REQUEST_REFUSED')
  })

  test.each<[AssertionAudience, string[]]>([
    ['issuer', [ISSUER, ISSUER]],
    ['token-endpoint', [`${ISSUER}/token`, `${ISSUER}/token`]],
    ['endpoint', [`${ISSUER}/token`, `${ISSUER}/revoke`]],
  ])('%s at the token and the revocation endpoint', async (audience, expected) => {
    const bench = await createStrictBench(audience, audience)
    delete bench.provider.metadata['pushed_authorization_request_endpoint']
    const jar = new Jar()
    const sent = new URL((await get(bench, '/login', jar)).headers.get('location') ?? '')
    bench.provider.nonce = sent.searchParams.get('nonce') ?? ''
    const answer = { code: 'code', state: sent.searchParams.get('state') ?? '', iss: ISSUER }
    expect((await get(bench, `/callback?${new URLSearchParams(answer)}`, jar)).status).toBe(303)
    await post(bench, '/logout', {}, jar)
    expect(bench.asserted).toEqual([
      ['/token', expected[0]],
      ['/revoke', expected[1]],
    ])
  })

  test.each<[AssertionAudience | undefined, string]>([
    [undefined, ISSUER],
    ['token-endpoint', `${ISSUER}/token`],
    ['endpoint', `${ISSUER}/introspect`],
  ])('%s where an interface asks about a token', async (audience, expected) => {
    const { provider } = await createBench()
    const found: unknown[] = []
    const api = guard({
      issuer: ISSUER,
      audience: 'api',
      origin: ORIGIN,
      introspection: {
        endpoint: `${ISSUER}/introspect`,
        clientId: 'api',
        clientKey,
        answers: 'plain',
        ...(audience && { assertionAudience: audience }),
      },
      fetch: async (url, init) => {
        if (!url.endsWith('/introspect')) return provider.fetch(url, init)
        found.push(decodeJwt(new URLSearchParams(String(init?.body)).get('client_assertion') ?? '').aud)
        return Response.json({ active: true, aud: 'api', sub: 'someone' })
      },
      clock: () => new Date(NOW * 1000),
    })
    expect((await api.checkToken('opaque')).verdict).toBe('passed')
    expect(found).toEqual([expected])
  })
})

describe('an audience that could be another’s is refused when it is set up', () => {
  const provider = (issuer: string, change: Partial<ProviderOptions> = {}): ProviderOptions => ({
    issuer,
    clientId: 'portal',
    clientKey,
    ...change,
  })
  const setUp = (...providers: [ProviderOptions, ...ProviderOptions[]]) =>
    createRelyingParty({ origin: ORIGIN, store: memoryStore(), providers })

  test('a token endpoint that may lie where another provider is', () => {
    const asserting = { assertionAudience: 'token-endpoint' } as const
    const hosted = 'https://gateway.example'
    expect(() => setUp(provider(`${hosted}/a`, asserting), provider(`${hosted}/b`))).toThrow(
      'providers.0.assertionAudience',
    )
    expect(() =>
      setUp(
        provider('https://a.example', { ...asserting, endpointOrigins: [hosted] }),
        provider(`${hosted}/b`),
      ),
    ).toThrow('providers.0.assertionAudience')
    expect(() => setUp(provider('https://a.example', asserting), provider(`${hosted}/b`))).not.toThrow()
  })

  test('anything but the issuer under FAPI 2.0, and a name that is none', () => {
    const fapi = { profile: 'fapi2', binding: { by: 'dpop' } } as const
    expect(() => setUp(provider(ISSUER, { ...fapi, assertionAudience: 'endpoint' }))).toThrow(
      'assertionAudience',
    )
    expect(() => setUp(provider(ISSUER, { ...fapi, assertionAudience: 'issuer' }))).not.toThrow()
    expect(() => setUp(provider(ISSUER, { assertionAudience: '' as 'issuer' }))).toThrow('assertionAudience')
  })
})
