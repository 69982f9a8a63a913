import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import { memoryRevocations } from '../../src/resource/index.ts'
import { type Bench, createBench, get, ISSUER, Jar, mint, NOW, ORIGIN, signIn } from '../hostile-provider.ts'

const as = (jar: Jar, origin = ORIGIN) => new Request(origin, { headers: { cookie: jar.header } })

async function device(bench: Bench, sub: string, at = NOW): Promise<Jar> {
  bench.clock.seconds = at
  const jar = new Jar()
  bench.provider.forge = (claims, header) => mint({ ...claims, sub, sid: `${sub} ${at}`, iat: at }, header)
  await signIn(bench, jar)
  return jar
}

describe('the user’s own sessions', () => {
  test('are told with the newest first, and which of them asks', async () => {
    const bench = await createBench()
    const desk = await device(bench, 'someone')
    const phone = await device(bench, 'someone', NOW + 60)
    await device(bench, 'other')
    bench.clock.seconds = NOW + 61
    const seen = await bench.sso.sessions.list(as(desk))
    expect(seen.map(({ current, createdAt }) => [current, createdAt.getTime() / 1000])).toEqual([
      [false, NOW + 60],
      [true, NOW],
    ])
    expect((await bench.sso.sessions.list(as(phone)))[0]?.current).toBe(true)
    expect(JSON.stringify(seen)).not.toMatch(/eyJ|idToken|party/)
    expect(await bench.sso.sessions.list(as(new Jar()))).toEqual([])
  })

  test('can be ended, each by who is signed in as their owner', async () => {
    const bench = await createBench()
    const [desk, phone] = [await device(bench, 'someone'), await device(bench, 'someone', NOW + 1)]
    const stranger = await device(bench, 'other', NOW + 2)
    const [ofPhone] = await bench.sso.sessions.list(as(desk))
    const id = ofPhone?.id ?? ''
    expect(await bench.sso.sessions.end(as(stranger), id)).toBe(false)
    expect(await bench.sso.sessions.end(as(new Jar()), id)).toBe(false)
    expect(await bench.sso.sessions.end(as(desk), 'x')).toBe(false)
    expect(await bench.sso.session(as(phone))).toBeDefined()
    expect(await bench.sso.sessions.end(as(desk), id)).toBe(true)
    expect(await bench.sso.session(as(phone))).toBeUndefined()
    expect(await bench.sso.session(as(desk))).toBeDefined()
    expect(await bench.sso.sessions.end(as(desk), id)).toBe(false)
  })

  test('end with their access tokens, and no others', async () => {
    const revocations = memoryRevocations({ clock: () => new Date(NOW * 1000) })
    const bench = await createBench({ revocations })
    const [desk] = [await device(bench, 'someone'), await device(bench, 'someone', NOW + 1)]
    const [ofPhone] = await bench.sso.sessions.list(as(desk))
    bench.clock.seconds = NOW + 2
    await bench.sso.sessions.end(as(desk), ofPhone?.id ?? '')
    const token = { issuer: ISSUER, sub: 'someone', jti: 'x', issuedAt: NOW }
    expect(await revocations.isRevoked({ ...token, sid: `someone ${NOW + 1}` })).toBe(true)
    expect(await revocations.isRevoked({ ...token, sid: `someone ${NOW}` })).toBe(false)
    expect(await revocations.isRevoked({ ...token, sid: undefined })).toBe(false)
  })

  test('are not those at another relying party on the same store', async () => {
    const store = memoryStore({ clock: () => new Date(NOW * 1000) })
    const bench = await createBench({ store })
    const other = await createBench({ store, basePath: '/legal', clientId: 'legal' })
    const jar = await device(bench, 'someone')
    const theirs = new Jar()
    other.provider.forge = (claims, header) => mint({ ...claims, aud: 'legal' }, header)
    const asked = new URL((await get(other, '/legal/login', theirs)).headers.get('location') ?? '')
      .searchParams
    other.provider.nonce = asked.get('nonce') ?? ''
    const answer = new URLSearchParams({
      code: 'x',
      state: asked.get('state') ?? '',
      iss: 'https://op.example',
    })
    expect((await get(other, `/legal/callback?${answer}`, theirs)).status).toBe(303)
    const [there] = await other.sso.sessions.list(as(theirs))
    expect(there?.current).toBe(true)
    expect(await bench.sso.sessions.list(as(jar))).toHaveLength(1)
    expect(await bench.sso.sessions.end(as(jar), there?.id ?? '')).toBe(false)
    expect(await other.sso.session(as(theirs))).toBeDefined()
  })
})
