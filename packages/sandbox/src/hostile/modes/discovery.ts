import { doubled, ELSEWHERE, endless, json, nested, redirect, trickling } from '../answers.ts'
import { type HostileMode, inArea, type Rewrite } from '../mode.ts'

const mode = inArea('discovery')
const ISSUER = 'OpenID Connect Discovery 1.0, 4.3'
const ENDPOINT = 'RFC 9700, 4.4'

/** The member that is made to lead to the attacker's server. */
const ledTo =
  (endpoint: string): Rewrite =>
  (body) => ({
    ...body,
    [endpoint]: `${ELSEWHERE}/${endpoint}`,
  })

/** Metadata of the provider. */
export const DISCOVERY_MODES: readonly HostileMode[] = [
  mode(
    'issuer-other',
    'ERR_SSO_DISCOVERY_ISSUER',
    ISSUER,
    'The metadata are those of another issuer.',
    '元数据属于另一个签发者。',
    { discovery: (body) => ({ ...body, issuer: ELSEWHERE }) },
  ),
  mode(
    'issuer-with-slash',
    'ERR_SSO_DISCOVERY_ISSUER',
    ISSUER,
    'The issuer in the metadata has a slash too many.',
    '元数据中的签发者末尾多一个斜杠。',
    { discovery: (body) => ({ ...body, issuer: `${body['issuer']}/` }) },
  ),
  mode(
    'issuer-missing',
    'ERR_SSO_DISCOVERY_ISSUER',
    ISSUER,
    'The metadata name no issuer.',
    '元数据没有签发者。',
    { discovery: (body) => ({ ...body, issuer: undefined }) },
  ),
  mode(
    'authorization-elsewhere',
    'ERR_SSO_DISCOVERY_ENDPOINT',
    ENDPOINT,
    'The metadata send people to sign in at the attacker’s.',
    '元数据将登录页面指向攻击者。',
    { discovery: ledTo('authorization_endpoint') },
  ),
  mode(
    'tokens-elsewhere',
    'ERR_SSO_DISCOVERY_ENDPOINT',
    ENDPOINT,
    'The metadata have codes sent to the attacker.',
    '元数据将令牌端点指向攻击者。',
    { discovery: ledTo('token_endpoint') },
  ),
  mode(
    'keys-elsewhere',
    'ERR_SSO_DISCOVERY_ENDPOINT',
    ENDPOINT,
    'The metadata have the keys fetched from the attacker.',
    '元数据将公钥地址指向攻击者。',
    { discovery: ledTo('jwks_uri') },
  ),
  mode(
    'sign-out-elsewhere',
    'ERR_SSO_DISCOVERY_ENDPOINT',
    ENDPOINT,
    'The metadata send people to sign out, with their ID tokens, at the attacker’s.',
    '元数据将退出页面指向攻击者。',
    { discovery: ledTo('end_session_endpoint') },
  ),
  mode(
    'keys-inside',
    'ERR_SSO_DISCOVERY_ENDPOINT',
    'RFC 9700, 4.4',
    'The metadata have the keys fetched from the portal’s own network (SSRF).',
    '元数据将公钥地址指向门户内网（SSRF）。',
    { discovery: (body) => ({ ...body, jwks_uri: 'http://169.254.169.254/latest/meta-data/' }) },
  ),
  mode(
    'endpoint-as-script',
    'ERR_SSO_DISCOVERY_ENDPOINT',
    ENDPOINT,
    'The address for signing in is a script.',
    '登录地址是脚本。',
    { discovery: (body) => ({ ...body, authorization_endpoint: 'javascript:alert(1)' }) },
  ),
  mode(
    'endpoint-missing',
    'ERR_SSO_DISCOVERY_ENDPOINT',
    'OpenID Connect Discovery 1.0, 3',
    'The metadata name no token endpoint.',
    '元数据没有令牌端点。',
    { discovery: (body) => ({ ...body, token_endpoint: undefined }) },
  ),
  mode(
    'endpoint-as-list',
    'ERR_SSO_DISCOVERY_ENDPOINT',
    'OpenID Connect Discovery 1.0, 3',
    'The metadata name two token endpoints.',
    '元数据有两个令牌端点。',
    { discovery: (body) => ({ ...body, token_endpoint: [body['token_endpoint'], `${ELSEWHERE}/token`] }) },
  ),
  mode(
    'member-twice',
    'ERR_SSO_DISCOVERY',
    'RFC 8259, 4',
    'The metadata name their keys twice.',
    '元数据中公钥地址出现两次。',
    { discovery: (body) => json(doubled(body, 'jwks_uri', `${ELSEWHERE}/jwks`)) },
  ),
  mode(
    'no-json',
    'ERR_SSO_DISCOVERY',
    'OpenID Connect Discovery 1.0, 4.2',
    'The metadata are a page.',
    '元数据是网页。',
    { discovery: () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }) },
  ),
  mode(
    'nested',
    'ERR_SSO_DISCOVERY',
    'RFC 8259, 9',
    'The metadata are nested a hundred thousand times.',
    '元数据嵌套十万层。',
    { discovery: () => json(nested(100_000)) },
  ),
  mode(
    'redirect',
    'ERR_SSO_DISCOVERY',
    'OpenID Connect Discovery 1.0, 4.1',
    'The metadata are said to have moved to the attacker’s.',
    '元数据被重定向至攻击者。',
    { discovery: () => redirect('/.well-known/openid-configuration') },
  ),
  mode(
    'fault',
    'ERR_SSO_DISCOVERY',
    'OpenID Connect Discovery 1.0, 4.2',
    'The metadata cannot be had (500).',
    '无法取得元数据（500）。',
    { discovery: () => new Response(null, { status: 500 }) },
  ),
  mode(
    'endless',
    'ERR_SSO_FETCH_SIZE',
    'RFC 9700, 4.13',
    'The metadata have ten megabytes.',
    '元数据有十兆字节。',
    { discovery: endless },
  ),
  mode(
    'slow',
    'ERR_SSO_FETCH_TIMEOUT',
    'RFC 9700, 4.13',
    'The metadata come one byte each second.',
    '元数据每秒只来一个字节。',
    { discovery: trickling },
  ),
]
