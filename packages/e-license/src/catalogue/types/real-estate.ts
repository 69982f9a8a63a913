import type { LicenceType } from '../licence-type.ts'
import { NATIONWIDE, NATURAL_RESOURCES, ORGANISATION_CODES, PERSON_CODES } from './authorities.ts'
import { needed, optional } from './item.ts'

const HOLDERS = { kind: 'any', codeTypes: [...ORGANISATION_CODES, ...PERSON_CODES], limit: 100 } as const

/** 不动产权证书. Type code as platforms have it; the items are what the certificate says. */
export const REAL_ESTATE: LicenceType = {
  code: '11100000MB03271699001',
  name: '不动产权证书',
  englishName: 'Real-estate ownership certificate',
  version: 1,
  state: 'published',
  publishedOn: '2020-01-01',
  authority: NATURAL_RESOURCES,
  validity: { kind: 'endless' },
  holders: HOLDERS,
  extensions: [
    needed('GYQK', '共有情况', 'Ownership', 'text', { maxLength: 500, personal: true }),
    needed('ZL', '坐落', 'Location', 'text', { maxLength: 200, personal: true }),
    needed('BDCDYH', '不动产单元号', 'Unit number', 'text', { maxLength: 30 }),
    needed('QLLX', '权利类型', 'Kind of right'),
    needed('QLXZ', '权利性质', 'Nature of the right'),
    needed('YT', '用途', 'Use'),
    needed('MJ', '面积', 'Area', 'text', { maxLength: 500 }),
    optional('SYQX', '使用期限', 'Term of use', 'text', { maxLength: 200 }),
    optional('QLQTZK', '权利其他状况', 'Other particulars'),
    optional('FJ', '附记', 'Notes'),
  ],
  face: 'real-estate',
  level: 3,
  securityClass: 'sensitive',
  areas: NATIONWIDE,
}

/** 不动产登记证明. Type code as platforms have it. */
export const REAL_ESTATE_REGISTRATION: LicenceType = {
  code: '11100000MB03271699022',
  name: '不动产登记证明',
  englishName: 'Proof of registration of real estate',
  version: 1,
  state: 'published',
  publishedOn: '2020-01-01',
  authority: NATURAL_RESOURCES,
  validity: { kind: 'endless' },
  holders: HOLDERS,
  extensions: [
    needed('ZMSX', '证明权利或事项', 'What is proved'),
    needed('YWR', '义务人', 'Obliged party', 'text', { personal: true }),
    needed('ZL', '坐落', 'Location', 'text', { maxLength: 200, personal: true }),
    needed('BDCDYH', '不动产单元号', 'Unit number', 'text', { maxLength: 30 }),
    optional('QT', '其他', 'Other particulars'),
    optional('FJ', '附记', 'Notes'),
  ],
  level: 3,
  securityClass: 'sensitive',
  areas: NATIONWIDE,
}
