import { createPrivateKey, createSigner } from '@xinyin/core'
import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { createRelyingParty, memoryStore, type RelyingPartyOptions } from '../../src/index.ts'
import { REFERENCE, taken } from '../authorize/pushing.ts'
import { codeOf, get, ISSUER, Jar, keyPair, mint, ORIGIN } from '../hostile-provider.ts'
import { answersWithType, createProfileBench, PROMISES } from './profile-bench.ts'

describe('the FAPI 2.0 profile', () => {
  test('signs in by a pushed request, with bound tokens', async () => {
    const bench = await createProfileBench()
    const jar = new Jar()
    const location = new URL((await get(bench, '/login', jar)).headers.get('location') ?? '')
    expect(Object.fromEntries(location.searchParams)).toEqual({ client_id: 'portal', request_uri: REFERENCE })
    const asked = bench.pushed[0] ?? new URLSearchParams()
    bench.provider.nonce = asked.get('nonce') ?? ''
    answersWithType(bench, 'DPoP')
    const answer = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    expect((await get(bench, `/callback?${answer}`, jar)).status).toBe(303)
    expect(bench.errors).toEqual([])
  })

  const missing: [name: string, change: Record<string, unknown>][] = [
    ['pushed_authorization_request_endpoint', { pushed_authorization_request_endpoint: undefined }],
    [
      'authorization_response_iss_parameter_supported',
      { authorization_response_iss_parameter_supported: false },
    ],
    ['code_challenge_methods_supported', { code_challenge_methods_supported: ['plain'] }],
    ['code_challenge_methods_supported', { code_challenge_methods_supported: undefined }],
    [
      'token_endpoint_auth_methods_supported',
      { token_endpoint_auth_methods_supported: ['client_secret_basic'] },
    ],
    ['token_endpoint_auth_methods_supported', { token_endpoint_auth_methods_supported: undefined }],
    [
      'token_endpoint_auth_signing_alg_values_supported',
      { token_endpoint_auth_signing_alg_values_supported: ['PS256'] },
    ],
    ['id_token_signing_alg_values_supported', { id_token_signing_alg_values_supported: ['RS256'] }],
    ['dpop_signing_alg_values_supported', { dpop_signing_alg_values_supported: undefined }],
    ['dpop_signing_alg_values_supported', { dpop_signing_alg_values_supported: ['RS256'] }],
  ]
  test.each(missing)('attack: a provider without a promise is sent nobody: %s', async (name, change) => {
    const bench = await createProfileBench()
    Object.assign(bench.provider.metadata, change)
    const response = await get(bench, '/login')
    expect(response.status).toBe(502)
    expect(await codeOf(response)).toBe('ERR_SSO_PROFILE')
    expect(bench.errors).toMatchObject([
      { facts: { problems: expect.stringMatching(new RegExp(`^${name} `)) } },
    ])
    expect(bench.pushed).toEqual([])
  })

  test('names everything that a provider lacks', async () => {
    const bench = await createProfileBench()
    const nothing = Object.keys(PROMISES).map((name) => [name, undefined])
    Object.assign(bench.provider.metadata, Object.fromEntries(nothing))
    await get(bench, '/login')
    const [error] = bench.errors as { facts: { problems: string } }[]
    expect(error?.facts.problems.split('; ')).toHaveLength(6)
  })

  test('needs no iss beside answers that are signed', async () => {
    const bench = await createProfileBench({ signedResponses: true })
    bench.provider.metadata['authorization_response_iss_parameter_supported'] = undefined
    expect((await get(bench, '/login')).status).toBe(303)
    expect(bench.pushed[0]?.get('response_mode')).toBe('jwt')
  })

  test('takes a provider that binds by certificates', async () => {
    const binding = { by: 'certificate', fetch: globalThis.fetch } as const
    const asked: string[] = []
    const network = async (url: string, init?: RequestInit) => {
      asked.push(url)
      return url.endsWith('/par') ? taken() : bench.provider.fetch(url, init)
    }
    const bench = await createProfileBench({ binding: { ...binding, fetch: network } })
    expect(await codeOf(await get(bench, '/login'))).toBe('ERR_SSO_PROFILE')
    Object.assign(bench.provider.metadata, {
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: { pushed_authorization_request_endpoint: `${ISSUER}/tls/par` },
    })
    expect((await get(bench, '/login')).status).toBe(303)
    expect(asked).toContain(`${ISSUER}/tls/par`)
  })

  test.each<[string, string, () => Response]>([
    [
      'a reference that lasts ten minutes',
      'ERR_SSO_REQUEST_RESPONSE',
      () => taken({ request_uri: REFERENCE, expires_in: 600 }),
    ],
    ['no reference', 'ERR_SSO_REQUEST_REFUSED', () => Response.json({ error: 'x' }, { status: 400 })],
  ])('attack: %s leads to no weaker way', async (_, code, answer) => {
    const bench = await createProfileBench({}, answer)
    const response = await get(bench, '/login')
    expect(response.headers.get('location')).toBeNull()
    expect(await codeOf(response)).toBe(code)
  })

  async function finish(
    bench: Awaited<ReturnType<typeof createProfileBench>>,
    answer: Record<string, string>,
  ) {
    const jar = new Jar()
    await get(bench, '/login', jar)
    const asked = bench.pushed[0] ?? new URLSearchParams()
    bench.provider.nonce = asked.get('nonce') ?? ''
    const parameters = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', ...answer })
    const response = await get(bench, `/callback?${parameters}`, jar)
    expect(jar.cookies.size).toBe(0)
    return codeOf(response)
  }

  test('attack: an answer without iss', async () => {
    expect(await finish(await createProfileBench(), {})).toBe('ERR_SSO_RESPONSE_ISSUER')
  })

  test('attack: a token for whoever bears it (downgrade)', async () => {
    const bench = await createProfileBench()
    expect(await finish(bench, { iss: ISSUER })).toBe('ERR_SSO_TOKEN_UNBOUND')
  })

  test('attack: an ID token signed by an algorithm that is not the profile’s', async () => {
    const bench = await createProfileBench()
    bench.provider.forge = (claims, header) => mint(claims, { ...header, alg: 'RS256' })
    answersWithType(bench, 'DPoP')
    expect(await finish(bench, { iss: ISSUER })).toBe('ERR_SSO_TOKEN_ALGORITHM')
  })
})

describe('a configuration of the FAPI 2.0 profile', () => {
  const configure = async (change: Partial<RelyingPartyOptions>) => {
    const clientKey = await exportJWK((await keyPair('ES256', 'client')).privateKey)
    const options: RelyingPartyOptions = {
      issuer: ISSUER,
      clientId: 'portal',
      clientKey,
      origin: ORIGIN,
      store: memoryStore(),
      profile: 'fapi2',
      binding: { by: 'dpop' },
      ...change,
    }
    return () => createRelyingParty(options)
  }
  const unset = (name: keyof RelyingPartyOptions) => ({ [name]: undefined }) as Partial<RelyingPartyOptions>

  test.each<[string, Partial<RelyingPartyOptions>]>([
    ['DPoP', {}],
    ['DPoP by Ed25519', { binding: { by: 'dpop', algorithm: 'EdDSA' } }],
    ['certificates', { binding: { by: 'certificate', fetch: globalThis.fetch } }],
    ['fewer algorithms', { algorithms: ['PS256'] }],
  ])('with %s is taken', async (_, change) => {
    expect(await configure(change)).not.toThrow()
  })

  const sm2 = { alg: 'SM2SM3', encoding: 'DER', crv: 'SM2' } as const
  test.each<[string, RegExp, () => Promise<Partial<RelyingPartyOptions>>]>([
    ['unbound tokens', /binding: the profile fapi2 needs/, async () => unset('binding')],
    [
      'other algorithms',
      /algorithms: the profile fapi2 takes/,
      async () => ({ algorithms: ['ES256', 'RS256'] }),
    ],
    [
      'requests through the browser',
      /pushedRequests: the profile fapi2/,
      async () => ({ pushedRequests: false }),
    ],
    ['SM2', /sm2: the profile fapi2/, async () => ({ sm2 })],
    [
      'proofs by SM2',
      /binding\.algorithm: the profile fapi2 takes/,
      async () => ({ sm2, binding: { by: 'dpop', algorithm: 'SM2' } }),
    ],
    [
      'a key for RS256',
      /clientKey: the profile fapi2 takes PS256, ES256 or EdDSA, not RS256/,
      async () => ({
        clientKey: { ...(await exportJWK((await keyPair('RS256', 'client')).privateKey)), alg: 'RS256' },
      }),
    ],
    [
      'a signer on P-384',
      /signer: the profile fapi2 takes PS256, ES256 or EdDSA, not ES384/,
      async () => ({ ...unset('clientKey'), signer: createSigner(await createPrivateKey('P-384')) }),
    ],
  ])('with %s is refused', async (_, problem, change) => {
    expect(await configure(await change())).toThrowError(problem)
  })

  test('has all that is wrong with it named at once', async () => {
    const change = { ...unset('binding'), algorithms: ['RS256'], pushedRequests: false, clientId: '' }
    expect(await configure(change)).toThrowError(
      /clientId: .*; binding: .*; algorithms: .*; pushedRequests: /,
    )
  })
})
