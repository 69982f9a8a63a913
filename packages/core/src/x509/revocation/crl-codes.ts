import { type Catalogue, errorsOf } from '../../errors.ts'

/** The codes of reading revocation lists, with their sentences. */
export const CRL_CODES = {
  ERR_CRL_VERSION: {
    en: 'The version {found} of a revocation list does not exist or does not fit the content.',
    'zh-CN': '吊销列表版本 {found} 不存在或与内容不符。',
  },
  ERR_CRL_ALGORITHMS: {
    en: 'The signature algorithms inside and outside of the signed part of the revocation list differ.',
    'zh-CN': '吊销列表的签名算法在被签名部分内外不一致。',
  },
  ERR_CRL_SIZE: {
    en: 'The revocation list exceeds the limit of {limit} {unit}.',
    'zh-CN': '吊销列表超过上限 {limit}（{unit}）。',
  },
  ERR_CRL_ENTRY: {
    en: 'Entry {entry} of the revocation list is malformed ({reason}).',
    'zh-CN': '吊销列表的第 {entry} 个条目格式不正确（{reason}）。',
  },
  ERR_CRL_ENTRY_TWICE: {
    en: 'Entry {entry} of the revocation list names a certificate that an earlier entry names.',
    'zh-CN': '吊销列表的第 {entry} 个条目所指证书已在前面的条目中出现。',
  },
} as const satisfies Catalogue

export const crlError = /* @__PURE__ */ errorsOf(CRL_CODES)
