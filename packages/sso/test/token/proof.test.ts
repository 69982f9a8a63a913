import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RelyingPartyOptions, Sm2TokenProfile } from '../../src/index.ts'
import { codeOf, createBench, ISSUER, Jar, NOW, ORIGIN, signIn } from '../hostile-provider.ts'
import { createGuardBench, accessToken as mintAccess, sha256 } from '../resource/bench.ts'
import { createTokenBench, type TokenBench } from './token-bench.ts'

const API = 'https://api.example'
const SM2: Sm2TokenProfile = { alg: 'SM2SM3', encoding: 'DER', crv: 'SM2' }
const dpop = (options: Partial<RelyingPartyOptions> = {}) =>
  createTokenBench({}, { binding: { by: 'dpop' }, ...options })

/** The JWK in the header of a proof. */
function keyIn(headers: Headers | undefined): Record<string, string> {
  const [header = ''] = (headers?.get('dpop') ?? '').split('.')
  return JSON.parse(Buffer.from(header, 'base64url').toString()).jwk
}

async function thumbprintIn(headers: Headers | undefined): Promise<string> {
  const { kty, crv, x, y } = keyIn(headers)
  return sha256(JSON.stringify(y === undefined ? { crv, kty, x } : { crv, kty, x, y }))
}

describe('a session whose tokens are bound to its key', () => {
  test('shows it at the token endpoint, at the sign-in and later, by proofs that `jose` verifies', async () => {
    const bench = await dpop()
    bench.clock.seconds = NOW + 240
    await bench.sso.accessToken(bench.request())
    const [first, second] = bench.model.asked
    expect(first?.proof).toEqual({
      jti: expect.stringMatching(/^[\w-]{43}$/),
      htm: 'POST',
      htu: `${ISSUER}/token`,
      iat: NOW,
    })
    expect(second?.proof).toMatchObject({ iat: NOW + 240 })
    expect(second?.proof?.['jti']).not.toBe(first?.proof?.['jti'])
    expect(keyIn(second?.headers)).toEqual(keyIn(first?.headers))
    expect(Object.keys(keyIn(first?.headers)).sort()).toEqual(['crv', 'kty', 'x', 'y'])
  })

  test('has another key than the next one', async () => {
    const [one, other] = await Promise.all([dpop(), dpop()])
    expect(keyIn(one.model.asked[0]?.headers)).not.toEqual(keyIn(other.model.asked[0]?.headers))
  })

  test('has it at every process, out of the sealed record', async () => {
    const bench = await dpop()
    const other = await bench.other()
    bench.clock.seconds = NOW + 240
    await other.sso.accessToken(bench.request())
    const [first, second] = bench.model.asked
    expect(keyIn(second?.headers)).toEqual(keyIn(first?.headers))
  })

  test.each([
    ['the public part alone', ({ d: _, ...jwk }: Record<string, string>) => jwk],
    ['another point', (jwk: Record<string, string>) => ({ ...jwk, x: jwk['y'] ?? '' })],
    ['nothing', () => ({})],
    ['a key that signs no proofs', () => ({ kty: 'OKP', crv: 'X25519', x: 'AA', d: 'AA' })],
  ])('is not usable with %s in its record, and says so', async (_, change) => {
    const bench = await dpop()
    const [found] = await bench.store.list(ISSUER, 'someone')
    const { key, session } = found ?? expect.fail('no session')
    const { tokens } = session
    const changed = { held: [], ...tokens, key: change({ ...tokens?.key }) }
    await bench.store.put(key, { ...session, tokens: changed })
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject({
      code: 'ERR_SSO_STORE_RECORD',
    })
  })

  test('may be without tokens: then the key serves the sign-in alone', async () => {
    const bench = await dpop({ tokens: undefined as never })
    expect(bench.model.asked[0]?.proof).toBeDefined()
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject({
      code: 'ERR_SSO_TOKENS_NONE',
    })
  })

  test.each([
    ['ES256', 'ES256', undefined],
    ['EdDSA', 'EdDSA', undefined],
    ['SM2', 'SM2SM3', SM2],
  ] as const)('with %s passes the API guard, whose proofs count once', async (algorithm, alg, sm2) => {
    const bench = await dpop({ binding: { by: 'dpop', algorithm }, ...(sm2 && { sm2 }) })
    const jkt = await thumbprintIn(bench.model.asked[0]?.headers)
    bench.model.changes = { access_token: await mintAccess({ cnf: { jkt }, exp: NOW + 900 }) }
    bench.clock.seconds = NOW + 250
    const { api } = await createGuardBench({
      ...(sm2 && { sm2 }),
      dpop: { store: bench.store, ...(sm2 ? {} : { algorithms: [alg] }) },
      clock: () => new Date(bench.clock.seconds * 1000),
    })
    const token = await bench.sso.accessToken(bench.request())
    const answer = await token.use('POST', `${API}/cases?page=2#top`, async (fields) => {
      expect(fields['authorization']).toBe(`DPoP ${token.value}`)
      const headers = { ...fields } as Record<string, string>
      const request = () => new Request(`${API}/cases?page=2`, { method: 'POST', headers })
      const passed = await api.check(request())
      expect(passed.verdict).toBe('passed')
      expect((await api.check(request())).verdict).toBe('failed')
      return new Response('done')
    })
    expect(await answer.text()).toBe('done')
  })
})

/** An answer that asks for a nonce, as servers have it (RFC 9449, 8 and 9). */
const wantNonce = (nonce: string, status = 400) =>
  Response.json(
    { error: 'use_dpop_nonce' },
    { status, headers: { 'dpop-nonce': nonce, 'www-authenticate': 'DPoP error="use_dpop_nonce"' } },
  )

describe('a nonce that a token endpoint wants', () => {
  test('is taken into a second request, which is one of its own, and into those to come', async () => {
    const bench = await dpop()
    bench.model.gate = ({ proof }) => (proof?.['nonce'] === 'n1' ? undefined : wantNonce('n1'))
    bench.clock.seconds = NOW + 240
    await bench.sso.accessToken(bench.request())
    const [, first, second] = bench.model.asked
    expect([first?.proof?.['nonce'], second?.proof?.['nonce']]).toEqual([undefined, 'n1'])
    expect(second?.proof?.['jti']).not.toBe(first?.proof?.['jti'])
    expect(second?.form.get('client_assertion')).not.toBe(first?.form.get('client_assertion'))
    bench.clock.seconds = NOW + 600
    await bench.sso.accessToken(bench.request())
    expect(bench.model.asked).toHaveLength(4)
  })

  test.each([
    ['another one each time', () => wantNonce(`n${Math.random()}`)],
    ['the same though it was sent', () => wantNonce('same')],
    [
      'one that breaks out of its header',
      () => Response.json({ error: 'use_dpop_nonce' }, { status: 400, headers: { 'dpop-nonce': 'a b' } }),
    ],
    ['one of 600 characters', () => wantNonce('n'.repeat(600))],
    ['none', () => Response.json({ error: 'use_dpop_nonce' }, { status: 400 })],
  ])('attack: %s is not answered for ever', async (_, answer) => {
    const bench = await dpop()
    const before = bench.model.asked.length
    bench.model.gate = answer
    bench.clock.seconds = NOW + 400
    const refusal = { code: 'ERR_SSO_TOKEN_REFUSED', facts: { error: 'use_dpop_nonce' } }
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject(refusal)
    expect(bench.model.asked.length - before).toBeLessThanOrEqual(2)
    expect(await bench.sso.session(bench.request())).toBeDefined()
  })

  test('is sent by each of the requests that came at once without it', async () => {
    const bench = await dpop()
    const jar = new Jar()
    await signIn(bench, jar)
    bench.model.gate = ({ proof }) => (proof?.['nonce'] === 'n1' ? undefined : wantNonce('n1'))
    bench.clock.seconds = NOW + 400
    const sessions = [bench.request(), new Request(ORIGIN, { headers: { cookie: jar.header } })]
    const got = await Promise.allSettled(sessions.map((request) => bench.sso.accessToken(request)))
    expect(got.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })
})

describe('a nonce that an interface wants', () => {
  async function used(bench: TokenBench, answers: (nonce: unknown, n: number) => Response) {
    const token = await bench.sso.accessToken(bench.request())
    const nonces: unknown[] = []
    const answer = await token.use('GET', `${API}/cases`, async ({ dpop: proof = '' }) => {
      const claims = JSON.parse(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString())
      nonces.push(claims.nonce)
      return answers(claims.nonce, nonces.length)
    })
    return { answer, nonces }
  }

  test('is sent with the second request, and with the next ones to this server only', async () => {
    const bench = await dpop()
    const answers = (nonce: unknown) => (nonce === 'r1' ? new Response('ok') : wantNonce('r1', 401))
    const { answer, nonces } = await used(bench, answers)
    expect([await answer.text(), nonces]).toEqual(['ok', [undefined, 'r1']])
    expect((await used(bench, answers)).nonces).toEqual(['r1'])
    bench.clock.seconds = NOW + 240
    await bench.sso.accessToken(bench.request())
    expect(bench.model.asked.at(-1)?.proof?.['nonce']).toBeUndefined()
  })

  test('is sent by each of the requests that came at once without it', async () => {
    const bench = await dpop()
    const answers = (nonce: unknown) => (nonce === 'r1' ? new Response('ok') : wantNonce('r1', 401))
    const all = await Promise.all([1, 2, 3].map(() => used(bench, answers)))
    expect(all.map(({ answer, nonces }) => [answer.status, nonces])).toEqual(
      Array(3).fill([200, [undefined, 'r1']]),
    )
  })

  test('attack: for ever, is sent twice and not again', async () => {
    const bench = await dpop()
    const { answer, nonces } = await used(bench, (_, n) => wantNonce(`r${n}`, 401))
    expect([answer.status, nonces]).toEqual([401, [undefined, 'r1']])
  })

  test.each([
    ['a stream of the Web', () => new Blob(['abc']).stream()],
    ['a stream of Node', () => Readable.from([Buffer.from('abc')])],
  ])('is not answered where the body was %s, which is read once', async (_, body) => {
    const came: string[] = []
    const server = createServer(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      came.push(text)
      response.writeHead(401, { 'dpop-nonce': 'r1', 'www-authenticate': 'DPoP error="use_dpop_nonce"' })
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const bench = await dpop()
    const held = await bench.sso.accessToken(bench.request())
    const init = { method: 'POST', body: body() as BodyInit, duplex: 'half' } as RequestInit
    const answer = await held.fetch(`http://127.0.0.1:${port}/cases`, init)
    expect([answer.status, await answer.text(), came]).toEqual([401, '', ['abc']])
  })

  test('that comes with a good answer is for the next time', async () => {
    const bench = await dpop()
    const fresh = () => new Response('ok', { headers: { 'dpop-nonce': 'r9' } })
    expect((await used(bench, fresh)).nonces).toEqual([undefined])
    expect((await used(bench, fresh)).nonces).toEqual(['r9'])
  })
})

describe('attack: a downgrade', () => {
  test('to a token that anybody can use is not taken, at the sign-in and later', async () => {
    const bench = await createBench({ binding: { by: 'dpop' } })
    bench.provider.answers.set('/token', () =>
      Response.json({ access_token: 'a', token_type: 'Bearer', id_token: 'x' }),
    )
    const answer = await signIn(bench)
    expect([answer.status, await codeOf(answer)]).toEqual([502, 'ERR_SSO_TOKEN_UNBOUND'])
    const later = await dpop()
    later.model.changes = { token_type: 'Bearer' }
    later.clock.seconds = NOW + 400
    await expect(later.sso.accessToken(later.request())).rejects.toMatchObject({
      code: 'ERR_SSO_TOKEN_UNBOUND',
    })
  })
})

describe('tokens that are bound to a certificate', () => {
  test('are asked for, and used, over connections that show it, at the addresses for them', async () => {
    const shown: string[] = []
    const mutual = await createBench({
      tokens: {},
      binding: {
        by: 'certificate',
        fetch: async (url, init) => {
          shown.push(new URL(url).pathname)
          if (new URL(url).pathname !== '/mtls/token') return mutual.provider.fetch(url, init)
          return mutual.provider.fetch(`${ISSUER}/token`, init)
        },
      },
    })
    mutual.provider.metadata['mtls_endpoint_aliases'] = { token_endpoint: `${ISSUER}/mtls/token` }
    const jar = new Jar()
    expect((await signIn(mutual, jar)).status).toBe(303)
    expect(shown).toContain('/mtls/token')
    expect(shown).not.toContain('/token')
    const request = new Request(ORIGIN, { headers: { cookie: jar.header } })
    const token = await mutual.sso.accessToken(request)
    expect(token.scheme).toBe('Bearer')
    await token.fetch(`${ISSUER}/jwks`)
    expect(shown.at(-1)).toBe('/jwks')
  })

  test('attack: are not asked for elsewhere, whatever metadata say', async () => {
    const bench = await createBench({
      binding: { by: 'certificate', fetch: (url, init) => bench.provider.fetch(url, init) },
    })
    bench.provider.metadata['mtls_endpoint_aliases'] = { token_endpoint: 'https://evil.example/token' }
    const answer = await signIn(bench)
    expect(await codeOf(answer)).toBe('ERR_SSO_DISCOVERY_ENDPOINT')
    expect(bench.provider.asked).not.toContain('/token')
  })
})

describe('a binding', () => {
  test.each([
    [{ by: 'dpop', algorithm: 'RS256' }, 'binding'],
    [{ by: 'dpop', algorithm: 'SM2' }, 'binding: SM2 needs sm2'],
    [{ by: 'certificate' }, 'binding.fetch'],
    [{ by: 'none' }, 'binding'],
  ])('%j is refused at the start', async (binding, problem) => {
    await expect(createBench({ binding: binding as never })).rejects.toMatchObject({
      code: 'ERR_SSO_CONFIGURATION',
      facts: { problems: expect.stringContaining(problem) },
    })
  })
})
