import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../errors.ts'

/** The codes of signatures with a seal, with their sentences. */
export const SES_SIGNATURE_CODES = {
  ERR_SIGNATURE_STRUCTURE: {
    en: 'The signed value is not of the kind {type} that the document says.',
    'zh-CN': '签名值不是文档所声明的 {type} 类型。',
  },
  ERR_SIGNATURE_SIGNERS: {
    en: 'The signed value has {found} signers where it must have one.',
    'zh-CN': '签名值应恰有一个签名者，实际有 {found} 个。',
  },
  ERR_SIGNER_NOT_VALID: {
    en: "The signer's certificate is valid from {from} to {to}, not at {time}.",
    'zh-CN': '签章人证书有效期为 {from} 至 {to}，在 {time} 无效。',
  },
  ERR_SIGNER_NOT_LISTED: {
    en: 'The seal cannot be used with this key: its list does not name a certificate for it.',
    'zh-CN': '该密钥不能使用此印章：印章列表中没有相应的证书。',
  },
} as const satisfies Catalogue

/** What a signature may lack, by its name in `because`. */
export const SES_SIGNATURE_ABSENCES: Catalogue = {
  seal: { en: 'the signature is one without a seal', 'zh-CN': '该签名未使用印章' },
  'signing-time': { en: 'the signature does not say when it was made', 'zh-CN': '签名中没有签名时间' },
}

/** The checks of signatures with a seal, with their titles. */
export const SES_SIGNATURE_CHECKS = {
  'signature.structure': { en: 'Structure of the signature', 'zh-CN': '签章结构' },
  'signature.version': { en: 'Versions of signature and seal', 'zh-CN': '签章与印章版本' },
  'signature.algorithm': { en: 'Algorithm of the signature', 'zh-CN': '签章算法' },
  'signature.value': { en: 'Signature value', 'zh-CN': '签名值' },
  'signature.data-hash': { en: 'What was signed', 'zh-CN': '被签数据摘要' },
  'signature.signer-listed': { en: 'The signer may use the seal', 'zh-CN': '签章人有权使用印章' },
  'signature.signer-path': { en: 'Certificate of the signer', 'zh-CN': '签章人证书' },
  'signature.maker-independent': {
    en: 'Maker and signer are not the same',
    'zh-CN': '制章人与签章人相互独立',
  },
  'signature.time': { en: 'Time of the signature', 'zh-CN': '签章时间' },
  'signature.time-stamp': { en: 'Time stamp', 'zh-CN': '时间戳' },
  'signature.uncovered': {
    en: 'Parts of the signed value that nobody signed',
    'zh-CN': '签名值中未受签名保护的内容',
  },
  'signature.extensions': { en: 'Extensions of the signature', 'zh-CN': '签章扩展项' },
} as const satisfies Catalogue

export const signatureError = /* @__PURE__ */ sealErrorsOf(SES_SIGNATURE_CODES)
