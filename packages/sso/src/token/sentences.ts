import type { Catalogue } from '@xinyin/core'

/** The codes of what a portal does with tokens after the sign-in, with their sentences. */
export const TOKEN_CODES = {
  ERR_SSO_TOKENS_NONE: {
    en: 'This sign-in has no access token ({reason}).',
    'zh-CN': '本次登录没有访问令牌（{reason}）。',
  },
  ERR_SSO_TOKENS_OVER: {
    en: 'The access token is over and cannot be renewed. Please sign in again.',
    'zh-CN': '访问令牌已过期且无法续期，请重新登录。',
  },
  ERR_SSO_REFRESH_REFUSED: {
    en: 'The identity provider no longer renews this sign-in ({error}), so it has ended. Please sign in again.',
    'zh-CN': '身份提供方不再为本次登录续期（{error}），登录已结束，请重新登录。',
  },
  ERR_SSO_TOKEN_UNBOUND: {
    en: 'The identity provider issued a token of type {found}; one of type {expected} was asked for.',
    'zh-CN': '身份提供方签发的令牌类型为 {found}，所请求的是 {expected}。',
  },
  ERR_SSO_TOKEN_ISSUED_TYPE: {
    en: 'The identity provider exchanged the token for something that is no access token.',
    'zh-CN': '身份提供方换发的不是访问令牌。',
  },
  ERR_SSO_TOKEN_CONTINUITY: {
    en: 'The renewed ID token is of another sign-in than the first ({claim}).',
    'zh-CN': '续期所得的身份令牌与首次登录不符（{claim}）。',
  },
  ERR_SSO_USER_INFO: {
    en: 'The identity provider’s user information could not be read ({reason}).',
    'zh-CN': '无法读取身份提供方的用户信息（{reason}）。',
  },
  ERR_SSO_USER_INFO_SUBJECT: {
    en: 'The user information is about somebody else than who signed in.',
    'zh-CN': '用户信息不属于当前登录的用户。',
  },
} as const satisfies Catalogue

/** The checks of user information, with their titles. */
export const TOKEN_CHECKS = {
  'id-token.continuity': { en: 'ID token: of the same sign-in', 'zh-CN': '身份令牌：属于同一次登录' },
  'user-info.answer': { en: 'User information: answer', 'zh-CN': '用户信息：应答' },
  'user-info.encryption': { en: 'User information: encryption', 'zh-CN': '用户信息：加密' },
  'user-info.form': { en: 'User information: canonical form', 'zh-CN': '用户信息：格式规范' },
  'user-info.type': { en: 'User information: type', 'zh-CN': '用户信息：类型' },
  'user-info.algorithm': { en: 'User information: algorithm', 'zh-CN': '用户信息：签名算法' },
  'user-info.issuer': { en: 'User information: issuer', 'zh-CN': '用户信息：签发者' },
  'user-info.audience': { en: 'User information: audience', 'zh-CN': '用户信息：受众' },
  'user-info.expiry': { en: 'User information: not expired', 'zh-CN': '用户信息：未过期' },
  'user-info.not-before': { en: 'User information: already valid', 'zh-CN': '用户信息：已生效' },
  'user-info.issued-at': { en: 'User information: freshly issued', 'zh-CN': '用户信息：签发时间' },
  'user-info.key': { en: 'User information: key published by the issuer', 'zh-CN': '用户信息：签发者公钥' },
  'user-info.signature': { en: 'User information: signature', 'zh-CN': '用户信息：签名' },
  'user-info.subject': { en: 'User information: about who signed in', 'zh-CN': '用户信息：属于登录用户' },
} as const satisfies Catalogue
