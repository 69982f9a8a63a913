import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DataExpectation, inspectSealedData, sealData } from '../../../src/carriers/data/index.ts'
import { createSeal } from '../../../src/index.ts'
import { AT, createList, createMember, sealOptions } from '../../province.ts'
import {
  CONTENT,
  changed,
  EACH,
  inspect,
  OPTIONS,
  OTHER,
  office,
  province,
  reason,
  refusals,
  SES,
  trust,
} from './office.ts'

describe.each(EACH)('%s', (form, sealing) => {
  const hashCheck = form === 'cms' ? 'cms.message-digest' : 'signature.data-hash'

  test('other content under the seal is refused', async () => {
    const report = await inspect(OTHER, await sealData(CONTENT, sealing))
    expect(report.verdict).toBe('failed')
    expect(refusals(report)).toEqual([hashCheck])
  })

  test('the seal of another content is refused', async () => {
    const report = await inspect(CONTENT, await sealData(OTHER, sealing))
    expect(refusals(report)).toEqual([hashCheck])
  })

  test('content cut short, prolonged or empty is refused', async () => {
    const value = await sealData(CONTENT, sealing)
    for (const content of [
      CONTENT.subarray(1),
      CONTENT.subarray(0, -1),
      new Uint8Array(0),
      new Uint8Array(64),
    ])
      expect(refusals(await inspect(content, value))).toEqual([hashCheck])
    expect(refusals(await inspect(Uint8Array.of(...CONTENT, 10), value))).toEqual([hashCheck])
  })

  test('a seal passed off for another file is refused by what it says', async () => {
    const value = await sealData(CONTENT, { ...sealing, name: 'draft.json', mediaType: 'application/json' })
    const asked: DataExpectation[] = [{ name: 'permit.json' }, { mediaType: 'text/plain' }, { name: '' }]
    for (const expectation of asked) {
      const report = await inspect(CONTENT, value, expectation)
      expect(refusals(report)).toEqual(['data.description'])
      expect(reason(report, 'data.description')).toBe('ERR_DATA_OTHER')
    }
    const unnamed = await sealData(CONTENT, sealing)
    expect(refusals(await inspect(CONTENT, unnamed, { name: 'draft.json' }))).toEqual(['data.description'])
  })

  test('a name in another normalization is another name', async () => {
    const value = await sealData(CONTENT, { ...sealing, name: 'caf\u00e9' })
    expect((await inspect(CONTENT, value, { name: 'caf\u00e9' })).verdict).toBe('passed')
    expect(refusals(await inspect(CONTENT, value, { name: 'cafe\u0301' }))).toEqual(['data.description'])
  })

  test('a form that is not asked for is refused', async () => {
    const value = await sealData(CONTENT, sealing)
    const forms = EACH.map(([other]) => other).filter((other) => other !== form)
    const report = await inspect(CONTENT, value, { forms })
    expect(refusals(report)).toEqual(['data.form'])
    expect(reason(report, 'data.form')).toBe('ERR_DATA_FORM_EXPECTED')
  })

  test('another signer whom the trust knows is refused where one is expected', async () => {
    const other = await createMember('示例市财政局', province.signerRoot)
    const otherSeal = await createSeal(sealOptions(province.maker, [other.certificate]))
    const swapped = { ...sealing, ...(form === 'ses' ? { seal: otherSeal } : {}), ...other }
    const value = await sealData(CONTENT, swapped as typeof sealing)
    expect((await inspect(CONTENT, value)).verdict).toBe('passed')
    const report = await inspect(CONTENT, value, { signer: '示例市住建局' })
    expect(refusals(report)).toEqual(['data.expected'])
    expect(reason(report, 'data.expected')).toBe('ERR_DATA_EXPECTED_SIGNER')
    expect((await inspect(CONTENT, value, { signer: /财政局/ })).verdict).toBe('passed')
  })

  test('a seal is expected where there is none, or another', async () => {
    const value = await sealData(CONTENT, sealing)
    const report = await inspect(CONTENT, value, { seal: '别的章' })
    expect(refusals(report)).toEqual(['data.expected'])
    expect(reason(report, 'data.expected')).toBe('ERR_DATA_EXPECTED_SEAL')
    const { verdict } = await inspect(CONTENT, value, { seal: '示例市电子证照专用章' })
    expect(verdict).toBe(form === 'ses' ? 'passed' : 'failed')
  })

  test('a time to come is refused', async () => {
    const value = await sealData(CONTENT, { ...sealing, at: new Date('2026-06-03T00:00:00Z') })
    expect(refusals(await inspect(CONTENT, value))).toContain('signature.time')
  })

  test('one changed octet anywhere never passes with anything else in it', async () => {
    const value = await sealData(CONTENT, sealing)
    const before = await inspect(CONTENT, value)
    for (let at = 0; at < value.length; at += 3) {
      const report = await inspect(CONTENT, changed(value, at))
      expect(report.verdict, `at ${at}`).not.toBe('passed')
    }
    expect(before.verdict).toBe('passed')
  })

  test('cut off, prolonged or doubled it is refused', async () => {
    const value = await sealData(CONTENT, sealing)
    const parts =
      typeof value === 'string'
        ? [
            value.slice(0, -1),
            `${value}=`,
            `${value}
`,
            `${value}.`,
            `${value}.AA`,
            value + value,
          ]
        : [value.subarray(0, -1), Uint8Array.of(...value, 0), Uint8Array.of(...value, ...value)]
    for (const part of parts) expect(refusals(await inspect(CONTENT, part))).toEqual(['signature.structure'])
  })

  test('a seal of many megabytes is not read', async () => {
    const value = await sealData(CONTENT, sealing)
    const large = typeof value === 'string' ? value.padEnd(9_000_000, 'A') : padded(value, 9_000_000)
    const report = await inspect(CONTENT, large)
    expect(reason(report, 'data.form')).toBe('ERR_DATA_LIMIT')
  })
})

test.each([
  ['nothing', new Uint8Array(0)],
  ['no text', ''],
  ['text', 'seal'],
  ['text as octets', encodeUtf8('seal')],
  ['the start of a sequence', Uint8Array.of(0x30)],
  ['a sequence of endless length', Uint8Array.of(0x30, 0xff, 0xff)],
  ['a number', Uint8Array.of(2, 1, 1)],
  ['an empty sequence', Uint8Array.of(0x30, 0)],
])('%s is no seal', async (_, value) => {
  const report = await inspect(CONTENT, value)
  expect(report.verdict).toBe('failed')
  expect(refusals(report)).toEqual(['data.form'])
})

test.each([undefined, null, 1, [0x30]])('%j as a seal is a wrong call', async (value) => {
  await expect(inspectSealedData(CONTENT, value as never, OPTIONS)).rejects.toThrow(TypeError)
})

test('whatever octets or characters come, they are refused with a code', async () => {
  const inputs = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.uint8Array({ maxLength: 200 }).map((rest) => Uint8Array.of(0x30, 0x82, 0, rest.length, ...rest)),
    fc.uint8Array({ maxLength: 60 }).map((rest) => Uint8Array.of(0x30, rest.length, 6, ...rest.subarray(1))),
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `ey${text}`),
    fc
      .tuple(fc.json(), fc.json(), fc.json())
      .map((parts) => parts.map((part) => encodeBase64Url(encodeUtf8(part))).join('.')),
  )
  await fc.assert(
    fc.asyncProperty(inputs, async (value) => {
      const report = await inspect(CONTENT, value)
      expect(report.verdict).toBe('failed')
      for (const { status, code } of report.checks) if (status === 'failed') expect(code).toMatch(/^ERR_/)
    }),
  )
})

test.each([
  { expect: { forms: [] } },
  { expect: { forms: ['pdf'] } },
  { expect: { seal: '' } },
  { expect: { signer: 1 } },
])('an expectation that nothing can meet is a wrong call: %j', async (wrong) => {
  const value = await sealData(CONTENT, SES)
  await expect(inspectSealedData(CONTENT, value, { ...OPTIONS, ...wrong } as never)).rejects.toThrow(
    TypeError,
  )
})

function padded(value: Uint8Array, length: number): Uint8Array {
  const whole = new Uint8Array(length)
  whole.set(value)
  return whole
}

test('revoked signers are refused in every form', async () => {
  const revoked = [
    {
      serialNumber: office.certificate.serialNumber,
      revokedAt: new Date('2026-05-01T00:00:00Z'),
    },
  ]
  const { signerRoot, makerRoot } = province
  const lists = [await createList(signerRoot, revoked), await createList(makerRoot)]
  const revocation = { crls: lists.flatMap(({ crls }) => crls), ocspResponses: [] }
  for (const [form, sealing] of EACH) {
    const value = await sealData(CONTENT, sealing)
    const report = await inspectSealedData(CONTENT, value, { trust: { ...trust, revocation }, at: AT })
    expect([form, refusals(report)]).toEqual([form, ['path.revocation']])
  }
})
