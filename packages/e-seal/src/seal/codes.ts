import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../errors.ts'

/** The codes of seals, with their sentences. */
export const SES_SEAL_CODES = {
  ERR_SEAL_STRUCTURE: {
    en: 'The structure is not that of an electronic seal: {element}.',
    'zh-CN': '数据结构不符合电子印章格式：{element}。',
  },
  ERR_SEAL_LIMIT: {
    en: 'The seal or signature exceeds a limit: {what} {found}, at most {limit}.',
    'zh-CN': '印章或签章超出限制：{what} 为 {found}，上限 {limit}。',
  },
  ERR_SEAL_NOT_YET_MADE: {
    en: 'The seal was made at {made}, after it was used at {time}.',
    'zh-CN': '印章于 {made} 制作，晚于使用时间 {time}。',
  },
  ERR_SEAL_NOT_VALID: {
    en: 'The seal is valid from {from} to {to}, not at {time}.',
    'zh-CN': '印章有效期为 {from} 至 {to}，在 {time} 无效。',
  },
} as const satisfies Catalogue

/** The checks of seals, with their titles. */
export const SES_SEAL_CHECKS = {
  'seal.structure': { en: 'Structure of the seal', 'zh-CN': '印章结构' },
  'seal.algorithm': { en: 'Algorithm of the seal', 'zh-CN': '印章算法' },
  'seal.maker-signature': { en: 'Signature of the seal maker', 'zh-CN': '制章人签名' },
  'seal.maker-path': { en: 'Certificate of the seal maker', 'zh-CN': '制章人证书' },
  'seal.validity': { en: 'Validity of the seal', 'zh-CN': '印章有效期' },
  'seal.signers': { en: 'List of those who may use the seal', 'zh-CN': '签章人证书列表' },
  'seal.picture': { en: 'Picture of the seal', 'zh-CN': '印章图案' },
  'seal.extensions': { en: 'Extensions of the seal', 'zh-CN': '印章扩展项' },
} as const satisfies Catalogue

export const sealError = /* @__PURE__ */ sealErrorsOf(SES_SEAL_CODES)
