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

/** Verifies one licence after the other, with whom it is given for each. */
const VERIFYING = `
const read = (text) => parseCertificate(decodeBase64(text))
async function verify({ licences, issuers, at }, trusting) {
  const verdicts = []
  for (const { octets, text, trusted } of licences) {
    const policy = { trust: trusting(trusted), certificates: issuers.map(read), at: new Date(at) }
    verdicts.push((await inspectLicence(text ?? decodeBase64(octets), policy)).verdict)
  }
  return verdicts
}`

/** Whom to trust, and for what, came with the page. */
const GIVEN = `
import { decodeBase64, parseCertificate } from '@xinyin/core'
import { parseCrl } from '@xinyin/core/revocation'
import { inspectLicence } from '@xinyin/e-license/verify'
export async function run(given) {
  const crls = given.revocationLists.map((one) => parseCrl(decodeBase64(one)))
  return verify(given, (trusted) => ({
    anchors: given.anchors[trusted].map((anchor) => ({ ...anchor, certificate: read(anchor.certificate) })),
    intermediates: [],
    revocation: { crls, ocspResponses: [] },
  }))
}
${VERIFYING}`

/** A signed trust list says it. */
const LISTED = `
import { decodeBase64, parseCertificate } from '@xinyin/core'
import { createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import { joinTrust, trustFrom, verifyTrustList } from '@xinyin/core/trust'
import { inspectLicence } from '@xinyin/e-license/verify'
export async function run(given) {
  const at = new Date(given.at)
  const revocation = { crls: given.revocationLists.map((one) => parseCrl(decodeBase64(one))), ocspResponses: [] }
  const anchors = [{ certificate: read(given.publisher), roles: ['trust-list-signer'] }]
  const rooted = { anchors, intermediates: [], revocation }
  const options = { trust: rooted, territory: 'CN-99', at, path: { revocation: createRevocationChecker({ now: () => at }) } }
  const verified = {
    good: await verifyTrustList(given.lists.good, options),
    elsewhere: await verifyTrustList(given.lists.elsewhere, options),
  }
  return verify(given, (trusted) =>
    trusted === 'nobody' ? rooted : { ...joinTrust(rooted, trustFrom([verified[trusted]])), clock: () => at })
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
  const organizationIdentifier = DATA.issuers[0].code
  const subject = { country: 'CN', organization: name, organizationIdentifier, commonName: name }
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
  const trustedFor = (regions: readonly string[]): readonly Trusted[] => {
    const limits = { licenceTypes: [DATA.typeCode], regions }
    return [
      { name: '制章', role: 'seal-maker', certificate: roots.makers.certificate },
      { name: '签章', role: 'seal-signer', certificate: roots.offices.certificate, ...limits },
      { name: '颁发', role: 'licence-issuer', certificate: roots.issuers.certificate, ...limits },
    ]
  }
  const [good, elsewhere] = [trustedFor(['9901']), trustedFor(['9902'])]
  const rest = {
    issuers: [encodeBase64(issuer.certificate.raw)],
    revocationLists: (await Promise.all(lists)).map(encodeBase64),
    at: AT.toISOString(),
  }
  const forms = {
    ofd: variantsOf([licence.ofd, change(licence.ofd, 0.5), change(licence.ofd, 0.9)]),
    sdJwt: variantsOf([licence.sdJwt, swap(licence.sdJwt, 300), swap(licence.sdJwt, 400)]),
    qr: variantsOf([licence.qr ?? '', swap(licence.qr ?? '', 300), swap(licence.qr ?? '', 400)]),
  }
  return {
    forms,
    given: { ...rest, anchors: { good: anchorsOf(good), elsewhere: anchorsOf(elsewhere), nobody: [] } },
    listed: {
      ...rest,
      publisher: encodeBase64(publisher.certificate.raw),
      lists: {
        good: await createSignedList(good, operator),
        elsewhere: await createSignedList(elsewhere, operator),
      },
    },
  }
}

const anchorsOf = (trusted: readonly Trusted[]) =>
  trusted.map(({ role, certificate, name: _, ...limits }) => ({
    certificate: encodeBase64(certificate.raw),
    roles: [role],
    grants: [{ role, ...limits }],
  }))

/** A licence, and whom the page trusts for it: those who vouch for it, the same for another region, or nobody. */
interface Variant {
  readonly octets?: string
  readonly text?: string
  readonly trusted: 'good' | 'elsewhere' | 'nobody'
}

/** The licence, altered in two places, of an issuer whom nobody vouches for, and of one who is for another region. */
function variantsOf([good, ...forged]: readonly [
  Uint8Array | string,
  ...(Uint8Array | string)[],
]): Variant[] {
  const write = (one: Uint8Array | string, trusted: Variant['trusted'] = 'good'): Variant =>
    typeof one === 'string' ? { text: one, trusted } : { octets: encodeBase64(one), trusted }
  return [write(good), ...forged.map((one) => write(one)), write(good, 'nobody'), write(good, 'elsewhere')]
}

function change(bytes: Uint8Array, part: number): Uint8Array {
  const place = Math.floor(bytes.length * part)
  return bytes.with(place, (bytes[place] ?? 0) ^ 1)
}

/** Another character of the same alphabet, wherever it stands. */
const swap = (text: string, place: number): string =>
  text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1)

interface Trusted {
  readonly licenceTypes?: readonly string[]
  readonly regions?: readonly string[]
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

/** As {@link variantsOf} makes them. */
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
    licences: readonly (readonly Variant[])[],
    { given } = sm2,
  ): Task => ({
    purpose: `verify ${purpose}`,
    limit,
    goal: GOAL,
    entry: GIVEN,
    given: { ...given, licences: licences.flat() },
    verdicts: licences.flatMap(() => VERDICTS),
  })
  return [
    task('a licence as an OFD', 151_000, [ofd]),
    task('a licence as an SD-JWT', 59_500, [sdJwt]),
    task('a licence by its QR code', 64_000, [qr]),
    task('licences of all three forms, one after the other', 162_000, [ofd, sdJwt, qr]),
    task('the same, of P-256 but for the seal', 164_500, Object.values(p256.forms), p256),
    {
      ...task('licences of all three forms, with a signed trust list', 169_500, [ofd, sdJwt, qr]),
      entry: LISTED,
      given: { ...sm2.listed, licences: [ofd, sdJwt, qr].flat() },
    },
  ]
}
