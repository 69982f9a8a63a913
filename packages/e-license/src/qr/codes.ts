import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of licences in QR codes, with their sentences. */
export const QR_CODES = {
  ERR_QR_CAPACITY: {
    en: 'The text takes a QR code of version {version}; at error correction {level}, version {limit} is the largest allowed.',
    'zh-CN': '该文本需要版本 {version} 的二维码；在纠错等级 {level} 下最大允许版本 {limit}。',
  },
  ERR_QR_FORM: {
    en: 'Not a licence in a QR code: its text begins with {prefix}.',
    'zh-CN': '不是证照二维码：其文本应以 {prefix} 开头。',
  },
  ERR_QR_SIZE: {
    en: 'The text has {found} characters; a QR code holds at most {limit}.',
    'zh-CN': '文本有 {found} 个字符，二维码至多容纳 {limit} 个。',
  },
  ERR_QR_BASE45: {
    en: 'Not Base45 at position {position}.',
    'zh-CN': '第 {position} 个字符处不是 Base45。',
  },
  ERR_QR_DEFLATE: {
    en: 'What the code says is not packed as it must be, or unpacks to more than {limit} bytes.',
    'zh-CN': '二维码内容压缩格式不对，或解压后超过 {limit} 字节。',
  },
  ERR_QR_ITEM: {
    en: 'The item {item} in the code is missing, not known, or not of the form that it must have.',
    'zh-CN': '二维码中的项 {item} 缺失、未知或格式不对。',
  },
  ERR_QR_CANONICAL: {
    en: 'The code is not in the one form that what it says has.',
    'zh-CN': '二维码内容不是规定的唯一编码形式。',
  },
  ERR_QR_ALGORITHM: {
    en: 'The code is not signed with SM2 or ES256.',
    'zh-CN': '二维码的签名算法不是 SM2 或 ES256。',
  },
  ERR_QR_SIGNATURE: {
    en: 'The signature of the issuer is not good: what the code says was altered, or somebody else made it.',
    'zh-CN': '签发者签名无效：二维码内容被篡改，或并非由其签发。',
  },
  ERR_QR_CERTIFICATE_UNKNOWN: {
    en: 'The certificate of the issuer, {thumbprint}, is not at hand; without a network it must be given.',
    'zh-CN': '手头没有签发者证书 {thumbprint}；离线核验时须事先提供。',
  },
  ERR_QR_TOO_LARGE: {
    en: 'The licence takes {found} characters in a QR code, more than {limit}. The largest item that may be left out is {item}.',
    'zh-CN': '证照在二维码中需要 {found} 个字符，超过 {limit}。可以略去的最大一项是 {item}。',
  },
  ERR_QR_PICTURE: {
    en: 'Not a PNG or JPEG that can be read: {problem}.',
    'zh-CN': '不是可读取的 PNG 或 JPEG：{problem}。',
  },
  ERR_QR_PICTURE_SIZE: {
    en: 'The picture exceeds the limit of {limit} {unit}.',
    'zh-CN': '图片超过上限 {limit}（{unit}）。',
  },
  ERR_QR_NOT_FOUND: {
    en: 'No QR code was found in the picture, or none that can be read.',
    'zh-CN': '图片中没有找到可识读的二维码。',
  },
} as const satisfies Catalogue

/** The checks of licences in QR codes, with their titles. */
export const QR_CHECKS = {
  'qr.form': { en: 'Form of the QR code', 'zh-CN': '二维码格式' },
  'qr.certificate': { en: 'Certificate of the issuer is at hand', 'zh-CN': '签发者证书可用' },
  'qr.signature': { en: 'Signature of the issuer', 'zh-CN': '签发者签名' },
} as const satisfies Catalogue

export const qrError = /* @__PURE__ */ licenceErrorsOf(QR_CODES)
