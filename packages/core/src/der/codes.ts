import type { Catalogue } from '../errors.ts'

/** The codes of reading DER, with their sentences. */
export const DER_CODES = {
  ERR_DER_TRUNCATED: {
    en: 'DER ends early: {needed} bytes needed at offset {offset}, {found} there.',
    'zh-CN': 'DER 不完整：偏移 {offset} 处需要 {needed} 字节，只有 {found} 字节。',
  },
  ERR_DER_TRAILING: {
    en: '{found} bytes follow the end of the DER value.',
    'zh-CN': 'DER 值之后还有 {found} 个多余字节。',
  },
  ERR_DER_LENGTH: {
    en: 'DER length at offset {offset} is not in its shortest definite form.',
    'zh-CN': '偏移 {offset} 处的 DER 长度不是最短的定长形式。',
  },
  ERR_DER_TAG: {
    en: 'Expected {expected} at offset {offset}, found {found}.',
    'zh-CN': '偏移 {offset} 处应为 {expected}，实际为 {found}。',
  },
  ERR_DER_DEPTH: {
    en: 'DER is nested deeper than {limit} levels.',
    'zh-CN': 'DER 嵌套超过 {limit} 层。',
  },
  ERR_DER_SIZE: {
    en: 'DER of {found} bytes exceeds the limit of {limit}.',
    'zh-CN': 'DER 有 {found} 字节，超过上限 {limit}。',
  },
  ERR_DER_COUNT: {
    en: 'More than {limit} elements in one DER value.',
    'zh-CN': '一个 DER 值中的元素超过 {limit} 个。',
  },
  ERR_DER_VALUE: {
    en: 'The {type} at offset {offset} is not valid DER.',
    'zh-CN': '偏移 {offset} 处的 {type} 不是合法的 DER。',
  },
} as const satisfies Catalogue
