import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage, parseOfdPackage, sealOfd } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { encodeX5c } from '../../src/credential/x5c.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import { AT, AUTHORITY, createAuthority, createMember, createOfficeSeal, issueIn } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { credentialOf, failures, ofd, province, resealed, sdJwt, trust, withData } from './authority.ts'

describe('licence.issuer', () => {
  const elsewhere = { issuers: [{ name: '邻市城乡建设委员会', code: SAMPLE.issuers[0]!.code }] }
  test('another authority’s certificate is not enough for an SD-JWT', async () => {
    const text = await credentialOf(withData(elsewhere))
    expect(await failures(text)).toEqual(['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test('another authority’s seal is not enough for an OFD', async () => {
    const document = await resealed((index) => index.replaceAll(AUTHORITY, elsewhere.issuers[0]!.name))
    expect(await failures(document)).toEqual(['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test.each([
    [`${AUTHORITY}电子证照专用章`, true],
    [`${AUTHORITY}`, true],
    [`${AUTHORITY}行政审批专用章（2）`, true],
    [`${AUTHORITY}滨江分局电子证照专用章`, false],
    [`邻${AUTHORITY}电子证照专用章`, false],
    ['电子证照专用章', false],
  ])('the seal %s is the authority’s: %s', async (name, good) => {
    const stranger = await createMember('某某公司', province.roots.signer)
    const seal = await createOfficeSeal(name, province.maker, stranger)
    const files = parseOfdPackage(ofd).files
    const index = new TextDecoder()
      .decode(files.get('OFD.xml'))
      .replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, '')
    const kept = [...files].filter(([file]) => !file.includes('Sign') && file !== 'OFD.xml')
    const unsealed = createOfdPackage([
      { name: 'OFD.xml', bytes: encodeUtf8(index) },
      ...kept.map(([file, bytes]) => ({ name: file, bytes })),
    ])
    const document = await sealOfd(unsealed, { seal, signer: stranger.signer, at: AT })
    expect(await failures(document)).toEqual(good ? [] : ['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test('the authority’s own certificate is enough, whatever the seal is called', async () => {
    const seal = await createOfficeSeal('业务专用章', province.maker, province.office)
    expect(await failures(await resealed((index) => index, seal))).toEqual([])
  })
  test('nothing is issued under another’s name', async () => {
    await expect(issueIn(province, { ...SAMPLE, ...elsewhere })).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_LICENCE_ISSUER' }),
    )
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
