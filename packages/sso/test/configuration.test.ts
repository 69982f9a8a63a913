import { createPrivateKey, createSigner } from '@xinyin/core'
import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  createRelyingParty,
  exportClientJwk,
  memoryStore,
  type RelyingPartyOptions,
  type SeveralProvidersOptions,
} from '../src/index.ts'
import { allowPlainHttp } from '../src/unsafe.ts'
import { keyPair } from './hostile-provider.ts'

async function options(change: Record<string | symbol, unknown>): Promise<RelyingPartyOptions> {
  return {
    issuer: 'https://op.example',
    clientId: 'portal',
    clientKey: await exportJWK((await keyPair('ES256', 'client')).privateKey),
    origin: 'https://portal.example',
    store: memoryStore(),
    ...change,
  }
}

describe('a configuration', () => {
  test.each<[string, Record<string | symbol, unknown>]>([
    ['that is complete', {}],
    ['for developing on loopback', { issuer: 'http://127.0.0.1:3000', origin: 'http://localhost:8080' }],
    ['on loopback with IPv6', { issuer: 'http://[::1]:3000', origin: 'http://[::1]' }],
    ['with an issuer on a path', { issuer: 'https://op.example/realms/province' }],
    ['with plain http, asked for by symbol', { origin: 'http://portal.example', [allowPlainHttp]: true }],
    ['with targets for sign-ins from elsewhere', { targets: ['/', '/apply', '/permits/*', '/*'] }],
    ['with a base path', { basePath: '/sso', afterLogout: '/bye?x=1' }],
  ])('%s is taken', async (_, change) => {
    expect(createRelyingParty(await options(change))).toHaveProperty('handle')
  })

  const wrong: [name: string, option: string, change: Record<string | symbol, unknown>][] = [
    ['plain http', 'origin', { origin: 'http://portal.example' }],
    ['plain http to the provider', 'issuer', { issuer: 'http://op.example' }],
    ['a name that begins like loopback', 'origin', { origin: 'http://localhost.example' }],
    ['an address that begins like loopback', 'origin', { origin: 'http://127.0.0.1.example' }],
    ['plain http by a string', 'origin', { origin: 'http://portal.example', allowPlainHttp: true }],
    [
      'another scheme, even with the symbol',
      'origin',
      { origin: 'ftp://portal.example', [allowPlainHttp]: true },
    ],
    ['an origin with a slash', 'origin', { origin: 'https://portal.example/' }],
    ['an origin with a path', 'origin', { origin: 'https://portal.example/x' }],
    ['no origin', 'origin', { origin: undefined }],
    ['an issuer that is no URL', 'issuer', { issuer: 'op.example' }],
    ['an issuer with a query', 'issuer', { issuer: 'https://op.example/?x=1' }],
    ['an issuer with a user', 'issuer', { issuer: 'https://a:b@op.example' }],
    ['no client', 'clientId', { clientId: '' }],
    ['no store', 'store', { store: undefined }],
    ['half a store', 'store.consumeOnce', { store: { ...memoryStore(), consumeOnce: undefined } }],
    ['no key', 'signer', { clientKey: undefined }],
    ['a public key', 'clientKey', { clientKey: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } }],
    ['an unknown algorithm', 'algorithms.0', { algorithms: ['none'] }],
    ['a symmetric algorithm', 'algorithms.1', { algorithms: ['ES256', 'HS256'] }],
    ['no algorithm', 'algorithms', { algorithms: [] }],
    ['a level of nothing', 'levels.x', { levels: { x: 0 } }],
    ['a session without end', 'sessionSeconds', { sessionSeconds: Number.POSITIVE_INFINITY }],
    ['logouts remembered for no time', 'maxTokenAge', { maxTokenAge: 0 }],
    ['logouts remembered for text', 'maxTokenAge', { maxTokenAge: '1d' }],
    ['a way out that leaves the site', 'afterLogout', { afterLogout: '//evil.example' }],
    ['a base path with a slash behind', 'basePath', { basePath: '/sso/' }],
    ['a clock that stands', 'clock', { clock: 0 }],
    ['a target elsewhere', 'targets.1', { targets: ['/apply', 'https://evil.example/'] }],
    ['a target that is a pattern', 'targets.0', { targets: ['/*/print'] }],
    ['a target with a query', 'targets.0', { targets: ['/apply?x=1'] }],
    ['a target that leaves the site', 'targets.0', { targets: ['//evil.example/*'] }],
    ['requests signed by a word', 'signedRequests', { signedRequests: 'yes' }],
    ['a profile that nobody knows', 'profile', { profile: 'fapi1' }],
  ]
  test.each(wrong)('with %s is refused, and %s named', async (_, option, change) => {
    const broken = await options(change)
    expect(() => createRelyingParty(broken)).toThrowError(
      expect.objectContaining({
        code: 'ERR_SSO_CONFIGURATION',
        message: expect.stringContaining(`${option}: `),
      }),
    )
  })

  test('has all that is wrong with it named at once', async () => {
    const broken = await options({ issuer: 'x', origin: 'y', clientId: 1, clientKey: undefined })
    const problems = /issuer: .*; .*clientId: .*origin: .*signer: /
    expect(() => createRelyingParty(broken)).toThrowError(problems)
  })

  test('of several providers has all that is wrong with each named', async () => {
    const { issuer, clientId, clientKey, ...portal } = await options({})
    const good = { issuer, clientId, clientKey }
    const refused = (...providers: unknown[]) =>
      expect(() => createRelyingParty({ ...portal, providers } as unknown as SeveralProvidersOptions))
    refused(good, { ...good, issuer: 'https://two.example', callback: 'two' }).not.toThrow()
    refused(good, {
      ...good,
      issuer: 'http://two.example',
      clientKey: undefined,
      callback: 'a/b',
    }).toThrowError(/: providers\.1\.issuer: .*; providers\.1\.callback: .*; providers\.1\.signer: /)
    refused({ ...good, name: { en: '' } }).toThrowError(
      /providers\.0\.name\.zh-CN: .*; providers\.0\.name\.en: /,
    )
    refused(good, good).toThrowError(/providers\.1\.issuer: is there twice/)
    refused().toThrowError(/providers: must be a list of at least one/)
    refused(null).toThrowError(/providers\.0\.issuer: /)
    const both = { ...(await options({})), providers: [good] } as unknown as SeveralProvidersOptions
    expect(() => createRelyingParty(both)).toThrowError(/issuer: belongs into providers/)
  })

  test.each([
    ['profile', 'fapi2'],
    ['binding', { by: 'dpop' }],
    ['signedResponses', true],
    ['algorithms', ['ES256']],
    ['subjects', ['civil-servant']],
    ['verifiedClaims', { frameworks: {}, claims: ['name'], required: true }],
    ['clientKey', {}],
  ])('of several providers has no %s beside them, where it would count for none', async (name, value) => {
    const { issuer, clientId, clientKey, ...portal } = await options({})
    const beside = { ...portal, providers: [{ issuer, clientId, clientKey }], [name]: value }
    expect(() => createRelyingParty(beside as unknown as SeveralProvidersOptions)).toThrowError(
      `${name}: belongs into providers`,
    )
  })

  test('may have one key only', async () => {
    const { clientKey } = await options({})
    const broken = await options({ signer: clientKey })
    expect(() => createRelyingParty(broken)).toThrowError(/exactly one/)
  })

  test('with a key for SM2 is told which keys do', async () => {
    const signer = createSigner(await createPrivateKey('SM2'))
    const change = await options({ clientKey: undefined, signer })
    expect(() => createRelyingParty(change)).toThrowError(
      /: signer: The client key \(SM2, 1\.2\.156\.10197\.1\.501\) .+; use P-256 \(ES256\), Ed25519 \(EdDSA\) or RSA \(PS256\)\.$/,
    )
  })

  test('takes a signer as the core makes it, whose public key is for registering', async () => {
    const signer = createSigner(await createPrivateKey('P-256'))
    expect(createRelyingParty(await options({ clientKey: undefined, signer }))).toHaveProperty('handle')
    expect(await exportClientJwk(signer)).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' })
  })
})
