import type { Meaning } from './meanings.ts'

interface Shared {
  readonly meaning: string
  readonly chinese: string
  readonly code: string
  readonly file: string
}

const TOKEN = 'packages/sso/src/token'

/** The checks that all tokens of a sign-on have in common, made by kind in one place each. */
const SHARED: Readonly<Record<string, Shared>> = {
  form: {
    meaning: 'It is a compact JWS in canonical base64url of bounded size, whose JSON has no member twice.',
    chinese: '为规范 base64url 编码、长度有限的紧凑 JWS，其 JSON 没有重名成员。',
    code: 'ERR_SSO_TOKEN_FORM',
    file: `${TOKEN}/jws.ts`,
  },
  type: {
    meaning: 'Its `typ` is that of its kind: a token of one kind is nothing in the place of another.',
    chinese: '`typ` 与其种类相符：一种令牌不能顶替另一种。',
    code: 'ERR_SSO_TOKEN_TYPE',
    file: `${TOKEN}/header-checks.ts`,
  },
  algorithm: {
    meaning: 'It is signed by an algorithm of the portal’s list; none and shared secrets are on no list.',
    chinese: '签名算法在门户的列表之内；无签名和共享密钥算法不在任何列表内。',
    code: 'ERR_SSO_TOKEN_ALGORITHM',
    file: `${TOKEN}/header-checks.ts`,
  },
  issuer: {
    meaning: '`iss` is the issuer to the letter.',
    chinese: '`iss` 与签发者逐字相同。',
    code: 'ERR_SSO_TOKEN_ISSUER',
    file: `${TOKEN}/claim-checks.ts`,
  },
  audience: {
    meaning:
      '`aud` is the portal’s client, alone or beside audiences that are trusted, and nothing but text. An answer is for it alone; an access token may be for any other interface too.',
    chinese:
      '`aud` 是门户的客户端标识，除受信任者外不含其他受众，且全为文本。应答只能发给门户自身；访问令牌可同时发给其他接口。',
    code: 'ERR_SSO_TOKEN_AUDIENCE',
    file: `${TOKEN}/claim-checks.ts`,
  },
  expiry: {
    meaning: '`exp` is there and lies ahead, with 30 seconds for clocks that differ.',
    chinese: '有 `exp` 且尚未到期，时钟差以 30 秒为限。',
    code: 'ERR_SSO_TOKEN_EXPIRED',
    file: `${TOKEN}/time-checks.ts`,
  },
  'not-before': {
    meaning: '`nbf`, where it is there, lies behind.',
    chinese: '有 `nbf` 的，已经生效。',
    code: 'ERR_SSO_TOKEN_EARLY',
    file: `${TOKEN}/time-checks.ts`,
  },
  'issued-at': {
    meaning: '`iat` is there, not ahead, and at most ten minutes old.',
    chinese: '有 `iat`，不在将来，且不早于十分钟前。',
    code: 'ERR_SSO_TOKEN_ISSUED_AT',
    file: `${TOKEN}/time-checks.ts`,
  },
  key: {
    meaning:
      'The issuer publishes exactly one key that fits the token, at its own address and strong enough.',
    chinese: '签发者在自己的地址公布了与令牌相符的唯一公钥，且强度足够。',
    code: 'ERR_SSO_KEY_UNKNOWN',
    file: `${TOKEN}/signature-check.ts`,
  },
  signature: {
    meaning: 'The signature verifies by that key over the bytes that arrived.',
    chinese: '用该公钥对收到的字节验证签名，结果正确。',
    code: 'ERR_SSO_TOKEN_SIGNATURE',
    file: `${TOKEN}/signature-check.ts`,
  },
}

function shared(kind: string, clauses: Readonly<Record<string, string>>): Record<string, Meaning> {
  return Object.fromEntries(
    Object.entries(clauses).map(([name, clause]) => [`${kind}.${name}`, { ...SHARED[name], clause }]),
  )
}

const CORE = 'OpenID Connect Core 1.0'
const LOGOUT = 'OpenID Connect Back-Channel Logout 1.0'
const JARM = 'JWT Secured Authorization Response Mode for OAuth 2.0'
const COMMON = { form: 'RFC 7515, 7.1; RFC 8725, 2.4', type: 'RFC 8725, 3.11 and 3.12' }

/** What `docs/checks.md` says of the checks of ID tokens, logout tokens and signed answers. */
export const TOKEN_MEANINGS: Readonly<Record<string, Meaning>> = {
  ...shared('id-token', {
    ...COMMON,
    algorithm: `${CORE}, 3.1.3.7, 7; RFC 8725, 3.1`,
    issuer: `${CORE}, 3.1.3.7, 2`,
    audience: `${CORE}, 3.1.3.7, 3`,
    expiry: `${CORE}, 3.1.3.7, 9`,
    'not-before': 'RFC 7519, 4.1.5',
    'issued-at': `${CORE}, 3.1.3.7, 10`,
    key: `${CORE}, 10.1`,
    signature: `${CORE}, 3.1.3.7, 6`,
  }),
  'id-token.subject': {
    meaning: '`sub` is text of 1 to 255 characters.',
    chinese: '`sub` 为 1 至 255 个字符的文本。',
    clause: `${CORE}, 2`,
    code: 'ERR_SSO_TOKEN_SUBJECT',
    file: `${TOKEN}/claim-checks.ts`,
  },
  'id-token.session': {
    meaning: '`sid`, where it is there, is text by which the provider can end the session.',
    chinese: '有 `sid` 的，是提供方可据以结束会话的文本。',
    clause: `${LOGOUT}, 2.1`,
    code: 'ERR_SSO_TOKEN_SESSION',
    file: `${TOKEN}/claim-checks.ts`,
  },
  'id-token.authentication': {
    chinese: '要求重新验证身份的，`auth_time` 不早于所要求的时间。',
    clause: `${CORE}, 3.1.3.7, 13`,
    code: 'ERR_SSO_AUTHENTICATION_AGE',
  },
  ...shared('logout-token', {
    ...COMMON,
    algorithm: `${LOGOUT}, 2.6; RFC 8725, 3.1`,
    issuer: `${LOGOUT}, 2.6`,
    audience: `${LOGOUT}, 2.6`,
    expiry: `${LOGOUT}, 2.4`,
    'not-before': 'RFC 7519, 4.1.5',
    'issued-at': `${LOGOUT}, 2.6`,
    key: `${LOGOUT}, 2.6`,
    signature: `${LOGOUT}, 2.6`,
  }),
  'tolerance.logout-token-type': {
    meaning:
      'Only where it was met: a logout token of the type `JWT` or none, whose claims can be those of no other token; it fails under `strict` alone.',
    chinese:
      '仅在遇到时出现：登出令牌的类型为 `JWT` 或缺失，而其声明不可能属于其他令牌；仅在 `strict` 下不通过。',
    clause: `${LOGOUT}, 2.4`,
    code: 'ERR_TOLERANCE_REFUSED',
    file: 'packages/sso/src/logout/token-type.ts',
  },
  'response.encryption': {
    meaning:
      'It is encrypted for the portal’s key exactly where the portal has one, by an algorithm of the list, without `zip` and `crit`.',
    chinese:
      '门户配置了解密密钥的，须为该密钥加密，算法在列表之内，且不含 `zip` 和 `crit`；未配置的，不得加密。',
    clause: `${JARM}, 2.2; RFC 7516, 5.2; RFC 8725, 3.6`,
    code: 'ERR_SSO_RESPONSE_ENCRYPTION',
    file: `${TOKEN}/encrypted.ts`,
  },
  ...shared('response', {
    ...COMMON,
    algorithm: `${JARM}, 2.4; RFC 8725, 3.1`,
    issuer: `${JARM}, 2.4`,
    audience: `${JARM}, 2.4`,
    expiry: `${JARM}, 2.4`,
    'not-before': 'RFC 7519, 4.1.5',
    key: `${JARM}, 2.4`,
    signature: `${JARM}, 2.4`,
  }),
  ...shared('user-info', {
    ...COMMON,
    algorithm: `${CORE}, 5.3.2; RFC 8725, 3.1`,
    issuer: `${CORE}, 5.3.2`,
    audience: `${CORE}, 5.3.2`,
    'not-before': 'RFC 7519, 4.1.5',
    key: `${CORE}, 10.1`,
    signature: `${CORE}, 5.3.2`,
  }),
  'user-info.answer': {
    meaning: 'It is JSON or a JWT, as its type says, and signed where the portal takes nothing else.',
    chinese: '是其类型所示的 JSON 或 JWT；门户只接受已签名的，则须有签名。',
    clause: `${CORE}, 5.3.2`,
    code: 'ERR_SSO_USER_INFO',
    file: `${TOKEN}/user-info.ts`,
  },
  'user-info.encryption': {
    meaning:
      'It is encrypted for the portal’s key exactly where the portal has one, by an algorithm of the list, without `zip` and `crit`.',
    chinese:
      '门户配置了解密密钥的，须为该密钥加密，算法在列表之内，且不含 `zip` 和 `crit`；未配置的，不得加密。',
    clause: 'RFC 7516, 5.2; RFC 8725, 3.6',
    code: 'ERR_SSO_USER_INFO',
    file: `${TOKEN}/encrypted.ts`,
  },
  'user-info.expiry': {
    meaning: '`exp`, where it is there, lies ahead.',
    chinese: '有 `exp` 的，尚未到期。',
    clause: 'RFC 7519, 4.1.4',
    code: 'ERR_SSO_TOKEN_EXPIRED',
    file: `${TOKEN}/time-checks.ts`,
  },
  'user-info.issued-at': {
    meaning: '`iat`, where it is there, is not ahead, and at most ten minutes old.',
    chinese: '有 `iat` 的，不在将来，且不早于十分钟前。',
    clause: 'RFC 7519, 4.1.6',
    code: 'ERR_SSO_TOKEN_ISSUED_AT',
    file: `${TOKEN}/time-checks.ts`,
  },
}
