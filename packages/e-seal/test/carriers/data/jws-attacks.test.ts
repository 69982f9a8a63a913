import {
  createPrivateKey,
  createSigner,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64,
  encodeBase64Url,
  encodeUtf8,
  joseScheme,
  parseCertificate,
} from '@xinyin/core'
import { createLeaf, issueCertificate } from '@xinyin/core/ca'
import { describe, expect, test } from 'vitest'
import { inspectSealedData, sealData } from '../../../src/carriers/data/index.ts'
import { signStatement } from '../../../src/statement/jws.ts'
import { AT, createMember, createProvince } from '../../province.ts'
import { CONTENT, inspect, JWS, OPTIONS, office, province, reason, refusals } from './office.ts'

describe('a JWS', () => {
  const parts = async () => {
    const compact = await sealData(CONTENT, JWS)
    const [header = '', payload = '', signature = ''] = compact.split('.')
    return {
      header: JSON.parse(decodeUtf8(decodeBase64Url(header))) as Record<string, unknown>,
      payload: JSON.parse(decodeUtf8(decodeBase64Url(payload))) as Record<string, unknown>,
      signature,
    }
  }
  const part = (value: unknown) =>
    encodeBase64Url(encodeUtf8(typeof value === 'string' ? value : JSON.stringify(value)))

  /** Signed anew by the office itself, so that nothing but what was changed stands against it. */
  async function signed(header: unknown, payload: unknown): Promise<string> {
    const input = `${part(header)}.${part(payload)}`
    const der = await office.signer.sign(encodeUtf8(input))
    const key = { ...office.signer, sign: async () => der }
    const value = await joseScheme({ alg: 'SM2', encoding: 'raw' })?.sign(key, encodeUtf8(input))
    return `${input}.${encodeBase64Url(value ?? new Uint8Array(0))}`
  }

  test('made here as the office makes them passes: what follows is refused for what it changes', async () => {
    const { header, payload } = await parts()
    expect((await inspect(CONTENT, await signed(header, payload))).verdict).toBe('passed')
  })

  test.each([
    ['alg none', { alg: 'none' }],
    ['HMAC', { alg: 'HS256' }],
    ['another name', { alg: 'SM2SM3' }],
    ['ECDSA', { alg: 'ES256' }],
    ['no alg', { alg: undefined }],
    ['an alg that is a list', { alg: ['SM2'] }],
    ['an unencoded payload', { b64: false }],
    ['an unencoded payload, as critical', { b64: false, crit: ['b64'] }],
    ['b64 that says what holds anyway', { b64: true }],
    ['an empty crit', { crit: [] }],
    ['a key of its own', { jwk: { kty: 'EC' } }],
    ['a key somewhere', { jku: 'https://evil.example/keys' }],
    ['a certificate somewhere', { x5u: 'https://evil.example/c.pem' }],
    ['the name of a key', { kid: '1' }],
    ['another typ', { typ: 'JWT' }],
    ['the typ of a list of seals', { typ: 'seal-status-list+jws' }],
    ['no typ', { typ: undefined }],
    ['no certificate', { x5c: [] }],
    ['no list of certificates', { x5c: 'MII' }],
    ['a certificate that is none', { x5c: ['AAAA'] }],
    ['no time', { iat: undefined }],
    ['a time as text', { iat: '1780300800' }],
    ['a time with a fraction', { iat: 1780300800.5 }],
    ['a time before all', { iat: -1 }],
  ])('with %s is refused', async (_, change) => {
    const { header, payload } = await parts()
    const report = await inspect(CONTENT, await signed({ ...header, ...change }, payload))
    expect(report.verdict).toBe('failed')
    expect(refusals(report)).toEqual(['signature.structure'])
  })

  test.each([
    ['another digest', { digest: { algorithm: 'SM3', value: part('x') } }],
    ['SHA-256', { digest: { algorithm: 'SHA-256', value: 'A'.repeat(43) } }],
    ['no digest', { digest: undefined }],
    ['a digest with more in it', { digest: { algorithm: 'SM3', value: 'A'.repeat(43), other: 1 } }],
    ['a digest that is text', { digest: 'A'.repeat(43) }],
    ['a digest with stray bits', { digest: { algorithm: 'SM3', value: `${'A'.repeat(42)}B` } }],
    ['another member', { exp: 1 }],
    ['a name that is none', { name: '' }],
    ['a media type that is none', { mediaType: 'x' }],
  ])('that claims %s is refused', async (_, change) => {
    const { header, payload } = await parts()
    const report = await inspect(CONTENT, await signed(header, { ...payload, ...change }))
    expect(refusals(report)).toEqual(['signature.structure'])
  })

  test.each([
    ['a list', '[]'],
    ['text', '"a"'],
    ['nothing', 'null'],
    ['no JSON', '{'],
    ['a member twice', '{"digest":{},"digest":{}}'],
    ['a member twice, escaped', '{"digest":{},"dig\\u0065st":{}}'],
    ['a prototype', '{"__proto__":{},"digest":{}}'],
    ['depth', `${'{"digest":'.repeat(100)}1${'}'.repeat(100)}`],
  ])('whose claims are %s is refused', async (_, claims) => {
    const { header } = await parts()
    const report = await inspect(CONTENT, await signed(header, claims))
    expect(refusals(report)).toEqual(['signature.structure'])
  })

  test('with a header member twice is refused', async () => {
    const { header, payload } = await parts()
    const twice = JSON.stringify(header).replace('{', '{"alg":"none",')
    expect(refusals(await inspect(CONTENT, await signed(twice, payload)))).toEqual(['signature.structure'])
  })

  test('in base64url that is not canonical is refused, in every part', async () => {
    const compact = await sealData(CONTENT, JWS)
    const [header = '', payload = '', signature = ''] = compact.split('.')
    const padded = (text: string) => `${text}=`
    const spaced = (text: string) => `${text.slice(0, 4)}\n${text.slice(4)}`
    const standard = (text: string) => `+/${text.slice(2)}`
    for (const spoil of [padded, spaced, standard])
      for (const bad of [
        [spoil(header), payload, signature],
        [header, spoil(payload), signature],
        [header, payload, spoil(signature)],
      ]) {
        const report = await inspect(CONTENT, bad.join('.'))
        expect(report.verdict).toBe('failed')
        expect(['data.form', 'signature.structure']).toContain(refusals(report)[0])
      }
    // 64 octets leave two bits over at the end: 'A' and 'B' there would be the same octets.
    const last = signature.at(-1) ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const aliased = `${signature.slice(0, -1)}${alphabet[alphabet.indexOf(last) + 1] ?? ''}`
    const report = await inspect(CONTENT, `${header}.${payload}.${aliased}`)
    expect(refusals(report)).toEqual(['signature.structure'])
  })

  test("with another's certificate is refused: the key is not his", async () => {
    const { header, payload } = await parts()
    const other = await createMember('甲', province.signerRoot)
    const x5c = [encodeBase64(other.certificate.raw)]
    const report = await inspect(CONTENT, await signed({ ...header, x5c }, payload))
    expect(refusals(report)).toEqual(['signature.value'])
  })

  test('by one whom nobody knows is refused, with an authority of his own beside him', async () => {
    const stranger = await createProvince()
    const value = await sealData(CONTENT, {
      ...JWS,
      ...stranger.office,
      intermediates: [stranger.signerRoot.certificate],
    })
    expect(refusals(await inspect(CONTENT, value))).toEqual(['signature.signer-path'])
  })

  test('leads over authorities that it brings to one that is trusted', async () => {
    const { member, intermediate } = await createIntermediate()
    const without = await sealData(CONTENT, { ...JWS, ...member })
    expect(refusals(await inspect(CONTENT, without))).toEqual(['signature.signer-path'])
    const value = await sealData(CONTENT, { ...JWS, ...member, intermediates: [intermediate] })
    const report = await inspect(CONTENT, value)
    // Nobody tells of those whom the new authority gave certificates to.
    expect(reason(report, 'signature.signer-path')).toBeUndefined()
    expect(refusals(report)).toEqual(['path.revocation'])
  })

  test('under another profile than agreed is refused', async () => {
    const sm2 = { alg: 'SM2SM3', encoding: 'DER' } as const
    const value = await sealData(CONTENT, { ...JWS, sm2 })
    expect(refusals(await inspect(CONTENT, value))).toEqual(['signature.structure'])
    const report = await inspectSealedData(CONTENT, value, { ...OPTIONS, sm2 })
    expect(report.verdict).toBe('passed')
    const raw = { ...sm2, encoding: 'raw' } as const
    expect(refusals(await inspectSealedData(CONTENT, value, { ...OPTIONS, sm2: raw }))).toEqual([
      'signature.value',
    ])
  })

  test('signed with ECDSA is no seal, though it is a good signature', async () => {
    const key = await createPrivateKey('P-256')
    const certificate = await createLeaf({
      subject: { country: 'CN', organization: '示例省', commonName: 'ECDSA' },
      publicKey: key.publicKey,
      issuer: { certificate: province.signerRoot.certificate, key: province.signerRoot.signer },
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2028-01-01T00:00:00Z'),
    })
    const { payload } = await parts()
    const value = await signStatement(JSON.stringify(payload), 'data-seal+jws', AT, {
      key: createSigner(key),
      certificates: [parseCertificate(certificate.raw)],
    })
    const report = await inspect(CONTENT, value)
    expect(refusals(report)).toEqual(['signature.algorithm'])
    await expect(sealData(CONTENT, { ...JWS, signer: createSigner(key), certificate })).rejects.toThrow(
      TypeError,
    )
  })
})

async function createIntermediate() {
  const dates = { notBefore: new Date('2026-01-02T00:00:00Z'), notAfter: new Date('2027-12-01T00:00:00Z') }
  const { signerRoot } = province
  const authorityKey = await createPrivateKey('SM2')
  const intermediate = await issueCertificate({
    issuer: { certificate: signerRoot.certificate, key: signerRoot.signer },
    profile: 'sub-authority',
    publicKey: authorityKey.publicKey,
    subject: { country: 'CN', organization: '示例省', commonName: '示例市' },
    ...dates,
  })
  const key = await createPrivateKey('SM2')
  const certificate = await createLeaf({
    subject: { country: 'CN', organization: '示例省', commonName: '示例区' },
    publicKey: key.publicKey,
    issuer: { certificate: intermediate, key: authorityKey },
    ...dates,
  })
  return { intermediate, member: { signer: createSigner(key), certificate } }
}
