import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../errors.ts'

/** The codes of batches, with their sentences. */
export const BATCH_CODES = {
  ERR_BATCH_JOURNAL: {
    en: 'The journal of the batch is damaged in line {line}.',
    'zh-CN': '批量签章日志第 {line} 行已损坏。',
  },
  ERR_BATCH_OTHER_SEAL: {
    en: 'The journal belongs to a batch with another seal or certificate.',
    'zh-CN': '该日志属于使用另一印章或证书的批次。',
  },
  ERR_BATCH_OTHER_SETTINGS: {
    en: 'The journal belongs to a batch with other settings: where the seal stands, how documents are protected, whose key signs.',
    'zh-CN': '该日志属于设置不同的批次：印章位置、保护方式或签名密钥不同。',
  },
  ERR_BATCH_LOCKED: {
    en: 'Another process is working on this batch.',
    'zh-CN': '另一进程正在处理该批次。',
  },
  ERR_BATCH_ID: {
    en: 'The name of the document is no plain relative path.',
    'zh-CN': '文件名称不是规范的相对路径。',
  },
  ERR_BATCH_DUPLICATE: {
    en: 'Another document of the batch has this name.',
    'zh-CN': '同一批次中已有同名文件。',
  },
  ERR_BATCH_SOURCE: {
    en: 'The document cannot be read ({reason}).',
    'zh-CN': '无法读取文件（{reason}）。',
  },
  ERR_BATCH_SOURCE_CHANGED: {
    en: 'The document was sealed earlier in this batch, and has changed since.',
    'zh-CN': '该文件已在本批次中签章，其后又被改动。',
  },
  ERR_BATCH_OUTPUT_EXISTS: {
    en: 'A file that this batch did not make lies where the sealed document is to be.',
    'zh-CN': '输出位置已有文件，且不是本批次生成的。',
  },
  ERR_BATCH_OUTPUT_OUTSIDE: {
    en: 'The place of the sealed document lies outside the folder of the batch.',
    'zh-CN': '输出位置在批次目录之外。',
  },
  ERR_BATCH_OUTPUT_CHANGED: {
    en: 'The document was sealed earlier in this batch; what lies in its place is not what was made then.',
    'zh-CN': '该文件已在本批次中签章，但输出位置的文件与当时生成的不一致。',
  },
  ERR_BATCH_OUTPUT_MISSING: {
    en: 'The document was sealed earlier in this batch, and is no longer in its place. It is not sealed again.',
    'zh-CN': '该文件已在本批次中签章，但已不在输出位置；不会重复签章。',
  },
  ERR_BATCH_SEALED_BEFORE: {
    en: 'The document carries a signature with this seal or certificate already ({signature}).',
    'zh-CN': '文件中已有使用该印章或证书的签名（{signature}）。',
  },
  ERR_BATCH_REFUSED: {
    en: 'The document cannot be sealed in this way: {reason}.',
    'zh-CN': '无法按此方式签章：{reason}。',
  },
} as const satisfies Catalogue

export const batchError = /* @__PURE__ */ sealErrorsOf(BATCH_CODES)
