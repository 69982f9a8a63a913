import { CoreError, encodeUtf8 } from '@xinyin/core'
import {
  encodeBitString,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { createDataSignature, createSeal, parseSealSignature } from '../../src/index.ts'
import { loadSignedValue } from '../../src/signature/load.ts'
import { parseSignedValue } from '../../src/signature/signed-value.ts'
import { createStampService, DATA, sign } from '../evidence/stamping.ts'
import { AT, createProvince, sealOptions } from '../province.ts'

const { office, maker } = await createProvince()
const seal = await createSeal(sealOptions(maker, [office.certificate]))
const { raw } = await sign(seal, office, AT)
const message = await createDataSignature({ data: DATA, ...office, time: AT })

/** A signature of GM/T 0031-2014 with this in place of its time. */
async function withTime(content: Uint8Array): Promise<Uint8Array> {
  const first = await createSeal({
    ...sealOptions(maker, [office.certificate]),
    form: 'GM/T 0031-2014',
  })
  const signature = await sign(first, office, AT)
  const toSign = encodeSequence(
    encodeInteger(signature.version),
    first.raw,
    encodeBitString(content),
    encodeBitString(signature.dataHash),
    encodeIa5String(signature.propertyInfo),
    encodeOctetString(signature.signerCertificate),
    encodeOid(signature.algorithm),
  )
  return encodeSequence(toSign, encodeBitString(signature.signature))
}

const token = await (await createStampService()).at(AT)(DATA)
const inText = await withTime(encodeUtf8('20260601080000Z'))
const inToken = await withTime(token)

describe('a signed value is loaded as it is parsed', () => {
  test.each([
    ['with a seal', 'Seal', raw],
    ['with a text as the time', 'Seal', inText],
    ['with a time stamp in place of the time', 'Seal', inToken],
    ['without a seal', 'Sign', message],
  ] as const)('%s', async (_, type, bytes) => {
    expect(await loadSignedValue(bytes, type)).toEqual(parseSignedValue(bytes, type))
  })

  test('the time is that of the time stamp', async () => {
    const { signature } = await loadSignedValue(inToken, 'Seal')
    expect(signature).toMatchObject({ time: AT, timeInfo: { kind: 'time-stamp' } })
    expect(signature).toEqual(parseSealSignature(inToken))
  })
})

describe('a signed value that cannot be read', () => {
  test('holds something else in place of a time stamp', async () => {
    const bytes = await withTime(encodeSequence(encodeInteger(1)))
    await expect(loadSignedValue(bytes, 'Seal')).rejects.toThrow(CoreError)
  })

  test.each([
    ['is a message where a seal is said to be', 'Seal', message, 'ERR_SEAL_STRUCTURE'],
    ['is a signature with a seal where none is said to be', 'Sign', raw, 'ERR_SIGNATURE_STRUCTURE'],
  ] as const)('%s', async (_, type, bytes, code) => {
    await expect(loadSignedValue(bytes, type)).rejects.toMatchObject({ code })
  })
})
