import type { LicenceData } from '../src/metadata/data.ts'

/** A permit of a made-up project; names and codes are made up, with the right check characters. */
export const SAMPLE: LicenceData = {
  name: '建筑工程施工许可证',
  typeCode: '11100000000013338W009',
  number: '990100202605220101',
  identifier: '1.2.156.3005.2.11100000000013338W009.11990100999900011E.20260002.001.Z',
  issuers: [{ name: '示例市城乡建设委员会', code: '11990100999900011E' }],
  issuedOn: '2026-05-22',
  holders: [{ name: '示例置业有限公司', code: '91990100MA990001X7', codeType: '001' }],
  validFrom: '2026-05-22',
  validUntil: '2027-05-21',
  signing: { sealName: '示例市城乡建设委员会电子证照专用章', signedAt: '2026-05-22T09:30:00+08:00' },
  createdAt: '2026-05-22T09:29:00+08:00',
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
