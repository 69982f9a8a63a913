import 'reflect-metadata'
import { X509Certificate as NodeCertificate } from 'node:crypto'
import { X509Certificate as PeculiarCertificate } from '@peculiar/x509'
import { createPrivateKey, type KeyKind, parseCertificate } from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import { Certificate as PkijsCertificate } from 'pkijs'
import type { Job } from './compare.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

/** A certificate as authorities issue them: a name of five parts, six extensions. */
async function createCertificate(kind: KeyKind): Promise<Uint8Array> {
  const [rootKey, key] = await Promise.all([createPrivateKey(kind), createPrivateKey(kind)])
  const named = (commonName: string) => ({ country: 'CN', organization: '某省', commonName })
  const root = await createRoot({ subject: named('某省根'), key: rootKey, ...PERIOD })
  const leaf = await createLeaf({
    issuer: { certificate: root, key: rootKey },
    publicKey: key.publicKey,
    subject: { ...named('seal.example.gov.cn'), state: '浙江省', locality: '杭州市' },
    subjectAltName: { dns: ['seal.example.gov.cn'] },
    crlUrls: ['http://ca.example.gov.cn/1.crl'],
    ocspUrls: ['http://ca.example.gov.cn/ocsp'],
    ...PERIOD,
  })
  return leaf.raw
}

function assertRead(subject: string, issuer: string, from: Date | string, to: Date | string): void {
  if (subject.length < 9 || issuer.length < 9 || new Date(from) >= new Date(to)) {
    throw new Error('a certificate was misread')
  }
}

/** Everyone reads the same bytes, and then the names of both sides and the two dates. */
function certificateJob(name: string, der: Uint8Array): Job {
  const buffer = Uint8Array.from(der).buffer
  return {
    name,
    contestants: {
      Xinyin: () => {
        const { subject, issuer, notBefore, notAfter } = parseCertificate(der)
        assertRead(subject.text, issuer.text, notBefore, notAfter)
      },
      'Xinyin, with the key': () => {
        const { subject, issuer, notBefore, notAfter, publicKey } = parseCertificate(der)
        assertRead(subject.text, issuer.text, notBefore, notAfter)
        if (publicKey.point === undefined) throw new Error('a key was misread')
      },
      X509Certificate: () => {
        const { subject, issuer, validFrom, validTo } = new NodeCertificate(der)
        assertRead(subject, issuer, validFrom, validTo)
      },
      pkijs: () => {
        const { subject, issuer, notBefore, notAfter } = PkijsCertificate.fromBER(buffer)
        const text = (values: typeof subject) =>
          values.typesAndValues.map(({ value }) => String(value.valueBlock.value)).join()
        assertRead(text(subject), text(issuer), notBefore.value, notAfter.value)
      },
      '@peculiar/x509': () => {
        const { subject, issuer, notBefore, notAfter } = new PeculiarCertificate(buffer)
        assertRead(subject, issuer, notBefore, notAfter)
      },
    },
  }
}

export async function certificateJobs(): Promise<Job[]> {
  return [
    certificateJob('Certificate read, ECDSA P-256', await createCertificate('P-256')),
    certificateJob('Certificate read, SM2', await createCertificate('SM2')),
  ]
}
