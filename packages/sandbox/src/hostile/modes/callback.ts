import { ELSEWHERE } from '../answers.ts'
import { type HostileMode, inArea } from '../mode.ts'

const mode = inArea('callback')
const MIX_UP = 'RFC 9207, 2.4'
const ONCE = 'RFC 6749, 3.1'

/** Answers with which a browser is sent back to the portal. */
export const CALLBACK_MODES: readonly HostileMode[] = [
  mode(
    'issuer-missing',
    'ERR_SSO_RESPONSE_ISSUER',
    MIX_UP,
    'The answer does not say which provider it comes from, though the provider announced that it would (mix-up).',
    '应答未按元数据所述注明来自哪个提供方（混淆攻击）。',
    { callback: (parameters) => parameters.delete('iss') },
  ),
  mode(
    'issuer-other',
    'ERR_SSO_RESPONSE_ISSUER',
    MIX_UP,
    'The answer says that it comes from another provider (mix-up).',
    '应答注明来自另一个提供方（混淆攻击）。',
    { callback: (parameters) => parameters.set('iss', ELSEWHERE) },
  ),
  mode(
    'issuer-twice',
    'ERR_SSO_CALLBACK_PARAMETER',
    ONCE,
    'The answer names two providers.',
    '应答注明两个提供方。',
    { callback: (parameters) => parameters.append('iss', ELSEWHERE) },
  ),
  mode(
    'state-missing',
    'ERR_SSO_CALLBACK_PARAMETER',
    'RFC 9700, 4.7',
    'The answer belongs to no sign-in (state).',
    '应答没有 state。',
    { callback: (parameters) => parameters.delete('state') },
  ),
  mode(
    'state-other',
    'ERR_SSO_TRANSACTION_ABSENT',
    'RFC 9700, 4.7',
    'The answer belongs to the sign-in of somebody else (login CSRF).',
    '应答属于他人的登录（登录 CSRF）。',
    { callback: (parameters) => parameters.set('state', 's'.repeat(43)) },
  ),
  mode(
    'state-cut-short',
    'ERR_SSO_TRANSACTION_ABSENT',
    'RFC 9700, 4.7',
    'The answer brings the beginning of the state alone.',
    '应答只带 state 的开头部分。',
    { callback: (parameters) => parameters.set('state', parameters.get('state')?.slice(0, 12) ?? '') },
  ),
  mode(
    'state-twice',
    'ERR_SSO_CALLBACK_PARAMETER',
    ONCE,
    'The answer has two states.',
    '应答带两个 state。',
    { callback: (parameters) => parameters.append('state', 's'.repeat(43)) },
  ),
  mode(
    'code-missing',
    'ERR_SSO_CALLBACK_PARAMETER',
    'RFC 6749, 4.1.2',
    'The answer brings no code.',
    '应答没有授权码。',
    { callback: (parameters) => parameters.delete('code') },
  ),
  mode(
    'code-twice',
    'ERR_SSO_CALLBACK_PARAMETER',
    ONCE,
    'The answer brings two codes.',
    '应答带两个授权码。',
    { callback: (parameters) => parameters.append('code', 'stolen') },
  ),
  mode(
    'code-endless',
    'ERR_SSO_CALLBACK_PARAMETER',
    'RFC 6749, 4.1.2',
    'The code of the answer has eight thousand characters.',
    '应答的授权码长达八千字符。',
    { callback: (parameters) => parameters.set('code', 'c'.repeat(8000)) },
  ),
  mode(
    'code-invented',
    'ERR_SSO_TOKEN_REFUSED',
    'RFC 6749, 5.2',
    'The answer brings a code that nobody issued.',
    '应答的授权码并非提供方签发。',
    { callback: (parameters) => parameters.set('code', 'c'.repeat(43)) },
  ),
  mode(
    'with-id-token',
    'ERR_SSO_SIGN_IN_REFUSED',
    'RFC 9700, 2.1.2',
    'The answer brings an ID token beside the code, in the address.',
    '应答在地址中另带身份令牌。',
    { callback: (parameters) => parameters.set('id_token', 'e30.e30.AA') },
  ),
  mode(
    'with-access-token',
    'ERR_SSO_SIGN_IN_REFUSED',
    'RFC 9700, 2.1.2',
    'The answer brings a token beside the code, in the address.',
    '应答在地址中另带令牌。',
    { callback: (parameters) => parameters.set('token', 'leaked') },
  ),
  mode(
    'error-with-markup',
    'ERR_SSO_SIGN_IN_REFUSED',
    'RFC 6749, 4.1.2.1',
    'The answer is an error whose name is a script.',
    '应答的错误名是脚本。',
    {
      callback: (parameters) => {
        parameters.delete('code')
        parameters.set('error', '<script>alert(1)</script>')
        parameters.set('error_description', '<img src=x onerror=alert(1)>')
      },
    },
  ),
]
