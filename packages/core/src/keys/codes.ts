import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of files and forms of keys, with their sentences. */
export const KEYS_CODES = {
  ERR_KEYS_PASSWORD: {
    en: 'The password is wrong, or the file was altered.',
    'zh-CN': '口令错误，或文件已被篡改。',
  },
  ERR_KEYS_ALGORITHM: {
    en: 'The file is protected with an algorithm that is not supported: {algorithm}.',
    'zh-CN': '文件使用了不支持的保护算法：{algorithm}。',
  },
  ERR_KEYS_EFFORT: {
    en: 'Deriving the keys of the file from its password takes too much: {found} {unit}, where {limit} are allowed.',
    'zh-CN': '由口令派生文件密钥的开销过大：{found} {unit}，上限为 {limit}。',
  },
  ERR_KEYS_PKCS8: {
    en: 'This is not one well-formed encrypted private key (PKCS#8).',
    'zh-CN': '这不是一个格式正确的加密私钥（PKCS#8）。',
  },
  ERR_KEYS_PKCS12: {
    en: 'The PKCS#12 file is malformed.',
    'zh-CN': 'PKCS#12 文件格式错误。',
  },
  ERR_KEYS_UNPROTECTED: {
    en: 'The PKCS#12 file has no message authentication code, so that nothing shows who made it or whether it was altered.',
    'zh-CN': 'PKCS#12 文件没有消息鉴别码，无法判断其来源及是否被篡改。',
  },
  ERR_KEYS_COUNT: {
    en: 'The PKCS#12 file holds more than {limit} entries.',
    'zh-CN': 'PKCS#12 文件中的条目超过 {limit} 个。',
  },
  ERR_KEYS_PUBLIC: {
    en: 'This is not one public key in PEM.',
    'zh-CN': '这不是一个 PEM 格式的公钥。',
  },
  ERR_KEYS_JWK: {
    en: 'The JSON Web Key is malformed: {member}.',
    'zh-CN': 'JSON Web Key 格式错误：{member}。',
  },
  ERR_KEYS_JWK_KIND: {
    en: 'The JSON Web Key is of a kind that is not supported here: {kind}.',
    'zh-CN': '不支持此类 JSON Web Key：{kind}。',
  },
  ERR_KEYS_JWK_ALGORITHM: {
    en: 'The JSON Web Key is for {algorithm}, which does not go with a key of {kind}.',
    'zh-CN': 'JSON Web Key 声明的算法 {algorithm} 与 {kind} 密钥不符。',
  },
  ERR_KEYS_JWK_USE: {
    en: 'The JSON Web Key is not meant for the operation {operation}.',
    'zh-CN': 'JSON Web Key 不允许用于 {operation} 操作。',
  },
  ERR_KEYS_JWK_SET: {
    en: 'The set of JSON Web Keys is malformed, or not fit to be published: {member}.',
    'zh-CN': 'JSON Web Key 集合格式错误或不宜公开：{member}。',
  },
} as const satisfies Catalogue

/** The checks of files and forms of keys, with their titles. */
export const KEYS_CHECKS = {} as const satisfies Catalogue

export const keysError = /* @__PURE__ */ errorsOf(KEYS_CODES)
