import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../errors.ts'

/** The codes of signed statements about seals (requests, status lists, status answers), with their sentences. */
export const STATEMENT_CODES = {
  ERR_STATEMENT_SIZE: {
    en: 'The statement exceeds the limit of {limit} {unit}.',
    'zh-CN': '声明超过上限 {limit}（{unit}）。',
  },
  ERR_STATEMENT_JWS: {
    en: 'Not a JWS in compact form, which a {type} is.',
    'zh-CN': '不是紧凑格式的 JWS，而 {type} 应采用此格式。',
  },
  ERR_STATEMENT_HEADER: {
    en: 'The header of the {type} does not have {member} as it must be.',
    'zh-CN': '{type} 的头部中 {member} 不符合要求。',
  },
  ERR_STATEMENT_ALGORITHM: {
    en: 'The {type} is signed with {algorithm}, which is not accepted or is not that of its certificate.',
    'zh-CN': '{type} 的签名算法 {algorithm} 不被接受，或与其证书不符。',
  },
  ERR_STATEMENT_SIGNATURE: {
    en: 'The {type} was changed, or was not signed by {signer}.',
    'zh-CN': '{type} 被改动，或并非由 {signer} 签名。',
  },
  ERR_STATEMENT_VERSION: {
    en: 'The {type} is of version {version}, which cannot be read; known is {known}.',
    'zh-CN': '无法读取版本为 {version} 的 {type}，支持的版本为 {known}。',
  },
  ERR_STATEMENT_MEMBER: {
    en: 'The statement does not have {member} as it must be.',
    'zh-CN': '声明中 {member} 不符合要求。',
  },
} as const satisfies Catalogue

export const statementError = /* @__PURE__ */ sealErrorsOf(STATEMENT_CODES)
