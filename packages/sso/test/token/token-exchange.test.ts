import { describe, expect, test } from 'vitest'
import { NOW, post } from '../hostile-provider.ts'
import { createTokenBench } from './token-bench.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'
const exchanges = ({ asked }: { asked: { form: URLSearchParams }[] }) =>
  asked.filter(({ form }) => form.get('grant_type') === GRANT).map(({ form }) => form)

describe('a token that the one of the sign-in is exchanged for', () => {
  test('is asked for as RFC 8693 has it', async () => {
    const bench = await createTokenBench()
    const use = { audience: 'permits', resource: 'https://permits.example/', scope: 'read' }
    const token = await bench.sso.exchangeToken(bench.request(), use)
    expect(token.value).toBe(bench.model.given[1])
    const [form] = exchanges(bench.model)
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      ...use,
      subject_token: bench.model.given[0],
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      client_assertion: expect.any(String),
    })
  })

  test('is asked for once for each audience and scope, by all processes', async () => {
    const bench = await createTokenBench()
    const other = await bench.other()
    const uses = [{ audience: 'a' }, { audience: 'b' }, { audience: 'a', scope: 'x' }]
    const calls = [bench, other, bench].flatMap(({ sso }) =>
      uses.map((use) => sso.exchangeToken(bench.request(), use)),
    )
    const values = (await Promise.all(calls)).map(({ value }) => value)
    expect(new Set(values).size).toBe(3)
    expect(values.slice(0, 3)).toEqual(values.slice(3, 6))
    expect(exchanges(bench.model)).toHaveLength(3)
  })

  test('is got anew towards its end, for the token that the session then has', async () => {
    const bench = await createTokenBench()
    const first = await bench.sso.exchangeToken(bench.request(), { audience: 'a' })
    bench.clock.seconds = NOW + 400
    const second = await bench.sso.exchangeToken(bench.request(), { audience: 'a' })
    expect(second.value).not.toBe(first.value)
    expect(exchanges(bench.model).at(-1)?.get('subject_token')).toBe(bench.model.given[2])
  })

  test('is used to its end while the provider is out, though that of the sign-in is over', async () => {
    const bench = await createTokenBench()
    bench.model.rules.lifetime = 600
    const first = await bench.sso.exchangeToken(bench.request(), { audience: 'a' })
    bench.model.gate = () => new Response(null, { status: 503 })
    bench.clock.seconds = NOW + 550
    const second = await bench.sso.exchangeToken(bench.request(), { audience: 'a' })
    expect(second.value).toBe(first.value)
    bench.clock.seconds = NOW + 600
    await expect(bench.sso.exchangeToken(bench.request(), { audience: 'a' })).rejects.toMatchObject({
      code: 'ERR_SSO_TOKEN_RESPONSE',
    })
  })

  test('leaves the refresh token of the session as it is', async () => {
    const bench = await createTokenBench()
    bench.model.changes = { refresh_token: 'refresh of the exchange' }
    await bench.sso.exchangeToken(bench.request(), { audience: 'a' })
    bench.model.changes = {}
    bench.clock.seconds = NOW + 400
    await bench.sso.accessToken(bench.request())
    expect(bench.model.asked.at(-1)?.form.get('refresh_token')).toBe('refresh 1')
  })

  test('is of one user: another with the same audience gets their own', async () => {
    const bench = await createTokenBench()
    const neighbour = await createTokenBench({}, { store: bench.store })
    const mine = await bench.sso.exchangeToken(bench.request(), { audience: 'a' })
    const theirs = await neighbour.sso.exchangeToken(neighbour.request(), { audience: 'a' })
    expect(exchanges(neighbour.model)).toHaveLength(1)
    expect([mine.value, theirs.value]).toEqual([bench.model.given.at(-1), neighbour.model.given.at(-1)])
  })

  test('ends with the session, at a logout here or at the provider', async () => {
    const bench = await createTokenBench()
    const request = bench.request()
    await bench.sso.exchangeToken(request, { audience: 'a' })
    await post(bench, '/logout', {}, bench.jar)
    const over = { code: 'ERR_SSO_SIGNED_OUT' }
    await expect(bench.sso.exchangeToken(request, { audience: 'a' })).rejects.toMatchObject(over)
    const other = await createTokenBench()
    await other.sso.exchangeToken(other.request(), { audience: 'a' })
    await other.store.destroyBySub('https://op.example', 'someone', NOW, NOW + 900)
    await expect(other.sso.exchangeToken(other.request(), { audience: 'a' })).rejects.toMatchObject(over)
  })

  test('for nothing in particular is a mistake of the caller', async () => {
    const bench = await createTokenBench()
    await expect(bench.sso.exchangeToken(bench.request(), {})).rejects.toThrow(/^use: expected/)
    await expect(bench.sso.exchangeToken(bench.request(), { audience: 'a\nb' })).rejects.toThrow(
      /^audience: expected/,
    )
  })
})

describe('attack on an exchange: an answer', () => {
  test.each([
    [
      'with an ID token',
      { issued_token_type: 'urn:ietf:params:oauth:token-type:id_token' },
      'ERR_SSO_TOKEN_ISSUED_TYPE',
    ],
    [
      'with a refresh token',
      { issued_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
      'ERR_SSO_TOKEN_ISSUED_TYPE',
    ],
    ['with who knows what', { issued_token_type: null }, 'ERR_SSO_TOKEN_ISSUED_TYPE'],
    ['with what is no access token (N_A)', { token_type: 'N_A' }, 'ERR_SSO_TOKEN_UNBOUND'],
    ['bound to a key that nobody has', { token_type: 'DPoP' }, 'ERR_SSO_TOKEN_UNBOUND'],
  ])('%s is not taken, and the session goes on', async (_, changes, code) => {
    const bench = await createTokenBench()
    bench.model.changes = changes
    await expect(bench.sso.exchangeToken(bench.request(), { audience: 'a' })).rejects.toMatchObject({ code })
    expect(await bench.sso.session(bench.request())).toBeDefined()
  })

  test('that refuses says so, and the session goes on', async () => {
    const bench = await createTokenBench()
    bench.model.spoil = () => Response.json({ error: 'invalid_grant' }, { status: 400 })
    const refusal = { code: 'ERR_SSO_TOKEN_REFUSED', facts: { error: 'invalid_grant' } }
    await expect(bench.sso.exchangeToken(bench.request(), { audience: 'a' })).rejects.toMatchObject(refusal)
    expect(await bench.sso.session(bench.request())).toBeDefined()
  })
})
