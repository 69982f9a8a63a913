import { doubled, endless, gzipBomb, json, nested, redirect, trickling } from '../answers.ts'
import { type HostileMode, inArea, type Rewrite, type Scene } from '../mode.ts'

const mode = inArea('keys')
const SET = 'RFC 7517, 5'
const CHOICE = 'RFC 8725, 3.1'

/** A set in which the provider's key stands otherwise than it should. */
const published =
  (change: (scene: Scene) => Readonly<Record<string, unknown>>): Rewrite =>
  (_, scene) => ({ keys: [{ ...scene.key.jwk, ...change(scene) }] })

/** 1024 bits, all of them set but the last: too short, whatever it is. */
const WEAK = { kty: 'RSA', n: `${'_'.repeat(170)}w`, e: 'AQAB' }

/** Key sets of the provider. */
export const KEY_MODES: readonly HostileMode[] = [
  mode('none', 'ERR_SSO_KEY_UNKNOWN', SET, 'The provider publishes no keys.', '提供方未公布任何公钥。', {
    keys: () => ({ keys: [] }),
  }),
  mode(
    'no-list',
    'ERR_SSO_KEY_UNKNOWN',
    SET,
    'The provider’s keys are no list.',
    '提供方公布的公钥不是列表。',
    { keys: () => ({ keys: 'all of them' }) },
  ),
  mode(
    'of-somebody-else',
    'ERR_SSO_TOKEN_SIGNATURE',
    'OpenID Connect Core 1.0, 10.1',
    'The provider publishes the attacker’s key under the kid of its own.',
    '提供方以自己的 kid 公布攻击者的公钥。',
    { keys: (_, { key, thief }) => ({ keys: [{ ...thief.jwk, kid: key.kid }] }) },
  ),
  mode(
    'private',
    'ERR_SSO_KEY_UNKNOWN',
    'RFC 7517, 9.2',
    'The provider publishes its private key: anybody could sign.',
    '提供方公布了私钥，任何人均可签名。',
    { keys: published(() => ({ d: 'A'.repeat(43) })) },
  ),
  mode(
    'for-encryption',
    'ERR_SSO_KEY_UNKNOWN',
    'RFC 7517, 4.2',
    'The provider’s key is for encryption.',
    '提供方公布的是加密公钥。',
    { keys: published(() => ({ use: 'enc' })) },
  ),
  mode(
    'for-signing-only',
    'ERR_SSO_KEY_UNKNOWN',
    'RFC 7517, 4.3',
    'The provider’s key may do anything but verify (key_ops).',
    '提供方的公钥不允许用于验签（key_ops）。',
    { keys: published(() => ({ use: undefined, key_ops: ['encrypt'] })) },
  ),
  mode(
    'of-another-algorithm',
    'ERR_SSO_KEY_UNKNOWN',
    CHOICE,
    'The provider’s key is published for another algorithm.',
    '提供方的公钥注明用于另一算法。',
    { keys: published(() => ({ alg: 'ES512' })) },
  ),
  mode(
    'of-another-curve',
    'ERR_SSO_KEY_UNKNOWN',
    CHOICE,
    'The provider’s key is published as a point of another curve.',
    '提供方的公钥被标为另一条曲线上的点。',
    { keys: published(() => ({ crv: 'P-384' })) },
  ),
  mode(
    'off-the-curve',
    'ERR_SSO_KEY_UNKNOWN',
    'RFC 8725, 3.4',
    'The provider’s key is no point of its curve.',
    '提供方的公钥不在曲线上。',
    { keys: published(() => ({ x: 'A'.repeat(43), y: 'A'.repeat(43) })) },
  ),
  mode(
    'symmetric',
    'ERR_SSO_KEY_UNKNOWN',
    CHOICE,
    'The provider publishes a secret key (oct).',
    '提供方公布对称密钥（oct）。',
    { keys: (_, { key }) => ({ keys: [{ kty: 'oct', k: 'A'.repeat(43), kid: key.kid }] }) },
  ),
  mode(
    'twice',
    'ERR_SSO_KEY_AMBIGUOUS',
    'RFC 7517, 4.5',
    'Two of the provider’s keys have one kid.',
    '提供方的两个公钥使用同一 kid。',
    { keys: (_, { key, thief }) => ({ keys: [{ ...thief.jwk, kid: key.kid }, key.jwk] }) },
  ),
  mode(
    'weak',
    'ERR_SSO_KEY_WEAK',
    'RFC 8725, 3.5',
    'The provider’s RSA key has 1024 bits.',
    '提供方的 RSA 公钥只有 1024 位。',
    {
      idToken: (draft) => ({ ...draft, header: { ...draft.header, alg: 'RS256' } }),
      keys: (_, { key }) => ({ keys: [{ ...WEAK, alg: 'RS256', kid: key.kid, use: 'sig' }] }),
    },
  ),
  mode(
    'ten-thousand',
    'ERR_SSO_KEYS_UNAVAILABLE',
    'RFC 9700, 4.13',
    'The provider publishes ten thousand keys.',
    '提供方公布一万个公钥。',
    {
      keys: (_, { key }) => ({
        keys: Array.from({ length: 10_000 }, (_, n) => ({ ...key.jwk, kid: `k${n}` })),
      }),
    },
  ),
  mode(
    'more-than-anybody-has',
    'ERR_SSO_KEYS_UNAVAILABLE',
    'RFC 9700, 4.13',
    'The provider publishes a hundred keys.',
    '提供方公布一百个公钥。',
    {
      keys: (_, { key }) => ({
        keys: [key.jwk, ...Array.from({ length: 99 }, (_, n) => ({ ...key.jwk, kid: `k${n}` }))],
      }),
    },
  ),
  mode(
    'member-twice',
    'ERR_SSO_KEYS_UNAVAILABLE',
    'RFC 8259, 4',
    'The provider’s key set names its keys twice.',
    '提供方的公钥集合中 keys 出现两次。',
    { keys: (body, { thief }) => json(doubled(body, 'keys', [thief.jwk])) },
  ),
  mode(
    'no-json',
    'ERR_SSO_KEYS_UNAVAILABLE',
    SET,
    'The provider’s keys are a page.',
    '提供方的公钥地址返回网页。',
    { keys: () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }) },
  ),
  mode(
    'nested',
    'ERR_SSO_KEYS_UNAVAILABLE',
    'RFC 8259, 9',
    'The provider’s key set is nested a hundred thousand times.',
    '提供方的公钥集合嵌套十万层。',
    { keys: () => json(nested(100_000)) },
  ),
  mode(
    'redirect',
    'ERR_SSO_KEYS_UNAVAILABLE',
    'RFC 9700, 4.4',
    'The provider’s keys are said to have moved to the attacker’s.',
    '提供方的公钥被重定向至攻击者。',
    { keys: () => redirect('/jwks') },
  ),
  mode(
    'fault',
    'ERR_SSO_KEYS_UNAVAILABLE',
    SET,
    'The provider’s keys cannot be had (500).',
    '无法取得提供方的公钥（500）。',
    { keys: () => new Response(null, { status: 500 }) },
  ),
  mode(
    'endless',
    'ERR_SSO_KEYS_UNAVAILABLE',
    'RFC 9700, 4.13',
    'The provider’s key set has ten megabytes.',
    '提供方的公钥集合有十兆字节。',
    { keys: endless },
  ),
  mode(
    'gzip-bomb',
    'ERR_SSO_KEYS_UNAVAILABLE',
    'RFC 9700, 4.13',
    'The provider’s key set swells from half a megabyte to half a gigabyte.',
    '提供方的公钥集合是压缩炸弹，解压后达半个 GB。',
    { keys: gzipBomb },
  ),
  mode(
    'slow',
    'ERR_SSO_KEYS_UNAVAILABLE',
    'RFC 9700, 4.13',
    'The provider’s keys come one byte each second.',
    '提供方的公钥每秒只来一个字节。',
    { keys: trickling },
  ),
]
