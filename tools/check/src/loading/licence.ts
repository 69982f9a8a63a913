import {
  type Certificate,
  createPrivateKey,
  createSigner,
  encodeBase64,
  type PrivateKey,
  type Role,
} from '@xinyin/core'
import { createCrl, createLeaf, createRoot } from '@xinyin/core/ca'
import { createTrustList, signTrustList } from '@xinyin/core/trust'
import { issueLicence } from '@xinyin/e-license'
import { CONSTRUCTION_PERMIT_FACE, SAMPLE_LICENCES } from '@xinyin/e-license/faces'
import { createSeal, createSealPicture } from '@xinyin/e-seal'
import type { Task } from './measure.ts'

const ENTRY = `
import { decodeBase64, parseCertificate } from '@xinyin/core'
import { createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import { joinTrust, trustFrom, verifyTrustList } from '@xinyin/core/trust'
import { inspectLicence } from '@xinyin/e-license/verify'
const read = (texts) => texts.map((text) => parseCertificate(decodeBase64(text)))
const change = (bytes, part) => {
  const place = Math.floor(bytes.length * part)
  return bytes.with(place, bytes[place] ^ 1)
}
// Another character of the same alphabet, wherever it stands.
const swap = (text, place) => text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1)
export async function run({ licences, publisher, list, issuers, revocationLists, at }) {
  const time = new Date(at)
  const [publishing] = read([publisher])
  const crls = revocationLists.map((one) => parseCrl(decodeBase64(one)))
  const revocation = { crls, ocspResponses: [] }
  const rooted = { anchors: [{ certificate: publishing, roles: ['trust-list-signer'] }], intermediates: [], revocation }
  const path = { revocation: createRevocationChecker({ now: () => time }) }
  const options = { trust: rooted, territory: 'CN-99', at: time, path }
  const trust = joinTrust(rooted, trustFrom([await verifyTrustList(list, options)]))
  const policy = { trust, certificates: read(issuers), at: time }
  const verdicts = []
  for (const [form, given] of licences) {
    const good = form === 'ofd' ? decodeBase64(given) : given
    const forged = form === 'ofd' ? [change(good, 0.5), change(good, 0.9)] : [swap(good, 300), swap(good, 400)]
    for (const one of [good, ...forged]) verdicts.push((await inspectLicence(one, policy)).verdict)
    // Nobody vouches for its issuer.
    verdicts.push((await inspectLicence(good, { ...policy, trust: rooted })).verdict)
  }
  return verdicts
}`

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const AT = new Date('2026-06-01T08:00:00Z')
const DATA = SAMPLE_LICENCES.constructionPermit
const AUTHORITY = DATA.issuers[0].name

interface Member {
  readonly key: PrivateKey
  readonly certificate: Certificate
}

async function createAuthority(commonName: string): Promise<Member> {
  const key = await createPrivateKey('SM2')
  return { key, certificate: await createRoot({ subject: { country: 'CN', commonName }, key, ...PERIOD }) }
}

async function createMember(name: string, issuer: Member): Promise<Member> {
  const key = await createPrivateKey('SM2')
  const subject = { country: 'CN', organization: name, commonName: name }
  return { key, certificate: await createLeaf({ issuer, subject, publicKey: key.publicKey, ...PERIOD }) }
}

/** What verifying any licence is meant to take. */
const GOAL = 90_000

/**
 * To verify a licence, as a window does: a sealed OFD, an SD-JWT, the text of a QR code, each by itself and one after the
 * other, all of SM2, with a signed trust list that grants its issuer types and regions, and revocation lists at hand.
 */
export async function licenceTasks(): Promise<Task[]> {
  const publisher = await createAuthority('信任列表根')
  const roots = {
    makers: await createAuthority('制章根'),
    offices: await createAuthority('签章根'),
    issuers: await createAuthority('颁发根'),
  }
  const maker = await createMember('示例省制章中心', roots.makers)
  const office = await createMember(AUTHORITY, roots.offices)
  const issuer = await createMember(AUTHORITY, roots.issuers)
  const operator = await createMember('示例省大数据局', publisher)
  const revocationLists = [publisher, ...Object.values(roots)].map((authority) =>
    createCrl({
      issuer: authority,
      number: 1,
      revoked: [],
      thisUpdate: PERIOD.notBefore,
      nextUpdate: PERIOD.notAfter,
    }),
  )
  const seal = await createSeal({
    name: `${AUTHORITY}电子证照专用章`,
    picture: createSealPicture(),
    createdAt: PERIOD.notBefore,
    validFrom: PERIOD.notBefore,
    validTo: PERIOD.notAfter,
    signers: [office.certificate],
    maker: { signer: createSigner(maker.key), certificate: maker.certificate },
  })
  const licence = await issueLicence(DATA, {
    seal,
    sealSigner: createSigner(office.key),
    issuerSigner: createSigner(issuer.key),
    issuerCertificates: [issuer.certificate],
    template: CONSTRUCTION_PERMIT_FACE,
    at: AT,
  })
  const service = (name: string, role: Role, { certificate }: Member) => ({
    name,
    role,
    certificates: [certificate],
    status: 'granted' as const,
    since: PERIOD.notBefore,
    history: [],
  })
  const limits = { licenceTypes: [DATA.typeCode], regions: ['9901'] }
  const list = createTrustList({
    territory: 'CN-99',
    sequence: 1,
    operator: '示例省大数据局',
    name: '示例省信任列表',
    issuedAt: AT,
    nextUpdate: new Date('2026-07-01T00:00:00Z'),
    entities: [
      {
        name: AUTHORITY,
        address: '示例市示例路 1 号',
        contact: 'mailto:ca@example.gov.cn',
        information: 'https://example.gov.cn/',
        services: [
          service('制章', 'seal-maker', roots.makers),
          { ...service('签章', 'seal-signer', roots.offices), ...limits },
          { ...service('颁发', 'licence-issuer', roots.issuers), ...limits },
        ],
      },
    ],
  })
  const rest = {
    publisher: encodeBase64(publisher.certificate.raw),
    list: await signTrustList(list, { key: operator.key, certificates: [operator.certificate] }),
    issuers: [encodeBase64(issuer.certificate.raw)],
    revocationLists: (await Promise.all(revocationLists)).map(encodeBase64),
    at: AT.toISOString(),
  }
  const forms = {
    ofd: ['ofd', encodeBase64(licence.ofd)],
    sdJwt: ['sd-jwt', licence.sdJwt],
    qr: ['qr', licence.qr ?? ''],
  } as const
  const task = (purpose: string, limit: number, ...licences: (typeof forms)[keyof typeof forms][]): Task => ({
    purpose: `verify ${purpose}, with a signed trust list, all SM2`,
    limit,
    goal: GOAL,
    entry: ENTRY,
    given: { ...rest, licences },
    verdicts: licences.flatMap(() => ['passed', 'failed', 'failed', 'indeterminate']),
  })
  return [
    task('a licence as an OFD', 109_500, forms.ofd),
    task('a licence as an SD-JWT', 78_000, forms.sdJwt),
    task('a licence by its QR code', 81_500, forms.qr),
    task('licences of all three forms, one after the other', 126_000, forms.ofd, forms.sdJwt, forms.qr),
  ]
}
