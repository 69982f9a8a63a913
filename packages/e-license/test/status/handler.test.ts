import { createRevocationChecker } from '@xinyin/core/revocation'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  changeStatuses,
  createStatusList,
  createStatusListHandler,
  inspectStatusList,
  readStatus,
  type StatusList,
  type StatusListHandlerOptions,
} from '../../src/status/index.ts'
import { AT, after, createOffice, signedList, URI } from './office.ts'

const office = await createOffice('P-256')
const revocation = createRevocationChecker({ now: () => AT })
let list: StatusList = createStatusList({ bits: 4, size: 1000 })
let now = AT

beforeEach(() => {
  list = createStatusList({ bits: 4, size: 1000 })
  now = AT
})
const options: StatusListHandlerOptions = {
  find: (uri) => (uri === URI ? list : undefined),
  signing: office.signing,
  now: () => now,
}
const ask = async (
  handle: ReturnType<typeof createStatusListHandler>,
  headers: Record<string, string> = {},
  url = URI,
  method = 'GET',
) => handle(new Request(url, { method, headers }))
const bodyOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const inspect = async (body: Uint8Array) =>
  inspectStatusList(body, { trust: office.trust, at: now, uri: URI, revocation })

describe('a list that is asked for', () => {
  test('is a JWT that says until when it holds', async () => {
    const response = await ask(createStatusListHandler(options))
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/statuslist+jwt',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      vary: 'accept, accept-encoding',
      'x-content-type-options': 'nosniff',
    })
    const report = await inspect(await bodyOf(response))
    expect(report.verdict).toBe('passed')
    expect(report.subject).toMatchObject({ issuedAt: AT, expiresAt: after(86_400), ttl: 300, format: 'jwt' })
  })

  test.each([
    ['application/statuslist+cwt', 'cwt'],
    ['application/statuslist+jwt', 'jwt'],
    ['application/statuslist+jwt;q=0.5, application/statuslist+cwt', 'cwt'],
    ['application/*;q=0.2, application/statuslist+cwt;q=0.1', 'jwt'],
    ['*/*', 'jwt'],
    ['text/html, */*;q=0.1, application/statuslist+jwt;q=0', 'cwt'],
    ['APPLICATION/STATUSLIST+CWT', 'cwt'],
    ['', 'jwt'],
  ] as const)('where %j is welcome is a list', async (accept, format) => {
    const response = await ask(createStatusListHandler(options), { accept })
    expect(response.headers.get('content-type')).toBe(`application/statuslist+${format}`)
    const report = await inspect(await bodyOf(response))
    expect(report.subject?.format).toBe(format)
    expect(report.verdict).toBe('passed')
  })

  test.each(['text/html', 'application/statuslist+jwt;q=0', 'application/json', 'application/*;q=abc'])(
    'is not to be had where only %s is welcome',
    async (accept) => expect((await ask(createStatusListHandler(options), { accept })).status).toBe(406),
  )

  test('is signed once until it changes, and then at once', async () => {
    const handle = createStatusListHandler(options)
    const first = await bodyOf(await ask(handle))
    now = after(200)
    expect(await bodyOf(await ask(handle))).toEqual(first)
    list = changeStatuses(list, [[7, 0x0f]])
    const report = await inspect(await bodyOf(await ask(handle)))
    expect(report.subject?.issuedAt).toEqual(now)
    expect(readStatus(report.subject!.list, 7)).toBe(0x0f)
  })

  test('is signed anew long before it runs out', async () => {
    const handle = createStatusListHandler({ ...options, lifetime: 4000 })
    await ask(handle)
    now = after(999)
    expect((await inspect(await bodyOf(await ask(handle)))).subject?.issuedAt).toEqual(AT)
    now = after(1000)
    expect((await inspect(await bodyOf(await ask(handle)))).subject?.issuedAt).toEqual(now)
  })

  test('is not sent to who has it', async () => {
    const handle = createStatusListHandler(options)
    const etag = (await ask(handle)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    for (const value of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const response = await ask(handle, { 'if-none-match': value })
      expect(response.status, value).toBe(304)
      expect(response.headers.get('etag')).toBe(etag)
      expect(await response.text()).toBe('')
    }
    expect((await ask(handle, { 'if-none-match': '"x"' })).status).toBe(200)
    list = changeStatuses(list, [[7, 1]])
    expect((await ask(handle, { 'if-none-match': etag })).status).toBe(200)
  })

  test('is compressed where that is welcome, under a tag of its own', async () => {
    const handle = createStatusListHandler(options)
    const plain = await ask(handle)
    const packed = await ask(handle, { 'accept-encoding': 'br, gzip;q=0.5' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    const unpacked = new Response(packed.body?.pipeThrough(new DecompressionStream('gzip')))
    expect(await bodyOf(unpacked)).toEqual(await bodyOf(plain))
    for (const coding of ['gzip;q=0', 'br', '']) {
      const response = await ask(handle, { 'accept-encoding': coding })
      expect(response.headers.get('content-encoding'), coding).toBeNull()
    }
  })

  test('has a length that HEAD tells too', async () => {
    const handle = createStatusListHandler(options)
    const whole = await bodyOf(await ask(handle))
    const head = await ask(handle, {}, URI, 'HEAD')
    expect(head.status).toBe(200)
    expect(head.headers.get('content-length')).toBe(String(whole.length))
    expect((await bodyOf(head)).length).toBe(0)
  })

  test('names where all lists are named', async () => {
    const aggregationUri = 'https://status.example.gov.cn/lists'
    const response = await ask(createStatusListHandler({ ...options, aggregationUri }))
    expect((await inspect(await bodyOf(response))).subject?.aggregationUri).toBe(aggregationUri)
  })

  test('is found behind a proxy', async () => {
    const handle = createStatusListHandler({ ...options, uri: () => URI })
    expect((await ask(handle, {}, 'http://127.0.0.1:8080/x')).status).toBe(200)
  })
})

describe('refused is', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s', async (method) => {
    const response = await ask(createStatusListHandler(options), {}, URI, method)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })

  test('a list that nobody has', async () => {
    expect((await ask(createStatusListHandler(options), {}, `${URI}0`)).status).toBe(404)
  })

  test('a time, where nothing is remembered', async () => {
    expect((await ask(createStatusListHandler(options), {}, `${URI}?time=1767225600`)).status).toBe(501)
  })

  test('what cannot be found, with nothing told of why', async () => {
    const onError = vi.fn()
    const handle = createStatusListHandler({
      ...options,
      onError,
      find: () => Promise.reject(new Error('secret')),
    })
    const response = await ask(handle)
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('')
    expect(onError).toHaveBeenCalledOnce()
  })

  test('what cannot be signed, and it is tried again', async () => {
    const sign = vi.fn(() => Promise.reject(new Error('the device is gone')))
    const signing = { ...office.signing, signer: { ...office.signing.signer, sign } }
    const handle = createStatusListHandler({ ...options, signing })
    expect((await ask(handle)).status).toBe(500)
    expect((await ask(handle)).status).toBe(500)
    expect(sign).toHaveBeenCalledTimes(2)
  })
})

test('a preflight is answered', async () => {
  const response = await ask(createStatusListHandler(options), {}, URI, 'OPTIONS')
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD')
})

describe('a list of the past', () => {
  const asked: unknown[] = []
  const handle = createStatusListHandler({
    ...options,
    async history(uri, at, format) {
      asked.push([uri, at, format])
      return at < AT ? signedList(office, { issuedAt: after(-7200) }) : undefined
    },
  })
  test('is given where it is remembered', async () => {
    const response = await ask(handle, {}, `${URI}?time=${AT.getTime() / 1000 - 3600}`)
    expect(response.status).toBe(200)
    expect((await inspect(await bodyOf(response))).subject?.issuedAt).toEqual(after(-7200))
    expect(asked).toEqual([[URI, after(-3600), 'jwt']])
  })
  test('is not found where there was none', async () => {
    expect((await ask(handle, {}, `${URI}?time=${AT.getTime() / 1000 + 3600}`)).status).toBe(404)
  })
  test.each(['', 'now', '-1', '1e9', '9'.repeat(13)])('is not asked for by %j', async (time) => {
    expect((await ask(handle, {}, `${URI}?time=${time}`)).status).toBe(400)
  })
})

test.each([{ ttl: 0 }, { ttl: 1.5 }, { lifetime: 10 }, { lifetime: Number.NaN }])(
  'a wrong call is told to who made it: %j',
  (change) => {
    expect(() => createStatusListHandler({ ...options, ...change })).toThrow(RangeError)
  },
)
