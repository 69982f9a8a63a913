import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../../errors.ts'

/** The codes of drawing seal pictures, with their sentences. */
export const DRAW_CODES = {
  ERR_FONT_STRUCTURE: {
    en: 'The font cannot be read: {reason}.',
    'zh-CN': '无法读取字体：{reason}。',
  },
  ERR_FONT_FACE: {
    en: 'The font file has no face {name}; it has {faces}.',
    'zh-CN': '字体文件中没有名为 {name} 的字体，只有 {faces}。',
  },
  ERR_FONT_LIMIT: {
    en: 'The font exceeds a limit: {what} {found}, at most {limit}.',
    'zh-CN': '字体超出限制：{what} 为 {found}，上限 {limit}。',
  },
  ERR_FONT_CHARACTER: {
    en: 'The font {font} cannot show {characters}; Chinese text needs a Chinese font.',
    'zh-CN': '字体 {font} 中没有字符 {characters}；中文须使用中文字体。',
  },
} as const satisfies Catalogue

export const drawError = /* @__PURE__ */ sealErrorsOf(DRAW_CODES)
