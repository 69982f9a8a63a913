import {
  type Certificate,
  createPrivateKey,
  exportPrivateKey,
  type KeyKind,
  type PrivateKey,
} from '@xinyin/core'
import { createIntermediate, createLeaf, createRoot } from '@xinyin/core/ca'
import { encodeBitString, encodeContext, encodeElement, encodeOid, encodeSequence } from '@xinyin/core/der'
import { PURPOSE } from '@xinyin/core/x509'
import { SERVER_NAME } from '../../authority.ts'
import type { Seed } from '../../corpus.ts'

const VALIDITY = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

export interface Member {
  readonly certificate: Certificate
  readonly key: PrivateKey
}

export type MemberName = 'root' | 'middle' | 'server' | 'signer' | 'stamper' | 'rsa' | 'ec' | 'sm2'

/** The authority of the engine's seeds. It signs with Ed25519, so that the same input has the same signature. */
export type Members = Readonly<Record<MemberName, Member>>

const ascii = (text: string) => new TextEncoder().encode(text)

/** Constraints and mappings, so that there is something in the seeds to be changed. */
const CONSTRAINED = [
  {
    oid: '2.5.29.30',
    critical: true,
    value: encodeSequence(
      encodeContext(
        0,
        encodeSequence(encodeElement(0x82, ascii('example.gov.cn'))),
        encodeSequence(encodeElement(0x87, Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0))),
      ),
      encodeContext(1, encodeSequence(encodeElement(0x81, ascii('evil.example.gov.cn')))),
    ),
  },
  {
    oid: '2.5.29.33',
    critical: true,
    value: encodeSequence(encodeSequence(encodeOid('1.2.156.1.1'), encodeOid('1.2.156.1.2'))),
  },
  {
    oid: '2.5.29.36',
    critical: true,
    value: encodeSequence(encodeElement(0x80, Uint8Array.of(3)), encodeElement(0x81, Uint8Array.of(2))),
  },
]

const ENCIPHERS = { keyUsage: ['keyEncipherment', 'keyAgreement'] } as const

export async function createMembers(): Promise<Members> {
  const subject = (commonName: string) => ({ country: 'CN', organization: '测试省', commonName })
  const rootKey = await createPrivateKey('Ed25519')
  const root = await createRoot({ subject: subject('测试省根'), key: rootKey, ...VALIDITY })
  const middleKey = await createPrivateKey('Ed25519')
  const middle = await createIntermediate({
    issuer: { certificate: root, key: rootKey },
    subject: subject('测试省运营'),
    publicKey: middleKey.publicKey,
    pathLength: 0,
    policies: ['1.2.156.1.1'],
    extensions: CONSTRAINED,
    ...VALIDITY,
  })
  const issuer = { certificate: middle, key: middleKey }
  const create = async (
    kind: KeyKind,
    commonName: string,
    more: Partial<Parameters<typeof createLeaf>[0]> = {},
  ): Promise<Member> => {
    const key = await createPrivateKey(kind)
    const { publicKey } = key
    const certificate = await createLeaf({
      issuer,
      publicKey,
      subject: subject(commonName),
      ...VALIDITY,
      ...more,
    })
    return { key, certificate }
  }
  return {
    root: { certificate: root, key: rootKey },
    middle: { certificate: middle, key: middleKey },
    server: await create('P-256', SERVER_NAME, {
      subjectAltName: { dns: [SERVER_NAME, '*.example.gov.cn'], ip: ['192.0.2.7'] },
      policies: ['1.2.156.1.2'],
      crlUrls: ['http://crl.example.gov.cn/1.crl'],
      ocspUrls: ['http://ocsp.example.gov.cn'],
      issuerUrls: ['http://ca.example.gov.cn/ca.der'],
      extensions: [
        { oid: '2.5.29.37', critical: false, value: encodeSequence(encodeOid(PURPOSE.serverAuth)) },
        {
          oid: '2.5.29.16',
          critical: false,
          value: encodeSequence(encodeElement(0x80, ascii('20260101000000Z'))),
        },
        { oid: '2.16.840.1.113730.1.1', critical: false, value: encodeBitString(Uint8Array.of(0x40), 6) },
      ],
    }),
    signer: await create('P-256', '测试签名人'),
    stamper: await create('P-256', '测试时间戳', { extendedKeyUsage: [PURPOSE.timeStamping] }),
    rsa: await create('RSA', '测试收件人甲', ENCIPHERS),
    ec: await create('P-256', '测试收件人乙', { keyUsage: ['keyAgreement'] }),
    sm2: await create('SM2', '测试收件人丙', { keyUsage: ['digitalSignature', ...ENCIPHERS.keyUsage] }),
  }
}

/** What the targets need of it: all certificates, and the keys that something is signed anew or opened with. */
export function memberFiles(members: Members): Seed[] {
  return (Object.keys(members) as MemberName[]).flatMap((name) => {
    const { certificate, key } = members[name]
    const isRoot = name === 'root'
    const own = { name: `${name}.der`, bytes: certificate.raw }
    return isRoot ? [own] : [own, { name: `${name}.key`, bytes: exportPrivateKey(key) }]
  })
}
