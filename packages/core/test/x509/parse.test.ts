import { concatBytes, decodeHex, encodePem, parseCertificate, parseCertificates } from '@xinyin/core'
import {
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import { readTruth, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forge, forgeExtension, forgeName, type Parts } from './forge.ts'

const code = (name: string) => expect.objectContaining({ code: name })
const BASIC = '2.5.29.19'
const USAGE = '2.5.29.15'

test('a certificate is read with all of its parts', async () => {
  const der = await forge({
    extensions: [
      forgeExtension(BASIC, decodeHex('30060101ff020103'), true),
      forgeExtension(USAGE, decodeHex('03020106'), true),
      forgeExtension('2.5.29.37', encodeSequence(encodeOid('1.3.6.1.5.5.7.3.8')), true),
      forgeExtension('2.5.29.14', encodeOctetString(Uint8Array.of(1, 2))),
      forgeExtension('2.5.29.35', encodeSequence(encodeElement(0x80, Uint8Array.of(3, 4)))),
      forgeExtension(
        '2.5.29.17',
        encodeSequence(
          encodeElement(0x82, new TextEncoder().encode('a.example')),
          encodeElement(0xa4, forgeName(['CN', '别名'])),
          encodeElement(0x87, Uint8Array.of(192, 0, 2, 1)),
          encodeElement(0x88, Uint8Array.of(0x2a, 3)),
          encodeElement(0xa0, encodeOid('1.2.3'), encodeContext(0, encodeNull())),
        ),
      ),
    ],
  })
  const certificate = parseCertificate(der)
  expect(certificate).toMatchObject({
    version: 3,
    serialNumber: '1267',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
    signatureAlgorithm: { oid: '1.2.840.10045.4.3.2', parameters: undefined },
    basicConstraints: { ca: true, pathLength: 3 },
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'],
    subjectKeyIdentifier: '0102',
    authorityKeyIdentifier: '0304',
  })
  expect(certificate.subject).toMatchObject({
    text: 'CN=测试,O=某省,C=CN',
    commonName: '测试',
    organization: '某省',
  })
  expect(certificate.publicKey.kind).toBe('P-256')
  expect([...(certificate.keyUsage ?? [])]).toEqual(['keyCertSign', 'cRLSign'])
  expect(certificate.subjectAltName).toMatchObject([
    { kind: 'dns', value: 'a.example' },
    { kind: 'directory', value: { text: 'CN=别名' } },
    { kind: 'ip', value: 'c0000201' },
    { kind: 'registered-id', value: '1.2.3' },
    { kind: 'other', value: 'a00806022a03a0020500' },
  ])
  expect(certificate.raw).toEqual(der)
})

test('what was read does not change when the buffer that it came from does', async () => {
  const der = await forge()
  const certificate = parseCertificate(der)
  const before = certificate.raw.slice()
  der.fill(0)
  expect(certificate.raw).toEqual(before)
})

// Each of these occurs in certificates in use and changes no meaning.
test.each<[string, Parts]>([
  ['version 1 without extensions', { version: undefined }],
  [
    'version 2 with unique identifiers',
    {
      version: encodeContext(0, encodeInteger(1)),
      uniqueIdentifiers: [encodeElement(0x81, decodeHex('00aa')), encodeElement(0x82, decodeHex('00bb'))],
    },
  ],
  [
    'a written-out FALSE of criticality',
    { extensions: [forgeExtension(USAGE, decodeHex('03020780'), false)] },
  ],
  ['a written-out FALSE of cA', { extensions: [forgeExtension(BASIC, decodeHex('3003010100'), true)] }],
  ['an empty BasicConstraints', { extensions: [forgeExtension(BASIC, decodeHex('3000'), true)] }],
  ['zero bits at the end of KeyUsage', { extensions: [forgeExtension(USAGE, decodeHex('030200c0'))] }],
  ['a negative serial number', { serialNumber: encodeInteger(-5) }],
  [
    'a serial number of 20 octets with the top bit set',
    { serialNumber: encodeElement(0x02, Uint8Array.of(0), new Uint8Array(20).fill(0xff)) },
  ],
  [
    'GeneralizedTime before 2050',
    {
      validity: encodeSequence(
        encodeGeneralizedTime(new Date('2026-01-01Z')),
        encodeGeneralizedTime(new Date('2027-01-01Z')),
      ),
    },
  ],
  ['a name without attributes', { subject: encodeSequence() }],
])('reads %s', async (_what, parts) => {
  expect(parseCertificate(await forge(parts)).raw.length).toBeGreaterThan(0)
})

test.each<[string, string, Parts]>([
  ['version 4', 'ERR_CERTIFICATE_VERSION', { version: encodeContext(0, encodeInteger(3)) }],
  ['a written-out version 1', 'ERR_CERTIFICATE_VERSION', { version: encodeContext(0, encodeInteger(0)) }],
  ['two versions', 'ERR_DER_TAG', { version: encodeContext(0, encodeInteger(2), encodeInteger(2)) }],
  [
    'extensions in version 1',
    'ERR_CERTIFICATE_VERSION',
    { version: undefined, extensions: [forgeExtension(BASIC, decodeHex('3000'))] },
  ],
  [
    'extensions in version 2',
    'ERR_CERTIFICATE_VERSION',
    { version: encodeContext(0, encodeInteger(1)), extensions: [forgeExtension(BASIC, decodeHex('3000'))] },
  ],
  [
    'a unique identifier in version 1',
    'ERR_CERTIFICATE_VERSION',
    { version: undefined, uniqueIdentifiers: [encodeElement(0x81, decodeHex('00aa'))] },
  ],
  [
    'a serial number of 21 octets',
    'ERR_CERTIFICATE_SERIAL_NUMBER',
    { serialNumber: encodeElement(0x02, new Uint8Array(21).fill(0x11)) },
  ],
  ['a serial number with a spare zero', 'ERR_DER_VALUE', { serialNumber: decodeHex('02020011') }],
  ['a serial number without octets', 'ERR_DER_VALUE', { serialNumber: decodeHex('0200') }],
  [
    'another algorithm outside',
    'ERR_CERTIFICATE_ALGORITHMS',
    { outerAlgorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.3')) },
  ],
  [
    'other parameters outside',
    'ERR_CERTIFICATE_ALGORITHMS',
    { outerAlgorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.2'), encodeNull()) },
  ],
  [
    'an algorithm with two parameters',
    'ERR_DER_TAG',
    {
      innerAlgorithm: encodeSequence(encodeOid('1.2.3'), encodeNull(), encodeNull()),
      outerAlgorithm: encodeSequence(encodeOid('1.2.3'), encodeNull(), encodeNull()),
    },
  ],
  ['an empty part of a name', 'ERR_CERTIFICATE_NAME', { subject: encodeSequence(encodeElement(0x31)) }],
  [
    '65 attributes in a name',
    'ERR_CERTIFICATE_NAME',
    { subject: forgeName(...Array.from({ length: 65 }, () => ['CN', 'x'] as const)) },
  ],
  [
    'an attribute of three parts',
    'ERR_DER_TAG',
    {
      subject: encodeSequence(
        encodeElement(
          0x31,
          encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String('a'), encodeUtf8String('b')),
        ),
      ),
    },
  ],
  [
    'a name in broken UTF-8',
    'ERR_BYTES_UTF8',
    { subject: forgeName(['CN', encodeElement(0x0c, Uint8Array.of(0xff))]) },
  ],
  [
    'one date only',
    'ERR_DER_TAG',
    { validity: encodeSequence(encodeGeneralizedTime(new Date('2026-01-01Z'))) },
  ],
  [
    'fractions of a second',
    'ERR_DER_VALUE',
    {
      validity: encodeSequence(
        encodeElement(0x18, new TextEncoder().encode('20260101000000.5Z')),
        encodeGeneralizedTime(new Date('2027-01-01Z')),
      ),
    },
  ],
  [
    'an extension twice',
    'ERR_CERTIFICATE_EXTENSION_TWICE',
    { extensions: [forgeExtension('1.2.3', encodeNull()), forgeExtension('1.2.3', encodeNull())] },
  ],
  [
    '65 extensions',
    'ERR_CERTIFICATE_EXTENSIONS',
    { extensions: Array.from({ length: 65 }, (_, n) => forgeExtension(`1.2.${n}`, encodeNull())) },
  ],
  [
    'no extension in the field',
    'ERR_CERTIFICATE_EXTENSIONS',
    { after: [encodeContext(3, encodeSequence())] },
  ],
  ['a field after the extensions', 'ERR_DER_TAG', { after: [encodeNull()] }],
  [
    'a criticality that is no BOOLEAN',
    'ERR_DER_VALUE',
    {
      extensions: [encodeSequence(encodeOid('1.2.3'), decodeHex('010101'), encodeOctetString(encodeNull()))],
    },
  ],
  [
    'an extension of four parts',
    'ERR_DER_TAG',
    { extensions: [encodeSequence(encodeOid('1.2.3'), encodeOctetString(encodeNull()), encodeNull())] },
  ],
])('refuses %s', async (_what, expected, parts) => {
  const der = await forge(parts)
  expect(() => parseCertificate(der)).toThrow(code(expected))
})

test.each<[string, string, Uint8Array]>([
  ['KeyUsage without a bit', USAGE, decodeHex('03020700')],
  ['KeyUsage of three octets', USAGE, decodeHex('030400800001')],
  ['KeyUsage that is no BIT STRING', USAGE, encodeNull()],
  ['BasicConstraints with a path length but no cA', BASIC, decodeHex('3003020100')],
  ['BasicConstraints with a negative path length', BASIC, decodeHex('30060101ff0201ff')],
  ['BasicConstraints with a rest', BASIC, decodeHex('30050101ff0500')],
  ['trailing bytes', BASIC, decodeHex('300000')],
  ['ExtKeyUsage without a purpose', '2.5.29.37', encodeSequence()],
  [
    'ExtKeyUsage of 101 purposes',
    '2.5.29.37',
    encodeSequence(...Array.from({ length: 101 }, () => encodeOid('1.2.3'))),
  ],
  ['SubjectAltName without a name', '2.5.29.17', encodeSequence()],
  ['SubjectAltName of an unknown kind', '2.5.29.17', encodeSequence(encodeElement(0x89, Uint8Array.of(1)))],
  [
    'SubjectAltName with a rest after a directory name',
    '2.5.29.17',
    encodeSequence(encodeElement(0xa4, encodeSequence(), encodeNull())),
  ],
  [
    'AuthorityKeyIdentifier with a serial number that is none',
    '2.5.29.35',
    encodeSequence(encodeContext(1, encodeElement(0x82, Uint8Array.of(0x61))), encodeElement(0x82)),
  ],
  ['SubjectAltName beyond ASCII', '2.5.29.17', encodeSequence(encodeElement(0x82, Uint8Array.of(0xe4)))],
  ['SubjectKeyIdentifier that is no OCTET STRING', '2.5.29.14', encodeNull()],
  [
    'AuthorityKeyIdentifier with an issuer but no serial number',
    '2.5.29.35',
    encodeSequence(encodeContext(1, encodeElement(0x82, Uint8Array.of(0x61)))),
  ],
  ['AuthorityKeyIdentifier with a rest', '2.5.29.35', encodeSequence(encodeNull())],
])('refuses %s', async (_what, oid, value) => {
  const der = await forge({ extensions: [forgeExtension(oid, value)] })
  expect(() => parseCertificate(der)).toThrow(
    expect.objectContaining({
      code: 'ERR_CERTIFICATE_EXTENSION_VALUE',
      facts: expect.objectContaining({ extension: oid }),
    }),
  )
})

test('a bad key is refused when it is asked for, and the rest can be read', async () => {
  const spki = decodeHex(`3059301306072a8648ce3d020106082a8648ce3d03010703420004${'11'.repeat(64)}`)
  const certificate = parseCertificate(await forge({ spki }))
  expect(certificate.spki).toEqual(spki)
  expect(() => certificate.publicKey).toThrow(code('ERR_KEY_POINT'))
  expect(() => certificate.publicKey).toThrow(code('ERR_KEY_POINT'))
})

test('bounds: size and depth', async () => {
  const der = await forge()
  expect(() => parseCertificate(der, { maxBytes: der.length - 1 })).toThrow(code('ERR_DER_SIZE'))
  expect(() => parseCertificate(new Uint8Array(300_000))).toThrow(code('ERR_DER_SIZE'))
  let deep = encodeNull()
  for (let level = 0; level < 100; level++) deep = encodeSequence(deep)
  expect(() => parseCertificate(deep)).toThrow(code('ERR_DER_TAG'))
})

test('every truncation, and every trailing byte, is refused with a code', async () => {
  const der = await forge({ extensions: [forgeExtension(BASIC, decodeHex('3000'))] })
  for (let length = 0; length < der.length; length++) {
    expect(() => parseCertificate(der.subarray(0, length))).toThrow(code('ERR_DER_TRUNCATED'))
  }
  expect(() => parseCertificate(concatBytes(der, Uint8Array.of(0)))).toThrow(code('ERR_DER_TRAILING'))
})

test('a changed byte, random bytes and random text give a certificate or a code, never anything else', async () => {
  const der = await forge({
    extensions: [forgeExtension(BASIC, decodeHex('3000')), forgeExtension(USAGE, decodeHex('03020106'))],
  })
  const readOrRefuse = (read: () => unknown) => {
    try {
      read()
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_(DER|BYTES|KEY|PEM|CERTIFICATE)_/) })
    }
  }
  for (let at = 0; at < der.length; at++) {
    const changed = der.slice()
    changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7))
    readOrRefuse(() => parseCertificate(changed))
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readOrRefuse(() => parseCertificates(bytes))),
  )
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => readOrRefuse(() => parseCertificates(text))))
})

test('files: DER, PEM as bytes or text, several in one', async () => {
  const der = await forge()
  const pem = encodePem('CERTIFICATE', der)
  expect(parseCertificates(der)).toHaveLength(1)
  expect(parseCertificates(pem)).toHaveLength(1)
  expect(parseCertificates(new TextEncoder().encode(`0 注释\n${pem}两张之间\n${pem}`))).toHaveLength(2)
  expect(() => parseCertificates(encodePem('PRIVATE KEY', der))).toThrow(code('ERR_PEM_LABEL'))
  expect(() => parseCertificates('')).toThrow(code('ERR_PEM_EMPTY'))
  expect(() => parseCertificates(new Uint8Array(0))).toThrow(code('ERR_PEM_EMPTY'))
})

testTruth('the national root and all 72 certificates that it issued are read', () => {
  const [root] = parseCertificates(readTruth('sm2-roots/root.pem'))
  const issued = parseCertificates(readTruth('sm2-roots/issued.pem'))
  expect(root?.subject.text).toBe('CN=ROOTCA,O=NRCAC,C=CN')
  expect(issued).toHaveLength(72)
  for (const certificate of issued) {
    expect(certificate.publicKey.kind).toBe('SM2')
    expect(certificate.basicConstraints?.ca).toBe(true)
    expect(certificate.issuer.text).toBe(root?.subject.text)
  }
  expect(issued.some(({ subject }) => /\p{Script=Han}/u.test(subject.text))).toBe(true)
})
