import { decodeHex, encodeHex, encodeUtf8, parseCertificate } from '@xinyin/core'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import { expect, test } from 'vitest'
import { EXTENSION } from '../../src/x509/oid.ts'
import { forge, forgeExtension, forgeName } from './forge.ts'

type Known = keyof typeof EXTENSION

async function read(extension: Known | string, value: Uint8Array) {
  const oid = extension in EXTENSION ? EXTENSION[extension as Known] : extension
  return parseCertificate(await forge({ extensions: [forgeExtension(oid, value)] }))
}

const implicit = (number: number, ...content: Uint8Array[]) => encodeElement(0x80 | number, ...content)
const uri = (text: string) => implicit(6, encodeUtf8(text))
const dns = (text: string) => implicit(2, encodeUtf8(text))
const policy = (oid: string, ...qualifiers: Uint8Array[]) =>
  encodeSequence(encodeOid(oid), ...(qualifiers.length > 0 ? [encodeSequence(...qualifiers)] : []))
const qualifier = (oid: string, value: Uint8Array) => encodeSequence(encodeOid(oid), value)
const CPS = '1.3.6.1.5.5.7.2.1'
const NOTICE = '1.3.6.1.5.5.7.2.2'

test('policies are read with the texts of their qualifiers', async () => {
  const reference = encodeSequence(encodeUtf8String('某局'), encodeSequence(encodeInteger(1)))
  const { certificatePolicies } = await read(
    'certificatePolicies',
    encodeSequence(
      policy(
        '1.2.3',
        qualifier(CPS, encodeIa5String('http://a.example/cps')),
        qualifier(NOTICE, encodeSequence(reference, encodeUtf8String('仅供测试'))),
        qualifier(NOTICE, encodeSequence(reference)),
        qualifier('1.2.9', encodeNull()),
      ),
      policy('2.5.29.32.0'),
    ),
  )
  expect(certificatePolicies?.map(({ policy }) => policy)).toEqual(['1.2.3', '2.5.29.32.0'])
  expect(certificatePolicies?.[0]?.qualifiers.map(({ text }) => text)).toEqual([
    'http://a.example/cps',
    '仅供测试',
    undefined,
    undefined,
  ])
  expect(certificatePolicies?.[1]?.qualifiers).toEqual([])
})

test('policy mappings, constraints and the limit of anyPolicy are read', async () => {
  const mapping = encodeSequence(encodeOid('1.2.3'), encodeOid('1.2.4'))
  expect((await read('policyMappings', encodeSequence(mapping, mapping))).policyMappings).toEqual([
    { issuerDomainPolicy: '1.2.3', subjectDomainPolicy: '1.2.4' },
    { issuerDomainPolicy: '1.2.3', subjectDomainPolicy: '1.2.4' },
  ])
  expect((await read('policyConstraints', decodeHex('3003800100'))).policyConstraints).toEqual({
    requireExplicitPolicy: 0,
    inhibitPolicyMapping: undefined,
  })
  expect((await read('policyConstraints', decodeHex('3006800102810103'))).policyConstraints).toEqual({
    requireExplicitPolicy: 2,
    inhibitPolicyMapping: 3,
  })
  expect((await read('inhibitAnyPolicy', encodeInteger(7))).inhibitAnyPolicy).toBe(7)
})

test('name constraints are read in every form', async () => {
  const subtree = (name: Uint8Array) => encodeSequence(name)
  const { nameConstraints } = await read(
    'nameConstraints',
    encodeSequence(
      encodeContext(
        0,
        subtree(dns('.a.example')),
        subtree(implicit(1, encodeUtf8('a.example'))),
        subtree(implicit(7, decodeHex('0a000000ff000000'))),
        subtree(implicit(7, new Uint8Array(32))),
        subtree(encodeElement(0xa4, forgeName(['O', '某省']))),
      ),
      encodeContext(1, subtree(uri('.b.example')), subtree(implicit(8, decodeHex('2a03')))),
    ),
  )
  expect(nameConstraints?.permitted).toMatchObject([
    { kind: 'dns', value: '.a.example' },
    { kind: 'email', value: 'a.example' },
    { kind: 'ip', value: '0a000000ff000000' },
    { kind: 'ip', value: '00'.repeat(32) },
    { kind: 'directory', value: { text: 'O=某省' } },
  ])
  expect(nameConstraints?.excluded).toEqual([
    { kind: 'uri', value: '.b.example' },
    { kind: 'registered-id', value: '1.2.3' },
  ])
})

test('places of revocation lists are read: full and relative names, reasons, the issuer', async () => {
  const relative = encodeElement(0xa1, encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String('分区一')))
  const value = encodeSequence(
    encodeSequence(encodeContext(0, encodeContext(0, uri('http://a.example/1.crl'), dns('a.example')))),
    encodeSequence(
      encodeContext(0, relative),
      implicit(1, decodeHex('0560')),
      encodeContext(2, encodeElement(0xa4, forgeName(['CN', '吊销列表']))),
    ),
  )
  const { cRLDistributionPoints } = await read('cRLDistributionPoints', value)
  expect(cRLDistributionPoints?.[0]).toEqual({
    name: {
      kind: 'full',
      names: [
        { kind: 'uri', value: 'http://a.example/1.crl' },
        { kind: 'dns', value: 'a.example' },
      ],
    },
    reasons: undefined,
    cRLIssuer: undefined,
  })
  expect(cRLDistributionPoints?.[1]).toMatchObject({
    name: { kind: 'relative', attributes: [{ oid: '2.5.4.3', value: '分区一' }] },
    reasons: new Set(['keyCompromise', 'cACompromise']),
    cRLIssuer: [{ kind: 'directory', value: { text: 'CN=吊销列表' } }],
  })
  // A part stands in a name as the SET that it is there.
  const [, second] = cRLDistributionPoints ?? []
  expect(second?.name?.kind === 'relative' && encodeHex(second.name.raw)).toMatch(/^31/)
  expect((await read('freshestCRL', value)).freshestCRL).toHaveLength(2)
})

test('where to ask, and who issued, are read', async () => {
  const ocsp = encodeSequence(encodeOid('1.3.6.1.5.5.7.48.1'), uri('http://a.example/ocsp'))
  const expected = [
    { method: '1.3.6.1.5.5.7.48.1', location: { kind: 'uri', value: 'http://a.example/ocsp' } },
  ]
  expect((await read('authorityInfoAccess', encodeSequence(ocsp))).authorityInfoAccess).toEqual(expected)
  expect((await read('subjectInfoAccess', encodeSequence(ocsp))).subjectInfoAccess).toEqual(expected)
  expect((await read('issuerAltName', encodeSequence(dns('a.example')))).issuerAltName).toEqual([
    { kind: 'dns', value: 'a.example' },
  ])
  const issuer = encodeContext(1, encodeElement(0xa4, forgeName(['CN', '某省根'])))
  const { authorityKeyIdentifier, authorityCertificate } = await read(
    'authorityKeyIdentifier',
    encodeSequence(implicit(0, decodeHex('0102')), issuer, implicit(2, decodeHex('00ff'))),
  )
  expect(authorityKeyIdentifier).toBe('0102')
  expect(authorityCertificate).toMatchObject({
    issuer: [{ kind: 'directory', value: { text: 'CN=某省根' } }],
    serialNumber: '00ff',
  })
})

test('what else is said of a subject and its key is read', async () => {
  const from = implicit(0, encodeUtf8('20260101000000Z'))
  const to = implicit(1, encodeUtf8('20270101000000Z'))
  expect((await read('privateKeyUsagePeriod', encodeSequence(from, to))).privateKeyUsagePeriod).toEqual({
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
  })
  expect((await read('privateKeyUsagePeriod', encodeSequence(to))).privateKeyUsagePeriod?.notBefore).toBe(
    undefined,
  )

  const country = encodePrintableString('CN')
  const attribute = encodeSequence(encodeOid('1.3.6.1.5.5.7.9.4'), encodeElement(0x31, country))
  expect(
    (await read('subjectDirectoryAttributes', encodeSequence(attribute))).subjectDirectoryAttributes,
  ).toEqual([{ oid: '1.3.6.1.5.5.7.9.4', values: [country] }])

  const statements = encodeSequence(
    encodeSequence(encodeOid('0.4.0.1862.1.1')),
    encodeSequence(encodeOid('0.4.0.1862.1.3'), encodeInteger(10)),
  )
  expect((await read('qCStatements', statements)).qCStatements).toEqual([
    { oid: '0.4.0.1862.1.1', info: undefined },
    { oid: '0.4.0.1862.1.3', info: encodeInteger(10) },
  ])

  expect((await read('ocspNoCheck', encodeNull())).ocspNoCheck).toBe(true)
  expect((await read('1.2.3', encodeNull())).ocspNoCheck).toBe(false)
})

test('numbers of GB/T 20518 are text in whichever way an authority wrote them', async () => {
  const certificate = parseCertificate(
    await forge({
      extensions: [
        forgeExtension('1.2.156.10260.4.1.1', encodeContext(0, encodePrintableString('110101190001010000'))),
        forgeExtension('1.2.156.10260.4.1.2', implicit(1, encodeUtf8('保字1'))),
        forgeExtension('1.2.156.10260.4.1.3', encodeUtf8('330000000012345')),
        forgeExtension('1.2.156.10260.4.1.4', encodePrintableString('12345678-9')),
        forgeExtension('1.2.156.10260.4.1.5', encodeUtf8String('91330000MA0000000X')),
      ],
    }),
  )
  expect(certificate.subjectNumbers).toEqual({
    identifyCode: '110101190001010000',
    insuranceNumber: '保字1',
    iCRegistrationNumber: '330000000012345',
    organizationCode: '12345678-9',
    taxationNumber: '91330000MA0000000X',
  })
})

test.each([
  ['a number', encodeInteger(5)],
  ['control characters', encodeUtf8('1\u00002')],
  ['octets that are no text', Uint8Array.of(0xff, 0xfe)],
  ['several texts', encodeContext(0, encodePrintableString('1'), encodePrintableString('2'))],
  ['a text longer than any number', encodeUtf8('1'.repeat(300))],
])('a number of GB/T 20518 that is %s is left out', async (_what, value) => {
  expect((await read('1.2.156.10260.4.1.5', value)).subjectNumbers).toEqual({})
})

test.each<[string, Known, Uint8Array]>([
  ['policies without one', 'certificatePolicies', encodeSequence()],
  ['a policy twice', 'certificatePolicies', encodeSequence(policy('1.2.3'), policy('1.2.3'))],
  [
    '257 policies',
    'certificatePolicies',
    encodeSequence(...Array.from({ length: 257 }, (_, n) => policy(`1.2.${n}`))),
  ],
  [
    'an empty list of qualifiers',
    'certificatePolicies',
    encodeSequence(encodeSequence(encodeOid('1.2.3'), encodeSequence())),
  ],
  [
    '17 qualifiers',
    'certificatePolicies',
    encodeSequence(policy('1.2.3', ...Array.from({ length: 17 }, () => qualifier('1.2.9', encodeNull())))),
  ],
  [
    'a practice statement that is no text',
    'certificatePolicies',
    encodeSequence(policy('1.2.3', qualifier(CPS, encodeNull()))),
  ],
  [
    'a notice with a rest',
    'certificatePolicies',
    encodeSequence(policy('1.2.3', qualifier(NOTICE, encodeSequence(encodeNull())))),
  ],
  ['mappings without one', 'policyMappings', encodeSequence()],
  ['a mapping to nothing', 'policyMappings', encodeSequence(encodeSequence(encodeOid('1.2.3')))],
  ['constraints of policies without one', 'policyConstraints', encodeSequence()],
  ['a negative number of certificates', 'policyConstraints', decodeHex('30038001ff')],
  ['a number in more octets than it needs', 'policyConstraints', decodeHex('300480020001')],
  ['constraints in the wrong order', 'policyConstraints', decodeHex('3006810100800100')],
  ['a negative limit of anyPolicy', 'inhibitAnyPolicy', encodeInteger(-1)],
  ['a limit of anyPolicy that no number holds', 'inhibitAnyPolicy', encodeInteger(1n << 64n)],
  ['constraints of names without one', 'nameConstraints', encodeSequence()],
  ['no permitted subtree in the field', 'nameConstraints', encodeSequence(encodeContext(0))],
  [
    'a written-out minimum of a subtree',
    'nameConstraints',
    encodeSequence(encodeContext(0, encodeSequence(dns('a.example'), implicit(0, Uint8Array.of(0))))),
  ],
  [
    'a maximum of a subtree',
    'nameConstraints',
    encodeSequence(encodeContext(0, encodeSequence(dns('a.example'), implicit(1, Uint8Array.of(1))))),
  ],
  [
    'a constraint of addresses without a mask',
    'nameConstraints',
    encodeSequence(encodeContext(0, encodeSequence(implicit(7, new Uint8Array(4))))),
  ],
  [
    '2049 subtrees',
    'nameConstraints',
    encodeSequence(encodeContext(0, ...Array.from({ length: 2049 }, () => encodeSequence(dns('a'))))),
  ],
  ['another name without a type', 'subjectAltName', encodeSequence(encodeContext(0, encodeContext(0)))],
  ['another name without a value', 'subjectAltName', encodeSequence(encodeContext(0, encodeOid('1.2.3')))],
  [
    'another name with two values',
    'subjectAltName',
    encodeSequence(encodeContext(0, encodeOid('1.2.3'), encodeContext(0), encodeContext(0))),
  ],
  ['an address of 5 octets', 'subjectAltName', encodeSequence(implicit(7, new Uint8Array(5)))],
  ['an address of 8 octets', 'subjectAltName', encodeSequence(implicit(7, new Uint8Array(8)))],
  ['places of lists without one', 'cRLDistributionPoints', encodeSequence()],
  [
    '65 places of lists',
    'cRLDistributionPoints',
    encodeSequence(...Array.from({ length: 65 }, () => encodeSequence())),
  ],
  [
    'a place with two names',
    'cRLDistributionPoints',
    encodeSequence(encodeSequence(encodeContext(0, encodeContext(0, dns('a')), encodeContext(0, dns('b'))))),
  ],
  [
    'a place with an unknown kind of name',
    'cRLDistributionPoints',
    encodeSequence(encodeSequence(encodeContext(0, encodeContext(2, dns('a'))))),
  ],
  [
    'an empty relative name',
    'cRLDistributionPoints',
    encodeSequence(encodeSequence(encodeContext(0, encodeContext(1)))),
  ],
  [
    'a relative name of 65 attributes',
    'cRLDistributionPoints',
    encodeSequence(
      encodeSequence(
        encodeContext(
          0,
          encodeContext(
            1,
            ...Array.from({ length: 65 }, () => encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String('a'))),
          ),
        ),
      ),
    ),
  ],
  ['an unnamed reason', 'freshestCRL', encodeSequence(encodeSequence(implicit(1, decodeHex('060040'))))],
  ['access to nothing', 'authorityInfoAccess', encodeSequence()],
  [
    '65 places of access',
    'subjectInfoAccess',
    encodeSequence(
      ...Array.from({ length: 65 }, () => encodeSequence(encodeOid('1.2.3'), uri('http://a.example'))),
    ),
  ],
  ['no time of usage', 'privateKeyUsagePeriod', encodeSequence()],
  // Behind it stands what is no bit of it.
  ['no bit of usage', 'keyUsage', encodeElement(3, Uint8Array.of(0))],
  ['no bit of usage that is named', 'keyUsage', encodeElement(3, Uint8Array.of(0, 0, 0x40))],
  [
    'a time of usage with its own tag',
    'privateKeyUsagePeriod',
    encodeSequence(encodeContext(0, encodeGeneralizedTime(new Date(0)))),
  ],
  ['no attribute', 'subjectDirectoryAttributes', encodeSequence()],
  [
    'an attribute without a value',
    'subjectDirectoryAttributes',
    encodeSequence(encodeSequence(encodeOid('1.2.3'), encodeElement(0x31))),
  ],
  ['no statement', 'qCStatements', encodeSequence()],
  [
    'a statement of three parts',
    'qCStatements',
    encodeSequence(encodeSequence(encodeOid('1.2.3'), encodeNull(), encodeNull())),
  ],
  ['a no-check that is no NULL', 'ocspNoCheck', encodeOctetString(new Uint8Array(0))],
  [
    'an other name of the issuer of no known kind',
    'issuerAltName',
    encodeSequence(encodeBitString(new Uint8Array(1))),
  ],
])('refuses %s', async (_what, extension, value) => {
  await expect(read(extension, value)).rejects.toThrow(
    expect.objectContaining({
      code: 'ERR_CERTIFICATE_EXTENSION_VALUE',
      facts: expect.objectContaining({ extension: EXTENSION[extension] }),
    }),
  )
})
