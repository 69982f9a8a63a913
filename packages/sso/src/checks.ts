import { type Catalogue, createExplain, type Vocabulary } from '@xinyin/core'
import { ASSURANCE_CHECKS } from './assurance/sentences.ts'
import { AUDIT_CHECKS } from './audit/sentences.ts'
import { AUTHORIZE_CHECKS } from './authorize/sentences.ts'
import { SSO_CODES } from './errors.ts'
import { RESOURCE_CHECKS } from './resource/sentences.ts'
import { TOKEN_CHECKS } from './token/sentences.ts'
import { TOLERANCE_CHECKS } from './token/tolerance.ts'

/** The checks of `@xinyin/sso`, with their titles. */
export const SSO_CHECKS = {
  'id-token.form': { en: 'ID token: canonical form', 'zh-CN': '身份令牌：格式规范' },
  'id-token.type': { en: 'ID token: type', 'zh-CN': '身份令牌：类型' },
  'id-token.algorithm': { en: 'ID token: algorithm', 'zh-CN': '身份令牌：签名算法' },
  'id-token.issuer': { en: 'ID token: issuer', 'zh-CN': '身份令牌：签发者' },
  'id-token.subject': { en: 'ID token: subject', 'zh-CN': '身份令牌：主体' },
  'id-token.session': { en: 'ID token: session at the provider', 'zh-CN': '身份令牌：提供方会话' },
  'id-token.audience': { en: 'ID token: audience', 'zh-CN': '身份令牌：受众' },
  'id-token.authorized-party': { en: 'ID token: authorized party', 'zh-CN': '身份令牌：授权方' },
  'id-token.expiry': { en: 'ID token: not expired', 'zh-CN': '身份令牌：未过期' },
  'id-token.not-before': { en: 'ID token: already valid', 'zh-CN': '身份令牌：已生效' },
  'id-token.issued-at': { en: 'ID token: freshly issued', 'zh-CN': '身份令牌：签发时间' },
  'id-token.nonce': { en: 'ID token: belongs to this sign-in', 'zh-CN': '身份令牌：属于本次登录' },
  'id-token.access-token': { en: 'ID token: matches the access token', 'zh-CN': '身份令牌：与访问令牌一致' },
  'id-token.key': { en: 'ID token: key published by the issuer', 'zh-CN': '身份令牌：签发者公钥' },
  'id-token.signature': { en: 'ID token: signature', 'zh-CN': '身份令牌：签名' },
  'logout-token.form': { en: 'Logout token: canonical form', 'zh-CN': '登出令牌：格式规范' },
  'logout-token.type': { en: 'Logout token: type', 'zh-CN': '登出令牌：类型' },
  'logout-token.algorithm': { en: 'Logout token: algorithm', 'zh-CN': '登出令牌：签名算法' },
  'logout-token.issuer': { en: 'Logout token: issuer', 'zh-CN': '登出令牌：签发者' },
  'logout-token.audience': { en: 'Logout token: audience', 'zh-CN': '登出令牌：受众' },
  'logout-token.expiry': { en: 'Logout token: not expired', 'zh-CN': '登出令牌：未过期' },
  'logout-token.not-before': { en: 'Logout token: already valid', 'zh-CN': '登出令牌：已生效' },
  'logout-token.issued-at': { en: 'Logout token: freshly issued', 'zh-CN': '登出令牌：签发时间' },
  'logout-token.event': { en: 'Logout token: logout event', 'zh-CN': '登出令牌：登出事件' },
  'logout-token.nonce': { en: 'Logout token: no nonce', 'zh-CN': '登出令牌：不含 nonce' },
  'logout-token.target': { en: 'Logout token: session or subject', 'zh-CN': '登出令牌：会话或主体' },
  'logout-token.identifier': { en: 'Logout token: identifier', 'zh-CN': '登出令牌：唯一标识' },
  'logout-token.key': { en: 'Logout token: key published by the issuer', 'zh-CN': '登出令牌：签发者公钥' },
  'logout-token.signature': { en: 'Logout token: signature', 'zh-CN': '登出令牌：签名' },
  ...AUTHORIZE_CHECKS,
  ...RESOURCE_CHECKS,
  ...TOKEN_CHECKS,
  ...TOLERANCE_CHECKS,
  ...ASSURANCE_CHECKS,
  ...AUDIT_CHECKS,
} as const satisfies Catalogue

export const SSO_VOCABULARY: Vocabulary = {
  checks: SSO_CHECKS,
  codes: { ...SSO_CODES, ERR_TOLERANCE_REFUSED: SSO_CODES.ERR_SSO_TOLERANCE },
}

/** Says a check of this package, or what decides a report, in words for people. */
export const explain = createExplain(SSO_VOCABULARY)
