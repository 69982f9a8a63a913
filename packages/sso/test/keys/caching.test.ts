import { describe, expect, test } from 'vitest'
import { createKeySource } from '../../src/index.ts'
import { publicJwk } from '../hostile-provider.ts'

const MINUTE = 60_000

/** An issuer whose answers and outages a test decides, and which remembers what it was asked. */
async function createIssuer(options: Parameters<typeof createKeySource>[3] = {}) {
  const issuer = {
    now: 0,
    uri: 'https://op.example/jwks',
    asked: [] as Headers[],
    answer: (_: Headers): Response | Promise<Response> => Response.json({ keys: [issuer.jwk] }),
    jwk: await publicJwk('ES256', 'k1'),
  }
  const keys = createKeySource(
    async () => issuer.uri,
    async (_, init) => {
      const headers = new Headers(init?.headers)
      issuer.asked.push(headers)
      return issuer.answer(headers)
    },
    () => new Date(issuer.now),
    options,
  )
  const find = (kid = 'k1') => keys.find('ES256', kid)
  const isFound = async (kid?: string) => 'key' in (await find(kid))
  return { issuer, find, isFound }
}

type Issuer = Awaited<ReturnType<typeof createIssuer>>['issuer']

function answerWith(issuer: Issuer, headers: Record<string, string>): void {
  issuer.answer = () => Response.json({ keys: [issuer.jwk] }, { headers })
}

/** From when on keys that were withdrawn at once are refused: the issuer has said how long they may be used. */
const lifetimes: [name: string, headers: Record<string, string>, milliseconds: number][] = [
  ['nothing', {}, 600_000],
  ['two minutes', { 'cache-control': 'public, max-age=120' }, 120_000],
  ['two minutes, in quotes and capitals', { 'cache-control': 'Max-Age="120"' }, 120_000],
  ['two minutes, one of which has passed', { 'cache-control': 'max-age=120', age: '60' }, 60_000],
  ['a second', { 'cache-control': 'max-age=1' }, 60_000],
  ['less than has passed', { 'cache-control': 'max-age=5', age: '600' }, 60_000],
  ['never', { 'cache-control': 'no-store' }, 60_000],
  ['ask each time, and a day', { 'cache-control': 'no-cache, max-age=86400' }, 60_000],
  ['a year', { 'cache-control': 'max-age=31536000' }, 3_600_000],
  ['a time for caches that are shared', { 'cache-control': 's-maxage=1' }, 600_000],
  ['what is no number', { 'cache-control': 'max-age=ten' }, 600_000],
  ['an age that is no number', { 'cache-control': 'max-age=120', age: '-60' }, 120_000],
]

describe('keys are used for as long as the issuer says, within limits', () => {
  test.each(lifetimes)('when it says %s', async (_, headers, milliseconds) => {
    const { issuer, isFound } = await createIssuer({ graceSeconds: 0 })
    answerWith(issuer, headers)
    expect(await isFound()).toBe(true)
    issuer.answer = () => new Response(null, { status: 503 })
    issuer.now = milliseconds - 1
    expect(await isFound()).toBe(true)
    issuer.now = milliseconds
    expect(await isFound()).toBe(false)
  })
})

describe('an issuer that knows its set again (ETag)', () => {
  async function createTagged() {
    const bench = await createIssuer()
    bench.issuer.answer = (headers) =>
      headers.get('if-none-match') === '"1"'
        ? new Response(null, { status: 304, headers: { 'cache-control': 'max-age=300' } })
        : Response.json({ keys: [bench.issuer.jwk] }, { headers: { etag: '"1"' } })
    return bench
  }

  test('need not send it twice', async () => {
    const { issuer, isFound } = await createTagged()
    await isFound()
    issuer.now = 10 * MINUTE
    expect(await isFound()).toBe(true)
    expect(issuer.asked.map((headers) => headers.get('if-none-match'))).toEqual([null, '"1"'])
    // What it says of time with the second answer counts from then on.
    issuer.answer = () => new Response(null, { status: 503 })
    issuer.now = 15 * MINUTE - 1
    expect(await isFound()).toBe(true)
    expect(issuer.asked).toHaveLength(3)
  })

  test('is not asked by a tag of another address', async () => {
    const { issuer, isFound } = await createTagged()
    await isFound()
    issuer.uri = 'https://op.example/other'
    issuer.now = 10 * MINUTE
    expect(await isFound()).toBe(true)
    expect(issuer.asked[1]?.get('if-none-match')).toBeNull()
  })

  test('cannot make us keep an endless tag', async () => {
    const { issuer, isFound } = await createIssuer()
    answerWith(issuer, { etag: `"${'x'.repeat(255)}"` })
    await isFound()
    issuer.now = 10 * MINUTE
    await isFound()
    expect(issuer.asked[1]?.get('if-none-match')).toBeNull()
  })

  test('has no keys when it says at first that they are the same', async () => {
    const { issuer, find } = await createIssuer()
    issuer.answer = () => new Response(null, { status: 304 })
    expect(await find()).toMatchObject({
      code: 'ERR_SSO_KEYS_UNAVAILABLE',
      facts: { reason: 'HTTP 304 without a body' },
    })
  })
})

describe('a rotation', () => {
  test('is looked for behind caches on the way', async () => {
    const { issuer, isFound } = await createIssuer()
    await isFound()
    const next = await publicJwk('ES256', 'k2', 'next')
    issuer.answer = (headers) =>
      Response.json({ keys: [headers.get('cache-control') === 'no-cache' ? next : issuer.jwk] })
    expect(await isFound('k2')).toBe(true)
    expect(await isFound('k1')).toBe(false)
  })

  test('that happens while keys are being fetched is seen', async () => {
    const { issuer, isFound } = await createIssuer()
    await isFound()
    // Keys are fetched beside, and the answer is made before the rotation, but arrives after it.
    const old = Response.json({ keys: [issuer.jwk] })
    let arrive = (_: Response) => {}
    issuer.answer = () => new Promise<Response>((resolve) => (arrive = resolve))
    issuer.now = 8 * MINUTE
    expect(await isFound()).toBe(true)
    issuer.answer = async () => Response.json({ keys: [await publicJwk('ES256', 'k2', 'next')] })
    const seen = isFound('k2')
    arrive(old)
    expect(await seen).toBe(true)
  })

  test('is not undone by an answer that was late', async () => {
    const { issuer, isFound } = await createIssuer()
    await isFound()
    let arrive = (_: Response) => {}
    issuer.answer = () => new Promise<Response>((resolve) => (arrive = resolve))
    issuer.now = 8 * MINUTE
    await isFound()
    // After half a minute nobody waits for it any longer.
    issuer.now += 30_001
    const next = await publicJwk('ES256', 'k2', 'next')
    const late = arrive
    issuer.answer = () => Response.json({ keys: [next] })
    expect(await isFound('k2')).toBe(true)
    late(Response.json({ keys: [issuer.jwk] }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await isFound('k2')).toBe(true)
    expect(await isFound('k1')).toBe(false)
  })
})

describe('an outage', () => {
  const out = () => new Response(null, { status: 503 })

  test('ends with the grace that there is for it', async () => {
    const { issuer, find, isFound } = await createIssuer({ graceSeconds: 120 })
    await isFound()
    issuer.answer = out
    issuer.now = 12 * MINUTE - 1
    expect(await isFound()).toBe(true)
    issuer.now = 12 * MINUTE
    expect(await find()).toHaveProperty('code', 'ERR_SSO_KEYS_UNAVAILABLE')
  })

  test('has a grace of an hour unless something else is said', async () => {
    const { issuer, isFound } = await createIssuer()
    await isFound()
    issuer.answer = out
    issuer.now = 70 * MINUTE - 1
    expect(await isFound()).toBe(true)
    issuer.now = 70 * MINUTE
    expect(await isFound()).toBe(false)
  })

  test.each([-1, 86_401, Number.NaN])('cannot have a grace of %s s', async (graceSeconds) => {
    await expect(createIssuer({ graceSeconds })).rejects.toThrowError(RangeError)
  })

  test('makes nobody wait once it is known, and is tried once a second', async () => {
    const { issuer, isFound } = await createIssuer()
    await isFound()
    issuer.answer = out
    issuer.now = 10 * MINUTE
    for (let i = 0; i < 50; i++) expect(await isFound()).toBe(true)
    expect(issuer.asked).toHaveLength(2)
    issuer.now += 1000
    issuer.answer = () => new Promise<Response>(() => {})
    for (let i = 0; i < 50; i++) expect(await isFound()).toBe(true)
    expect(issuer.asked).toHaveLength(3)
  })

  test('that is over is over for keys that were withdrawn in it', async () => {
    const { issuer, isFound } = await createIssuer()
    await isFound()
    issuer.answer = out
    issuer.now = 20 * MINUTE
    expect(await isFound()).toBe(true)
    const next = await publicJwk('ES256', 'k2', 'next')
    issuer.answer = () => Response.json({ keys: [next] })
    issuer.now += 1000
    await isFound()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await isFound()).toBe(false)
  })

  test('says nothing about a key that was never seen', async () => {
    const { issuer, find, isFound } = await createIssuer()
    await isFound()
    issuer.answer = out
    expect(await find('k2')).toMatchObject({
      code: 'ERR_SSO_KEYS_UNAVAILABLE',
      facts: { reason: 'HTTP 503 without a body' },
    })
  })

  test('of the metadata is one of the keys, and a fault of ours is none', async () => {
    const fail = (error: Error) =>
      createKeySource(
        () => Promise.reject(error),
        () => Promise.reject(error),
        () => new Date(0),
      ).find('ES256', 'k1')
    await expect(fail(new TypeError('fault'))).rejects.toThrowError('fault')
  })
})
