import type { LicenceType } from '../licence-type.ts'
import { HOUSING, NATIONWIDE, ORGANISATION_CODES, PERSON_CODES, TRANSPORT } from './authorities.ts'
import { needed, optional, SEX } from './item.ts'

/** 二级建造师执业证书. Type code as platforms have it; the name is of this example. */
export const SECOND_CLASS_CONSTRUCTOR: LicenceType = {
  code: '11100000000013338W001',
  name: '二级建造师执业证书',
  englishName: 'Practising certificate of a second-class constructor',
  version: 1,
  state: 'published',
  publishedOn: '2021-01-01',
  authority: HOUSING,
  validity: { kind: 'fixed', periods: [{ years: 3 }] },
  holders: { kind: 'person', codeTypes: PERSON_CODES, limit: 1 },
  extensions: [
    needed('ZCZY', '注册专业', 'Disciplines', 'text', { repeats: true, maxLength: 40 }),
    needed('PYQY', '聘用企业', 'Employer', 'text', { maxLength: 100 }),
    optional('XB', '性别', 'Sex', 'code', SEX),
    optional('CSRQ', '出生日期', 'Date of birth', 'date', { personal: true }),
  ],
  level: 3,
  securityClass: 'sensitive',
  areas: NATIONWIDE,
}

/** 建筑施工特种作业操作资格证书. Type code as platforms have it. */
export const SPECIAL_OPERATIONS: LicenceType = {
  code: '11100000000013338W032',
  name: '建筑施工特种作业操作资格证书',
  englishName: 'Qualification for special operations in construction',
  version: 1,
  state: 'published',
  publishedOn: '2021-01-01',
  authority: HOUSING,
  validity: { kind: 'fixed', periods: [{ years: 2 }] },
  holders: { kind: 'person', codeTypes: PERSON_CODES, limit: 1 },
  extensions: [
    needed('CZLB', '操作类别', 'Trade', 'text', { maxLength: 60 }),
    optional('XB', '性别', 'Sex', 'code', SEX),
    optional('CCLZRQ', '初次领证日期', 'First issued on', 'date'),
  ],
  level: 3,
  securityClass: 'sensitive',
  areas: NATIONWIDE,
}

/** 建筑起重机械使用登记证书. Whether the type code is this licence's is unconfirmed [L]. */
export const CRANE_REGISTRATION: LicenceType = {
  code: '11100000000013338W050',
  name: '建筑起重机械使用登记证书',
  englishName: 'Registration for the use of a crane',
  version: 1,
  state: 'published',
  publishedOn: '2021-01-01',
  authority: HOUSING,
  validity: { kind: 'endless' },
  holders: { kind: 'organisation', codeTypes: ORGANISATION_CODES, limit: 1 },
  extensions: [
    needed('SBMC', '设备名称', 'Machine', 'text', { maxLength: 60 }),
    needed('GGXH', '规格型号', 'Model', 'text', { maxLength: 60 }),
    needed('CCBH', '出厂编号', 'Serial number', 'text', { maxLength: 60 }),
    needed('GCMC', '工程名称', 'Name of the project', 'text', { maxLength: 200 }),
    optional('CQDW', '产权单位', 'Owner', 'text', { maxLength: 100 }),
  ],
  level: 2,
  securityClass: 'ordinary',
  areas: NATIONWIDE,
}

/** 二级造价工程师注册证书 in one of its disciplines. The type code is in use; which authority it names is [M]. */
export const SECOND_CLASS_COST_ENGINEER: LicenceType = {
  code: '1110000000001332XW059',
  name: '二级造价工程师注册证书',
  englishName: 'Registration of a second-class cost engineer',
  version: 1,
  state: 'published',
  publishedOn: '2021-01-01',
  authority: TRANSPORT,
  validity: { kind: 'fixed', periods: [{ years: 4 }] },
  holders: { kind: 'person', codeTypes: PERSON_CODES, limit: 1 },
  extensions: [
    needed('ZCZY', '注册专业', 'Discipline', 'text', { maxLength: 40 }),
    needed('PYDW', '聘用单位', 'Employer', 'text', { maxLength: 100 }),
    optional('XB', '性别', 'Sex', 'code', SEX),
  ],
  level: 3,
  securityClass: 'sensitive',
  areas: NATIONWIDE,
}
