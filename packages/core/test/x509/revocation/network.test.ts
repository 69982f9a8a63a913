import type { Fetch } from '@xinyin/core'
import { type CertificateState, ocspHandler } from '@xinyin/core/ca'
import { createGuardedFetch } from '@xinyin/core/fetch'
import type { Crl } from '@xinyin/core/revocation'
import { createRevocationChecker, type RevocationPolicy } from '@xinyin/core/revocation'
import { acceptUnknownRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { inspectPath } from '../../../src/index.ts'
import { createProvince, KEYS, NOON } from '../path/province.ts'
import { createAnswer } from './answers.ts'
import { createList, hours } from './lists.ts'

const OCSP = 'http://ocsp.example/'
const LIST = 'http://crl.example/middle.crl'
const { root, middle, leaf } = await createProvince({ leaf: { ocspUrls: [OCSP], crlUrls: [LIST] } })
const ofRoot = await createList(root, KEYS.root)
const about = { certificate: leaf, issuer: middle, key: KEYS.middle }

type Route = (init: RequestInit, url: string) => Response | Promise<Response>

/** A network of a few addresses, that remembers what it was asked for. */
function network(routes: Readonly<Record<string, Route>>): { fetch: Fetch; asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    async fetch(url, init = {}) {
      asked.push(url)
      const route = routes[url]
      if (route === undefined) throw new TypeError('fetch failed')
      return route(init, url)
    },
  }
}

const responder = (state: CertificateState = { state: 'good' }): Route => {
  const respond = ocspHandler({
    issuer: middle,
    responder: { certificate: middle, key: KEYS.middle },
    lookup: () => state,
    now: () => NOON,
  })
  return (init, url) => respond(new Request(url, init))
}
const bytes =
  (der: Uint8Array): Route =>
  () =>
    new Response(new Uint8Array(der))
const list = ({ raw }: Crl): Route => bytes(raw)

const trust = {
  anchors: [{ certificate: root, roles: ['document-signer'] as const }],
  intermediates: [middle],
  revocation: { crls: [ofRoot], ocspResponses: [] },
}

async function check(
  policy: RevocationPolicy,
  subject = leaf,
  revocation = createRevocationChecker({ now: () => NOON, ...policy }),
) {
  const report = await inspectPath(subject, { trust, role: 'document-signer', at: NOON, revocation })
  const found = report.checks.find(({ id }) => id === 'path.revocation')
  if (found === undefined) throw new Error('path.revocation was left out')
  return found
}

test('the responder is asked first, and if it answers the list is not fetched', async () => {
  const { fetch, asked } = network({
    [OCSP]: responder(),
    [LIST]: list(await createList(middle, KEYS.middle)),
  })
  expect(await check({ fetch })).toMatchObject({ status: 'passed', facts: { '0.url': OCSP, '0.age': 0 } })
  expect(asked).toEqual([OCSP])
})

test('the list is asked for first on demand, and when the responder does not know', async () => {
  const routes = { [OCSP]: responder(), [LIST]: list(await createList(middle, KEYS.middle)) }
  const one = network(routes)
  expect(await check({ fetch: one.fetch, prefer: 'crl' })).toMatchObject({ facts: { '0.url': LIST } })
  expect(one.asked).toEqual([LIST])
  const two = network({ ...routes, [OCSP]: responder({ state: 'unknown' }) })
  expect(await check({ fetch: two.fetch })).toMatchObject({ status: 'passed', facts: { '0.url': LIST } })
  expect(two.asked).toEqual([OCSP, LIST])
})

test('what is at hand is enough, if it is good enough', async () => {
  const { fetch, asked } = network({})
  const material = { crls: [await createList(middle, KEYS.middle)], ocspResponses: [] }
  expect(await check({ fetch, material })).toMatchObject({ status: 'passed' })
  expect(asked).toEqual([])
})

test('nothing is asked without a fetch', async () => {
  expect(await check({})).toMatchObject({ status: 'indeterminate', code: 'ERR_REVOCATION_UNKNOWN' })
})

test('revoked, by either', async () => {
  const state = { state: 'revoked', revokedAt: hours(-5), reason: 'superseded' } as const
  const one = network({ [OCSP]: responder(state) })
  expect(await check({ fetch: one.fetch })).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
  const revoked = [{ serialNumber: leaf.serialNumber, revokedAt: hours(-5) }]
  const two = network({ [LIST]: list(await createList(middle, KEYS.middle, { revoked })) })
  expect(await check({ fetch: two.fetch })).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
})

test.each<[string, Readonly<Record<string, Route>>, string, object]>([
  ['nobody is there', {}, 'ERR_REVOCATION_UNREACHABLE', { url: OCSP, reason: 'TypeError' }],
  [
    'there is an error of the server',
    { [OCSP]: () => new Response('no', { status: 500 }) },
    'ERR_REVOCATION_UNREACHABLE',
    { reason: 'HTTP 500' },
  ],
  ['there is a page', { [OCSP]: () => new Response('<html>') }, 'ERR_REVOCATION_MALFORMED', { source: OCSP }],
  [
    'it has no time',
    { [OCSP]: bytes(Uint8Array.of(0x30, 3, 0x0a, 1, 3)) },
    'ERR_REVOCATION_MALFORMED',
    { reason: 'tryLater' },
  ],
  [
    'the answer is too long',
    { [OCSP]: () => new Response(new Uint8Array(300 * 1024)) },
    'ERR_REVOCATION_UNREACHABLE',
    { reason: 'ERR_FETCH_SIZE' },
  ],
])('where %s, nothing is known', async (_, routes, code, facts) => {
  const { fetch } = network(routes)
  expect(await check({ fetch })).toMatchObject({ status: 'indeterminate', code, facts })
  const policy = { fetch, mode: acceptUnknownRevocation } as const
  expect(await check(policy)).toMatchObject({ status: 'passed', facts: { '0.code': code } })
})

test('an endless answer, and one that never comes, end in time', async () => {
  const never = () => new Promise<Response>(() => {})
  const endless = () =>
    new Response(
      new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 5))
          controller.enqueue(new Uint8Array(1))
        },
      }),
    )
  for (const route of [never, endless]) {
    const { fetch } = network({ [OCSP]: route })
    const began = Date.now()
    const found = await check({ fetch, retrieval: { milliseconds: 60 } })
    expect(found).toMatchObject({ status: 'indeterminate' })
    expect(Date.now() - began).toBeLessThan(5000)
  }
})

test('an answer to another question is none: replayed, of another nonce, about another certificate', async () => {
  const kept = await createAnswer(about)
  const { fetch } = network({ [OCSP]: bytes(kept.raw) })
  // Without a nonce it is good for as long as it says (RFC 5019) ...
  expect(await check({ fetch })).toMatchObject({ status: 'passed' })
  // ... unless a new one is required.
  expect(await check({ fetch, requireNonce: true })).toMatchObject({
    status: 'indeterminate',
    code: 'ERR_REVOCATION_NONCE',
  })
  let first: Promise<ArrayBuffer> | undefined
  const replay: Route = async (init, url) => {
    first ??= Promise.resolve(responder()(init, url)).then((response) => response.arrayBuffer())
    return new Response((await first).slice(0))
  }
  const { fetch: replaying } = network({ [OCSP]: replay })
  expect(await check({ fetch: replaying, requireNonce: true })).toMatchObject({ status: 'passed' })
  expect(await check({ fetch: replaying })).toMatchObject({ code: 'ERR_REVOCATION_NONCE' })

  const { leaf: sibling } = await createProvince()
  const other = await createAnswer({ ...about, certificate: sibling })
  const { fetch: off } = network({ [OCSP]: bytes(other.raw) })
  expect(await check({ fetch: off })).toMatchObject({
    code: 'ERR_REVOCATION_MALFORMED',
    facts: { reason: 'ERR_OCSP_NOT_ASKED' },
  })
})

test('an answer is kept until it is renewed, and what proved nothing is not', async () => {
  const kept = await createAnswer(about)
  const { fetch, asked } = network({ [OCSP]: bytes(kept.raw) })
  let now = NOON
  const revocation = createRevocationChecker({ fetch, now: () => now })
  for (let n = 0; n < 3; n++) expect(await check({}, leaf, revocation)).toMatchObject({ status: 'passed' })
  expect(asked).toEqual([OCSP])
  now = hours(24)
  await check({}, leaf, revocation)
  expect(asked).toEqual([OCSP, OCSP])

  const forged = { ...(await createAnswer(about)) }
  const raw = forged.raw.map((octet, at) => (at === forged.raw.length - 5 ? octet ^ 1 : octet))
  const bad = network({ [OCSP]: bytes(raw) })
  const again = createRevocationChecker({ fetch: bad.fetch, now: () => NOON })
  for (let n = 0; n < 2; n++)
    expect(await check({}, leaf, again)).toMatchObject({ code: 'ERR_REVOCATION_RESPONDER' })
  expect(bad.asked.filter((url) => url === OCSP)).toHaveLength(2)
})

test('a new answer is asked for each time where one is required', async () => {
  const { fetch, asked } = network({ [OCSP]: responder() })
  const revocation = createRevocationChecker({ fetch, now: () => NOON, requireNonce: true })
  for (let n = 0; n < 2; n++) expect(await check({}, leaf, revocation)).toMatchObject({ status: 'passed' })
  expect(asked).toEqual([OCSP, OCSP])
})

test('several who ask at the same time wait for one answer, and few requests run at once', async () => {
  let running = 0
  let most = 0
  const slow: Route = async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 20))
    running--
    return new Response(new Uint8Array((await createList(middle, KEYS.middle)).raw))
  }
  const urls = Array.from({ length: 9 }, (_, n) => `http://crl.example/${n}`)
  const many = await createProvince({ leaf: { crlUrls: urls } })
  const { fetch, asked } = network(Object.fromEntries(urls.map((url) => [url, slow])))
  const revocation = createRevocationChecker({
    fetch,
    now: () => NOON,
    retrieval: { maxUrls: 6, concurrency: 2 },
    material: { crls: [await createList(many.root, KEYS.root)], ocspResponses: [] },
  })
  const ask = () => check({}, many.leaf, revocation)
  await Promise.all([ask(), ask(), ask()])
  expect(asked).toHaveLength(6)
  expect(most).toBe(2)
})

test('a delta list is fetched where the certificate or its list says, and its absence is no harm', async () => {
  const delta = 'http://crl.example/delta.crl'
  const base = await createList(middle, KEYS.middle, { freshestUrls: [delta] })
  const revoked = [{ serialNumber: leaf.serialNumber, revokedAt: hours(-0.5) }]
  const newer = await createList(middle, KEYS.middle, {
    number: 2,
    baseNumber: 1,
    thisUpdate: hours(-0.4),
    revoked,
  })
  const policy = { prefer: 'crl' } as const
  const one = network({ [LIST]: list(base), [delta]: list(newer) })
  expect(await check({ ...policy, fetch: one.fetch })).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
  expect(one.asked).toEqual([LIST, delta])
  const two = network({ [LIST]: list(base) })
  expect(await check({ ...policy, fetch: two.fetch })).toMatchObject({ status: 'passed' })
})

test('a list that cannot be read, or is not to be had, says so', async () => {
  for (const [route, code] of [
    [bytes(Uint8Array.of(0x30, 0x80)), 'ERR_REVOCATION_MALFORMED'],
    [() => new Response(null, { status: 404 }), 'ERR_REVOCATION_UNREACHABLE'],
  ] as const) {
    const { fetch } = network({ [LIST]: route })
    expect(await check({ fetch, prefer: 'crl' })).toMatchObject({ status: 'indeterminate', code })
  }
})

test('addresses that are not http are left alone', async () => {
  const { leaf: odd } = await createProvince({
    leaf: { ocspUrls: ['ldap://x/'], crlUrls: ['ldap://x/cn=a', 'file:///etc/passwd'] },
  })
  const { fetch, asked } = network({})
  expect(await check({ fetch }, odd)).toMatchObject({ code: 'ERR_REVOCATION_UNKNOWN' })
  expect(asked).toEqual([])
})

test('a guarded fetch keeps certificates from sending us to places of their own choice', async () => {
  const { leaf: aimed } = await createProvince({ leaf: { ocspUrls: ['http://127.0.0.1:80/'] } })
  const fetch = createGuardedFetch({ schemes: ['http', 'https'] })
  expect(await check({ fetch }, aimed)).toMatchObject({
    code: 'ERR_REVOCATION_UNREACHABLE',
    facts: { reason: 'ERR_FETCH_ADDRESS' },
  })
})
