import type { LicenceType } from '../licence-type.ts'
import { NATIONWIDE, PUBLIC_SECURITY } from './authorities.ts'
import { needed, PERSONAL, SEX } from './item.ts'

/**
 * 居民身份证. The type code is in use, but was not seen in a document of its authority [M]; the periods are those of the
 * Law on Resident Identity Cards, article 5.
 */
export const ID_CARD: LicenceType = {
  code: '111000000000131433001',
  name: '居民身份证',
  englishName: 'Resident identity card',
  version: 1,
  state: 'published',
  publishedOn: '2019-03-01',
  authority: PUBLIC_SECURITY,
  validity: { kind: 'fixed', periods: [{ years: 5 }, { years: 10 }, { years: 20 }], endless: true },
  holders: { kind: 'person', codeTypes: ['111'], limit: 1 },
  extensions: [
    needed('XB', '性别', 'Sex', 'code', SEX),
    needed('MZ', '民族', 'Ethnic group', 'text', { maxLength: 20, ...PERSONAL }),
    needed('CSRQ', '出生日期', 'Date of birth', 'date', PERSONAL),
    needed('ZZ', '住址', 'Address', 'text', { maxLength: 200, ...PERSONAL }),
  ],
  face: 'id-card',
  level: 4,
  securityClass: 'restricted',
  areas: NATIONWIDE,
}
