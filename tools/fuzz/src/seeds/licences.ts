import { encodeUtf8 } from '@xinyin/core'
import { createIdentifier, issueLicence } from '@xinyin/e-license'
import { CORPUS_TIME, type Seed } from '../corpus.ts'
import type { Province } from './province.ts'
import { createOfficeSeal } from './seals.ts'

// Made up, with the right check characters.
const OFFICE = { name: '测试市住房和城乡建设局', code: '11330100999900011D' }
const TYPE_CODE = '11100000000013338W009'
const NUMBER = 'TEST2026060101'

/** A construction permit, as a sealed OFD and as an SD-JWT. */
export async function createLicences(province: Province): Promise<Seed[]> {
  const { ofd, sdJwt } = await issueLicence(
    {
      name: '建筑工程施工许可证',
      typeCode: TYPE_CODE,
      number: NUMBER,
      identifier: createIdentifier({ typeCode: TYPE_CODE, issuerCode: OFFICE.code, serial: NUMBER }),
      issuers: [OFFICE],
      issuedOn: '2026-05-31',
      holders: [{ name: '测试建设单位', code: OFFICE.code, codeType: '001' }],
      validFrom: '2026-05-31',
      validUntil: '2027-05-30',
      extensions: { GCMC: '测试工程' },
    },
    {
      seal: await createOfficeSeal(province, 'certificates'),
      sealSigner: province.sealSigner.signer,
      issuerSigner: province.issuer.signer,
      issuerCertificates: [province.issuer.certificate],
      at: new Date(CORPUS_TIME.getTime() - 3_600_000),
    },
  )
  return [
    { name: 'valid-ofd', bytes: ofd },
    { name: 'valid-sd-jwt', bytes: encodeUtf8(sdJwt) },
  ]
}
