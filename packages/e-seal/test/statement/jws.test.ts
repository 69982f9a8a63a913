import { createPrivateKey, encodeBase64, encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { createRoot } from '@xinyin/core/ca'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseStatement,
  type StatementReading,
  signStatement,
  verifyStatement,
} from '../../src/statement/jws.ts'
import { createMember, createProvince } from '../province.ts'

const { maker, makerRoot } = await createProvince()
const type = 'seal-request+jws'
const reading: StatementReading = { type, maxBytes: 100_000 }
const at = new Date('2026-06-01T08:00:00.900Z')
const jws = await signStatement('{"a":1}', type, at, { key: maker.signer, certificates: [maker.certificate] })
const [header = '', payload = '', signature = ''] = jws.split('.')
const json = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>
const withHeader = (value: unknown) =>
  `${encodeBase64Url(encodeUtf8(typeof value === 'string' ? value : JSON.stringify(value)))}.${payload}.${signature}`

test('a statement comes apart as it was put together', async () => {
  const statement = parseStatement(jws, reading)
  expect(statement).toMatchObject({ type, signedAt: new Date('2026-06-01T08:00:00Z') })
  expect(new TextDecoder().decode(statement.payload)).toBe('{"a":1}')
  expect(statement.certificates.map(({ subject }) => subject.text)).toEqual([maker.certificate.subject.text])
  expect(await verifyStatement(statement)).toBe(true)
  expect(
    await verifyStatement({ ...statement, payload: new Uint8Array(), signature: new Uint8Array(64) }),
  ).toBe(false)
})

test('certificates above the signer come along', async () => {
  const { certificate, signer } = await createMember('下', makerRoot)
  const certificates = [certificate, makerRoot.certificate] as const
  const made = await signStatement('{}', type, at, { key: signer, certificates })
  expect(parseStatement(made, reading).certificates).toHaveLength(2)
})

const root384 = await createRoot({
  subject: { country: 'CN', commonName: 'P-384' },
  key: await createPrivateKey('P-384'),
  notBefore: new Date(0),
  notAfter: new Date(1e13),
})

describe('what is no statement', () => {
  const x5c = json['x5c'] as string[]
  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'ERR_STATEMENT_JWS'],
    ['two parts', `${header}.${payload}`, 'ERR_STATEMENT_JWS'],
    ['four parts', `${jws}.AAAA`, 'ERR_STATEMENT_JWS'],
    ['no payload', `${header}..${signature}`, 'ERR_STATEMENT_JWS'],
    ['no signature', `${header}.${payload}.`, 'ERR_STATEMENT_JWS'],
    ['a line end', `${jws}\n`, 'ERR_STATEMENT_JWS'],
    ['octets that are no text', Uint8Array.of(0xff), 'ERR_BYTES_UTF8'],
    ['bits left over', `${header}.${payload}B.${signature}`, 'ERR_BYTES_BASE64'],
    ['too long', 'A'.repeat(100_001), 'ERR_STATEMENT_SIZE'],
    ['too long a header', `${'A'.repeat(65_537)}.AA.AA`, 'ERR_STATEMENT_SIZE'],
    ['a header that is no JSON', withHeader('{'), 'ERR_JSON_SYNTAX'],
    ['a header that is no object', withHeader([]), 'ERR_JSON_SYNTAX'],
    [
      'a member of the header twice',
      withHeader(`{"alg":"SM2",${JSON.stringify(json).slice(1)}`),
      'ERR_JSON_DUPLICATE',
    ],
    ['a key in the header', withHeader({ ...json, jwk: {} }), 'ERR_STATEMENT_HEADER'],
    ['an address in the header', withHeader({ ...json, x5u: 'https://x/' }), 'ERR_STATEMENT_HEADER'],
    ['critical members', withHeader({ ...json, crit: ['b64'], b64: false }), 'ERR_STATEMENT_HEADER'],
    ['another type', withHeader({ ...json, typ: 'seal-status+jws' }), 'ERR_STATEMENT_HEADER'],
    ['no type', withHeader({ ...json, typ: undefined }), 'ERR_STATEMENT_HEADER'],
    ['no time', withHeader({ ...json, iat: undefined }), 'ERR_STATEMENT_HEADER'],
    ['half a second', withHeader({ ...json, iat: 1.5 }), 'ERR_STATEMENT_HEADER'],
    ['a time before all', withHeader({ ...json, iat: 0 }), 'ERR_STATEMENT_HEADER'],
    ['a time after all', withHeader({ ...json, iat: 253_402_300_800 }), 'ERR_STATEMENT_HEADER'],
    ['no certificate', withHeader({ ...json, x5c: [] }), 'ERR_STATEMENT_HEADER'],
    ['certificates that are no list', withHeader({ ...json, x5c: x5c[0] }), 'ERR_STATEMENT_HEADER'],
    ['a certificate that is no text', withHeader({ ...json, x5c: [1] }), 'ERR_STATEMENT_HEADER'],
    ['a certificate that is none', withHeader({ ...json, x5c: ['AAAA'] }), 'ERR_STATEMENT_HEADER'],
    [
      'a certificate in base64url',
      withHeader({ ...json, x5c: [x5c[0]?.replace(/=*$/, '-')] }),
      'ERR_STATEMENT_HEADER',
    ],
    [
      'a certificate that is too large',
      withHeader({ ...json, x5c: ['A'.repeat(40_000)] }),
      'ERR_STATEMENT_HEADER',
    ],
    [
      'too many certificates',
      withHeader({ ...json, x5c: new Array(11).fill('AAAA') }),
      'ERR_STATEMENT_HEADER',
    ],
    ['no signature at all', withHeader({ ...json, alg: 'none' }), 'ERR_STATEMENT_ALGORITHM'],
    ['HMAC', withHeader({ ...json, alg: 'HS256' }), 'ERR_STATEMENT_ALGORITHM'],
    ['ECDSA with a key of SM2', withHeader({ ...json, alg: 'ES256' }), 'ERR_STATEMENT_ALGORITHM'],
    ['an algorithm that is no text', withHeader({ ...json, alg: 1 }), 'ERR_STATEMENT_ALGORITHM'],
    [
      'a key of another curve',
      withHeader({ ...json, alg: 'ES384', x5c: [encodeBase64(root384.raw)] }),
      'ERR_STATEMENT_ALGORITHM',
    ],
  ])('%s', (_, bad, code) => {
    expect(() => parseStatement(bad, reading)).toThrow(expect.objectContaining({ code }))
  })

  test('any other: an error with a code, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: jws.length - 1 }), fc.string({ maxLength: 3 }), (place, text) => {
        try {
          parseStatement(jws.slice(0, place) + text + jws.slice(place + 1), reading)
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_/) })
        }
      }),
    )
  })
})
