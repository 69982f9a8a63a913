import { describe, expect, test } from 'vitest'
import { memoryStore, type Requirement, type Store } from '../../src/index.ts'
import { type Bench, codeOf, createBench, Jar, mint, NOW, ORIGIN, signIn } from '../hostile-provider.ts'

const company = {
  subject_type: 'legal-person',
  legal_person: { name: '测试公司', uscc: '91350100M000100Y43' },
}
const page = { accept: 'text/html' }

async function benchWith(claims: Record<string, unknown> | undefined) {
  const bench = await createBench()
  const jar = new Jar()
  if (claims !== undefined) {
    bench.provider.forge = (given, header) => mint({ ...given, ...claims }, header)
    await signIn(bench, jar)
  }
  const ask = (requirement: Requirement, headers: Record<string, string> = page, init: RequestInit = {}) =>
    bench.sso.require(requirement)(
      new Request(`${ORIGIN}/apply?step=2`, { ...init, headers: { cookie: jar.header, ...headers } }),
    )
  return { bench, ask }
}

async function signedInCookie(bench: Bench): Promise<string> {
  const jar = new Jar()
  await signIn(bench, jar)
  return jar.header
}

describe('a guard', () => {
  test.each<[string, Record<string, unknown>, Requirement]>([
    ['anybody who is signed in', {}, {}],
    ['a natural person', {}, { subject: 'natural-person' }],
    ['a legal person', company, { subject: 'legal-person' }],
    ['the level itself', {}, { level: 3 }],
    ['a lower level', { acr: 'level-4' }, { level: 3, subject: 'natural-person' }],
  ])('lets %s through', async (_, claims, requirement) => {
    const { ask } = await benchWith(claims)
    expect(await ask(requirement)).toBeUndefined()
  })

  test.each([Number.NaN, -1, 2.5, 100, Number.POSITIVE_INFINITY])(
    'is not made for a level %d, which everybody or nobody would have',
    async (level) => {
      const { ask } = await benchWith({ acr: 'made-up' })
      expect(() => ask({ level })).toThrowError(RangeError)
    },
  )

  test('sends whoever is not signed in to do so, and back', async () => {
    const { ask } = await benchWith(undefined)
    const response = await ask({ level: 3 })
    expect(response?.status).toBe(303)
    expect(response?.headers.get('location')).toBe('/login?returnTo=%2Fapply%3Fstep%3D2&level=3')
  })

  test('sends whoever is signed in too low to do so again', async () => {
    const { ask } = await benchWith({})
    expect((await ask({ level: 4 }))?.headers.get('location')).toContain('level=4')
  })

  test('takes an unknown acr for no level at all', async () => {
    const { ask } = await benchWith({ acr: 'made-up' })
    expect(await ask({ level: 1 })).toBeDefined()
  })

  test.each<[Record<string, unknown>, Requirement]>([
    [{}, { subject: 'legal-person' }],
    [company, { subject: 'natural-person' }],
  ])('turns the other kind of subject away', async (claims, requirement) => {
    const { ask } = await benchWith(claims)
    const response = await ask(requirement)
    expect(response?.status).toBe(403)
    expect(await codeOf(response ?? new Response())).toBe('ERR_SSO_SUBJECT_KIND')
  })

  test.each<[string, Record<string, string>, RequestInit]>([
    ['a script', { accept: 'application/json' }, {}],
    ['a script that takes pages', { accept: 'text/html', 'sec-fetch-mode': 'cors' }, {}],
    ['a script that posts', { accept: '*/*' }, { method: 'POST' }],
    ['whoever asks by another method', page, { method: 'DELETE' }],
  ])('tells %s with a status instead of sending it anywhere', async (_, headers, init) => {
    const { ask } = await benchWith(undefined)
    const response = await ask({}, headers, init)
    expect(response?.status).toBe(401)
    expect(await response?.json()).toEqual({
      error: 'access_denied',
      error_description: 'ERR_SSO_SIGNED_OUT',
    })
  })

  test.each([{ accept: 'text/html' }, { accept: '*/*', 'sec-fetch-mode': 'navigate' }])(
    'tells who posts a form after the session is over that it was not taken',
    async (headers) => {
      const { ask } = await benchWith(undefined)
      const response = await ask({ level: 3 }, headers, { method: 'POST' })
      expect(response?.status).toBe(401)
      expect(response?.headers.get('location')).toBeNull()
      expect(await response?.text()).toContain('没有被接收')
    },
  )

  test('no longer lets through whose session has expired', async () => {
    const { bench, ask } = await benchWith({})
    while (bench.clock.seconds < NOW + 28_799) {
      bench.clock.seconds = Math.min(bench.clock.seconds + 1_500, NOW + 28_799)
      expect(await ask({})).toBeUndefined()
    }
    bench.clock.seconds = NOW + 28_800
    expect(await ask({})).toBeDefined()
  })

  test('says which argument is missing when called wrongly', async () => {
    const { bench } = await benchWith(undefined)
    const guard = bench.sso.require() as unknown as (request: object) => unknown
    expect(() => guard({ headers: {} })).toThrowError(TypeError)
  })

  test.each(['/a%5c/..//b', '//evil.example/a', `/${'a'.repeat(1100)}`, '/%2fevil.example'])(
    'sends whoever asks for %j to the home page after signing in',
    async (path) => {
      const { bench } = await benchWith(undefined)
      const response = await bench.sso.require()(new Request(ORIGIN + path, { headers: page }))
      expect(response?.headers.get('location')).toBe('/login?returnTo=%2F')
    },
  )

  test('calls what is behind it once, even if that throws', async () => {
    const { bench } = await benchWith({})
    const session = await signedInCookie(bench)
    const before = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    const calls: unknown[] = []
    const thrown = await new Promise((resolve) => {
      process.once('unhandledRejection', resolve)
      const request = { method: 'GET', url: '/apply', headers: { cookie: session } }
      const response = { statusCode: 0, setHeader: () => {}, end: () => {} }
      bench.sso.require()(request, response, (error) => {
        calls.push(error)
        throw new Error('page')
      })
    }).finally(() => {
      for (const listener of before) process.on('unhandledRejection', listener)
    })
    expect(thrown).toMatchObject({ message: 'page' })
    expect(calls).toEqual([undefined])
  })

  test('tells the error handler when the answer cannot be sent', async () => {
    const { bench } = await benchWith(undefined)
    const response = {
      statusCode: 0,
      setHeader: () => {
        throw new Error('sent already')
      },
      end: () => {},
    }
    const request = { method: 'GET', url: '/apply', headers: {} }
    const error = await new Promise((resolve) => bench.sso.require()(request, response, resolve))
    expect(error).toMatchObject({ message: 'sent already' })
  })
})

describe('attack: a page over node:http that takes no error is not reached', () => {
  async function reach(bench: Bench, url: string, cookie = '') {
    const answered: unknown[] = []
    const page = () => answered.push('page')
    await new Promise<void>((resolve) => {
      const response = {
        statusCode: 200,
        setHeader: () => {},
        end() {
          answered.push(this.statusCode)
          resolve()
        },
      }
      bench.sso.require({})({ method: 'GET', url, headers: { cookie } }, response, () => {
        page()
        resolve()
      })
    })
    return answered
  }

  test.each(['*', 'http://[', 'http://u:p@portal.example/apply'])('by an address like %s', async (url) => {
    expect(await reach(await createBench(), url)).toEqual([401])
  })

  test('by a fault of a port', async () => {
    const store = memoryStore({ clock: () => new Date(NOW * 1000) })
    let isBroken = false
    const get: Store['get'] = (key) => (isBroken ? Promise.reject(new TypeError('broken')) : store.get(key))
    const bench = await createBench({ store: { ...store, get } })
    const cookie = await signedInCookie(bench)
    expect(await reach(bench, '/apply', cookie)).toEqual(['page'])
    isBroken = true
    expect(await reach(bench, '/apply', cookie)).toEqual([500])
  })
})
