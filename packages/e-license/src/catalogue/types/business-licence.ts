import type { LicenceType } from '../licence-type.ts'
import { MARKET_REGULATION, NATIONWIDE } from './authorities.ts'
import { needed, optional, PERSONAL } from './item.ts'

/** 营业执照. The type code is in use, but was not seen in a document of its authority [M]; items are what the face says. */
export const BUSINESS_LICENCE: LicenceType = {
  code: '11100000MB0143028R001',
  name: '营业执照',
  englishName: 'Business licence',
  version: 1,
  state: 'published',
  publishedOn: '2019-03-01',
  authority: MARKET_REGULATION,
  validity: {
    kind: 'fixed',
    periods: [{ years: 10 }, { years: 20 }, { years: 30 }, { years: 50 }],
    endless: true,
  },
  holders: { kind: 'organisation', codeTypes: ['001'], limit: 1 },
  extensions: [
    needed('LX', '类型', 'Legal form', 'text', { maxLength: 60 }),
    needed('FDDBR', '法定代表人', 'Legal representative', 'text', PERSONAL),
    needed('ZCZB', '注册资本', 'Registered capital', 'text', { maxLength: 60 }),
    needed('CLRQ', '成立日期', 'Date of establishment', 'date'),
    needed('ZS', '住所', 'Registered address', 'text', { maxLength: 200 }),
    needed('JYFW', '经营范围', 'Scope of business'),
    optional('ZZFB', '正副本', 'Original or duplicate', 'code', { codes: { 正本: '正本', 副本: '副本' } }),
  ],
  face: 'business-licence',
  level: 3,
  securityClass: 'ordinary',
  areas: NATIONWIDE,
  relatedItems: [{ name: '公司设立登记', code: '000131001000' }],
}
