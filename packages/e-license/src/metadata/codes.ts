import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of metadata, with their sentences. */
export const METADATA_CODES = {
  ERR_METADATA_MISSING: { en: 'The element {element} is missing.', 'zh-CN': '缺少元数据 {element}。' },
  ERR_METADATA_VALUE: {
    en: 'The value of {element} is not of the form that it must have.',
    'zh-CN': '元数据 {element} 的值不符合规定格式。',
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
  ERR_LICENCE_VCT: {
    en: 'The credential is not of the type of e-licences.',
    'zh-CN': '凭证类型不是电子证照。',
  },
} as const satisfies Catalogue

export const metadataError = /* @__PURE__ */ licenceErrorsOf(METADATA_CODES)
