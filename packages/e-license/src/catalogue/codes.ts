import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of catalogues of licence types, with their sentences. */
export const CATALOGUE_CODES = {
  ERR_CATALOGUE_SIZE: {
    en: 'The catalogue has {found} characters; at most {limit} are read.',
    'zh-CN': '证照目录有 {found} 个字符，最多读取 {limit} 个。',
  },
  ERR_CATALOGUE_FORM: {
    en: 'The catalogue is not of the form that it must have at {place}: {expected} is expected.',
    'zh-CN': '证照目录在 {place} 处不符合规定结构，应为 {expected}。',
  },
  ERR_CATALOGUE_TYPE: {
    en: 'The catalogue has no licence type {found}.',
    'zh-CN': '证照目录中没有类型 {found}。',
  },
  ERR_DRY_RUN_ROWS: {
    en: 'The batch has more than {limit} rows.',
    'zh-CN': '批次超过 {limit} 行。',
  },
} as const satisfies Catalogue

export const catalogueError = /* @__PURE__ */ licenceErrorsOf(CATALOGUE_CODES)
