import { CompactEncrypt, type CryptoKey, exportJWK, FlattenedEncrypt, generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import { explain, inspectUserInfo, type RelyingPartyOptions, type UserInfoOptions } from '../../src/index.ts'
import {
  assemble,
  CLIENT,
  codeOf,
  createBench,
  ISSUER,
  Jar,
  mint,
  NOW,
  ORIGIN,
  signIn,
} from '../hostile-provider.ts'
import { createTokenBench, type TokenBench } from './token-bench.ts'

const INFO = { sub: 'someone', name: '测试甲', phone_number: '000' }
const SIGNED = { ...INFO, iss: ISSUER, aud: CLIENT }
const HEADER = { alg: 'ES256', kid: 'k1' }
const sign = (change: Record<string, unknown> = {}, header: Record<string, unknown> = {}, key?: CryptoKey) =>
  mint({ ...SIGNED, ...change }, { ...HEADER, ...header }, key)

const json = (value: unknown) => Response.json(value)
const jwt = (text: string) => new Response(text, { headers: { 'content-type': 'application/jwt' } })

const encryption = await generateKeyPair('ECDH-ES+A256KW', { extractable: true })
const foreign = await generateKeyPair('ECDH-ES+A256KW', { extractable: true })
const encrypt = (text: string, header: Record<string, unknown> = {}, key = encryption.publicKey) =>
  new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'JWT', ...header })
    .encrypt(key)
const decryptionKey = await exportJWK(encryption.privateKey)

async function portal(
  userInfo: UserInfoOptions,
  answer: () => Response | Promise<Response>,
  more: Partial<RelyingPartyOptions> = {},
) {
  const bench = await createTokenBench({}, { userInfo, ...more })
  bench.provider.answers.set('/userinfo', answer)
  return bench
}
const ask = (bench: TokenBench) => bench.sso.userInfo(bench.request())

describe('user information', () => {
  test('is asked for with the access token, and told as it came', async () => {
    let fields = new Headers()
    const bench = await createTokenBench({}, { userInfo: { answers: 'plain' } })
    bench.provider.answers.set('/userinfo', () => json(INFO))
    expect(await ask(bench)).toEqual(INFO)
    const direct = await createBench({
      tokens: {},
      userInfo: { answers: 'plain' },
      fetch: async (url, init) => {
        if (url === `${ISSUER}/userinfo`) fields = new Headers(init?.headers)
        return url === `${ISSUER}/userinfo` ? json(INFO) : direct.provider.fetch(url, init)
      },
    })
    direct.provider.metadata['userinfo_endpoint'] = `${ISSUER}/userinfo`
    const jar = new Jar()
    await signIn(direct, jar)
    await direct.sso.userInfo(new Request(ORIGIN, { headers: { cookie: jar.header } }))
    expect(fields.get('authorization')).toBe('Bearer access')
  })

  test.each([
    ['signed', { answers: 'signed' }, async () => jwt(await sign())],
    ['signed, where plain would do', { answers: 'plain' }, async () => jwt(await sign())],
    [
      'signed and encrypted',
      { answers: 'signed', decryptionKey },
      async () => jwt(await encrypt(await sign())),
    ],
    [
      'encrypted, where plain would do',
      { answers: 'plain', decryptionKey },
      async () => jwt(await encrypt(JSON.stringify(INFO))),
    ],
  ] as const)('is taken %s', async (_, options, answer) => {
    expect(await ask(await portal(options, answer))).toMatchObject(INFO)
  })

  test('says which checks were made, in words for people', async () => {
    const answer = { contentType: 'application/json; charset=utf-8', body: JSON.stringify(INFO) }
    const report = await inspectUserInfo(answer, {
      answers: 'plain',
      sub: 'someone',
      issuer: ISSUER,
      clientId: CLIENT,
      algorithms: ['ES256'],
      keys: { find: async () => ({ code: 'ERR_SSO_KEY_UNKNOWN', facts: {} }) },
      now: NOW,
    })
    expect(report.verdict).toBe('passed')
    expect(report.checks.map(({ id, status }) => [id, status])).toEqual([
      ['user-info.encryption', 'skipped'],
      ['user-info.answer', 'passed'],
      ['user-info.subject', 'passed'],
    ])
    expect(explain(report, 'zh-CN')).toBe('2 项检查通过；未检查：用户信息：加密。')
  })
})

describe('user information at the sign-in', () => {
  const atSignIn = { answers: 'signed', atSignIn: true } as const

  async function signedIn(
    options: UserInfoOptions,
    info: Record<string, unknown>,
    claims: Record<string, unknown>,
  ) {
    const bench = await createBench({ userInfo: options })
    bench.provider.metadata['userinfo_endpoint'] = `${ISSUER}/userinfo`
    const { forge } = bench.provider
    bench.provider.forge = (own, header) => forge({ ...own, ...claims }, header)
    bench.provider.answers.set('/userinfo', async () =>
      options.answers === 'signed' ? jwt(await sign(info)) : json({ ...INFO, ...info }),
    )
    const jar = new Jar()
    const answer = await signIn(bench, jar)
    const session = await bench.sso.session(new Request(ORIGIN, { headers: { cookie: jar.header } }))
    return { answer, session }
  }

  test('gives names to those whose ID token has none', async () => {
    const { session } = await signedIn(atSignIn, {}, { name: undefined })
    expect(session?.user.subject).toMatchObject({ kind: 'natural-person', name: '测试甲' })
  })

  test('attack: takes the place of nothing that the ID token says', async () => {
    const { session } = await signedIn(
      atSignIn,
      { name: '别人', acr: 'level-4', sid: 'other' },
      { acr: 'level-3' },
    )
    expect(session?.user).toMatchObject({ level: 3, subject: { name: '测试甲' } })
  })

  test('attack: raises no level where the ID token says none', async () => {
    const { session } = await signedIn(atSignIn, { acr: 'level-4' }, { acr: undefined })
    expect(session?.user.level).toBe(0)
  })

  test('attack: about somebody else lets nobody in', async () => {
    const { answer, session } = await signedIn(atSignIn, { sub: 'somebody-else' }, {})
    expect([answer.status, await codeOf(answer), session]).toEqual([
      502,
      'ERR_SSO_USER_INFO_SUBJECT',
      undefined,
    ])
  })
})

describe('attack on user information: an answer', () => {
  const plain = { answers: 'plain' } as const
  const signed = { answers: 'signed' } as const
  const sealed = { answers: 'signed', decryptionKey } as const
  const attacks: [
    what: string,
    options: UserInfoOptions,
    answer: () => Response | Promise<Response>,
    code: string,
  ][] = [
    [
      'about somebody else',
      plain,
      () => json({ ...INFO, sub: 'somebody-else' }),
      'ERR_SSO_USER_INFO_SUBJECT',
    ],
    ['about nobody', plain, () => json({ name: '测试甲' }), 'ERR_SSO_USER_INFO_SUBJECT'],
    ['about a list of people', plain, () => json({ sub: ['someone'] }), 'ERR_SSO_USER_INFO_SUBJECT'],
    [
      'about two at once',
      plain,
      () => new Response('{"sub":"someone","sub":"x"}', { headers: { 'content-type': 'application/json' } }),
      'ERR_SSO_JSON_DUPLICATE',
    ],
    ['that is no object', plain, () => json([INFO]), 'ERR_SSO_JSON_SYNTAX'],
    [
      'that is HTML',
      plain,
      () => new Response(JSON.stringify(INFO), { headers: { 'content-type': 'text/html' } }),
      'ERR_SSO_USER_INFO',
    ],
    [
      'that leads elsewhere',
      plain,
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }),
      'ERR_SSO_USER_INFO',
    ],
    ['of ten megabytes', plain, () => json({ ...INFO, x: 'x'.repeat(10_000_000) }), 'ERR_SSO_FETCH_SIZE'],
    [
      'that was signed for somebody else, in another’s sign-in',
      plain,
      async () => jwt(await sign({ sub: 'somebody-else' })),
      'ERR_SSO_USER_INFO_SUBJECT',
    ],
    ['that is not signed, where it must be', signed, () => json(INFO), 'ERR_SSO_USER_INFO'],
    [
      'that says `none`',
      signed,
      () => jwt(assemble('{"alg":"none"}', JSON.stringify(SIGNED), '')),
      'ERR_SSO_TOKEN_ALGORITHM',
    ],
    [
      'with another signature',
      signed,
      async () => jwt(`${(await sign()).slice(0, -8)}AAAAAAAA`),
      'ERR_SSO_TOKEN_SIGNATURE',
    ],
    [
      'signed by somebody else',
      signed,
      async () => jwt(await sign({}, {}, (await generateKeyPair('ES256')).privateKey)),
      'ERR_SSO_TOKEN_SIGNATURE',
    ],
    [
      'of another issuer',
      signed,
      async () => jwt(await sign({ iss: 'https://op2.example' })),
      'ERR_SSO_TOKEN_ISSUER',
    ],
    ['of no issuer', signed, async () => jwt(await sign({ iss: undefined })), 'ERR_SSO_TOKEN_ISSUER'],
    ['for another client', signed, async () => jwt(await sign({ aud: 'other' })), 'ERR_SSO_TOKEN_AUDIENCE'],
    ['for nobody', signed, async () => jwt(await sign({ aud: undefined })), 'ERR_SSO_TOKEN_AUDIENCE'],
    ['that is over', signed, async () => jwt(await sign({ exp: NOW - 60 })), 'ERR_SSO_TOKEN_EXPIRED'],
    ['that is not yet', signed, async () => jwt(await sign({ nbf: NOW + 60 })), 'ERR_SSO_TOKEN_EARLY'],
    ['that is old', signed, async () => jwt(await sign({ iat: NOW - 3600 })), 'ERR_SSO_TOKEN_ISSUED_AT'],
    [
      'that is an access token',
      signed,
      async () => jwt(await sign({}, { typ: 'at+jwt' })),
      'ERR_SSO_TOKEN_TYPE',
    ],
    [
      'that is a logout token',
      signed,
      async () => jwt(await sign({}, { typ: 'logout+jwt' })),
      'ERR_SSO_TOKEN_TYPE',
    ],
    ['that is not encrypted, where it must be', sealed, async () => jwt(await sign()), 'ERR_SSO_USER_INFO'],
    [
      'that is plain, where it must be encrypted',
      { ...plain, decryptionKey },
      () => json(INFO),
      'ERR_SSO_USER_INFO',
    ],
    [
      'that is encrypted, for which there is no key',
      signed,
      async () => jwt(await encrypt(await sign())),
      'ERR_SSO_USER_INFO',
    ],
    [
      'that anybody could have encrypted, unsigned',
      sealed,
      async () => jwt(await encrypt(JSON.stringify(INFO))),
      'ERR_SSO_USER_INFO',
    ],
    [
      'encrypted and signed by somebody else',
      sealed,
      async () => jwt(await encrypt(await sign({}, {}, (await generateKeyPair('ES256')).privateKey))),
      'ERR_SSO_TOKEN_SIGNATURE',
    ],
    [
      'encrypted for another key',
      sealed,
      async () => jwt(await encrypt(await sign(), {}, foreign.publicKey)),
      'ERR_SSO_USER_INFO',
    ],
    [
      'in three envelopes',
      sealed,
      async () => jwt(await encrypt(await encrypt(await sign()))),
      'ERR_SSO_TOKEN_FORM',
    ],
    [
      'in an envelope with white space',
      sealed,
      async () => jwt(`${await encrypt(await sign())} `),
      'ERR_SSO_USER_INFO',
    ],
    [
      'in an envelope of 150,000 characters',
      sealed,
      async () => jwt(await encrypt('x'.repeat(110_000))),
      'ERR_SSO_USER_INFO',
    ],
  ]
  test.each(attacks)('%s is not taken', async (_, options, answer, code) => {
    await expect(ask(await portal(options, answer))).rejects.toMatchObject({ code })
  })

  /** An envelope whose header says what it should not; the rest is as it would be. */
  async function enveloped(change: Record<string, unknown>): Promise<string> {
    const parts = (await encrypt(await sign())).split('.')
    const header = JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString())
    parts[0] = Buffer.from(JSON.stringify({ ...header, ...change })).toString('base64url')
    return parts.join('.')
  }
  test.each([
    ['is packed, and may be a bomb', { zip: 'DEF' }],
    ['demands what is not understood', { crit: ['exp'], exp: 1 }],
    [
      'is made by a password with a billion rounds',
      { alg: 'PBES2-HS256+A128KW', p2c: 1e9, p2s: 'AAAAAAAAAAA' },
    ],
    ['is made by a shared secret', { alg: 'dir' }],
    ['is made by RSA1_5', { alg: 'RSA1_5' }],
  ])('in an envelope that %s is not opened', async (_, change) => {
    const start = performance.now()
    const bench = await portal(sealed, async () => jwt(await enveloped(change)))
    await expect(ask(bench)).rejects.toMatchObject({ code: 'ERR_SSO_USER_INFO' })
    expect(performance.now() - start).toBeLessThan(5000)
  })

  test('in an envelope that was made with `zip` is not opened either', async () => {
    const flattened = new FlattenedEncrypt(new TextEncoder().encode(await sign())).setProtectedHeader({
      alg: 'ECDH-ES+A256KW',
      enc: 'A256GCM',
      zip: 'DEF',
    })
    const {
      protected: header,
      encrypted_key,
      iv,
      ciphertext,
      tag,
    } = await flattened.encrypt(encryption.publicKey)
    const bench = await portal(sealed, () => jwt([header, encrypted_key, iv, ciphertext, tag].join('.')))
    const refusal = { code: 'ERR_SSO_USER_INFO', facts: { reason: 'header of the JWE' } }
    await expect(ask(bench)).rejects.toMatchObject(refusal)
  })

  test.each([401, 403, 500])('of %i says so, and the session goes on', async (status) => {
    const bench = await portal(plain, () => new Response(null, { status }))
    const refusal = { code: 'ERR_SSO_USER_INFO', facts: { reason: `HTTP ${status} without a body` } }
    await expect(ask(bench)).rejects.toMatchObject(refusal)
    expect(await bench.sso.session(bench.request())).toBeDefined()
  })
})

describe('the UserInfo endpoint', () => {
  test('attack: lies where the issuer is, or is not asked', async () => {
    const bench = await createBench({ tokens: {}, userInfo: { answers: 'plain' } })
    bench.provider.metadata['userinfo_endpoint'] = 'https://evil.example/userinfo'
    bench.provider.answers.set('/userinfo', () => json(INFO))
    const jar = new Jar()
    await signIn(bench, jar)
    const request = new Request(ORIGIN, { headers: { cookie: jar.header } })
    await expect(bench.sso.userInfo(request)).rejects.toMatchObject({ code: 'ERR_SSO_DISCOVERY_ENDPOINT' })
    expect(bench.provider.asked).not.toContain('/userinfo')
  })

  test('is not asked where it was not set up, nor where there is none', async () => {
    const bench = await createTokenBench()
    await expect(ask(bench)).rejects.toMatchObject({ code: 'ERR_SSO_USER_INFO' })
    const without = await createBench({ tokens: {}, userInfo: { answers: 'plain' } })
    delete without.provider.metadata['userinfo_endpoint']
    const jar = new Jar()
    await signIn(without, jar)
    const request = new Request(ORIGIN, { headers: { cookie: jar.header } })
    await expect(without.sso.userInfo(request)).rejects.toMatchObject({ code: 'ERR_SSO_DISCOVERY_ENDPOINT' })
  })
})
