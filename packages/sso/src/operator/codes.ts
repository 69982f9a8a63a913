import type { Catalogue } from '@xinyin/core'

/** Why a portal has not confirmed a logout, in sentences. */
export const OPERATOR_CODES = {
  ERR_SSO_DELIVERY_ADDRESS: {
    en: 'The logout address of {client} may not be asked ({reason}).',
    'zh-CN': '{client} 的登出地址不在允许访问之列（{reason}）。',
  },
  ERR_SSO_DELIVERY_SIGNER: {
    en: 'The logout token for {client} could not be signed.',
    'zh-CN': '无法为 {client} 签发登出令牌。',
  },
  ERR_SSO_DELIVERY_REDIRECT: {
    en: '{client} redirects; a logout token goes nowhere but where it was registered.',
    'zh-CN': '{client} 要求重定向；登出令牌只发往登记的地址。',
  },
  ERR_SSO_DELIVERY_STATUS: {
    en: '{client} answered with status {status} ({reason}).',
    'zh-CN': '{client} 返回状态码 {status}（{reason}）。',
  },
  ERR_SSO_DELIVERY_PAGE: {
    en: '{client} answered with a web page, as gateways and sign-in pages do, and not as who ends sessions.',
    'zh-CN': '{client} 返回的是网页（多为网关页或登录页），不是登出应答。',
  },
  ERR_SSO_DELIVERY_DEADLINE: {
    en: '{client} had not confirmed within {seconds} s.',
    'zh-CN': '{client} 在 {seconds} 秒内未确认登出。',
  },
  ERR_SSO_DELIVERY_STOPPED: {
    en: 'Sending to {client} was stopped.',
    'zh-CN': '向 {client} 的发送已被中止。',
  },
} as const satisfies Catalogue
