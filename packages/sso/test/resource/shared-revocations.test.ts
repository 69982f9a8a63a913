import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRevocationTable, postgresRevocations } from '../../src/stores/postgres/store.ts'
import { allowUnaskedRevocations } from '../../src/unsafe.ts'
import { CLIENT, createBench, get, ISSUER, Jar, mint, NOW, post, signIn } from '../hostile-provider.ts'
import { accessToken, bearer, createGuardBench } from './bench.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const logoutToken = (sid: string) =>
  mint(
    { iss: ISSUER, aud: CLIENT, iat: NOW, exp: NOW + 60, jti: sid, sid, events: { [EVENT]: {} } },
    { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' },
  )

describe('machines that share revocations in a database', () => {
  let client: PGlite
  const server = { away: false }
  beforeAll(async () => {
    client = await PGlite.create()
    await createRevocationTable(client)
  }, 60_000)
  afterAll(() => client.close())

  /** A connection of its own, as another machine has it. */
  const connect = () =>
    postgresRevocations({
      client: {
        query: (text, values) =>
          server.away ? Promise.reject(new Error('connect ECONNREFUSED')) : client.query(text, values),
      },
      keys: [{ id: 'k', secret: new Uint8Array(32).fill(3) }],
      clock: () => new Date(NOW * 1000),
    })

  async function machines(options: Parameters<typeof createGuardBench>[0] = {}) {
    server.away = false
    await client.query('truncate xinyin_sso_revocations')
    const [portal, one, other] = await Promise.all([
      createBench({ revocations: connect() }),
      createGuardBench({ ...options, revocations: connect() }),
      createGuardBench({ ...options, revocations: connect() }),
    ])
    const [own, foreign] = await Promise.all([accessToken(), accessToken({ jti: '2', sid: 'phone' })])
    const verdicts = async (token: string) =>
      Promise.all([one, other].map(async ({ api }) => (await api.check(bearer(token))).verdict))
    return { portal, verdicts, own, foreign, errors: [...one.errors, ...other.errors] }
  }

  test('refuse a token everywhere from the next request on, once one portal has heard of the logout', async () => {
    const { portal, verdicts, own, foreign } = await machines()
    expect(await verdicts(own)).toEqual(['passed', 'passed'])
    const logout = await post(portal, '/backchannel-logout', {
      logout_token: await logoutToken('op-session'),
    })
    expect(logout.status).toBe(200)
    expect(await verdicts(own)).toEqual(['failed', 'failed'])
    expect(await verdicts(foreign)).toEqual(['passed', 'passed'])
  })

  test('do so when the user signs out at the portal, and when the provider opens its frame', async () => {
    for (const leave of [
      (portal: Awaited<ReturnType<typeof createBench>>, jar: Jar) => post(portal, '/logout', {}, jar),
      (portal: Awaited<ReturnType<typeof createBench>>, jar: Jar) =>
        get(portal, `/frontchannel-logout?iss=${ISSUER}&sid=op-session`, jar),
    ]) {
      const { portal, verdicts, own } = await machines()
      const jar = new Jar()
      await signIn(portal, jar)
      await leave(portal, jar)
      expect(await verdicts(own)).toEqual(['failed', 'failed'])
    }
  })

  test('attack: let no token pass while the database is away, though it passed a moment ago', async () => {
    const { verdicts, own } = await machines()
    expect(await verdicts(own)).toEqual(['passed', 'passed'])
    server.away = true
    expect(await verdicts(own)).toEqual(['indeterminate', 'indeterminate'])
    server.away = false
    expect(await verdicts(own)).toEqual(['passed', 'passed'])
  })

  test('ask for a logout again while the database is away, and then keep it', async () => {
    const { portal, verdicts, own } = await machines()
    const token = await logoutToken('op-session')
    const send = () => post(portal, '/backchannel-logout', { logout_token: token })
    server.away = true
    const refused = await send()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    server.away = false
    expect((await send()).status).toBe(200)
    expect(await verdicts(own)).toEqual(['failed', 'failed'])
  })

  test('let tokens pass in an outage only where that was imported and said', async () => {
    const { verdicts, own, portal } = await machines({ [allowUnaskedRevocations]: true })
    server.away = true
    expect(await verdicts(own)).toEqual(['passed', 'passed'])
    server.away = false
    await post(portal, '/backchannel-logout', { logout_token: await logoutToken('op-session') })
    expect(await verdicts(own)).toEqual(['failed', 'failed'])
  })
})

describe('where tokens pass though revocations cannot be asked', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('secret')
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret'))],
  ])('the check is skipped, and the fault told, when it %s', async (_, isRevoked) => {
    const revocations = { revoke() {}, isRevoked }
    const { api, errors } = await createGuardBench({ revocations, [allowUnaskedRevocations]: true })
    const { verdict, report } = await api.check(bearer(await accessToken()))
    expect(verdict).toBe('passed')
    expect(report.checks).toContainEqual(
      expect.objectContaining({ id: 'access-token.revocation', status: 'skipped' }),
    )
    expect(errors).toHaveLength(1)
  })
})

test('a logout is remembered for as long as the portal says that tokens may be old', async () => {
  const marks: number[] = []
  const revocations = {
    revoke: ({ until }: { until: number }) => void marks.push(until),
    isRevoked: () => false,
  }
  for (const options of [{}, { maxTokenAge: 604_800 }]) {
    const portal = await createBench({ revocations, ...options })
    await post(portal, '/backchannel-logout', { logout_token: await logoutToken('op-session') })
  }
  expect(marks).toEqual([NOW + 86_430, NOW + 604_830])
})
