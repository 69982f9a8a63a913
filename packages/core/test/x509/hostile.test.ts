import { CoreError, concatBytes, decodeHex, parseCertificate } from '@xinyin/core'
import {
  encodeBitString,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import { expect, test } from 'vitest'
import { forge, forgeExtension, forgeName } from './forge.ts'

const MIB = 1024 * 1024
const LARGE = { maxBytes: 16 * MIB, maxElements: 1_000_000 }

/** The code with which something is refused, which must not take long. */
function refusal(read: () => unknown): string {
  const start = performance.now()
  try {
    read()
    return 'read'
  } catch (error) {
    if (!(error instanceof CoreError)) throw error
    return error.code
  } finally {
    expect(performance.now() - start).toBeLessThan(1500)
  }
}

test('a certificate of 10 MB is refused by its size, and read when a larger one is asked for', async () => {
  const der = await forge({ extensions: [forgeExtension('1.2.3', encodeUtf8String('x'.repeat(10 * MIB)))] })
  expect(refusal(() => parseCertificate(der))).toBe('ERR_DER_SIZE')
  expect(refusal(() => parseCertificate(der, LARGE))).toBe('read')
})

test('10,000 extensions are refused by their number, whatever limits are set', async () => {
  const extensions = Array.from({ length: 10_000 }, (_, n) => forgeExtension(`1.2.${n}`, encodeNull()))
  const der = await forge({ extensions })
  expect(refusal(() => parseCertificate(der))).toBe('ERR_DER_COUNT')
  expect(refusal(() => parseCertificate(der, LARGE))).toBe('ERR_CERTIFICATE_EXTENSIONS')
})

test('a name of 1 MB is refused by its size, and read when a larger one is asked for', async () => {
  const der = await forge({ subject: forgeName(['CN', '某'.repeat(MIB / 3)]) })
  expect(refusal(() => parseCertificate(der))).toBe('ERR_DER_SIZE')
  expect(refusal(() => parseCertificate(der, LARGE).subject.text)).toBe('read')
  const signs = await forge({ subject: forgeName(['CN', ' "+,;<>\\'.repeat(MIB / 8)]) })
  expect(refusal(() => parseCertificate(signs, LARGE).subject.text)).toBe('read')
})

test('a name of 10,000 attributes is refused by their number', async () => {
  const der = await forge({
    subject: forgeName(...Array.from({ length: 10_000 }, () => ['CN', 'a'] as const)),
  })
  expect(refusal(() => parseCertificate(der))).toBe('ERR_CERTIFICATE_NAME')
  expect(refusal(() => parseCertificate(der, LARGE))).toBe('ERR_CERTIFICATE_NAME')
})

/** A value inside of 2,000 others. */
function nest(tag: number): Uint8Array {
  let value = encodeNull()
  for (let level = 0; level < 2000; level++) value = encodeElement(tag, value)
  return value
}

test.each<[string, string, (deep: Uint8Array) => Promise<Uint8Array>]>([
  // Nobody goes into what nobody knows.
  [
    'an extension that is not known',
    'read',
    (deep) => forge({ extensions: [forgeExtension('1.2.3', deep)] }),
  ],
  [
    'an extension that is known',
    'ERR_CERTIFICATE_EXTENSION_VALUE',
    (deep) => forge({ extensions: [forgeExtension('2.5.29.17', deep)] }),
  ],
  ['a name', 'ERR_DER_TAG', (deep) => forge({ subject: deep })],
  ['the whole', 'ERR_DER_TAG', (deep) => Promise.resolve(deep)],
])('2,000 values inside of each other in %s end the reading at once', async (_where, expected, make) => {
  const der = await make(nest(0x30))
  expect(refusal(() => parseCertificate(der))).toBe(expected)
})

test('an RSA key of 16,384 bits is described, and refused when it is asked for', async () => {
  const modulus = concatBytes(decodeHex('00ff'), new Uint8Array(2046).fill(0x55), Uint8Array.of(1))
  const key = encodeSequence(encodeElement(0x02, modulus), encodeInteger(65537))
  const algorithm = encodeSequence(encodeOid('1.2.840.113549.1.1.1'), encodeNull())
  const certificate = parseCertificate(await forge({ spki: encodeSequence(algorithm, encodeBitString(key)) }))
  expect(refusal(() => certificate.publicKey)).toBe('ERR_KEY_RSA')
})

test('object identifiers that were made up for it do not slow down reading', async () => {
  const extensions = (round: number) =>
    Array.from({ length: 64 }, (_, n) => forgeExtension(`1.3.${round * 64 + n}`, encodeNull()))
  const first = parseCertificate(await forge({ extensions: extensions(0) }))
  for (let round = 1; round < 40; round++) {
    const { extensions: read } = parseCertificate(await forge({ extensions: extensions(round) }))
    expect(read[5]?.oid).toBe(`1.3.${round * 64 + 5}`)
  }
  expect(first.extensions[5]?.oid).toBe('1.3.5')
})

test('identifiers of the same hash are kept apart', async () => {
  // 31 × 2 + 0 = 31 × 1 + 31: the two end in the same hash.
  const [one, other] = [decodeHex('2a0200'), decodeHex('2a011f')]
  for (const octets of [one, other, one, other]) {
    const oid = encodeElement(0x06, octets)
    const extension = encodeSequence(oid, encodeElement(0x04, encodeNull()))
    const { extensions } = parseCertificate(await forge({ extensions: [extension] }))
    expect(extensions[0]?.oid).toBe(octets === one ? '1.2.2.0' : '1.2.1.31')
  }
})
