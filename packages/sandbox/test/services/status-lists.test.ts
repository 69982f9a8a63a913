import { createServer } from 'node:http'
import { TrustError } from '@xinyin/core'
import { createListener, createNodeFetch } from '@xinyin/core/node'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { loadTrust } from '@xinyin/core/trust'
import {
  createStatusChecker,
  createStatusList,
  type LicenceState,
  type StatusCheckerOptions,
  type StatusListSigning,
  signStatusListJwt,
} from '@xinyin/e-license/status'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeServer, listen } from '../../src/listen.ts'
import { createProvince } from '../../src/province/province.ts'
import { serveStatusLists } from '../../src/services/status-lists.ts'

const start = new Date('2026-06-01T00:00:00Z')
let now = start
const clock = () => now
const later = (seconds: number) => {
  now = new Date(start.getTime() + seconds * 1000)
}
const province = await createProvince({ now: start, clock })
const { certificate, signer } = province.statusIssuer
const signing: StatusListSigning = { signer, certificates: [certificate] }
const trust = loadTrust(province.trustFiles)
const revocation = createRevocationChecker({ now: clock })

const checkerFor = (uri: string, options: Partial<StatusCheckerOptions> = {}) =>
  createStatusChecker({
    fetch: createNodeFetch({
      schemes: ['http'],
      allow: ['127.0.0.1/32'],
      ports: [Number(new URL(uri).port)],
    }),
    clock,
    retryAfter: 0,
    ...options,
  })
const ask = async (checker: ReturnType<typeof createStatusChecker>, uri: string, index: number) => {
  try {
    const context = { trust, revocation, at: now, licenceType: '11100000000013338W009', region: '330100' }
    const { state, problem } = await checker.find({ uri, index }, context)
    return problem === undefined ? state : `${state}, ${problem}`
  } catch (error) {
    if (error instanceof TrustError) return error.code
    throw error
  }
}

test('what became of a licence is told, through all that may become of it', async () => {
  const lists = await serveStatusLists({ signing, clock })
  const { uri, index } = lists.allocate()
  const other = lists.allocate()
  expect(other.index).not.toBe(index)
  const checker = checkerFor(uri)
  expect(await ask(checker, uri, index)).toBe('valid')
  const states: LicenceState[] = [
    'withheld',
    'valid',
    'withdrawn',
    'cancelled',
    'lapsed',
    'transferred-out',
    'revoked',
    'other',
  ]
  for (const [i, state] of states.entries()) {
    lists.set(index, state)
    later(2 * (i + 1))
    expect(await ask(checker, uri, index)).toBe(state)
    expect(await ask(checker, uri, other.index)).toBe('valid')
  }
  await lists.close()
  later(30)
  expect(await ask(checker, uri, index)).toBe('other, ERR_FETCH_NETWORK')
  later(1000)
  expect(await ask(checker, uri, index)).toBe('ERR_FETCH_NETWORK')
  later(0)
})

describe('a server that does not do as it should', () => {
  let answer: () => Promise<Response> | Response
  const server = createServer(createListener(async () => answer()))
  let origin = ''
  beforeAll(async () => {
    origin = await listen(server, 0)
  })
  afterAll(() => closeServer(server))
  const uri = () => `${origin}/status/1`
  const signed = (change: Partial<Parameters<typeof signStatusListJwt>[0]> = {}) =>
    signStatusListJwt(
      { uri: uri(), list: createStatusList({ bits: 4, size: 64 }), issuedAt: now, ttl: 1, ...change },
      signing,
    )
  const give = (body: string | Uint8Array<ArrayBuffer> | null, init: ResponseInit = {}) => {
    answer = () => new Response(body, { headers: { 'content-type': 'application/statuslist+jwt' }, ...init })
  }

  test('gives a list that has run out', async () => {
    later(0)
    give(
      await signed({
        issuedAt: new Date(start.getTime() - 100_000),
        expiresAt: new Date(start.getTime() - 1),
      }),
    )
    expect(await ask(checkerFor(uri()), uri(), 1)).toBe('ERR_STATUS_LIST_EXPIRED')
  })

  test('gives a list that is too old for who asks', async () => {
    give(await signed({ issuedAt: new Date(start.getTime() - 100_000_000) }))
    expect(await ask(checkerFor(uri()), uri(), 1)).toBe('ERR_STATUS_LIST_STALE')
    expect(await ask(checkerFor(uri(), { maxAge: 200_000 }), uri(), 1)).toBe('valid')
  })

  test('gives another list', async () => {
    give(await signed({ uri: `${origin}/status/2` }))
    expect(await ask(checkerFor(uri()), uri(), 1)).toBe('ERR_STATUS_LIST_SUBJECT')
  })

  test('gives an older list than before', async () => {
    const checker = checkerFor(uri())
    give(await signed())
    expect(await ask(checker, uri(), 1)).toBe('valid')
    later(5)
    give(await signed({ issuedAt: new Date(start.getTime() - 5000) }))
    expect(await ask(checker, uri(), 1)).toBe('valid, ERR_STATUS_LIST_ROLLBACK')
    later(0)
  })

  test('gives a list of somebody else', async () => {
    const { statusIssuer } = await createProvince({ now: start })
    const by = { signer: statusIssuer.signer, certificates: [statusIssuer.certificate] } as const
    give(
      await signStatusListJwt(
        { uri: uri(), list: createStatusList({ bits: 4, size: 64 }), issuedAt: now },
        by,
      ),
    )
    expect(await ask(checkerFor(uri()), uri(), 1)).toBe('ERR_PATH_NO_ANCHOR')
  })

  test('gives a list signed by who issues licences', async () => {
    const { licenceIssuer } = province
    const by = {
      signer: licenceIssuer.signer,
      certificates: [licenceIssuer.certificate, ...licenceIssuer.chain],
    } as const
    give(
      await signStatusListJwt(
        { uri: uri(), list: createStatusList({ bits: 4, size: 64 }), issuedAt: now },
        by,
      ),
    )
    expect(await ask(checkerFor(uri()), uri(), 1)).toBe('ERR_PATH_NO_ANCHOR')
  })

  test('gives a list that unfolds beyond all bounds', async () => {
    give(await signed({ list: createStatusList({ bits: 8, size: 64 * 1024 * 1024 }) }))
    expect(await ask(checkerFor(uri()), uri(), 1)).toBe('ERR_STATUS_LIST_SIZE')
  })

  test('gives a body that unfolds beyond all bounds', async () => {
    const zeros = new Blob([new Uint8Array(64 * 1024 * 1024)]).stream()
    const packed = await new Response(zeros.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
    give(new Uint8Array(packed), { headers: { 'content-encoding': 'gzip' } })
    expect(await ask(checkerFor(uri()), uri(), 1)).toMatch(/^ERR_(FETCH|STATUS_LIST)_SIZE$/)
  })

  test('sends elsewhere', async () => {
    give(null, { status: 302, headers: { location: 'http://127.0.0.1:9/status/1' } })
    expect(await ask(checkerFor(uri()), uri(), 1)).toBe('ERR_FETCH_REDIRECT')
  })

  test('is not there', async () => {
    give(null, { status: 503 })
    expect(await ask(checkerFor(uri()), uri(), 1)).toBe('ERR_STATUS_LIST_UNREACHABLE')
  })

  test('is on a private network that nobody allowed', async () => {
    give(await signed())
    const checker = createStatusChecker({ fetch: createNodeFetch({ schemes: ['http'] }), clock })
    expect(await ask(checker, uri(), 1)).toMatch(/^ERR_FETCH_(ADDRESS|PORT)$/)
  })
})
