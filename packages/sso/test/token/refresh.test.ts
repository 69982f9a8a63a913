import { createPrivateKey, createSigner, type Signer } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { memoryStore, type Store } from '../../src/index.ts'
import { copyOf } from '../acting.ts'
import { get, Jar, NOW, ORIGIN, post, signIn } from '../hostile-provider.ts'
import { createTokenBench, nextIdToken } from './token-bench.ts'

const REFRESH = 'refresh_token'
const refreshes = ({ asked }: { asked: { form: URLSearchParams }[] }) =>
  asked.filter(({ form }) => form.get('grant_type') === REFRESH).length

describe('an access token', () => {
  test('is that of the sign-in while it is good, and tells its scope and end', async () => {
    const bench = await createTokenBench()
    const token = await bench.sso.accessToken(bench.request())
    expect(token).toMatchObject({ value: bench.model.given[0], scheme: 'Bearer', scope: undefined })
    expect(token.expiresAt).toEqual(new Date((NOW + 300) * 1000))
    expect(refreshes(bench.model)).toBe(0)
  })

  test('is renewed a minute before its end, with the refresh token that came last', async () => {
    const bench = await createTokenBench()
    bench.clock.seconds = NOW + 239
    expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given[0])
    for (const at of [241, 500, 800]) {
      bench.clock.seconds = NOW + at
      expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given.at(-1))
    }
    expect(refreshes(bench.model)).toBe(3)
    const used = bench.model.asked.map(({ form }) => form.get(REFRESH)).filter(Boolean)
    expect(used).toEqual(['refresh 1', 'refresh 2', 'refresh 3'])
    expect(bench.model.reused).toBe(0)
  })

  test('of a provider that does not rotate is renewed by one refresh token for ever', async () => {
    const bench = await createTokenBench({ rotates: false })
    for (const at of [300, 600]) {
      bench.clock.seconds = NOW + at
      await bench.sso.accessToken(bench.request())
    }
    expect(bench.model.asked.map(({ form }) => form.get(REFRESH)).filter(Boolean)).toEqual([
      'refresh 1',
      'refresh 1',
    ])
  })

  test('that lives for seconds is not renewed at every request', async () => {
    const bench = await createTokenBench({ lifetime: 20 })
    bench.clock.seconds = NOW + 10
    await bench.sso.accessToken(bench.request())
    expect(refreshes(bench.model)).toBe(0)
    bench.clock.seconds = NOW + 16
    await bench.sso.accessToken(bench.request())
    expect(refreshes(bench.model)).toBe(1)
  })

  test('for an interface, or of less scope, is asked for once, and held beside that of the sign-in', async () => {
    const bench = await createTokenBench({}, { tokens: { resources: ['https://permits.example/'] } })
    const use = { resource: 'https://permits.example/', scope: 'write read' }
    const first = await bench.sso.accessToken(bench.request(), use)
    const second = await bench.sso.accessToken(bench.request(), { ...use, scope: 'read write read' })
    expect(second.value).toBe(first.value)
    expect((await bench.sso.accessToken(bench.request())).value).not.toBe(first.value)
    expect(refreshes(bench.model)).toBe(1)
    const { form } = bench.model.asked.at(-1) ?? {}
    expect(form?.get('resource')).toBe('https://permits.example/')
    expect(form?.get('scope')).toBe('read write')
  })

  test('keeps the session alive, as any other use of it', async () => {
    const bench = await createTokenBench()
    for (const at of [1500, 3000, 4500]) {
      bench.clock.seconds = NOW + at
      await bench.sso.accessToken(bench.request())
    }
    expect(await bench.sso.session(bench.request())).toBeDefined()
  })

  test('is there for nobody who is not signed in, nor where none is kept', async () => {
    const bench = await createTokenBench()
    const nobody = new Request(ORIGIN)
    await expect(bench.sso.accessToken(nobody)).rejects.toMatchObject({ code: 'ERR_SSO_SIGNED_OUT' })
    const without = await createTokenBench({}, { tokens: undefined as never })
    await expect(without.sso.accessToken(without.request())).rejects.toMatchObject({
      code: 'ERR_SSO_TOKENS_NONE',
    })
  })

  test('without a refresh token lasts as long as it does, and the session longer', async () => {
    const bench = await createTokenBench({}, {}, { refresh_token: null })
    bench.clock.seconds = NOW + 290
    expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given[0])
    bench.clock.seconds = NOW + 301
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject({
      code: 'ERR_SSO_TOKENS_OVER',
    })
    expect(await bench.sso.session(bench.request())).toBeDefined()
  })

  test.each([
    [{ scope: 'a  b' }, 'scope'],
    [{ scope: '' }, 'scope'],
    [{ scope: 'ä' }, 'scope'],
    [{ resource: '/permits' }, 'resource'],
    [{ resource: 'https://permits.example/#a' }, 'resource'],
  ])('is not to be had for %j', async (use, name) => {
    const bench = await createTokenBench()
    await expect(bench.sso.accessToken(bench.request(), use)).rejects.toThrow(
      new RegExp(`^${name}: expected`),
    )
  })
})

describe('one refresh token', () => {
  test('is used once by many requests at a time, in two processes', async () => {
    const bench = await createTokenBench()
    const other = await bench.other()
    bench.clock.seconds = NOW + 400
    const calls = [bench, other, bench, other, bench, other].map(({ sso }) =>
      sso.accessToken(bench.request()),
    )
    const values = new Set((await Promise.all(calls)).map(({ value }) => value))
    expect(values).toEqual(new Set([bench.model.given.at(-1)]))
    expect([refreshes(bench.model), bench.model.reused]).toEqual([1, 0])
  })

  test('is used once for tokens of several kinds, one after the other', async () => {
    const bench = await createTokenBench()
    const other = await bench.other()
    const calls = ['a', 'b', 'a', 'b'].map((scope, n) =>
      (n % 2 ? bench : other).sso.accessToken(bench.request(), { scope }),
    )
    await Promise.all(calls)
    expect([refreshes(bench.model), bench.model.reused]).toEqual([2, 0])
  })

  test('is not waited for by who has a token that is still good', async () => {
    const bench = await createTokenBench()
    bench.clock.seconds = NOW + 250
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    bench.model.spoil = (answer) => held.then(() => answer)
    const slow = bench.sso.accessToken(bench.request())
    const other = await bench.other()
    await new Promise((resolve) => setTimeout(resolve, 20))
    for (const { sso } of [bench, other])
      expect((await sso.accessToken(bench.request())).value).toBe(bench.model.given[0])
    release()
    expect((await slow).value).toBe(bench.model.given[1])
  })
})

describe('when an answer is lost', () => {
  const lose = () => {
    let left = 1
    return (answer: Response) => {
      left -= 1
      if (left >= 0) throw new TypeError('fetch failed')
      return answer
    }
  }

  test('the session lives on, where the provider allows for it', async () => {
    const bench = await createTokenBench({ grace: 10 })
    bench.clock.seconds = NOW + 400
    bench.model.spoil = lose()
    const token = await bench.sso.accessToken(bench.request())
    expect(token.value).toBe(bench.model.given.at(-1))
    bench.clock.seconds = NOW + 800
    await bench.sso.accessToken(bench.request())
    expect([refreshes(bench.model), bench.model.reused]).toEqual([3, 0])
  })

  test('each request shows who it is by an assertion of its own', async () => {
    const bench = await createTokenBench({ grace: 10 })
    bench.clock.seconds = NOW + 400
    bench.model.spoil = lose()
    await bench.sso.accessToken(bench.request())
    const shown = bench.model.asked.map(({ form }) => form.get('client_assertion'))
    expect(new Set(shown).size).toBe(3)
  })

  test('and the provider allows for nothing, the session has ended', async () => {
    const bench = await createTokenBench()
    bench.clock.seconds = NOW + 400
    let isFirst = true
    bench.model.spoil = (answer) => {
      bench.clock.seconds += 1
      if (!isFirst) return answer
      isFirst = false
      throw new TypeError('fetch failed')
    }
    const refusal = { code: 'ERR_SSO_REFRESH_REFUSED', facts: { error: 'invalid_grant' } }
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject(refusal)
    expect(await bench.sso.session(bench.request())).toBeUndefined()
  })
})

describe('when the provider is out', () => {
  test.each([500, 503, 404, 200])(
    'with %i, a good token is handed out, and the provider left alone for a while',
    async (status) => {
      const bench = await createTokenBench()
      bench.clock.seconds = NOW + 250
      bench.model.spoil = () => new Response('out', { status })
      for (let n = 0; n < 5; n += 1)
        expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given[0])
      expect(refreshes(bench.model)).toBe(2)
      bench.clock.seconds = NOW + 261
      await bench.sso.accessToken(bench.request())
      expect(refreshes(bench.model)).toBe(4)
      expect(bench.errors).toHaveLength(2)
    },
  )

  test('and the token is over, it says so, and the session is there when it is back', async () => {
    const bench = await createTokenBench({ rotates: false })
    bench.clock.seconds = NOW + 400
    bench.model.spoil = () => new Response('out', { status: 500 })
    const out = { code: 'ERR_SSO_TOKEN_RESPONSE', facts: { reason: 'HTTP 500, text/plain' } }
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject(out)
    bench.model.spoil = undefined
    expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given.at(-1))
  })
})

describe('when the provider refuses', () => {
  test('the refresh token, the session ends, at every process', async () => {
    const bench = await createTokenBench()
    const other = await bench.other()
    bench.model.revoked = true
    bench.clock.seconds = NOW + 250
    const refusal = { code: 'ERR_SSO_REFRESH_REFUSED' }
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject(refusal)
    expect(await other.sso.session(bench.request())).toBeUndefined()
    expect((await get(bench, '/session', bench.jar)).status).toBe(401)
  })

  test.each(['invalid_scope', 'invalid_target', 'unauthorized_client'])(
    'a request with %s, nothing ends',
    async (error) => {
      const bench = await createTokenBench({ rotates: false })
      bench.model.spoil = () => Response.json({ error }, { status: 400 })
      const refusal = { code: 'ERR_SSO_TOKEN_REFUSED', facts: { error } }
      await expect(bench.sso.accessToken(bench.request(), { scope: 'more' })).rejects.toMatchObject(refusal)
      expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given[0])
    },
  )
})

/** A store that fails to write while it is told to. */
function unsteady(clock: () => Date) {
  const inner = memoryStore({ clock })
  const state = { isAway: false }
  const refuse = () => Promise.reject(new Error('connect ECONNREFUSED'))
  const store: Store = { ...inner, replace: (...args) => (state.isAway ? refuse() : inner.replace(...args)) }
  return { store, state }
}

describe('when the store is away after a refresh token was used up', () => {
  test('what came is kept as soon as it is back, by the same process', async () => {
    const seconds = { now: NOW }
    const { store, state } = unsteady(() => new Date(seconds.now * 1000))
    const bench = await createTokenBench({}, { store })
    seconds.now = NOW + 400
    bench.clock.seconds = NOW + 400
    state.isAway = true
    await expect(bench.sso.accessToken(bench.request())).rejects.toThrow('ECONNREFUSED')
    state.isAway = false
    expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given.at(-1))
    expect([refreshes(bench.model), bench.model.reused]).toEqual([1, 0])
  }, 10_000)

  test('for a moment only, nobody notices', async () => {
    const { store, state } = unsteady(() => new Date(NOW * 1000))
    const bench = await createTokenBench({}, { store })
    bench.clock.seconds = NOW + 400
    bench.model.spoil = (answer) => {
      state.isAway = true
      setTimeout(() => {
        state.isAway = false
      }, 50)
      return answer
    }
    expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given.at(-1))
  })
})

describe('a logout while a refresh token is used', () => {
  test.each(['sign-out', 'the provider’s'])(
    '(%s) ends the session, and what came is handed back',
    async (whose) => {
      const bench = await createTokenBench()
      bench.clock.seconds = NOW + 400
      bench.model.spoil = async (answer) => {
        if (whose === 'sign-out') await post(bench, '/logout', {}, bench.jar)
        else await bench.store.destroyBySub('https://op.example', 'someone', NOW + 300, NOW + 900)
        return answer
      }
      const request = bench.request()
      await expect(bench.sso.accessToken(request)).rejects.toMatchObject({ code: 'ERR_SSO_SIGNED_OUT' })
      expect(bench.model.returned).toContain('refresh 2')
      expect(await bench.sso.session(request)).toBeUndefined()
    },
  )
})

describe('a refresh token that is not needed any more', () => {
  test('is handed back by a sign-in that a sign-out has overtaken', async () => {
    const bench = await createTokenBench()
    const tab = copyOf(bench.jar)
    bench.model.spoil = async (answer) => {
      await post(bench, '/logout', {}, bench.jar)
      return answer
    }
    expect((await signIn(bench, tab, '?level=3')).status).toBe(400)
    expect(bench.model.returned).toEqual(['refresh 1', 'refresh 2'])
  })

  test('is handed back at the sign-out, and when somebody ends a session of their own', async () => {
    const bench = await createTokenBench()
    const phone = new Jar()
    await signIn(bench, phone)
    const asked = await bench.sso.sessions.list(bench.request())
    const other = asked.find(({ current }) => !current)
    expect(await bench.sso.sessions.end(bench.request(), other?.id ?? '')).toBe(true)
    expect(bench.model.returned).toEqual(['refresh 2'])
    await post(bench, '/logout', {}, bench.jar)
    expect(bench.model.returned).toEqual(['refresh 2', 'refresh 1'])
  })

  test('and cannot be handed back keeps nobody signed in', async () => {
    const bench = await createTokenBench()
    bench.provider.answers.set('/revoke', () => new Response(null, { status: 503 }))
    const request = bench.request()
    expect((await post(bench, '/logout', {}, bench.jar)).status).toBe(303)
    expect(await bench.sso.session(request)).toBeUndefined()
  })

  test('nor does a device with the portal’s key that is out', async () => {
    const key = await createPrivateKey('P-256')
    const device = createSigner(key)
    const state = { isOut: false }
    const signer: Signer = {
      ...device,
      async sign(message) {
        if (state.isOut) throw new Error('device removed')
        return device.sign(message)
      },
    }
    const bench = await createTokenBench({}, { signer, clientKey: undefined } as never)
    const request = bench.request()
    state.isOut = true
    expect((await post(bench, '/logout', {}, bench.jar)).status).toBe(303)
    expect(await bench.sso.session(request)).toBeUndefined()
    expect([...bench.jar.cookies.keys()].join()).not.toContain('session')
  })
})

describe('a session that changes while a refresh token is used', () => {
  test('stays what it has become', async () => {
    const bench = await createTokenBench()
    bench.clock.seconds = NOW + 400
    bench.model.spoil = async (answer) => {
      const [found] = await bench.store.list('https://op.example', 'someone')
      if (found !== undefined) {
        const { key, session } = found
        await bench.store.replace(key, key, { ...session, user: { ...session.user, level: 1 } })
      }
      return answer
    }
    expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given.at(-1))
    expect((await bench.sso.session(bench.request()))?.user.level).toBe(1)
    bench.model.spoil = undefined
    bench.clock.seconds = NOW + 800
    await bench.sso.accessToken(bench.request())
    expect(bench.model.reused).toBe(0)
  })
})

describe('an ID token that comes with a new access token', () => {
  test('takes the place of the first, as a hint for signing out', async () => {
    const bench = await createTokenBench()
    bench.clock.seconds = NOW + 400
    const idToken = await nextIdToken(NOW + 400)
    bench.model.changes = { id_token: idToken }
    await bench.sso.accessToken(bench.request())
    const answer = await post(bench, '/logout', {}, bench.jar)
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('id_token_hint')).toBe(idToken)
  })

  test('is passed over while the issuer’s keys are not to be had', async () => {
    const bench = await createTokenBench()
    bench.provider.answers.set('/jwks', () => new Response(null, { status: 500 }))
    bench.model.changes = { id_token: await nextIdToken(NOW + 400, {}, 'k2') }
    bench.clock.seconds = NOW + 400
    expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given.at(-1))
  })
})
