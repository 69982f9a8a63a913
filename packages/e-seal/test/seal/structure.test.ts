import {
  children,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeSequence,
  parseDer,
} from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { parseSeal, parseSealSignature, type SesForm } from '../../src/index.ts'
import { createProvince } from '../province.ts'
import { buildSeal, buildSignature } from './deviant.ts'

const { maker, office } = await createProvince()
const FIRST: SesForm = 'GM/T 0031-2014'
const FORMS = [FIRST, 'GB/T 38540-2020', 'GM/T 0031-2025'] as const
const octet = encodeOctetString(Uint8Array.of(1))

const elementsOf = (der: Uint8Array) => children(parseDer(der)).map(({ raw }) => raw)
const without = (elements: readonly Uint8Array[], at: number) => elements.filter((_, i) => i !== at)
const refusal = (element: string) =>
  expect.objectContaining({ code: 'ERR_SEAL_STRUCTURE', facts: { element } })

describe.each(FORMS)('of %s', (form) => {
  test('a seal and a signature keep nothing of the Buffer that they were read from', async () => {
    const seal = await buildSeal(form, maker, office)
    const signature = await buildSignature(seal, office)
    for (const [octets, parse] of [
      [seal.raw, parseSeal],
      [signature, parseSealSignature],
    ] as const) {
      const given = Buffer.from(octets)
      const read = parse(given)
      expect(given.equals(octets)).toBe(true)
      given.fill(0)
      expect(read).toEqual(parse(octets))
    }
    for (const wrong of [16, 'MA==', [0x30, 0], undefined])
      expect(() => parseSeal(wrong as never)).toThrow('SESeal: expected a Uint8Array')
  })

  test('what lacks an element is no seal', async () => {
    const elements = elementsOf((await buildSeal(form, maker, office)).raw)
    for (const at of elements.keys())
      expect(() => parseSeal(encodeSequence(...without(elements, at)))).toThrow(refusal('SESeal'))
  })

  test('what has an element too many is no seal', async () => {
    const { raw } = await buildSeal(form, maker, office)
    const elements = elementsOf(raw)
    const stamp = encodeContext(0, octet)
    for (const more of [[octet], [stamp, stamp], ...(form === 'GM/T 0031-2025' ? [] : [[stamp]])])
      expect(() => parseSeal(encodeSequence(...elements, ...more))).toThrow(refusal('SESeal'))
  })

  test('a version that no text has is none of a seal', async () => {
    const versions = form === FIRST ? [0, -1] : [0, -1, 6, 2 ** 40]
    for (const version of versions)
      await expect(buildSeal(form, maker, office, () => ({ version }))).rejects.toThrow(refusal('SESeal'))
  })

  test('what lacks an element, or has one too many, is no signature', async () => {
    const value = await buildSignature(await buildSeal(form, maker, office), office)
    const elements = elementsOf(value)
    for (const at of elements.keys())
      expect(() => parseSealSignature(encodeSequence(...without(elements, at)))).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^ERR_(SEAL_STRUCTURE|DER_TAG)$/) }),
      )
    const more = form === FIRST ? [octet, octet, octet] : [encodeContext(0, octet), octet]
    expect(() => parseSealSignature(encodeSequence(...elements, ...more))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_(SEAL_STRUCTURE|DER_TAG)$/) }),
    )
  })

  test('what is signed holds nothing more', async () => {
    const seal = await buildSeal(form, maker, office)
    const value = await buildSignature(seal, office, () => ({ extensions: [encodeNull()] }))
    expect(() => parseSealSignature(value)).toThrow(expect.objectContaining({ code: 'ERR_DER_TAG' }))
  })
})

test('a seal inside a signature is as strictly a seal', async () => {
  const seal = await buildSeal('GB/T 38540-2020', maker, office)
  const raw = encodeSequence(...elementsOf(seal.raw), octet)
  const value = await buildSignature({ ...seal, raw }, office)
  expect(() => parseSealSignature(value)).toThrow(refusal('SES_Signature'))
})

test.each([0, 3, -1])('a list of type %i is none', async (type) => {
  const made = buildSeal('GB/T 38540-2020', maker, office, ({ list }) => ({
    list: [encodeInteger(type), ...list.slice(1)],
  }))
  await expect(made).rejects.toThrow(refusal('certListType'))
})

test('strings in pieces are refused, whatever lengths are tolerated', async () => {
  const seal = await buildSeal('GB/T 38540-2020', maker, office)
  const [info, certificate, ...rest] = elementsOf(seal.raw)
  for (const pieces of [
    Uint8Array.of(0x24, 0x80, ...(certificate ?? octet), 0, 0),
    encodeElement(0x24, certificate ?? octet),
  ])
    expect(() => parseSeal(encodeSequence(info ?? octet, pieces, ...rest))).toThrow(
      expect.objectContaining({ code: 'ERR_DER_TAG' }),
    )
})
