import type { Catalogue } from '../errors.ts'

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
} as const satisfies Catalogue
