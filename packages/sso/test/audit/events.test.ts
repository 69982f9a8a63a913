import { describe, expect, test } from 'vitest'
import { createPseudonyms } from '../../src/index.ts'
import { AGENT, createActing, signInWith, switchTo } from '../acting.ts'
import { ISSUER, mint, NOW, ORIGIN, post } from '../hostile-provider.ts'

const person = { name: '测试丙', mandates: [AGENT] }
const pseudonyms = createPseudonyms(new Uint8Array(32).fill(9))

describe('events of a portal', () => {
  test('tell of a sign-out', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await post(bench, '/logout', {}, bench.jar)
    expect(bench.events.map(({ type }) => type)).toEqual(['sign-in', 'sign-out'])
    const [signIn, signOut] = bench.events
    expect(signOut).toMatchObject({ actor: (signIn as { actor: object }).actor, at: NOW, portal: ORIGIN })
  })

  test('tell of a session that somebody ended from another', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    bench.jar.cookies.clear()
    await signInWith(bench, person)
    const request = { headers: { cookie: bench.jar.header } }
    const [other] = (await bench.sso.sessions.list(request)).filter(({ current }) => !current)
    await bench.sso.sessions.end(request, other?.id ?? '')
    const [first, , ended] = bench.events
    expect(ended).toMatchObject({ type: 'session-ended' })
    expect((ended as { endedSession: string }).endedSession).toBe(
      (first as { actor: { session: string } }).actor.session,
    )
    expect(await bench.sso.sessions.end(request, 'nobody’s')).toBe(false)
    expect(bench.events).toHaveLength(3)
  })

  test('tell of a logout that the provider sends, by the names that sign-ins have', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    const token = await mint(
      {
        iss: ISSUER,
        aud: 'portal',
        iat: NOW,
        exp: NOW + 60,
        jti: 'j',
        sub: 'someone',
        sid: 'op-session',
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
      { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' },
    )
    expect((await post(bench, '/backchannel-logout', { logout_token: token })).status).toBe(200)
    const told = {
      at: NOW,
      portal: ORIGIN,
      issuer: ISSUER,
      person: pseudonyms.person(ISSUER, 'someone'),
      providerSession: pseudonyms.providerSession(ISSUER, 'op-session'),
    }
    expect(bench.events.at(-1)).toEqual({ type: 'logout-received', ...told })

    // An attack: whoever has got hold of the token sends it on and on.
    for (let n = 0; n < 5; n += 1) {
      expect((await post(bench, '/backchannel-logout', { logout_token: token })).status).toBe(400)
    }
    expect(bench.events.slice(1)).toEqual([
      { type: 'logout-received', ...told },
      { type: 'logout-replayed', ...told },
    ])
    expect(bench.events[0]).toMatchObject({ actor: { person: pseudonyms.person(ISSUER, 'someone') } })
  })

  test('that cannot be recorded hold up no ending', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    bench.log.fails = true
    expect((await post(bench, '/logout', {}, bench.jar)).status).toBe(303)
    expect(bench.jar.cookies.size).toBe(1)
    expect(await bench.store.list(ISSUER, 'someone')).toEqual([])
    expect(bench.errors).toHaveLength(1)
  })

  test('that are not recorded in time are not recorded', async () => {
    const audit = { secret: new Uint8Array(32), onEvent: () => new Promise<void>(() => {}), milliseconds: 20 }
    const bench = await createActing({ audit })
    const answer = await signInWith(bench, person)
    expect(answer.status).toBe(503)
    expect(await bench.store.list(ISSUER, 'someone')).toEqual([])
  })

  test('are not made where nobody listens', async () => {
    const { audit: _, ...none } = { audit: undefined }
    const bench = await createActing(none)
    await signInWith(bench, person)
    expect((await switchTo(bench, 'm-agent')).status).toBe(303)
  })

  test('name things by a secret that is a secret', () => {
    expect(() => createPseudonyms(new Uint8Array(31))).toThrowError(RangeError)
    expect(() => createPseudonyms('x'.repeat(32) as unknown as Uint8Array)).toThrowError(TypeError)
    const other = createPseudonyms(new Uint8Array(32).fill(8))
    expect(other.person(ISSUER, 'someone')).not.toBe(pseudonyms.person(ISSUER, 'someone'))
    const names = [
      pseudonyms.person('a', 'b'),
      pseudonyms.providerSession('a', 'b'),
      pseudonyms.mandate('a', 'b'),
      pseudonyms.person('ab', ''),
      pseudonyms.organisation('a'),
      pseudonyms.session('a'),
    ]
    expect(new Set(names).size).toBe(names.length)
  })
})
