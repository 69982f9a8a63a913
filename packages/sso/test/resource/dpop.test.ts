import { encodeBase64Url } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import { createDpopNonces } from '../../src/resource/index.ts'
import { type Claims, ISSUER, mint, NOW } from '../hostile-provider.ts'
import {
  API,
  accessToken,
  bearer,
  createGuardBench,
  dpop,
  type GuardBench,
  proofKey,
  proofOf,
  requestWith,
  sha256,
} from './bench.ts'

const { jkt } = await proofKey()
const boundToken = await accessToken({ cnf: { jkt } })
const certificate = crypto.getRandomValues(new Uint8Array(500))
const x5t = await sha256(certificate)
const otherHash = await sha256('other')

/** What was wrong, in short. */
async function wrongWith({ api }: GuardBench, request: Request, certificate?: Uint8Array): Promise<string[]> {
  const { report } = await api.check(request, {}, { certificate })
  return report.checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, code }) => `${id} ${code}`)
}

describe('a token that is bound to a key', () => {
  test('passes with a proof of that key, and then every check is named', async () => {
    const { api } = await createGuardBench()
    const { report, verdict } = await api.check(dpop(boundToken, await proofOf(boundToken)))
    expect(verdict).toBe('passed')
    expect(report.checks.filter(({ id }) => id.startsWith('dpop.')).map(({ id }) => id.slice(5))).toEqual([
      ...['presence', 'form', 'type', 'algorithm', 'key', 'binding', 'method', 'address', 'access-token'],
      ...['identifier', 'nonce', 'issued-at', 'signature', 'replay'],
    ])
  })

  test.each(['ES256', 'EdDSA', 'PS256'])('passes with a key for %s, time and again', async (alg) => {
    const key = await proofKey(alg)
    const token = await accessToken({ cnf: { jkt: key.jkt } })
    const bench = await createGuardBench()
    for (let i = 0; i < 3; i++)
      expect(await wrongWith(bench, dpop(token, await proofOf(token, {}, { alg }, key)))).toEqual([])
  })

  test.each([
    ['with a query', `${API}/cases?x=1`, `${API}/cases`],
    ['whose proof has a query and a fragment', `${API}/cases`, `${API}/cases?x=1#y`],
    ['in capitals and with its port', `${API}/cases`, 'HTTPS://API.example:443/cases'],
    ['with dots', `${API}/cases`, `${API}/a/../cases`],
    ['with letters in escapes', `${API}/cases`, `${API}/c%61ses`],
    ['with escapes in small letters', `${API}/a%2Fb`, `${API}/a%2fb`],
    ['with characters of China', `${API}/%E8%AF%81`, `${API}/%e8%af%81`],
  ])('passes at an address %s', async (_, url, htu) => {
    const bench = await createGuardBench()
    expect(await wrongWith(bench, dpop(boundToken, await proofOf(boundToken, { htu }), url))).toEqual([])
  })

  test('passes at the configured origin, whatever host a request names', async () => {
    const bench = await createGuardBench()
    const inner = dpop(boundToken, await proofOf(boundToken), 'http://10.0.0.7:8080/cases')
    expect(await wrongWith(bench, inner)).toEqual([])
    const other = dpop(
      boundToken,
      await proofOf(boundToken, { htu: 'http://10.0.0.7:8080/cases' }),
      'http://10.0.0.7:8080/cases',
    )
    expect(await wrongWith(bench, other)).toEqual(['dpop.address ERR_SSO_DPOP_ADDRESS'])
  })
})

/** The proof is signed with the key of the token, unless it is about that. */
const attacks: [
  name: string,
  check: string,
  code: string,
  change: Claims,
  header?: Record<string, unknown>,
][] = [
  ['an ID token', 'type', 'ERR_SSO_TOKEN_TYPE', {}, { typ: 'JWT' }],
  ['no type', 'type', 'ERR_SSO_TOKEN_TYPE', {}, { typ: undefined }],
  ['a proof for another method', 'method', 'ERR_SSO_DPOP_METHOD', { htm: 'POST' }],
  ['a method in small letters', 'method', 'ERR_SSO_DPOP_METHOD', { htm: 'get' }],
  ['no method', 'method', 'ERR_SSO_DPOP_METHOD', { htm: undefined }],
  ['a proof for another path', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: `${API}/other` }],
  ['a proof for another host', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: 'https://evil.example/cases' }],
  ['a proof for plain HTTP', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: 'http://api.example/cases' }],
  ['a proof for another port', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: `${API}:444/cases` }],
  ['an address with a user', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: 'https://u:p@api.example/cases' }],
  ['an address with a backslash', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: 'https://api.example\\cases' }],
  ['an address with a line end', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: `${API}/ca\nses` }],
  ['an address that is cut short', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: '/cases' }],
  ['an encoded slash', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: `${API}%2Fcases` }],
  ['no address', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: undefined }],
  ['a list of addresses', 'address', 'ERR_SSO_DPOP_ADDRESS', { htu: [`${API}/cases`] }],
  ['a proof for another token', 'access-token', 'ERR_SSO_DPOP_ACCESS_HASH', { ath: otherHash }],
  ['a proof for no token', 'access-token', 'ERR_SSO_DPOP_ACCESS_HASH', { ath: undefined }],
  ['no identifier', 'identifier', 'ERR_SSO_DPOP_IDENTIFIER', { jti: undefined }],
  ['an endless identifier', 'identifier', 'ERR_SSO_DPOP_IDENTIFIER', { jti: 'x'.repeat(256) }],
  ['an old proof', 'issued-at', 'ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW - 61 }],
  ['a proof made for later', 'issued-at', 'ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW + 31 }],
  ['no time', 'issued-at', 'ERR_SSO_TOKEN_TIME', { iat: undefined }],
  ['no key', 'key', 'ERR_SSO_DPOP_KEY', {}, { jwk: undefined }],
  ['text as key', 'key', 'ERR_SSO_DPOP_KEY', {}, { jwk: 'key' }],
  ['a key of no kind', 'key', 'ERR_SSO_DPOP_KEY', {}, { jwk: { kty: 'XY' } }],
  ['a kind that every object has', 'key', 'ERR_SSO_DPOP_KEY', {}, { jwk: { kty: 'constructor' } }],
  ['a kind that is no text', 'key', 'ERR_SSO_DPOP_KEY', {}, { jwk: { kty: { toString: 1 } } }],
  ['half a key', 'key', 'ERR_SSO_DPOP_KEY', {}, { jwk: { kty: 'EC', crv: 'P-256', x: 'AA' } }],
  ['a secret key', 'key', 'ERR_SSO_DPOP_KEY', {}, { jwk: { kty: 'oct', k: 'AAAA' } }],
]

describe('a token that is bound to a key fails with', () => {
  test.each(attacks)('%s', async (_, check, code, change, header) => {
    const bench = await createGuardBench()
    const proof = await proofOf(boundToken, change, header)
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual([`dpop.${check} ${code}`])
  })

  test('the private key in the proof', async () => {
    const bench = await createGuardBench()
    const { jwk } = await proofKey()
    const proof = await proofOf(boundToken, {}, { jwk: { ...jwk, d: 'AAAA' } })
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual(['dpop.key ERR_SSO_DPOP_KEY'])
  })

  test('a proof of a thief’s own key', async () => {
    const bench = await createGuardBench()
    const proof = await proofOf(boundToken, {}, {}, await proofKey('ES256', 'thief'))
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual(['dpop.binding ERR_SSO_DPOP_BINDING'])
  })

  test('a proof that shows the key of the token and is signed with another', async () => {
    const bench = await createGuardBench()
    const { privateKey } = await proofKey('ES256', 'thief')
    const proof = await proofOf(boundToken, {}, {}, { privateKey, jwk: (await proofKey()).jwk })
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual([
      'dpop.signature ERR_SSO_TOKEN_SIGNATURE',
    ])
  })

  test('a proof signed with an algorithm of another key', async () => {
    const bench = await createGuardBench()
    const { privateKey } = await proofKey('EdDSA', 'thief')
    const proof = await proofOf(boundToken, {}, { alg: 'EdDSA' }, { privateKey, jwk: (await proofKey()).jwk })
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual([
      'dpop.signature ERR_SSO_TOKEN_SIGNATURE',
    ])
  })

  test('a point that is not on its curve, though the token names it', async () => {
    const bench = await createGuardBench()
    const { jwk, privateKey } = await proofKey()
    const off = { kty: 'EC', crv: 'P-256', x: String(jwk.x), y: String(jwk.x) }
    const text = `{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.x}"}`
    const token = await accessToken({ cnf: { jkt: await sha256(text) } })
    const proof = await proofOf(token, {}, {}, { privateKey, jwk: off })
    expect(await wrongWith(bench, dpop(token, proof))).toEqual(['dpop.signature ERR_SSO_TOKEN_SIGNATURE'])
  })

  test('a proof signed with RS256, which is not taken', async () => {
    const key = await proofKey('RS256')
    const token = await accessToken({ cnf: { jkt: key.jkt } })
    const bench = await createGuardBench()
    const proof = await proofOf(token, {}, { alg: 'RS256' }, key)
    expect(await wrongWith(bench, dpop(token, proof))).toEqual(['dpop.algorithm ERR_SSO_TOKEN_ALGORITHM'])
  })

  test('a proof of another key, of which it hears before it hears of what the token lacks', async () => {
    const { api } = await createGuardBench()
    const proof = await proofOf(boundToken, {}, {}, await proofKey('ES256', 'thief'))
    const outcome = await api.check(dpop(boundToken, proof), { scopes: ['other'] })
    if (outcome.verdict === 'passed') throw new Error('passed')
    expect(await outcome.response.json()).toMatchObject({
      check: 'dpop.binding',
      error: 'invalid_dpop_proof',
    })
  })

  test('no proof, two proofs, and a proof in pieces', async () => {
    const bench = await createGuardBench()
    const absent = ['dpop.presence ERR_SSO_DPOP_ABSENT']
    expect(await wrongWith(bench, requestWith({ authorization: `DPoP ${boundToken}` }))).toEqual(absent)
    const proof = await proofOf(boundToken)
    expect(await wrongWith(bench, dpop(boundToken, `${proof}, ${proof}`))).toEqual(absent)
    expect(await wrongWith(bench, dpop(boundToken, proof.slice(0, 20)))).toEqual([
      'dpop.form ERR_SSO_TOKEN_FORM',
    ])
    expect(await wrongWith(bench, dpop(boundToken, 'a'.repeat(20_000)))).toEqual([
      'dpop.form ERR_SSO_TOKEN_SIZE',
    ])
  })

  test('a proof that was used, at once and as long as it would be good', async () => {
    const bench = await createGuardBench()
    const proof = await proofOf(boundToken)
    const many = await Promise.all([1, 2, 3].map(() => wrongWith(bench, dpop(boundToken, proof))))
    expect(many.filter((wrong) => wrong.length === 0)).toHaveLength(1)
    bench.clock.seconds += 60
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual(['dpop.replay ERR_SSO_DPOP_REPLAY'])
    bench.clock.seconds += 1
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual([
      'dpop.issued-at ERR_SSO_TOKEN_ISSUED_AT',
    ])
  })

  test('a proof from a clock that is ahead, once that has been used', async () => {
    const bench = await createGuardBench()
    const proof = await proofOf(boundToken, { iat: NOW + 30 })
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual([])
    bench.clock.seconds += 90
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual(['dpop.replay ERR_SSO_DPOP_REPLAY'])
  })

  test('a store that is out, undecided and without a word about why', async () => {
    const bench = await createGuardBench({
      dpop: { store: { consumeOnce: () => Promise.reject(new Error('redis://secret')) } },
    })
    const outcome = await bench.api.check(dpop(boundToken, await proofOf(boundToken)))
    expect(outcome.verdict).toBe('indeterminate')
    const response = outcome.verdict === 'passed' ? undefined : outcome.response
    expect(response?.status).toBe(503)
    expect(response?.headers.get('retry-after')).toBe('1')
    expect(await response?.text()).not.toContain('secret')
    expect(bench.errors).toHaveLength(1)
  })

  test('nothing that fills the store, unless all else holds', async () => {
    const used: string[] = []
    const store = memoryStore()
    const bench = await createGuardBench({
      dpop: {
        store: {
          consumeOnce(key, until) {
            used.push(key)
            return store.consumeOnce(key, until)
          },
        },
      },
    })
    const { privateKey } = await proofKey('ES256', 'thief')
    await wrongWith(
      bench,
      dpop(boundToken, await proofOf(boundToken, {}, {}, { privateKey, jwk: (await proofKey()).jwk })),
    )
    await bench.api.check(dpop(boundToken, await proofOf(boundToken)), { scopes: ['other'] })
    expect(used).toEqual([])
  })

  test('the proofs of another key that have the same identifier, of which each counts', async () => {
    const bench = await createGuardBench()
    const other = await proofKey('ES256', 'second')
    const second = await accessToken({ cnf: { jkt: other.jkt } })
    expect(await wrongWith(bench, dpop(second, await proofOf(second, { jti: 'same' }, {}, other)))).toEqual(
      [],
    )
    expect(await wrongWith(bench, dpop(boundToken, await proofOf(boundToken, { jti: 'same' })))).toEqual([])
  })
})

describe('a token is used as it is bound, or not at all:', () => {
  const bindings: [name: string, cnf: unknown, scheme: string, wrong: string[]][] = [
    ['one for DPoP as Bearer', { jkt }, 'Bearer', ['access-token.binding ERR_SSO_ACCESS_BINDING']],
    ['one for nobody as DPoP', undefined, 'DPoP', ['access-token.binding ERR_SSO_ACCESS_BINDING']],
    [
      'one for a certificate as DPoP',
      { 'x5t#S256': x5t },
      'DPoP',
      ['access-token.binding ERR_SSO_ACCESS_BINDING'],
    ],
    ['one for something unknown', { kid: 'x' }, 'Bearer', ['access-token.binding ERR_SSO_ACCESS_BINDING']],
    ['one with text for cnf', 'x', 'Bearer', ['access-token.binding ERR_SSO_ACCESS_BINDING']],
    ['one with null for cnf', null, 'Bearer', ['access-token.binding ERR_SSO_ACCESS_BINDING']],
    [
      'one with a short hash',
      { 'x5t#S256': 'AA' },
      'Bearer',
      ['access-token.binding ERR_SSO_ACCESS_BINDING'],
    ],
    ['one with a list', { jkt: [jkt] }, 'DPoP', ['access-token.binding ERR_SSO_ACCESS_BINDING']],
    ['one for this certificate', { 'x5t#S256': x5t }, 'Bearer', []],
    [
      'one for another certificate',
      { 'x5t#S256': otherHash },
      'Bearer',
      ['access-token.certificate ERR_SSO_ACCESS_CERTIFICATE'],
    ],
    ['one for this certificate and a key', { jkt, 'x5t#S256': x5t }, 'DPoP', []],
    [
      'one for another certificate and a key',
      { jkt, 'x5t#S256': otherHash },
      'DPoP',
      ['access-token.certificate ERR_SSO_ACCESS_CERTIFICATE'],
    ],
  ]
  test.each(bindings)('%s', async (_, cnf, scheme, wrong) => {
    const bench = await createGuardBench()
    const token = await accessToken({ cnf })
    const request = requestWith({ authorization: `${scheme} ${token}`, dpop: await proofOf(token) })
    expect(await wrongWith(bench, request, certificate)).toEqual(wrong)
  })

  test('one for a certificate, over a connection without', async () => {
    const bench = await createGuardBench()
    const token = await accessToken({ cnf: { 'x5t#S256': x5t } })
    const wrong = ['access-token.certificate ERR_SSO_ACCESS_CERTIFICATE']
    expect(await wrongWith(bench, bearer(token))).toEqual(wrong)
    const header = requestWith({
      authorization: `Bearer ${token}`,
      'x-client-cert': encodeBase64Url(certificate),
    })
    expect(await wrongWith(bench, header)).toEqual(wrong)
    expect((await bench.api.checkToken(token)).verdict).toBe('failed')
    expect((await bench.api.checkToken(boundToken)).verdict).toBe('failed')
  })

  test('one for nobody is refused where tokens have to be bound', async () => {
    const bench = await createGuardBench({ senderConstrained: true })
    expect(await wrongWith(bench, bearer(await accessToken()))).toEqual([
      'access-token.binding ERR_SSO_ACCESS_BINDING',
    ])
    expect(await wrongWith(bench, dpop(boundToken, await proofOf(boundToken)))).toEqual([])
  })

  test('one for a key is refused where proofs are not taken', async () => {
    const bench = await createGuardBench({ dpop: undefined as never })
    expect(await wrongWith(bench, dpop(boundToken, await proofOf(boundToken)))).toEqual([
      'request.credentials ERR_SSO_CREDENTIALS_SCHEME',
    ])
    expect(await wrongWith(bench, bearer(boundToken))).toEqual([
      'access-token.binding ERR_SSO_ACCESS_BINDING',
    ])
  })
})

describe('nonces of the server', () => {
  const nonces = createDpopNonces(new Uint8Array(32).fill(7))

  test('are asked for, and taken for two to four minutes', async () => {
    const bench = await createGuardBench({ dpop: { store: memoryStore(), nonces } })
    const outcome = await bench.api.check(dpop(boundToken, await proofOf(boundToken)))
    if (outcome.verdict === 'passed') throw new Error('passed')
    expect(outcome.response.status).toBe(401)
    expect(outcome.response.headers.get('www-authenticate')).toContain('DPoP error="use_dpop_nonce"')
    const nonce = outcome.response.headers.get('dpop-nonce') ?? ''
    expect(nonce).toHaveLength(24)
    expect(await wrongWith(bench, dpop(boundToken, await proofOf(boundToken, { nonce })))).toEqual([])
    for (const [seconds, accepted] of [
      [120, true],
      [239, true],
      [240, false],
    ] as const)
      expect(nonces.accepts(nonce, NOW + seconds)).toBe(accepted)
  })

  test.each([
    ['a made-up one', 'A'.repeat(24)],
    ['an empty one', ''],
    ['a list', [nonces.current(NOW)]],
    ['that of another secret', createDpopNonces(new Uint8Array(32).fill(8)).current(NOW)],
    ['one for later', nonces.current(NOW + 120)],
  ])('do not include %s', async (_, nonce) => {
    const bench = await createGuardBench({ dpop: { store: memoryStore(), nonces } })
    const proof = await proofOf(boundToken, { nonce })
    expect(await wrongWith(bench, dpop(boundToken, proof))).toEqual(['dpop.nonce ERR_SSO_DPOP_NONCE'])
  })

  test('come with every refusal of a proof, so that a client with a wrong clock can go on', async () => {
    const bench = await createGuardBench({ dpop: { store: memoryStore(), nonces } })
    const proof = await proofOf(boundToken, { iat: NOW + 3600 })
    const outcome = await bench.api.check(dpop(boundToken, proof))
    if (outcome.verdict === 'passed') throw new Error('passed')
    expect(outcome.response.headers.get('www-authenticate')).toContain('use_dpop_nonce')
  })

  test('need a secret of 32 octets', () => {
    expect(() => createDpopNonces(new Uint8Array(31))).toThrowError(RangeError)
  })
})

test('tokens and proofs are of no use in each other’s place', async () => {
  const bench = await createGuardBench()
  const proof = await proofOf(boundToken)
  expect(await wrongWith(bench, dpop(proof, proof))).toContain('access-token.type ERR_SSO_TOKEN_TYPE')
  expect(await wrongWith(bench, dpop(boundToken, boundToken))).toContain('dpop.type ERR_SSO_TOKEN_TYPE')
  const idToken = await mint({ iss: ISSUER, aud: API }, { alg: 'ES256', kid: 'k1' })
  expect(await wrongWith(bench, bearer(idToken))).toContain('access-token.type ERR_SSO_TOKEN_TYPE')
})
