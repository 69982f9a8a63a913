import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, live, showEnded } from '../src/person.ts'
import { createTally } from '../src/tally.ts'

/** What a portal says to whoever asks for a page after signing in, and to old cookies. */
let said = { status: 200, text: 'sub=me' }
let server: Server
let origin = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    const isSignIn = request.url?.startsWith('/login') === true
    response.writeHead(isSignIn ? 200 : said.status).end(isSignIn ? 'sub=me' : said.text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

/** What is found of a portal that answers so, in one visit. */
async function visit(status: number, text: string) {
  said = { status, text }
  const tally = createTally()
  const ended: Ended[] = []
  let turns = 0
  await live('me', { issuer: 'http://127.0.0.1:1', origin }, tally, ended, () => turns++ < 2)
  return tally.summary()
}

describe('people who visit', () => {
  test('find nothing wrong where all is well', async () => {
    expect((await visit(200, 'sub=me')).faults).toEqual({
      'wrong identity': 0,
      'revived session': 0,
      'lost session': 0,
    })
  })

  test('notice that they are taken for somebody else', async () => {
    expect((await visit(200, 'sub=you')).faults['wrong identity']).toBeGreaterThan(0)
  })

  test('notice that their session is gone', async () => {
    expect((await visit(401, 'nobody')).faults['lost session']).toBeGreaterThan(0)
  })

  test('notice a failure while everything runs', async () => {
    const { unexpected, faults } = await visit(503, 'ERR_SSO_STORE_UNAVAILABLE')
    expect(unexpected[0]).toMatch(/HTTP 503 ERR_SSO_STORE_UNAVAILABLE/)
    expect(faults['lost session']).toBe(0)
  })

  test.each([
    [200, 'sub=me', 1],
    [200, 'sub=you', 1],
    [401, 'nobody', 0],
  ])(
    'show an old cookie, are answered %d %s, and take that for %d sessions that came back',
    async (status, text, revived) => {
      said = { status, text }
      const tally = createTally()
      await showEnded({ sub: 'me', cookie: 'a=b' }, { issuer: '', origin }, tally)
      expect(tally.summary().faults['revived session']).toBe(revived)
    },
  )
})

test('failures are expected while something is out, and for a while after', () => {
  let now = 10_000
  const tally = createTally(() => now)
  tally.expectFailures(true)
  tally.failed('page', 'out')
  tally.expectFailures(false)
  now += 2000
  tally.failed('page', 'still')
  now += 2000
  tally.failed('page', 'why')
  expect(tally.summary()).toMatchObject({ unexpected: ['page: why'], reasons: { out: 1, still: 1, why: 1 } })
})
