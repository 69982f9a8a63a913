import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of private keys and ciphers, with their sentences: who verifies meets none of them. */
export const SECRET_CODES = {
  ERR_KEY_PRIVATE: {
    en: 'The private key is malformed, out of range, or does not fit its public key.',
    'zh-CN': '私钥格式错误、超出范围或与其公钥不符。',
  },
  ERR_KEY_ENCRYPTED: {
    en: 'The private key is encrypted: it takes its password, and decryptPrivateKey, to read it.',
    'zh-CN': '私钥已加密：需用口令通过 decryptPrivateKey 读取。',
  },
  ERR_SM2_DECRYPT: {
    en: 'The SM2 ciphertext is malformed, altered, or made for another key.',
    'zh-CN': 'SM2 密文格式错误、被篡改或不是发给此密钥的。',
  },
  ERR_SM2_EXCHANGE: {
    en: 'The SM2 key exchange has no shared point: a key of the peer is not what it should be.',
    'zh-CN': 'SM2 密钥交换得不到共享点：对方的密钥不正确。',
  },
  ERR_SM4_DECRYPT: {
    en: 'The SM4 ciphertext is malformed, altered, or made with another key.',
    'zh-CN': 'SM4 密文格式错误、被篡改或使用了其他密钥。',
  },
} as const satisfies Catalogue

export const secretError = /* @__PURE__ */ errorsOf(SECRET_CODES)
