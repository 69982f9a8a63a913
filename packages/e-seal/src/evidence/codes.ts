import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../errors.ts'

/** The codes of evidence and time stamps, with their sentences. */
export const EVIDENCE_CODES = {
  ERR_EVIDENCE_FORMAT: {
    en: 'This is no evidence of a format that is known here: {found}.',
    'zh-CN': '不是已知格式的证据文件：{found}。',
  },
  ERR_EVIDENCE_MEMBER: {
    en: 'The evidence lacks {member}, or holds it in a form that it must not have.',
    'zh-CN': '证据文件缺少 {member}，或其形式不合要求。',
  },
  ERR_EVIDENCE_LIMIT: {
    en: 'The evidence holds too much: {found} {what}, at most {limit}.',
    'zh-CN': '证据文件内容过多：{what} 为 {found}，上限为 {limit}。',
  },
  ERR_EVIDENCE_EARLY: {
    en: 'What tells of the certificate is of {thisUpdate}, before {proven}, the time of the time stamp: evidence has to be created again when something newer is out.',
    'zh-CN': '证书状态信息的时间 {thisUpdate} 早于时间戳时间 {proven}：须待新的状态信息发布后重新生成证据。',
  },
  ERR_EVIDENCE_NO_ROOM: {
    en: 'The signature {signature} has no room for a time stamp: it is of {form}.',
    'zh-CN': '签名 {signature} 的格式为 {form}，没有存放时间戳的位置。',
  },
  ERR_EVIDENCE_STAMPED: {
    en: 'The signature {signature} has a time stamp already.',
    'zh-CN': '签名 {signature} 已有时间戳。',
  },
  ERR_EVIDENCE_COVERED: {
    en: 'The value of the signature {signature} cannot change: the signature {by} covers it.',
    'zh-CN': '签名 {signature} 的签名值已被签名 {by} 保护，不能更改。',
  },
  ERR_EVIDENCE_SIGNATURE: {
    en: 'The document has no signature {signature}.',
    'zh-CN': '文档中没有签名 {signature}。',
  },
  ERR_TIME_STAMP_SUBJECT: {
    en: 'The time stamp in the signed part is over something that is not known here.',
    'zh-CN': '签名原文中的时间戳所盖内容无法识别。',
  },
  ERR_SEAL_TIME_STAMP_EARLY: {
    en: 'The seal has a time stamp of {time}, but was made at {made}.',
    'zh-CN': '印章的时间戳为 {time}，早于制章时间 {made}。',
  },
  ERR_SIGNATURE_TIME_AFTER_STAMP: {
    en: 'The signature claims the time {time}, after {proven}, at which it had its time stamp.',
    'zh-CN': '签章时间 {time} 晚于时间戳证明其已存在的时间 {proven}。',
  },
  ERR_SIGNATURE_PROVEN_TOO_LATE: {
    en: 'Valid at the claimed time {time}, but not any more at {proven}, before which no time stamp proves the signature to have existed ({reason}).',
    'zh-CN': '在声称的时间 {time} 有效，但在时间戳所能证明的最早时间 {proven} 已无效（{reason}）。',
  },
} as const satisfies Catalogue

/** The checks of time stamps, with their titles. */
export const EVIDENCE_CHECKS = {
  'seal.time-stamp': { en: 'Time stamp of the seal', 'zh-CN': '印章时间戳' },
} as const satisfies Catalogue

/** What may be absent. */
export const EVIDENCE_ABSENCES = {
  'time-stamp': { en: 'there is none', 'zh-CN': '没有时间戳' },
  'valid-time-stamp': { en: 'none of those in the evidence holds', 'zh-CN': '证据中没有有效的时间戳' },
} as const satisfies Catalogue

export const evidenceError = /* @__PURE__ */ sealErrorsOf(EVIDENCE_CODES)
