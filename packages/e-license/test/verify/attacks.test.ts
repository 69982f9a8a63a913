import type { Trust, TrustAnchor } from '@xinyin/core'
import { createOfdPackage, parseOfdPackage, sealOfd } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { parseSdJwt } from '../../src/credential/parse.ts'
import { presentSdJwt } from '../../src/credential/present.ts'
import { encodeX5c } from '../../src/credential/x5c.ts'
import { CONSTRUCTION_PERMIT_FACE } from '../../src/faces/construction-permit.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import { encodeClaims, LICENCE_VCT, licenceVct, selectiveClaims } from '../../src/metadata/claims.ts'
import type { LicenceData } from '../../src/metadata/data.ts'
import { createLicenceQr } from '../../src/qr/create.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import type { LicencePolicy } from '../../src/verify/policy.ts'
import type { LicenceState } from '../../src/verify/status-checker.ts'
import { createKnownVersions } from '../../src/verify/versions.ts'
import { createTestIssuer } from '../credential/forge.ts'
import {
  AT,
  AUTHORITY,
  createLists,
  createMember,
  createOfficeSeal,
  createProvince,
  issueIn,
  type Member,
} from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { credentialOf, ofd as plainOfd, province, resealedFiles, trust } from './authority.ts'

const { issuer, office, seal, roots } = province
const holderKey = await createTestIssuer()
const thiefKey = await createTestIssuer()
const DATA: LicenceData = { ...SAMPLE, status: { uri: 'https://status.example/1', index: 7 } }
const { ofd, sdJwt, qr = '' } = await issueIn(province, DATA, { holderKey: holderKey.key })
const forger = await createProvince()
const forged = await issueIn(forger, DATA)

/** Another authority that is trusted as well, but not for what is ours. */
const NEIGHBOUR = '邻市城乡建设委员会'
const neighbour = {
  issuer: await createMember(NEIGHBOUR, roots.issuer, 'P-256'),
  office: await createMember(NEIGHBOUR, roots.signer),
}
/** May issue, and has a key that seals can be used with. */
const issuerOfSm2 = await createMember(AUTHORITY, roots.issuer)
const neighbourSeal = await createOfficeSeal(`${NEIGHBOUR}电子证照专用章`, province.maker, neighbour.office)

type Input = Uint8Array | string
interface Attack {
  readonly input: Input | Promise<Input>
  readonly policy?: Partial<LicencePolicy>
}

const saying = (state: LicenceState) => ({ find: async () => ({ state, issuedAt: AT, by: '状态' }) })
const policy: LicencePolicy = { trust, at: AT, status: saying('valid'), certificates: [issuer.certificate] }

/** Whatever stands against it, by check and code. */
async function against({ input, policy: change = {} }: Attack): Promise<string[]> {
  const report = await inspectLicence(await input, { ...policy, ...change })
  const found = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(report.verdict === 'passed').toBe(found.length === 0)
  for (const check of found)
    for (const language of ['en', 'zh-CN'] as const) expect(explain(check, language)).not.toMatch(/[{}]/)
  return found.map(({ id, code }) => `${id} ${code}`)
}

const asOfd = (data: LicenceData, by = { seal, office }) =>
  sealOfd(createLicenceOfd(data, CONSTRUCTION_PERMIT_FACE), {
    seal: by.seal,
    signer: by.office.signer,
    stamps: [],
    protect: 'whole',
    at: AT,
  })
const asQr = (data: LicenceData, by: Member = issuer, embed = false) =>
  createLicenceQr(data, {
    signer: by.signer,
    certificate: by.certificate,
    ...(embed ? { embed: [by.certificate], maxCharacters: 4000 } : {}),
  })
const asSdJwt = (data: LicenceData, by: Member = issuer, claimed: Member = by) =>
  issueSdJwt({
    claims: encodeClaims(data, AT),
    selective: selectiveClaims(data),
    signer: by.signer,
    header: encodeX5c([claimed.certificate]),
  })
const withClaims = (change: object) => credentialOf({ ...encodeClaims(DATA, AT), ...change })

/** The trust, with what each anchor is granted. */
const granting = (grant: object): Trust => ({
  ...trust,
  anchors: trust.anchors.map(
    (anchor): TrustAnchor => ({ ...anchor, grants: anchor.roles.map((role) => ({ role, ...grant })) }),
  ),
})
const revoking = async (root: Member, member: Member): Promise<Trust> => {
  const { serialNumber } = member.certificate
  const revoked = [{ serialNumber, revokedAt: new Date(AT.getTime() - 86_400_000) }]
  const others = Object.values(roots).filter((each) => each !== root)
  const [one, rest] = [await createLists([root], revoked), await createLists(others)]
  return { ...trust, revocation: { crls: [...one.crls, ...rest.crls], ocspResponses: [] } }
}

const PAGE = 'Doc_0/Pages/Page_0/Content.xml'
const TAGS = 'Doc_0/Tags/Tag_Licence.xml'
const edited = (file: string, from: string | RegExp, to: string) =>
  resealedFiles((files) => {
    const before = files.get(file) ?? ''
    const after = before.replace(from, to)
    if (after === before) throw new Error(`nothing to change in ${file}`)
    files.set(file, after)
  })
const holderName = SAMPLE.holders[0]!.name
const faceText = (text: string) => new RegExp(`>${text}</ofd:TextCode>`)

/** The document with one file changed after it was sealed. */
async function broken(file: string, change: (text: string) => string): Promise<Uint8Array> {
  const files = [...parseOfdPackage(ofd).files].map(([name, bytes]) => ({
    name,
    bytes: name === file ? new TextEncoder().encode(change(new TextDecoder().decode(bytes))) : bytes,
  }))
  return createOfdPackage(files)
}

const request = { audience: 'https://bank.example', nonce: 'n-1' }
const keyBinding = request
const present = (change: object = {}, disclose: 'all' | string[] = 'all') =>
  presentSdJwt(sdJwt, { disclose, keyBinding: { signer: holderKey.signer, at: AT, ...request, ...change } })
const bindingOf = (text: string) => text.slice(text.lastIndexOf('~') + 1)
const withDisclosures = (change: (encoded: string[]) => string[]) => {
  const { issued, disclosures } = parseSdJwt(sdJwt)
  return `${[issued.compact, ...change(disclosures.map(({ encoded }) => encoded))].join('~')}~`
}

const newer = createKnownVersions([
  createIdentifier({ ...SAMPLE, issuerCode: SAMPLE.issuers[0]!.code, serial: '20260002', version: 2 }),
])
const other = { name: '示例置业有限公司', number: '91990100MA99000339' }
const YEAR = 365 * 86_400_000
const later = new Date(AT.getTime() + YEAR)
const earlier = new Date('2026-05-21T00:00:00+08:00')
const TYPES = { licenceTypes: ['11100000000013338W011'] }
const REGIONS = { regions: ['33'] }
const ENDED = { until: new Date(AT.getTime() - 1000) }
const revokedIssuer = await revoking(roots.issuer, issuer)

const ATTACKS: Readonly<Record<string, Readonly<Record<string, [Attack, string]>>>> = {
  'a forged issuer': {
    'a seal made by a maker of the same name': [
      { input: forged.ofd },
      'signature.signer-path ERR_PATH_NO_ANCHOR',
    ],
    'an SD-JWT of an authority of the same name': [{ input: forged.sdJwt }, 'path.anchor ERR_PATH_NO_ANCHOR'],
    'a QR code of an authority of the same name, whose certificate it brings': [
      { input: asQr(DATA, forger.issuer, true) },
      'path.anchor ERR_PATH_NO_ANCHOR',
    ],
    'a QR code whose issuer is not at hand': [
      { input: forged.qr ?? '' },
      'qr.certificate ERR_QR_CERTIFICATE_UNKNOWN',
    ],
    'an SD-JWT with the certificate of somebody else': [
      { input: asSdJwt(DATA, forger.issuer, issuer) },
      'sd-jwt.signature ERR_SDJWT_SIGNATURE',
    ],
    'an SD-JWT without a certificate': [
      { input: issueSdJwt({ claims: encodeClaims(DATA, AT), selective: [], signer: issuer.signer }) },
      'sd-jwt.issuer ERR_LICENCE_ISSUER_CERTIFICATE',
    ],
    'an SD-JWT by whoever may only seal': [
      { input: asSdJwt(DATA, office) },
      'path.anchor ERR_PATH_NO_ANCHOR',
    ],
    'a QR code by whoever may only seal': [
      { input: asQr(DATA, office, true) },
      'path.anchor ERR_PATH_NO_ANCHOR',
    ],
    'a seal used by whoever may only issue': [
      {
        input: createOfficeSeal(seal.info.name, province.maker, issuerOfSm2).then((its) =>
          asOfd(DATA, { seal: its, office: issuerOfSm2 }),
        ),
      },
      'signature.signer-path ERR_PATH_NO_ANCHOR',
    ],
  },
  'out of scope': {
    'an OFD sealed by another authority': [
      { input: asOfd(DATA, { seal: neighbourSeal, office: neighbour.office }) },
      'licence.issuer ERR_LICENCE_ISSUER',
    ],
    'an SD-JWT of another authority': [
      { input: asSdJwt(DATA, neighbour.issuer) },
      'licence.issuer ERR_LICENCE_ISSUER',
    ],
    'a QR code of another authority': [
      { input: asQr(DATA, neighbour.issuer, true) },
      'licence.issuer ERR_LICENCE_ISSUER',
    ],
    'an OFD in the name of two, sealed by one': [
      {
        input: asOfd({
          ...DATA,
          issuers: [...DATA.issuers, { name: NEIGHBOUR, code: DATA.issuers[0]!.code }],
        }),
      },
      'licence.issuer ERR_LICENCE_ISSUER',
    ],
    'an OFD of a type that its signer may not issue': [
      { input: ofd, policy: { trust: granting(TYPES) } },
      'signature.signer-path ERR_GRANT_LICENCE_TYPE',
    ],
    'an SD-JWT of a type that its issuer may not issue': [
      { input: sdJwt, policy: { trust: granting(TYPES) } },
      'path.grant ERR_GRANT_LICENCE_TYPE',
    ],
    'a QR code of a type that its issuer may not issue': [
      { input: qr, policy: { trust: granting(TYPES) } },
      'path.grant ERR_GRANT_LICENCE_TYPE',
    ],
    'an OFD for another region': [
      { input: ofd, policy: { trust: granting(REGIONS) } },
      'signature.signer-path ERR_GRANT_REGION',
    ],
    'an SD-JWT for another region': [
      { input: sdJwt, policy: { trust: granting(REGIONS) } },
      'path.grant ERR_GRANT_REGION',
    ],
    'a QR code for another region': [
      { input: qr, policy: { trust: granting(REGIONS) } },
      'path.grant ERR_GRANT_REGION',
    ],
    'an OFD after its signer’s time': [
      { input: ofd, policy: { trust: granting(ENDED) } },
      'signature.signer-path ERR_GRANT_PERIOD',
    ],
    'an SD-JWT after its issuer’s time': [
      { input: sdJwt, policy: { trust: granting(ENDED) } },
      'path.grant ERR_GRANT_PERIOD',
    ],
  },
  'a revoked issuer': {
    'an OFD': [
      { input: ofd, policy: { trust: await revoking(roots.signer, office) } },
      'path.revocation ERR_REVOCATION_REVOKED',
    ],
    'an SD-JWT': [
      { input: sdJwt, policy: { trust: revokedIssuer } },
      'path.revocation ERR_REVOCATION_REVOKED',
    ],
    'a QR code': [{ input: qr, policy: { trust: revokedIssuer } }, 'path.revocation ERR_REVOCATION_REVOKED'],
  },
  'a licence that is not in force': {
    'an OFD of a licence that was revoked': [
      { input: ofd, policy: { status: saying('revoked') } },
      'licence.status ERR_LICENCE_STATE_REVOKED',
    ],
    'an SD-JWT of one that is suspended': [
      { input: sdJwt, policy: { status: saying('withheld') } },
      'licence.status ERR_LICENCE_STATE_WITHHELD',
    ],
    'a QR code of one that was cancelled': [
      { input: qr, policy: { status: saying('cancelled') } },
      'licence.status ERR_LICENCE_STATE_CANCELLED',
    ],
    'one issued without a reference to its state': [
      { input: plainOfd, policy: { requireStatus: [SAMPLE.typeCode] } },
      'licence.status ERR_LICENCE_STATUS_MISSING',
    ],
    'an OFD after its last day': [
      { input: ofd, policy: { at: later } },
      'licence.validity ERR_LICENCE_EXPIRED',
    ],
    'an SD-JWT after its last day': [
      { input: sdJwt, policy: { at: later } },
      'licence.validity ERR_LICENCE_EXPIRED',
    ],
    'a QR code after its last day': [
      { input: qr, policy: { at: later } },
      'licence.validity ERR_LICENCE_EXPIRED',
    ],
    'an SD-JWT before its first day': [
      { input: sdJwt, policy: { at: earlier } },
      'licence.validity ERR_LICENCE_NOT_YET_VALID',
    ],
    'a credential whose own time differs from the licence’s': [
      { input: withClaims({ exp: AT.getTime() / 1000 - 3600 }) },
      'sd-jwt.time ERR_SDJWT_EXPIRED',
    ],
    'an annotated copy after its end': [
      {
        input: withClaims({
          annotation: {
            made_at: '2026-05-30T00:00:00+08:00',
            maker: '甲',
            purpose: '开户',
            valid_until: '2026-05-31T00:00:00+08:00',
          },
        }),
      },
      'licence.validity ERR_LICENCE_COPY_EXPIRED',
    ],
    'an OFD of an earlier version': [
      { input: ofd, policy: { versions: newer } },
      'licence.version ERR_LICENCE_SUPERSEDED',
    ],
    'an SD-JWT of an earlier version': [
      { input: sdJwt, policy: { versions: newer } },
      'licence.version ERR_LICENCE_SUPERSEDED',
    ],
    'a QR code of an earlier version': [
      { input: qr, policy: { versions: newer } },
      'licence.version ERR_LICENCE_SUPERSEDED',
    ],
    'an earlier version that does not say which it is': [
      { input: presentSdJwt(sdJwt, { disclose: ['/licence_number'] }), policy: { versions: newer } },
      'licence.version ERR_LICENCE_IDENTIFIER_WITHHELD',
    ],
  },
  'another holder': {
    'an OFD': [{ input: ofd, policy: { holder: other } }, 'licence.holder ERR_LICENCE_HOLDER'],
    'an SD-JWT': [{ input: sdJwt, policy: { holder: other } }, 'licence.holder ERR_LICENCE_HOLDER'],
    'a QR code': [{ input: qr, policy: { holder: other } }, 'licence.holder ERR_LICENCE_HOLDER'],
    'an SD-JWT that does not say whose it is': [
      { input: presentSdJwt(sdJwt, { disclose: [] }), policy: { holder: other } },
      'licence.holder ERR_LICENCE_HOLDER_WITHHELD',
    ],
    'a proof that was made for another request': [
      { input: present({ nonce: 'n-0' }), policy: { keyBinding } },
      'sd-jwt.presentation ERR_SDJWT_NONCE',
    ],
    'a proof that was made for another verifier': [
      { input: present({ audience: 'https://other.example' }), policy: { keyBinding } },
      'sd-jwt.presentation ERR_SDJWT_AUDIENCE',
    ],
    'a proof of an hour ago': [
      { input: present({ at: new Date(AT.getTime() - 3_600_000) }), policy: { keyBinding } },
      'sd-jwt.presentation ERR_SDJWT_STALE',
    ],
    'a proof of tomorrow': [
      { input: present({ at: new Date(AT.getTime() + 86_400_000) }), policy: { keyBinding } },
      'sd-jwt.presentation ERR_SDJWT_STALE',
    ],
    'a proof copied from a presentation that showed less': [
      {
        input: present({}, ['/licence_number']).then((less) => `${sdJwt}${bindingOf(less)}`),
        policy: { keyBinding },
      },
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_DIGEST',
    ],
    'a proof with a key of somebody else': [
      { input: present({ signer: thiefKey.signer }), policy: { keyBinding } },
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_SIGNATURE',
    ],
    'no proof': [
      { input: sdJwt, policy: { keyBinding } },
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_MISSING',
    ],
    'a proof for a credential that names no key': [
      {
        input: asSdJwt(DATA).then((text) =>
          presentSdJwt(text, { disclose: [], keyBinding: { signer: thiefKey.signer, at: AT, ...request } }),
        ),
        policy: { keyBinding },
      },
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_KEY',
    ],
    'an OFD where a proof is demanded': [
      { input: ofd, policy: { keyBinding } },
      'licence.form ERR_SDJWT_KEY_BINDING_MISSING',
    ],
    'a QR code where a proof is demanded': [
      { input: qr, policy: { keyBinding } },
      'licence.form ERR_SDJWT_KEY_BINDING_MISSING',
    ],
  },
  'disclosures that are not what was issued': {
    'one of another licence': [
      {
        input: asSdJwt({ ...DATA, number: 'OTHER1' }).then((text) => {
          const foreign = parseSdJwt(text).disclosures.find(({ name }) => name === 'licence_number')
          const own = parseSdJwt(sdJwt).disclosures.find(({ name }) => name === 'licence_number')
          return sdJwt.replace(own!.encoded, foreign!.encoded)
        }),
      },
      'sd-jwt.disclosures ERR_SDJWT_DISCLOSURE_UNREFERENCED',
    ],
    'one twice': [
      { input: withDisclosures(([first = '', ...rest]) => [first, first, ...rest]) },
      'sd-jwt.disclosures ERR_SDJWT_DISCLOSURE_REPEATED',
    ],
    'a holder’s name without the holder': [
      {
        input: withDisclosures((all) => {
          const { disclosures } = parseSdJwt(sdJwt)
          const holder = disclosures.find(({ name }) => name === undefined)
          return all.filter((encoded) => encoded !== holder?.encoded)
        }),
      },
      'sd-jwt.disclosures ERR_SDJWT_DISCLOSURE_UNREFERENCED',
    ],
    'a type that could have been withheld': [
      {
        input: issueSdJwt({
          claims: encodeClaims(DATA, AT),
          selective: ['/licence_type_code'],
          signer: issuer.signer,
          header: encodeX5c([issuer.certificate]),
        }).then((text) => presentSdJwt(text, { disclose: [] })),
      },
      'licence.metadata ERR_LICENCE_VCT',
    ],
  },
  'a face that says other than the metadata': {
    'another holder on the face': [
      { input: edited(PAGE, faceText(holderName), '>冒名置业有限公司</ofd:TextCode>') },
      'licence.face ERR_LICENCE_FACE',
    ],
    'another number on the face': [
      { input: edited(PAGE, faceText(SAMPLE.number), '>990100202605229999</ofd:TextCode>') },
      'licence.face ERR_LICENCE_FACE',
    ],
    'a later end on the face': [{ input: edited(PAGE, /2027/, '2037') }, 'licence.face ERR_LICENCE_FACE'],
    'another holder in the metadata': [
      { input: edited('OFD.xml', holderName, '冒名置业有限公司') },
      'licence.face ERR_LICENCE_FACE',
    ],
    'a later end in the metadata': [
      { input: edited('OFD.xml', /(?<="ZZYXQJZRQ">)2027/, '2037') },
      'licence.face ERR_LICENCE_FACE',
    ],
    'another holder on the face, and no tag that says so': [
      {
        input: resealedFiles((files) => {
          files.set(PAGE, files.get(PAGE)!.replace(faceText(holderName), '>冒名置业有限公司</ofd:TextCode>'))
          files.set(TAGS, files.get(TAGS)!.replace(/<lf:CZZT .*?<\/lf:CZZT>/, ''))
        }),
      },
      'licence.face ERR_LICENCE_FACE_ABSENT',
    ],
    'the right name in white, and another one in black beside it': [
      {
        input: resealedFiles((files) => {
          const object = new RegExp(
            `<ofd:TextObject ID="\\d+"((?:(?!</ofd:TextObject>).)*)>${holderName}</ofd:TextCode></ofd:TextObject>`,
          )
          files.set(
            PAGE,
            files.get(PAGE)!.replace(object, (whole, rest: string) => {
              const white = whole.replace(
                /<ofd:FillColor Value="[^"]*"/,
                '<ofd:FillColor Value="255 255 255"',
              )
              return `${white}<ofd:TextObject ID="9999"${rest}>冒名置业有限公司</ofd:TextCode></ofd:TextObject>`
            }),
          )
        }),
      },
      'licence.face ERR_LICENCE_FACE',
    ],
    'tags that point at other texts': [
      {
        input: resealedFiles((files) => {
          const tags = files.get(TAGS)!
          const number = /<lf:ZZBH>(.*?)<\/lf:ZZBH>/.exec(tags)![1]!
          files.set(TAGS, tags.replace(/(<lf:CZZT [^>]*>).*?(<\/lf:CZZT>)/, `$1${number}$2`))
        }),
      },
      'licence.face ERR_LICENCE_FACE',
    ],
  },
  'what was altered': {
    'a page after it was sealed': [
      { input: broken(PAGE, (text) => text.replace(holderName, '冒名置业有限公司')) },
      'ofd.references ',
    ],
    'the metadata after it was sealed': [
      { input: broken('OFD.xml', (text) => text.replace('2027', '2037')) },
      'ofd.references ',
    ],
    'what the issuer signed in an SD-JWT': [
      {
        input: sdJwt.replace(/\.[^.]+\./, (payload) => {
          const text = atob(payload.slice(1, -1).replaceAll('-', '+').replaceAll('_', '/'))
          const bytes = text.replace('2027-05-21', '2037-05-21')
          return `.${btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.`
        }),
      },
      'sd-jwt.signature ERR_SDJWT_SIGNATURE',
    ],
    'the algorithm of an SD-JWT': [
      {
        input: sdJwt.replace(/^[^.]+/, (header) => {
          const parsed = JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/'))) as object
          const text = JSON.stringify({ ...parsed, alg: 'none' })
          return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
        }),
      },
      'sd-jwt.signature ERR_JWS_ALGORITHM',
    ],
    'the signature of another QR code': [
      {
        input: asQr({ ...DATA, number: 'OTHER1' }).then((text) => text.slice(0, 200) + qr.slice(200)),
      },
      'qr.form ',
    ],
  },
  'what belongs to another licence': {
    'an identifier of another type': [
      {
        input: withClaims({
          licence_identifier: createIdentifier({
            typeCode: '11100000000013338W011',
            issuerCode: SAMPLE.issuers[0]!.code,
            serial: '1',
          }),
        }),
      },
      'licence.identifier ERR_LICENCE_IDENTIFIER_TYPE',
    ],
    'an identifier of another issuer': [
      {
        input: withClaims({
          licence_identifier: createIdentifier({
            typeCode: SAMPLE.typeCode,
            issuerCode: '1199020099990002XB',
            serial: '1',
          }),
        }),
      },
      'licence.identifier ERR_LICENCE_IDENTIFIER_ISSUER',
    ],
    'a vct of another type': [
      { input: withClaims({ vct: licenceVct('11100000000013338W011') }) },
      'licence.metadata ERR_LICENCE_VCT',
    ],
    'a credential that is no licence': [
      { input: withClaims({ vct: 'urn:example:membership' }) },
      'licence.metadata ERR_LICENCE_VCT',
    ],
    'a day of issue that is yet to come': [
      { input: withClaims({ issue_date: '2026-07-01' }) },
      'licence.validity ERR_LICENCE_ISSUED_LATER',
    ],
    'a second value of an element': [
      {
        input: edited(
          'OFD.xml',
          '<ofd:CustomDatas>',
          '<ofd:CustomDatas><ofd:CustomData Name="ZZBH">1</ofd:CustomData>',
        ),
      },
      'licence.metadata ERR_METADATA_DUPLICATE',
    ],
    'a status mechanism that nobody knows': [
      { input: withClaims({ status: { other: {} } }) },
      'licence.metadata ERR_METADATA_VALUE',
    ],
  },
}

test('what is attacked passes as it is', async () => {
  for (const input of [ofd, sdJwt, qr]) {
    expect(await against({ input })).toEqual([])
    const [holder] = SAMPLE.holders
    const whose = { holder: { name: holder!.name, number: holder!.code } }
    expect(await against({ input, policy: whose })).toEqual([])
    const grants = granting({ licenceTypes: [SAMPLE.typeCode], regions: ['99'] })
    expect(await against({ input, policy: { trust: grants } })).toEqual([])
  }
  expect(await against({ input: await present(), policy: { keyBinding } })).toEqual([])
  expect(await against({ input: withClaims({ vct: LICENCE_VCT }) })).toEqual([])
})

test('they are at least fifty', () => {
  expect(Object.values(ATTACKS).flatMap((each) => Object.keys(each)).length).toBeGreaterThanOrEqual(50)
})

for (const [kind, attacks] of Object.entries(ATTACKS))
  describe(kind, () => {
    test.each(Object.entries(attacks))('%s', async (_, [attack, expected]) => {
      const found = await against(attack)
      expect(found).toContainEqual(expect.stringContaining(expected))
    })
  })
