import { type Catalogue, CORE_VOCABULARY, createExplain, type Explain, type Vocabulary } from '@xinyin/core'
import { SEAL_VOCABULARY } from '@xinyin/e-seal'
import { LICENCE_CODES } from './errors.ts'

/** The checks of `@xinyin/e-license`, with their titles; `docs/checks.md` is made from this table. */
export const LICENCE_CHECKS = {
  'identifier.form': { en: 'Form of the identifier', 'zh-CN': '证照标识格式' },
  'identifier.root': { en: 'Root of the identifier', 'zh-CN': '电子证照根代码' },
  'identifier.type-code': { en: 'Type code', 'zh-CN': '证照类型代码' },
  'identifier.issuer-code': { en: 'Issuer code', 'zh-CN': '证照颁发机构代码' },
  'identifier.version': { en: 'Version', 'zh-CN': '版本号' },
  'identifier.check-character': { en: 'Check character', 'zh-CN': '校验位' },
  'sd-jwt.form': { en: 'Form of the SD-JWT', 'zh-CN': 'SD-JWT 格式' },
  'sd-jwt.issuer': { en: 'Certificate of the issuer', 'zh-CN': '签发者证书' },
  'sd-jwt.type': { en: 'Type of the SD-JWT', 'zh-CN': 'SD-JWT 类型' },
  'sd-jwt.signature': { en: 'Signature of the issuer', 'zh-CN': '签发者签名' },
  'sd-jwt.disclosures': { en: 'Disclosures are what the issuer signed', 'zh-CN': '披露项与签发内容一致' },
  'sd-jwt.time': { en: 'Validity period of the credential', 'zh-CN': '凭证有效期' },
  'sd-jwt.key-binding': { en: 'Proof of possession', 'zh-CN': '持有者密钥绑定' },
  'sd-jwt.presentation': { en: 'Presentation made for this request', 'zh-CN': '本次请求的出示' },
  'licence.form': { en: 'Form of the licence', 'zh-CN': '证照文件格式' },
  'licence.metadata': { en: 'Metadata of the licence', 'zh-CN': '证照元数据' },
  'licence.identifier': { en: 'Identifier of the licence', 'zh-CN': '证照标识' },
  'licence.validity': { en: 'Validity period of the licence', 'zh-CN': '证照有效期' },
  'licence.issuer': { en: 'Signed by every issuing authority', 'zh-CN': '由各颁发机构签署' },
  'licence.status': { en: 'Status of the licence', 'zh-CN': '证照状态' },
} as const satisfies Catalogue

const LICENCE_ABSENCES: Catalogue = {
  'status-source': { en: 'no source of its status', 'zh-CN': '没有状态来源' },
  'key-binding': { en: 'none was made', 'zh-CN': '持有者未出具' },
  'audience-and-nonce': { en: 'none was asked for', 'zh-CN': '核验方未要求' },
}

export const LICENCE_VOCABULARY: Vocabulary = {
  checks: LICENCE_CHECKS,
  codes: LICENCE_CODES,
  absences: LICENCE_ABSENCES,
}

const explainPlain = /* @__PURE__ */ createExplain(CORE_VOCABULARY, SEAL_VOCABULARY, LICENCE_VOCABULARY)

/** Says a check, or what decides a report, in words for people; a check that passed with a warning says that too. */
export const explain: Explain = (subject, language) => {
  if (!('id' in subject)) return explainPlain(subject, language)
  const { warning } = subject.facts
  return explainPlain(typeof warning === 'string' ? { ...subject, code: warning } : subject, language)
}
