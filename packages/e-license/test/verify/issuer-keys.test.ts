import { createPrivateKey, createSigner, encodeUtf8, type PrivateKey } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { exportJwk } from '@xinyin/core/keys'
import type { Grant } from '@xinyin/core/trust'
import { listTruth, readTruth, readTruthJson, testTruth } from '@xinyin/testkit'
import { describe, expect, test } from 'vitest'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { encodeX5c } from '../../src/credential/x5c.ts'
import { encodeClaims } from '../../src/metadata/claims.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import { type IssuerKeysOptions, parseIssuerKeys } from '../../src/verify/issuer-keys.ts'
import { AT } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { failures, province, trust } from './authority.ts'

const ISS = 'https://issuer.example.gov.cn'
const authority = SAMPLE.issuers[0]!
const REGION = authority.code.slice(2, 8)
const SM2 = { crv: 'SM2', alg: 'SM2' }

const [own, next, stranger] = [
  await createPrivateKey('P-256'),
  await createPrivateKey('SM2'),
  await createPrivateKey('P-256'),
] as const
const jwkOf = (key: PrivateKey, members: JsonObject = {}): JsonObject => ({
  ...exportJwk(key.publicKey, { sm2: SM2 }),
  ...members,
})
const JWKS = { keys: [jwkOf(own, { kid: '1' }), jwkOf(next, { kid: '2' })] }

const knowing = (change: Partial<IssuerKeysOptions> = {}) => ({
  issuers: [parseIssuerKeys({ issuer: ISS, jwks: JWKS, authority, ...change })],
})

function credential(
  header: JsonObject = { kid: '1' },
  claims: JsonObject = { iss: ISS },
  key: PrivateKey = own,
): Promise<string> {
  const whole = { ...encodeClaims(SAMPLE, AT), ...claims }
  return issueSdJwt({ claims: whole, selective: [], signer: createSigner(key), header })
}

describe('an issuer that is known by its keys', () => {
  test('is found by kid, with either key, and needs no anchor', async () => {
    const nobody = { trust: { anchors: [], intermediates: [] } }
    expect(await failures(await credential(), { ...knowing(), ...nobody })).toEqual([])
    const second = await credential({ kid: '2' }, { iss: ISS }, next)
    const report = await inspectLicence(second, { trust, at: AT, ...knowing() })
    expect(report.verdict).toBe('passed')
    expect(report.checks.find(({ id }) => id === 'sd-jwt.issuer')?.facts).toEqual({ issuer: ISS, kid: '2' })
    expect(report.checks.find(({ id }) => id === 'licence.issuer')?.status).toBe('passed')
  })
  test('with one key and no kid on either side', async () => {
    const single = knowing({ jwks: { keys: [jwkOf(own)] } })
    expect(await failures(await credential({}), single)).toEqual([])
  })
  test('beside those with certificates, and as text', async () => {
    const certified = await issueSdJwt({
      claims: encodeClaims(SAMPLE, AT),
      selective: [],
      signer: province.issuer.signer,
      header: encodeX5c([province.issuer.certificate]),
    })
    expect(await failures(certified, knowing())).toEqual([])
    expect(await failures(await credential(), knowing({ jwks: JSON.stringify(JWKS) }))).toEqual([])
    expect(await failures(await credential(), knowing({ jwks: encodeUtf8(JSON.stringify(JWKS)) }))).toEqual(
      [],
    )
  })
  test('in JSON', async () => {
    const text = await credential()
    const [head, payload, signature] = text.slice(0, -1).split('.')
    const json = { payload, protected: head, signature, header: { disclosures: [] } }
    expect(await failures(JSON.stringify(json), knowing())).toEqual([])
    // What nobody signed names no key.
    const moved = await credential({})
    const [bare, claims, by] = moved.slice(0, -1).split('.')
    const unprotected = { payload: claims, protected: bare, signature: by, header: { kid: '1' } }
    expect(await failures(JSON.stringify(unprotected), knowing())).toContain(
      'sd-jwt.issuer ERR_SDJWT_ISSUER_KEY_UNNAMED',
    )
  })
})

describe('grants bind as those of an anchor do', () => {
  test('within them', async () => {
    const grants = [{ licenceTypes: [SAMPLE.typeCode], regions: [REGION.slice(0, 2)] }]
    expect(await failures(await credential(), knowing({ grants }))).toEqual([])
  })
  test.each<[string, Omit<Grant, 'role'>, string]>([
    ['another type', { licenceTypes: ['11100000000013338W999'] }, 'ERR_GRANT_LICENCE_TYPE'],
    ['another region', { regions: ['11'] }, 'ERR_GRANT_REGION'],
    ['another time', { until: new Date('2020-01-01T00:00:00Z') }, 'ERR_GRANT_PERIOD'],
    ['a list that is overdue', { due: new Date('2020-01-01T00:00:00Z') }, 'ERR_GRANT_OVERDUE'],
    [
      'keys that are not its own any more',
      { revoked: new Date('2026-07-01T00:00:00Z') },
      'ERR_GRANT_REVOKED',
    ],
  ])('%s', async (_, grant, code) => {
    expect(await failures(await credential(), knowing({ grants: [grant] }))).toContain(`path.grant ${code}`)
  })
  test('a key that is revoked as an anchor’s is revoked here', async () => {
    const byAnchor = parseIssuerKeys({
      issuer: ISS,
      jwks: { keys: [jwkOf({ publicKey: province.issuer.certificate.publicKey } as PrivateKey)] },
      authority,
    })
    const revoked = { role: 'seal-maker', revoked: new Date('2026-01-01T00:00:00Z') } as const
    const anchor = {
      certificate: province.issuer.certificate,
      roles: ['seal-maker'] as const,
      grants: [revoked],
    }
    const text = await issueSdJwt({
      claims: { ...encodeClaims(SAMPLE, AT), iss: ISS },
      selective: [],
      signer: province.issuer.signer,
    })
    expect(await failures(text, { issuers: [byAnchor] })).toEqual([])
    const change = { issuers: [byAnchor], trust: { ...trust, anchors: [...trust.anchors, anchor] } }
    expect(await failures(text, change)).toContain('path.grant ERR_GRANT_REVOKED')
  })
})

describe('attack', () => {
  const x5c = encodeX5c([province.issuer.certificate])
  const byCertificate = (claims: JsonObject, header: JsonObject) =>
    issueSdJwt({
      claims: { ...encodeClaims(SAMPLE, AT), ...claims },
      selective: [],
      signer: province.issuer.signer,
      header: { ...x5c, ...header },
    })
  test.each<[string, () => Promise<string>, string]>([
    [
      'another issuer',
      () => credential({ kid: '1' }, { iss: `${ISS}/` }),
      'sd-jwt.issuer ERR_SDJWT_ISSUER_UNKNOWN',
    ],
    ['no issuer', () => credential({ kid: '1' }, {}), 'sd-jwt.issuer ERR_SDJWT_ISSUER_UNKNOWN'],
    [
      'an issuer that is no text',
      () => credential({ kid: '1' }, { iss: [ISS] }),
      'sd-jwt.issuer ERR_SDJWT_ISSUER_UNKNOWN',
    ],
    ['a kid that nobody has', () => credential({ kid: '3' }), 'sd-jwt.issuer ERR_SDJWT_ISSUER_KEY_UNKNOWN'],
    ['a kid that is no text', () => credential({ kid: 1 }), 'sd-jwt.issuer ERR_SDJWT_ISSUER_KEY_UNKNOWN'],
    ['no kid where there are two keys', () => credential({}), 'sd-jwt.issuer ERR_SDJWT_ISSUER_KEY_UNNAMED'],
    ['the other key’s kid', () => credential({ kid: '2' }), 'sd-jwt.issuer ERR_SDJWT_ISSUER_KEY_USE'],
    [
      'a stranger’s signature',
      () => credential({ kid: '1' }, { iss: ISS }, stranger),
      'sd-jwt.signature ERR_SDJWT_SIGNATURE',
    ],
    [
      'a key of its own in the header',
      () => credential({ kid: '1', jwk: jwkOf(stranger) }, { iss: ISS }, stranger),
      'sd-jwt.signature ERR_SDJWT_SIGNATURE',
    ],
    [
      'somebody with a certificate who says that he is this issuer',
      () => byCertificate({ iss: ISS }, {}),
      'sd-jwt.issuer ERR_SDJWT_ISSUER_KEY_UNNAMED',
    ],
    [
      'the same with its kid',
      () => byCertificate({ iss: ISS }, { kid: '1' }),
      'sd-jwt.signature ERR_SDJWT_SIGNATURE',
    ],
    [
      'an authority that these keys are not of',
      () =>
        credential(
          { kid: '1' },
          { iss: ISS, issuing_authorities: [{ name: '示例市公安局', code: authority.code }] },
        ),
      'licence.issuer ERR_LICENCE_ISSUER',
    ],
    [
      'a code that these keys are not of',
      () =>
        credential(
          { kid: '1' },
          { iss: ISS, issuing_authorities: [{ name: authority.name, code: '12990100MB0000002L' }] },
        ),
      'licence.issuer ERR_LICENCE_ISSUER_CODE',
    ],
  ])('%s', async (_, make, expected) => {
    expect(await failures(await make(), knowing())).toContain(expected)
  })

  test('algorithms: MAC by the public key, none, one that the key is not for', async () => {
    const [, payload, signature] = (await credential()).split('.')
    const under = (alg: string) =>
      `${btoa(JSON.stringify({ typ: 'dc+sd-jwt', kid: '1', alg })).replace(/=/g, '')}.${payload}.${signature}`
    const named = knowing({ jwks: { keys: [jwkOf(own, { kid: '1', alg: 'ES256' })] } })
    const unnamed = knowing({
      jwks: { keys: [jwkOf(own, { kid: '1', alg: undefined as never })].map(({ alg: _, ...jwk }) => jwk) },
    })
    for (const alg of ['HS256', 'RS256', 'ES384', 'SM2', 'EdDSA'])
      expect(await failures(under(alg), named)).toContain('sd-jwt.issuer ERR_SDJWT_ISSUER_KEY_USE')
    expect(await failures(under('HS256'), unnamed)).toContain('sd-jwt.signature ERR_JWS_ALGORITHM')
    for (const alg of ['RS256', 'ES384', 'SM2', 'EdDSA'])
      expect(await failures(under(alg), unnamed)).toContain('sd-jwt.signature ERR_SDJWT_SIGNATURE')
    expect(await failures(under('none'), unnamed)).toContain('sd-jwt.signature ERR_JWS_ALGORITHM')
  })
  test('a key that is for something else', async () => {
    for (const members of [{ use: 'enc' }, { key_ops: ['encrypt'] }]) {
      const jwks = { keys: [jwkOf(own, { kid: '1', ...members })].map(({ alg: _, ...jwk }) => jwk) }
      expect(await failures(await credential(), knowing({ jwks }))).toContain(
        'sd-jwt.issuer ERR_SDJWT_ISSUER_KEY_USE',
      )
    }
  })
  test('without keys given nothing changes', async () => {
    expect(await failures(await credential())).toContain('sd-jwt.issuer ERR_LICENCE_ISSUER_CERTIFICATE')
  })
})

describe('wrong calls', () => {
  test('one kid for two keys, a private key', () => {
    const twice = { keys: [jwkOf(own, { kid: '1' }), jwkOf(stranger, { kid: '1' })] }
    expect(() => knowing({ jwks: twice })).toThrow(expect.objectContaining({ code: 'ERR_KEYS_JWK_SET' }))
    const given = { keys: [{ ...exportJwk(own, { sm2: SM2 }) } as JsonObject] }
    expect(() => knowing({ jwks: given })).toThrow(expect.objectContaining({ code: 'ERR_KEYS_JWK_SET' }))
  })
  test.each<[string, Partial<IssuerKeysOptions>]>([
    ['no issuer', { issuer: '' }],
    ['blanks', { issuer: `${ISS} ` }],
    ['no name', { authority: { name: '', code: authority.code } }],
    ['no code', { authority: { name: authority.name, code: '' } }],
    ['a region that is everywhere', { grants: [{ regions: [''] }] }],
  ])('%s', (_, change) => {
    expect(() => knowing(change)).toThrow(TypeError)
  })
  test('one issuer twice', async () => {
    const issuers = [...knowing().issuers, ...knowing().issuers]
    await expect(inspectLicence(await credential(), { trust, at: AT, issuers })).rejects.toThrow(TypeError)
  })
})

describe('examples made by others', () => {
  const statusOf = async (text: string, issuer: string, key: JsonObject, at: Date, keyBinding?: object) => {
    const known = parseIssuerKeys({ issuer, jwks: { keys: [key] }, authority })
    const report = await inspectLicence(text, {
      trust: { anchors: [], intermediates: [] },
      at,
      issuers: [known],
      ...(keyBinding === undefined ? {} : { keyBinding: keyBinding as never }),
    })
    return Object.fromEntries(report.checks.map(({ id, status, code }) => [id, code ?? status]))
  }
  testTruth('the credentials of RFC 9901 lead to their issuer’s key', async () => {
    if (listTruth('sd-jwt').length === 0) return
    const { issuerKey, vectors } = readTruthJson<{ issuerKey: JsonObject; vectors: { compact: string }[] }>(
      'sd-jwt/sdjwt-final-draft22.json',
    )
    let [named, credentials] = [0, 0]
    for (const { compact } of vectors) {
      const { iss } = JSON.parse(atob(compact.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/')))
      // Two name their issuer as the data model of W3C does.
      if (iss === undefined) continue
      named++
      const checks = await statusOf(compact, iss, issuerKey, new Date('2025-06-01T00:00:00Z'))
      expect(checks).toMatchObject({
        'sd-jwt.issuer': 'passed',
        'sd-jwt.signature': 'passed',
        'path.grant': 'skipped',
      })
      if (checks['sd-jwt.type'] === 'passed') credentials++
      const other = await statusOf(compact, `${iss}.example`, issuerKey, new Date('2025-06-01T00:00:00Z'))
      expect(other['sd-jwt.issuer']).toBe('ERR_SDJWT_ISSUER_UNKNOWN')
    }
    expect({ named, credentials }).toEqual({ named: 7, credentials: 2 })
  })
  testTruth('so does the presentation of OpenID4VP 1.0, which is no licence', async () => {
    const folder = 'openid4vp/sd_jwt_vcld'
    if (listTruth(folder).length === 0) return
    const text = (name: string) => new TextDecoder().decode(readTruth(`${folder}/${name}`))
    const [, x, y] = /crv: P-256\s+x: (\S+)\s+y: (\S+)/.exec(text('settings.yml'))!
    const key = { kty: 'EC', crv: 'P-256', x: x!, y: y! }
    const presentation = text('01/sd_jwt_presentation.txt').replace(/\s/g, '')
    const keyBinding = { audience: 'https://verifier.example.org', nonce: '1234567890' }
    const at = new Date(1_744_743_394_000)
    expect(await statusOf(presentation, 'https://issuer.example.com', key, at, keyBinding)).toMatchObject({
      'sd-jwt.issuer': 'passed',
      'sd-jwt.type': 'passed',
      'sd-jwt.signature': 'passed',
      'sd-jwt.key-binding': 'passed',
      'sd-jwt.presentation': 'passed',
      'licence.metadata': 'ERR_LICENCE_VCT',
    })
  })
})
