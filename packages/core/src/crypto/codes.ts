import type { Catalogue } from '../errors.ts'

/** The codes of public keys, with their sentences. */
export const CRYPTO_CODES = {
  ERR_KEY_ALGORITHM: {
    en: 'The key is of no known algorithm: {algorithm}.',
    'zh-CN': '未知的密钥算法：{algorithm}。',
  },
  ERR_KEY_POINT: {
    en: 'The public key is not a point of the curve {curve}.',
    'zh-CN': '公钥不是曲线 {curve} 上的点。',
  },
  ERR_KEY_RSA: {
    en: 'The RSA key is not acceptable: modulus of {bits} bits, exponent {exponent}.',
    'zh-CN': 'RSA 密钥不可接受：模长 {bits} 位，指数 {exponent}。',
  },
  ERR_KEY_ROCA: {
    en: 'The RSA key was made by chips whose keys can be factored (CVE-2017-15361).',
    'zh-CN': '该 RSA 密钥由存在缺陷的芯片生成，可被分解（CVE-2017-15361）。',
  },
} as const satisfies Catalogue
