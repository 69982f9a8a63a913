import {
  type Certificate,
  createPrivateKey,
  createSigner,
  type PrivateKey,
  type Signer,
  type Trust,
} from '@xinyin/core'
import { createCrl, createLeaf, createRoot } from '@xinyin/core/ca'
import { parseCrl } from '@xinyin/core/revocation'
import type { LicenceData } from '@xinyin/e-license'
import { createSeal, createSealPicture, type Seal } from '@xinyin/e-seal'

const DAY = 86_400_000
const AUTHORITY = '示例市城乡建设委员会'

/** An authority with its seal and its certificate to issue with, all of SM2, and who trusts it. */
export interface LicenceProvince {
  readonly trust: Trust
  readonly seal: Seal
  readonly sealKey: PrivateKey
  readonly issuerKey: PrivateKey
  readonly issuing: {
    readonly seal: Seal
    readonly sealSigner: Signer
    readonly issuerSigner: Signer
    readonly issuerCertificates: readonly [Certificate]
  }
}

const CODE = '11990100999900011E'

export async function createLicenceProvince(): Promise<LicenceProvince> {
  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) }
  const authority = async (commonName: string) => {
    const key = await createPrivateKey('SM2')
    const certificate = await createRoot({ key, subject: { country: 'CN', commonName }, ...validity })
    const issuer = { certificate, key }
    const dates = { thisUpdate: validity.notBefore, nextUpdate: validity.notAfter }
    return { issuer, crl: parseCrl(await createCrl({ issuer, number: 1, revoked: [], ...dates })) }
  }
  const [makers, signers, issuers] = [
    await authority('制章根'),
    await authority('签章根'),
    await authority('颁发根'),
  ]
  const member = async ({ issuer }: typeof makers, organization: string) => {
    const key = await createPrivateKey('SM2')
    const subject = {
      country: 'CN',
      organization,
      organizationIdentifier: CODE,
      commonName: organization,
    }
    const certificate = await createLeaf({ issuer, publicKey: key.publicKey, subject, ...validity })
    return { key, certificate }
  }
  const [maker, office, issuer] = [
    await member(makers, '示例省制章中心'),
    await member(signers, AUTHORITY),
    await member(issuers, AUTHORITY),
  ]
  const seal = await createSeal({
    name: `${AUTHORITY}电子证照专用章`,
    picture: createSealPicture(),
    validFrom: validity.notBefore,
    validTo: validity.notAfter,
    signers: [office.certificate],
    maker: { signer: createSigner(maker.key), certificate: maker.certificate },
  })
  const trust: Trust = {
    anchors: [
      { certificate: makers.issuer.certificate, roles: ['seal-maker'] },
      { certificate: signers.issuer.certificate, roles: ['seal-signer'] },
      { certificate: issuers.issuer.certificate, roles: ['licence-issuer'] },
    ],
    intermediates: [],
    revocation: { crls: [makers.crl, signers.crl, issuers.crl], ocspResponses: [] },
  }
  return {
    trust,
    seal,
    sealKey: office.key,
    issuerKey: issuer.key,
    issuing: {
      seal,
      sealSigner: createSigner(office.key),
      issuerSigner: createSigner(issuer.key),
      issuerCertificates: [issuer.certificate],
    },
  }
}

const today = new Date().toISOString().slice(0, 10)

/** A construction permit of a made-up project, of the size that such permits have. */
export const LICENCE: LicenceData = {
  name: '建筑工程施工许可证',
  typeCode: '11100000000013338W009',
  number: '990100202605220101',
  identifier: '1.2.156.3005.2.11100000000013338W009.11990100999900011E.20260002.001.Z',
  issuers: [{ name: AUTHORITY, code: CODE }],
  issuedOn: today,
  holders: [{ name: '示例置业有限公司', code: '91990100MA990001X7', codeType: '001' }],
  validFrom: today,
  validUntil: '2099-05-21',
  extensions: {
    GCMC: '滨江新城示例住宅小区（一期）及地下车库工程',
    JSDZ: '示例市滨江区示例路 18 号',
    JSGM: '48200 平方米',
    HTJG: '26300 万元',
    KCDW: '示例岩土工程勘察院有限公司',
    SJDW: '示例建筑设计研究院',
    SGDW: '示例建设集团有限公司',
    JLDW: '示例工程监理咨询有限公司',
    HTGQ: '730 天',
    BZ: '本工程包括 1 至 6 号楼及地下车库，建设内容以审查合格的施工图设计文件为准。',
  },
}
