import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of strict JSON, with their sentences. */
export const JSON_CODES = {
  ERR_JSON_SYNTAX: { en: 'Not the JSON that it must be.', 'zh-CN': '不是规定形式的 JSON。' },
  ERR_JSON_DUPLICATE: {
    en: 'A JSON object has two members of one name.',
    'zh-CN': 'JSON 对象中有同名成员。',
  },
  ERR_JSON_MEMBER: {
    en: 'A JSON object has a member of a name that is not allowed.',
    'zh-CN': 'JSON 对象中有不允许的成员名。',
  },
  ERR_JSON_DEPTH: {
    en: 'JSON is nested deeper than {limit} levels.',
    'zh-CN': 'JSON 嵌套超过 {limit} 层。',
  },
  ERR_JSON_NUMBER: {
    en: 'A JSON number is not the one that a reader of 64-bit floating point takes it for.',
    'zh-CN': 'JSON 中有数值无法用 64 位浮点数准确表示。',
  },
  ERR_JSON_TEXT: {
    en: 'A JSON text holds half a character (a lone surrogate) or a code point that is no character.',
    'zh-CN': 'JSON 文本中有不成对的代理项或非字符码位。',
  },
} as const satisfies Catalogue

export const jsonError = /* @__PURE__ */ errorsOf(JSON_CODES)
