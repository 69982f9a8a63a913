import { decodeBase64, encodeBase64, encodeUtf8, signSm2 } from '@xinyin/core'
import { sm2Digest } from '@xinyin/core/gm'
import { describe, expect, test, vi } from 'vitest'
import {
  type DataSealPreparation,
  finishDataSeal,
  finishJsonSeal,
  inspectSealedData,
  inspectSealedJson,
  type PreparedDataSeal,
  prepareDataSeal,
  prepareJsonSeal,
} from '../../../src/carriers/data/index.ts'
import { AT, createMember } from '../../province.ts'
import { asStream, OPTIONS, office, province, seal } from './office.ts'

const CONTENT = encodeUtf8('{"a":1}')
const { certificate, signer } = office

const EACH: readonly (readonly [string, DataSealPreparation])[] = [
  ['ses', { seal, certificate, at: AT, name: '批复.json', mediaType: 'application/json' }],
  ['cms', { form: 'cms', certificate, at: AT, name: '批复.json', mediaType: 'application/json' }],
  ['jws', { form: 'jws', certificate, at: AT, name: '批复.json', mediaType: 'application/json' }],
  ['jws', { form: 'jws', certificate, at: AT, sm2: { alg: 'SM2SM3', encoding: 'DER' } }],
]

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const sign = (prepared: PreparedDataSeal) => signer.sign(decodeBase64(prepared.toSign))

/** r ‖ s of a signature as devices return it. */
function toRaw(der: Uint8Array): Uint8Array {
  const raw = new Uint8Array(64)
  let at = 2
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0
    const number = der.subarray(at + 2, at + 2 + length)
    const digits = number[0] === 0 ? number.subarray(1) : number
    raw.set(digits, end - digits.length)
    at += 2 + length
  }
  return raw
}

describe.each(EACH)('%s', (form, preparation) => {
  const options = {
    ...OPTIONS,
    ...('sm2' in preparation && preparation.sm2 !== undefined ? { sm2: preparation.sm2 } : {}),
  }

  test('what was prepared, kept as JSON and signed elsewhere verifies', async () => {
    const prepared = await prepareDataSeal(asStream(CONTENT, 3), preparation)
    expect(throughJson(prepared)).toEqual(prepared)
    const value = await finishDataSeal(throughJson(prepared), await sign(prepared))
    const report = await inspectSealedData(CONTENT, value, options)
    expect(report.verdict).toBe('passed')
    expect(report.subject).toMatchObject({ form, time: AT })
  })

  test('a signature as a device gives it, r and s without DER, is taken', async () => {
    const prepared = await prepareDataSeal(CONTENT, preparation)
    const value = await finishDataSeal(prepared, toRaw(await sign(prepared)))
    expect((await inspectSealedData(CONTENT, value, options)).verdict).toBe('passed')
  })

  test('the digest is that of SM2, with the id and the key in it', async () => {
    const prepared = await prepareDataSeal(CONTENT, preparation)
    const digest = sm2Digest(certificate.publicKey, decodeBase64(prepared.toSign))
    expect(prepared.digest).toBe(encodeBase64(digest))
  })

  test('a signature over something else, or of another key, is refused', async () => {
    const prepared = await prepareDataSeal(CONTENT, preparation)
    const other = await createMember('别的局', province.signerRoot)
    const message = decodeBase64(prepared.toSign)
    const signatures = [
      await signer.sign(decodeBase64(prepared.digest)),
      await other.signer.sign(message),
      (await signer.sign(message)).subarray(1),
      new Uint8Array(64),
      new Uint8Array(0),
    ]
    for (const signature of signatures)
      await expect(finishDataSeal(prepared, signature)).rejects.toMatchObject({
        code: 'ERR_DATA_FOREIGN_SIGNATURE',
      })
    await expect(finishDataSeal(prepared, 'MEUC' as never)).rejects.toThrow(TypeError)
  })

  test('another message under the same signature is refused', async () => {
    const prepared = await prepareDataSeal(CONTENT, preparation)
    const other = await prepareDataSeal(CONTENT.subarray(1), preparation)
    await expect(
      finishDataSeal({ ...prepared, toSign: other.toSign }, await sign(prepared)),
    ).rejects.toMatchObject({
      code: 'ERR_DATA_FOREIGN_SIGNATURE',
    })
  })

  test.each([
    ['version', { version: 2 }],
    ['form', { form: 'pdf' }],
    ['form', { form: undefined }],
    ['toSign', { toSign: '=' }],
    ['toSign', { toSign: 1 }],
    ['certificate', { certificate: 'AAAA' }],
    ['certificate', { certificate: undefined }],
    ['message', form === 'cms' ? { message: undefined } : { message: 'AAAA' }],
    ['message', form === 'cms' ? { message: '?' } : { message: '' }],
    ['sm2', form === 'jws' ? { sm2: undefined } : { sm2: { alg: 'SM2', encoding: 'raw' } }],
    ['ses', form === 'ses' ? { ses: undefined } : { ses: 'GB/T 38540-2020' }],
  ])('%s that is not as it was given out is refused: %j', async (member, change) => {
    const prepared = await prepareDataSeal(CONTENT, preparation)
    const state = { ...prepared, ...change } as PreparedDataSeal
    await expect(finishDataSeal(state, await sign(prepared))).rejects.toMatchObject({
      code: 'ERR_DATA_STATE',
      facts: { member },
    })
  })

  test.each([null, undefined, 'state', 1])('%s is no state', async (state) => {
    await expect(finishDataSeal(state as never, new Uint8Array(64))).rejects.toMatchObject({
      code: 'ERR_DATA_STATE',
    })
  })
})

test.each([
  ['with another algorithm', { alg: 'SM2', encoding: 'text' }],
  ['without a name', { encoding: 'raw' }],
  ['with an id that is no base64', { alg: 'SM2', encoding: 'raw', userId: '?' }],
])('a JWS profile %s is refused', async (_, sm2) => {
  const prepared = await prepareDataSeal(CONTENT, { form: 'jws', certificate, at: AT })
  const state = { ...prepared, sm2 } as PreparedDataSeal
  await expect(finishDataSeal(state, await sign(prepared))).rejects.toMatchObject({
    code: 'ERR_DATA_STATE',
    facts: { member: 'sm2' },
  })
})

test('a message whose place for the signature is gone is refused', async () => {
  const prepared = await prepareDataSeal(CONTENT, { form: 'cms', certificate, at: AT })
  const signature = await sign(prepared)
  for (const message of [Uint8Array.of(0x30, 0), Uint8Array.of(0x30, 4, 6, 0, 0xa0, 0)])
    await expect(
      finishDataSeal({ ...prepared, message: encodeBase64(message) }, signature),
    ).rejects.toMatchObject({ facts: { member: 'message' } })
})

test('a message with other attributes than those that were signed is refused', async () => {
  const prepared = await prepareDataSeal(CONTENT, { form: 'cms', certificate, at: AT })
  const other = await prepareDataSeal(CONTENT, { form: 'cms', certificate, at: AT, name: 'other' })
  await expect(
    finishDataSeal({ ...prepared, message: other.message ?? '' }, await sign(prepared)),
  ).rejects.toMatchObject({ code: 'ERR_DATA_STATE', facts: { member: 'message' } })
})

test('an id that the parties agreed on goes into the digest and the signature', async () => {
  const { privateKey, member } = await withKey()
  const userId = encodeUtf8('bureau@example')
  const sm2 = { alg: 'SM2', encoding: 'raw', userId } as const
  const prepared = await prepareDataSeal(CONTENT, { form: 'jws', certificate: member, at: AT, sm2 })
  const message = decodeBase64(prepared.toSign)
  expect(prepared.digest).toBe(encodeBase64(sm2Digest(member.publicKey, message, { userId })))
  const usual = await signSm2(privateKey, message)
  await expect(finishDataSeal(prepared, usual)).rejects.toMatchObject({ code: 'ERR_DATA_FOREIGN_SIGNATURE' })
  const value = await finishDataSeal(throughJson(prepared), await signSm2(privateKey, message, { userId }))
  expect((await inspectSealedData(CONTENT, value, { ...OPTIONS, sm2 })).verdict).toBe('passed')
  expect((await inspectSealedData(CONTENT, value, OPTIONS)).verdict).toBe('failed')
})

async function withKey() {
  const { createPrivateKey } = await import('@xinyin/core')
  const { createLeaf } = await import('@xinyin/core/ca')
  const privateKey = await createPrivateKey('SM2')
  const { signerRoot } = province
  const member = await createLeaf({
    subject: { country: 'CN', organization: '示例省', commonName: '有标识的局' },
    publicKey: privateKey.publicKey,
    issuer: { certificate: signerRoot.certificate, key: signerRoot.signer },
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2028-01-01T00:00:00Z'),
  })
  return { privateKey, member }
}

test('a time stamp for a JWS is refused before it is asked for', async () => {
  const prepared = await prepareDataSeal(CONTENT, { form: 'jws', certificate, at: AT })
  const timeStamper = vi.fn()
  await expect(finishDataSeal(prepared, await sign(prepared), { timeStamper })).rejects.toThrow(TypeError)
  expect(timeStamper).not.toHaveBeenCalled()
})

describe('JSON', () => {
  test.each(EACH.slice(0, 3))('is sealed in two steps, %s', async (_, { mediaType, ...preparation }) => {
    const prepared = await prepareJsonSeal({ b: 1, a: [true] }, preparation)
    const kept = throughJson(prepared)
    expect(kept.json).toBe('{"a":[true],"b":1}')
    const sealed = await finishJsonSeal(kept, await sign(prepared.seal))
    expect((await inspectSealedJson(JSON.stringify(sealed), OPTIONS)).verdict).toBe('passed')
    expect(mediaType).toBe('application/json')
  })

  test.each([
    ['changed', '{"b":1, "a":[true]}'],
    ['no object', '[1]'],
    ['no JSON', '{'],
    ['with a seal already', '{"seal":1}'],
    ['no text', 1],
  ])('that was %s in the meantime is refused', async (_, json) => {
    const { member: _member, ...prepared } = await prepareJsonSeal({ a: 1 }, { seal, certificate, at: AT })
    const state = { ...prepared, member: 'seal', json: json as string }
    await expect(finishJsonSeal(state, await sign(prepared.seal))).rejects.toMatchObject({
      code: 'ERR_DATA_STATE',
      facts: { member: 'json' },
    })
  })
})
