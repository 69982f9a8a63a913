import { describe, expect, test, vi } from 'vitest'
import {
  createSealStatusHandler,
  recordSeal,
  revokeSeal,
  type SealStatusHandlerOptions,
} from '../../src/maker.ts'
import {
  fetchSealStatus,
  fetchSealStatusList,
  inspectSealStatusAnswer,
  parseSealStatusAnswer,
  parseSealStatusList,
  sealStatusListUrl,
  sealStatusUrl,
} from '../../src/status/index.ts'
import { AT } from '../province.ts'
import { anotherSeal, createStatusProvince, days, signedList, signingOf } from './office.ts'

const province = await createStatusProvince()
const { maker, seal, trust } = province
const other = await anotherSeal(province, 'seal/2 ?#%')
const records = new Map(
  [recordSeal(seal), revokeSeal(recordSeal(other), { since: days(-9), reason: 'office-closed' })].map(
    (record) => [record.id, record],
  ),
)
const list = await signedList(province, [...records.values()])
const options: SealStatusHandlerOptions = {
  makers: [maker.certificate],
  signing: signingOf(maker),
  lookup: (id) => records.get(id),
  list: async () => list,
  now: () => new Date(AT.getTime() + 400),
}
const handle = createSealStatusHandler(options)
const url = 'https://seals.example.invalid/any/status'
const post = (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  handle(new Request(`${url}/seals`, { method: 'POST', body, headers }))

describe('about one seal', () => {
  test('the answer is signed, and holds for an hour', async () => {
    const response = await handle(new Request(sealStatusUrl(url, seal.info.id)))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/jose')
    expect(response.headers.get('cache-control')).toBe('max-age=300')
    const report = await inspectSealStatusAnswer(await response.text(), { trust, at: AT })
    expect(report.verdict).toBe('passed')
    expect(report.subject).toMatchObject({
      issuedAt: AT,
      nextUpdate: new Date(AT.getTime() + 3_600_000),
      entries: [{ id: seal.info.id, status: { state: 'valid' } }],
    })
  })

  test('whatever characters its identifier has', async () => {
    const jws = await fetchSealStatus(`${url}//`, other.info.id, {
      fetch: (address, init) => handle(new Request(address, init)),
    })
    expect(parseSealStatusAnswer(jws).entries).toMatchObject([
      { id: other.info.id, status: { state: 'revoked', reason: 'office-closed' } },
    ])
  })

  test('that nobody knows', async () => {
    const response = await handle(new Request(`${url}/seals/none`))
    expect(parseSealStatusAnswer(await response.text())).toMatchObject({ entries: [], unknown: ['none'] })
  })

  test('for as long as it is to be relied on', async () => {
    const brief = createSealStatusHandler({ ...options, lifetime: 60 })
    const response = await brief(new Request(`${url}/seals/none`))
    expect(response.headers.get('cache-control')).toBe('max-age=60')
    expect(parseSealStatusAnswer(await response.text()).nextUpdate).toEqual(new Date(AT.getTime() + 60_000))
  })
})

describe('about several', () => {
  test('one answer', async () => {
    const response = await post(JSON.stringify({ seals: [seal.info.id, 'none', other.info.id] }))
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { entries, unknown } = parseSealStatusAnswer(await response.text())
    expect(entries.map(({ status }) => status.state)).toEqual(['valid', 'revoked'])
    expect(unknown).toEqual(['none'])
  })

  test.each<[string, BodyInit, Record<string, string>?]>([
    ['no JSON', '{'],
    ['no list', '{"seals":"a"}'],
    ['an empty list', '{"seals":[]}'],
    ['an identifier twice', '{"seals":["a","a"]}'],
    ['one that is no text', '{"seals":[1]}'],
    ['one that is too long', JSON.stringify({ seals: ['x'.repeat(201)] })],
    ['more than a hundred', JSON.stringify({ seals: Array.from({ length: 101 }, (_, i) => `${i}`) })],
    ['another member', '{"seals":["a"],"more":1}'],
    ['a member twice', '{"seals":["a"],"seals":["b"]}'],
    ['too much', ' '.repeat(70_000)],
    ['octets that are no text', Uint8Array.of(0xff)],
    ['another type', '{"seals":["a"]}', { 'content-type': 'text/plain' }],
    ['no body', ''],
  ])('a question that is none: %s', async (_, body, headers) => {
    const response = await post(body, headers)
    expect(response.status).toBe(400)
    expect(await response.text()).toBe('')
  })
})

describe('the whole list', () => {
  test('as it was signed', async () => {
    const fetch = (address: string, init?: RequestInit) => handle(new Request(address, init))
    expect(await fetchSealStatusList(url, { fetch })).toBe(list)
    expect(parseSealStatusList(list).sequence).toBe(5)
  })

  test('not again to who has it', async () => {
    const first = await handle(new Request(sealStatusListUrl(url)))
    const etag = first.headers.get('etag') ?? ''
    const again = (value: string) =>
      handle(new Request(sealStatusListUrl(url), { headers: { 'if-none-match': value } }))
    expect((await again(etag)).status).toBe(304)
    expect((await again(`"x", W/${etag}`)).status).toBe(304)
    expect((await again('"x"')).status).toBe(200)
  })

  test('where there is none, it is not found', async () => {
    const { list: _, ...without } = options
    expect((await createSealStatusHandler(without)(new Request(`${url}/list`))).status).toBe(404)
  })
})

test.each<[number, string, string]>([
  [404, 'GET', '/'],
  [404, 'GET', '/seals/'],
  [404, 'POST', '/other'],
  [405, 'GET', '/seals'],
  [405, 'DELETE', '/seals/a'],
  [405, 'POST', '/list'],
  [400, 'GET', '/seals/%ff'],
  [400, 'GET', `/seals/${'x'.repeat(201)}`],
])('%i for %s %s', async (status, method, path) => {
  const response = await handle(new Request(`${url}${path}`, { method }))
  expect(response.status).toBe(status)
  expect(response.headers.has('allow')).toBe(status === 405)
})

test('a record that cannot be found out about is nobody else’s to know', async () => {
  const onError = vi.fn()
  const lookup = () => Promise.reject(new Error('secret'))
  const response = await createSealStatusHandler({ ...options, lookup, onError })(
    new Request(`${url}/seals/a`),
  )
  expect([response.status, await response.text()]).toEqual([500, ''])
  expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: 'secret' }))
})

test.each([0, Number.NaN, 32 * 86_400])('a lifetime of %s is a wrong call', (lifetime) => {
  expect(() => createSealStatusHandler({ ...options, lifetime })).toThrow(/^lifetime: /)
})
