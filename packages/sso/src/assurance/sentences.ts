import type { Catalogue } from '@xinyin/core'

/** The codes of people, companies and levels, with their sentences. */
export const ASSURANCE_CODES = {
  ERR_SSO_SUBJECT_CLAIMS: {
    en: 'The identity provider’s claim {claim} is missing or malformed.',
    'zh-CN': '身份提供方的声明 {claim} 缺失或不合规。',
  },
  ERR_SSO_SUBJECT_FOREIGN: {
    en: 'This identity provider may not sign in a {found}.',
    'zh-CN': '该身份提供方无权登录 {found} 身份。',
  },
  ERR_SSO_USCC: {
    en: 'The unified social credit code’s check character is wrong.',
    'zh-CN': '统一社会信用代码的校验码不正确。',
  },
  ERR_SSO_SUBJECT_KIND: {
    en: 'This service is for a {required}; you are signed in as a {found}.',
    'zh-CN': '本事项需要 {required} 身份办理，当前登录身份为 {found}。',
  },
  ERR_SSO_MINOR: {
    en: 'This is for people who are of age. A guardian can do it in their own name.',
    'zh-CN': '本事项须由成年人办理，可由监护人以本人身份办理。',
  },
  ERR_SSO_REPRESENTATIVE: {
    en: 'This is for the legal representative of the company in person.',
    'zh-CN': '本事项须由法定代表人本人办理。',
  },
  ERR_SSO_MANDATE_ABSENT: {
    en: 'You hold no mandate to act in this name.',
    'zh-CN': '您没有相应的授权，不能以该名义办理。',
  },
  ERR_SSO_MANDATE_EXPIRED: {
    en: 'Your mandate ended {seconds} s ago. You now act for yourself.',
    'zh-CN': '您的授权已于 {seconds} 秒前到期，现已恢复为本人身份。',
  },
  ERR_SSO_MANDATE_EARLY: {
    en: 'Your mandate begins in {seconds} s.',
    'zh-CN': '您的授权还要 {seconds} 秒才生效。',
  },
  ERR_SSO_MANDATE_WITHDRAWN: {
    en: 'Your mandate was withdrawn. You now act for yourself.',
    'zh-CN': '您的授权已被撤回，现已恢复为本人身份。',
  },
  ERR_SSO_MANDATE_UNKNOWN: {
    en: 'Whether your mandate is in force cannot be found out now. Please try again in a moment.',
    'zh-CN': '暂时无法核实您的授权是否有效，请稍后再试。',
  },
  ERR_SSO_MANDATE_PURPOSE: {
    en: 'Your mandate is not good for this ({required}).',
    'zh-CN': '您的授权范围不包括本事项（{required}）。',
  },
  ERR_SSO_LEVEL: {
    en: 'This service needs assurance level {required}; you are signed in at level {found}.',
    'zh-CN': '本事项需要实名等级 {required}，当前登录等级为 {found}。',
  },
  ERR_SSO_SIGN_IN_AGE: {
    en: 'This service needs a sign-in of the last {limit} s.',
    'zh-CN': '本事项要求在最近 {limit} 秒内登录。',
  },
  ERR_SSO_VERIFIED_CLAIMS_SOURCE: {
    en: 'The verified claims are not those of a verified token ({reason}).',
    'zh-CN': '核验信息并非来自已验证的令牌（{reason}）。',
  },
  ERR_SSO_VERIFIED_CLAIMS_ABSENT: {
    en: 'The identity provider tells of no verified claims.',
    'zh-CN': '身份提供方未给出核验信息。',
  },
  ERR_SSO_VERIFIED_CLAIMS_FORM: {
    en: 'The verified claims are malformed ({place}).',
    'zh-CN': '核验信息不合规（{place}）。',
  },
  ERR_SSO_VERIFIED_CLAIMS_FRAMEWORK: {
    en: 'The claims were verified under no trust framework that is accepted here.',
    'zh-CN': '核验所依据的信任框架不在可接受之列。',
  },
  ERR_SSO_VERIFIED_CLAIMS_LEVEL: {
    en: 'The claims were verified to level {found}; level {required} is needed.',
    'zh-CN': '核验等级为 {found}，需要 {required}。',
  },
  ERR_SSO_VERIFIED_CLAIMS_TIME: {
    en: 'The claims were verified {found} s ago; at most {limit} s are accepted, and not the future.',
    'zh-CN': '核验于 {found} 秒前，上限为 {limit} 秒，且不得晚于现在。',
  },
  ERR_SSO_VERIFIED_CLAIMS_EVIDENCE: {
    en: 'The claims were not verified by any of: {required}.',
    'zh-CN': '核验依据不属于以下任何一类：{required}。',
  },
  ERR_SSO_VERIFIED_CLAIMS_ATTESTER: {
    en: 'The evidence was checked by somebody who may not attest to it.',
    'zh-CN': '核验依据的出具方无权证明。',
  },
  ERR_SSO_VERIFIED_CLAIMS_EXPIRED: {
    en: 'The evidence by which the claims were verified has expired.',
    'zh-CN': '核验所依据的证件或记录已过期。',
  },
  ERR_SSO_VERIFIED_CLAIMS_MISSING: {
    en: 'The claim {claim} is not among the verified ones.',
    'zh-CN': '核验信息中没有 {claim}。',
  },
} as const satisfies Catalogue

/** The checks of verified claims, with their titles. */
export const ASSURANCE_CHECKS = {
  'verified-claims.source': {
    en: 'Verified claims: from a verified token',
    'zh-CN': '核验信息：来自已验证的令牌',
  },
  'verified-claims.issuer': { en: 'Verified claims: issuer', 'zh-CN': '核验信息：签发者' },
  'verified-claims.form': { en: 'Verified claims: form', 'zh-CN': '核验信息：格式' },
  'verified-claims.framework': { en: 'Verified claims: trust framework', 'zh-CN': '核验信息：信任框架' },
  'verified-claims.level': { en: 'Verified claims: level', 'zh-CN': '核验信息：等级' },
  'verified-claims.time': { en: 'Verified claims: time of verification', 'zh-CN': '核验信息：核验时间' },
  'verified-claims.evidence': { en: 'Verified claims: evidence', 'zh-CN': '核验信息：核验依据' },
  'verified-claims.attester': { en: 'Verified claims: who attests', 'zh-CN': '核验信息：证明方' },
  'verified-claims.validity': {
    en: 'Verified claims: evidence in force',
    'zh-CN': '核验信息：依据在有效期内',
  },
  'verified-claims.claims': { en: 'Verified claims: those asked for', 'zh-CN': '核验信息：所需内容齐全' },
} as const satisfies Catalogue
