import { type Catalogue, CORE_VOCABULARY, createExplain, type Vocabulary } from '@xinyin/core'
import { SEAL_CODES } from './errors.ts'

/** The checks of `@xinyin/e-seal`, with their titles; `docs/checks.md` is made from this table. */
export const SEAL_CHECKS = {
  'ofd.package': { en: 'The package can be read in one way only', 'zh-CN': 'OFD 包结构无歧义' },
  'ofd.signed': { en: 'The document is signed', 'zh-CN': '文档已签章' },
  'ofd.signature-file': { en: 'Description of the signature', 'zh-CN': '签名描述文件' },
  'ofd.digest-method': { en: 'Digest algorithm', 'zh-CN': '摘要算法' },
  'ofd.references': { en: 'Files are as they were sealed', 'zh-CN': '文件未被改动' },
  'ofd.coverage': { en: 'Every file is covered', 'zh-CN': '全部文件均受签章保护' },
  'ofd.stamps': { en: 'Stamps stand on pages of the document', 'zh-CN': '印章图案位于文档页面上' },
  'ofd.property-info': { en: 'The signed value belongs to this place', 'zh-CN': '签名值与位置对应' },
  'ofd.signature-method': { en: 'Algorithm that the document names', 'zh-CN': '文档声明的签名算法' },
  'ofd.signature-date': { en: 'Time that the document names', 'zh-CN': '文档声明的签章时间' },
  'ofd.seal-copy': { en: 'Copy of the seal', 'zh-CN': '印章副本' },
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
  'signature.extensions': { en: 'Extensions of the signature', 'zh-CN': '签章扩展项' },
  'seal.structure': { en: 'Structure of the seal', 'zh-CN': '印章结构' },
  'seal.algorithm': { en: 'Algorithm of the seal', 'zh-CN': '印章算法' },
  'seal.maker-signature': { en: 'Signature of the seal maker', 'zh-CN': '制章人签名' },
  'seal.maker-path': { en: 'Certificate of the seal maker', 'zh-CN': '制章人证书' },
  'seal.validity': { en: 'Validity of the seal', 'zh-CN': '印章有效期' },
  'seal.signers': { en: 'List of those who may use the seal', 'zh-CN': '签章人证书列表' },
  'seal.picture': { en: 'Picture of the seal', 'zh-CN': '印章图案' },
  'seal.extensions': { en: 'Extensions of the seal', 'zh-CN': '印章扩展项' },
} as const satisfies Catalogue

const SEAL_ABSENCES: Catalogue = {
  'time-stamp': { en: 'the signature has none', 'zh-CN': '签章中没有时间戳' },
  'seal-copy': { en: 'the package holds no copy of the seal', 'zh-CN': '包内没有印章副本' },
  date: { en: 'the description has no date', 'zh-CN': '签名描述中没有日期' },
  'date-in-a-known-form': { en: 'the date is in no known form', 'zh-CN': '日期格式无法识别' },
}

export const SEAL_VOCABULARY: Vocabulary = { checks: SEAL_CHECKS, codes: SEAL_CODES, absences: SEAL_ABSENCES }

/** Says a check of a seal or a sealed document, or what decides a report, in words for people. */
export const explain = createExplain(CORE_VOCABULARY, SEAL_VOCABULARY)
