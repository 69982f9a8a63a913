import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of faces, with their sentences. */
export const FACE_CODES = {
  ERR_FACE_OVERFLOW: {
    en: 'What stands in {part} does not fit, not even at its smallest size.',
    'zh-CN': '{part} 放不下其内容，缩到最小字号也不行。',
  },
  ERR_FACE_TEMPLATE: {
    en: 'The template has {found} faults: {faults}',
    'zh-CN': '模板有 {found} 处错误：{faults}',
  },
  ERR_FACE_PICTURE: {
    en: 'The picture {picture} cannot be used: {reason}.',
    'zh-CN': '图片 {picture} 不可用：{reason}。',
  },
  ERR_FACE_FIELD: {
    en: 'The template asks for the item {field}, which the licence does not have.',
    'zh-CN': '模板需要的项 {field} 不在证照数据中。',
  },
  ERR_FACE_DOCUMENTS: {
    en: 'The OFD holds {found} documents that could be the face; a licence has one.',
    'zh-CN': 'OFD 中有 {found} 个可作照面的文档；证照应有且只有一个。',
  },
  ERR_FACE_LIMIT: {
    en: 'Reading the face takes more than {limit} {what}.',
    'zh-CN': '读取照面所需的 {what} 超过上限 {limit}。',
  },
} as const satisfies Catalogue

export const faceError = /* @__PURE__ */ licenceErrorsOf(FACE_CODES)
