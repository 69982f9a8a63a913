import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of CBOR, with their sentences. */
export const CBOR_CODES = {
  ERR_CBOR_TRUNCATED: {
    en: 'CBOR ends early: {needed} bytes needed at offset {offset}, {found} there.',
    'zh-CN': 'CBOR 不完整：偏移 {offset} 处需要 {needed} 字节，只有 {found} 字节。',
  },
  ERR_CBOR_TRAILING: {
    en: '{found} bytes follow the end of the CBOR value.',
    'zh-CN': 'CBOR 值之后还有 {found} 个多余字节。',
  },
  ERR_CBOR_LENGTH: {
    en: 'The number or length at offset {offset} of the CBOR is not in its shortest definite form.',
    'zh-CN': 'CBOR 偏移 {offset} 处的数值或长度不是最短的定长形式。',
  },
  ERR_CBOR_TYPE: {
    en: 'The CBOR at offset {offset} is of a kind that is not read here: a floating-point number, undefined, or a reserved one.',
    'zh-CN': 'CBOR 偏移 {offset} 处的类型不被接受：浮点数、undefined 或保留类型。',
  },
  ERR_CBOR_KEY: {
    en: 'The key at offset {offset} of a CBOR map is neither an integer nor a text.',
    'zh-CN': 'CBOR 偏移 {offset} 处的映射键既不是整数也不是文本。',
  },
  ERR_CBOR_DUPLICATE: {
    en: 'A CBOR map has the key at offset {offset} twice.',
    'zh-CN': 'CBOR 映射中偏移 {offset} 处的键重复出现。',
  },
  ERR_CBOR_ORDER: {
    en: 'The key at offset {offset} of a CBOR map is not in its place: they are ordered by their bytes.',
    'zh-CN': 'CBOR 映射中偏移 {offset} 处的键次序不对：应按字节排序。',
  },
  ERR_CBOR_DEPTH: {
    en: 'CBOR is nested deeper than {limit} levels.',
    'zh-CN': 'CBOR 嵌套超过 {limit} 层。',
  },
  ERR_CBOR_SIZE: {
    en: 'CBOR of {found} bytes exceeds the limit of {limit}.',
    'zh-CN': 'CBOR 有 {found} 字节，超过上限 {limit}。',
  },
  ERR_CBOR_COUNT: {
    en: 'More than {limit} values in one CBOR value.',
    'zh-CN': '一个 CBOR 值中的元素超过 {limit} 个。',
  },
} as const satisfies Catalogue

/** The errors of CBOR. */
export const cborError = /* @__PURE__ */ errorsOf(CBOR_CODES)
