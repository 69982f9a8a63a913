import { type Catalogue, type Facts, TrustError } from '@xinyin/core'
import { ASSURANCE_CODES } from './assurance/sentences.ts'
import { AUDIT_CODES } from './audit/sentences.ts'
import { AUTHORIZE_CODES } from './authorize/sentences.ts'
import { BFF_CODES } from './bff/sentences.ts'
import { OPERATOR_CODES } from './operator/codes.ts'
import { RESOURCE_CODES } from './resource/sentences.ts'
import { TOKEN_CODES } from './token/sentences.ts'

/** The codes of `@xinyin/sso`, with their sentences. */
export const SSO_CODES = {
  ...RESOURCE_CODES,
  ...AUTHORIZE_CODES,
  ...TOKEN_CODES,
  ...BFF_CODES,
  ...ASSURANCE_CODES,
  ...AUDIT_CODES,
  ...OPERATOR_CODES,
  ERR_SSO_CONFIGURATION: {
    en: 'The configuration is wrong: {problems}.',
    'zh-CN': '配置有误：{problems}。',
  },
  ERR_SSO_CLIENT_KEY: {
    en: 'The client key ({found}) cannot sign client assertions; use P-256 (ES256), Ed25519 (EdDSA) or RSA (PS256).',
    'zh-CN':
      '客户端密钥（{found}）不能用于签发客户端断言，请使用 P-256（ES256）、Ed25519（EdDSA）或 RSA（PS256）密钥。',
  },
  ERR_SSO_FETCH_FAILED: {
    en: 'No answer came from {host}.',
    'zh-CN': '{host} 没有应答。',
  },
  ERR_SSO_FETCH_TIMEOUT: {
    en: '{host} did not answer within {milliseconds} ms.',
    'zh-CN': '{host} 在 {milliseconds} 毫秒内没有应答。',
  },
  ERR_SSO_FETCH_SIZE: {
    en: 'The answer of {host} exceeds {limit} bytes.',
    'zh-CN': '{host} 的应答超过 {limit} 字节。',
  },
  ERR_SSO_JSON_SYNTAX: { en: 'Not well-formed JSON object.', 'zh-CN': '不是合法的 JSON 对象。' },
  ERR_SSO_JSON_DUPLICATE: {
    en: 'A JSON object has two members of one name.',
    'zh-CN': 'JSON 对象中有重名成员。',
  },
  ERR_SSO_JSON_DEPTH: {
    en: 'JSON is nested deeper than {limit} levels.',
    'zh-CN': 'JSON 嵌套超过 {limit} 层。',
  },
  ERR_SSO_DISCOVERY: {
    en: 'The identity provider’s metadata could not be read ({reason}).',
    'zh-CN': '无法读取身份提供方的元数据（{reason}）。',
  },
  ERR_SSO_DISCOVERY_ISSUER: {
    en: 'The metadata names another issuer than {expected}.',
    'zh-CN': '元数据中的签发者不是 {expected}。',
  },
  ERR_SSO_DISCOVERY_ENDPOINT: {
    en: 'The metadata’s {endpoint} is missing, or not on an origin that is allowed.',
    'zh-CN': '元数据中的 {endpoint} 缺失，或其来源不被允许。',
  },
  ERR_SSO_TOKEN_SIZE: {
    en: 'A token of {found} characters exceeds the limit of {limit}.',
    'zh-CN': '令牌有 {found} 个字符，超过上限 {limit}。',
  },
  ERR_SSO_TOKEN_FORM: {
    en: 'The token is not a canonical compact JWS ({part}).',
    'zh-CN': '令牌不是规范的紧凑 JWS（{part}）。',
  },
  ERR_SSO_TOKEN_CRITICAL: {
    en: 'The token demands extensions that are not understood.',
    'zh-CN': '令牌要求支持无法识别的扩展。',
  },
  ERR_SSO_TOKEN_TYPE: {
    en: 'The token is of type {found}, expected {expected}.',
    'zh-CN': '令牌类型为 {found}，应为 {expected}。',
  },
  ERR_SSO_TOKEN_ALGORITHM: {
    en: 'The token is signed with {found}, which is not allowed.',
    'zh-CN': '令牌使用了不被允许的签名算法 {found}。',
  },
  ERR_SSO_KEYS_UNAVAILABLE: {
    en: 'The issuer’s keys could not be fetched ({reason}).',
    'zh-CN': '无法获取签发者的公钥（{reason}）。',
  },
  ERR_SSO_KEY_UNKNOWN: {
    en: 'The issuer publishes no key that fits the token.',
    'zh-CN': '签发者未公布与令牌相符的公钥。',
  },
  ERR_SSO_KEY_AMBIGUOUS: {
    en: '{found} published keys fit the token; it must name one.',
    'zh-CN': '有 {found} 个公钥与令牌相符，令牌须指明其中之一。',
  },
  ERR_SSO_KEY_WEAK: {
    en: 'The published RSA key has {found} bits, at least {limit} are needed.',
    'zh-CN': '公布的 RSA 公钥只有 {found} 位，至少需要 {limit} 位。',
  },
  ERR_SSO_TOKEN_SIGNATURE: { en: 'The token’s signature is wrong.', 'zh-CN': '令牌签名不正确。' },
  ERR_SSO_TOKEN_ISSUER: {
    en: 'The token does not come from {expected}.',
    'zh-CN': '令牌不是由 {expected} 签发的。',
  },
  ERR_SSO_TOKEN_AUDIENCE: {
    en: 'The token was not made for {expected}.',
    'zh-CN': '令牌不是发给 {expected} 的。',
  },
  ERR_SSO_TOKEN_AUDIENCE_OTHERS: {
    en: 'The token was made for {found} beside {expected}, which is not trusted with it.',
    'zh-CN': '令牌除发给 {expected} 外还发给了不受信任的 {found}。',
  },
  ERR_SSO_TOKEN_PARTY: {
    en: 'The token was issued to another party than {expected}.',
    'zh-CN': '令牌的授权方不是 {expected}。',
  },
  ERR_SSO_TOKEN_SUBJECT: {
    en: 'The token names no subject of 1 to {limit} characters.',
    'zh-CN': '令牌没有长度为 1 至 {limit} 的主体标识。',
  },
  ERR_SSO_TOKEN_SESSION: {
    en: 'The token’s session (sid) is not text of 1 to {limit} characters.',
    'zh-CN': '令牌的会话标识（sid）不是长度为 1 至 {limit} 的文本。',
  },
  ERR_SSO_TOKEN_TIME: {
    en: 'The token’s {claim} is missing or not a time.',
    'zh-CN': '令牌的 {claim} 缺失或不是时间。',
  },
  ERR_SSO_TOKEN_EXPIRED: {
    en: 'The token expired {seconds} s ago.',
    'zh-CN': '令牌已于 {seconds} 秒前过期。',
  },
  ERR_SSO_TOKEN_EARLY: {
    en: 'The token is not valid for another {seconds} s.',
    'zh-CN': '令牌还要 {seconds} 秒才生效。',
  },
  ERR_SSO_TOKEN_ISSUED_AT: {
    en: 'The token was issued {seconds} s ago; only -{skew} to {limit} s are accepted.',
    'zh-CN': '令牌签发于 {seconds} 秒前，只接受 -{skew} 至 {limit} 秒。',
  },
  ERR_SSO_TOKEN_NONCE: {
    en: 'The token does not belong to this sign-in (nonce).',
    'zh-CN': '令牌不属于本次登录（nonce 不符）。',
  },
  ERR_SSO_TOKEN_ACCESS_HASH: {
    en: 'The access token is not the one that the ID token vouches for (at_hash).',
    'zh-CN': '访问令牌与身份令牌所声明的不符（at_hash）。',
  },
  ERR_SSO_LOGOUT_EVENT: {
    en: 'The token does not carry exactly the back-channel logout event.',
    'zh-CN': '令牌不含（或不只含）后端登出事件。',
  },
  ERR_SSO_LOGOUT_NONCE: {
    en: 'A logout token must not have a nonce.',
    'zh-CN': '登出令牌不得包含 nonce。',
  },
  ERR_SSO_LOGOUT_TARGET: {
    en: 'The logout token names neither a session nor a subject, or names one wrongly.',
    'zh-CN': '登出令牌未指明（或未正确指明）会话或主体。',
  },
  ERR_SSO_LOGOUT_IDENTIFIER: {
    en: 'The logout token has no usable identifier (jti).',
    'zh-CN': '登出令牌没有可用的唯一标识（jti）。',
  },
  ERR_SSO_TOLERANCE: {
    en: 'This is not as the standard has it, and is not tolerated here ({elements}).',
    'zh-CN': '与标准不符，且按要求不予容忍（{elements}）。',
  },
  ERR_SSO_LOGOUT_REPLAY: {
    en: 'The logout token was used before.',
    'zh-CN': '登出令牌已被使用过。',
  },
  ERR_SSO_LOGOUT_SESSION: {
    en: 'The logout is not about the session of this browser.',
    'zh-CN': '登出请求与此浏览器的会话不符。',
  },
  ERR_SSO_LOGOUT_STATE: {
    en: 'This browser has no logout under way that fits.',
    'zh-CN': '此浏览器没有与之相符的登出操作。',
  },
  ERR_SSO_CALLBACK_PARAMETER: {
    en: 'The parameter {name} is missing, repeated or too long.',
    'zh-CN': '参数 {name} 缺失、重复或过长。',
  },
  ERR_SSO_TRANSACTION_ABSENT: {
    en: 'This browser did not start this sign-in. Please sign in again.',
    'zh-CN': '本次登录不是由此浏览器发起的，请重新登录。',
  },
  ERR_SSO_TRANSACTION_EXPIRED: {
    en: 'The sign-in took longer than {limit} s. Please sign in again.',
    'zh-CN': '登录用时超过 {limit} 秒，请重新登录。',
  },
  ERR_SSO_TRANSACTION_USED: {
    en: 'This sign-in was completed before. Please sign in again.',
    'zh-CN': '本次登录已经完成过，请重新登录。',
  },
  ERR_SSO_RESPONSE_ISSUER: {
    en: 'The answer does not come from {expected}.',
    'zh-CN': '应答不是来自 {expected}。',
  },
  ERR_SSO_RESPONSE_MODE: {
    en: 'The answer did not come in the way that was asked for ({expected}).',
    'zh-CN': '应答未按请求的方式（{expected}）返回。',
  },
  ERR_SSO_SIGN_IN_REFUSED: {
    en: 'The identity provider did not sign you in ({error}).',
    'zh-CN': '身份提供方未完成登录（{error}）。',
  },
  ERR_SSO_TOKEN_REFUSED: {
    en: 'The identity provider issued no token ({error}).',
    'zh-CN': '身份提供方没有签发令牌（{error}）。',
  },
  ERR_SSO_TOKEN_RESPONSE: {
    en: 'The token endpoint’s answer is malformed ({reason}).',
    'zh-CN': '令牌端点的应答不合规（{reason}）。',
  },
  ERR_SSO_RETURN_TO: {
    en: 'The page to return to is not one of this site.',
    'zh-CN': '返回地址不属于本站。',
  },
  ERR_SSO_METHOD: {
    en: 'This address takes {allowed} only.',
    'zh-CN': '此地址只接受 {allowed} 请求。',
  },
  ERR_SSO_CROSS_SITE: {
    en: 'The request does not come from a page of this site.',
    'zh-CN': '请求不是来自本站页面。',
  },
  ERR_SSO_BODY: {
    en: 'The request’s body is not a form of at most {limit} bytes.',
    'zh-CN': '请求正文不是不超过 {limit} 字节的表单。',
  },
  ERR_SSO_BODY_TIME: {
    en: 'The request’s body did not arrive within {seconds} s.',
    'zh-CN': '请求正文未在 {seconds} 秒内传完。',
  },
  ERR_SSO_SIGNED_OUT: { en: 'Please sign in.', 'zh-CN': '请先登录。' },
  ERR_SSO_SESSION_ENDED: {
    en: 'You were signed out elsewhere while signing in. Please sign in again.',
    'zh-CN': '登录过程中您已在别处退出，请重新登录。',
  },
  ERR_SSO_STORE_FULL: {
    en: 'The session store holds its limit of {limit} entries.',
    'zh-CN': '会话存储已达上限 {limit} 条。',
  },
  ERR_SSO_STORE_UNAVAILABLE: {
    en: 'The sign-on of this site cannot reach its sessions. Please try again in a moment.',
    'zh-CN': '本站登录服务暂时无法读取会话，请稍后再试。',
  },
  ERR_SSO_STORE_RECORD: {
    en: 'A stored session is not as it was written. Please sign in again.',
    'zh-CN': '存储的会话与写入时不一致，请重新登录。',
  },
  ERR_SSO_STORE_BUSY: {
    en: 'The session was being changed for more than {seconds} s. Please try again in a moment.',
    'zh-CN': '会话被占用超过 {seconds} 秒，请稍后再试。',
  },
  ERR_SSO_INTERNAL: {
    en: 'The sign-on of this site has a fault. Please try again later.',
    'zh-CN': '本站登录服务出现故障，请稍后再试。',
  },
} as const satisfies Catalogue

export type SsoErrorCode = keyof typeof SSO_CODES

/** Any refusal by `@xinyin/sso`. */
export class SsoError extends TrustError<SsoErrorCode> {
  constructor(code: SsoErrorCode, facts: Facts = {}, cause?: unknown) {
    super(code, SSO_CODES[code], facts, cause)
  }
}
