import type { LicenceType } from '../licence-type.ts'
import { HOUSING, NATIONWIDE, PERSON_CODES } from './authorities.ts'
import { needed, optional, SEX } from './item.ts'

/** 建筑施工企业安全生产管理人员考核合格证书. Type code as platforms have it; the items are what the certificate says. */
export const SAFETY_ASSESSMENT: LicenceType = {
  code: '11100000000013338W011',
  name: '建筑施工企业安全生产管理人员考核合格证书',
  englishName: 'Certificate of assessment in safety management for construction enterprises',
  version: 1,
  state: 'published',
  publishedOn: '2021-01-01',
  authority: HOUSING,
  validity: { kind: 'fixed', periods: [{ years: 3 }] },
  holders: { kind: 'person', codeTypes: PERSON_CODES, limit: 1 },
  extensions: [
    optional('RYLB', '人员类别', 'Category', 'code', {
      codes: {
        A: '企业主要负责人',
        B: '项目负责人',
        C1: '机械类专职安全生产管理人员',
        C2: '土建类专职安全生产管理人员',
        C3: '综合类专职安全生产管理人员',
      },
    }),
    needed('QYMC', '企业名称', 'Employer', 'text', { maxLength: 100 }),
    needed('XB', '性别', 'Sex', 'code', SEX),
    needed('ZW', '职务', 'Position', 'text', { maxLength: 40 }),
    optional('ZC', '技术职称', 'Professional title', 'text', { maxLength: 40 }),
    optional('CCFZRQ', '初次发证日期', 'First issued on', 'date'),
  ],
  face: 'safety-assessment',
  level: 3,
  securityClass: 'sensitive',
  areas: NATIONWIDE,
}
