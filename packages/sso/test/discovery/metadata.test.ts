import { describe, expect, test } from 'vitest'
import { codeOf, createBench, get, ISSUER, signIn } from '../hostile-provider.ts'

const PATH = '/.well-known/openid-configuration'

describe('discovery', () => {
  test('happens once an hour, for many at the same time once', async () => {
    const bench = await createBench()
    await Promise.all(Array.from({ length: 20 }, () => get(bench, '/login')))
    bench.clock.seconds += 3599
    await get(bench, '/login')
    expect(bench.provider.asked).toEqual([PATH])
    bench.clock.seconds += 1
    await get(bench, '/login')
    expect(bench.provider.asked).toEqual([PATH, PATH])
  })

  test('by a clock that was ahead is not trusted until that time comes', async () => {
    const bench = await createBench()
    bench.clock.seconds += 86_400
    await get(bench, '/login')
    bench.clock.seconds -= 86_400
    await get(bench, '/login')
    expect(bench.provider.asked).toEqual([PATH, PATH])
  })

  test('is tried again after it failed', async () => {
    const bench = await createBench()
    bench.provider.answers.set(PATH, () => new Response(null, { status: 500 }))
    expect((await get(bench, '/login')).status).toBe(502)
    expect(bench.errors).toMatchObject([{ code: 'ERR_SSO_DISCOVERY', facts: { reason: 'HTTP 500' } }])
    bench.provider.answers.clear()
    expect((await get(bench, '/login')).status).toBe(303)
  })

  const attacks: [name: string, code: string, metadata: Record<string, unknown>][] = [
    ['another issuer', 'ERR_SSO_DISCOVERY_ISSUER', { issuer: 'https://evil.example' }],
    ['the issuer with a slash', 'ERR_SSO_DISCOVERY_ISSUER', { issuer: `${ISSUER}/` }],
    ['no issuer', 'ERR_SSO_DISCOVERY_ISSUER', { issuer: undefined }],
    [
      'a token endpoint elsewhere',
      'ERR_SSO_DISCOVERY_ENDPOINT',
      { token_endpoint: 'https://evil.example/token' },
    ],
    [
      'a token endpoint on the inside',
      'ERR_SSO_DISCOVERY_ENDPOINT',
      { token_endpoint: 'http://169.254.169.254/' },
    ],
    [
      'a token endpoint without TLS',
      'ERR_SSO_DISCOVERY_ENDPOINT',
      { token_endpoint: 'http://op.example/token' },
    ],
    [
      'a token endpoint on another port',
      'ERR_SSO_DISCOVERY_ENDPOINT',
      { token_endpoint: 'https://op.example:8443/token' },
    ],
    ['keys elsewhere', 'ERR_SSO_DISCOVERY_ENDPOINT', { jwks_uri: 'https://evil.example/jwks' }],
    ['keys in place of an address', 'ERR_SSO_DISCOVERY_ENDPOINT', { jwks_uri: 'data:application/json,{}' }],
    ['no keys', 'ERR_SSO_DISCOVERY_ENDPOINT', { jwks_uri: undefined }],
    [
      'a sign-in page elsewhere',
      'ERR_SSO_DISCOVERY_ENDPOINT',
      { authorization_endpoint: 'https://evil.example/' },
    ],
    [
      'a script for a sign-in page',
      'ERR_SSO_DISCOVERY_ENDPOINT',
      { authorization_endpoint: 'javascript:alert(1)' },
    ],
    [
      'a sign-out page elsewhere',
      'ERR_SSO_DISCOVERY_ENDPOINT',
      { end_session_endpoint: 'https://evil.example/' },
    ],
    ['a number for an address', 'ERR_SSO_DISCOVERY_ENDPOINT', { token_endpoint: 1 }],
  ]
  test.each(attacks)('refuses %s', async (_, code, metadata) => {
    const bench = await createBench()
    Object.assign(bench.provider.metadata, metadata)
    const response = await get(bench, '/login')
    expect(response.status).toBe(502)
    expect(response.headers.get('location')).toBeNull()
    expect(await codeOf(response)).toBe(code)
  })

  test.each<[string, () => Response]>([
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
    ['no JSON', () => new Response('<html>', { headers: { 'content-type': 'application/json' } })],
    ['a list', () => Response.json([])],
    ['a name twice', () => new Response(`{"issuer":"${ISSUER}","issuer":"${ISSUER}"}`)],
  ])('refuses %s', async (_, answer) => {
    const bench = await createBench()
    bench.provider.answers.set(PATH, answer)
    expect(await codeOf(await get(bench, '/login'))).toBe('ERR_SSO_DISCOVERY')
  })

  test('lets endpoints lie where the configuration allows it', async () => {
    const bench = await createBench({ endpointOrigins: ['https://keys.example'] })
    bench.provider.metadata['jwks_uri'] = 'https://keys.example/jwks'
    expect((await signIn(bench)).status).toBe(303)
  })
})
