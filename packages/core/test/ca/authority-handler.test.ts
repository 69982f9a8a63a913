import { type Certificate, createPrivateKey } from '@xinyin/core'
import { type AuthorityServices, authorityHandler, authorityUrls, createRoot } from '@xinyin/core/ca'
import { beforeAll, describe, expect, test } from 'vitest'

let certificate: Certificate
let handle: (request: Request) => Promise<Response>
let services: AuthorityServices

const echo = (name: string) => async (request: Request) => new Response(`${name} ${request.method}`)

beforeAll(async () => {
  certificate = await createRoot({
    subject: { commonName: 'Root' },
    key: await createPrivateKey('SM2'),
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
  })
  services = {
    authorities: [{ name: 'root', certificate, ocsp: echo('ocsp'), crl: async () => Uint8Array.of(1, 2) }],
    timeStamp: echo('tsa'),
    lists: { 'CN-33': async () => 'a.b.c' },
  }
  handle = authorityHandler(services)
})

const ask = (path: string, init?: RequestInit) => handle(new Request(`http://localhost${path}`, init))

describe('each service at its address', () => {
  test.each([
    ['/ocsp/root', 'POST', 'ocsp POST'],
    ['/ocsp/root/MEow%2FSA==', 'GET', 'ocsp GET'],
    ['/tsa', 'POST', 'tsa POST'],
    ['/lists/CN-33.jws', 'GET', 'a.b.c'],
    ['/crl/root.crl', 'GET', '\u0001\u0002'],
  ])('%s by %s', async (path, method, body) => {
    const response = await ask(path, { method })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(body)
  })

  test('the certificate of the authority', async () => {
    const response = await ask('/certificates/root.cer')
    expect(response.headers.get('content-type')).toBe('application/pkix-cert')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(certificate.raw)
  })

  test('the addresses are those that certificates are given', async () => {
    const { ocspUrls, crlUrls, issuerUrls } = authorityUrls('http://localhost', 'root')
    for (const url of [...crlUrls, ...issuerUrls]) expect((await handle(new Request(url))).status).toBe(200)
    for (const url of ocspUrls) expect((await handle(new Request(url, { method: 'POST' }))).status).toBe(200)
  })
})

test.each([
  '/',
  '/ocsp',
  '/ocsp/other',
  '/crl/other.crl',
  '/crl/root.cer',
  '/crl/root.crl.crl',
  '/lists/CN-44.jws',
  '/lists/CN-33.crl',
  '/lists/constructor.jws',
  '/certificates/root.crl',
  '/crl/..%2froot.crl',
])('%s is not there', async (path) => {
  expect((await ask(path)).status).toBe(404)
})

test('lists are read, not written', async () => {
  const response = await ask('/crl/root.crl', { method: 'POST', body: 'x' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD')
})

test('without a time-stamping service and lists, neither is there', async () => {
  const bare = authorityHandler({ authorities: services.authorities })
  expect((await bare(new Request('http://localhost/tsa', { method: 'POST' }))).status).toBe(404)
  expect((await bare(new Request('http://localhost/lists/CN-33.jws'))).status).toBe(404)
})

test.each([['Root'], ['../x'], ['']])('an authority cannot be called %j', (name) => {
  const [one] = services.authorities
  expect(() => authorityHandler({ authorities: [{ ...one!, name }] })).toThrow(TypeError)
})

test('two authorities have two names', () => {
  const [one] = services.authorities
  expect(() => authorityHandler({ authorities: [one!, one!] })).toThrow(TypeError)
})
