import type { Catalogue } from '../errors.ts'

/** The codes of certificates, requests for them and PEM, with their sentences. */
export const X509_CODES = {
  ERR_PEM_FORMAT: {
    en: 'Line {line} is not valid PEM.',
    'zh-CN': '第 {line} 行不是合法的 PEM。',
  },
  ERR_PEM_EMPTY: { en: 'There is no PEM block.', 'zh-CN': '没有 PEM 数据块。' },
  ERR_PEM_SIZE: {
    en: 'PEM exceeds the limit of {limit} {unit}.',
    'zh-CN': 'PEM 超过上限 {limit}（{unit}）。',
  },
  ERR_PEM_LABEL: {
    en: 'Expected a PEM block {expected}, found {found}.',
    'zh-CN': 'PEM 数据块应为 {expected}，实际为 {found}。',
  },
  ERR_CERTIFICATE_VERSION: {
    en: 'The certificate version {found} does not exist or does not fit the content.',
    'zh-CN': '证书版本 {found} 不存在或与内容不符。',
  },
  ERR_CERTIFICATE_SERIAL_NUMBER: {
    en: 'The serial number has {found} octets, more than {limit}.',
    'zh-CN': '证书序列号有 {found} 字节，超过 {limit} 字节。',
  },
  ERR_CERTIFICATE_ALGORITHMS: {
    en: 'The signature algorithms inside and outside of the signed part differ.',
    'zh-CN': '签名算法在被签名部分内外不一致。',
  },
  ERR_CERTIFICATE_NAME: {
    en: 'A distinguished name has an empty part or more than {limit} attributes.',
    'zh-CN': '甄别名含空的部分，或属性超过 {limit} 个。',
  },
  ERR_CERTIFICATE_EXTENSIONS: {
    en: '{found} extensions: expected 1 to {limit}.',
    'zh-CN': '有 {found} 个扩展项，应为 1 至 {limit} 个。',
  },
  ERR_CERTIFICATE_EXTENSION_TWICE: {
    en: 'The extension {extension} occurs twice.',
    'zh-CN': '扩展项 {extension} 出现两次。',
  },
  ERR_CERTIFICATE_EXTENSION_VALUE: {
    en: 'The value of the extension {extension} is not valid ({reason}).',
    'zh-CN': '扩展项 {extension} 的值不合法（{reason}）。',
  },
  ERR_REQUEST_VERSION: {
    en: 'The version {found} of a certificate request is not known.',
    'zh-CN': '证书请求的版本 {found} 未知。',
  },
  ERR_REQUEST_SIGNATURE: {
    en: 'The signature on the certificate request does not match its public key.',
    'zh-CN': '证书请求的签名与其公钥不符。',
  },
} as const satisfies Catalogue
