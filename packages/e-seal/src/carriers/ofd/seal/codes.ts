import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../../../errors.ts'

/** The codes of sealing OFD documents, with their sentences. */
export const OFD_SEALING_CODES = {
  ERR_OFD_TEXT_NOT_FOUND: {
    en: 'No page shows the text "{text}" that the seal was to stand on.',
    'zh-CN': '文档页面中没有盖章关键字“{text}”。',
  },
  ERR_OFD_TEXT_AMBIGUOUS: {
    en: 'The text "{text}" that the seal was to stand on occurs {count} times.',
    'zh-CN': '盖章关键字“{text}”出现了 {count} 次，无法确定盖章位置。',
  },
  ERR_OFD_ENTRIES_PRESENT: {
    en: 'The package has a list of its files already: {file}.',
    'zh-CN': 'OFD 包中已有文件清单 {file}，不能另行生成。',
  },
  ERR_OFD_STATE: {
    en: 'The state of a document that is being signed is not as it was given out: {member}.',
    'zh-CN': '签章中间状态与给出时不一致：{member}。',
  },
  ERR_OFD_OTHER_DOCUMENT: {
    en: 'The document is not the one that the signature was prepared for.',
    'zh-CN': '该文档不是准备签章时的文档。',
  },
  ERR_OFD_FOREIGN_SIGNATURE: {
    en: 'The signature value is not over this document with the key of the certificate.',
    'zh-CN': '签名值与文档或签章人证书的密钥不符。',
  },
} as const satisfies Catalogue

export const sealingError = /* @__PURE__ */ sealErrorsOf(OFD_SEALING_CODES)
