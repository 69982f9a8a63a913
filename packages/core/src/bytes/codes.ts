import type { Catalogue } from '../errors.ts'

/** The codes of text encodings, with their sentences. */
export const BYTES_CODES = {
  ERR_BYTES_HEX: {
    en: 'Not hexadecimal at position {position}.',
    'zh-CN': '第 {position} 个字符不是十六进制。',
  },
  ERR_BYTES_BASE64: {
    en: 'Not canonical base64 at position {position}.',
    'zh-CN': '第 {position} 个字符处不是规范的 base64。',
  },
  ERR_BYTES_UTF8: { en: 'Not well-formed UTF-8.', 'zh-CN': '不是合法的 UTF-8。' },
} as const satisfies Catalogue
