import { describe, expect, test } from 'vitest'
import { codeOf, createBench, get, ISSUER, Jar, ORIGIN, post, signIn } from '../../hostile-provider.ts'

const targets = ['/apply', '/permits/*']
const query = (target: string, iss = ISSUER) => `?${new URLSearchParams({ iss, target_link_uri: target })}`

describe('attacks by sign-ins from elsewhere', () => {
  test.each([
    ['/apply', '/apply'],
    ['/apply?step=2#top', '/apply?step=2#top'],
    ['/permits/7/print', '/permits/7/print'],
    ['/permits/', '/permits/'],
  ])('none: %s is a page to go to', async (path, expected) => {
    const response = await signIn(await createBench({ targets }), new Jar(), query(ORIGIN + path))
    expect(response.headers.get('location')).toBe(expected)
  })

  test('none: a hint whom to sign in goes along', async () => {
    const bench = await createBench({ targets })
    const form = { iss: ISSUER, target_link_uri: `${ORIGIN}/apply`, login_hint: 'someone' }
    const response = await post(bench, '/login', form, new Jar(), { origin: 'https://evil.example' })
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('login_hint')).toBe('someone')
  })

  test.each([
    'https://evil.example/apply',
    'https://portal.example.evil.example/apply',
    'https://portal.example@evil.example/apply',
    'https://evil.example@portal.example/apply',
    'http://portal.example/apply',
    'https://portal.example:8443/apply',
    '//evil.example/apply',
    '/apply',
    'javascript:alert(1)',
    'blob:https://portal.example/apply',
    `${ORIGIN}/`,
    `${ORIGIN}/admin`,
    `${ORIGIN}/apply/`,
    `${ORIGIN}/applying`,
    `${ORIGIN}/permits`,
    `${ORIGIN}/permits/../admin`,
    `${ORIGIN}/permits/%2e%2e/admin`,
    `${ORIGIN}/permits/..%2fadmin`,
    `${ORIGIN}/permits/%2e%2e%2fadmin`,
    `${ORIGIN}/permits/..%5cadmin`,
    `${ORIGIN}/permits/%252e%252e/x/%2F/`,
    `${ORIGIN}/APPLY`,
    '',
  ])('with the target %s', async (target) => {
    const response = await get(await createBench({ targets }), `/login${query(target)}`)
    expect(response.headers.get('location')).toBeNull()
    expect(await codeOf(response)).toBe('ERR_SSO_TARGET')
  })

  const beside = (returnTo: string) => `/login?${new URLSearchParams({ iss: ISSUER, returnTo })}`

  test.each(['/admin', '/applying', '/permits/..%2fadmin', '/permits/../admin', '/?x=1', '/admin#/apply'])(
    'with %s for a way back beside the issuer, which is no listed page either',
    async (returnTo) => {
      const response = await get(await createBench({ targets }), beside(returnTo))
      expect(response.headers.get('location')).toBeNull()
      expect(await codeOf(response)).toBe('ERR_SSO_TARGET')
    },
  )

  test.each(['/apply', '/permits/7?print', '/'])('none: %s is a way back', async (returnTo) => {
    const bench = await createBench({ targets })
    const response = await signIn(bench, new Jar(), beside(returnTo).slice('/login'.length))
    expect(response.headers.get('location')).toBe(returnTo)
  })

  test('none: where no pages are listed, or no issuer is named, any page of the site is a way back', async () => {
    const free = await signIn(await createBench(), new Jar(), beside('/admin').slice('/login'.length))
    expect(free.headers.get('location')).toBe('/admin')
    const own = await signIn(await createBench({ targets }), new Jar(), '?returnTo=/admin')
    expect(own.headers.get('location')).toBe('/admin')
  })

  test('with a target where no issuer is named', async () => {
    const bench = await createBench({ targets })
    const response = await signIn(bench, new Jar(), '?target_link_uri=https://evil.example')
    expect(response.headers.get('location')).toBe('/')
  })

  test('with an issuer that is none of the portal’s', async () => {
    const bench = await createBench({ targets })
    const response = await get(bench, `/login${query(`${ORIGIN}/apply`, 'https://evil.example')}`)
    expect(await codeOf(response)).toBe('ERR_SSO_ISSUER_UNKNOWN')
    expect(bench.provider.asked).toEqual([])
  })

  test('with a body of ten megabytes, or one that is no form', async () => {
    const bench = await createBench()
    const send = async (body: string, type: string) => {
      const init = { method: 'POST', body, headers: { 'content-type': type } }
      const response = await bench.sso.handle(new Request(`${ORIGIN}/login`, init))
      return response && codeOf(response)
    }
    const form = 'application/x-www-form-urlencoded'
    expect(await send(`iss=${'x'.repeat(10_000_000)}`, form)).toBe('ERR_SSO_BODY')
    expect(await send('{}', 'application/json')).toBe('ERR_SSO_BODY')
  })
})
