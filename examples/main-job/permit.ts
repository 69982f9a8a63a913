import {
  createIdentifier,
  type Holder,
  type IssuedLicence,
  issueLicence,
  type LicenceData,
} from '@xinyin/e-license'
import { CONSTRUCTION_PERMIT_FACE } from '@xinyin/e-license/faces'
import type { Persona, Province } from '@xinyin/sandbox'

/** 建筑工程施工许可证, as the national catalogue has it. */
const CONSTRUCTION_PERMIT = { name: '建筑工程施工许可证', typeCode: '11100000000013338W009' }

const DAY = 24 * 60 * 60 * 1000

/** The day in Beijing, wherever the machine is. */
const dayOf = (time: Date) => new Date(time.getTime() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10)

/** A company's licence is the company's, not that of the agent who signed in for it. */
function holderOf({ name, idNumber, legalPerson }: Persona): Holder {
  if (legalPerson === undefined) return { name, code: idNumber, codeType: '111' }
  return { name: legalPerson.name, code: legalPerson.uscc, codeType: '001' }
}

/** What the permit says. The holder's number comes from the department's own file, not from the sign-on. */
function permitData(holder: Persona, { office }: Province, now: Date): LicenceData {
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

/** Issues the permit to a person, as a sealed OFD document and as an SD-JWT. */
export function issuePermit(holder: Persona, province: Province, now: Date): Promise<IssuedLicence> {
  const { seal, sealSigner, licenceIssuer } = province
  return issueLicence(permitData(holder, province, now), {
    seal,
    sealSigner: sealSigner.signer,
    sealCertificate: sealSigner.certificate,
    issuerSigner: licenceIssuer.signer,
    issuerCertificates: [licenceIssuer.certificate, ...licenceIssuer.chain],
    template: CONSTRUCTION_PERMIT_FACE,
    at: now,
  })
}
