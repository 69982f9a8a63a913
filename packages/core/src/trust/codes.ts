import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of trust stores, with their sentences. */
export const TRUST_CODES = {
  ERR_TRUST_FOLDER: {
    en: '{name} is not in one of the folders of a trust store: {allowed}.',
    'zh-CN': '{name} 不在信任库的文件夹之内：{allowed}。',
  },
  ERR_TRUST_CERTIFICATE: {
    en: '{name} does not hold certificates ({reason}).',
    'zh-CN': '{name} 中不是证书（{reason}）。',
  },
  ERR_TRUST_REVOCATION: {
    en: '{name} holds neither revocation lists nor OCSP answers ({reason}).',
    'zh-CN': '{name} 中既不是证书吊销列表，也不是 OCSP 响应（{reason}）。',
  },
  ERR_TRUST_KEY: {
    en: '{name} holds a certificate whose key is of an algorithm that is not supported: {algorithm}.',
    'zh-CN': '{name} 中有证书使用了不支持的密钥算法：{algorithm}。',
  },
  ERR_TRUST_TWICE: {
    en: '{name} holds a certificate that is in {other} already.',
    'zh-CN': '{name} 中的证书已在 {other} 中。',
  },
  ERR_TRUST_EMPTY: {
    en: 'No certificate is trusted: there is none in any of {allowed}.',
    'zh-CN': '没有受信任的证书：{allowed} 中均无证书。',
  },
  ERR_TRUST_SIZE: {
    en: 'The trust store exceeds the limit of {limit} {unit}.',
    'zh-CN': '信任库超过上限 {limit}（{unit}）。',
  },
  ERR_TRUST_READ: {
    en: 'The trust store cannot be read: {name} ({reason}).',
    'zh-CN': '无法读取信任库：{name}（{reason}）。',
  },
} as const satisfies Catalogue

/** The checks of trust, with their titles. */
export const TRUST_CHECKS = {
  'path.grant': { en: 'What the trusted certificate may do', 'zh-CN': '受信任证书的授权范围' },
} as const satisfies Catalogue

export const trustError = /* @__PURE__ */ errorsOf(TRUST_CODES)
