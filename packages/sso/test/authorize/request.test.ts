import { compactVerify, importJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  type Bench,
  CLIENT,
  codeOf,
  createBench,
  get,
  ISSUER,
  Jar,
  NOW,
  ORIGIN,
  publicJwk,
  start,
} from '../hostile-provider.ts'
import { createPushingBench, REFERENCE, taken } from './pushing.ts'

async function sent(bench: Bench, query = ''): Promise<URL> {
  const response = await get(bench, `/login${query}`)
  return new URL(response.headers.get('location') ?? 'error:')
}

/** The members of a request object, whose signature is verified by another library. */
async function openRequest(object: string) {
  const key = await importJWK(await publicJwk('ES256', 'c1', 'client'), 'ES256')
  const { payload, protectedHeader } = await compactVerify(object, key)
  return { claims: JSON.parse(new TextDecoder().decode(payload)), header: protectedHeader }
}

describe('a request', () => {
  test('says how the person is to be asked, in the words of OpenID Connect', async () => {
    const query = '?max_age=0&prompt=login%20consent&login_hint=张三&ui_locales=zh-CN%20en'
    const { searchParams } = await sent(await createBench(), query)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      max_age: '0',
      prompt: 'login consent',
      login_hint: '张三',
      ui_locales: 'zh-CN en',
    })
  })

  test.each([
    ['?prompt=login', '0'],
    ['?prompt=select_account%20login', '0'],
    ['?prompt=login&max_age=60', '60'],
    ['?prompt=select_account', null],
    ['?prompt=none', null],
  ])('with %s asks for the max_age %s, without which no auth_time need be told', async (query, expected) => {
    expect((await sent(await createBench(), query)).searchParams.get('max_age')).toBe(expected)
  })

  test('says nothing of what was not asked', async () => {
    const names = [...(await sent(await createBench())).searchParams.keys()]
    expect(names.sort()).toEqual([
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'nonce',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ])
  })

  test.each([
    'max_age=-1',
    'max_age=1e3',
    'prompt=none%20login',
    'prompt=create',
    'prompt=',
    `login_hint=${'x'.repeat(257)}`,
    'login_hint=a%0d%0ab',
    'ui_locales=zh_CN',
    'ui_locales=zh;en',
    'prompt=login&prompt=none',
  ])('with %s is refused', async (query) => {
    const response = await get(await createBench(), `/login?${query}`)
    expect(await codeOf(response)).toBe('ERR_SSO_CALLBACK_PARAMETER')
  })

  test('keeps the parameters that the provider’s address has of its own', async () => {
    const bench = await createBench()
    bench.provider.metadata['authorization_endpoint'] = `${ISSUER}/authorize?area=3301&client_id=x`
    const { searchParams } = await sent(bench)
    expect(searchParams.get('area')).toBe('3301')
    expect(searchParams.getAll('client_id')).toEqual([CLIENT])
  })
})

describe('a pushed request', () => {
  test('goes by the back channel, and by reference through the browser', async () => {
    const bench = await createPushingBench()
    const url = await sent(bench, '?level=3')
    expect(Object.fromEntries(url.searchParams)).toEqual({ client_id: CLIENT, request_uri: REFERENCE })
    expect(Object.fromEntries(bench.pushed[0] ?? [])).toMatchObject({
      response_type: 'code',
      client_id: CLIENT,
      redirect_uri: `${ORIGIN}/callback`,
      acr_values: 'level-3 level-4',
      code_challenge_method: 'S256',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    })
    const assertion = await openRequest(bench.pushed[0]?.get('client_assertion') ?? '')
    expect(assertion.claims.aud).toBe(ISSUER)
  })

  test('is a new one each time', async () => {
    const bench = await createPushingBench()
    await sent(bench)
    await sent(bench)
    expect(new Set(bench.pushed.map((form) => form.get('state'))).size).toBe(2)
  })

  test('is not for who does not want it, unless the provider insists', async () => {
    const bench = await createPushingBench({ pushedRequests: false })
    expect((await sent(bench)).searchParams.has('state')).toBe(true)
    const strict = await createPushingBench({ pushedRequests: false })
    strict.provider.metadata['require_pushed_authorization_requests'] = true
    expect((await sent(strict)).searchParams.has('state')).toBe(false)
  })

  test('is not replaced by another where the portal insists and the provider does not offer it', async () => {
    const response = await get(await createBench({ pushedRequests: true }), '/login')
    expect(response.headers.get('location')).toBeNull()
    expect(await codeOf(response)).toBe('ERR_SSO_DISCOVERY_ENDPOINT')
  })

  test('whose reference has signs that mean something in addresses stays one parameter', async () => {
    const reference = 'urn:x:one&redirect_uri=https://evil.example#'
    const bench = await createPushingBench({}, () => taken({ request_uri: reference, expires_in: 60 }))
    const { searchParams, hash } = await sent(bench)
    expect(Object.fromEntries(searchParams)).toEqual({ client_id: CLIENT, request_uri: reference })
    expect(hash).toBe('')
  })
})

describe('a signed request', () => {
  test('has everything in an object that the client signed for this provider', async () => {
    const bench = await createBench({ signedRequests: true })
    const { searchParams } = await sent(bench, '?max_age=60')
    expect([...searchParams.keys()].sort()).toEqual(['client_id', 'request', 'response_type', 'scope'])
    const { claims, header } = await openRequest(searchParams.get('request') ?? '')
    expect(header).toEqual({ alg: 'ES256', kid: 'c1', typ: 'oauth-authz-req+jwt' })
    expect(claims).toEqual({
      iss: CLIENT,
      aud: ISSUER,
      iat: NOW,
      nbf: NOW,
      exp: NOW + 300,
      jti: expect.stringMatching(/^[\w-]{43}$/),
      response_type: 'code',
      client_id: CLIENT,
      redirect_uri: `${ORIGIN}/callback`,
      scope: 'openid profile',
      state: expect.stringMatching(/^[\w-]{22}$/),
      nonce: expect.stringMatching(/^[\w-]{21}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      max_age: 60,
    })
  })

  test('is made where the provider demands it', async () => {
    const bench = await createBench()
    bench.provider.metadata['require_signed_request_object'] = true
    expect((await sent(bench)).searchParams.has('request')).toBe(true)
  })

  test('is pushed whole, and names several interfaces in a list', async () => {
    const resources = ['https://a.example/', 'https://b.example/']
    const bench = await createPushingBench({ signedRequests: true, tokens: { resources } })
    const { searchParams } = await sent(bench)
    expect(Object.fromEntries(searchParams)).toEqual({ client_id: CLIENT, request_uri: REFERENCE })
    const { claims } = await openRequest(bench.pushed[0]?.get('request') ?? '')
    expect(claims.resource).toEqual(resources)
    // RFC 9126, 3: nothing stands beside the object but what shows who the client is.
    expect([...(bench.pushed[0]?.keys() ?? [])].sort()).toEqual([
      'client_assertion',
      'client_assertion_type',
      'client_id',
      'request',
    ])
  })
})

describe('a sign-in that troubles nobody', () => {
  const comeBack = async (bench: Bench, jar: Jar, error: string, iss = ISSUER) => {
    const asked = await start(bench, jar, '?prompt=none&returnTo=/news')
    const answer = new URLSearchParams({ error, state: asked.get('state') ?? '', iss })
    return get(bench, `/callback?${answer}`, jar)
  }

  test.each(['login_required', 'interaction_required', 'consent_required', 'account_selection_required'])(
    'comes back as it went when the provider says %s',
    async (error) => {
      const bench = await createBench()
      const jar = new Jar()
      const response = await comeBack(bench, jar, error)
      expect(response.headers.get('location')).toBe('/news')
      expect(jar.cookies.size).toBe(0)
      expect(bench.errors).toEqual([])
    },
  )

  test('tells of all else, and of that from another issuer', async () => {
    const bench = await createBench()
    expect(await codeOf(await comeBack(bench, new Jar(), 'server_error'))).toBe('ERR_SSO_SIGN_IN_REFUSED')
    const foreign = await comeBack(bench, new Jar(), 'login_required', 'https://evil.example')
    expect(await codeOf(foreign)).toBe('ERR_SSO_RESPONSE_ISSUER')
  })

  test('is not what an ordinary sign-in is taken for', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar)
    const answer = new URLSearchParams({
      error: 'login_required',
      state: asked.get('state') ?? '',
      iss: ISSUER,
    })
    expect(await codeOf(await get(bench, `/callback?${answer}`, jar))).toBe('ERR_SSO_SIGN_IN_REFUSED')
  })
})
