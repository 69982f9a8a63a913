import {
  createPrivateKey,
  createSigner,
  decodeHex,
  inspectPath,
  type KeyKind,
  parseCertificate,
  type Signer,
} from '@xinyin/core'
import { createIntermediate, createLeaf, createRoot } from '@xinyin/core/ca'
import { encodeElement } from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { forge, forgeExtension, forgeName } from '../x509/forge.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00.789Z'), notAfter: new Date('2056-01-01T00:00:00Z') }
const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'P-384', 'P-521', 'Ed25519', 'RSA']

const [rootKey, key] = await Promise.all([createPrivateKey('SM2'), createPrivateKey('SM2')])
const root = await createRoot({ subject: { country: 'CN', commonName: '某省根' }, key: rootKey, ...PERIOD })
const issuer = { certificate: root, key: rootKey }
const { publicKey } = key
const subject = { commonName: '某局' }

test.each(KINDS)('a chain of %s keys holds', async (kind) => {
  const keys = await Promise.all([createPrivateKey(kind), createPrivateKey(kind)])
  const top = await createRoot({ subject: { country: 'CN', organization: '某省' }, key: keys[0], ...PERIOD })
  const leaf = await createLeaf({
    issuer: { certificate: top, key: keys[0] },
    subject: { country: 'CN', organization: '某局', commonName: '电子印章' },
    publicKey: keys[1].publicKey,
    ...PERIOD,
  })
  const trust = { anchors: [{ certificate: top, roles: ['seal-maker' as const] }], intermediates: [] }
  const at = new Date('2030-01-01')
  const report = await inspectPath(leaf, { trust, role: 'seal-maker', at, revocation: skipRevocation })
  expect(report.verdict).toBe('passed')
})

test('a root is an authority with a random, positive serial number of 16 octets', async () => {
  expect(root).toMatchObject({ version: 3, basicConstraints: { ca: true, pathLength: undefined } })
  expect([...(root.keyUsage ?? [])]).toEqual(['keyCertSign', 'cRLSign'])
  expect(root.extensions.filter(({ critical }) => critical).map(({ oid }) => oid)).toEqual([
    '2.5.29.19',
    '2.5.29.15',
  ])
  const again = await createRoot({ subject, key: rootKey, ...PERIOD })
  for (const { serialNumber } of [root, again]) expect(serialNumber).toMatch(/^[4-7][0-9a-f]{31}$/)
  expect(again.serialNumber).not.toBe(root.serialNumber)
  // Whole seconds, as certificates have.
  expect(root.notBefore).toEqual(new Date('2026-01-01T00:00:00Z'))
})

test('key identifiers link a certificate to its issuer', async () => {
  const leaf = await createLeaf({ issuer, publicKey, subject, ...PERIOD })
  expect(leaf.authorityKeyIdentifier).toBe(root.subjectKeyIdentifier)
  expect(leaf.subjectKeyIdentifier).toMatch(/^[0-9a-f]{40}$/)
  expect(leaf.issuer.raw).toEqual(root.subject.raw)
})

test('a leaf has no BasicConstraints and may sign content', async () => {
  const leaf = await createLeaf({ issuer, publicKey, subject, ...PERIOD })
  expect(leaf.basicConstraints).toBeUndefined()
  expect([...(leaf.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation'])
})

test('everything that was asked for is in the certificate', async () => {
  const leaf = await createLeaf({
    issuer,
    publicKey,
    subject: {
      country: 'CN',
      state: '浙江省',
      locality: '杭州市',
      organization: '某局',
      organizationIdentifier: '11100000000013338W',
      organizationalUnit: '审批处',
      commonName: '电子证照专用章',
      serialNumber: 'No.1',
      emailAddress: 'a@a.example',
    },
    serialNumber: '0a0b',
    keyUsage: ['digitalSignature', 'decipherOnly'],
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'],
    subjectAltName: {
      dns: ['a.example'],
      email: ['a@a.example'],
      uri: ['https://a.example/'],
      ip: ['2001:db8::1'],
    },
    policies: ['1.2.156.1'],
    crlUrls: ['http://a.example/crl'],
    ocspUrls: ['http://a.example/ocsp'],
    extensions: [{ oid: '1.2.3.4', critical: true, value: Uint8Array.of(5, 0) }],
    ...PERIOD,
  })
  expect(leaf.subject.text).toBe(
    'emailAddress=a@a.example,serialNumber=No.1,CN=电子证照专用章,OU=审批处,organizationIdentifier=11100000000013338W,O=某局,L=杭州市,ST=浙江省,C=CN',
  )
  expect(leaf.serialNumber).toBe('0a0b')
  expect([...(leaf.keyUsage ?? [])]).toEqual(['digitalSignature', 'decipherOnly'])
  expect(leaf.extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.8'])
  expect(leaf.subjectAltName).toEqual([
    { kind: 'dns', value: 'a.example' },
    { kind: 'email', value: 'a@a.example' },
    { kind: 'uri', value: 'https://a.example/' },
    { kind: 'ip', value: '20010db8000000000000000000000001' },
  ])
  const byOid = new Map(leaf.extensions.map((extension) => [extension.oid, extension]))
  const { oid, critical, value } = byOid.get('1.2.3.4') ?? {}
  expect({ oid, critical, value }).toEqual({ oid: '1.2.3.4', critical: true, value: Uint8Array.of(5, 0) })
  for (const oid of ['2.5.29.31', '2.5.29.32', '1.3.6.1.5.5.7.1.1']) expect(byOid.has(oid)).toBe(true)
})

test('any signer can hold the key, and signs the bytes that the certificate has', async () => {
  const inner = createSigner(rootKey)
  const signed: Uint8Array[] = []
  const device: Signer = {
    publicKey: inner.publicKey,
    algorithm: inner.algorithm,
    sign(message) {
      signed.push(message)
      return inner.sign(message)
    },
  }
  const leaf = await createLeaf({ issuer: { certificate: root, key: device }, publicKey, subject, ...PERIOD })
  expect(signed).toEqual([leaf.tbs])
})

test.each([
  ['PrintableString', 0x13, 'Province'],
  ['IA5String', 0x16, 'a@a.example'],
  ['UTF8String', 0x0c, '某省'],
  ['BMPString', 0x1e, '\0P\0r'],
  ['UniversalString', 0x1c, '\0\0\0P'],
  ['TeletexString', 0x14, 'Province'],
])('the name of an issuer of others comes out in the same octets: %s', async (_type, tag, text) => {
  const name = forgeName(['C', 'CN'], ['CN', encodeElement(tag, new TextEncoder().encode(text))])
  const constraints = forgeExtension('2.5.29.19', decodeHex('30030101ff'), true)
  const top = parseCertificate(
    await forge({ key: rootKey, subject: name, issuer: name, extensions: [constraints] }),
  )
  const leaf = await createLeaf({ issuer: { certificate: top, key: rootKey }, publicKey, subject, ...PERIOD })
  expect(leaf.issuer.raw).toEqual(name)
})

test('the made certificate is exactly what reading it gives', () => {
  expect(parseCertificate(root.raw)).toEqual(root)
})

test('a wrong call is told as one, naming the argument', async () => {
  const leafOf = (changes: object) => createLeaf({ issuer, publicKey, subject, ...PERIOD, ...changes })
  const leaf = await leafOf({})
  const narrow = await createRoot({ subject, key: rootKey, pathLength: 0, ...PERIOD })
  const pss: Signer = { ...createSigner(rootKey), algorithm: '1.2.840.113549.1.1.10' }
  for (const [made, kind, argument] of [
    [() => leafOf({ issuer: { certificate: root, key } }), TypeError, 'issuer.key'],
    [() => leafOf({ issuer: { certificate: leaf, key } }), TypeError, 'issuer.certificate'],
    [() => leafOf({ notAfter: PERIOD.notBefore }), RangeError, 'notAfter'],
    [() => leafOf({ serialNumber: 'xyz' }), RangeError, 'serialNumber'],
    [() => leafOf({ serialNumber: '00' }), RangeError, 'serialNumber'],
    [() => leafOf({ serialNumber: '80'.repeat(20) }), RangeError, 'serialNumber'],
    [() => leafOf({ serialNumber: '11'.repeat(21) }), RangeError, 'serialNumber'],
    [() => leafOf({ subject: {} }), TypeError, 'subject'],
    [() => leafOf({ subject: { country: 'China' } }), TypeError, 'subject.country'],
    [() => leafOf({ subject: { commonName: '' } }), RangeError, 'subject.commonName'],
    [() => leafOf({ subject: { commonName: '长'.repeat(65) } }), RangeError, 'subject.commonName'],
    [() => leafOf({ keyUsage: ['sign'] }), TypeError, 'keyUsage'],
    [
      () => createIntermediate({ issuer, publicKey, subject, pathLength: -1, ...PERIOD }),
      RangeError,
      'pathLength',
    ],
    [
      () =>
        createIntermediate({ issuer: { certificate: narrow, key: rootKey }, publicKey, subject, ...PERIOD }),
      RangeError,
      'issuer.certificate',
    ],
    [() => createRoot({ subject, key: pss, ...PERIOD }), TypeError, 'key'],
  ] as const) {
    await expect(made()).rejects.toThrow(kind)
    await expect(made()).rejects.toThrow(argument)
  }
})
