import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of COSE, with their sentences. */
export const COSE_CODES = {
  ERR_COSE_FORM: {
    en: 'Not a COSE_Sign1: protected and unprotected headers, a payload and a signature.',
    'zh-CN': '不是 COSE_Sign1：应为受保护头、非保护头、载荷和签名。',
  },
  ERR_COSE_HEADER: {
    en: 'The header parameter {label} is not of the form that it must have, or not where it must be.',
    'zh-CN': '头部参数 {label} 的格式或位置不对。',
  },
  ERR_COSE_HEADER_REPEATED: {
    en: 'The header parameter {label} is in the protected and in the unprotected header.',
    'zh-CN': '头部参数 {label} 在受保护头和非保护头中重复出现。',
  },
  ERR_COSE_CRITICAL: {
    en: 'The header demands the parameter {label} to be understood, which it is not.',
    'zh-CN': '头部要求必须理解参数 {label}，此处不支持。',
  },
  ERR_COSE_ALGORITHM: {
    en: 'The signature algorithm {algorithm} is not one that is accepted for a key of {kind}.',
    'zh-CN': '签名算法 {algorithm} 不适用于 {kind} 密钥或不被接受。',
  },
  ERR_COSE_PAYLOAD: {
    en: 'The payload is not in the message, and none was given; or it is, and another one was given.',
    'zh-CN': '消息中没有载荷且未另外提供，或消息中已有载荷却又另外提供。',
  },
  ERR_COSE_SIGNATURE: {
    en: 'The signature of the COSE message is not good.',
    'zh-CN': 'COSE 消息的签名无效。',
  },
} as const satisfies Catalogue

/** The errors of COSE. */
export const coseError = /* @__PURE__ */ errorsOf(COSE_CODES)
