import { describe, expect, test } from 'vitest'
import { memoryStore, type Store } from '../../src/index.ts'
import {
  type Bench,
  CLIENT,
  type Claims,
  createBench,
  get,
  ISSUER,
  Jar,
  mint,
  NOW,
  ORIGIN,
  post,
  signIn,
} from '../hostile-provider.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
let serial = 0

function logoutToken(change: Claims): Promise<string> {
  serial += 1
  const claims = {
    iss: ISSUER,
    aud: CLIENT,
    iat: NOW,
    exp: NOW + 120,
    jti: `jti-${serial}`,
    events: { [EVENT]: {} },
  }
  return mint({ ...claims, ...change }, { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' })
}

async function logOut(bench: Bench, change: Claims) {
  return post(bench, '/backchannel-logout', { logout_token: await logoutToken(change) }, new Jar(), {})
}

/** Signs in as a device with a session of its own at the provider. */
async function device(bench: Bench, sid: string | undefined, sub = 'someone'): Promise<Jar> {
  const jar = new Jar()
  bench.provider.forge = (claims, header) => {
    const { sid: _, ...rest } = claims
    const issued = { iat: bench.clock.seconds, exp: bench.clock.seconds + 300 }
    return mint({ ...rest, ...issued, sub, ...(sid && { sid }) }, header)
  }
  await signIn(bench, jar)
  return jar
}

async function isIn(bench: Bench, jar: Jar): Promise<boolean> {
  return (await get(bench, '/session', new Jar(), { cookie: jar.header })).status === 200
}

describe('a logout that the provider sends', () => {
  test('by session ends exactly that one, though it names the subject too', async () => {
    const bench = await createBench()
    const [desk, phone] = [await device(bench, 'desk'), await device(bench, 'phone')]
    const response = await logOut(bench, { sid: 'desk', sub: 'someone' })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect([await isIn(bench, desk), await isIn(bench, phone)]).toEqual([false, true])
  })

  test('by session and subject ends those of the subject too that the provider gave no name', async () => {
    const bench = await createBench()
    const named = [await device(bench, 'desk'), await device(bench, 'phone')]
    const unnamed = [await device(bench, undefined), await device(bench, undefined, 'somebody-else')]
    expect((await logOut(bench, { sid: 'desk', sub: 'someone' })).status).toBe(200)
    const left = await Promise.all([...named, ...unnamed].map((jar) => isIn(bench, jar)))
    expect(left).toEqual([false, true, false, true])
  })

  test('by session alone ends none that has no name', async () => {
    const bench = await createBench()
    const unnamed = await device(bench, undefined)
    expect((await logOut(bench, { sid: 'desk' })).status).toBe(200)
    expect(await isIn(bench, unnamed)).toBe(true)
  })

  test('by subject ends all of that subject', async () => {
    const bench = await createBench()
    const all = [await device(bench, 'desk'), await device(bench, 'phone'), await device(bench, undefined)]
    const other = await device(bench, 'other', 'somebody-else')
    expect((await logOut(bench, { sub: 'someone' })).status).toBe(200)
    for (const jar of all) expect(await isIn(bench, jar)).toBe(false)
    expect(await isIn(bench, other)).toBe(true)
  })

  test('with a session of null, as providers write none in ID tokens too, ends all of that subject', async () => {
    const bench = await createBench()
    bench.provider.forge = (claims, header) => mint({ ...claims, sid: null }, header)
    const jar = new Jar()
    await signIn(bench, jar)
    expect(await isIn(bench, jar)).toBe(true)
    expect((await logOut(bench, { sid: null, sub: 'someone' })).status).toBe(200)
    expect(await isIn(bench, jar)).toBe(false)
    expect((await logOut(bench, { sid: null, sub: null })).status).toBe(400)
  })

  test('ends sessions for good: signing in again elsewhere brings none back', async () => {
    const bench = await createBench()
    const idle = await device(bench, 'idle')
    await logOut(bench, { sub: 'someone' })
    bench.clock.seconds += 5
    const fresh = await device(bench, 'fresh')
    expect([await isIn(bench, idle), await isIn(bench, fresh)]).toEqual([false, true])
  })

  test('leaves a session alone that the provider issued after the logout, whichever comes first', async () => {
    const bench = await createBench()
    const late = await logoutToken({ sub: 'someone' })
    bench.clock.seconds += 5
    const fresh = await device(bench, 'fresh')
    const response = await post(bench, '/backchannel-logout', { logout_token: late }, new Jar(), {})
    expect(response.status).toBe(200)
    expect(await isIn(bench, fresh)).toBe(true)
  })

  test('catches a session that is still on its way here', async () => {
    const bench = await createBench()
    bench.provider.forge = async (claims, header) => {
      const token = await mint(claims, header)
      expect((await logOut(bench, { sid: 'op-session' })).status).toBe(200)
      return token
    }
    const jar = new Jar()
    const response = await signIn(bench, jar)
    expect(await response.text()).toContain('ERR_SSO_SESSION_ENDED')
    expect(jar.cookies.size).toBe(0)
  })

  test('of no type of its own is read, told by name, and refused under strict', async () => {
    const token = await mint(
      {
        iss: ISSUER,
        aud: CLIENT,
        iat: NOW,
        exp: NOW + 120,
        jti: 'untyped',
        sid: 'desk',
        events: { [EVENT]: {} },
      },
      { alg: 'ES256', kid: 'k1', typ: 'JWT' },
    )
    const told: unknown[] = []
    const send = (bench: Bench) => post(bench, '/backchannel-logout', { logout_token: token }, new Jar(), {})
    const bench = await createBench({
      onTolerance: ({ id, facts }, issuer) => told.push([id, facts, issuer]),
    })
    const desk = await device(bench, 'desk')
    expect((await send(bench)).status).toBe(200)
    expect(await isIn(bench, desk)).toBe(false)
    expect(told).toEqual([['tolerance.logout-token-type', { elements: 'typ: jwt' }, ISSUER]])
    const strict = await createBench({ strict: ['logout-token-type'] })
    const kept = await device(strict, 'desk')
    const refused = await send(strict)
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ error_description: 'ERR_SSO_TOLERANCE' })
    expect(await isIn(strict, kept)).toBe(true)
  })

  test('counts once', async () => {
    const bench = await createBench()
    const token = await logoutToken({ sid: 'desk' })
    const send = () => post(bench, '/backchannel-logout', { logout_token: token }, new Jar(), {})
    expect((await send()).status).toBe(200)
    const again = await send()
    expect(again.status).toBe(400)
    expect(await again.json()).toEqual({
      error: 'invalid_request',
      error_description: 'ERR_SSO_LOGOUT_REPLAY',
    })
  })

  test('of another issuer’s session of the same name ends nothing', async () => {
    const bench = await createBench()
    const desk = await device(bench, 'desk')
    expect((await logOut(bench, { iss: 'https://evil.example', sid: 'desk' })).status).toBe(400)
    expect(await isIn(bench, desk)).toBe(true)
  })

  test('is asked for again when the store fails, and then works', async () => {
    let broken = true
    const inner = memoryStore({ clock: () => new Date(NOW * 1000) })
    const store: Store = {
      ...inner,
      destroyBySid: async (...args) => {
        if (broken) throw new Error('store is away')
        return inner.destroyBySid(...args)
      },
    }
    const bench = await createBench({ store })
    const desk = await device(bench, 'desk')
    const token = await logoutToken({ sid: 'desk' })
    const send = () => post(bench, '/backchannel-logout', { logout_token: token }, new Jar(), {})
    expect((await send()).status).toBe(500)
    broken = false
    expect((await send()).status).toBe(200)
    expect(await isIn(bench, desk)).toBe(false)
  })

  test('is asked for again when the keys cannot be had', async () => {
    const bench = await createBench()
    bench.provider.answers.set('/jwks', () => new Response(null, { status: 500 }))
    expect((await logOut(bench, { sid: 'desk' })).status).toBe(503)
  })

  test('comes as a form, by POST, of reasonable size', async () => {
    const bench = await createBench()
    const token = await logoutToken({ sid: 'desk' })
    const send = (init: RequestInit) => bench.sso.handle(new Request(`${ORIGIN}/backchannel-logout`, init))
    expect((await send({ method: 'GET' }))?.status).toBe(405)
    const json = {
      method: 'POST',
      body: JSON.stringify({ logout_token: token }),
      headers: { 'content-type': 'application/json' },
    }
    expect((await send(json))?.status).toBe(400)
    const plain = { method: 'POST', body: `logout_token=${token}`, headers: { 'content-type': 'text/plain' } }
    expect(await (await send(plain))?.json()).toMatchObject({ error_description: 'ERR_SSO_BODY' })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const body of [
      '',
      'logout_token=',
      'x=1',
      `logout_token=${token}&logout_token=${token}`,
      `x=${'a'.repeat(100_000)}`,
      new Uint8Array([255]),
    ]) {
      expect((await send({ method: 'POST', body, headers: form }))?.status).toBe(400)
    }
    const long = await send({ method: 'POST', body: `x=${'a'.repeat(100_000)}`, headers: form })
    expect(await long?.json()).toMatchObject({ error_description: 'ERR_SSO_BODY' })
    expect((await send({ method: 'POST', body: `logout_token=${token}`, headers: form }))?.status).toBe(200)
  })
})
