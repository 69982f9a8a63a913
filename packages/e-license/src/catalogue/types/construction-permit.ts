import type { LicenceType } from '../licence-type.ts'
import { HOUSING, NATIONWIDE, ORGANISATION_CODES } from './authorities.ts'
import { needed, optional } from './item.ts'

/** 建筑工程施工许可证. The type code was seen on licences in use [M]; items are what the permit says. */
export const CONSTRUCTION_PERMIT: LicenceType = {
  code: '11100000000013338W009',
  name: '建筑工程施工许可证',
  englishName: 'Construction permit',
  version: 1,
  state: 'published',
  publishedOn: '2021-01-01',
  authority: HOUSING,
  validity: { kind: 'given' },
  holders: { kind: 'organisation', codeTypes: ORGANISATION_CODES, limit: 20 },
  extensions: [
    needed('GCMC', '工程名称', 'Name of the project', 'text', { maxLength: 200 }),
    needed('JSDZ', '建设地址', 'Site', 'text', { maxLength: 200 }),
    optional('JSGM', '建设规模', 'Size', 'text', { maxLength: 500 }),
    optional('HTJG', '合同价格', 'Contract price', 'money', { unit: '万元' }),
    optional('KCDW', '勘察单位', 'Surveyed by'),
    optional('SJDW', '设计单位', 'Designed by'),
    needed('SGDW', '施工单位', 'Built by'),
    optional('JLDW', '监理单位', 'Supervised by'),
    optional('HTGQ', '合同工期', 'Contract period', 'integer', { unit: '天' }),
    optional('BZ', '备注', 'Remarks'),
  ],
  face: 'construction-permit',
  level: 3,
  securityClass: 'ordinary',
  areas: NATIONWIDE,
  relatedItems: [{ name: '建筑工程施工许可证核发', code: '000117014000' }],
}
