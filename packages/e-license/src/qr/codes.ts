import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of licences in QR codes, with their sentences. */
export const QR_CODES = {
  ERR_QR_CAPACITY: {
    en: 'The text takes a QR code of version {version}; at error correction {level}, version {limit} is the largest allowed.',
    'zh-CN': '该文本需要版本 {version} 的二维码；在纠错等级 {level} 下最大允许版本 {limit}。',
  },
  ERR_QR_PICTURE: {
    en: 'Not a PNG that can be read: {problem}.',
    'zh-CN': '不是可读取的 PNG：{problem}。',
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
export const QR_CHECKS = {} as const satisfies Catalogue

export const qrError = /* @__PURE__ */ licenceErrorsOf(QR_CODES)
