import { concatBytes } from '@xinyin/core'
import {
  CMS_ATTRIBUTE,
  createEnvelopedData,
  createSignedData,
  inspectSignedData,
  parseEnvelopedData,
  parseSignedData,
} from '@xinyin/core/cms'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import {
  algorithm,
  attribute,
  CONTENT,
  createParty,
  forgeMessage,
  forgeSigner,
  NOON,
  properAttributes,
  SHA256,
  TRUST,
} from '../cms/forge.ts'
import { measured } from './measure.ts'

const party = await createParty('P-256')
const signer = await forgeSigner({ party })
const { raw } = party.certificate
const times = (count: number, bytes: Uint8Array): Uint8Array[] => Array.from({ length: count }, () => bytes)

/** Too many of something, one after the other, without a call that has so many arguments. */
function many(count: number, bytes: Uint8Array): Uint8Array[] {
  const all = new Uint8Array(count * bytes.length)
  for (let at = 0; at < all.length; at += bytes.length) all.set(bytes, at)
  return [all]
}

const HUGE = {
  maxSigners: 1e6,
  maxCertificates: 1e6,
  maxRevocations: 1e6,
  maxElements: 1e7,
  maxAttributes: 1e6,
}

describe('a signed message with 10,000', () => {
  test.each<[string, () => Uint8Array]>([
    ['signers', () => forgeMessage({ signers: many(10_000, signer) })],
    ['certificates', () => forgeMessage({ signers: [signer], certificates: many(10_000, raw) })],
    ['revocation lists', () => forgeMessage({ signers: [signer], crls: many(10_000, encodeSequence()) })],
    [
      'digest algorithms',
      () => forgeMessage({ signers: times(33, signer), digestAlgorithms: many(10_000, algorithm(SHA256)) }),
    ],
  ])('%s is refused by their number', async (_what, make) => {
    const bytes = make()
    const { code, milliseconds } = await measured(() => parseSignedData(bytes))
    expect(code).toBe('ERR_CMS_COUNT')
    expect(milliseconds).toBeLessThan(500)
  })

  test('certificates is read in time where so many are asked for', { timeout: 60_000 }, async () => {
    const bytes = forgeMessage({ signers: [signer], certificates: many(10_000, raw) })
    const { value, milliseconds } = await measured(() => parseSignedData(bytes, HUGE))
    expect(value?.certificates).toHaveLength(10_000)
    expect(milliseconds).toBeLessThan(3000)
    if (value === undefined) return
    const judged = await measured(() => inspectSignedData(value, { trust: TRUST, at: NOON }))
    expect(judged.milliseconds).toBeLessThan(3000)
  })

  test('attributes, or as many values of one, is refused', async () => {
    const one = attribute('1.2.3', encodeInteger(1))
    const unsigned = await forgeSigner({ party, unsigned: many(10_000, one) })
    expect((await measured(() => parseSignedData(forgeMessage({ signers: [unsigned] })))).code).toBe(
      'ERR_CMS_COUNT',
    )
    const values = attribute('1.2.3', ...many(10_000, encodeInteger(1)))
    const signed = await forgeSigner({
      party,
      attributes: [...Object.values(properAttributes(party)), values],
    })
    expect((await measured(() => parseSignedData(forgeMessage({ signers: [signed] })))).code).toBe(
      'ERR_CMS_COUNT',
    )
  })
})

describe('signatures upon signatures', () => {
  test('as many as a message may have, with certificates as many, are judged in time', {
    timeout: 60_000,
  }, async () => {
    const message = await createSignedData({ content: CONTENT, signers: [party] })
    const counter = attribute(CMS_ATTRIBUTE.countersignature, ...times(64, signer))
    const stamp = attribute(CMS_ATTRIBUTE.timeStampToken, ...times(64, message))
    const loaded = await forgeSigner({ party, unsigned: [counter, stamp] })
    const bytes = forgeMessage({ signers: times(32, loaded), certificates: times(200, raw) })
    const { value, milliseconds } = await measured(() => inspectSignedData(bytes, { trust: TRUST, at: NOON }))
    expect(value?.subject?.signers).toHaveLength(32)
    expect(milliseconds).toBeLessThan(4000)
  })

  test('inside of each other, 200 deep, are not gone into', async () => {
    let inner = await forgeSigner({ party })
    for (let depth = 0; depth < 200; depth++)
      inner = await forgeSigner({ party, unsigned: [attribute(CMS_ATTRIBUTE.countersignature, inner)] })
    const bytes = forgeMessage({ signers: [inner], certificates: [raw] })
    const { value, code, milliseconds } = await measured(() =>
      inspectSignedData(bytes, { trust: TRUST, at: NOON }),
    )
    expect(code).toBeUndefined()
    expect(value?.checks.length).toBeGreaterThan(0)
    expect(milliseconds).toBeLessThan(2000)
  })
})

describe('an encrypted message', () => {
  test('for 10,000 recipients is refused, and read where so many are asked for', async () => {
    const { certificate } = await createParty('RSA', { keyUsage: ['keyEncipherment'] })
    const message = await createEnvelopedData({ content: CONTENT, recipients: [certificate] })
    const recipient = encodeSequence(
      encodeInteger(0),
      encodeSequence(certificate.issuer.raw, encodeInteger(5)),
      encodeSequence(encodeOid('1.2.840.113549.1.1.7')),
      encodeOctetString(new Uint8Array(256)),
    )
    expect(message.length).toBeGreaterThan(0)
    const bytes = encodeSequence(
      encodeOid('1.2.840.113549.1.7.3'),
      encodeContext(
        0,
        encodeSequence(
          encodeInteger(0),
          encodeElement(0x31, ...many(10_000, recipient)),
          encodeSequence(
            encodeOid('1.2.840.113549.1.7.1'),
            encodeSequence(encodeOid('2.16.840.1.101.3.4.1.2'), encodeOctetString(new Uint8Array(16))),
            encodeElement(0x80, new Uint8Array(16)),
          ),
        ),
      ),
    )
    const { code, milliseconds } = await measured(() => parseEnvelopedData(bytes))
    expect(code).toBe('ERR_CMS_COUNT')
    expect(milliseconds).toBeLessThan(500)
    const large = await measured(() => parseEnvelopedData(bytes, { maxRecipients: 1e5, maxElements: 1e6 }))
    expect(large.value?.recipients).toHaveLength(10_000)
    expect(large.milliseconds).toBeLessThan(2000)
  })
})

test('text in PEM without an end, and of a million blocks, is refused in time', async () => {
  for (const text of [
    `-----BEGIN CMS-----\n${'A'.repeat(20_000_000)}`,
    '-----BEGIN CMS-----\n-----END CMS-----\n'.repeat(200_000),
    '-----BEGIN '.repeat(1_000_000),
    concatBytes(...times(1000, new TextEncoder().encode('-----BEGIN CMS-----\n'))),
  ]) {
    const { code, milliseconds } = await measured(() => parseSignedData(text))
    expect(code).toMatch(/^ERR_(PEM|DER)_/)
    expect(milliseconds).toBeLessThan(1500)
  }
})
