import { describe, expect, test } from 'vitest'
import {
  assemble,
  CLIENT,
  type Claims,
  codeOf,
  get,
  goodClaims,
  type Header,
  ISSUER,
  keyPair,
  mint,
  NOW,
  start,
} from '../../hostile-provider.ts'
import { begin, finish } from './signed-answers.ts'

const HEADER: Header = { alg: 'ES256', kid: 'k1' }

describe('attacks on signed answers', () => {
  test('none: an honest one signs in', async () => {
    const { bench, jar, asked, claims } = await begin()
    expect(asked.get('response_mode')).toBe('jwt')
    const response = await finish(bench, jar, { response: await mint(claims, HEADER) })
    expect(response.status).toBe(303)
    expect([...jar.cookies.keys()]).toContain('__Host-xinyin-session')
  })

  const forged: [name: string, code: string, change: Claims][] = [
    ['of another issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: 'https://evil.example' }],
    ['of no issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: undefined }],
    ['of the issuer with a slash', 'ERR_SSO_TOKEN_ISSUER', { iss: `${ISSUER}/` }],
    ['for another client', 'ERR_SSO_TOKEN_AUDIENCE', { aud: 'other' }],
    ['for nobody', 'ERR_SSO_TOKEN_AUDIENCE', { aud: undefined }],
    ['for something that is no text', 'ERR_SSO_TOKEN_AUDIENCE', { aud: [CLIENT, 1] }],
    ['that has expired', 'ERR_SSO_TOKEN_EXPIRED', { exp: NOW - 31 }],
    ['that never expires', 'ERR_SSO_TOKEN_TIME', { exp: undefined }],
    ['that expires at a text', 'ERR_SSO_TOKEN_TIME', { exp: String(NOW + 60) }],
    ['that is not valid yet', 'ERR_SSO_TOKEN_EARLY', { nbf: NOW + 60 }],
    ['without a code', 'ERR_SSO_CALLBACK_PARAMETER', { code: undefined }],
    ['with a list of codes', 'ERR_SSO_CALLBACK_PARAMETER', { code: ['a', 'b'] }],
    ['with a state that is no text', 'ERR_SSO_CALLBACK_PARAMETER', { state: 1 }],
    ['with the state of another sign-in', 'ERR_SSO_TRANSACTION_ABSENT', { state: 'A'.repeat(43) }],
    ['with a code and an error that is no text', 'ERR_SSO_CALLBACK_PARAMETER', { error: ['access_denied'] }],
    ['without a state', 'ERR_SSO_CALLBACK_PARAMETER', { state: undefined }],
    ['that tells of an error', 'ERR_SSO_SIGN_IN_REFUSED', { code: undefined, error: 'access_denied' }],
  ]
  test.each(forged)('one %s', async (_, code, change) => {
    const { bench, jar, claims } = await begin()
    const response = await finish(bench, jar, { response: await mint({ ...claims, ...change }, HEADER) })
    expect(await codeOf(response)).toBe(code)
    expect(bench.provider.asked).not.toContain('/token')
    expect(jar.cookies.has('__Host-xinyin-session')).toBe(false)
  })

  const signed: [name: string, code: string, sign: (claims: Claims) => Promise<string> | string][] = [
    [
      'by nobody (alg none)',
      'ERR_SSO_TOKEN_ALGORITHM',
      (claims) => assemble('{"alg":"none"}', JSON.stringify(claims), ''),
    ],
    [
      'with a shared secret (alg confusion)',
      'ERR_SSO_TOKEN_ALGORITHM',
      (claims) => mint(claims, { alg: 'HS256' }, new Uint8Array(32)),
    ],
    [
      'by another key',
      'ERR_SSO_TOKEN_SIGNATURE',
      async (claims) => mint(claims, HEADER, (await keyPair('ES256', 'evil')).privateKey),
    ],
    [
      'by a key that nobody knows',
      'ERR_SSO_KEY_UNKNOWN',
      async (claims) =>
        mint(claims, { alg: 'ES256', kid: 'k9' }, (await keyPair('ES256', 'evil')).privateKey),
    ],
    ['as a logout token', 'ERR_SSO_TOKEN_TYPE', (claims) => mint(claims, { ...HEADER, typ: 'logout+jwt' })],
    ['as an access token', 'ERR_SSO_TOKEN_TYPE', (claims) => mint(claims, { ...HEADER, typ: 'at+jwt' })],
  ]
  test.each(signed)('one that is signed %s', async (_, code, sign) => {
    const { bench, jar, claims } = await begin()
    expect(await codeOf(await finish(bench, jar, { response: await sign(claims) }))).toBe(code)
    expect(bench.provider.asked).not.toContain('/token')
  })

  test('one whose bytes were changed', async () => {
    const { bench, jar, claims } = await begin()
    const [header, , signature] = (await mint(claims, HEADER)).split('.')
    const [, payload] = assemble('{}', JSON.stringify({ ...claims, code: 'stolen' })).split('.')
    const response = await finish(bench, jar, { response: `${header}.${payload}.${signature}` })
    expect(await codeOf(response)).toBe('ERR_SSO_TOKEN_SIGNATURE')
  })

  test('an ID token in its place', async () => {
    const { bench, jar, asked } = await begin()
    const claims = { ...goodClaims(asked.get('nonce') ?? ''), state: asked.get('state') }
    const response = await finish(bench, jar, { response: await mint(claims, HEADER) })
    expect(await codeOf(response)).toBe('ERR_SSO_CALLBACK_PARAMETER')
  })

  test('it in the place of an ID token', async () => {
    const { bench, jar, asked, claims } = await begin()
    bench.provider.forge = (_, header) =>
      mint({ ...claims, iat: NOW, nonce: asked.get('nonce') }, header as Header)
    const response = await finish(bench, jar, { response: await mint(claims, HEADER) })
    expect(await codeOf(response)).toBe('ERR_SSO_TOKEN_SUBJECT')
  })

  test('an unsigned answer in its place (downgrade)', async () => {
    const { bench, jar, asked } = await begin()
    const plain = { code: 'code', state: asked.get('state') ?? '', iss: ISSUER }
    expect(await codeOf(await finish(bench, jar, plain))).toBe('ERR_SSO_RESPONSE_UNSIGNED')
    expect(bench.provider.asked).not.toContain('/token')
  })

  test('a code beside it', async () => {
    const { bench, jar, claims } = await begin()
    const response = await finish(bench, jar, { response: await mint(claims, HEADER), code: 'injected' })
    expect(response.status).toBe(303)
    expect(bench.provider.form.last.get('code')).toBe('code')
  })

  test('the state of another sign-in beside it', async () => {
    const { bench, jar, claims } = await begin()
    const other = (await start(bench, jar)).get('state') ?? ''
    const response = await finish(bench, jar, { response: await mint(claims, HEADER), state: other })
    expect(await codeOf(response)).toBe('ERR_SSO_SIGN_IN_REFUSED')
  })

  test('a signed answer where none was asked for', async () => {
    const { bench, jar, claims } = await begin({ signedResponses: false })
    const response = await finish(bench, jar, { response: await mint(claims, HEADER) })
    expect(response.status).toBe(400)
    expect(bench.provider.asked).not.toContain('/token')
  })

  test('two of them, and one without end', async () => {
    const { bench, jar, claims } = await begin()
    const response = await mint(claims, HEADER)
    const twice = await get(bench, `/callback?response=${response}&response=${response}`, jar)
    expect(await codeOf(twice)).toBe('ERR_SSO_CALLBACK_PARAMETER')
    const endless = await finish(bench, jar, { response: 'x'.repeat(8_193) })
    expect(await codeOf(endless)).toBe('ERR_SSO_CALLBACK_PARAMETER')
    expect(await codeOf(await finish(bench, jar, { response: 'x.y.z' }))).toBe('ERR_SSO_TOKEN_FORM')
  })
})
