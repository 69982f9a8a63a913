import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import { get, Jar, NOW, ORIGIN, post } from '../hostile-provider.ts'
import { begin, createScene, finish, isIn, logOut, type Scene, SESSION, signIn } from './portal.ts'

async function signedIn(scene: Scene, claims: Record<string, unknown> = {}): Promise<Jar> {
  const jar = new Jar()
  const { provider } = scene
  const before = provider.claims
  provider.claims = { ...before, ...claims }
  expect((await signIn(scene, jar)).status).toBe(303)
  provider.claims = before
  return jar
}

async function codeOf(response: Response): Promise<string | undefined> {
  return (await response.text()).match(/ERR_SSO_\w+/g)?.at(-1)
}

/** What a browser that holds these cookies is told of who it is. */
const session = (scene: Scene, cookie: string) => get(scene, '/session', new Jar(), { cookie })

interface Attack {
  readonly name: string
  readonly refusedBy: string
  run(scene: Scene, victim: Jar): Promise<Response>
}

const attack = (name: string, refusedBy: string, run: Attack['run']): Attack => ({ name, refusedBy, run })
const SIGNED_OUT = 'ERR_SSO_SIGNED_OUT'
const tampered = (value: string) => `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`
const idOf = (jar: Jar) => jar.cookies.get(SESSION) ?? ''

/** Attacks on a session that is in force (the victim's), each refused, with the victim still signed in after. */
const ATTACKS: readonly Attack[] = [
  attack('an id that is guessed', SIGNED_OUT, (scene) => session(scene, `${SESSION}=${'G'.repeat(43)}`)),
  attack('an id with one character changed', SIGNED_OUT, (scene, victim) =>
    session(scene, `${SESSION}=${tampered(idOf(victim))}`),
  ),
  attack('an id with more behind it', SIGNED_OUT, (scene, victim) =>
    session(scene, `${SESSION}=${idOf(victim)}A`),
  ),
  attack('an id in quotes', SIGNED_OUT, (scene, victim) => session(scene, `${SESSION}="${idOf(victim)}"`)),
  attack('the key under which the store keeps the session', SIGNED_OUT, async (scene, victim) => {
    const request = new Request(ORIGIN, { headers: { cookie: victim.header } })
    const [own] = await scene.sso.sessions.list(request)
    return session(scene, `${SESSION}=${own?.id}`)
  }),
  attack('a cookie that is there twice', SIGNED_OUT, (scene, victim) =>
    session(scene, `${victim.header}; ${SESSION}=${'G'.repeat(43)}`),
  ),
  attack('a cookie without the prefix that keeps siblings out', SIGNED_OUT, (scene, victim) =>
    session(scene, victim.header.replace('__Host-', '')),
  ),
  attack('a cookie behind a space that browsers keep', SIGNED_OUT, (scene, victim) =>
    session(scene, `\u00a0${victim.header}`),
  ),
  attack('the name of a member of every object', SIGNED_OUT, (scene) =>
    session(scene, `${SESSION}=__proto__; __proto__=x; constructor=x`),
  ),
  attack('forty thousand characters of cookies', SIGNED_OUT, (scene, victim) =>
    session(scene, `${'a=b; '.repeat(8000)}${victim.header}`),
  ),
  attack('signing out by a link', 'ERR_SSO_METHOD', (scene, victim) => get(scene, '/logout', copy(victim))),
  attack('signing out by a form of another site', 'ERR_SSO_CROSS_SITE', (scene, victim) =>
    post(scene, '/logout', {}, copy(victim), { origin: 'https://attacker.example' }),
  ),
  attack('signing out by a form of a sibling domain', 'ERR_SSO_CROSS_SITE', (scene, victim) =>
    post(scene, '/logout', {}, copy(victim), { origin: ORIGIN, 'sec-fetch-site': 'same-site' }),
  ),
  attack('signing out by a form that hides where it is from', 'ERR_SSO_CROSS_SITE', (scene, victim) =>
    post(scene, '/logout', {}, copy(victim), { origin: 'null' }),
  ),
  attack('signing out by a form without any origin', 'ERR_SSO_CROSS_SITE', (scene, victim) =>
    post(scene, '/logout', {}, copy(victim), {}),
  ),
  attack('coming back from a sign-out that nobody began', 'ERR_SSO_LOGOUT_STATE', (scene, victim) =>
    get(scene, `/logged-out?state=${'s'.repeat(43)}`, copy(victim)),
  ),
  attack('coming back from a sign-out with nothing', 'ERR_SSO_LOGOUT_STATE', (scene, victim) =>
    get(scene, '/logged-out', copy(victim)),
  ),
  attack('a logout token by GET', 'ERR_SSO_METHOD', (scene) =>
    get(scene, '/backchannel-logout?logout_token=x'),
  ),
  attack('two logout tokens in one form', 'ERR_SSO_CALLBACK_PARAMETER', async (scene) => {
    const [one, two] = [
      await scene.provider.logoutTokens({ sid: 'x' }),
      await scene.provider.logoutTokens({ sid: 'y' }),
    ]
    const body = new URLSearchParams([...one, ...two].map((token) => ['logout_token', token]))
    const request = new Request(`${ORIGIN}/backchannel-logout`, { method: 'POST', body })
    return (await scene.sso.handle(request)) ?? Response.error()
  }),
  attack('a logout token as JSON', 'ERR_SSO_BODY', async (scene) => {
    const [logout_token] = await scene.provider.logoutTokens({ sid: 'op-session' })
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ logout_token }) }
    return (await scene.sso.handle(new Request(`${ORIGIN}/backchannel-logout`, init))) ?? Response.error()
  }),
  attack('a logout form of ten megabytes', 'ERR_SSO_BODY', async (scene) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const init = { method: 'POST', headers, body: 'x'.repeat(10_000_000) }
    return (await scene.sso.handle(new Request(`${ORIGIN}/backchannel-logout`, init))) ?? Response.error()
  }),
  attack('a page that needs more than the sign-in is worth', 'ERR_SSO_LEVEL', async (scene, victim) => {
    const request = new Request(`${ORIGIN}/cases`, { headers: { cookie: victim.header } })
    return (await scene.sso.require({ level: 4 })(request)) ?? Response.error()
  }),
  attack('a page that is for companies', 'ERR_SSO_SUBJECT_KIND', async (scene, victim) => {
    const request = new Request(`${ORIGIN}/cases`, { headers: { cookie: victim.header } })
    return (await scene.sso.require({ subject: 'legal-person' })(request)) ?? Response.error()
  }),
  attack('a page, without a session', SIGNED_OUT, async (scene) => {
    return (await scene.sso.require()(new Request(`${ORIGIN}/cases`))) ?? Response.error()
  }),
]

function copy(jar: Jar): Jar {
  const other = new Jar()
  for (const [name, value] of jar.cookies) other.cookies.set(name, value)
  return other
}

describe('sessions and logout', () => {
  test.each(ATTACKS.map((one) => [one.name, one.refusedBy, one] as const))(
    'attack: %s: %s',
    async (_, __, { refusedBy, run }) => {
      const scene = await createScene()
      const victim = await signedIn(scene)
      const response = await run(scene, victim)
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(await codeOf(response)).toBe(refusedBy)
      expect(await isIn(scene, victim)).toBe(true)
    },
  )

  test('attack: the session of one portal is none at another on the same store', async () => {
    const store = memoryStore({ clock: () => new Date(NOW * 1000) })
    const one = await createScene(undefined, undefined, { store })
    const other = await createScene(undefined, undefined, { store, clientId: 'another-portal' })
    const jar = await signedIn(one)
    expect([await isIn(one, jar), await isIn(other, jar)]).toEqual([true, false])
  })

  test('attack: the id of before a new sign-in lets nobody in', async () => {
    const scene = await createScene()
    const jar = await signedIn(scene)
    const before = copy(jar)
    expect((await signIn(scene, jar)).status).toBe(303)
    expect([await isIn(scene, jar), await isIn(scene, before)]).toEqual([true, false])
  })

  test.each([
    ['half an hour without a request', 1801, 'idle'],
    ['a working day, however much it was used', 28_801, 'absolute'],
  ])('attack: a session after %s is over', async (_, seconds, kind) => {
    const scene = await createScene()
    const jar = await signedIn(scene)
    const request = () => scene.sso.session(new Request(ORIGIN, { headers: { cookie: jar.header } }))
    if (kind === 'absolute') {
      for (let at = 0; at < seconds - 1000; at += 1000) {
        scene.clock.seconds += 1000
        expect(await request()).toBeDefined()
      }
      scene.clock.seconds = NOW + seconds
    } else scene.clock.seconds += seconds
    expect(await request()).toBeUndefined()
  })

  test('attack: a session that was ended comes back by no later sign-in', async () => {
    const scene = await createScene()
    const idle = await signedIn(scene, { sid: 'idle' })
    await logOut(scene, { sub: 'someone' })
    scene.clock.seconds += 5
    const fresh = await signedIn(scene, { sid: 'fresh' })
    expect([await isIn(scene, idle), await isIn(scene, fresh)]).toEqual([false, true])
  })

  test('attack: a logout of one session does not reach another, of the same person or of others', async () => {
    const scene = await createScene()
    const [desk, phone, other] = [
      await signedIn(scene, { sid: 'desk' }),
      await signedIn(scene, { sid: 'phone' }),
      await signedIn(scene, { sid: 'other', sub: 'somebody-else' }),
    ]
    expect(await logOut(scene, { sid: 'desk', sub: 'someone' })).toMatchObject([{ status: 200 }])
    expect([await isIn(scene, desk), await isIn(scene, phone), await isIn(scene, other)]).toEqual([
      false,
      true,
      true,
    ])
  })

  test('attack: a logout overtakes the sign-in that it ends: ERR_SSO_SESSION_ENDED', async () => {
    const scene = await createScene()
    const jar = new Jar()
    const sent = await begin(scene, jar)
    const answer = await scene.provider.authorize(String(sent))
    const { forge } = scene.provider
    scene.provider.forge = async (claims, header) => {
      const token = await forge(claims, header)
      expect(await logOut(scene, { sid: 'op-session' })).toMatchObject([{ status: 200 }])
      return token
    }
    expect(await finish(scene, jar, answer)).toMatchObject({ code: 'ERR_SSO_SESSION_ENDED' })
    expect(jar.cookies.has(SESSION)).toBe(false)
  })

  test('attack: nobody ends the session of somebody else from the list of their own', async () => {
    const scene = await createScene()
    const victim = await signedIn(scene)
    const thief = await signedIn(scene, { sub: 'thief', sid: 'thief' })
    const asking = (jar: Jar) => new Request(ORIGIN, { headers: { cookie: jar.header } })
    const [theirs] = await scene.sso.sessions.list(asking(victim))
    expect(await scene.sso.sessions.end(asking(thief), theirs?.id ?? '')).toBe(false)
    expect(await isIn(scene, victim)).toBe(true)
    expect(await scene.sso.sessions.end(asking(victim), theirs?.id ?? '')).toBe(true)
    expect(await isIn(scene, victim)).toBe(false)
  })
})
