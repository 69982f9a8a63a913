import { doubled, endless, gzipBomb, json, nested, redirect, trickling } from '../answers.ts'
import { type HostileMode, inArea } from '../mode.ts'

const mode = inArea('token-endpoint')
const ANSWER = 'RFC 6749, 5.1'
const BOUNDS = 'RFC 9700, 4.13'

/** Answers of the token endpoint. */
export const TOKEN_MODES: readonly HostileMode[] = [
  mode(
    'no-id-token',
    'ERR_SSO_TOKEN_RESPONSE',
    'OpenID Connect Core 1.0, 3.1.3.3',
    'The token endpoint gives an access token and no ID token.',
    '令牌端点只给访问令牌，不给身份令牌。',
    { tokens: (body) => ({ ...body, id_token: undefined }) },
  ),
  mode(
    'no-access-token',
    'ERR_SSO_TOKEN_RESPONSE',
    ANSWER,
    'The token endpoint gives an ID token and no access token.',
    '令牌端点只给身份令牌，不给访问令牌。',
    { tokens: (body) => ({ ...body, access_token: undefined }) },
  ),
  mode(
    'id-token-as-object',
    'ERR_SSO_TOKEN_RESPONSE',
    'OpenID Connect Core 1.0, 3.1.3.3',
    'The ID token in the answer is an object.',
    '应答中的身份令牌是对象。',
    { tokens: (body) => ({ ...body, id_token: { sub: 'administrator' } }) },
  ),
  mode(
    'type-unknown',
    'ERR_SSO_TOKEN_UNBOUND',
    'RFC 6749, 7.1',
    'The access token is of a type that nobody knows.',
    '访问令牌的类型无法识别。',
    { tokens: (body) => ({ ...body, token_type: 'mac' }) },
  ),
  mode(
    'type-missing',
    'ERR_SSO_TOKEN_UNBOUND',
    ANSWER,
    'The access token is of no type.',
    '访问令牌没有类型。',
    { tokens: (body) => ({ ...body, token_type: undefined }) },
  ),
  mode(
    'lifetime-as-text',
    'ERR_SSO_TOKEN_RESPONSE',
    ANSWER,
    'The access token lives for a time that is text.',
    '访问令牌的有效期是文本。',
    { tokens: (body) => ({ ...body, expires_in: 'forever' }) },
  ),
  mode(
    'member-twice',
    'ERR_SSO_TOKEN_RESPONSE',
    'RFC 8259, 4',
    'The answer of the token endpoint has two ID tokens.',
    '令牌端点的应答中有两个身份令牌。',
    { tokens: (body) => json(doubled(body, 'id_token', 'e30.e30.AA')) },
  ),
  mode(
    'error',
    'ERR_SSO_TOKEN_REFUSED',
    'RFC 6749, 5.2',
    'The token endpoint refuses, with a script for a reason.',
    '令牌端点拒绝，错误名是脚本。',
    { tokens: () => Response.json({ error: '<script>', error_description: '<b>' }, { status: 400 }) },
  ),
  mode(
    'no-json',
    'ERR_SSO_TOKEN_RESPONSE',
    ANSWER,
    'The token endpoint answers with a page.',
    '令牌端点返回网页。',
    { tokens: () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }) },
  ),
  mode(
    'no-text',
    'ERR_SSO_FETCH_FAILED',
    'RFC 8259, 8.1',
    'The token endpoint answers with bytes that are no text.',
    '令牌端点返回的不是文本。',
    {
      tokens: () =>
        new Response(Uint8Array.of(0xff, 0xfe, 0x7b), { headers: { 'content-type': 'application/json' } }),
    },
  ),
  mode(
    'nested',
    'ERR_SSO_TOKEN_RESPONSE',
    'RFC 8259, 9',
    'The answer of the token endpoint is nested a hundred thousand times.',
    '令牌端点的应答嵌套十万层。',
    { tokens: () => json(nested(100_000)) },
  ),
  mode(
    'redirect',
    'ERR_SSO_TOKEN_RESPONSE',
    'RFC 9700, 4.12',
    'The token endpoint sends the code, and the portal’s assertion, on to somebody else (307).',
    '令牌端点将授权码与客户端断言重定向给他人（307）。',
    { tokens: () => redirect('/token') },
  ),
  mode(
    'endless',
    'ERR_SSO_FETCH_SIZE',
    BOUNDS,
    'The token endpoint answers with ten megabytes.',
    '令牌端点返回十兆字节。',
    { tokens: endless },
  ),
  mode(
    'gzip-bomb',
    'ERR_SSO_FETCH_SIZE',
    BOUNDS,
    'The token endpoint answers with half a megabyte that swells to half a gigabyte.',
    '令牌端点返回压缩炸弹，解压后达半个 GB。',
    { tokens: gzipBomb },
  ),
  mode(
    'slow',
    'ERR_SSO_FETCH_TIMEOUT',
    BOUNDS,
    'The token endpoint sends a byte each second.',
    '令牌端点每秒只发一个字节。',
    { tokens: trickling },
  ),
]
