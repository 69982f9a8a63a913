import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of identifiers, with their sentences. */
export const IDENTIFIER_CODES = {
  ERR_IDENTIFIER_FORM: {
    en: 'Not an e-licence identifier: root, type, issuer, serial, version and check character, separated by dots.',
    'zh-CN': '不是电子证照标识：应为以点分隔的根代码、证照类型代码、颁发机构代码、流水号、版本号和校验位。',
  },
  ERR_IDENTIFIER_CHARACTER: {
    en: 'The character at place {position} of the identifier is neither a digit, a capital letter nor a dot.',
    'zh-CN': '证照标识第 {position} 个字符不是数字、大写字母或点。',
  },
  ERR_IDENTIFIER_ISSUER_MISSING: {
    en: 'The identifier has no issuer code: a form from before GB/T 36904-2018.',
    'zh-CN': '证照标识缺少颁发机构代码：这是 GB/T 36904-2018 之前的写法。',
  },
  ERR_IDENTIFIER_ROOT: {
    en: 'The root is {found}, not {expected}.',
    'zh-CN': '根代码是 {found}，应为 {expected}。',
  },
  ERR_IDENTIFIER_ROOT_MISTYPED: {
    en: 'The root is {found}, a known misspelling of {expected}.',
    'zh-CN': '根代码 {found} 是常见误写，应为 {expected}。',
  },
  ERR_IDENTIFIER_TYPE_CODE: {
    en: 'The type code is not a credit code of 18 characters and three digits.',
    'zh-CN': '证照类型代码不是 18 位统一社会信用代码加 3 位数字。',
  },
  ERR_IDENTIFIER_ISSUER_REGION: {
    en: 'The issuer is given by a region code; the standard wants its credit code.',
    'zh-CN': '颁发机构用行政区划代码表示；标准要求用统一社会信用代码。',
  },
  ERR_IDENTIFIER_SERIAL: {
    en: 'The serial is not 1 to 64 characters of 0-9 and A-Z.',
    'zh-CN': '流水号不是 1 至 64 个数字或大写字母。',
  },
  ERR_IDENTIFIER_VERSION: {
    en: 'The version is not three digits from 001 on.',
    'zh-CN': '版本号不是从 001 开始的 3 位数字。',
  },
  ERR_IDENTIFIER_CHECK: {
    en: 'The check character is {found}; {expected} would be right.',
    'zh-CN': '校验位是 {found}，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_LETTERS_FROM_11: {
    en: 'The check character {found} is what a known faulty implementation gives, which counts letters from 11; {expected} is right.',
    'zh-CN': '校验位 {found} 与一种已知的错误算法（字母从 11 起计值）的结果相同，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_ROOT_INCLUDED: {
    en: 'The check character {found} is what comes out with the root included; {expected} is right.',
    'zh-CN': '校验位 {found} 与误将根代码计入的结果相同，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_ISSUER_LEFT_OUT: {
    en: 'The check character {found} is what comes out without the issuer code; {expected} is right.',
    'zh-CN': '校验位 {found} 与漏掉颁发机构代码的结果相同，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_ROOT_FOR_ISSUER: {
    en: 'The check character {found} is what comes out with the root included and without the issuer code; {expected} is right.',
    'zh-CN': '校验位 {found} 与误计入根代码且漏掉颁发机构代码的结果相同，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_PLACEHOLDER: {
    en: 'The check character looks like a placeholder X that was never replaced; {expected} is right.',
    'zh-CN': '校验位像是未被替换的占位符 X，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_AROUND: {
    en: 'There is something before or after the identifier.',
    'zh-CN': '证照标识前后有多余内容。',
  },
  ERR_IDENTIFIER_BLANK: {
    en: 'There is blank space, or a character that does not show.',
    'zh-CN': '含有空格或不可见字符。',
  },
  ERR_IDENTIFIER_SEPARATOR: {
    en: 'Another mark stands in the place of a dot.',
    'zh-CN': '分隔符不是半角点“.”。',
  },
  ERR_IDENTIFIER_WIDTH: {
    en: 'There are full-width characters.',
    'zh-CN': '含有全角字符，应为半角。',
  },
  ERR_IDENTIFIER_CASE: {
    en: 'There are small letters in the place of capital ones.',
    'zh-CN': '含有小写字母，应为大写。',
  },
  ERR_IDENTIFIER_DOTS: {
    en: 'Dots or the root are missing, or there are dots too many.',
    'zh-CN': '分隔点或根代码缺失，或分隔点多余。',
  },
  ERR_IDENTIFIER_LOOK_ALIKE: {
    en: '{found} was probably taken for {expected}, which looks like it.',
    'zh-CN': '{found} 很可能是形近字符 {expected} 之误。',
  },
  ERR_IDENTIFIER_SUBSTITUTED: {
    en: '{found} was probably typed for {expected}.',
    'zh-CN': '{found} 很可能是 {expected} 之误。',
  },
  ERR_IDENTIFIER_SWAPPED: {
    en: 'Two neighbours were probably swapped: {found} for {expected}.',
    'zh-CN': '相邻两个字符很可能颠倒：{found} 应为 {expected}。',
  },
  ERR_IDENTIFIER_LEFT_OUT: {
    en: '{expected} was probably left out here.',
    'zh-CN': '此处很可能漏了 {expected}。',
  },
  ERR_IDENTIFIER_TOO_MANY: {
    en: '{found} is probably one too many.',
    'zh-CN': '{found} 很可能是多余的。',
  },
} as const satisfies Catalogue

/** The checks of identifiers, with their titles. */
export const IDENTIFIER_CHECKS = {
  'identifier.form': { en: 'Form of the identifier', 'zh-CN': '证照标识格式' },
  'identifier.root': { en: 'Root of the identifier', 'zh-CN': '电子证照根代码' },
  'identifier.type-code': { en: 'Type code', 'zh-CN': '证照类型代码' },
  'identifier.issuer-code': { en: 'Issuer code', 'zh-CN': '证照颁发机构代码' },
  'identifier.serial': { en: 'Serial', 'zh-CN': '流水号' },
  'identifier.version': { en: 'Version', 'zh-CN': '版本号' },
  'identifier.check-character': { en: 'Check character', 'zh-CN': '校验位' },
} as const satisfies Catalogue

export const identifierError = /* @__PURE__ */ licenceErrorsOf(IDENTIFIER_CODES)
