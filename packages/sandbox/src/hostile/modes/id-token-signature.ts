import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { ELSEWHERE } from '../answers.ts'
import { type Forge, type HostileMode, heading, inArea } from '../mode.ts'
import { assemble, type Draft, headerOf, type SigningKey, signDraft } from '../token.ts'

const mode = inArea('id-token')
const SIGNATURE = 'OpenID Connect Core 1.0, 3.1.3.7, 6'
const KEYS = 'RFC 8725, 3.10'

/** HMAC with what everybody knows: the public key, as PEM would have it. */
async function hmacWithPublicKey(draft: Draft): Promise<string> {
  const text = encodeUtf8(JSON.stringify(draft.key.jwk)) as BufferSource
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', text, algorithm, false, ['sign'])
  const sign = async (data: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign('HMAC', key, data as BufferSource))
  return signDraft({ ...draft, header: { ...draft.header, alg: 'HS256' }, key: { ...draft.key, sign } })
}

/** Signed by the attacker, under a header that makes it easy to find his key. */
const byThief = (header: (thief: SigningKey) => Record<string, unknown>) =>
  ((draft, { thief, key }) => ({
    ...draft,
    header: { ...draft.header, kid: key.kid, ...header(thief) },
    key: thief,
  })) satisfies Forge

/** ID tokens that the provider did not sign, or not with a key that it publishes. */
export const SIGNATURE_MODES: readonly HostileMode[] = [
  mode(
    'unsigned',
    'ERR_SSO_TOKEN_ALGORITHM',
    'RFC 8725, 3.1',
    'The ID token has no signature: alg none.',
    '身份令牌不带签名（alg 为 none）。',
    { idToken: (draft) => assemble({ ...headerOf(draft), alg: 'none' }, draft.claims, '') },
  ),
  mode(
    'unsigned-in-capitals',
    'ERR_SSO_TOKEN_ALGORITHM',
    'RFC 8725, 3.1',
    'The ID token has no signature: alg nOnE.',
    '身份令牌不带签名（alg 写作 nOnE）。',
    { idToken: (draft) => assemble({ ...headerOf(draft), alg: 'nOnE' }, draft.claims, '') },
  ),
  mode(
    'hmac-with-public-key',
    'ERR_SSO_TOKEN_ALGORITHM',
    'RFC 8725, 2.1',
    'The ID token is signed with HS256, under the provider’s public key as the secret.',
    '身份令牌以公钥为密钥按 HS256 签名。',
    { idToken: hmacWithPublicKey },
  ),
  mode(
    'foreign-key',
    'ERR_SSO_TOKEN_SIGNATURE',
    SIGNATURE,
    'The ID token is signed by somebody else, under the kid of the provider’s key.',
    '身份令牌由他人签名，但 kid 冒用提供方的密钥。',
    { idToken: byThief(() => ({})) },
  ),
  mode(
    'foreign-kid',
    'ERR_SSO_KEY_UNKNOWN',
    SIGNATURE,
    'The ID token is signed with a key that the provider does not publish.',
    '身份令牌使用提供方未公布的密钥签名。',
    { idToken: byThief(({ kid }) => ({ kid })) },
  ),
  mode(
    'changed-after-signing',
    'ERR_SSO_TOKEN_SIGNATURE',
    SIGNATURE,
    'The subject of the ID token is changed after it was signed.',
    '身份令牌签名后主体被改动。',
    {
      idToken: async (draft) => {
        const [header = '', , signature = ''] = (await signDraft(draft)).split('.')
        const claims = { ...draft.claims, sub: 'administrator' }
        return `${header}.${encodeBase64Url(encodeUtf8(JSON.stringify(claims)))}.${signature}`
      },
    },
  ),
  mode(
    'signature-of-zeros',
    'ERR_SSO_TOKEN_SIGNATURE',
    SIGNATURE,
    'The signature of the ID token is nothing but zeros.',
    '身份令牌的签名全为零。',
    {
      idToken: (draft) => assemble(headerOf(draft), draft.claims, encodeBase64Url(new Uint8Array(64))),
    },
  ),
  mode(
    'signature-empty',
    'ERR_SSO_TOKEN_SIGNATURE',
    SIGNATURE,
    'The ID token names an algorithm and ends without a signature.',
    '身份令牌声明了算法但没有签名。',
    { idToken: (draft) => assemble(headerOf(draft), draft.claims, '') },
  ),
  mode(
    'key-in-header',
    'ERR_SSO_TOKEN_SIGNATURE',
    KEYS,
    'The ID token brings the attacker’s key along in its header (jwk).',
    '身份令牌在头部自带攻击者的公钥（jwk）。',
    { idToken: byThief((thief) => ({ jwk: thief.jwk })) },
  ),
  mode(
    'key-address',
    'ERR_SSO_KEY_UNKNOWN',
    KEYS,
    'The ID token says where the attacker’s keys are (jku).',
    '身份令牌在头部指明攻击者的公钥地址（jku）。',
    { idToken: byThief(({ kid }) => ({ kid, jku: `${ELSEWHERE}/jwks` })) },
  ),
  mode(
    'certificate-address',
    'ERR_SSO_KEY_UNKNOWN',
    KEYS,
    'The ID token says where the attacker’s certificate is (x5u).',
    '身份令牌在头部指明攻击者的证书地址（x5u）。',
    { idToken: byThief(({ kid }) => ({ kid, x5u: `${ELSEWHERE}/certificate.pem` })) },
  ),
  mode(
    'certificate-in-header',
    'ERR_SSO_TOKEN_SIGNATURE',
    KEYS,
    'The ID token brings a certificate of the attacker along in its header (x5c).',
    '身份令牌在头部自带攻击者的证书（x5c）。',
    { idToken: byThief(() => ({ x5c: ['MIIBAA=='] })) },
  ),
  mode(
    'kid-as-path',
    'ERR_SSO_KEY_UNKNOWN',
    KEYS,
    'The kid of the ID token is a path in the file system.',
    '身份令牌的 kid 是文件路径。',
    { idToken: byThief(() => ({ kid: '../../../../dev/null' })) },
  ),
  mode(
    'kid-as-query',
    'ERR_SSO_KEY_UNKNOWN',
    KEYS,
    'The kid of the ID token is meant for a database.',
    '身份令牌的 kid 是 SQL 注入语句。',
    { idToken: byThief(() => ({ kid: "' UNION SELECT 'key' --" })) },
  ),
  mode(
    'kid-endless',
    'ERR_SSO_TOKEN_FORM',
    'RFC 8725, 3.11',
    'The kid of the ID token has two thousand characters.',
    '身份令牌的 kid 长达两千字符。',
    { idToken: heading(() => ({ kid: 'k'.repeat(2000) })) },
  ),
  mode(
    'kid-of-a-prototype',
    'ERR_SSO_KEY_UNKNOWN',
    KEYS,
    'The kid of the ID token is __proto__.',
    '身份令牌的 kid 为 __proto__。',
    { idToken: byThief(() => ({ kid: '__proto__' })) },
  ),
  mode(
    'algorithm-of-another-key',
    'ERR_SSO_KEY_UNKNOWN',
    'RFC 8725, 3.1',
    'The ID token names an algorithm for which the provider’s key was not made.',
    '身份令牌声明的算法与提供方密钥不符。',
    { idToken: heading(() => ({ alg: 'PS256' })) },
  ),
  mode(
    'critical-extension',
    'ERR_SSO_TOKEN_CRITICAL',
    'RFC 7515, 4.1.11',
    'The ID token demands an extension that nobody knows (crit).',
    '身份令牌要求支持未知扩展（crit）。',
    { idToken: heading(() => ({ crit: ['unheard-of'], 'unheard-of': true })) },
  ),
  mode(
    'payload-unencoded',
    'ERR_SSO_TOKEN_CRITICAL',
    'RFC 7797, 6',
    'The ID token says that its payload is not encoded (b64).',
    '身份令牌声明载荷未编码（b64）。',
    { idToken: heading(() => ({ crit: ['b64'], b64: false })) },
  ),
]
