import { createPrivateKey } from '@xinyin/core'
import { type CrlOptions, createCrl, createRoot } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeTime,
} from '@xinyin/core/der'
import { parseCrl } from '@xinyin/core/revocation'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodePem } from '../../../src/index.ts'
import { forgeExtension, forgeName } from '../forge.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const UPDATE = { thisUpdate: new Date('2027-01-01T00:00:00Z'), nextUpdate: new Date('2027-01-08T00:00:00Z') }
const REVOKED_AT = new Date('2026-12-31T00:00:00Z')

const key = await createPrivateKey('P-256')
const root = await createRoot({ subject: { country: 'CN', commonName: '某省根' }, key, ...PERIOD })
const other = await createRoot({ subject: { country: 'CN', commonName: '另一个根' }, key, ...PERIOD })

const make = (changes: Partial<CrlOptions> = {}) =>
  createCrl({ issuer: { certificate: root, key }, number: 1, revoked: [], ...UPDATE, ...changes })

test('a list is read with its dates, number and every entry', async () => {
  const invalidAt = new Date('2026-06-01T00:00:00Z')
  const der = await make({
    number: 42,
    revoked: [
      { serialNumber: '01', revokedAt: REVOKED_AT },
      { serialNumber: '00ff', revokedAt: REVOKED_AT, reason: 'keyCompromise', invalidAt },
      { serialNumber: '7f'.repeat(20), revokedAt: REVOKED_AT, reason: 'certificateHold' },
    ],
  })
  const crl = parseCrl(der)
  expect(crl).toMatchObject({ version: 2, number: 42n, baseNumber: undefined, entryCount: 3, ...UPDATE })
  expect(crl.issuer.text).toBe(root.subject.text)
  expect(crl.authorityKeyIdentifier).toBe(root.subjectKeyIdentifier)
  expect(crl.find('01')).toMatchObject({ revokedAt: REVOKED_AT, reason: undefined, invalidAt: undefined })
  expect(crl.find('00ff')).toMatchObject({ reason: 'keyCompromise', invalidAt })
  expect(crl.find('7f'.repeat(20))?.reason).toBe('certificateHold')
  expect(crl.find('02')).toBeUndefined()
  // Numbers are the same when their shortest octets are.
  expect(crl.find('ff')).toBeUndefined()
  expect(crl.find('01', other.subject)).toBeUndefined()
})

test('PEM and DER are the same list, and the caller may use his buffer again', async () => {
  const der = await make({ revoked: [{ serialNumber: '0a', revokedAt: REVOKED_AT }] })
  expect(parseCrl(encodePem('X509 CRL', der)).raw).toEqual(der)
  const buffer = Uint8Array.from(der)
  const crl = parseCrl(buffer)
  buffer.fill(0)
  expect(crl.find('0a')?.serialNumber).toBe('0a')
  expect(crl.raw).toEqual(der)
})

test('what a partial, a delta and an indirect list say of themselves is read', async () => {
  const crl = parseCrl(
    await make({
      number: 9n,
      baseNumber: 7,
      scope: {
        urls: ['http://crl.example/1.crl'],
        onlyContains: 'users',
        onlySomeReasons: ['keyCompromise', 'aACompromise'],
        indirect: true,
      },
      freshestUrls: ['http://crl.example/delta.crl'],
      expiredCertsOnCRL: PERIOD.notBefore,
      revoked: [
        { serialNumber: '01', revokedAt: REVOKED_AT },
        { serialNumber: '01', revokedAt: REVOKED_AT, certificateIssuer: other.subject, reason: 'superseded' },
        { serialNumber: '02', revokedAt: REVOKED_AT, certificateIssuer: other.subject },
        { serialNumber: '03', revokedAt: REVOKED_AT, reason: 'removeFromCRL' },
      ],
    }),
  )
  expect(crl).toMatchObject({ number: 9n, baseNumber: 7n, expiredCertsOnCRL: PERIOD.notBefore })
  expect(crl.issuingDistributionPoint).toEqual({
    name: { kind: 'full', names: [{ kind: 'uri', value: 'http://crl.example/1.crl' }] },
    onlyContainsUserCerts: true,
    onlyContainsCACerts: false,
    onlySomeReasons: new Set(['keyCompromise', 'aACompromise']),
    indirectCRL: true,
    onlyContainsAttributeCerts: false,
  })
  expect(crl.freshestCRL?.[0]?.name).toMatchObject({ kind: 'full' })
  // An entry has the issuer of the entry before it, unless it names one (RFC 5280, 5.3.3).
  expect(crl.find('01')?.reason).toBeUndefined()
  expect(crl.find('01', other.subject)?.reason).toBe('superseded')
  expect(crl.find('02')).toBeUndefined()
  expect(crl.find('02', other.subject)?.issuer.text).toBe(other.subject.text)
  expect(crl.find('03')?.reason).toBe('removeFromCRL')
})

const ALGORITHM = encodeSequence(encodeOid('1.2.840.10045.4.3.2'))
const NAME = forgeName(['C', 'CN'], ['CN', '某省根'])
const THIS_UPDATE = encodeTime(UPDATE.thisUpdate)
const entry = (...fields: Uint8Array[]) => encodeSequence(...fields)
const reason = (value: number) => encodeElement(0x0a, Uint8Array.of(value))

interface Forged {
  version?: Uint8Array[]
  algorithm?: Uint8Array
  entries?: Uint8Array[]
  extensions?: Uint8Array[]
  after?: Uint8Array[]
}

/** A list of the given parts, each DER. Its signature is nothing: none is looked at here. */
function forgeCrl({
  version = [encodeInteger(1)],
  algorithm = ALGORITHM,
  ...parts
}: Forged = {}): Uint8Array {
  const tbs = encodeSequence(
    ...version,
    algorithm,
    NAME,
    THIS_UPDATE,
    ...(parts.entries === undefined ? [] : [encodeSequence(...parts.entries)]),
    ...(parts.extensions === undefined ? [] : [encodeContext(0, encodeSequence(...parts.extensions))]),
    ...(parts.after ?? []),
  )
  return encodeSequence(tbs, ALGORITHM, encodeBitString(new Uint8Array(8)))
}

const SERIAL = encodeInteger(5)
const WHEN = encodeTime(REVOKED_AT)
const withExtensions = (...extensions: Uint8Array[]) =>
  forgeCrl({ entries: [entry(SERIAL, WHEN, encodeSequence(...extensions))] })

test.each<[string, Uint8Array, string]>([
  ['version 3', forgeCrl({ version: [encodeInteger(2)] }), 'ERR_CRL_VERSION'],
  ['version 1, written', forgeCrl({ version: [encodeInteger(0)] }), 'ERR_CRL_VERSION'],
  [
    'extensions in version 1',
    forgeCrl({ version: [], extensions: [forgeExtension('2.5.29.20', encodeInteger(1))] }),
    'ERR_CRL_VERSION',
  ],
  [
    'another algorithm inside',
    forgeCrl({ algorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.3')) }),
    'ERR_CRL_ALGORITHMS',
  ],
  ['no extensions in their field', forgeCrl({ extensions: [] }), 'ERR_CERTIFICATE_EXTENSIONS'],
  [
    'an extension twice',
    forgeCrl({
      extensions: [1, 2].map((number) => forgeExtension('2.5.29.20', encodeInteger(number))),
    }),
    'ERR_CERTIFICATE_EXTENSION_TWICE',
  ],
  [
    'a negative number',
    forgeCrl({ extensions: [forgeExtension('2.5.29.20', encodeInteger(-1))] }),
    'ERR_CERTIFICATE_EXTENSION_VALUE',
  ],
  [
    'an empty distribution point',
    forgeCrl({ extensions: [forgeExtension('2.5.29.28', encodeSequence(), true)] }),
    'ERR_CERTIFICATE_EXTENSION_VALUE',
  ],
  [
    'users and authorities alone',
    forgeCrl({
      extensions: [
        forgeExtension(
          '2.5.29.28',
          encodeSequence(encodeElement(0x81, Uint8Array.of(0xff)), encodeElement(0x82, Uint8Array.of(0xff))),
          true,
        ),
      ],
    }),
    'ERR_CERTIFICATE_EXTENSION_VALUE',
  ],
  ['something after the end', forgeCrl({ after: [encodeNull()] }), 'ERR_DER_TAG'],
  ['an entry that is none', forgeCrl({ entries: [SERIAL] }), 'ERR_CRL_ENTRY'],
  ['an entry without a date', forgeCrl({ entries: [entry(SERIAL)] }), 'ERR_CRL_ENTRY'],
  ['an entry without a serial number', forgeCrl({ entries: [entry(WHEN)] }), 'ERR_CRL_ENTRY'],
  ['a serial number of no octets', forgeCrl({ entries: [entry(encodeElement(2), WHEN)] }), 'ERR_CRL_ENTRY'],
  [
    'a serial number of 22 octets',
    forgeCrl({ entries: [entry(encodeElement(2, new Uint8Array(22).fill(1)), WHEN)] }),
    'ERR_CRL_ENTRY',
  ],
  [
    'a serial number that is not the shortest',
    forgeCrl({ entries: [entry(encodeElement(2, Uint8Array.of(0, 5)), WHEN)] }),
    'ERR_CRL_ENTRY',
  ],
  [
    '30 February',
    forgeCrl({ entries: [entry(SERIAL, encodeElement(0x17, new TextEncoder().encode('260230000000Z')))] }),
    'ERR_CRL_ENTRY',
  ],
  [
    'a date without seconds',
    forgeCrl({ entries: [entry(SERIAL, encodeElement(0x17, new TextEncoder().encode('2602280000Z')))] }),
    'ERR_CRL_ENTRY',
  ],
  [
    'a date of another type',
    forgeCrl({ entries: [entry(SERIAL, encodeElement(0x16, new TextEncoder().encode('20260228000000Z')))] }),
    'ERR_CRL_ENTRY',
  ],
  [
    'a date that is not in UTC',
    forgeCrl({ entries: [entry(SERIAL, encodeElement(0x17, new TextEncoder().encode('260228000000X')))] }),
    'ERR_CRL_ENTRY',
  ],
  ['extensions that are none', forgeCrl({ entries: [entry(SERIAL, WHEN, encodeNull())] }), 'ERR_CRL_ENTRY'],
  ['no extension in their field', withExtensions(), 'ERR_CRL_ENTRY'],
  [
    'something after the extensions',
    forgeCrl({
      entries: [entry(SERIAL, WHEN, encodeSequence(forgeExtension('2.5.29.21', reason(1))), encodeNull())],
    }),
    'ERR_CRL_ENTRY',
  ],
  ['an extension that is none', withExtensions(encodeNull()), 'ERR_CRL_ENTRY'],
  ['an extension without a name', withExtensions(encodeSequence(encodeNull())), 'ERR_CRL_ENTRY'],
  [
    'an extension without a value',
    withExtensions(encodeSequence(encodeOid('2.5.29.21'), encodeNull())),
    'ERR_CRL_ENTRY',
  ],
  [
    'a criticality that is no boolean',
    withExtensions(
      encodeSequence(
        encodeOid('2.5.29.21'),
        encodeElement(1, Uint8Array.of(1)),
        encodeOctetString(reason(1)),
      ),
    ),
    'ERR_CRL_ENTRY',
  ],
  ['reason 7', withExtensions(forgeExtension('2.5.29.21', reason(7))), 'ERR_CRL_ENTRY'],
  ['reason 11', withExtensions(forgeExtension('2.5.29.21', reason(11))), 'ERR_CRL_ENTRY'],
  [
    'a reason of two octets',
    withExtensions(forgeExtension('2.5.29.21', encodeInteger(300))),
    'ERR_CRL_ENTRY',
  ],
  [
    'a reason twice',
    withExtensions(...[1, 4].map((value) => forgeExtension('2.5.29.21', reason(value)))),
    'ERR_CRL_ENTRY',
  ],
  ['an invalidity date in UTCTime', withExtensions(forgeExtension('2.5.29.24', WHEN)), 'ERR_CRL_ENTRY'],
  [
    'another issuer on a list that is not indirect',
    withExtensions(forgeExtension('2.5.29.29', encodeSequence(encodeContext(4, NAME)), true)),
    'ERR_CRL_ENTRY',
  ],
  [
    'an entry twice',
    forgeCrl({ entries: [entry(SERIAL, WHEN), entry(SERIAL, WHEN)] }),
    'ERR_CRL_ENTRY_TWICE',
  ],
])('refused: %s', (_, der, code) => {
  expect(() => parseCrl(der)).toThrow(expect.objectContaining({ code }))
})

const INDIRECT = forgeExtension('2.5.29.28', encodeSequence(encodeElement(0x84, Uint8Array.of(0xff))), true)

test.each<[string, Uint8Array]>([
  ['no directory name', encodeSequence(encodeElement(0x82, Uint8Array.of(0x61)))],
  ['no name at all', encodeSequence()],
  ['no names', encodeNull()],
])('an indirect entry whose issuer has %s is refused', (_, names) => {
  const entries = [entry(SERIAL, WHEN, encodeSequence(forgeExtension('2.5.29.29', names, true)))]
  expect(() => parseCrl(forgeCrl({ entries, extensions: [INDIRECT] }))).toThrow(
    expect.objectContaining({ code: 'ERR_CRL_ENTRY' }),
  )
})

test('tolerated: an empty list of entries, no nextUpdate, a flag written out, the old hold instruction', () => {
  expect(parseCrl(forgeCrl({ entries: [] }))).toMatchObject({ entryCount: 0, nextUpdate: undefined })
  const hold = '1.2.840.10040.2.2'
  const crl = parseCrl(
    withExtensions(
      encodeSequence(encodeOid('2.5.29.21'), encodeBoolean(false), encodeOctetString(reason(6))),
      forgeExtension('2.5.29.23', encodeOid(hold)),
      forgeExtension('2.5.29.24', encodeGeneralizedTime(REVOKED_AT)),
    ),
  )
  expect(crl.unknownCritical).toBeUndefined()
  expect(crl.find('05')).toMatchObject({ reason: 'certificateHold', holdInstruction: hold })
})

test('what is critical and unknown is told, in the list and in an entry; what is not critical is left aside', () => {
  const unknown = '1.2.3.4.5'
  const inList = [forgeExtension(unknown, encodeNull(), true)]
  expect(parseCrl(forgeCrl({ extensions: inList })).unknownCritical).toBe(unknown)
  expect(parseCrl(withExtensions(forgeExtension(unknown, encodeNull(), true))).unknownCritical).toBe(unknown)
  expect(parseCrl(withExtensions(forgeExtension(unknown, encodeNull()))).unknownCritical).toBeUndefined()
})

test('bounds: octets, entries, issuers', async () => {
  const issuers = [root, other].map(({ subject }) => subject)
  const der = await make({
    scope: { indirect: true },
    revoked: issuers.map((certificateIssuer) => ({
      serialNumber: '01',
      revokedAt: REVOKED_AT,
      certificateIssuer,
    })),
  })
  expect(() => parseCrl(der, { maxBytes: 100 })).toThrow(expect.objectContaining({ code: 'ERR_DER_SIZE' }))
  for (const limits of [{ maxEntries: 1 }, { maxIssuers: 0 }])
    expect(() => parseCrl(der, limits)).toThrow(expect.objectContaining({ code: 'ERR_CRL_SIZE' }))
  expect(parseCrl(der, { maxEntries: 2, maxIssuers: 1, maxBytes: der.length }).entryCount).toBe(2)
})

test('PEM of another kind, or of several lists, is refused', async () => {
  const der = await make()
  for (const pem of [encodePem('CERTIFICATE', der), encodePem('X509 CRL', der).repeat(2)])
    expect(() => parseCrl(pem)).toThrow(expect.objectContaining({ code: 'ERR_PEM_LABEL' }))
})

test('every entry is found, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      async (numbers, absent) => {
        const entries = numbers.map((number) => entry(encodeInteger(number), WHEN))
        const crl = parseCrl(forgeCrl({ entries }))
        const hex = (number: number) => {
          const digits = number.toString(16)
          const even = digits.length % 2 === 0 ? digits : `0${digits}`
          return even >= '8' && Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even
        }
        for (const number of numbers) expect(crl.find(hex(number))?.serialNumber).toBe(hex(number))
        if (!numbers.includes(absent)) expect(crl.find(hex(absent))).toBeUndefined()
      },
    ),
    { numRuns: 50 },
  )
})

test('cut off or changed anywhere, a list is refused with a code or read, and nothing else happens', async () => {
  const der = await make({ revoked: [{ serialNumber: '0a', revokedAt: REVOKED_AT, reason: 'superseded' }] })
  const tryParse = (bytes: Uint8Array) => {
    try {
      parseCrl(bytes)
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_/) })
    }
  }
  for (let length = 1; length < der.length; length++) tryParse(der.subarray(0, length))
  for (let at = 0; at < der.length; at++) {
    const changed = Uint8Array.from(der)
    changed[at] = (changed[at] ?? 0) ^ 0x81
    tryParse(changed)
  }
})

test('a million entries are read and searched within the time and memory that they may take', () => {
  const count = 1_000_000
  const one = entry(
    encodeElement(2, new Uint8Array(16).fill(0x11)),
    WHEN,
    encodeSequence(forgeExtension('2.5.29.21', reason(1))),
  )
  const serialAt = 4
  const body = new Uint8Array(one.length * count)
  const view = new DataView(body.buffer)
  for (let n = 0; n < count; n++) {
    body.set(one, n * one.length)
    view.setUint32(n * one.length + serialAt + 4, n)
  }
  const der = forgeCrl({ entries: [body] })

  const before = process.memoryUsage()
  // Of the processor, not of the clock: other tests run beside this one.
  const began = process.cpuUsage()
  const crl = parseCrl(der)
  const { user, system } = process.cpuUsage(began)
  const after = process.memoryUsage()
  const taken = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  expect(crl.entryCount).toBe(count)
  expect((user + system) / 1000).toBeLessThan(2000)
  expect(taken).toBeLessThan(300 * 1024 * 1024)

  const serial = (n: number) => `11111111${n.toString(16).padStart(8, '0')}${'11'.repeat(8)}`
  for (const n of [0, 1, 499_999, 999_999]) expect(crl.find(serial(n))?.reason).toBe('keyCompromise')
  expect(crl.find(serial(count))).toBeUndefined()
})
