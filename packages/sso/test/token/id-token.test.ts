import { decidingCheck, encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { createKeySource, explain, inspectIdToken, verifyIdToken } from '../../src/index.ts'
import {
  CLIENT,
  type Claims,
  goodClaims,
  type Header,
  ISSUER,
  keyPair,
  mint,
  NOW,
  publicJwk,
} from '../hostile-provider.ts'

const header: Header = { alg: 'ES256', kid: 'k1' }
const good = goodClaims('nonce')

const TRUSTED = 'trusted'

async function expectations(keys?: unknown[], algorithms = ['ES256', 'PS256', 'EdDSA', 'RS256']) {
  const set = { keys: keys ?? [await publicJwk('ES256', 'k1')] }
  const source = createKeySource(
    async () => `${ISSUER}/jwks`,
    async () => Response.json(set),
    () => new Date(NOW * 1000),
  )
  return {
    issuer: ISSUER,
    clientId: CLIENT,
    trustedAudiences: [TRUSTED],
    algorithms,
    keys: source,
    now: NOW,
    nonce: 'nonce',
    accessToken: 'access',
  }
}

async function inspect(token: string, keys?: unknown[], algorithms?: string[]) {
  return inspectIdToken(token, await expectations(keys, algorithms))
}

async function halfHash(hash: string, text: string) {
  const digest = new Uint8Array(await crypto.subtle.digest(hash, encodeUtf8(text) as BufferSource))
  return encodeBase64Url(digest.subarray(0, digest.length / 2))
}

/** Claims without some, or with others. */
function but(change: Claims): Claims {
  return Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined))
}

describe('an ID token that is right', () => {
  test.each(['ES256', 'PS256', 'EdDSA', 'RS256'])('signed with %s passes every check', async (alg) => {
    const report = await inspect(await mint(good, { alg, kid: 'k' }), [await publicJwk(alg, 'k')])
    expect(report.verdict).toBe('passed')
    expect(report.checks.map(({ status }) => status)).toEqual(Array(16).fill('passed'))
    expect(explain(report, 'en')).toBe('16 checks passed.')
  })

  test.each<[string, Claims]>([
    [
      'with us beside an audience that we trust, and as authorized party',
      { aud: [TRUSTED, CLIENT], azp: CLIENT },
    ],
    ['with us alone, in a list', { aud: [CLIENT] }],
    ['with us alone, twice in a list', { aud: [CLIENT, CLIENT] }],
    ['with the hash of the access token', { at_hash: 'right' }],
    ['issued half a minute ahead of our clock', { iat: NOW + 30 }],
    ['issued ten minutes ago', { iat: NOW - 600 }],
    ['expired within the skew of clocks', { exp: NOW - 29 }],
    ['valid from now on', { nbf: NOW + 30 }],
    ['with a session', { sid: 'x'.repeat(255) }],
    ['with nothing as session', { sid: null }],
  ])('%s passes', async (_, change) => {
    const hash = 'at_hash' in change ? { at_hash: await halfHash('SHA-256', 'access') } : {}
    const report = await inspect(await mint(but({ ...change, ...hash }), header))
    expect(report.verdict).toBe('passed')
  })

  test('with an Ed25519 signature has its access token hashed with SHA-512', async () => {
    const claims = but({ at_hash: await halfHash('SHA-512', 'access') })
    const report = await inspect(await mint(claims, { alg: 'EdDSA', kid: 'k' }), [
      await publicJwk('EdDSA', 'k'),
    ])
    expect(report.verdict).toBe('passed')
  })

  test.each([
    ['EdDSA', 'EdDSA'],
    ['EdDSA', 'Ed25519'],
    ['Ed25519', 'EdDSA'],
    ['Ed25519', 'Ed25519'],
  ])('signed with %s passes with a key that is published for %s', async (alg, published) => {
    const token = await mint(good, { alg, kid: 'k' }, (await keyPair('EdDSA')).privateKey)
    const report = await inspect(token, [{ ...(await publicJwk('EdDSA', 'k')), alg: published }], [alg])
    expect(report.verdict).toBe('passed')
  })

  test('needs no key id when one key fits', async () => {
    const report = await inspect(await mint(good, { alg: 'ES256' }), [
      await publicJwk('ES256', 'k1'),
      await publicJwk('RS256', 'k2'),
    ])
    expect(report.verdict).toBe('passed')
  })
})

const claimAttacks: [name: string, check: string, code: string, change: Claims][] = [
  ['no issuer', 'issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: undefined }],
  ['another issuer', 'issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: 'https://evil.example' }],
  ['the issuer with a slash', 'issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: `${ISSUER}/` }],
  ['the issuer in capitals', 'issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: 'https://OP.example' }],
  ['the issuer in a list', 'issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: [ISSUER] }],
  ['no subject', 'subject', 'ERR_SSO_TOKEN_SUBJECT', { sub: undefined }],
  ['an empty subject', 'subject', 'ERR_SSO_TOKEN_SUBJECT', { sub: '' }],
  ['a number as subject', 'subject', 'ERR_SSO_TOKEN_SUBJECT', { sub: 1 }],
  ['a subject without end', 'subject', 'ERR_SSO_TOKEN_SUBJECT', { sub: 'x'.repeat(256) }],
  ['an empty session', 'session', 'ERR_SSO_TOKEN_SESSION', { sid: '' }],
  ['a number as session', 'session', 'ERR_SSO_TOKEN_SESSION', { sid: 1 }],
  ['sessions in a list', 'session', 'ERR_SSO_TOKEN_SESSION', { sid: ['a', 'b'] }],
  ['a session without end', 'session', 'ERR_SSO_TOKEN_SESSION', { sid: 'x'.repeat(256) }],
  ['no audience', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: undefined }],
  ['the audience of a sibling portal', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: 'portal-b' }],
  ['our name as part of another', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: `${CLIENT} x` }],
  ['no audience in a list', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: [] }],
  ['an audience in a list in a list', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: [[CLIENT]] }],
  [
    'something else beside our name',
    'audience',
    'ERR_SSO_TOKEN_AUDIENCE',
    { aud: [CLIENT, {}], azp: CLIENT },
  ],
  [
    'a sibling portal beside us as audience',
    'audience',
    'ERR_SSO_TOKEN_AUDIENCE_OTHERS',
    { aud: [CLIENT, 'portal-b'], azp: CLIENT },
  ],
  [
    'a sibling portal beside one that is trusted',
    'audience',
    'ERR_SSO_TOKEN_AUDIENCE_OTHERS',
    { aud: [TRUSTED, CLIENT, 'portal-b'], azp: CLIENT },
  ],
  [
    'an audience that only looks like one that is trusted',
    'audience',
    'ERR_SSO_TOKEN_AUDIENCE_OTHERS',
    { aud: [CLIENT, 'Trusted'], azp: CLIENT },
  ],
  [
    'the issuer beside us as audience',
    'audience',
    'ERR_SSO_TOKEN_AUDIENCE_OTHERS',
    { aud: [CLIENT, ISSUER], azp: CLIENT },
  ],
  [
    'an empty audience beside us',
    'audience',
    'ERR_SSO_TOKEN_AUDIENCE_OTHERS',
    { aud: [CLIENT, ''], azp: CLIENT },
  ],
  ['a trusted audience without us', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: TRUSTED }],
  ['several audiences and no party', 'authorized-party', 'ERR_SSO_TOKEN_PARTY', { aud: [CLIENT, TRUSTED] }],
  [
    'another party with several audiences',
    'authorized-party',
    'ERR_SSO_TOKEN_PARTY',
    { aud: [CLIENT, TRUSTED], azp: TRUSTED },
  ],
  ['an empty party', 'authorized-party', 'ERR_SSO_TOKEN_PARTY', { azp: '' }],
  ['another party with one audience', 'authorized-party', 'ERR_SSO_TOKEN_PARTY', { azp: 'other' }],
  ['a party that is null', 'authorized-party', 'ERR_SSO_TOKEN_PARTY', { azp: null }],
  ['no expiry', 'expiry', 'ERR_SSO_TOKEN_TIME', { exp: undefined }],
  ['an expiry in the past', 'expiry', 'ERR_SSO_TOKEN_EXPIRED', { exp: NOW - 30 }],
  ['an expiry as text', 'expiry', 'ERR_SSO_TOKEN_TIME', { exp: `${NOW + 300}` }],
  ['an expiry beyond all time', 'expiry', 'ERR_SSO_TOKEN_TIME', { exp: 1e300 }],
  ['a negative expiry', 'expiry', 'ERR_SSO_TOKEN_TIME', { exp: -1 }],
  ['a start in the future', 'not-before', 'ERR_SSO_TOKEN_EARLY', { nbf: NOW + 31 }],
  ['a start as text', 'not-before', 'ERR_SSO_TOKEN_TIME', { nbf: 'now' }],
  ['no time of issue', 'issued-at', 'ERR_SSO_TOKEN_TIME', { iat: undefined }],
  ['a time of issue one day ahead', 'issued-at', 'ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW + 86_400 }],
  ['a time of issue just too far ahead', 'issued-at', 'ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW + 31 }],
  ['a time of issue 30 days ago', 'issued-at', 'ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW - 2_592_000 }],
  ['a time of issue just too long ago', 'issued-at', 'ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW - 601 }],
  ['no nonce', 'nonce', 'ERR_SSO_TOKEN_NONCE', { nonce: undefined }],
  ['the nonce of another sign-in', 'nonce', 'ERR_SSO_TOKEN_NONCE', { nonce: 'other' }],
  ['the nonce in a list', 'nonce', 'ERR_SSO_TOKEN_NONCE', { nonce: ['nonce'] }],
  [
    'the hash of another access token',
    'access-token',
    'ERR_SSO_TOKEN_ACCESS_HASH',
    { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' },
  ],
  ['a number as hash', 'access-token', 'ERR_SSO_TOKEN_ACCESS_HASH', { at_hash: 0 }],
]

const headerAttacks: [name: string, check: string, code: string, forge: () => Promise<string>][] = [
  [
    'the type of a logout token',
    'type',
    'ERR_SSO_TOKEN_TYPE',
    () => mint(good, { ...header, typ: 'logout+jwt' }),
  ],
  [
    'the type of an access token',
    'type',
    'ERR_SSO_TOKEN_TYPE',
    () => mint(good, { ...header, typ: 'at+jwt' }),
  ],
  [
    'the long type of an access token',
    'type',
    'ERR_SSO_TOKEN_TYPE',
    () => mint(good, { ...header, typ: 'application/AT+JWT' }),
  ],
  ['a type of DPoP', 'type', 'ERR_SSO_TOKEN_TYPE', () => mint(good, { ...header, typ: 'dpop+jwt' })],
  [
    'an algorithm that is not allowed',
    'algorithm',
    'ERR_SSO_TOKEN_ALGORITHM',
    () => mint(good, { alg: 'ES384', kid: 'k1' }),
  ],
  [
    'an HMAC with the public key',
    'algorithm',
    'ERR_SSO_TOKEN_ALGORITHM',
    async () =>
      mint(good, { alg: 'HS256', kid: 'k1' }, encodeUtf8(JSON.stringify(await publicJwk('ES256', 'k1')))),
  ],
  [
    'no algorithm',
    'algorithm',
    'ERR_SSO_TOKEN_ALGORITHM',
    async () =>
      `${encodeBase64Url(encodeUtf8('{"alg":"none"}'))}.${encodeBase64Url(encodeUtf8(JSON.stringify(good)))}.`,
  ],
  [
    'a key id that is a path',
    'key',
    'ERR_SSO_KEY_UNKNOWN',
    () => mint(good, { ...header, kid: '../../dev/null' }),
  ],
  [
    'an algorithm that the key is not for',
    'key',
    'ERR_SSO_KEY_UNKNOWN',
    () => mint(good, { alg: 'RS256', kid: 'k1' }),
  ],
  [
    'the signature of another key',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () => mint(good, header, (await keyPair('ES256', 'evil')).privateKey),
  ],
  [
    'a key of its own (jwk)',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () =>
      mint(
        good,
        { ...header, jwk: await publicJwk('ES256', 'k1', 'evil') },
        (await keyPair('ES256', 'evil')).privateKey,
      ),
  ],
  [
    'an address of keys (jku)',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () =>
      mint(
        good,
        { ...header, jku: 'https://evil.example/jwks' },
        (await keyPair('ES256', 'evil')).privateKey,
      ),
  ],
  [
    'a certificate of its own (x5c)',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () => mint(good, { ...header, x5c: ['MIIB'] }, (await keyPair('ES256', 'evil')).privateKey),
  ],
  [
    'an address of a certificate (x5u)',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () =>
      mint(good, { ...header, x5u: 'https://evil.example/x' }, (await keyPair('ES256', 'evil')).privateKey),
  ],
  [
    'claims changed after signing',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () => {
      const [head, , signature] = (await mint(good, header)).split('.')
      return `${head}.${encodeBase64Url(encodeUtf8(JSON.stringify({ ...good, sub: 'other' })))}.${signature}`
    },
  ],
  [
    'half a signature',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () => (await mint(good, header)).slice(0, -46),
  ],
  [
    'an extension that it calls critical',
    'form',
    'ERR_SSO_TOKEN_CRITICAL',
    () => mint(good, { ...header, crit: ['exp'], exp: 1 }),
  ],
  ['a padded signature', 'form', 'ERR_SSO_TOKEN_FORM', async () => `${await mint(good, header)}==`],
  [
    'a line break in the signature',
    'form',
    'ERR_SSO_TOKEN_FORM',
    async () => `${await mint(good, header)}\n`,
  ],
  [
    'a claim twice',
    'form',
    'ERR_SSO_JSON_DUPLICATE',
    () => mint(JSON.stringify(good).replace('{', '{"sub":"other",'), header),
  ],
  [
    'a claim twice, once in escapes',
    'form',
    'ERR_SSO_JSON_DUPLICATE',
    () => mint(JSON.stringify(good).replace('{', '{"s\\u0075b":"other",'), header),
  ],
]

describe('an ID token that is forged fails for exactly one check', () => {
  async function expectOnly(token: string, check: string, code: string) {
    const report = await inspect(token)
    const wrong = report.checks.filter(({ status }) => status !== 'passed' && status !== 'skipped')
    expect(wrong.map(({ id, code: found }) => [id, found])).toEqual([[`id-token.${check}`, code]])
    expect(report.verdict).toBe('failed')
    await expect(verifyIdToken(token, await expectations())).rejects.toMatchObject({ code })
    for (const language of ['en', 'zh-CN'] as const) expect(explain(report, language)).not.toMatch(/ERR_|\{/)
  }

  test.each(claimAttacks)('%s: %s', async (_, check, code, change) => {
    await expectOnly(await mint(but(change), header), check, code)
  })

  test.each(headerAttacks)('%s: %s', async (_, check, code, forge) => {
    await expectOnly(await forge(), check, code)
  })
})

test('an ID token that vouches for an access token fails when none came', async () => {
  const token = await mint(but({ at_hash: await halfHash('SHA-256', '') }), header)
  const report = await inspectIdToken(token, { ...(await expectations()), accessToken: undefined })
  const wrong = report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id)
  expect(wrong).toEqual(['id-token.access-token'])
})

test('attack: an algorithm named as what every object has is refused by its check, and throws nothing', async () => {
  const part = (value: object) => encodeBase64Url(encodeUtf8(JSON.stringify(value)))
  const report = await inspect(`${part({ alg: 'constructor' })}.${part({ ...good, at_hash: 'x' })}.AA`)
  expect(decidingCheck(report)).toMatchObject({ id: 'id-token.algorithm', code: 'ERR_SSO_TOKEN_ALGORITHM' })
})

describe('the keys of the issuer', () => {
  const cases: [name: string, code: string, alg: string, keys: () => Promise<unknown[]>][] = [
    [
      'several keys fit and the token names none',
      'ERR_SSO_KEY_AMBIGUOUS',
      'ES256',
      async () => [await publicJwk('ES256', 'a'), await publicJwk('ES256', 'b', 'evil')],
    ],
    [
      'a key is for encryption',
      'ERR_SSO_KEY_UNKNOWN',
      'ES256',
      async () => [{ ...(await publicJwk('ES256', 'a')), use: 'enc' }],
    ],
    [
      'a key is for other operations',
      'ERR_SSO_KEY_UNKNOWN',
      'ES256',
      async () => [{ ...(await publicJwk('ES256', 'a')), key_ops: ['sign'] }],
    ],
    [
      'a key is for another algorithm',
      'ERR_SSO_KEY_UNKNOWN',
      'ES256',
      async () => [{ ...(await publicJwk('ES256', 'a')), alg: 'ES384' }],
    ],
    [
      'a private key was published',
      'ERR_SSO_KEY_UNKNOWN',
      'ES256',
      async () => [{ ...(await publicJwk('ES256', 'a')), d: 'AA' }],
    ],
    ['a key is symmetric', 'ERR_SSO_KEY_UNKNOWN', 'ES256', async () => [{ kty: 'oct', k: 'AAAA' }]],
    [
      'an RSA key has fewer than 2048 bits',
      'ERR_SSO_KEY_WEAK',
      'RS256',
      async () => [{ ...(await publicJwk('RS256', 'a')), n: encodeBase64Url(new Uint8Array(128).fill(255)) }],
    ],
    ['there are none', 'ERR_SSO_KEY_UNKNOWN', 'ES256', async () => []],
    ['they are no keys', 'ERR_SSO_KEY_UNKNOWN', 'ES256', async () => [1, null, 'key']],
  ]
  test.each(cases)('fail the token when %s', async (_, code, alg, keys) => {
    const report = await inspect(await mint(good, { alg }), await keys())
    expect(report.checks.slice(-2).map((check) => [check.id, check.status, check.code])).toEqual([
      ['id-token.key', 'failed', code],
      ['id-token.signature', 'skipped', undefined],
    ])
  })

  test('two keys of one id are ambiguous even for a token that names it', async () => {
    const keys = [await publicJwk('ES256', 'k1', 'evil'), await publicJwk('ES256', 'k1')]
    const report = await inspect(await mint(good, header), keys)
    expect(report.checks.find(({ id }) => id === 'id-token.key')?.code).toBe('ERR_SSO_KEY_AMBIGUOUS')
  })

  test('leave the token undecided when they cannot be had', async () => {
    const keys = createKeySource(
      async () => ISSUER,
      async () => new Response(null, { status: 500 }),
      () => new Date(),
    )
    const report = await inspectIdToken(await mint(good, header), { ...(await expectations()), keys })
    expect(report.verdict).toBe('indeterminate')
    expect(report.checks.find(({ id }) => id === 'id-token.key')?.code).toBe('ERR_SSO_KEYS_UNAVAILABLE')
  })
})
