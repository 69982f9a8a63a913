import {
  createIdentifier,
  type Holder,
  type IssuedLicence,
  issueLicence,
  type LicenceData,
  type StatusReference,
} from '@xinyin/e-license'
import { CONSTRUCTION_PERMIT_FACE } from '@xinyin/e-license/faces'
import type { IssuingOffice, Persona, Province } from '@xinyin/sandbox'

/** 建筑工程施工许可证, as the national catalogue has it. */
const CONSTRUCTION_PERMIT = { name: '建筑工程施工许可证', typeCode: '11100000000013338W009' }

/** Of the extension items, what the QR code has room for. */
export const QR_ITEMS = ['GCMC']

const DAY = 24 * 60 * 60 * 1000

/** The day in Beijing, wherever the machine is. */
const dayOf = (time: Date) => new Date(time.getTime() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10)

/** A company's licence is the company's, not that of the agent who signed in for it. */
function holderOf({ name, idNumber, legalPerson }: Persona): Holder {
  if (legalPerson === undefined) return { name, code: idNumber, codeType: '111' }
  return { name: legalPerson.name, code: legalPerson.uscc, codeType: '001' }
}

/** What the permit says. The holder's number comes from the department's own file, not from the sign-on. */
export function permitData(
  holder: Persona,
  office: IssuingOffice,
  status: StatusReference,
  now: Date,
): LicenceData {
  const number = `${dayOf(now).replaceAll('-', '')}0001`
  const { name, typeCode } = CONSTRUCTION_PERMIT
  return {
    name,
    typeCode,
    number,
    identifier: createIdentifier({ typeCode, issuerCode: office.code, serial: number }),
    issuers: [office],
    issuedOn: dayOf(now),
    holders: [holderOf(holder)],
    validFrom: dayOf(now),
    validUntil: dayOf(new Date(now.getTime() + 364 * DAY)),
    status,
    extensions: {
      GCMC: '示例市第一实验小学教学楼',
      JSDZ: '示例市示例区示范路 1 号',
      JSGM: '建筑面积 8600 平方米，地上 5 层',
      HTJG: '3260 万元',
      HTGQ: '365 日历天',
      SGDW: '测试建设工程有限公司',
      JLDW: '测试工程监理有限公司',
    },
  }
}

/** Issues the permit from one set of data in three forms: as a sealed OFD, as an SD-JWT and as a QR code. */
export function issuePermit(
  holder: Persona,
  province: Province,
  status: StatusReference,
  now: Date,
): Promise<IssuedLicence> {
  const { office, seal, sealSigner, licenceIssuer } = province
  return issueLicence(permitData(holder, office, status, now), {
    seal,
    sealSigner: sealSigner.signer,
    sealCertificate: sealSigner.certificate,
    issuerSigner: licenceIssuer.signer,
    issuerCertificates: [licenceIssuer.certificate, ...licenceIssuer.chain],
    template: CONSTRUCTION_PERMIT_FACE,
    qr: { extensions: QR_ITEMS },
    at: now,
  })
}
