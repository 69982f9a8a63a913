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

/** What every page does; \`LISTED\` and \`GIVEN\` say where its trust comes from. */
const VERIFYING = `
const read = (texts) => texts.map((text) => parseCertificate(decodeBase64(text)))
const change = (bytes, part) => {
  const place = Math.floor(bytes.length * part)
  return bytes.with(place, bytes[place] ^ 1)
}
// Another character of the same alphabet, wherever it stands.
const swap = (text, place) => text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1)
export async function run({ licences, issuers, revocationLists, at, ...given }) {
  const time = new Date(at)
  const crls = revocationLists.map((one) => parseCrl(decodeBase64(one)))
  const nobody = { anchors: [], intermediates: [], revocation: { crls, ocspResponses: [] } }
  const trust = await trustOf(given, nobody, time)
  const policy = { trust, certificates: read(issuers), at: time }
  const verdicts = []
  for (const [form, given] of licences) {
    const good = form === 'ofd' ? decodeBase64(given) : given
    const forged = form === 'ofd' ? [change(good, 0.5), change(good, 0.9)] : [swap(good, 300), swap(good, 400)]
    for (const one of [good, ...forged]) verdicts.push((await inspectLicence(one, policy)).verdict)
    // Nobody vouches for its issuer.
    verdicts.push((await inspectLicence(good, { ...policy, trust: nobody })).verdict)
    // Whoever vouches for it may not issue licences of another region.
    const anchors = trust.anchors.map((anchor) => ({ ...anchor, grants: anchor.roles.map((role) => ({ role, regions: ['11'] })) }))
    verdicts.push((await inspectLicence(good, { ...policy, trust: { ...trust, anchors } })).verdict)
  }
  return verdicts
}`

/** Whom to trust, and for what, came with the page. */
const GIVEN = `
import { decodeBase64, parseCertificate } from '@xinyin/core'
import { parseCrl } from '@xinyin/core/revocation'
import { inspectLicence } from '@xinyin/e-license/verify'
const trustOf = ({ anchors }, nobody) => ({
  ...nobody,
  anchors: anchors.map(({ certificate, roles, grants }) => ({
    certificate: parseCertificate(decodeBase64(certificate)), roles, grants,
  })),
})
${VERIFYING}`

/** A signed trust list says it. */
const LISTED = `
import { decodeBase64, parseCertificate } from '@xinyin/core'
import { createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import { joinTrust, trustFrom, verifyTrustList } from '@xinyin/core/trust'
import { inspectLicence } from '@xinyin/e-license/verify'
async function trustOf({ publisher, list }, nobody, at) {
  const [certificate] = read([publisher])
  const rooted = { ...nobody, anchors: [{ certificate, roles: ['trust-list-signer'] }] }
  const path = { revocation: createRevocationChecker({ now: () => at }) }
  return joinTrust(rooted, trustFrom([await verifyTrustList(list, { trust: rooted, territory: 'CN-99', at, path })]))
}
${VERIFYING}`

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const AT = new Date('2026-06-01T08:00:00Z')
const DATA = SAMPLE_LICENCES.constructionPermit
const AUTHORITY = DATA.issuers[0].name

interface Member {
  readonly key: PrivateKey
  readonly certificate: Certificate
}

async function createAuthority(commonName: string, kind: Kind = 'SM2'): Promise<Member> {
  const key = await createPrivateKey(kind)
  return { key, certificate: await createRoot({ subject: { country: 'CN', commonName }, key, ...PERIOD }) }
}

async function createMember(name: string, issuer: Member): Promise<Member> {
  const key = await createPrivateKey(issuer.key.kind)
  const subject = { country: 'CN', organization: name, commonName: name }
  return { key, certificate: await createLeaf({ issuer, subject, publicKey: key.publicKey, ...PERIOD }) }
}

/** What verifying any licence is meant to take. */
const GOAL = 90_000

/** What the algorithms of licences are called by. */
type Kind = 'SM2' | 'P-256'

/**
 * A licence in its three forms, and all that a page needs to verify them, as JSON.
 *
 * @param kind - of the key that signs the SD-JWT and the QR code; seals are of SM2 always
 */
async function createGiven(kind: Kind) {
  const publisher = await createAuthority('信任列表根')
  const roots = {
    makers: await createAuthority('制章根'),
    offices: await createAuthority('签章根'),
    issuers: await createAuthority('颁发根', kind),
  }
  const maker = await createMember('示例省制章中心', roots.makers)
  const office = await createMember(AUTHORITY, roots.offices)
  const issuer = await createMember(AUTHORITY, roots.issuers)
  const operator = await createMember('示例省大数据局', publisher)
  const lists = [publisher, ...Object.values(roots)].map((authority) =>
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
  const trusted = [
    { name: '制章', role: 'seal-maker', ...roots.makers },
    { name: '签章', role: 'seal-signer', ...roots.offices, ...LIMITS },
    { name: '颁发', role: 'licence-issuer', ...roots.issuers, ...LIMITS },
  ] as const
  const anchors = trusted.map(({ role, certificate, key: _, name: __, ...limits }) => ({
    certificate: encodeBase64(certificate.raw),
    roles: [role],
    grants: [{ role, ...limits }],
  }))
  const rest = {
    issuers: [encodeBase64(issuer.certificate.raw)],
    revocationLists: (await Promise.all(lists)).map(encodeBase64),
    at: AT.toISOString(),
  }
  const forms = {
    ofd: ['ofd', encodeBase64(licence.ofd)],
    sdJwt: ['sd-jwt', licence.sdJwt],
    qr: ['qr', licence.qr ?? ''],
  } as const
  const list = await createSignedList(trusted, operator)
  return {
    forms,
    given: { ...rest, anchors },
    listed: { ...rest, list, publisher: encodeBase64(publisher.certificate.raw) },
  }
}

/** For what licences an anchor is trusted. */
const LIMITS = { licenceTypes: [DATA.typeCode], regions: ['9901'] }

interface Trusted extends Partial<typeof LIMITS> {
  readonly name: string
  readonly role: Role
  readonly certificate: Certificate
}

async function createSignedList(trusted: readonly Trusted[], operator: Member): Promise<string> {
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
        services: trusted.map(({ name, role, certificate, licenceTypes, regions }) => ({
          name,
          role,
          certificates: [certificate],
          status: 'granted' as const,
          since: PERIOD.notBefore,
          history: [],
          ...(licenceTypes === undefined ? {} : { licenceTypes }),
          ...(regions === undefined ? {} : { regions }),
        })),
      },
    ],
  })
  return signTrustList(list, { key: operator.key, certificates: [operator.certificate] })
}

/** Good, altered in two places, of an issuer whom nobody vouches for, and of one who is for another region. */
const VERDICTS = ['passed', 'failed', 'failed', 'indeterminate', 'failed']

/**
 * To verify a licence, as a window does: a sealed OFD, an SD-JWT, the text of a QR code, each by itself and one after the
 * other, with anchors that are limited to types and regions, and revocation lists at hand.
 */
export async function licenceTasks(): Promise<Task[]> {
  const [sm2, p256] = [await createGiven('SM2'), await createGiven('P-256')]
  const { ofd, sdJwt, qr } = sm2.forms
  const task = (
    purpose: string,
    limit: number,
    licences: readonly (readonly string[])[],
    { given } = sm2,
  ): Task => ({
    purpose: `verify ${purpose}`,
    limit,
    goal: GOAL,
    entry: GIVEN,
    given: { ...given, licences },
    verdicts: licences.flatMap(() => VERDICTS),
  })
  return [
    task('a licence as an OFD', 109_500, [ofd]),
    task('a licence as an SD-JWT', 78_000, [sdJwt]),
    task('a licence by its QR code', 81_500, [qr]),
    task('licences of all three forms, one after the other', 126_000, [ofd, sdJwt, qr]),
    task('the same, of P-256 but for the seal', 126_000, Object.values(p256.forms), p256),
    {
      ...task('licences of all three forms, with a signed trust list', 126_000, [ofd, sdJwt, qr]),
      entry: LISTED,
      given: { ...sm2.listed, licences: [ofd, sdJwt, qr] },
    },
  ]
}
