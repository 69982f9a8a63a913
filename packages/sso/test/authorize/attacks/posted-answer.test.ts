import { HOSTILE_MODES } from '@xinyin/sandbox/hostile'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { begin as beginScene, createScene } from '../../attacks/portal.ts'
import {
  type Bench,
  CLIENT,
  codeOf,
  createBench,
  get,
  ISSUER,
  mint,
  NOW,
  ORIGIN,
} from '../../hostile-provider.ts'
import { createTwoProviders, begin as goTo, honestStaff, PROVINCE, STAFF } from '../../two-providers.ts'
import { begin, follow, postAnswer, SiteJar } from './posted-answers.ts'

const SESSION = '__Host-xinyin-session'
const posted = { responseMode: 'form_post' } as const
const signedIn = (jar: SiteJar) => jar.cookies.has(SESSION)
const answers = (jar: SiteJar) => [...jar.cookies.keys()].filter((name) => name.includes('-answer-'))

/** The whole of a sign-in. */
async function signIn(bench: Bench, jar: SiteJar, query = ''): Promise<Response> {
  const { answer } = await begin(bench, jar, query)
  return follow(bench, jar, await postAnswer(bench, jar, answer))
}

describe('an answer that is posted', () => {
  test('is asked for, and signs in; code and all are in no address', async () => {
    const bench = await createBench(posted)
    const jar = new SiteJar()
    const { asked, state, answer } = await begin(bench, jar, '?returnTo=/apply')
    expect(asked.get('response_mode')).toBe('form_post')
    const kept = await postAnswer(bench, jar, answer)
    expect(kept.status).toBe(303)
    expect(kept.headers.get('location')).toBe(`/callback?state=${state}`)
    expect(Object.fromEntries(kept.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    const [first = '', ...others] = kept.headers.getSetCookie()
    expect(first).toMatch(
      /^__Host-xinyin-answer-.{12}-0=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=60$/,
    )
    expect(others.every((line) => line.includes('Max-Age=0'))).toBe(true)
    expect(signedIn(jar)).toBe(false)
    expect(bench.provider.asked).not.toContain('/token')
    const done = await follow(bench, jar, kept)
    expect(done.headers.get('location')).toBe('/apply')
    expect([...jar.cookies.keys()].sort()).toEqual([SESSION, '__Host-xinyin-sid'])
    expect(bench.errors).toEqual([])
  })

  test('needs the cookie of its sign-in, which alone is sent across sites, and only where answers are posted', async () => {
    const jar = new SiteJar()
    const bench = await createBench(posted)
    await signIn(bench, jar)
    await begin(bench, jar)
    expect([...jar.acrossSites]).toEqual([expect.stringMatching(/^__Host-xinyin-sign-in-/)])
    const other = new SiteJar()
    await begin(await createBench(), other)
    expect([...other.acrossSites]).toEqual([])
  })

  test('finds the session that the browser had, which ends', async () => {
    const bench = await createBench(posted)
    const jar = new SiteJar()
    await signIn(bench, jar)
    const former = jar.header
    expect((await signIn(bench, jar)).status).toBe(303)
    expect((await get(bench, '/session', jar)).status).toBe(200)
    expect((await get(bench, '/session', new SiteJar(), { cookie: former })).status).toBe(401)
  })

  test('may be signed (form_post.jwt)', async () => {
    const bench = await createBench({ ...posted, signedResponses: true })
    const jar = new SiteJar()
    const { asked, state } = await begin(bench, jar)
    expect(asked.get('response_mode')).toBe('form_post.jwt')
    const claims = { iss: ISSUER, aud: CLIENT, exp: NOW + 60, code: 'code', state }
    const response = await mint(claims, { alg: 'ES256', kid: 'k1' })
    await follow(bench, jar, await postAnswer(bench, jar, new URLSearchParams({ response })))
    expect(signedIn(jar)).toBe(true)
    const unsigned = new SiteJar()
    const { answer } = await begin(bench, unsigned)
    const refused = await follow(bench, unsigned, await postAnswer(bench, unsigned, answer))
    expect(await codeOf(refused)).toBe('ERR_SSO_RESPONSE_UNSIGNED')
  })

  test.each([1, 3500, 4096])('brings a code of %i characters', async (length) => {
    const bench = await createBench(posted)
    const jar = new SiteJar()
    const { answer } = await begin(bench, jar)
    const code = 'c~'.repeat(length).slice(0, length)
    answer.set('code', code)
    await follow(bench, jar, await postAnswer(bench, jar, answer))
    expect(bench.provider.form.last.get('code')).toBe(code)
    expect(answers(jar)).toEqual([])
    expect(signedIn(jar)).toBe(true)
  })

  test('that is an error is one, posted or in the address; and nobody is troubled by prompt=none', async () => {
    for (const inAddress of [false, true]) {
      for (const query of ['', '?prompt=none&returnTo=/away']) {
        const bench = await createBench(posted)
        const jar = new SiteJar()
        const { state } = await begin(bench, jar, query)
        const said = new URLSearchParams({ error: 'login_required', state, iss: ISSUER })
        const done = inAddress
          ? await get(bench, `/callback?${said}`, jar)
          : await follow(bench, jar, await postAnswer(bench, jar, said))
        if (query === '') expect(await codeOf(done)).toBe('ERR_SSO_SIGN_IN_REFUSED')
        else expect(done.headers.get('location')).toBe('/away')
        expect([...jar.cookies.keys()]).toEqual([])
      }
    }
  })

  test('what a provider adds is not kept', async () => {
    const bench = await createBench(posted)
    const jar = new SiteJar()
    const { answer } = await begin(bench, jar)
    answer.set('session_state', 'x'.repeat(9000))
    const kept = await postAnswer(bench, jar, answer)
    expect(kept.headers.getSetCookie().join()).not.toContain('session_state')
    await follow(bench, jar, kept)
    expect(signedIn(jar)).toBe(true)
  })
})

describe('attacks on answers that are posted', () => {
  interface Attack {
    readonly name: string
    readonly code: string
    readonly run: (bench: Bench, jar: SiteJar) => Promise<Response>
  }
  const attacks: Attack[] = [
    {
      name: 'the attacker’s answer in the victim’s browser (login CSRF)',
      code: 'ERR_SSO_TRANSACTION_ABSENT',
      run: async (bench, jar) => {
        const { answer } = await begin(bench, new SiteJar())
        await begin(bench, jar)
        return postAnswer(bench, jar, answer)
      },
    },
    {
      name: 'without cookies, as a browser sends it that withholds them',
      code: 'ERR_SSO_TRANSACTION_ABSENT',
      run: async (bench, jar) => postAnswer(bench, new SiteJar(), (await begin(bench, jar)).answer),
    },
    {
      name: 'a code put into the address',
      code: 'ERR_SSO_RESPONSE_MODE',
      run: async (bench, jar) => get(bench, `/callback?${(await begin(bench, jar)).answer}`, jar),
    },
    {
      name: 'nothing posted at all',
      code: 'ERR_SSO_RESPONSE_MODE',
      run: async (bench, jar) => get(bench, `/callback?state=${(await begin(bench, jar)).state}`, jar),
    },
    {
      name: 'a code in the address beside the one that was posted',
      code: 'ERR_SSO_RESPONSE_MODE',
      run: async (bench, jar) => {
        const { answer } = await begin(bench, jar)
        const kept = await postAnswer(bench, jar, answer)
        return get(bench, `${kept.headers.get('location')}&code=stolen`, jar)
      },
    },
    {
      name: 'a signed answer in the address beside an error',
      code: 'ERR_SSO_RESPONSE_MODE',
      run: async (bench, jar) => {
        const { state } = await begin(bench, jar)
        return get(bench, `/callback?state=${state}&error=x&response=e30.e30.AA`, jar)
      },
    },
    {
      name: 'the same one again, with the cookies of before',
      code: 'ERR_SSO_TRANSACTION_USED',
      run: async (bench, jar) => {
        const { answer } = await begin(bench, jar)
        const kept = await postAnswer(bench, jar, answer)
        const cookie = jar.header
        await follow(bench, jar, kept)
        jar.cookies.delete(SESSION)
        return get(bench, kept.headers.get('location') ?? '', new SiteJar(), { cookie })
      },
    },
    {
      name: 'the answer of another sign-in of the same browser under the name of this one',
      code: 'ERR_SSO_RESPONSE_MODE',
      run: async (bench, jar) => {
        const first = await begin(bench, jar)
        await postAnswer(bench, jar, first.answer)
        const second = await begin(bench, jar)
        return get(bench, `/callback?state=${second.state}`, jar)
      },
    },
    {
      name: 'the same, where a cookie was changed',
      code: 'ERR_SSO_SIGN_IN_REFUSED',
      run: async (bench, jar) => {
        const first = await begin(bench, jar)
        await postAnswer(bench, jar, first.answer)
        const second = await begin(bench, jar)
        const [name = ''] = answers(jar)
        const other = name.replace(first.state.slice(0, 12), second.state.slice(0, 12))
        jar.cookies.set(other, jar.cookies.get(name) ?? '')
        return get(bench, `/callback?state=${second.state}`, jar)
      },
    },
    {
      name: 'state and code in the address of a form that is empty',
      code: 'ERR_SSO_CALLBACK_PARAMETER',
      run: async (bench, jar) => {
        const { answer } = await begin(bench, jar)
        return postAnswer(bench, jar, '', { path: `/callback?${answer}` })
      },
    },
    {
      name: 'two codes',
      code: 'ERR_SSO_CALLBACK_PARAMETER',
      run: async (bench, jar) => postAnswer(bench, jar, `${(await begin(bench, jar)).answer}&code=stolen`),
    },
    {
      name: 'two states',
      code: 'ERR_SSO_CALLBACK_PARAMETER',
      run: async (bench, jar) => postAnswer(bench, jar, `${(await begin(bench, jar)).answer}&state=other`),
    },
    {
      name: 'a state that is empty',
      code: 'ERR_SSO_CALLBACK_PARAMETER',
      run: async (bench, jar) => {
        await begin(bench, jar)
        return postAnswer(bench, jar, 'code=code&state=')
      },
    },
    {
      name: 'a code of which nothing could be kept whole',
      code: 'ERR_SSO_CALLBACK_PARAMETER',
      run: async (bench, jar) => {
        const { answer } = await begin(bench, jar)
        answer.set('code', '\u{1f600}'.repeat(1100))
        return postAnswer(bench, jar, answer)
      },
    },
    {
      name: 'a body without an end',
      code: 'ERR_SSO_BODY',
      run: async (bench, jar) =>
        postAnswer(bench, jar, `${(await begin(bench, jar)).answer}&x=${'x'.repeat(33_000)}`),
    },
    ...['text/plain', 'multipart/form-data; boundary=x', 'application/json', 'application/x-www-form'].map(
      (type): Attack => ({
        name: `a body of the type ${type}`,
        code: 'ERR_SSO_BODY',
        run: async (bench, jar) => {
          const { answer } = await begin(bench, jar)
          return postAnswer(bench, jar, answer, { headers: { 'content-type': type } })
        },
      }),
    ),
    {
      name: 'octets that are no text',
      code: 'ERR_SSO_BODY',
      run: async (bench, jar) => {
        const { answer } = await begin(bench, jar)
        const body = new Uint8Array([...new TextEncoder().encode(`${answer}&iss=`), 0xff, 0xfe])
        const request = new Request(`${ORIGIN}/callback`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: jar.postedHeader },
        })
        const response = await bench.sso.handle(request)
        return response ?? new Response(null, { status: 404 })
      },
    },
    {
      name: 'one that is late',
      code: 'ERR_SSO_TRANSACTION_EXPIRED',
      run: async (bench, jar) => {
        const { answer } = await begin(bench, jar)
        bench.clock.seconds += 601
        return postAnswer(bench, jar, answer)
      },
    },
  ]

  test.each(attacks)('attack: $name: $code', async ({ code, run }) => {
    const bench = await createBench(posted)
    const jar = new SiteJar()
    const response = await run(bench, jar)
    expect(response.status).toBeGreaterThanOrEqual(400)
    const page = await response.text()
    expect(page.match(/ERR_SSO_\w+/g)?.at(-1)).toBe(code)
    expect(page).not.toMatch(/ at .*\.ts|node:internal/)
    expect(signedIn(jar)).toBe(false)
  })

  test.each(['/callback', '/callback/other'])(
    'nobody posts to %s where no answer is posted',
    async (path) => {
      const bench = await createBench()
      const jar = new SiteJar()
      const { answer } = await begin(bench, jar)
      const response = await postAnswer(bench, jar, answer, { path })
      expect(response.status).toBe(path === '/callback' ? 405 : 404)
      if (response.status === 405) expect(response.headers.get('allow')).toBe('GET')
      expect(signedIn(jar)).toBe(false)
    },
  )

  test('one that is refused ends the sign-in', async () => {
    const bench = await createBench(posted)
    const jar = new SiteJar()
    const { answer } = await begin(bench, jar)
    await postAnswer(bench, jar, `${answer}&code=stolen`)
    expect([...jar.cookies.keys()]).toEqual([])
    expect(await codeOf(await postAnswer(bench, jar, answer))).toBe('ERR_SSO_TRANSACTION_ABSENT')
  })

  test.each(HOSTILE_MODES.filter(({ callback }) => callback !== undefined))(
    'attack: $name: $refusedBy, posted too',
    async (mode) => {
      const scene = await createScene(mode, undefined, posted)
      const jar = new SiteJar()
      const sent = await beginScene(scene, jar)
      const address = new URL(await scene.provider.authorize(String(sent)))
      const response = await follow(scene, jar, await postAnswer(scene, jar, address.searchParams))
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect((await response.text()).match(/ERR_SSO_\w+/g)?.at(-1)).toBe(mode.refusedBy)
      expect(signedIn(jar)).toBe(false)
    },
  )

  test('attack: one that arrives at another provider’s redirect URI goes no further, and cannot be fetched from its own', async () => {
    const bench = await createTwoProviders({
      province: { ...posted, callback: 'province' },
      staff: { ...posted, callback: 'staff' },
    })
    honestStaff(bench)
    const jar = new SiteJar()
    const { state } = await goTo(bench, jar, STAFF)
    // The staff directory, which is hostile, had the browser sign in at the province with its own state.
    const stolen = new URLSearchParams({ code: 'code', state, iss: STAFF })
    const response = await postAnswer(bench, jar, stolen, { path: '/callback/province' })
    expect(await codeOf(response)).toBe('ERR_SSO_RESPONSE_ISSUER')
    expect(answers(jar)).toEqual([])
    const later = await get(bench, `/callback/staff?state=${state}`, jar)
    expect(await codeOf(later)).toBe('ERR_SSO_TRANSACTION_ABSENT')
    expect([...bench.province.asked, ...bench.staff.asked]).not.toContain('/token')
  })

  test('attack: one that is posted to a provider whose answers are not, at an address that both have', async () => {
    const bench = await createTwoProviders({ province: posted })
    const jar = new SiteJar()
    const { state } = await goTo(bench, jar, STAFF)
    // The cookie is not sent across sites; from a page of the same site it is.
    for (const [name] of jar.cookies) jar.acrossSites.add(name)
    const answer = new URLSearchParams({ code: 'code', state, iss: STAFF })
    expect(await codeOf(await postAnswer(bench, jar, answer))).toBe('ERR_SSO_RESPONSE_MODE')
    const own = await goTo(bench, jar, PROVINCE)
    const good = new URLSearchParams({ code: 'code', state: own.state, iss: PROVINCE })
    expect((await postAnswer(bench, jar, good)).status).toBe(303)
  })

  test('property: no form signs anybody in but an honest one, and every one is answered', async () => {
    const bench = await createBench(posted)
    const name = fc.constantFrom('code', 'state', 'iss', 'error', 'response', 'id_token', 'token', 'x')
    const value = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('', ISSUER, 'code', `${ISSUER}/`))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, value), { maxLength: 5 }),
        fc.boolean(),
        async (added, own) => {
          const jar = new SiteJar()
          const { answer, state } = await begin(bench, jar)
          const form = new URLSearchParams(own ? { state } : answer)
          for (const [key, text] of added) form.append(key, text)
          const response = await follow(bench, jar, await postAnswer(bench, jar, form))
          expect(response.status).toBeLessThan(500)
          if (!signedIn(jar)) return
          expect(form.getAll('state')).toEqual([state])
          expect(form.getAll('iss')).toEqual([ISSUER])
          expect(form.getAll('code')).toHaveLength(1)
          expect(form.has('error') || form.has('id_token') || form.has('token')).toBe(false)
        },
      ),
      { numRuns: 150 },
    )
  })
})
