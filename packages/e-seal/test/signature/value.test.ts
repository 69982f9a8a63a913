import { createPrivateKey, createSigner, signatureScheme } from '@xinyin/core'
import { encodeElement, encodeSequence, TAG } from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { normalizeValue } from '../../src/signature/value.ts'

const message = Uint8Array.of(1, 2, 3)
const integer = (octets: Uint8Array) => encodeElement(TAG.integer, octets)
const high = new Uint8Array(32).fill(0x90)
const low = new Uint8Array(32).fill(0x10)
const padded = (octets: Uint8Array) => Uint8Array.of(0, ...octets)

describe('the forms of a signature value', () => {
  test('DER stays as it is', async () => {
    const signature = await createSigner(await createPrivateKey('SM2')).sign(message)
    expect(normalizeValue(signature)).toEqual({ der: signature, form: 'der' })
  })

  test('raw octets come into DER', () => {
    const der = encodeSequence(integer(padded(high)), integer(low))
    expect(normalizeValue(Uint8Array.of(...high, ...low))).toEqual({ der, form: 'raw' })
  })

  test.each([
    [integer(high), integer(low)],
    [integer(low), integer(high)],
    [integer(high), integer(padded(high))],
    [integer(high), integer(high)],
  ])('numbers without their zero get it (%#)', (r, s) => {
    const value = encodeSequence(r, s)
    const { der, form } = normalizeValue(value)
    expect(form).toBe('unpadded')
    expect(der).not.toEqual(value)
    expect(normalizeValue(der)).toEqual({ der, form: 'der' })
  })

  test.each([
    new Uint8Array(0),
    new Uint8Array(63),
    encodeSequence(integer(high.subarray(1)), integer(low)),
    encodeSequence(integer(low)),
    encodeSequence(integer(low), integer(low), integer(low)),
  ])('what is of no form stays, and does not verify (%#)', async (value) => {
    expect(normalizeValue(value)).toEqual({ der: value, form: 'der' })
    const { publicKey } = await createPrivateKey('SM2')
    const scheme = signatureScheme({ oid: '1.2.156.10197.1.501', parameters: undefined })
    expect(await scheme?.verify(publicKey, message, value)).toBe(false)
  })
})
