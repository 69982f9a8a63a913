import { decodeBase64Url, digest, encodeHex } from '@xinyin/core'
import { describe, expect, test, vi } from 'vitest'
import { inspectSealedData, sealData } from '../../../src/carriers/data/index.ts'
import { NO_EVIDENCE } from '../../../src/evidence/evidence.ts'
import { createEvidence } from '../../../src/evidence/index.ts'
import { createSeal } from '../../../src/index.ts'
import { parseSealSignature } from '../../../src/signature/parse.ts'
import { parseSignedValue } from '../../../src/signature/signed-value.ts'
import { createStampService, days, trusting } from '../../evidence/stamping.ts'
import { AT, sealOptions } from '../../province.ts'
import { CMS, CONTENT, JWS, OTHER, office, province, refusals, SES, trust } from './office.ts'

const service = await createStampService()
const stamper = service.at(new Date(AT.getTime() + 60_000))
const stamping = await trusting({ ...province, trust }, service)
const options = { trust: stamping, at: days(1, AT) }
const PROVEN = new Date(AT.getTime() + 61_000)

test.each([
  ['ses', SES],
  ['cms', CMS],
] as const)('a time stamp on the signature proves when it was there, %s', async (_, sealing) => {
  const value = await sealData(CONTENT, { ...sealing, timeStamper: stamper })
  const report = await inspectSealedData(CONTENT, value, options)
  expect(refusals(report)).toEqual([])
  expect(report.verdict).toBe('passed')
  expect(report.subject?.provenAt).toEqual(PROVEN)
  expect(refusals(await inspectSealedData(OTHER, value, options))).toHaveLength(1)
})

test.each([
  ['ses', SES],
  ['cms', CMS],
] as const)('a time stamp on another signature is refused, %s', async (_, sealing) => {
  const timeStamper = (signature: Uint8Array) => stamper(signature.subarray(1))
  const value = await sealData(CONTENT, { ...sealing, timeStamper })
  const report = await inspectSealedData(CONTENT, value, options)
  expect(refusals(report)).toEqual(['signature.time-stamp'])
  expect(report.subject?.provenAt).toBeUndefined()
})

test('what a time-stamping service throws is passed on', async () => {
  const timeStamper = async () => {
    throw new Error('no connection')
  }
  await expect(sealData(CONTENT, { ...SES, timeStamper })).rejects.toThrow('no connection')
})

describe('evidence beside the data', () => {
  test.each([
    ['ses', SES, 'Seal'],
    ['cms', CMS, 'Sign'],
  ] as const)('proves the time later, %s', async (_, sealing, type) => {
    const value = await sealData(CONTENT, sealing)
    const { evidence } = await createEvidence([parseSignedValue(value, type)], {
      trust: stamping,
      timeStamper: stamper,
      clock: () => options.at,
    })
    const report = await inspectSealedData(CONTENT, value, { ...options, evidence })
    expect(report.verdict).toBe('passed')
    expect(report.subject?.provenAt).toEqual(PROVEN)
  })

  test('proves the time of a JWS too, which has no place for a stamp', async () => {
    const value = await sealData(CONTENT, JWS)
    const signature = decodeBase64Url(value.split('.')[2] ?? '')
    const evidence = {
      ...NO_EVIDENCE,
      signatures: [{ sm3: encodeHex(digest('SM3', signature)), timeStamps: [await stamper(signature)] }],
    }
    const report = await inspectSealedData(CONTENT, value, { ...options, evidence })
    expect(report.verdict).toBe('passed')
    expect(report.subject?.provenAt).toEqual(PROVEN)
    const bare = await inspectSealedData(CONTENT, value, options)
    expect(bare.subject?.provenAt).toBeUndefined()
  })

  test('of a time before the claimed one stands against a JWS', async () => {
    const value = await sealData(CONTENT, { ...JWS, at: days(1, AT) })
    const signature = decodeBase64Url(value.split('.')[2] ?? '')
    const evidence = {
      ...NO_EVIDENCE,
      signatures: [{ sm3: encodeHex(digest('SM3', signature)), timeStamps: [await stamper(signature)] }],
    }
    const report = await inspectSealedData(CONTENT, value, { ...options, evidence })
    expect(refusals(report)).toContain('signature.time')
  })
})

describe.each(['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'] as const)('a seal of %s', (form) => {
  test('seals data', async () => {
    const seal = await createSeal({ ...sealOptions(province.maker, [office.certificate]), form })
    const value = await sealData(CONTENT, { ...SES, seal })
    expect(parseSealSignature(value).form).toBe(form)
    const report = await inspectSealedData(CONTENT, value, { trust, at: AT })
    expect(refusals(report)).toEqual([])
    expect(report.verdict).toBe('passed')
    expect(refusals(await inspectSealedData(OTHER, value, { trust, at: AT }))).toEqual([
      'signature.data-hash',
    ])
  })

  test('has room for a time stamp, or says at once that it has none', async () => {
    const seal = await createSeal({ ...sealOptions(province.maker, [office.certificate]), form })
    const timeStamper = vi.fn(stamper)
    for (const given of [seal, seal.raw]) {
      const sealing = sealData(CONTENT, { ...SES, seal: given, timeStamper })
      if (form === 'GM/T 0031-2014') await expect(sealing).rejects.toThrow(TypeError)
      else expect(parseSealSignature(await sealing).timeStamp).toBeDefined()
    }
    expect(timeStamper).toHaveBeenCalledTimes(form === 'GM/T 0031-2014' ? 0 : 2)
  })
})
