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
    expect(bench.errors).toMatchObject([
      { code: 'ERR_SSO_DISCOVERY', facts: { reason: 'HTTP 500 without a body' } },
    ])
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

describe('metadata of a provider that is out', () => {
  const HOUR = 3600
  const out = () => new Response(null, { status: 503 })
  const login = async (bench: Awaited<ReturnType<typeof createBench>>) => (await get(bench, '/login')).status

  test.each<[string, () => Response | Promise<Response>]>([
    ['says so', out],
    ['does not answer', () => Promise.reject(new TypeError('refused'))],
    ['has a page in its place', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['says nothing', () => new Response('')],
  ])('are used for an hour more where it %s', async (_, answer) => {
    const bench = await createBench()
    expect(await login(bench)).toBe(303)
    bench.provider.answers.set(PATH, answer)
    bench.clock.seconds += 2 * HOUR - 1
    expect(await login(bench)).toBe(303)
    expect(bench.errors).toMatchObject([
      { code: expect.stringMatching(/^ERR_SSO_(DISCOVERY|FETCH_FAILED)$/) },
    ])
    bench.clock.seconds += 1
    expect(await login(bench)).toBe(502)
  })

  test.each([
    [0, 1],
    [60, 60],
    [86_400, 86_400],
  ])('are used for a grace of %i s, and no longer', async (graceSeconds, over) => {
    const bench = await createBench({ graceSeconds })
    await login(bench)
    bench.provider.answers.set(PATH, out)
    bench.clock.seconds += HOUR + graceSeconds - 1
    expect(await login(bench)).toBe(303)
    bench.clock.seconds += over
    expect(await login(bench)).toBe(502)
  })

  test('a grace of more than a day is none', async () => {
    for (const graceSeconds of [86_401, -1, Number.NaN])
      await expect(createBench({ graceSeconds })).rejects.toThrow('graceSeconds')
  })

  test('nobody waits once the outage is known, and what it says when it is back counts at once', async () => {
    const bench = await createBench()
    await login(bench)
    bench.provider.answers.set(PATH, out)
    bench.clock.seconds += HOUR
    await login(bench)
    let answer: (response: Response) => void = () => {}
    bench.provider.answers.set(PATH, () => new Promise<Response>((resolve) => (answer = resolve)))
    bench.clock.seconds += 2
    expect(await login(bench)).toBe(303)
    answer(Response.json({ ...bench.provider.metadata, authorization_endpoint: `${ISSUER}/new` }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    const { headers } = await get(bench, '/login')
    expect(headers.get('location')).toContain(`${ISSUER}/new?`)
  })

  test.each<[string, string, object]>([
    ['endpoints elsewhere', 'ERR_SSO_DISCOVERY_ENDPOINT', { token_endpoint: 'https://evil.example/token' }],
    ['another issuer', 'ERR_SSO_DISCOVERY_ISSUER', { issuer: 'https://evil.example' }],
  ])('attack: %s are no outage, and end what was known', async (_, code, change) => {
    const bench = await createBench()
    await login(bench)
    Object.assign(bench.provider.metadata, change)
    bench.clock.seconds += HOUR
    expect(await codeOf(await get(bench, '/login'))).toBe(code)
    bench.provider.answers.set(PATH, out)
    expect(await login(bench)).toBe(502)
  })

  test('by a clock that was ahead are not used in an outage either', async () => {
    const bench = await createBench()
    bench.clock.seconds += 86_400
    await login(bench)
    bench.clock.seconds -= 86_400
    bench.provider.answers.set(PATH, out)
    expect(await login(bench)).toBe(502)
  })
})
