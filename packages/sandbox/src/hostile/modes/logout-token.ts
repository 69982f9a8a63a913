import { ELSEWHERE } from '../answers.ts'
import { claiming, type Forge, type HostileMode, inArea } from '../mode.ts'
import { assemble, headerOf, signDraft } from '../token.ts'

const mode = inArea('logout-token')
const rule = (number: number) => `OpenID Connect Back-Channel Logout 1.0, 2.6, ${number}`
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

const byThief: Forge = (draft, { thief, key }) => ({
  ...draft,
  header: { ...draft.header, kid: key.kid },
  key: thief,
})

/** Logout tokens. What they would end stays. */
export const LOGOUT_MODES: readonly HostileMode[] = [
  mode(
    'unsigned',
    'ERR_SSO_TOKEN_ALGORITHM',
    rule(2),
    'The logout token has no signature: alg none.',
    '登出令牌不带签名（alg 为 none）。',
    { logoutToken: (draft) => assemble({ ...headerOf(draft), alg: 'none' }, draft.claims, '') },
  ),
  mode(
    'foreign-key',
    'ERR_SSO_TOKEN_SIGNATURE',
    rule(2),
    'The logout token is signed by somebody else.',
    '登出令牌由他人签名。',
    { logoutToken: byThief },
  ),
  mode(
    'issuer-other',
    'ERR_SSO_TOKEN_ISSUER',
    rule(3),
    'The logout token names another issuer.',
    '登出令牌的签发者是他人。',
    { logoutToken: claiming(() => ({ iss: ELSEWHERE })) },
  ),
  mode(
    'audience-other',
    'ERR_SSO_TOKEN_AUDIENCE',
    rule(3),
    'The logout token is for another portal.',
    '登出令牌是发给其他门户的。',
    { logoutToken: claiming(() => ({ aud: 'another-portal' })) },
  ),
  mode(
    'expired',
    'ERR_SSO_TOKEN_EXPIRED',
    rule(3),
    'The logout token expired an hour ago.',
    '登出令牌一小时前已过期。',
    { logoutToken: claiming(({ now }) => ({ exp: now - 3600 })) },
  ),
  mode(
    'issued-yesterday',
    'ERR_SSO_TOKEN_ISSUED_AT',
    rule(3),
    'The logout token is a day old.',
    '登出令牌签发于一天前。',
    { logoutToken: claiming(({ now }) => ({ iat: now - 86_400, exp: now + 60 })) },
  ),
  mode(
    'issued-tomorrow',
    'ERR_SSO_TOKEN_ISSUED_AT',
    rule(3),
    'The logout token was issued tomorrow: it would end sessions that do not exist yet.',
    '登出令牌的签发时间在明天，将结束尚未建立的会话。',
    { logoutToken: claiming(({ now }) => ({ iat: now + 86_400, exp: now + 90_000 })) },
  ),
  mode(
    'of-nobody',
    'ERR_SSO_LOGOUT_TARGET',
    rule(4),
    'The logout token names neither a session nor a subject.',
    '登出令牌未指明会话或主体。',
    { logoutToken: claiming(() => ({ sid: undefined, sub: undefined })) },
  ),
  mode(
    'of-a-list',
    'ERR_SSO_LOGOUT_TARGET',
    rule(4),
    'The logout token names a list of sessions.',
    '登出令牌指明会话列表。',
    { logoutToken: claiming(() => ({ sid: ['a', 'b'] })) },
  ),
  mode(
    'event-missing',
    'ERR_SSO_LOGOUT_EVENT',
    rule(5),
    'The logout token says nothing of a logout.',
    '登出令牌不含登出事件。',
    { logoutToken: claiming(() => ({ events: undefined })) },
  ),
  mode(
    'event-other',
    'ERR_SSO_LOGOUT_EVENT',
    rule(5),
    'The logout token tells of another event.',
    '登出令牌说的是另一种事件。',
    { logoutToken: claiming(() => ({ events: { [`${EVENT}-not`]: {} } })) },
  ),
  mode(
    'event-as-text',
    'ERR_SSO_LOGOUT_EVENT',
    rule(5),
    'The event of the logout token is text.',
    '登出令牌的事件是文本。',
    { logoutToken: claiming(() => ({ events: { [EVENT]: 'yes' } })) },
  ),
  mode(
    'with-nonce',
    'ERR_SSO_LOGOUT_NONCE',
    rule(6),
    'The logout token has a nonce, as ID tokens have.',
    '登出令牌带有身份令牌才有的 nonce。',
    { logoutToken: claiming(() => ({ nonce: 'n' })) },
  ),
  mode(
    'is-an-id-token',
    'ERR_SSO_TOKEN_TYPE',
    'RFC 8725, 3.11',
    'An ID token stands in the place of the logout token (typ).',
    '以身份令牌充当登出令牌（typ）。',
    {
      logoutToken: (draft) => ({
        ...draft,
        header: { ...draft.header, typ: 'JWT' },
        claims: { ...draft.claims, nonce: 'n' },
      }),
    },
  ),
  mode(
    'of-no-type',
    'ERR_SSO_TOKEN_TYPE',
    'RFC 8725, 3.11',
    'The logout token is of no type, and has what an access token has.',
    '登出令牌没有类型（typ），且带有访问令牌的声明。',
    {
      logoutToken: (draft) => ({
        ...draft,
        header: { ...draft.header, typ: undefined },
        claims: { ...draft.claims, client_id: 'portal', scope: 'openid' },
      }),
    },
  ),
  mode(
    'of-no-name',
    'ERR_SSO_LOGOUT_IDENTIFIER',
    'OpenID Connect Back-Channel Logout 1.0, 2.4',
    'The logout token has no jti, so that nobody knows it again.',
    '登出令牌没有 jti，无法识别重放。',
    { logoutToken: claiming(() => ({ jti: undefined })) },
  ),
  mode(
    'replayed',
    'ERR_SSO_LOGOUT_REPLAY',
    rule(7),
    'The logout token comes twice.',
    '登出令牌被发送两次。',
    { logoutTimes: 2 },
  ),
  mode(
    'endless',
    'ERR_SSO_BODY',
    'RFC 9700, 4.13',
    'The logout token has a hundred thousand characters.',
    '登出令牌长达十万字符。',
    {
      logoutToken: (draft) =>
        signDraft({ ...draft, claims: { ...draft.claims, filler: 'x'.repeat(100_000) } }),
    },
  ),
]
