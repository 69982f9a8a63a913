import {
  type Certificate,
  createPrivateKey,
  createSigner,
  type KeyKind,
  type Signer,
  type Trust,
} from '@xinyin/core'
import {
  createCrl,
  createLeaf,
  createRoot,
  issueCertificate,
  type RevokedCertificate,
  timeStampHandler,
} from '@xinyin/core/ca'
import { parseCrl } from '@xinyin/core/revocation'
import { createTimeStamper, type TimeStamper } from '@xinyin/e-seal/evidence'

/** Who holds a key and a certificate for it. */
export interface RealmMember {
  readonly signer: Signer
  readonly certificate: Certificate
}

/** Everybody that it takes to seal a document, and the trust in them. */
export interface Realm {
  readonly maker: RealmMember
  readonly office: RealmMember
  /** Stamps at the time of the realm. */
  readonly timeStamp: TimeStamper
  /** Stamps at another time. */
  readonly timeStampAt: (time: Date) => TimeStamper
  readonly at: Date
  readonly trust: Trust
  /** Whose certificates are above those of makers, offices and time-stamping services. */
  readonly roots: Readonly<Record<'makers' | 'offices' | 'services', RealmMember>>
}

/** How long certificates of a realm are valid. */
export const VALID = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2028-01-01T00:00:00Z'),
}

/** A seal maker, an office and a time-stamping service, each under a root of its own, with SM2 keys. */
export async function createRealm(at = new Date('2026-06-01T08:00:00Z')): Promise<Realm> {
  const [makers, offices, services] = [
    await createRoots('制章'),
    await createRoots('签章'),
    await createRoots('时间戳'),
  ]
  const lists = await Promise.all([makers, offices, services].map((root) => createList(root)))
  const service = await createService(services)
  let serial = 0n
  const timeStampAt = (time: Date) => {
    const respond = timeStampHandler({
      ...service,
      policy: '1.3.6.1.4.1.32473.1',
      clock: () => time,
      nextSerialNumber: () => ++serial,
    })
    return createTimeStamper({
      url: 'http://tsa.example/',
      fetch: (url, init) => respond(new Request(url, init)),
      clock: () => time,
    })
  }
  return {
    maker: await createMember('制章中心', makers),
    office: await createMember('示例市住建局', offices),
    timeStamp: timeStampAt(at),
    timeStampAt,
    at,
    roots: { makers, offices, services },
    trust: {
      anchors: [
        { certificate: makers.certificate, roles: ['seal-maker'] },
        { certificate: offices.certificate, roles: ['seal-signer', 'document-signer'] },
        { certificate: services.certificate, roles: ['time-stamper'] },
      ],
      intermediates: [],
      revocation: { crls: lists, ocspResponses: [] },
    },
  }
}

const named = (commonName: string) => ({ country: 'CN', organization: '示例省', commonName })

async function createRoots(name: string): Promise<RealmMember> {
  const key = await createPrivateKey('SM2')
  const certificate = await createRoot({ subject: named(`${name}根`), key, ...VALID })
  return { signer: createSigner(key), certificate }
}

export async function createMember(
  name: string,
  issuer: RealmMember,
  period = VALID,
  kind: KeyKind = 'SM2',
): Promise<RealmMember> {
  const key = await createPrivateKey(kind)
  const certificate = await createLeaf({
    subject: named(name),
    publicKey: key.publicKey,
    issuer: { certificate: issuer.certificate, key: issuer.signer },
    ...period,
  })
  return { signer: createSigner(key), certificate }
}

async function createService({ certificate: root, signer }: RealmMember) {
  const key = await createPrivateKey('SM2')
  const certificate = await issueCertificate({
    issuer: { certificate: root, key: signer },
    profile: 'time-stamper',
    publicKey: key.publicKey,
    subject: named('时间戳服务'),
    notBefore: VALID.notBefore,
    notAfter: new Date('2027-01-01T00:00:00Z'),
  })
  return { key, certificate }
}

/** What an authority says of those to whom it gave certificates. */
export async function createList(
  { certificate, signer }: RealmMember,
  revoked: readonly RevokedCertificate[] = [],
) {
  const issuer = { certificate, key: signer }
  const period = { thisUpdate: VALID.notBefore, nextUpdate: VALID.notAfter }
  return parseCrl(await createCrl({ issuer, number: 1, revoked, ...period }))
}
