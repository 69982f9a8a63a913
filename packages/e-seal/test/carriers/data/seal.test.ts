import { type Check, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test, vi } from 'vitest'
import {
  type DataContent,
  type DataSealing,
  inspectSealedData,
  sealData,
  verifySealedData,
} from '../../../src/carriers/data/index.ts'
import { AT, createMember, createProvince } from '../../province.ts'
import { asStream, CMS, EACH, inPieces, JWS, OPTIONS, office, province, SES, seal } from './office.ts'

const CONTENT = encodeUtf8('关于同意施工许可的批复'.repeat(100))

const against = (checks: readonly Check[]) =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, code }) => [id, code])

describe.each(EACH)('%s', (form, sealing) => {
  test('seals bytes, a stream and pieces alike, and each verifies as any other', async () => {
    const as: (() => DataContent)[] = [
      () => CONTENT,
      () => asStream(CONTENT, 100),
      () => inPieces(CONTENT, 7),
      () => inPieces(CONTENT, 1_000_000),
    ]
    for (const make of as) {
      const value = await sealData(make(), sealing)
      for (const read of as) {
        const report = await inspectSealedData(read(), value, OPTIONS)
        expect(against(report.checks)).toEqual([])
        expect(report.verdict).toBe('passed')
        expect(report.subject).toMatchObject({ form, size: CONTENT.length, time: AT })
        expect(report.subject?.signer?.text).toContain('示例市住建局')
      }
    }
  })

  test('seals nothing at all too', async () => {
    const value = await sealData(new Uint8Array(0), sealing)
    expect((await inspectSealedData(new Uint8Array(0), value, OPTIONS)).verdict).toBe('passed')
    expect((await inspectSealedData(Uint8Array.of(0), value, OPTIONS)).verdict).toBe('failed')
  })

  test('says what the data is', async () => {
    const named = { ...sealing, name: '批复 «一» 😀.txt', mediaType: 'text/plain;charset=utf-8' }
    const value = await sealData(CONTENT, named)
    const { description } = await verifySealedData(CONTENT, value, OPTIONS)
    expect(description).toEqual({ name: named.name, mediaType: named.mediaType })
    const expected = { ...OPTIONS, expect: { name: named.name, mediaType: named.mediaType, forms: [form] } }
    expect((await inspectSealedData(CONTENT, value, expected)).verdict).toBe('passed')
  })

  test('a seal that says nothing of the data leaves the check out, and says so', async () => {
    const value = await sealData(CONTENT, sealing)
    const { checks } = await inspectSealedData(CONTENT, value, OPTIONS)
    expect(checks).toContainEqual({
      id: 'data.description',
      status: 'skipped',
      facts: { because: 'data-description' },
    })
  })

  test('verifySealedData throws the check that decides', async () => {
    const value = await sealData(CONTENT, sealing)
    const code = form === 'cms' ? 'ERR_CMS_MESSAGE_DIGEST' : 'ERR_SIGNATURE_DATA_HASH'
    await expect(verifySealedData(CONTENT.subarray(1), value, OPTIONS)).rejects.toMatchObject({ code })
  })

  test('passes on what a stream throws, when sealing and when verifying', async () => {
    const value = await sealData(CONTENT, sealing)
    async function* broken() {
      yield CONTENT
      throw new RangeError('the disk')
    }
    await expect(sealData(broken(), sealing)).rejects.toThrow('the disk')
    await expect(inspectSealedData(broken(), value, OPTIONS)).rejects.toThrow('the disk')
  })

  test.each([
    ['a text', 'text'],
    ['a list of numbers', [1, 2]],
    ['nothing', null],
  ])('%s is no content', async (_, content) => {
    await expect(sealData(content as never, sealing)).rejects.toThrow(TypeError)
    const value = await sealData(CONTENT, sealing)
    await expect(inspectSealedData(content as never, value, OPTIONS)).rejects.toThrow(TypeError)
  })

  test('pieces that are texts are no content', async () => {
    async function* texts() {
      yield 'text'
    }
    await expect(sealData(texts() as never, sealing)).rejects.toThrow(TypeError)
  })

  test('a stream that is not needed to its end is let go', async () => {
    const cancel = vi.fn()
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue('text'),
      cancel,
    })
    await expect(sealData(stream, sealing)).rejects.toThrow(TypeError)
    expect(cancel).toHaveBeenCalled()
    expect(stream.locked).toBe(false)
  })

  test.each([
    ['an empty name', { name: '' }],
    ['a name of two lines', { name: 'a\nb' }],
    ['a name that turns around', { name: 'a\u202efdp.exe' }],
    ['half a character', { name: '\ud800' }],
    ['a name without end', { name: 'a'.repeat(256) }],
    ['no media type', { mediaType: 'json' }],
    ['a media type with a line break', { mediaType: 'text/plain\n' }],
    ['another key', { signer: province.maker.signer }],
    ['a certificate of another key', { certificate: province.maker.certificate }],
    ['no time', { at: new Date(Number.NaN) }],
    ['another form', { form: 'pdf' }],
  ])('%s is a wrong call', async (_, other) => {
    const wrong = { ...sealing, ...other } as DataSealing
    await expect(sealData(CONTENT, wrong)).rejects.toThrow()
    const error = await sealData(CONTENT, wrong).catch((found: unknown) => found)
    const isRefusal = 'certificate' in other || 'signer' in other
    if (!(isRefusal && form === 'ses'))
      expect(error instanceof TypeError || error instanceof RangeError).toBe(true)
  })
})

test('with a seal, the seal comes out', async () => {
  const value = await sealData(CONTENT, { ...SES, seal: seal.raw })
  const { seal: found, maker } = await verifySealedData(CONTENT, value, OPTIONS)
  expect(found?.info.name).toBe('示例市电子证照专用章')
  expect(maker?.text).toContain('制章人')
})

test('a key that the seal does not name seals nothing, and nothing is read for it', async () => {
  const stranger = await createMember('别的局', province.signerRoot)
  const pieces = vi.fn()
  async function* content() {
    pieces()
    yield CONTENT
  }
  await expect(sealData(content(), { ...SES, ...stranger })).rejects.toMatchObject({
    code: 'ERR_SIGNER_NOT_LISTED',
  })
  expect(pieces).not.toHaveBeenCalled()
})

test('a seal that has run out seals nothing', async () => {
  const late = { ...SES, at: new Date('2027-06-01T00:00:00Z') }
  await expect(sealData(CONTENT, late)).rejects.toMatchObject({ code: 'ERR_SEAL_NOT_VALID' })
})

test('who may use seals may not thereby sign without one', async () => {
  for (const sealing of [CMS, JWS] as const) {
    const value = await sealData(CONTENT, sealing)
    const report = await inspectSealedData(CONTENT, value, { ...OPTIONS, trust: province.trust })
    expect(report.verdict).toBe('indeterminate')
    expect(against(report.checks)).toEqual([['signature.signer-path', 'ERR_PATH_NO_ANCHOR']])
  }
})

test('another province does not know them', async () => {
  const other = await createProvince()
  for (const [form, sealing] of EACH) {
    const value = await sealData(CONTENT, sealing)
    const { verdict } = await inspectSealedData(CONTENT, value, { trust: other.trust, at: AT })
    expect([form, verdict]).toEqual([form, 'indeterminate'])
  }
})

test('a JWS has no place for a time stamp', async () => {
  const timeStamper = vi.fn()
  await expect(sealData(CONTENT, { ...JWS, timeStamper } as never)).rejects.toThrow(TypeError)
  expect(timeStamper).not.toHaveBeenCalled()
})

test('a signer whose signature does not hold is found out', async () => {
  const signer = { ...office.signer, sign: (message: Uint8Array) => office.signer.sign(message.subarray(1)) }
  for (const [, sealing] of EACH)
    await expect(sealData(CONTENT, { ...sealing, signer } as DataSealing)).rejects.toMatchObject({
      code: 'ERR_DATA_FOREIGN_SIGNATURE',
    })
})
