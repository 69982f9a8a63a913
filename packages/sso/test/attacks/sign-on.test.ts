import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { get, Jar, ORIGIN, post } from '../hostile-provider.ts'
import { begin, createScene, finish, isIn, type Outcome, type Scene, SESSION, signIn } from './portal.ts'

/** Goes to the provider, and comes back with where the provider would send the browser. */
async function goAndSignIn(scene: Scene, jar: Jar, query?: string): Promise<URL> {
  const sent = await begin(scene, jar, query)
  if (typeof sent !== 'string') throw new Error(`${sent.code}`)
  return new URL(await scene.provider.authorize(sent))
}

const copy = (jar: Jar): Jar => {
  const other = new Jar()
  for (const [name, value] of jar.cookies) other.cookies.set(name, value)
  return other
}

/** A provider that takes any verifier (PKCE downgrade): what is left is the nonce. */
function ignorePkce(scene: Scene, address: string | Outcome): void {
  scene.provider.nonce = new URL(String(address)).searchParams.get('nonce') ?? ''
}

interface Attack {
  readonly name: string
  readonly refusedBy: string
  /** Done by the attacker, up to what the victim's browser, or his own, is answered. */
  run(scene: Scene): Promise<Outcome>
}

const attack = (name: string, refusedBy: string, run: Attack['run']): Attack => ({ name, refusedBy, run })

/** Attacks on a sign-in under way, by who shares a network, a link or a domain with the victim (RFC 9700, 4). */
const ATTACKS: readonly Attack[] = [
  attack(
    'the attacker’s answer in the victim’s browser (login CSRF)',
    'ERR_SSO_TRANSACTION_ABSENT',
    async (scene) => {
      const answer = await goAndSignIn(scene, new Jar())
      return finish(scene, new Jar(), answer.href)
    },
  ),
  attack('the same, where the victim is signing in too', 'ERR_SSO_TRANSACTION_ABSENT', async (scene) => {
    const answer = await goAndSignIn(scene, new Jar())
    const victim = new Jar()
    await begin(scene, victim)
    return finish(scene, victim, answer.href)
  }),
  attack('a stolen code in the attacker’s own sign-in', 'ERR_SSO_TOKEN_REFUSED', async (scene) => {
    const stolen = (await goAndSignIn(scene, new Jar())).searchParams.get('code') ?? ''
    const thief = new Jar()
    const answer = await goAndSignIn(scene, thief)
    answer.searchParams.set('code', stolen)
    return finish(scene, thief, answer.href)
  }),
  attack('the same, at a provider that ignores PKCE', 'ERR_SSO_TOKEN_NONCE', async (scene) => {
    const victim = await begin(scene, new Jar())
    const thief = new Jar()
    const answer = await goAndSignIn(scene, thief)
    ignorePkce(scene, victim)
    return finish(scene, thief, answer.href)
  }),
  attack('an answer from the history of the browser', 'ERR_SSO_TRANSACTION_ABSENT', async (scene) => {
    const jar = new Jar()
    const answer = await goAndSignIn(scene, jar)
    expect((await finish(scene, jar, answer.href)).status).toBe(303)
    return finish(scene, jar, answer.href)
  }),
  attack(
    'an answer that comes twice, with cookies that were kept',
    'ERR_SSO_TOKEN_REFUSED',
    async (scene) => {
      const jar = new Jar()
      const answer = await goAndSignIn(scene, jar)
      const kept = copy(jar)
      await finish(scene, jar, answer.href)
      return finish(scene, kept, answer.href)
    },
  ),
  attack('the same, at a provider that redeems codes twice', 'ERR_SSO_TRANSACTION_USED', async (scene) => {
    const jar = new Jar()
    const sent = await begin(scene, jar)
    const answer = await scene.provider.authorize(String(sent))
    const kept = copy(jar)
    ignorePkce(scene, sent)
    expect((await finish(scene, jar, answer)).status).toBe(303)
    return finish(scene, kept, answer)
  }),
  attack('an answer that is a day old', 'ERR_SSO_TRANSACTION_EXPIRED', async (scene) => {
    const jar = new Jar()
    const answer = await goAndSignIn(scene, jar)
    scene.clock.seconds += 86_400
    return finish(scene, jar, answer.href)
  }),
  attack('an answer to another portal at the same provider', 'ERR_SSO_TRANSACTION_ABSENT', async (scene) => {
    const other = await createScene(undefined, scene.provider.key, { clientId: 'another-portal' })
    const jar = new Jar()
    const answer = await goAndSignIn(other, jar)
    return finish(scene, jar, answer.href)
  }),
  attack(
    'a cookie of the sign-in that a sibling domain planted beside',
    'ERR_SSO_TRANSACTION_ABSENT',
    async (scene) => {
      const [jar, thief] = [new Jar(), new Jar()]
      const answer = await goAndSignIn(scene, jar)
      await goAndSignIn(scene, thief)
      const [name = ''] = [...jar.cookies.keys()]
      const [planted = ''] = [...thief.cookies.values()]
      const cookie = `${jar.header}; ${name}=${planted}`
      return outcome(await get(scene, answer.href.slice(ORIGIN.length), new Jar(), { cookie }))
    },
  ),
  attack(
    'the attacker’s sign-in, planted without the prefix that keeps siblings out',
    'ERR_SSO_TRANSACTION_ABSENT',
    async (scene) => {
      const thief = new Jar()
      const answer = await goAndSignIn(scene, thief)
      const cookie = thief.header.replaceAll('__Host-', '')
      return outcome(await get(scene, answer.href.slice(ORIGIN.length), new Jar(), { cookie }))
    },
  ),
  attack('the same, behind a space that browsers keep', 'ERR_SSO_TRANSACTION_ABSENT', async (scene) => {
    const thief = new Jar()
    const answer = await goAndSignIn(scene, thief)
    const cookie = thief.header.replaceAll('__Host-', '\u00a0__Host-')
    return outcome(await get(scene, answer.href.slice(ORIGIN.length), new Jar(), { cookie }))
  }),
  attack('a cookie that was changed to lead to another site', 'ERR_SSO_RETURN_TO', async (scene) => {
    const jar = new Jar()
    const answer = await goAndSignIn(scene, jar, '?returnTo=/apply')
    const [name = '', value = ''] = [...jar.cookies][0] ?? []
    const apply = encodeBase64Url(encodeUtf8('/apply'))
    expect(value).toContain(apply)
    jar.cookies.set(name, value.replace(apply, encodeBase64Url(encodeUtf8('//attacker.example'))))
    return finish(scene, jar, answer.href)
  }),
  attack('an answer by POST, from another site', 'ERR_SSO_METHOD', async (scene) => {
    const jar = new Jar()
    const { searchParams } = await goAndSignIn(scene, jar)
    const origin = 'https://attacker.example'
    return outcome(await post(scene, '/callback', Object.fromEntries(searchParams), jar, { origin }))
  }),
  attack(
    'a sign-in that pushes the one before out of the browser',
    'ERR_SSO_TRANSACTION_ABSENT',
    async (scene) => {
      const jar = new Jar()
      const answer = await goAndSignIn(scene, jar)
      for (let n = 0; n < 5; n++) {
        scene.clock.seconds += 1
        await begin(scene, jar)
      }
      return finish(scene, jar, answer.href)
    },
  ),
  attack('an address without end', 'ERR_SSO_CALLBACK_PARAMETER', async (scene) => {
    const jar = new Jar()
    const answer = await goAndSignIn(scene, jar)
    return finish(scene, jar, `${answer.href}&filler=${'x'.repeat(20_000)}`)
  }),
]

async function outcome(response: Response): Promise<Outcome> {
  const page = await response.text()
  return { status: response.status, code: page.match(/ERR_SSO_\w+/g)?.at(-1), page }
}

describe('sign-on', () => {
  test.each(ATTACKS.map((one) => [one.name, one.refusedBy, one] as const))(
    'attack: %s: %s',
    async (_, __, { refusedBy, run }) => {
      const scene = await createScene()
      const { status, code, page } = await run(scene)
      expect(code).toBe(refusedBy)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(page).not.toContain('attacker.example')
      // Nothing of it hurts whoever signs in after.
      scene.provider.nonce = undefined
      const jar = new Jar()
      expect((await signIn(scene, jar)).status).toBe(303)
      expect(await isIn(scene, jar)).toBe(true)
    },
  )

  const ELSEWHERE = [
    ['two slashes', '//attacker.example'],
    ['a backslash', '/\\attacker.example'],
    ['a backslash first', '\\/attacker.example'],
    ['a scheme without slashes', 'https:attacker.example'],
    ['a whole address', 'https://attacker.example/'],
    ['slashes in escapes', '/%2f%2fattacker.example'],
    ['a backslash in escapes', '/%5cattacker.example'],
    ['a tab between slashes', '/\t/attacker.example'],
    ['a line end between slashes', '/\n/attacker.example'],
    ['a step back before slashes', '/a/..//attacker.example'],
    ['full-width slashes', '/／attacker.example'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['a user before the host', '@attacker.example'],
    ['a control character', '/\u0000'],
    ['nothing but a host', 'attacker.example'],
  ] as const
  test.each(ELSEWHERE)('attack: a page to return to with %s: ERR_SSO_RETURN_TO', async (_, returnTo) => {
    const scene = await createScene()
    const refused = await begin(scene, new Jar(), `?${new URLSearchParams({ returnTo })}`)
    expect(refused).toMatchObject({ code: 'ERR_SSO_RETURN_TO' })
    expect(typeof (await begin(scene, new Jar(), '?returnTo=/apply?a=b'))).toBe('string')
  })

  test.each([
    ['host', 'attacker.example'],
    ['x-forwarded-host', 'attacker.example'],
    ['x-forwarded-proto', 'http'],
    ['forwarded', 'host=attacker.example;proto=http'],
    ['x-original-url', '/callback'],
    ['x-rewrite-url', '/callback'],
  ])('attack: another host by %s is not believed', async (name, value) => {
    const scene = await createScene()
    const response = await get(scene, '/login', new Jar(), { [name]: value })
    const asked = new URL(response.headers.get('location') ?? '').searchParams
    expect(asked.get('redirect_uri')).toBe(`${ORIGIN}/callback`)
  })

  test('attack: a session id that the browser was given before it signed in is worth nothing after', async () => {
    const scene = await createScene()
    const jar = new Jar()
    const planted = 'P'.repeat(43)
    jar.cookies.set(SESSION, planted)
    await signIn(scene, jar)
    const thief = new Jar()
    thief.cookies.set(SESSION, planted)
    expect([await isIn(scene, jar), await isIn(scene, thief)]).toEqual([true, false])
  })

  test('attack: who reads the answer to a sign-in learns nothing of where it came from', async () => {
    const scene = await createScene()
    const jar = new Jar()
    const answer = await goAndSignIn(scene, jar)
    const response = await get(scene, answer.href.slice(ORIGIN.length), jar)
    expect(response.status).toBe(303)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    expect(response.headers.get('location')).not.toMatch(/code|state/)
  })
})
