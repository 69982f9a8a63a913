import { sealOfd } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { encodeX5c } from '../../src/credential/x5c.ts'
import { PLAIN_FACE } from '../../src/face/plain.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import type { Issuer, LicenceData } from '../../src/metadata/data.ts'
import { createLicenceQr } from '../../src/qr/create.ts'
import { skipFace } from '../../src/verify/face.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import {
  AT,
  AUTHORITY,
  createAuthority,
  createMember,
  createOfficeSeal,
  issueIn,
  type Member,
} from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { credentialOf, failures, ofd, province, resealed, sdJwt, trust, withData } from './authority.ts'

/** The licence sealed by whom it should not be. */
async function sealedBy(sealName: string, member: Member): Promise<Uint8Array> {
  const seal = await createOfficeSeal(sealName, province.maker, member)
  return sealOfd(createLicenceOfd(SAMPLE, PLAIN_FACE), { seal, signer: member.signer, at: AT })
}

describe('licence.issuer', () => {
  const elsewhere = { issuers: [{ name: '邻市城乡建设委员会', code: SAMPLE.issuers[0]!.code }] }
  test('another authority’s certificate is not enough for an SD-JWT', async () => {
    const text = await credentialOf(withData(elsewhere))
    expect(await failures(text)).toEqual(['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test('another authority’s seal is not enough for an OFD', async () => {
    const document = await resealed((index) => index.replaceAll(AUTHORITY, elsewhere.issuers[0]!.name))
    expect(await failures(document, { face: skipFace })).toEqual(['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test.each([
    [`${AUTHORITY}电子证照专用章`, true],
    [`${AUTHORITY}`, true],
    [`${AUTHORITY}行政审批专用章（2）`, true],
    [`${AUTHORITY}滨江分局电子证照专用章`, false],
    [`邻${AUTHORITY}电子证照专用章`, false],
    ['电子证照专用章', false],
    ['邻市城乡建设委员会电子证照专用章', false],
  ])('the seal %s with the authority’s certificate is enough: %s', async (name, good) => {
    const document = await sealedBy(name, province.office)
    expect(await failures(document)).toEqual(good ? [] : ['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test.each<[string, string, object, boolean]>([
    ['a clerk’s', `${AUTHORITY}电子证照专用章`, { organization: AUTHORITY, commonName: '经办人' }, true],
    ['a clerk’s', '经办人', { organization: AUTHORITY, commonName: '经办人' }, false],
    ['a clerk’s', '邻市城乡建设委员会章', { organization: AUTHORITY, commonName: '经办人' }, false],
    ['the seal’s own', `${AUTHORITY}章`, { organization: '示例市', commonName: `${AUTHORITY}章` }, true],
    ['a stranger’s', `${AUTHORITY}电子证照专用章`, {}, false],
    ['another seal’s', `${AUTHORITY}章`, { commonName: `${AUTHORITY}财务专用章` }, false],
  ])('%s certificate with the seal %s (%j): %s', async (_, name, subject, good) => {
    const member = await createMember('某某公司', province.roots.signer, 'SM2', subject)
    expect(await failures(await sealedBy(name, member))).toEqual(
      good ? [] : ['licence.issuer ERR_LICENCE_ISSUER'],
    )
  })
  test('nothing is issued under another’s name', async () => {
    await expect(issueIn(province, { ...SAMPLE, ...elsewhere })).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_LICENCE_ISSUER' }),
    )
  })
})

describe('licence.issuer with several issuers', async () => {
  const [own, other] = [SAMPLE.issuers[0]!, { name: '邻市城乡建设委员会', code: '1199020099990002XB' }]
  const identifier = createIdentifier({ typeCode: SAMPLE.typeCode, issuerCode: other.code, serial: '1' })
  const neighbour = await createMember(other.name, province.roots.signer, 'SM2', {
    organizationIdentifier: other.code,
  })
  const neighbourSeal = await createOfficeSeal(`${other.name}电子证照专用章`, province.maker, neighbour)
  const joint = (issuers: readonly Issuer[]): LicenceData => ({ ...SAMPLE, issuers, identifier })
  const sealOwn = (document: Uint8Array, protect: 'whole' | 'continue') =>
    sealOfd(document, { seal: province.seal, signer: province.office.signer, at: AT, protect })
  const sealOther = (document: Uint8Array, protect: 'whole' | 'continue') =>
    sealOfd(document, { seal: neighbourSeal, signer: neighbour.signer, at: AT, protect })

  test.each([[[own, other]], [[other, own]], [[other]]])(
    'one may not sign for another: %j',
    async (issuers) => {
      const document = createLicenceOfd(joint(issuers), PLAIN_FACE)
      const failure = ['licence.issuer ERR_LICENCE_ISSUER']
      expect(await failures(await sealOwn(document, 'whole'))).toEqual(failure)
      // Nor by signing twice.
      expect(await failures(await sealOwn(await sealOwn(document, 'continue'), 'whole'))).toEqual(failure)
      expect(await failures(await credentialOf(withData(joint(issuers))))).toEqual(failure)
      await expect(issueIn(province, joint(issuers))).rejects.toThrow(
        expect.objectContaining({ code: 'ERR_LICENCE_ISSUER' }),
      )
    },
  )
  test('one issuer named twice needs two signatures', async () => {
    expect(await failures(await credentialOf(withData({ issuers: [own, own] })))).toEqual([
      'licence.issuer ERR_LICENCE_ISSUER',
    ])
  })
  test.each([[[own, other]], [[other, own]]])('an OFD with the seals of both passes: %j', async (issuers) => {
    const document = createLicenceOfd(joint(issuers), PLAIN_FACE)
    const sealed = await sealOther(await sealOwn(document, 'continue'), 'continue')
    expect(await failures(sealed)).toEqual([])
    const { subject, checks } = await inspectLicence(sealed, { trust, at: AT })
    expect(subject?.issuer).toEqual(issuers[0])
    expect(checks.find(({ id }) => id === 'licence.issuer')?.facts).toEqual({
      authority: issuers.map(({ name }) => name).join('、'),
      by: 'seal',
    })
  })
})

describe('licence.issuer and the code of an organisation', () => {
  const { code } = SAMPLE.issuers[0]!
  const foreign = '1199020099990002XB'
  const issuedBy = async (organizationIdentifier: string, issuerCode = code) => {
    const issuer = await createMember(AUTHORITY, province.roots.issuer, 'P-256', { organizationIdentifier })
    const identifier = createIdentifier({ typeCode: SAMPLE.typeCode, issuerCode, serial: '1' })
    const data = { ...SAMPLE, identifier, issuers: [{ name: AUTHORITY, code: issuerCode }] }
    return issueIn({ ...province, issuer }, data)
  }
  test.each([
    [code, code],
    [`NTRCN-${code}`, code],
    [code, '990100'],
  ])('a certificate for %s binds an issuer %s', async (certified, issuer) => {
    const { sdJwt: text } = await issuedBy(certified, issuer)
    expect(await failures(text)).toEqual([])
  })
  test.each([
    [foreign, code],
    [code, foreign],
    [`NTRDE-${code}`, code],
    [code.toLowerCase(), code],
    [code, '990200'],
  ])('a certificate for %s does not issue as %s', async (certified, issuer) => {
    await expect(issuedBy(certified, issuer)).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_LICENCE_ISSUER_CODE' }),
    )
  })
  test('neither form passes with the code of another', async () => {
    const organizationIdentifier = foreign
    const member = await createMember(AUTHORITY, province.roots.signer, 'SM2', { organizationIdentifier })
    const failure = ['licence.issuer ERR_LICENCE_ISSUER_CODE']
    expect(await failures(await sealedBy(`${AUTHORITY}章`, member))).toEqual(failure)
    const issuer = await createMember(AUTHORITY, province.roots.issuer, 'P-256', { organizationIdentifier })
    const text = await issueSdJwt({
      claims: withData({}),
      selective: [],
      signer: issuer.signer,
      header: encodeX5c([issuer.certificate]),
    })
    expect(await failures(text)).toEqual(failure)
  })
  describe('a certificate without a code ties the name only, and its owner claims what he likes', async () => {
    const unbound = { organizationIdentifier: undefined }
    const [issuer, office] = await Promise.all([
      createMember(AUTHORITY, province.roots.issuer, 'P-256', unbound),
      createMember(AUTHORITY, province.roots.signer, 'SM2', unbound),
    ])
    const open = ['licence.issuer ERR_LICENCE_ISSUER_UNBOUND']
    const claiming = (claimed: string) => {
      const identifier = createIdentifier({ typeCode: SAMPLE.typeCode, issuerCode: claimed, serial: '1' })
      return { ...SAMPLE, identifier, issuers: [{ name: AUTHORITY, code: claimed }] }
    }
    test.each([code, foreign, '990100', '330100'])('%s in an SD-JWT', async (claimed) => {
      const text = await issueSdJwt({
        claims: withData(claiming(claimed)),
        selective: [],
        signer: issuer.signer,
        header: encodeX5c([issuer.certificate]),
      })
      expect(await failures(text)).toEqual(open)
      // Nor does a grant for the region that he claims help him.
      const grants = [{ role: 'licence-issuer' as const, regions: [claimed.length === 6 ? claimed : '99'] }]
      const anchors = trust.anchors.map((anchor) => ({ ...anchor, grants }))
      const { verdict } = await inspectLicence(text, { trust: { ...trust, anchors }, at: AT })
      expect(verdict).toBe('indeterminate')
    })
    test('in an OFD', async () => {
      expect(await failures(await sealedBy(`${AUTHORITY}章`, office))).toEqual(open)
    })
    test('in a QR code', async () => {
      const { signer, certificate } = issuer
      expect(
        await failures(await createLicenceQr(SAMPLE, { signer, certificate }), {
          certificates: [certificate],
        }),
      ).toEqual(open)
    })
    test('and nothing is issued with it', async () => {
      for (const member of [{ issuer }, { office }])
        await expect(
          issueIn({
            ...province,
            ...member,
            seal: await createOfficeSeal(
              `${AUTHORITY}电子证照专用章`,
              province.maker,
              'office' in member ? office : province.office,
            ),
          }),
        ).rejects.toThrow(expect.objectContaining({ code: 'ERR_LICENCE_ISSUER_UNBOUND' }))
    })
  })
})

describe('trust', () => {
  test('an issuer under an unknown root cannot be judged', async () => {
    const root = await createAuthority('颁发根', 'P-256')
    const stranger = await createMember(AUTHORITY, root, 'P-256')
    const issued = await issueIn({ ...province, issuer: stranger })
    expect(await failures(issued.sdJwt)).toEqual(['path.anchor ERR_PATH_NO_ANCHOR'])
  })
  test('a root brought along in the header is of no account', async () => {
    const root = await createAuthority('另一颁发根', 'P-256')
    const stranger = await createMember(AUTHORITY, root, 'P-256')
    const issued = await issueIn({ ...province, issuer: stranger }, SAMPLE, {
      issuerCertificates: [stranger.certificate, root.certificate],
    })
    expect(await failures(issued.sdJwt)).toEqual(['path.anchor ERR_PATH_NO_ANCHOR'])
  })
  test('an anchor for one role is worth nothing in another', async () => {
    const anchors = trust.anchors.map((anchor) => ({ ...anchor, roles: ['time-stamper' as const] }))
    const report = await inspectLicence(sdJwt, { trust: { anchors, intermediates: [] }, at: AT })
    expect(report.verdict).toBe('indeterminate')
    expect((await inspectLicence(ofd, { trust: { anchors, intermediates: [] }, at: AT })).verdict).not.toBe(
      'passed',
    )
  })
  test.each<[string, object]>([
    ['none', { x5c: undefined }],
    ['an empty list', { x5c: [] }],
    ['no list', { x5c: 'AAAA' }],
    ['no text', { x5c: [1] }],
    ['eleven', { x5c: Array.from({ length: 11 }, () => encodeX5c([province.issuer.certificate])['x5c']) }],
  ])('certificates: %s', async (_, header) => {
    const text = await credentialOf(withData({}), [], header)
    expect(await failures(text)).toEqual(['sd-jwt.issuer ERR_LICENCE_ISSUER_CERTIFICATE'])
  })
  test('a certificate that does not parse, or is base64url', async () => {
    for (const certificate of ['AAAA', 'MIIB-_', 'MIIB AA=']) {
      const text = await credentialOf(withData({}), [], { x5c: [certificate] })
      expect((await failures(text))[0]).toMatch(/^sd-jwt\.issuer ERR_/)
    }
  })
  test('another credential than an e-licence’s type', async () => {
    const text = await issueSdJwt({
      claims: withData({}),
      selective: [],
      signer: province.issuer.signer,
      type: 'vc+sd-jwt',
      header: encodeX5c([province.issuer.certificate]),
    })
    expect(await failures(text)).toEqual(['sd-jwt.type ERR_SDJWT_TYPE'])
  })
})
