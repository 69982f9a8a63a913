import { CoreError, type Fetch, TrustError } from '@xinyin/core'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { memoryTrustListStore } from '@xinyin/core/trust'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  changeStatuses,
  createStatusChecker,
  createStatusList,
  encodeState,
  type LicenceState,
  type StatusCheckerOptions,
  signStatusListCwt,
} from '../../src/status/index.ts'
import type { LicenceStatusContext } from '../../src/verify/status-checker.ts'
import { AT, after, contextOf, createOffice, type Office, signedList, trustIn, URI } from './office.ts'

const office = await createOffice('P-256')
const stranger = await createOffice('P-256')
const empty = createStatusList({ bits: 4, size: 32 })
const listOf = (state: LicenceState) => changeStatuses(empty, [[7, encodeState(state, 4)]])

let now = AT
let answer: () => Promise<Response>
const fetch = vi.fn<Fetch>(() => answer())
const clock = () => now
/** One, as a verifier has one for all its questions. */
const revocation = createRevocationChecker({ now: () => AT })
const context = (change: Partial<LicenceStatusContext> = {}) =>
  contextOf(office.trust, { revocation, at: now, ...change })

beforeEach(() => {
  now = AT
  fetch.mockClear()
})
const served = (body: string | Uint8Array, type = 'application/statuslist+jwt') =>
  new Response(typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body), {
    headers: type === '' ? {} : { 'content-type': type },
  })
const gives = (...bodies: (string | Uint8Array | (() => Response))[]) => {
  let at = 0
  answer = async () => {
    const body = bodies[Math.min(at++, bodies.length - 1)]
    return typeof body === 'function' ? body() : served(body ?? '')
  }
}
const makeChecker = (options: StatusCheckerOptions = {}) => createStatusChecker({ fetch, clock, ...options })
const outcome = async (
  checker: ReturnType<typeof createStatusChecker>,
  { index = 7, ...change }: Partial<LicenceStatusContext> & { index?: number } = {},
) => {
  try {
    const { state, problem } = await checker.find({ uri: URI, index }, context(change))
    return problem === undefined ? state : `${state}, ${problem}`
  } catch (error) {
    if (error instanceof TrustError) return error.code
    throw error
  }
}
const madeAt = (seconds: number, state: LicenceState = 'valid', by: Office = office, change: object = {}) =>
  signedList(by, {
    list: listOf(state),
    issuedAt: after(seconds),
    expiresAt: after(seconds + 3600),
    ...change,
  })

describe('a state', () => {
  test.each<LicenceState>([
    'valid',
    'withheld',
    'withdrawn',
    'cancelled',
    'lapsed',
    'transferred-out',
    'revoked',
    'other',
  ])('%s is told, with when and by whom', async (state) => {
    gives(await madeAt(-60, state))
    const finding = await makeChecker().find({ uri: URI, index: 7 }, context())
    expect(finding).toEqual({ state, issuedAt: after(-60), by: office.issuer.certificate.subject.text })
  })

  test('is told by a CWT too', async () => {
    gives(
      await signStatusListCwt({ uri: URI, list: listOf('revoked'), issuedAt: after(-60) }, office.signing),
    )
    expect(await outcome(makeChecker())).toBe('revoked')
  })

  test('of a place beyond the list is none', async () => {
    gives(await madeAt(-60))
    expect(await outcome(makeChecker(), { index: 32 })).toBe('ERR_STATUS_LIST_INDEX')
  })

  test('that has no meaning yet is none', async () => {
    gives(await madeAt(-60, 'valid', office, { list: changeStatuses(empty, [[7, 5]]) }))
    expect(await outcome(makeChecker())).toBe('ERR_STATUS_LIST_VALUE')
  })
})

describe('asking', () => {
  test('is done once for all who ask at one time, and while the list is fresh', async () => {
    gives(await madeAt(-60))
    const checker = makeChecker()
    await Promise.all([outcome(checker), outcome(checker, { index: 8 }), outcome(checker)])
    now = after(599)
    expect(await outcome(checker)).toBe('valid')
    expect(fetch).toHaveBeenCalledTimes(1)
    now = after(600)
    expect(await outcome(checker)).toBe('valid')
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  test('asks for both forms', async () => {
    gives(await madeAt(-60))
    await outcome(makeChecker())
    expect(fetch.mock.calls[0]?.[0]).toBe(URI)
    expect(fetch.mock.calls[0]?.[1]?.headers).toEqual({
      accept: 'application/statuslist+jwt, application/statuslist+cwt;q=0.9',
    })
  })

  test('is done after a time of its own where the list names none', async () => {
    gives(await madeAt(-60, 'valid', office, { ttl: undefined }))
    const checker = makeChecker({ refreshAfter: 100 })
    await outcome(checker)
    now = after(99)
    await outcome(checker)
    expect(fetch).toHaveBeenCalledTimes(1)
    now = after(100)
    await outcome(checker)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  test('finds a licence revoked once the list says so', async () => {
    gives(await madeAt(-60), await madeAt(500, 'revoked'))
    const checker = makeChecker()
    expect(await outcome(checker)).toBe('valid')
    now = after(601)
    expect(await outcome(checker)).toBe('revoked')
  })

  test('is not put off by a clock that was set back', async () => {
    gives(await madeAt(-60))
    const checker = makeChecker()
    await outcome(checker)
    now = after(-1000)
    await outcome(checker)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  test('is done once the list has run out, whatever its ttl', async () => {
    gives(await madeAt(-60, 'valid', office, { ttl: 86_400 }), await madeAt(3500, 'lapsed'))
    const checker = makeChecker()
    expect(await outcome(checker)).toBe('valid')
    now = after(3540)
    expect(await outcome(checker)).toBe('lapsed')
  })
})

describe('where no list can be had', () => {
  test.each<[string, () => Promise<Response>, string]>([
    [
      'the network is down',
      () => Promise.reject(new TypeError('fetch failed')),
      'ERR_STATUS_LIST_UNREACHABLE',
    ],
    [
      'the server does not know it',
      async () => new Response('no', { status: 404 }),
      'ERR_STATUS_LIST_UNREACHABLE',
    ],
    [
      'the server says that nothing changed',
      async () => new Response(null, { status: 304 }),
      'ERR_STATUS_LIST_UNREACHABLE',
    ],
    ['the server gives a page', async () => served('<html>'), 'ERR_JWS_FORM'],
    ['the server gives nothing', async () => served(''), 'ERR_JWS_FORM'],
    ['it is called a page', async () => served(await madeAt(-60), 'text/html'), 'ERR_STATUS_LIST_MEDIA_TYPE'],
    [
      'it is called a text',
      async () => served(await madeAt(-60), 'text/plain;x=1'),
      'ERR_STATUS_LIST_MEDIA_TYPE',
    ],
    [
      'it is called another token',
      async () => served(await madeAt(-60), 'application/jwt'),
      'ERR_STATUS_LIST_MEDIA_TYPE',
    ],
    ['it has no name', async () => served(await madeAt(-60), ''), 'ERR_STATUS_LIST_MEDIA_TYPE'],
    [
      'the guard refuses',
      () => Promise.reject(new CoreError('ERR_FETCH_ADDRESS', {}, undefined, { en: '', 'zh-CN': '' })),
      'ERR_FETCH_ADDRESS',
    ],
    [
      'it never ends',
      async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull: (controller) => controller.enqueue(new Uint8Array(100_000)),
          }),
          { headers: { 'content-type': 'application/statuslist+jwt' } },
        ),
      'ERR_STATUS_LIST_SIZE',
    ],
  ])('since %s, nothing is told, and it is not asked again at once', async (_, say, code) => {
    answer = say
    const checker = makeChecker()
    expect(await outcome(checker)).toBe(code)
    now = after(59)
    expect(await outcome(checker)).toBe(code)
    expect(fetch).toHaveBeenCalledTimes(1)
    gives(await madeAt(0))
    now = after(60)
    expect(await outcome(checker)).toBe('valid')
  })

  test('the list before tells on, until it runs out', async () => {
    gives(await madeAt(-60, 'revoked'))
    const checker = makeChecker()
    expect(await outcome(checker)).toBe('revoked')
    answer = () => Promise.reject(new TypeError('fetch failed'))
    now = after(700)
    expect(await outcome(checker)).toBe('revoked, ERR_STATUS_LIST_UNREACHABLE')
    now = after(3540)
    expect(await outcome(checker)).toBe('ERR_STATUS_LIST_UNREACHABLE')
  })

  test('the list before tells on, within the budget alone', async () => {
    gives(await madeAt(-60))
    const checker = makeChecker({ maxAge: 700 })
    expect(await outcome(checker)).toBe('valid')
    answer = () => Promise.reject(new TypeError('fetch failed'))
    now = after(640)
    expect(await outcome(checker)).toBe('valid, ERR_STATUS_LIST_UNREACHABLE')
    now = after(641)
    expect(await outcome(checker)).toBe('ERR_STATUS_LIST_UNREACHABLE')
  })

  test('nobody is asked who has no network', async () => {
    expect(await outcome(createStatusChecker({ clock }))).toBe('ERR_STATUS_LIST_NO_SOURCE')
  })
})

describe('a list that came in place of another', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['is of another URI', () => madeAt(500, 'valid', office, { uri: `${URI}0` }), 'ERR_STATUS_LIST_SUBJECT'],
    ['is older', () => madeAt(-61), 'ERR_STATUS_LIST_ROLLBACK'],
    ['is no list', async () => 'a.b', 'ERR_JWS_FORM'],
  ])('and %s is not taken', async (_, other, code) => {
    gives(await madeAt(-60, 'revoked'), await other())
    const checker = makeChecker()
    expect(await outcome(checker)).toBe('revoked')
    now = after(601)
    expect(await outcome(checker)).toBe(`revoked, ${code}`)
  })

  test('and whose signer is a stranger does not count, and is asked for again soon', async () => {
    gives(await madeAt(-60, 'revoked'), await madeAt(500, 'valid', stranger), await madeAt(550, 'lapsed'))
    const checker = makeChecker()
    expect(await outcome(checker)).toBe('revoked')
    now = after(601)
    expect(await outcome(checker)).toBe('revoked')
    now = after(661)
    expect(await outcome(checker)).toBe('lapsed')
  })

  test('is asked for again by the ttl of the list that is believed, not of a stranger’s', async () => {
    gives(await madeAt(-60, 'valid', stranger, { ttl: 86_400 }), await madeAt(10, 'revoked'))
    const checker = makeChecker()
    expect(await outcome(checker)).toBe('ERR_PATH_NO_ANCHOR')
    now = after(60)
    expect(await outcome(checker)).toBe('revoked')
  })

  test('and is of the future is not believed, nor does it stand in the way of the next', async () => {
    gives(await madeAt(4000), await madeAt(30, 'withheld'))
    const checker = makeChecker()
    expect(await outcome(checker)).toBe('ERR_STATUS_LIST_FUTURE')
    now = after(60)
    expect(await outcome(checker)).toBe('withheld')
  })

  test('and has run out leaves nothing to the older one', async () => {
    const lists = [await madeAt(-60), await madeAt(-30, 'revoked', office, { expiresAt: after(-10) })]
    expect(await outcome(createStatusChecker({ lists, clock }))).toBe('ERR_STATUS_LIST_EXPIRED')
  })
})

describe('a list', () => {
  test('of many years is asked for again within the budget', async () => {
    const years = { ttl: 86_400 * 3650, expiresAt: undefined }
    gives(await madeAt(-60, 'valid', office, years), await madeAt(940, 'revoked', office, years))
    const checker = makeChecker({ maxAge: 1000 })
    expect(await outcome(checker)).toBe('valid')
    now = after(940)
    expect(await outcome(checker)).toBe('valid')
    now = after(941)
    expect(await outcome(checker)).toBe('revoked')
  })

  test('of a stranger at hand does not keep anybody from asking', async () => {
    gives(await madeAt(-600, 'revoked'))
    const lists = [await madeAt(-60, 'valid', stranger, { ttl: 86_400 })]
    const checker = makeChecker({ lists })
    expect(await outcome(checker)).toBe('revoked')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  test('at hand that is due is not asked for again at once where it cannot be had', async () => {
    answer = () => Promise.reject(new TypeError('fetch failed'))
    const checker = makeChecker({ lists: [await madeAt(-700)] })
    expect(await outcome(checker)).toBe('valid, ERR_STATUS_LIST_UNREACHABLE')
    now = after(59)
    expect(await outcome(checker)).toBe('valid, ERR_STATUS_LIST_UNREACHABLE')
    expect(fetch).toHaveBeenCalledTimes(1)
  })
})

describe('who is asked by several', () => {
  test('believes for each whom that one trusts', async () => {
    gives(await madeAt(-60, 'revoked'))
    const checker = makeChecker()
    expect(await outcome(checker)).toBe('revoked')
    expect(await outcome(checker, { trust: stranger.trust })).toBe('ERR_PATH_NO_ANCHOR')
    expect(await outcome(checker)).toBe('revoked')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  test('tells of licences of the types and regions that are granted', async () => {
    const grants = [
      { role: 'status-issuer' as const, licenceTypes: ['11100000000013338W009'], regions: ['99'] },
    ]
    const trust = await trustIn(office.root, 'status-issuer', { grants })
    gives(await madeAt(-60))
    const checker = makeChecker()
    expect(await outcome(checker, { trust })).toBe('valid')
    expect(await outcome(checker, { trust, licenceType: '11100000000013338W011' })).toBe(
      'ERR_GRANT_LICENCE_TYPE',
    )
    expect(await outcome(checker, { trust, region: '330100' })).toBe('ERR_GRANT_REGION')
    expect(await outcome(checker, { trust, region: '' })).toBe('ERR_GRANT_REGION')
  })

  test('judges a signer anew after a while', async () => {
    gives(await madeAt(-60, 'valid', office, { ttl: 3600 }))
    const check = vi.fn(async () => ({ id: 'path.revocation', status: 'passed' as const, facts: {} }))
    const asked = { revocation: { check, codes: {} } }
    const checker = makeChecker({ reuse: 100 })
    await outcome(checker, asked)
    const once = check.mock.calls.length
    expect(once).toBeGreaterThan(0)
    now = after(99)
    await outcome(checker, asked)
    expect(check).toHaveBeenCalledTimes(once)
    now = after(100)
    await outcome(checker, asked)
    expect(check).toHaveBeenCalledTimes(2 * once)
  })

  test('a signer who was believed is judged again once the lists are due that say who he is', async () => {
    gives(await madeAt(-60))
    const grants = [{ role: 'status-issuer' as const, due: after(30) }]
    const anchors = office.trust.anchors.map((anchor) => ({ ...anchor, grants }))
    const trust = { ...office.trust, anchors, clock }
    const checker = makeChecker()
    expect(await outcome(checker, { trust, at: AT })).toBe('valid')
    now = after(30)
    expect(await outcome(checker, { trust, at: AT })).toBe('valid')
    now = after(31)
    expect(await outcome(checker, { trust, at: AT })).toBe('ERR_GRANT_OVERDUE')
  })

  test('of a time that has passed is judged again in time, whatever time is asked about', async () => {
    gives(await madeAt(-60))
    const check = vi.fn(async () => ({ id: 'path.revocation', status: 'passed' as const, facts: {} }))
    const asked = { trust: { ...office.trust, clock }, revocation: { check, codes: {} }, at: AT }
    const checker = makeChecker({ reuse: 100 })
    await outcome(checker, asked)
    const once = check.mock.calls.length
    now = after(99)
    await outcome(checker, asked)
    expect(check).toHaveBeenCalledTimes(once)
    now = after(100)
    await outcome(checker, asked)
    expect(check.mock.calls.length).toBeGreaterThan(once)
  })

  test('of a time that has passed tells what is known now', async () => {
    gives(await madeAt(-60, 'revoked'))
    expect(await outcome(makeChecker(), { at: after(-30 * 86_400) })).toBe('revoked')
  })
})

describe('lists at hand', () => {
  test('tell without a network, the newest first; what is no list is passed over', async () => {
    const lists = [
      await madeAt(-600),
      'nothing',
      await madeAt(-60, 'revoked'),
      await madeAt(-30, 'valid', stranger),
    ]
    const checker = createStatusChecker({ lists, clock })
    expect(await outcome(checker)).toBe('revoked')
    now = after(3540)
    expect(await outcome(checker)).toBe('ERR_STATUS_LIST_EXPIRED')
  })

  test('are asked for again when their time has come', async () => {
    gives(await madeAt(595, 'revoked'))
    const checker = makeChecker({ lists: [await madeAt(-60)] })
    expect(await outcome(checker)).toBe('valid')
    expect(fetch).not.toHaveBeenCalled()
    now = after(540)
    expect(await outcome(checker)).toBe('revoked')
  })
})

describe('a store', () => {
  test('keeps lists over restarts, so that no older one is taken', async () => {
    const store = memoryTrustListStore()
    gives(await madeAt(-60, 'revoked'))
    expect(await outcome(makeChecker({ store }))).toBe('revoked')
    now = after(600)
    gives(await madeAt(-120))
    expect(await outcome(makeChecker({ store }))).toBe('revoked, ERR_STATUS_LIST_ROLLBACK')
    expect(await outcome(createStatusChecker({ store, clock }))).toBe('revoked')
  })

  test('does not keep what nobody believed', async () => {
    const store = memoryTrustListStore()
    gives(await madeAt(-60, 'valid', stranger))
    await outcome(makeChecker({ store }))
    expect(await outcome(createStatusChecker({ store, clock }))).toBe('ERR_STATUS_LIST_NO_SOURCE')
  })

  test.each([
    '',
    '{}',
    '{"uri":"x","token":"","resolvedAt":1}',
    `{"uri":"${URI}","token":"AAAA","resolvedAt":1}`,
  ])('that holds %j is not passed over', async (text) => {
    const store = { get: async () => text, set: async () => {} }
    gives(await madeAt(-60))
    const checker = makeChecker({ store })
    expect(await outcome(checker)).toBe('ERR_STATUS_LIST_MEMORY')
    expect(await outcome(checker)).toBe('ERR_STATUS_LIST_MEMORY')
    expect(fetch).not.toHaveBeenCalled()
  })
})

test('what is kept has an end', async () => {
  const uris = Array.from({ length: 6 }, (_, i) => `${URI}${i}`)
  const bodies = new Map<string, string>()
  for (const uri of uris) bodies.set(uri, await signedList(office, { uri }))
  const network = vi.fn<Fetch>(async (uri) => served(bodies.get(uri) ?? ''))
  const one = createStatusChecker({ fetch: network, clock, cacheBytes: 100 })
  for (const uri of [...uris, ...uris]) await one.find({ uri, index: 1 }, context())
  expect(network.mock.calls.length).toBeGreaterThan(6)
  network.mockClear()
  const all = createStatusChecker({ fetch: network, clock })
  for (const uri of [...uris, ...uris]) await all.find({ uri, index: 1 }, context())
  expect(network).toHaveBeenCalledTimes(6)
})

test('lists that cannot be had are forgotten at last', async () => {
  const network = vi.fn<Fetch>(async () => new Response(null, { status: 404 }))
  const checker = createStatusChecker({ fetch: network, clock, retryAfter: 1_000_000 })
  const ask = (i: number) => checker.find({ uri: `${URI}${i}`, index: 1 }, context()).catch(() => undefined)
  for (let i = 0; i < 1001; i++) await ask(i)
  network.mockClear()
  await ask(1000)
  expect(network).not.toHaveBeenCalled()
  await ask(0)
  expect(network).toHaveBeenCalledOnce()
})

test.each([
  { maxAge: -1 },
  { refreshAfter: Number.NaN },
  { retryAfter: -1 },
  { reuse: -1 },
  { cacheBytes: Number.NaN },
  { limits: { maxListBytes: -1 } },
])('a wrong call is told to who made it: %j', (options) =>
  expect(() => createStatusChecker(options)).toThrow(RangeError),
)
