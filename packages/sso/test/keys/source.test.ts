import { describe, expect, test } from 'vitest'
import { createKeySource } from '../../src/index.ts'
import { publicJwk } from '../hostile-provider.ts'

function createSource(answer: () => Response | Promise<Response>) {
  const state = { fetches: 0, now: 0 }
  const keys = createKeySource(
    async () => 'https://op.example/jwks',
    async () => {
      state.fetches += 1
      return answer()
    },
    () => new Date(state.now),
  )
  return { keys, state }
}

describe('the keys of an issuer', () => {
  test('are fetched once for many tokens, and again towards the end of ten minutes', async () => {
    const set = { keys: [await publicJwk('ES256', 'k1')] }
    const { keys, state } = createSource(() => Response.json(set))
    await Promise.all(Array.from({ length: 50 }, () => keys.find('ES256', 'k1')))
    expect(state.fetches).toBe(1)
    state.now += 449_999
    await keys.find('ES256', 'k1')
    expect(state.fetches).toBe(1)
    state.now += 1
    await keys.find('ES256', 'k1')
    expect(state.fetches).toBe(2)
  })

  test('are rotated without a gap', async () => {
    let set = { keys: [await publicJwk('ES256', 'old')] }
    const { keys } = createSource(() => Response.json(set))
    expect(await keys.find('ES256', 'old')).toHaveProperty('key')
    set = { keys: [await publicJwk('ES256', 'new', 'next')] }
    expect(await keys.find('ES256', 'new')).toHaveProperty('key')
  })

  test('that were withdrawn are refused after ten minutes', async () => {
    let set = { keys: [await publicJwk('ES256', 'old')] }
    const { keys, state } = createSource(() => Response.json(set))
    await keys.find('ES256', 'old')
    set = { keys: [await publicJwk('ES256', 'new', 'next')] }
    state.now += 600_000
    expect(await keys.find('ES256', 'old')).toHaveProperty('code', 'ERR_SSO_KEY_UNKNOWN')
  })

  test('are not fetched for each of 300 invented key ids', async () => {
    const set = { keys: [await publicJwk('ES256', 'k1')] }
    const { keys, state } = createSource(() => Response.json(set))
    await keys.find('ES256', 'k1')
    for (let i = 0; i < 300; i++) {
      // What the issuer was asked about is unknown; of the rest, nothing can be said yet.
      const code = i < 2 ? 'ERR_SSO_KEY_UNKNOWN' : 'ERR_SSO_KEYS_UNAVAILABLE'
      expect(await keys.find('ES256', `invented-${i}`)).toHaveProperty('code', code)
    }
    expect(state.fetches).toBe(3)
    state.now += 30_000
    for (let i = 0; i < 300; i++) await keys.find('ES256', `invented-${i}`)
    expect(state.fetches).toBe(4)
    expect(await keys.find('ES256', 'k1')).toHaveProperty('key')
  })

  test.each([1, 300_000, 3_600_000])(
    'are not fetched more often by a clock that steps back %i ms',
    async (back) => {
      const set = { keys: [await publicJwk('ES256', 'k1')] }
      const { keys, state } = createSource(() => Response.json(set))
      state.now = 10_000_000
      for (let i = 0; i < 10; i++) await keys.find('ES256', `early-${i}`)
      expect(state.fetches).toBe(3)
      state.now -= back
      for (let i = 0; i < 300; i++) await keys.find('ES256', `invented-${i}`)
      expect(state.fetches).toBeLessThanOrEqual(4)
      state.now += back + 1000
      for (let i = 0; i < 300; i++) await keys.find('ES256', `invented-${i}`)
      expect(state.fetches).toBeLessThanOrEqual(7)
      state.now += 60_000
      for (let i = 0; i < 300; i++) await keys.find('ES256', `invented-${i}`)
      expect(state.fetches).toBeLessThanOrEqual(9)
    },
  )

  test('that were withdrawn are not kept longer by a clock that was ahead', async () => {
    let set = { keys: [await publicJwk('ES256', 'old')] }
    const { keys, state } = createSource(() => Response.json(set))
    state.now = 86_400_000
    await keys.find('ES256', 'old')
    set = { keys: [await publicJwk('ES256', 'new', 'next')] }
    state.now = 600_000
    expect(await keys.find('ES256', 'old')).toHaveProperty('code', 'ERR_SSO_KEY_UNKNOWN')
  })

  const empty: [name: string, keys: unknown][] = [
    ['empty', []],
    ['no list', null],
    ['of keys for something else', [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', use: 'enc' }]],
  ]
  test.each(empty)('are not replaced by a set that is %s', async (_, nothing) => {
    let set: { keys: unknown } = { keys: [await publicJwk('ES256', 'k1')] }
    const { keys, state } = createSource(() => Response.json(set))
    await keys.find('ES256', 'k1')
    set = { keys: nothing }
    expect(await keys.find('ES256', 'invented')).toHaveProperty('code', 'ERR_SSO_KEYS_UNAVAILABLE')
    expect(await keys.find('ES256', 'k1')).toHaveProperty('key')
    state.now += 600_000
    // The issuer is there, and says that it has none: that is no outage.
    expect(await keys.find('ES256', 'k1')).toHaveProperty('code', 'ERR_SSO_KEY_UNKNOWN')
  })

  const bad: [name: string, answer: () => Response][] = [
    ['an error', () => new Response('no', { status: 503 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
    ['no JSON', () => new Response('<html>')],
    ['a name twice', () => new Response('{"keys":[],"keys":[]}')],
    [
      'ten thousand keys',
      () => Response.json({ keys: Array.from({ length: 10_000 }, () => ({ kty: 'EC' })) }),
    ],
  ]
  test.each(bad)('are unavailable when the answer is %s', async (_, answer) => {
    const { keys } = createSource(answer)
    expect(await keys.find('ES256', 'k1')).toHaveProperty('code', 'ERR_SSO_KEYS_UNAVAILABLE')
  })

  test('are unavailable when they come with an error, or the network fails', async () => {
    const set = { keys: [await publicJwk('ES256', 'k1')] }
    const { keys } = createSource(() => Response.json(set, { status: 500 }))
    expect(await keys.find('ES256', 'k1')).toHaveProperty('code', 'ERR_SSO_KEYS_UNAVAILABLE')
    const { keys: none } = createSource(() => Promise.reject(new TypeError('fetch failed')))
    expect(await none.find('ES256', 'k1')).toHaveProperty('code', 'ERR_SSO_KEYS_UNAVAILABLE')
    const { keys: long } = createSource(() => new Response(' '.repeat(1_000_000)))
    expect(await long.find('ES256', 'k1')).toHaveProperty('facts', { reason: 'ERR_SSO_FETCH_SIZE' })
  })

  test('can be had again after a failure', async () => {
    const set = { keys: [await publicJwk('ES256', 'k1')] }
    let broken = true
    const { keys, state } = createSource(() =>
      broken ? new Response(null, { status: 500 }) : Response.json(set),
    )
    expect(await keys.find('ES256', 'k1')).toHaveProperty('code')
    broken = false
    // A dead issuer is not asked for every token.
    expect(await keys.find('ES256', 'k1')).toHaveProperty('code', 'ERR_SSO_KEYS_UNAVAILABLE')
    expect(state.fetches).toBe(1)
    state.now += 1000
    expect(await keys.find('ES256', 'k1')).toHaveProperty('key')
  })
})
