import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import { memoryRevocations } from '../../src/resource/index.ts'
import {
  type Bench,
  codeOf,
  createBench,
  get,
  goodClaims,
  ISSUER,
  Jar,
  mint,
  NOW,
  ORIGIN,
  signIn,
} from '../hostile-provider.ts'

const address = (change: Record<string, string> = {}) =>
  `/frontchannel-logout?${new URLSearchParams({ iss: ISSUER, sid: 'op-session', ...change })}`

async function isIn(bench: Bench, cookie: string): Promise<boolean> {
  return (await get(bench, '/session', new Jar(), { cookie })).status === 200
}

async function signedIn(options: Parameters<typeof createBench>[0] = {}) {
  const bench = await createBench(options)
  const jar = new Jar()
  await signIn(bench, jar)
  return { bench, jar, cookie: jar.header }
}

/** The cookies that a browser sends in a frame of another site. */
const acrossSites = (lines: readonly string[]) =>
  lines
    .filter((line) => line.includes('SameSite=None'))
    .map((line) => line.split(';')[0] ?? '')
    .join('; ')

describe('a frame of the provider’s page for signing out', () => {
  test('ends the session of this browser, and may be framed by the provider alone', async () => {
    const { bench, jar, cookie } = await signedIn()
    const response = await get(bench, address(), jar)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
    expect(response.headers.get('x-frame-options')).toBeNull()
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; sandbox; frame-ancestors ${ISSUER}`,
    )
    expect(response.headers.get('cache-control')).toBe('no-cache, no-store')
    expect(response.headers.get('pragma')).toBe('no-cache')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(jar.cookies.size).toBe(0)
    expect(await isIn(bench, cookie)).toBe(false)
  })

  test('may be on other origins that are configured for the provider', async () => {
    const { bench, jar } = await signedIn({ endpointOrigins: ['https://login.example'] })
    const response = await get(bench, address(), jar)
    expect(response.headers.get('content-security-policy')).toContain(
      `frame-ancestors ${ISSUER} https://login.example`,
    )
  })

  test('ends the access tokens of the session, too', async () => {
    const revocations = memoryRevocations({ clock: () => new Date(NOW * 1000) })
    const { bench, jar } = await signedIn({ revocations, maxTokenAge: 1000 })
    await get(bench, address(), jar)
    const token = { issuer: ISSUER, sub: 'someone', jti: 'x', issuedAt: NOW }
    expect(await revocations.isRevoked({ ...token, sid: 'op-session' })).toBe(true)
    expect(await revocations.isRevoked({ ...token, sid: 'other' })).toBe(false)
  })

  test('catches sessions of a provider whose clock is ahead by less than half a minute', async () => {
    const bench = await createBench()
    bench.provider.forge = (claims, header) => mint({ ...claims, iat: NOW + 29 }, header)
    const jar = new Jar()
    await signIn(bench, jar)
    const cookie = jar.header
    await get(bench, address(), jar)
    expect(await isIn(bench, cookie)).toBe(false)
  })

  test('comes with no more than a name that lets nobody in, where the provider is on another site', async () => {
    const bench = await createBench({ frontChannelLogout: 'cross-site' })
    const jar = new Jar()
    const response = await signIn(bench, jar)
    const lines = response.headers.getSetCookie()
    const framed = acrossSites(lines)
    expect(framed).toMatch(/^__Host-xinyin-sid=[\w.-]+$/)
    expect(lines.find((line) => line.includes('SameSite=None'))).toMatch(/; HttpOnly; SameSite=None; Secure$/)
    expect(await isIn(bench, framed)).toBe(false)
    expect((await get(bench, address(), new Jar(), { cookie: framed })).status).toBe(200)
    expect(await isIn(bench, jar.header)).toBe(false)
  })

  test('comes with nothing, where nothing is sent across sites', async () => {
    const bench = await createBench()
    const response = await signIn(bench, new Jar())
    expect(response.headers.getSetCookie().join()).not.toContain('SameSite=None')
  })
})

describe('attack on signing out by a frame:', () => {
  const attacks: [name: string, path: string, code: string][] = [
    ['without an issuer', '/frontchannel-logout?sid=op-session', 'ERR_SSO_CALLBACK_PARAMETER'],
    ['without a session', `/frontchannel-logout?iss=${ISSUER}`, 'ERR_SSO_CALLBACK_PARAMETER'],
    ['without either', '/frontchannel-logout', 'ERR_SSO_CALLBACK_PARAMETER'],
    ['with two sessions', `${address()}&sid=op-session`, 'ERR_SSO_CALLBACK_PARAMETER'],
    ['with two issuers', `${address()}&iss=${ISSUER}`, 'ERR_SSO_CALLBACK_PARAMETER'],
    ['with a session of 300 characters', address({ sid: 'a'.repeat(300) }), 'ERR_SSO_CALLBACK_PARAMETER'],
    ['of another issuer', address({ iss: 'https://evil.example' }), 'ERR_SSO_ISSUER_UNKNOWN'],
    ['of an issuer with a slash', address({ iss: `${ISSUER}/` }), 'ERR_SSO_ISSUER_UNKNOWN'],
    ['of another session', address({ sid: 'other' }), 'ERR_SSO_LOGOUT_SESSION'],
    ['of a session that begins alike', address({ sid: 'op-session-2' }), 'ERR_SSO_LOGOUT_SESSION'],
  ]
  test.each(attacks)('%s', async (_, path, code) => {
    const { bench, jar, cookie } = await signedIn()
    const response = await get(bench, path, jar)
    expect([response.status, await codeOf(response)]).toEqual([400, code])
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(await isIn(bench, cookie)).toBe(true)
  })

  test('by somebody who has seen the name of the session, in a browser without it', async () => {
    const { bench, cookie } = await signedIn()
    const response = await get(bench, address())
    expect([response.status, await codeOf(response)]).toEqual([400, 'ERR_SSO_LOGOUT_SESSION'])
    expect(await isIn(bench, cookie)).toBe(true)
  })

  test('with a cookie that is not what was set', async () => {
    const { bench, jar, cookie } = await signedIn()
    for (const value of ['', '%', 'a', '_w', 'AAAA', 'bnVsbA', 'b3Atc2Vzc2lvbg==']) {
      const odd = cookie.replace(/sid=[\w-]+/, `sid=${value}`)
      expect(await codeOf(await get(bench, address(), jar, { cookie: odd }))).toBe('ERR_SSO_LOGOUT_SESSION')
    }
    expect(await isIn(bench, cookie)).toBe(true)
  })

  test('where the provider names no sessions', async () => {
    const bench = await createBench()
    bench.provider.forge = ({ sid: _, ...claims }, header) => mint(claims, header)
    const jar = new Jar()
    await signIn(bench, jar)
    expect(await codeOf(await get(bench, address(), jar))).toBe('ERR_SSO_LOGOUT_SESSION')
  })

  test('by POST', async () => {
    const { bench, cookie } = await signedIn()
    const request = new Request(ORIGIN + address(), { method: 'POST', headers: { cookie } })
    expect((await bench.sso.handle(request))?.status).toBe(405)
    expect(await isIn(bench, cookie)).toBe(true)
  })

  test('with made-up names leaves nothing behind that could fill a store or a log', async () => {
    const clock = () => new Date(NOW * 1000)
    const events: unknown[] = []
    const { bench, jar } = await signedIn({
      store: memoryStore({ clock, maxEntries: 3 }),
      revocations: memoryRevocations({ clock, maxEntries: 3 }),
      audit: { secret: new Uint8Array(32), onEvent: (event) => void events.push(event) },
    })
    for (let n = 0; n < 10; n += 1) {
      const value = encodeBase64Url(encodeUtf8(JSON.stringify([ISSUER, `made up ${n}`])))
      const cookie = `__Host-xinyin-sid=${value}`
      expect((await get(bench, address({ sid: `made up ${n}` }), new Jar(), { cookie })).status).toBe(200)
    }
    expect((await get(bench, address(), jar)).status).toBe(200)
    expect(events).toMatchObject([{ type: 'sign-in' }, { type: 'logout-received' }])
  })

  test('with a session of the same name at another provider', async () => {
    const { bench, jar, cookie } = await signedIn()
    const value = encodeBase64Url(encodeUtf8(JSON.stringify(['https://other.example', 'op-session'])))
    const odd = cookie.replace(/sid=[\w-]+/, `sid=${value}`)
    expect(await codeOf(await get(bench, address(), jar, { cookie: odd }))).toBe('ERR_SSO_LOGOUT_SESSION')
    expect(await isIn(bench, cookie)).toBe(true)
  })

  test('ends nobody else’s session, of the same person either', async () => {
    const { bench, jar } = await signedIn()
    bench.provider.forge = (_, header) =>
      mint({ ...goodClaims(bench.provider.nonce ?? ''), sid: 'phone' }, header)
    const phone = new Jar()
    await signIn(bench, phone)
    await get(bench, address(), jar)
    expect(await isIn(bench, phone.header)).toBe(true)
  })
})
