import { describe, expect, test } from 'vitest'
import { codeOf, get, Jar, keyPair, mint, NOW, ORIGIN, post } from '../../hostile-provider.ts'
import {
  begin,
  browser,
  createHonest,
  finish,
  PROVINCE,
  STAFF,
  signIn,
  type TwoProviders,
} from '../../two-providers.ts'

const SILENT = { authorization_response_iss_parameter_supported: undefined }

describe('mix-up attack', () => {
  test('with the honest provider’s code on the hostile one’s sign-in', async () => {
    const bench = await createHonest()
    const jar = new Jar()
    const { state } = await begin(bench, jar, STAFF)
    const response = await finish(bench, jar, state, PROVINCE)
    expect(await codeOf(response)).toBe('ERR_SSO_RESPONSE_ISSUER')
    expect(bench.staff.asked).not.toContain('/token')
    expect(bench.province.asked).not.toContain('/token')
  })

  test('with iss left out', async () => {
    const bench = await createHonest()
    const jar = new Jar()
    const { state } = await begin(bench, jar, STAFF)
    expect(await codeOf(await finish(bench, jar, state))).toBe('ERR_SSO_RESPONSE_ISSUER')
  })

  test('with the cookie changed to name the other provider', async () => {
    const bench = await createHonest()
    const jar = new Jar()
    const { state } = await begin(bench, jar, STAFF)
    const other = new Jar()
    await begin(bench, other, PROVINCE)
    const [name = '', value = ''] = [...jar.cookies][0] ?? []
    const theirs = [...other.cookies.values()].join().split('.')[5]
    jar.cookies.set(
      name,
      value
        .split('.')
        .with(5, theirs ?? '')
        .join('.'),
    )
    expect(await codeOf(await finish(bench, jar, state, PROVINCE))).toBe('ERR_SSO_TRANSACTION_ABSENT')
  })

  test('at a provider that never sends iss: nobody is sent there, unless its redirect URI is its own', async () => {
    const bench = await createHonest()
    Object.assign(bench.staff.metadata, SILENT)
    const response = await get(bench, `/login?${new URLSearchParams({ issuer: STAFF })}`)
    expect(response.status).toBe(500)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await codeOf(response)).toBe('ERR_SSO_MIX_UP')
    expect(bench.errors).toMatchObject([{ code: 'ERR_SSO_MIX_UP', facts: { issuer: STAFF } }])
  })

  test('against signed answers, which say whose they are in themselves', async () => {
    const bench = await createHonest({ staff: { signedResponses: true } })
    Object.assign(bench.staff.metadata, SILENT)
    const staffKey = (await keyPair('ES256', 'staff')).privateKey
    const answer = async (iss: string, key = staffKey) => {
      const jar = new Jar()
      const { state } = await begin(bench, jar, STAFF)
      const claims = { iss, aud: 'portal', exp: NOW + 60, code: 'code', state }
      const response = await mint(claims, { alg: 'ES256', kid: 'k1' }, key)
      return get(bench, `/callback?${new URLSearchParams({ response })}`, jar)
    }
    expect((await answer(STAFF)).status).toBe(303)
    expect(await codeOf(await answer(PROVINCE))).toBe('ERR_SSO_TOKEN_ISSUER')
    const provinceKey = (await keyPair('ES256')).privateKey
    expect(await codeOf(await answer(STAFF, provinceKey))).toBe('ERR_SSO_TOKEN_SIGNATURE')
    expect(await codeOf(await answer(PROVINCE, provinceKey))).toBe('ERR_SSO_TOKEN_ISSUER')
  })

  test('against a provider with a redirect URI of its own, whose answers come there only', async () => {
    const bench = await createHonest({ staff: { callback: 'staff' } })
    Object.assign(bench.staff.metadata, SILENT)
    expect(bench.sso.paths).toMatchObject({ 'callback/staff': '/callback/staff' })
    const jar = new Jar()
    const { state, asked } = await begin(bench, jar, STAFF)
    expect(asked.get('redirect_uri')).toBe(`${ORIGIN}/callback/staff`)
    // Where the province's answers arrive: what is there is the province's.
    expect(await codeOf(await finish(bench, jar, state, undefined, '/callback'))).toBe(
      'ERR_SSO_RESPONSE_ISSUER',
    )
    const again = await begin(bench, jar, STAFF)
    expect((await finish(bench, jar, again.state, undefined, '/callback/staff')).status).toBe(303)
    expect(bench.staff.form.last.get('redirect_uri')).toBe(`${ORIGIN}/callback/staff`)
    const theirs = await begin(bench, jar, PROVINCE)
    expect(await codeOf(await finish(bench, jar, theirs.state, PROVINCE, '/callback/staff'))).toBe(
      'ERR_SSO_RESPONSE_ISSUER',
    )
  })

  test('with a provider that announces iss no longer when the answer comes', async () => {
    const bench = await createHonest()
    const jar = new Jar()
    await begin(bench, new Jar(), STAFF)
    bench.clock.seconds += 3500
    const { state } = await begin(bench, jar, STAFF)
    Object.assign(bench.staff.metadata, SILENT)
    bench.clock.seconds += 200
    expect(await codeOf(await finish(bench, jar, state))).toBe('ERR_SSO_RESPONSE_ISSUER')
    expect(bench.staff.asked.filter((path) => path.includes('openid'))).toHaveLength(2)
  })
})

describe('a token attack across issuers', () => {
  test.each<[string, string, (bench: TwoProviders) => void]>([
    [
      'the province’s issuer under the staff directory’s key',
      'ERR_SSO_TOKEN_ISSUER',
      ({ staff }) => {
        staff.forge = async (claims, header) =>
          mint({ ...claims, iss: PROVINCE }, header, (await keyPair('ES256', 'staff')).privateKey)
      },
    ],
    [
      'a token of the province’s own',
      'ERR_SSO_TOKEN_ISSUER',
      ({ staff }) => {
        staff.forge = (claims, header) => mint({ ...claims, iss: PROVINCE }, header)
      },
    ],
    [
      'a token under the province’s key',
      'ERR_SSO_TOKEN_SIGNATURE',
      ({ staff }) => {
        staff.forge = (claims, header) => mint(claims, header)
      },
    ],
  ])('%s, given by the staff directory', async (_, code, forge) => {
    const bench = await createHonest()
    forge(bench)
    const jar = new Jar()
    const { state } = await begin(bench, jar, STAFF)
    expect(await codeOf(await finish(bench, jar, state, STAFF))).toBe(code)
    expect(jar.cookies.size).toBe(0)
  })

  const logoutToken = async (iss: string, key: string) =>
    mint(
      {
        iss,
        aud: 'portal',
        iat: NOW,
        exp: NOW + 120,
        jti: `${iss} ${key}`,
        sub: 'someone',
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
      { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' },
      (await keyPair('ES256', key)).privateKey,
    )

  test('a logout by one issuer of an account at another', async () => {
    const bench = await createHonest()
    const [people, desk] = [await signIn(bench, PROVINCE), await signIn(bench, STAFF)]
    const send = async (iss: string, key: string) =>
      (await post(bench, '/backchannel-logout', { logout_token: await logoutToken(iss, key) })).status
    expect(await send(PROVINCE, 'staff')).toBe(400)
    expect(await send('https://evil.example', 'good')).toBe(400)
    expect(bench.errors).toMatchObject([
      { code: 'ERR_SSO_TOKEN_SIGNATURE' },
      { code: 'ERR_SSO_TOKEN_ISSUER' },
    ])
    expect(await bench.sso.session(browser(people))).toBeDefined()
    expect(await send(STAFF, 'staff')).toBe(200)
    expect(await bench.sso.session(browser(people))).toBeDefined()
    expect(await bench.sso.session(browser(desk))).toBeUndefined()
  })
})
