import { createPrivateKey, createSigner } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { listTruth, readTruthJson, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { inspectSdJwt } from '../../src/credential/inspect.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { parsePublicJwk } from '../../src/credential/jwk.ts'
import { parseSdJwt } from '../../src/credential/parse.ts'
import { presentSdJwt } from '../../src/credential/present.ts'
import { licenceFormOf } from '../../src/verify/inspect.ts'
import { createTestIssuer, encodeText, type TestIssuer } from './forge.ts'

const FORMS = ['flattened', 'general'] as const
const REQUEST = { audience: 'https://verifier.example.org', nonce: '1234567890' }

let issuer: TestIssuer
let compact: string
let flattened: Record<string, unknown>

beforeAll(async () => {
  issuer = await createTestIssuer()
  const holder = await createPrivateKey('P-256')
  const issued = await issueSdJwt({
    claims: { sub: '1', name: '示例', tags: ['a', 'b'] },
    selective: ['/name', '/tags/0'],
    signer: issuer.signer,
    holderKey: holder.publicKey,
  })
  const keyBinding = { ...REQUEST, signer: createSigner(holder) }
  compact = await presentSdJwt(issued, { disclose: ['/name'], keyBinding })
  flattened = jsonOf(compact)
})

/** By hand, as RFC 9901, 8 has it. */
function jsonOf(text: string): Record<string, unknown> {
  const [jwt = '', ...parts] = text.split('~')
  const keyBinding = parts.pop()
  const [head, payload, signature] = jwt.split('.')
  const header = { disclosures: parts, ...(keyBinding === '' ? {} : { kb_jwt: keyBinding }) }
  return { payload, protected: head, header, signature }
}

const generalOf = ({ payload, ...signature }: Record<string, unknown>) => ({
  payload,
  signatures: [signature],
})

async function inspect(json: unknown) {
  const text = typeof json === 'string' ? json : JSON.stringify(json)
  const report = await inspectSdJwt(text, { key: issuer.key, keyBinding: REQUEST })
  const check = report.checks.find(({ status }) => status === 'failed')
  return check === undefined ? report.verdict : `${check.id} ${check.code}`
}

describe('read and verified', () => {
  test('flattened and general say what the compact form says', async () => {
    const expected = await inspectSdJwt(compact, { key: issuer.key, keyBinding: REQUEST })
    expect(expected.verdict).toBe('passed')
    for (const json of [flattened, generalOf(flattened)])
      for (const text of [JSON.stringify(json), `\n${JSON.stringify(json, undefined, 2)}\n`]) {
        expect(licenceFormOf(text)).toBe('sd-jwt')
        expect(licenceFormOf(new TextEncoder().encode(text))).toBe('sd-jwt')
        expect(parseSdJwt(text)).toEqual(parseSdJwt(compact))
        expect(await inspectSdJwt(text, { key: issuer.key, keyBinding: REQUEST })).toEqual(expected)
      }
  })
  test('members and unprotected parameters that are not known are ignored, a key among them', async () => {
    const header = { ...(flattened['header'] as object), kid: 'mine', x5c: ['AAAA'], jwk: {} }
    const json = { ...flattened, header, extra: [1] }
    expect(await inspect(json)).toBe('passed')
    expect(parseSdJwt(JSON.stringify(json)).issued.header).toEqual(parseSdJwt(compact).issued.header)
  })
  test('nothing disclosed and nothing bound', async () => {
    const { header: _, ...bare } = flattened
    const report = await inspectSdJwt(JSON.stringify(bare), { key: issuer.key })
    expect(report.verdict).toBe('passed')
    expect(report.subject?.claims).not.toHaveProperty('name')
  })
})

describe('made', () => {
  test.each(FORMS)('issued and presented %s, kept in any form', async (serialization) => {
    const holder = await createPrivateKey('P-256')
    const issued = await issueSdJwt({
      claims: { sub: '1', name: '示例' },
      selective: ['/name'],
      signer: issuer.signer,
      holderKey: holder.publicKey,
      serialization,
    })
    const json = JSON.parse(issued) as JsonObject
    expect(Object.keys(json).sort()).toEqual(
      serialization === 'general'
        ? ['payload', 'signatures']
        : ['header', 'payload', 'protected', 'signature'],
    )
    const keyBinding = { ...REQUEST, signer: createSigner(holder) }
    for (const disclose of ['all', []] as const) {
      const shown = await presentSdJwt(issued, { disclose, keyBinding, serialization })
      expect(await inspect(shown)).toBe('passed')
      expect(parseSdJwt(shown).disclosures).toHaveLength(disclose === 'all' ? 1 : 0)
      expect(await presentSdJwt(shown, { disclose })).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+~/)
    }
  })
  test('a form that there is none of', async () => {
    const serialization = 'json' as 'general'
    await expect(presentSdJwt(compact, { disclose: [], serialization })).rejects.toThrow(RangeError)
    await expect(
      issueSdJwt({ claims: {}, selective: [], signer: issuer.signer, serialization }),
    ).rejects.toThrow(RangeError)
  })
})

describe('attack', () => {
  const BAD = 'sd-jwt.form ERR_SDJWT_JSON'
  const withHeader = (change: object) => ({
    ...flattened,
    header: { ...(flattened['header'] as object), ...change },
  })
  test.each<[string, () => unknown, string]>([
    [
      'several signatures',
      () => ({ payload: flattened['payload'], signatures: [flattened, flattened] }),
      BAD,
    ],
    ['no signature', () => ({ payload: flattened['payload'], signatures: [] }), BAD],
    ['both forms at once', () => ({ ...flattened, ...generalOf(flattened) }), BAD],
    ['a signature that is none', () => ({ payload: flattened['payload'], signatures: ['x'] }), BAD],
    ['disclosures joined into one', () => withHeader({ disclosures: ['WyJhIiwxXQ~WyJhIiwxXQ'] }), BAD],
    ['an empty disclosure', () => withHeader({ disclosures: [''] }), BAD],
    ['disclosures that are no list', () => withHeader({ disclosures: 'WyJhIiwxXQ' }), BAD],
    ['a key binding that brings disclosures', () => withHeader({ kb_jwt: 'WyJhIiwxXQ~a.b.c' }), BAD],
    ['an empty key binding', () => withHeader({ kb_jwt: '' }), BAD],
    ['a payload of two parts', () => ({ ...flattened, payload: 'e30.e30' }), BAD],
    ['parameters to be understood', () => withHeader({ crit: ['exp'] }), BAD],
    ['a parameter that is protected too', () => withHeader({ alg: 'ES256' }), BAD],
    ['a header that is none', () => ({ ...flattened, header: [] }), BAD],
    [
      'an algorithm that nobody signed',
      () => ({ ...withHeader({ alg: 'ES256' }), protected: encodeText('{"typ":"dc+sd-jwt"}') }),
      'sd-jwt.form ERR_JWS_ALGORITHM',
    ],
    [
      'another payload',
      () => ({ ...flattened, payload: encodeText('{"sub":"2"}') }),
      'sd-jwt.signature ERR_SDJWT_SIGNATURE',
    ],
    [
      'a disclosure left out',
      () => withHeader({ disclosures: [] }),
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_DIGEST',
    ],
    [
      'a member twice',
      () => JSON.stringify(flattened).replace('{', '{"payload":"e30",'),
      'sd-jwt.form ERR_JSON_DUPLICATE',
    ],
    ['nothing but a brace', () => '{', 'sd-jwt.form ERR_JSON_SYNTAX'],
  ])('%s', async (_, json, expected) => {
    expect(await inspect(json())).toBe(expected)
  })

  test('any other way to write it says the same or is refused', async () => {
    const text = JSON.stringify(generalOf(flattened))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom('', '~', '.', 'A', '"', '{', ' '),
        async (at, put) => {
          const changed = text.slice(0, at) + put + text.slice(at + 1)
          const report = await inspectSdJwt(changed, { key: issuer.key })
          if (report.verdict !== 'passed') return
          const claims = await inspectSdJwt(compact, { key: issuer.key })
          for (const [name, value] of Object.entries(report.subject?.claims ?? {}))
            expect(claims.subject?.claims[name]).toEqual(value)
        },
      ),
    )
  })
})

interface Truth {
  issuerKey: JsonObject
  vectors: { compact: string }[]
}

testTruth('the SD-JWTs of RFC 9901 hold in both forms', async () => {
  if (listTruth('sd-jwt').length === 0) return
  const { issuerKey, vectors } = readTruthJson<Truth>('sd-jwt/sdjwt-final-draft22.json')
  const policy = { key: parsePublicJwk(issuerKey), at: new Date('2025-06-01T00:00:00Z') }
  for (const { compact: text } of vectors) {
    const whole = text.includes('~') ? text : `${text}~`
    const expected = await inspectSdJwt(text, policy)
    for (const json of [jsonOf(whole), generalOf(jsonOf(whole))])
      expect(await inspectSdJwt(JSON.stringify(json), policy)).toEqual(expected)
  }
})
