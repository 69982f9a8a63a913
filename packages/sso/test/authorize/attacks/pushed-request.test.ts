import { describe, expect, test } from 'vitest'
import { codeOf, get, ISSUER, Jar } from '../../hostile-provider.ts'
import { createPushingBench, taken } from '../pushing.ts'

describe('attacks on pushed requests', () => {
  const attacks: [name: string, code: string, answer: () => Response][] = [
    [
      'refuses',
      'ERR_SSO_REQUEST_REFUSED',
      () => Response.json({ error: 'invalid_request' }, { status: 400 }),
    ],
    [
      'refuses with markup',
      'ERR_SSO_REQUEST_REFUSED',
      () => Response.json({ error: '<script>' }, { status: 400 }),
    ],
    [
      'answers 200',
      'ERR_SSO_REQUEST_RESPONSE',
      () => Response.json({ request_uri: 'urn:x', expires_in: 60 }),
    ],
    [
      'redirects',
      'ERR_SSO_REQUEST_RESPONSE',
      () => new Response(null, { status: 307, headers: { location: 'https://evil.example/par' } }),
    ],
    ['answers with no JSON', 'ERR_SSO_REQUEST_RESPONSE', () => new Response('<html>', { status: 201 })],
    [
      'names two references',
      'ERR_SSO_REQUEST_RESPONSE',
      () => new Response('{"request_uri":"urn:a","request_uri":"urn:b","expires_in":60}', { status: 201 }),
    ],
    ['names no reference', 'ERR_SSO_REQUEST_RESPONSE', () => taken({ expires_in: 60 })],
    ['names a list', 'ERR_SSO_REQUEST_RESPONSE', () => taken({ request_uri: ['urn:a'], expires_in: 60 })],
    ['names no URI', 'ERR_SSO_REQUEST_RESPONSE', () => taken({ request_uri: 'one', expires_in: 60 })],
    [
      'breaks lines',
      'ERR_SSO_REQUEST_RESPONSE',
      () => taken({ request_uri: 'urn:a\r\nx: y', expires_in: 60 }),
    ],
    [
      'names an endless reference',
      'ERR_SSO_REQUEST_RESPONSE',
      () => taken({ request_uri: `urn:${'a'.repeat(9000)}`, expires_in: 60 }),
    ],
    ['names no end', 'ERR_SSO_REQUEST_RESPONSE', () => taken({ request_uri: 'urn:a' })],
    [
      'names an end that is past',
      'ERR_SSO_REQUEST_RESPONSE',
      () => taken({ request_uri: 'urn:a', expires_in: 0 }),
    ],
    [
      'sends ten megabytes',
      'ERR_SSO_FETCH_SIZE',
      () => new Response('x'.repeat(10_000_000), { status: 201 }),
    ],
  ]
  test.each(attacks)('a provider that %s is sent nobody', async (_, code, answer) => {
    const bench = await createPushingBench({}, answer)
    const response = await get(bench, '/login')
    expect(response.status).toBe(502)
    expect(response.headers.get('location')).toBeNull()
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await response.clone().text()).not.toContain('<script>')
    expect(await codeOf(response)).toBe(code)
  })

  test.each<[string, () => Response, object]>([
    ['201 without a body', () => new Response(null, { status: 201 }), { reason: 'HTTP 201 without a body' }],
    ['500 without a body', () => new Response('', { status: 500 }), { reason: 'HTTP 500 without a body' }],
    [
      'a page',
      () => new Response('<html>', { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } }),
      { reason: 'HTTP 503, text/html' },
    ],
    [
      'JSON that is no OAuth error',
      () => Response.json({}, { status: 403 }),
      { reason: 'HTTP 403, application/json' },
    ],
    [
      'an OAuth error',
      () => Response.json({ error: 'invalid_client' }, { status: 401 }),
      { error: 'invalid_client', status: 401 },
    ],
  ])('%s in answer is told with its status', async (_, answer, facts) => {
    const bench = await createPushingBench({}, answer)
    expect((await get(bench, '/login')).status).toBe(502)
    expect(bench.errors).toMatchObject([{ facts }])
  })

  test('an endpoint for pushes that lies elsewhere is none', async () => {
    const bench = await createPushingBench()
    bench.provider.metadata['pushed_authorization_request_endpoint'] = 'https://evil.example/par'
    expect(await codeOf(await get(bench, '/login'))).toBe('ERR_SSO_DISCOVERY_ENDPOINT')
    expect(bench.pushed).toEqual([])
  })

  test('a reference that is given out twice (replay) signs the second browser in to nothing', async () => {
    const bench = await createPushingBench()
    const [first, second] = [new Jar(), new Jar()]
    await get(bench, '/login', first)
    await get(bench, '/login', second)
    // The provider answers both with what the first had pushed.
    const state = bench.pushed[0]?.get('state') ?? ''
    bench.provider.nonce = bench.pushed[0]?.get('nonce') ?? ''
    const answer = `/callback?${new URLSearchParams({ code: 'code', state, iss: ISSUER })}`
    expect(await codeOf(await get(bench, answer, second))).toBe('ERR_SSO_TRANSACTION_ABSENT')
    expect((await get(bench, answer, first)).status).toBe(303)
  })
})
