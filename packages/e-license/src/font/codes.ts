import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of fonts that are put into documents, with their sentences. */
export const FONT_CODES = {
  ERR_FACE_FONT: {
    en: 'The font cannot be put into the document: {reason}.',
    'zh-CN': '该字体无法嵌入文档：{reason}。',
  },
  ERR_FACE_FONT_RIGHTS: {
    en: 'The maker of the font does not allow that it is put into documents (fsType {fsType}).',
    'zh-CN': '字体厂商不允许将该字体嵌入文档（fsType {fsType}）。',
  },
  ERR_FACE_FONT_CHARACTERS: {
    en: 'The font lacks {found} of the characters that the face shows in it: {characters}.',
    'zh-CN': '该字体缺少照面所用的 {found} 个字符：{characters}。',
  },
} as const satisfies Catalogue

export const fontError = /* @__PURE__ */ licenceErrorsOf(FONT_CODES)

/** What a font says against its format (ISO/IEC 14496-22). */
export const brokenFont = (reason: string, cause?: unknown) => fontError('ERR_FACE_FONT', { reason }, cause)
