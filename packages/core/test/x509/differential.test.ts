import 'reflect-metadata'
import { X509Certificate as NodeCertificate } from 'node:crypto'
import { X509Certificate as PeculiarCertificate } from '@peculiar/x509'
import { type Certificate, createPrivateKey, encodeHex, parseCertificates } from '@xinyin/core'
import { createIntermediate, createLeaf, createRoot } from '@xinyin/core/ca'
import { readTruth, testTruth } from '@xinyin/testkit'
import { expect, test } from 'vitest'

/** Hexadecimal of a number, without the zeros and the sign octet that only one side writes. */
const magnitude = (hex: string) => hex.toLowerCase().replace(/^0+(?=.)/, '')

/** Every part that Node, which is OpenSSL, and @peculiar/x509 also tell. */
function expectAgreement(certificate: Certificate): void {
  const node = new NodeCertificate(certificate.raw)
  expect(magnitude(node.serialNumber)).toBe(magnitude(certificate.serialNumber))
  expect(new Date(node.validFrom)).toEqual(certificate.notBefore)
  expect(new Date(node.validTo)).toEqual(certificate.notAfter)
  expect(encodeHex(new Uint8Array(node.publicKey.export({ type: 'spki', format: 'der' })))).toBe(
    encodeHex(certificate.publicKey.spki),
  )
  expect(node.ca).toBe(certificate.basicConstraints?.ca === true)
  for (const [theirs, ours] of [
    [node.subject, certificate.subject],
    [node.issuer, certificate.issuer],
  ] as const) {
    // Node prints values with the escapes of RFC 4514.
    const values = theirs.split('\n').map((line) => line.slice(line.indexOf('=') + 1).replace(/\\(.)/g, '$1'))
    expect(values).toEqual(ours.attributes.map(({ value }) => value))
  }

  const peculiar = new PeculiarCertificate(Uint8Array.from(certificate.raw))
  expect(magnitude(peculiar.serialNumber)).toBe(magnitude(certificate.serialNumber))
  expect(peculiar.notBefore).toEqual(certificate.notBefore)
  expect(peculiar.notAfter).toEqual(certificate.notAfter)
  expect(encodeHex(new Uint8Array(peculiar.publicKey.rawData))).toBe(encodeHex(certificate.publicKey.spki))
  expect(encodeHex(new Uint8Array(peculiar.signature))).toBe(encodeHex(certificate.signature))
  expect(
    peculiar.extensions.map(({ type, critical, value }) => [
      type,
      critical,
      encodeHex(new Uint8Array(value)),
    ]),
  ).toEqual(certificate.extensions.map(({ oid, critical, value }) => [oid, critical, encodeHex(value)]))
}

test.each(['SM2', 'P-256', 'P-384', 'RSA', 'Ed25519'] as const)(
  'Node and @peculiar/x509 read our %s certificates as we do',
  async (kind) => {
    const [rootKey, key] = await Promise.all([createPrivateKey(kind), createPrivateKey(kind)])
    const period = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2060-06-30T12:34:56Z') }
    const root = await createRoot({
      subject: { country: 'CN', commonName: '某省根' },
      key: rootKey,
      ...period,
    })
    const issuer = { certificate: root, key: rootKey }
    const { publicKey } = key
    expectAgreement(root)
    expectAgreement(
      await createIntermediate({
        issuer,
        publicKey,
        subject: { organization: '某省 “CA”, 二' },
        pathLength: 0,
        ...period,
      }),
    )
    expectAgreement(
      await createLeaf({
        issuer,
        publicKey,
        subject: {
          country: 'CN',
          state: '浙江省',
          locality: '杭州市',
          organization: '某局',
          commonName: '某局专用章',
          serialNumber: '007',
        },
        subjectAltName: { dns: ['a.example'], email: ['a@a.example'] },
        crlUrls: ['http://a.example/crl'],
        ...period,
      }),
    )
  },
)

testTruth('Node and @peculiar/x509 read the certificates of the national authorities as we do', () => {
  for (const file of ['sm2-roots/root.pem', 'sm2-roots/issued.pem']) {
    for (const certificate of parseCertificates(readTruth(file))) expectAgreement(certificate)
  }
})
