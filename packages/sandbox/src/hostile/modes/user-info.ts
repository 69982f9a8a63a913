import { doubled, endless, json, redirect } from '../answers.ts'
import { type HostileMode, inArea } from '../mode.ts'
import { assemble } from '../token.ts'

const mode = inArea('user-info')
const SUBJECT = 'OpenID Connect Core 1.0, 5.3.2'

/** Answers of the user-info endpoint, to a portal that asks it. */
export const USER_INFO_MODES: readonly HostileMode[] = [
  mode(
    'of-another',
    'ERR_SSO_USER_INFO_SUBJECT',
    SUBJECT,
    'The user information is about somebody else than who signed in.',
    '用户信息说的不是登录的人。',
    { userInfo: (body) => ({ ...body, sub: 'administrator' }) },
  ),
  mode(
    'of-nobody',
    'ERR_SSO_USER_INFO_SUBJECT',
    SUBJECT,
    'The user information does not say whom it is about.',
    '用户信息没有主体。',
    { userInfo: (body) => ({ ...body, sub: undefined }) },
  ),
  mode(
    'of-several',
    'ERR_SSO_USER_INFO_SUBJECT',
    SUBJECT,
    'The user information is about a list of people.',
    '用户信息的主体是列表。',
    { userInfo: (body) => ({ ...body, sub: [body['sub'], 'administrator'] }) },
  ),
  mode(
    'member-twice',
    'ERR_SSO_JSON_DUPLICATE',
    'RFC 8259, 4',
    'The user information names its subject twice.',
    '用户信息中主体出现两次。',
    { userInfo: (body) => json(doubled(body, 'sub', body['sub'])) },
  ),
  mode(
    'no-json',
    'ERR_SSO_JSON_SYNTAX',
    'OpenID Connect Core 1.0, 5.3.2',
    'The user information is no JSON.',
    '用户信息不是 JSON。',
    { userInfo: () => json('<!doctype html>') },
  ),
  mode(
    'unsigned',
    'ERR_SSO_TOKEN_ALGORITHM',
    'RFC 8725, 3.1',
    'The user information is a token without signature.',
    '用户信息是没有签名的令牌。',
    {
      userInfo: (body, { issuer, clientId }) => {
        const claims = { ...body, iss: issuer, aud: clientId }
        return new Response(assemble({ alg: 'none' }, claims, ''), {
          headers: { 'content-type': 'application/jwt' },
        })
      },
    },
  ),
  mode(
    'redirect',
    'ERR_SSO_USER_INFO',
    'RFC 9700, 4.12',
    'The user-info endpoint sends the access token on to somebody else (307).',
    '用户信息端点将访问令牌重定向给他人（307）。',
    { userInfo: () => redirect('/me') },
  ),
  mode(
    'endless',
    'ERR_SSO_FETCH_SIZE',
    'RFC 9700, 4.13',
    'The user information has ten megabytes.',
    '用户信息有十兆字节。',
    { userInfo: endless },
  ),
]
