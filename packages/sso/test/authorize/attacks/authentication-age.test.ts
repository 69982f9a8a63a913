import { describe, expect, test } from 'vitest'
import { type Claims, codeOf, createBench, Jar, mint, NOW, signIn, start } from '../../hostile-provider.ts'

/** A sign-in that is asked for with a query, at a provider that says it was at some time. */
async function signInAt(query: string, authTime: unknown) {
  const bench = await createBench()
  bench.provider.forge = (claims: Claims, header) => mint({ ...claims, auth_time: authTime }, header)
  return signIn(bench, new Jar(), query)
}

describe('attacks on the age of an authentication', () => {
  test.each<[string, string, unknown]>([
    ['just now', '?max_age=300', NOW],
    ['within the time', '?max_age=300', NOW - 300],
    ['within the time by another clock', '?max_age=300', NOW - 330],
    ['anew', '?prompt=login', NOW],
    ['a year ago, where nobody asked', '', NOW - 31_536_000],
    ['at no time, where nobody asked', '', undefined],
  ])('none: %s does', async (_, query, authTime) => {
    expect((await signInAt(query, authTime)).status).toBe(303)
  })

  test.each<[string, string, unknown]>([
    ['max_age ignored', '?max_age=300', NOW - 331],
    ['max_age of nothing ignored', '?max_age=0', NOW - 31],
    ['prompt=login ignored', '?prompt=login', NOW - 3600],
    ['prompt=login with others ignored', '?prompt=consent%20login', NOW - 3600],
    ['prompt=login outweighed by a long max_age', '?prompt=login&max_age=86400', NOW - 3600],
    ['no time told', '?max_age=300', undefined],
    ['a time that is null', '?max_age=300', null],
    ['a time that is text', '?max_age=300', String(NOW)],
    ['a time that lies ahead', '?max_age=300', NOW + 31],
    ['a time without end', '?max_age=300', 1e300],
  ])('%s', async (_, query, authTime) => {
    const response = await signInAt(query, authTime)
    expect(response.status).toBe(403)
    expect(await codeOf(response)).toBe('ERR_SSO_AUTHENTICATION_AGE')
  })

  test('the time that the person takes is not counted against them', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar, '?max_age=60')
    bench.clock.seconds += 500
    bench.provider.forge = (claims, header) => mint({ ...claims, auth_time: NOW - 60 }, header)
    const answer = new URLSearchParams({
      code: 'c',
      state: asked.get('state') ?? '',
      iss: bench.sso.issuers[0] ?? '',
    })
    const request = new Request(`${bench.sso.origin}/callback?${answer}`, { headers: { cookie: jar.header } })
    expect((await bench.sso.handle(request))?.status).toBe(303)
  })
})
