import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { doubled, nested } from '../answers.ts'
import { type HostileMode, inArea } from '../mode.ts'
import { assemble, headerOf, signCompact, signDraft } from '../token.ts'

const mode = inArea('id-token')

/** ID tokens that two readers read differently, or that are there to exhaust one. */
export const FORM_MODES: readonly HostileMode[] = [
  mode(
    'claim-twice',
    'ERR_SSO_JSON_DUPLICATE',
    'RFC 8725, 3.11',
    'The ID token names its subject twice.',
    '身份令牌中主体出现两次。',
    {
      idToken: (draft) =>
        signCompact(headerOf(draft), doubled(draft.claims, 'sub', 'administrator'), draft.key),
    },
  ),
  mode(
    'header-twice',
    'ERR_SSO_JSON_DUPLICATE',
    'RFC 7515, 4',
    'The header of the ID token names its algorithm twice.',
    '身份令牌头部的算法出现两次。',
    { idToken: (draft) => signCompact(doubled(headerOf(draft), 'alg', 'none'), draft.claims, draft.key) },
  ),
  mode(
    'padded',
    'ERR_SSO_TOKEN_FORM',
    'RFC 7515, 2',
    'The ID token is written with padding: a second spelling of one token.',
    '身份令牌带填充字符：同一令牌的另一种写法。',
    { idToken: async (draft) => `${await signDraft(draft)}==` },
  ),
  mode(
    'with-a-line-end',
    'ERR_SSO_TOKEN_FORM',
    'RFC 7515, 2',
    'The ID token has a line end in its signature.',
    '身份令牌的签名中有换行符。',
    { idToken: async (draft) => (await signDraft(draft)).replace(/.$/, '\n$&') },
  ),
  mode(
    'endless',
    'ERR_SSO_TOKEN_SIZE',
    'RFC 8725, 3.11',
    'The ID token has a hundred thousand characters.',
    '身份令牌长达十万字符。',
    { idToken: (draft) => signDraft({ ...draft, claims: { ...draft.claims, filler: 'x'.repeat(100_000) } }) },
  ),
  mode(
    'nested',
    'ERR_SSO_JSON_DEPTH',
    'RFC 8259, 9',
    'The claims of the ID token are nested five thousand times.',
    '身份令牌的声明嵌套五千层。',
    { idToken: (draft) => signCompact(headerOf(draft), nested(5000), draft.key) },
  ),
  mode(
    'encrypted',
    'ERR_SSO_TOKEN_FORM',
    'RFC 8725, 2.4',
    'The ID token is encrypted and compressed, to swell when it is opened.',
    '身份令牌经加密压缩，解开后急剧膨胀。',
    {
      idToken: (draft) => {
        const header = encodeBase64Url(encodeUtf8('{"alg":"dir","enc":"A256GCM","zip":"DEF"}'))
        return `${header}..AAAAAAAAAAAAAAAA.${encodeBase64Url(encodeUtf8(JSON.stringify(draft.claims)))}.AA`
      },
    },
  ),
  mode(
    'with-four-parts',
    'ERR_SSO_TOKEN_FORM',
    'RFC 7515, 7.1',
    'The ID token has a part too many.',
    '身份令牌多出一段。',
    { idToken: async (draft) => `${await signDraft(draft)}.AA` },
  ),
  mode(
    'as-json',
    'ERR_SSO_TOKEN_FORM',
    'RFC 7515, 7.2',
    'The ID token is in JSON serialization, with two signatures.',
    '身份令牌采用 JSON 序列化并带两个签名。',
    {
      idToken: async (draft) => {
        const [header, payload, signature] = (await signDraft(draft)).split('.')
        const one = { protected: header, signature }
        return JSON.stringify({ payload, signatures: [one, one] })
      },
    },
  ),
  mode(
    'of-no-object',
    'ERR_SSO_JSON_SYNTAX',
    'RFC 7519, 7.2',
    'The claims of the ID token are a list.',
    '身份令牌的声明是列表。',
    { idToken: (draft) => signCompact(headerOf(draft), '[]', draft.key) },
  ),
  mode(
    'of-no-text',
    'ERR_SSO_TOKEN_FORM',
    'RFC 7519, 7.2',
    'The claims of the ID token are no UTF-8.',
    '身份令牌的声明不是 UTF-8 文本。',
    { idToken: (draft) => assemble(headerOf(draft), draft.claims).replace(/\.[^.]+\./, '.wyg.') },
  ),
]
