import type { Catalogue } from '@xinyin/core'

/** The codes of signing in, from the request to the answer, with their sentences. */
export const AUTHORIZE_CODES = {
  ERR_SSO_ISSUER_UNKNOWN: {
    en: 'This site signs nobody in at that provider.',
    'zh-CN': '本站不接受该身份提供方的登录。',
  },
  ERR_SSO_ISSUER: {
    en: 'This service takes sign-ins at {required} only.',
    'zh-CN': '本事项只接受在 {required} 的登录。',
  },
  ERR_SSO_MIX_UP: {
    en: 'Answers of {issuer} could be mistaken for another provider’s: it does not name itself in them, and has no redirect URI of its own.',
    'zh-CN': '{issuer} 的应答可能与其他身份提供方混淆：其应答不含签发者，且没有专用的回调地址。',
  },
  ERR_SSO_TARGET: {
    en: 'The page to go to is none to which others may send people of this site.',
    'zh-CN': '目标页面不在本站允许外部发起登录的范围内。',
  },
  ERR_SSO_PROFILE: {
    en: 'The identity provider does not do what the profile {profile} demands: {problems}.',
    'zh-CN': '身份提供方不满足安全规范 {profile} 的要求：{problems}。',
  },
  ERR_SSO_REQUEST_REFUSED: {
    en: 'The identity provider did not take the request to sign in ({error}).',
    'zh-CN': '身份提供方未受理登录请求（{error}）。',
  },
  ERR_SSO_REQUEST_RESPONSE: {
    en: 'The identity provider’s answer to the request to sign in is malformed ({reason}).',
    'zh-CN': '身份提供方对登录请求的应答不合规（{reason}）。',
  },
  ERR_SSO_RESPONSE_UNSIGNED: {
    en: 'The answer is not signed, though a signed one was asked for.',
    'zh-CN': '要求签名应答，但收到的应答未签名。',
  },
  ERR_SSO_RESPONSE_ENCRYPTION: {
    en: 'The answer is not encrypted as was agreed with the identity provider ({reason}).',
    'zh-CN': '应答未按与身份提供方的约定加密（{reason}）。',
  },
  ERR_SSO_AUTHENTICATION_AGE: {
    en: 'The identity provider did not ask anew who you are, as this service needs.',
    'zh-CN': '本事项需要重新验证身份，而身份提供方未重新验证。',
  },
} as const satisfies Catalogue

/** The checks of signing in that are no token's, with their titles. */
export const AUTHORIZE_CHECKS = {
  'response.encryption': { en: 'Signed answer: encryption', 'zh-CN': '签名应答：加密' },
  'response.form': { en: 'Signed answer: canonical form', 'zh-CN': '签名应答：格式规范' },
  'response.type': { en: 'Signed answer: type', 'zh-CN': '签名应答：类型' },
  'response.algorithm': { en: 'Signed answer: algorithm', 'zh-CN': '签名应答：签名算法' },
  'response.issuer': { en: 'Signed answer: issuer', 'zh-CN': '签名应答：签发者' },
  'response.audience': { en: 'Signed answer: audience', 'zh-CN': '签名应答：受众' },
  'response.expiry': { en: 'Signed answer: not expired', 'zh-CN': '签名应答：未过期' },
  'response.not-before': { en: 'Signed answer: already valid', 'zh-CN': '签名应答：已生效' },
  'response.key': { en: 'Signed answer: key published by the issuer', 'zh-CN': '签名应答：签发者公钥' },
  'response.signature': { en: 'Signed answer: signature', 'zh-CN': '签名应答：签名' },
  'id-token.authentication': {
    en: 'ID token: authenticated anew where that was asked for',
    'zh-CN': '身份令牌：按要求重新验证身份',
  },
} as const satisfies Catalogue
