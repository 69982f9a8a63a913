import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../errors.ts'

/** The codes of reading pictures, with their sentences. */
export const PICTURE_CODES = {
  ERR_PICTURE_FORMAT: {
    en: 'The picture is none of PNG, JPEG, GIF, BMP, SVG and OFD.',
    'zh-CN': '图案不是 PNG、JPEG、GIF、BMP、SVG 或 OFD 格式。',
  },
  ERR_PICTURE_STRUCTURE: {
    en: 'The {format} picture is broken: {part}.',
    'zh-CN': '{format} 图案已损坏：{part}。',
  },
  ERR_PICTURE_LIMIT: {
    en: 'The {format} picture exceeds a limit: {what} {found}, at most {limit}.',
    'zh-CN': '{format} 图案超出限制：{what} 为 {found}，上限 {limit}。',
  },
  ERR_PICTURE_FORBIDDEN: {
    en: 'The {format} picture holds what a picture must not: {what}.',
    'zh-CN': '{format} 图案含有不允许的内容：{what}。',
  },
} as const satisfies Catalogue

export const pictureError = /* @__PURE__ */ sealErrorsOf(PICTURE_CODES)
