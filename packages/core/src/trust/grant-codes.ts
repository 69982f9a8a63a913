import type { Catalogue } from '../errors.ts'

/** The codes of what an anchor may do, with their sentences: apart from those of stores, which no path meets. */
export const GRANT_CODES = {
  ERR_GRANT_REVOKED: {
    en: '{anchor} was revoked as {role} on {since}; nothing that it signed stands.',
    'zh-CN': '{anchor} 作为 {role} 的资格已于 {since} 吊销，其签名均不再有效。',
  },
  ERR_GRANT_PERIOD: {
    en: '{anchor} may act as {role} from {from} until {until}, not at {at}.',
    'zh-CN': '{anchor} 作为 {role} 的授权期限为 {from} 至 {until}，在 {at} 无效。',
  },
  ERR_GRANT_OVERDUE: {
    en: 'The list that lets {anchor} act as {role} was due to be replaced by {nextUpdate}; at {now} it no longer tells.',
    'zh-CN': '授权 {anchor} 作为 {role} 的信任列表应于 {nextUpdate} 前更新，在 {now} 已不能作为依据。',
  },
  ERR_GRANT_LICENCE_TYPE: {
    en: '{anchor} may not issue licences of the type {licenceType}.',
    'zh-CN': '{anchor} 无权签发类型为 {licenceType} 的证照。',
  },
  ERR_GRANT_REGION: {
    en: '{anchor} may not act for the region {region}.',
    'zh-CN': '{anchor} 无权在区划 {region} 行事。',
  },
  ERR_GRANT_ISSUER: {
    en: '{anchor} may not run the sign-on of {issuer}.',
    'zh-CN': '{anchor} 无权运行 {issuer} 的登录服务。',
  },
} as const satisfies Catalogue
