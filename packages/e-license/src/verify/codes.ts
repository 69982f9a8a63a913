import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of verifying licences, with their sentences. */
export const VERIFY_CODES = {
  ERR_LICENCE_FORM: {
    en: 'Neither an OFD nor an SD-JWT.',
    'zh-CN': '既不是 OFD，也不是 SD-JWT。',
  },
  ERR_LICENCE_DOCUMENTS: {
    en: 'The OFD holds {found} documents; a licence is one.',
    'zh-CN': 'OFD 中有 {found} 个文档；证照应为一个。',
  },
  ERR_LICENCE_IDENTIFIER_TYPE: {
    en: 'The identifier is of licence type {found}, the metadata of {expected}.',
    'zh-CN': '证照标识的类型代码是 {found}，元数据中是 {expected}。',
  },
  ERR_LICENCE_IDENTIFIER_ISSUER: {
    en: 'The issuer {found} of the identifier is none of the issuing authorities, nor a region of their province.',
    'zh-CN': '证照标识中的颁发机构 {found} 不是元数据中的颁发机构，也不是其所在省的行政区划。',
  },
  ERR_LICENCE_ISSUED_LATER: {
    en: 'The licence says that it was issued on {issuedOn}, which is yet to come.',
    'zh-CN': '证照颁发日期 {issuedOn} 尚未到来。',
  },
  ERR_LICENCE_NOT_YET_VALID: {
    en: 'The licence is valid from {from} only.',
    'zh-CN': '证照自 {from} 起才有效。',
  },
  ERR_LICENCE_EXPIRED: {
    en: 'The licence was valid until {until}.',
    'zh-CN': '证照有效期至 {until}，已过期。',
  },
  ERR_LICENCE_COPY_EXPIRED: {
    en: 'This annotated copy was valid until {until}.',
    'zh-CN': '该加注件有效期至 {until}，已过期。',
  },
  ERR_LICENCE_ISSUER: {
    en: 'No seal or certificate of its own stands for the issuing authority {authority}; each that is named must sign.',
    'zh-CN': '颁发机构{authority}没有以自己的印章或证书签署；列出的每个颁发机构都须签署。',
  },
  ERR_LICENCE_ISSUER_CODE: {
    en: 'The certificate that signed for {authority} is of an organisation with another code than {code}.',
    'zh-CN': '为{authority}签署的证书所载机构代码不是 {code}。',
  },
} as const satisfies Catalogue

/** The checks of verifying licences, with their titles. */
export const VERIFY_CHECKS = {
  'licence.form': { en: 'Form of the licence', 'zh-CN': '证照文件格式' },
  'licence.metadata': { en: 'Metadata of the licence', 'zh-CN': '证照元数据' },
  'licence.identifier': { en: 'Identifier of the licence', 'zh-CN': '证照标识' },
  'licence.validity': { en: 'Validity period of the licence', 'zh-CN': '证照有效期' },
  'licence.issuer': { en: 'Signed by every issuing authority', 'zh-CN': '由各颁发机构签署' },
  'licence.status': { en: 'Status of the licence', 'zh-CN': '证照状态' },
} as const satisfies Catalogue

/** What may be absent in verifying licences. */
export const VERIFY_ABSENCES: Catalogue = {
  'status-source': { en: 'no source of its status', 'zh-CN': '没有状态来源' },
}

export const licenceError = /* @__PURE__ */ licenceErrorsOf(VERIFY_CODES)
