import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of metadata, with their sentences. */
export const METADATA_CODES = {
  ERR_METADATA_MISSING: { en: 'The element {element} is missing.', 'zh-CN': '缺少元数据 {element}。' },
  ERR_METADATA_VALUE: {
    en: 'The value of {element} is not of the form that it must have.',
    'zh-CN': '元数据 {element} 的值不符合规定格式。',
  },
  ERR_METADATA_HIDDEN: {
    en: 'The value of {element} has a character that nobody sees, or that moves the others: {character}.',
    'zh-CN': '元数据 {element} 的值含有不可见或会改变显示顺序的字符 {character}。',
  },
  ERR_METADATA_DUPLICATE: {
    en: 'The element {element} occurs more often than it may.',
    'zh-CN': '元数据 {element} 出现次数过多。',
  },
  ERR_METADATA_COUNT: {
    en: 'More than {limit} of {element}.',
    'zh-CN': '{element} 超过 {limit} 个。',
  },
  ERR_METADATA_ALIGNMENT: {
    en: 'There are {found} of {element} for {count} names, so that it is open which belongs to which.',
    'zh-CN': '{element} 有 {found} 个，而名称有 {count} 个，无法一一对应。',
  },
  ERR_METADATA_PERIOD: {
    en: 'The licence is valid from {from}, after it ends on {until}.',
    'zh-CN': '有效期起始日期 {from} 晚于截止日期 {until}。',
  },
  ERR_METADATA_EXTENSION_NAME: {
    en: 'An extension item has a name that is not a letter and up to 63 letters, digits or underscores.',
    'zh-CN': '扩展项名称应为字母开头、至多 64 个字母、数字或下划线。',
  },
  ERR_METADATA_HOLDER_CODE: {
    en: 'The code of a holder is not a valid one of type {codeType}.',
    'zh-CN': '持证主体代码不是合法的 {codeType} 类代码。',
  },
  ERR_METADATA_FORM: {
    en: 'What should be the data of a licence is not an object.',
    'zh-CN': '证照数据不是对象。',
  },
  ERR_METADATA_UNKNOWN: {
    en: '{element} is no element of a licence’s data.',
    'zh-CN': '{element} 不是证照元数据。',
  },
  ERR_METADATA_SIZE: {
    en: 'The data of the licence has {found} characters; at most {limit} are read.',
    'zh-CN': '证照数据有 {found} 个字符，最多读取 {limit} 个。',
  },
  ERR_METADATA_TYPE: {
    en: 'The data is of licence type {found}, the description that it is held to of {expected}.',
    'zh-CN': '数据的证照类型代码是 {found}，所依据的类型描述是 {expected}。',
  },
  ERR_METADATA_NAME: {
    en: 'Licences of this type are called {expected}.',
    'zh-CN': '该类型证照的名称应为“{expected}”。',
  },
  ERR_METADATA_HOLDER_KIND: {
    en: 'Licences of this type are not given to holders with codes of type {codeType}.',
    'zh-CN': '该类型证照不颁发给代码类型为 {codeType} 的持证主体。',
  },
  ERR_METADATA_HOLDER_COUNT: {
    en: 'There are {found} holders; licences of this type have at most {limit}.',
    'zh-CN': '持证主体有 {found} 个；该类型证照最多 {limit} 个。',
  },
  ERR_METADATA_EXTENSION_UNKNOWN: {
    en: '{element} is no extension item of this licence type.',
    'zh-CN': '{element} 不是该类型证照的扩展项。',
  },
  ERR_METADATA_EXTENSION_VALUE: {
    en: 'The value of {element} is not of the kind {kind}.',
    'zh-CN': '扩展项 {element} 的值不是 {kind} 类型的值。',
  },
  ERR_METADATA_EXTENSION_CODE: {
    en: 'The value of {element} is none of those that its list has.',
    'zh-CN': '扩展项 {element} 的值不在其代码表中。',
  },
  ERR_METADATA_EXTENSION_LENGTH: {
    en: '{element} has {found} characters; at most {limit} are allowed.',
    'zh-CN': '扩展项 {element} 有 {found} 个字符，最多 {limit} 个。',
  },
  ERR_LICENCE_VCT: {
    en: 'The credential is not of the type of e-licences.',
    'zh-CN': '凭证类型不是电子证照。',
  },
} as const satisfies Catalogue

/** The checks of metadata by itself, with their titles. */
export const METADATA_CHECKS = {
  'metadata.form': { en: 'Form of the data', 'zh-CN': '数据结构' },
  'metadata.elements': { en: 'Elements of the data', 'zh-CN': '元数据' },
  'metadata.period': { en: 'Order of the days of validity', 'zh-CN': '有效期起止' },
  'metadata.holder-codes': { en: 'Codes of the holders', 'zh-CN': '持证主体代码' },
  'metadata.type': { en: 'Rules of the licence type', 'zh-CN': '证照类型要求' },
  'metadata.extensions': { en: 'Extension items of the licence type', 'zh-CN': '证照类型扩展项' },
} as const satisfies Catalogue

/** What may be absent, by its name in `because`. */
export const METADATA_ABSENCES: Catalogue = {
  'licence-type': { en: 'no description of the licence type was given', 'zh-CN': '未提供证照类型描述' },
}

export type MetadataErrorCode = keyof typeof METADATA_CODES

export const metadataError = /* @__PURE__ */ licenceErrorsOf(METADATA_CODES)
