import type { Catalogue } from '@xinyin/core'

/** The codes of the API guard, with their sentences. */
export const RESOURCE_CODES = {
  ERR_SSO_CREDENTIALS_ABSENT: {
    en: 'This interface needs an access token.',
    'zh-CN': '此接口需要访问令牌。',
  },
  ERR_SSO_CREDENTIALS_FORM: {
    en: 'The access token must be sent once, in the Authorization header ({reason}).',
    'zh-CN': '访问令牌只能在 Authorization 头部出现一次（{reason}）。',
  },
  ERR_SSO_CREDENTIALS_SCHEME: {
    en: 'The authorization scheme is not one of {expected}.',
    'zh-CN': '授权方式不在可接受之列（{expected}）。',
  },
  ERR_SSO_ACCESS_CLIENT: {
    en: 'The token names no client of 1 to {limit} characters.',
    'zh-CN': '令牌没有长度为 1 至 {limit} 的客户端标识。',
  },
  ERR_SSO_ACCESS_IDENTIFIER: {
    en: 'The token has no identifier (jti) of 1 to {limit} characters.',
    'zh-CN': '令牌没有长度为 1 至 {limit} 的唯一标识（jti）。',
  },
  ERR_SSO_ACCESS_INACTIVE: {
    en: 'The issuer says that the token is not in force.',
    'zh-CN': '签发者表明该令牌无效。',
  },
  ERR_SSO_ACCESS_REVOKED: {
    en: 'The token was ended by a logout or a revocation.',
    'zh-CN': '令牌已因登出或撤销而失效。',
  },
  ERR_SSO_ACCESS_BINDING: {
    en: 'The token is not used as it is bound ({reason}).',
    'zh-CN': '令牌的使用方式与其绑定方式不符（{reason}）。',
  },
  ERR_SSO_ACCESS_CERTIFICATE: {
    en: 'The token is bound to another client certificate than that of this connection.',
    'zh-CN': '令牌绑定的客户端证书与本次连接所用证书不符。',
  },
  ERR_SSO_ACCESS_SCOPE: {
    en: 'The token does not have the scope {required}.',
    'zh-CN': '令牌不具备权限范围 {required}。',
  },
  ERR_SSO_ACCESS_DETAILS: {
    en: 'The token does not authorize what this needs ({type}).',
    'zh-CN': '令牌未包含所需的授权内容（{type}）。',
  },
  ERR_SSO_ACCESS_LEVEL: {
    en: 'This needs assurance level {required}; the sign-in behind the token has level {found}.',
    'zh-CN': '此操作需要实名等级 {required}，令牌对应的登录等级为 {found}。',
  },
  ERR_SSO_ACCESS_AGE: {
    en: 'This needs a sign-in of the last {limit} s.',
    'zh-CN': '此操作需要最近 {limit} 秒内的登录。',
  },
  ERR_SSO_INTROSPECTION: {
    en: 'The issuer could not be asked about the token ({reason}).',
    'zh-CN': '无法向签发者查询令牌（{reason}）。',
  },
  ERR_SSO_DPOP_ABSENT: {
    en: 'A token that is bound to a key needs exactly one DPoP proof; {found} came.',
    'zh-CN': '绑定密钥的令牌须附带一个 DPoP 证明，实际为 {found} 个。',
  },
  ERR_SSO_DPOP_KEY: {
    en: 'The DPoP proof carries no public key that can be used.',
    'zh-CN': 'DPoP 证明未携带可用的公钥。',
  },
  ERR_SSO_DPOP_BINDING: {
    en: 'The DPoP proof is made with another key than the token is bound to.',
    'zh-CN': 'DPoP 证明所用密钥不是令牌绑定的密钥。',
  },
  ERR_SSO_DPOP_METHOD: {
    en: 'The DPoP proof is for another method than {expected}.',
    'zh-CN': 'DPoP 证明不适用于 {expected} 请求。',
  },
  ERR_SSO_DPOP_ADDRESS: {
    en: 'The DPoP proof is for another address.',
    'zh-CN': 'DPoP 证明不适用于此地址。',
  },
  ERR_SSO_DPOP_ACCESS_HASH: {
    en: 'The DPoP proof is for another access token.',
    'zh-CN': 'DPoP 证明不适用于此访问令牌。',
  },
  ERR_SSO_DPOP_IDENTIFIER: {
    en: 'The DPoP proof has no usable identifier (jti).',
    'zh-CN': 'DPoP 证明没有可用的唯一标识（jti）。',
  },
  ERR_SSO_DPOP_NONCE: {
    en: 'The DPoP proof needs the nonce that this answer brings.',
    'zh-CN': 'DPoP 证明须使用本次应答给出的 nonce。',
  },
  ERR_SSO_DPOP_REPLAY: {
    en: 'The DPoP proof was used before.',
    'zh-CN': 'DPoP 证明已被使用过。',
  },
  ERR_SSO_GUARD_PORT: {
    en: 'What is needed to decide about the token cannot be reached ({port}). Please try again in a moment.',
    'zh-CN': '暂时无法获取判定令牌所需的信息（{port}），请稍后再试。',
  },
} as const satisfies Catalogue

/** The checks of the API guard, with their titles. */
export const RESOURCE_CHECKS = {
  'request.credentials': { en: 'Request: access token', 'zh-CN': '请求：访问令牌' },
  'access-token.form': { en: 'Access token: canonical form', 'zh-CN': '访问令牌：格式规范' },
  'access-token.type': { en: 'Access token: type', 'zh-CN': '访问令牌：类型' },
  'access-token.algorithm': { en: 'Access token: algorithm', 'zh-CN': '访问令牌：签名算法' },
  'access-token.active': {
    en: 'Access token: in force, says its issuer',
    'zh-CN': '访问令牌：签发者确认有效',
  },
  'access-token.issuer': { en: 'Access token: issuer', 'zh-CN': '访问令牌：签发者' },
  'access-token.audience': { en: 'Access token: audience', 'zh-CN': '访问令牌：受众' },
  'access-token.expiry': { en: 'Access token: not expired', 'zh-CN': '访问令牌：未过期' },
  'access-token.not-before': { en: 'Access token: already valid', 'zh-CN': '访问令牌：已生效' },
  'access-token.issued-at': { en: 'Access token: time of issue', 'zh-CN': '访问令牌：签发时间' },
  'access-token.subject': { en: 'Access token: subject', 'zh-CN': '访问令牌：主体' },
  'access-token.client': { en: 'Access token: client', 'zh-CN': '访问令牌：客户端' },
  'access-token.identifier': { en: 'Access token: identifier', 'zh-CN': '访问令牌：唯一标识' },
  'access-token.session': { en: 'Access token: session at the issuer', 'zh-CN': '访问令牌：签发者会话' },
  'access-token.key': { en: 'Access token: key published by the issuer', 'zh-CN': '访问令牌：签发者公钥' },
  'access-token.signature': { en: 'Access token: signature', 'zh-CN': '访问令牌：签名' },
  'access-token.revocation': { en: 'Access token: not revoked', 'zh-CN': '访问令牌：未被撤销' },
  'access-token.binding': { en: 'Access token: used as it is bound', 'zh-CN': '访问令牌：绑定方式' },
  'access-token.certificate': { en: 'Access token: client certificate', 'zh-CN': '访问令牌：客户端证书' },
  'access-token.scope': { en: 'Access token: scope', 'zh-CN': '访问令牌：权限范围' },
  'access-token.authorization-details': {
    en: 'Access token: authorization details',
    'zh-CN': '访问令牌：授权内容',
  },
  'access-token.authentication': { en: 'Access token: sign-in behind it', 'zh-CN': '访问令牌：登录方式' },
  'introspection.answer': { en: 'Introspection: answer', 'zh-CN': '令牌查询：应答' },
  'introspection.form': { en: 'Introspection: canonical form', 'zh-CN': '令牌查询：格式规范' },
  'introspection.type': { en: 'Introspection: type', 'zh-CN': '令牌查询：类型' },
  'introspection.algorithm': { en: 'Introspection: algorithm', 'zh-CN': '令牌查询：签名算法' },
  'introspection.issuer': { en: 'Introspection: issuer', 'zh-CN': '令牌查询：签发者' },
  'introspection.audience': { en: 'Introspection: audience', 'zh-CN': '令牌查询：受众' },
  'introspection.issued-at': { en: 'Introspection: freshly issued', 'zh-CN': '令牌查询：签发时间' },
  'introspection.key': { en: 'Introspection: key published by the issuer', 'zh-CN': '令牌查询：签发者公钥' },
  'introspection.signature': { en: 'Introspection: signature', 'zh-CN': '令牌查询：签名' },
  'dpop.presence': { en: 'DPoP proof: exactly one', 'zh-CN': 'DPoP 证明：有且仅有一个' },
  'dpop.form': { en: 'DPoP proof: canonical form', 'zh-CN': 'DPoP 证明：格式规范' },
  'dpop.type': { en: 'DPoP proof: type', 'zh-CN': 'DPoP 证明：类型' },
  'dpop.algorithm': { en: 'DPoP proof: algorithm', 'zh-CN': 'DPoP 证明：签名算法' },
  'dpop.key': { en: 'DPoP proof: public key', 'zh-CN': 'DPoP 证明：公钥' },
  'dpop.binding': { en: 'DPoP proof: key of the token', 'zh-CN': 'DPoP 证明：与令牌绑定的密钥' },
  'dpop.method': { en: 'DPoP proof: method', 'zh-CN': 'DPoP 证明：请求方法' },
  'dpop.address': { en: 'DPoP proof: address', 'zh-CN': 'DPoP 证明：请求地址' },
  'dpop.access-token': { en: 'DPoP proof: access token', 'zh-CN': 'DPoP 证明：访问令牌' },
  'dpop.issued-at': { en: 'DPoP proof: freshly made', 'zh-CN': 'DPoP 证明：生成时间' },
  'dpop.identifier': { en: 'DPoP proof: identifier', 'zh-CN': 'DPoP 证明：唯一标识' },
  'dpop.nonce': { en: 'DPoP proof: nonce', 'zh-CN': 'DPoP 证明：nonce' },
  'dpop.signature': { en: 'DPoP proof: signature', 'zh-CN': 'DPoP 证明：签名' },
  'dpop.replay': { en: 'DPoP proof: used once', 'zh-CN': 'DPoP 证明：仅用一次' },
} as const satisfies Catalogue
