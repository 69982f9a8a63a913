import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../errors.ts'

/** The codes of what is said of seals after they were made, with their sentences. */
export const SEAL_STATUS_CODES = {
  ERR_SEAL_REVOKED: {
    en: 'The seal was withdrawn at {since} ({why}); it was used at {time}.',
    'zh-CN': '印章已于 {since} 注销（{why}），使用时间为 {time}。',
  },
  ERR_SEAL_SUSPENDED: {
    en: 'The seal was suspended at {since}; it was used at {time}.',
    'zh-CN': '印章已于 {since} 停用，使用时间为 {time}。',
  },
  ERR_SEAL_EXPIRED: {
    en: 'The seal ran out at {since}; it was used at {time}.',
    'zh-CN': '印章已于 {since} 到期，使用时间为 {time}。',
  },
  ERR_SEAL_STATUS_MISSING: {
    en: 'Nobody was named who tells whether the seal {id} was withdrawn.',
    'zh-CN': '没有指定可查询印章 {id} 状态的来源。',
  },
  ERR_SEAL_STATUS_NO_SOURCE: {
    en: 'Nothing at hand tells the status of seals of {maker}.',
    'zh-CN': '没有可用的来源说明 {maker} 所制印章的状态。',
  },
  ERR_SEAL_STATUS_UNKNOWN: {
    en: '{by} does not know the seal.',
    'zh-CN': '{by} 没有该印章的记录。',
  },
  ERR_SEAL_STATUS_OTHER: {
    en: 'What {by} says is about another seal of the same identifier, or about none that was asked for.',
    'zh-CN': '{by} 所述为标识相同的另一枚印章，或并非所查询的印章。',
  },
  ERR_SEAL_STATUS_MAKER: {
    en: '{by} does not speak for seals of {maker}.',
    'zh-CN': '{by} 无权说明 {maker} 所制印章的状态。',
  },
  ERR_SEAL_STATUS_LIST: {
    en: 'The status list is {list}; expected was {expected}.',
    'zh-CN': '状态列表为 {list}，应为 {expected}。',
  },
  ERR_SEAL_STATUS_ROLLBACK: {
    en: 'The status list has the number {sequence}; one of the number {remembered} was seen before.',
    'zh-CN': '状态列表序号为 {sequence}，此前已有序号为 {remembered} 的列表。',
  },
  ERR_SEAL_STATUS_EQUIVOCATION: {
    en: 'The status list differs from the one of the same number {sequence} that was seen before.',
    'zh-CN': '状态列表与此前序号同为 {sequence} 的列表内容不同。',
  },
  ERR_SEAL_STATUS_FUTURE: {
    en: 'It was made at {madeAt}, which is after {at}.',
    'zh-CN': '其签发时间 {madeAt} 晚于 {at}。',
  },
  ERR_SEAL_STATUS_PERIOD: {
    en: 'It is to hold from {issuedAt} to {nextUpdate}, which is not a time of up to {limit} days.',
    'zh-CN': '其有效期为 {issuedAt} 至 {nextUpdate}，不是不超过 {limit} 天的时段。',
  },
  ERR_SEAL_STATUS_STALE: {
    en: 'A newer one was due at {nextUpdate}; it is {at}.',
    'zh-CN': '应于 {nextUpdate} 前更新，而判定时间为 {at}。',
  },
  ERR_SEAL_STATUS_DUPLICATE: {
    en: 'A seal stands there twice: {seal}.',
    'zh-CN': '同一印章出现两次：{seal}。',
  },
  ERR_SEAL_STATUS_MEMORY: {
    en: 'What was kept of the status list {list} cannot be read.',
    'zh-CN': '无法读取此前保存的状态列表 {list} 的记录。',
  },
  ERR_SEAL_STATUS_MEDIA_TYPE: {
    en: 'What was fetched for the status of the seal is {found}, not application/jose.',
    'zh-CN': '所获取的印章状态内容类型为 {found}，不是 application/jose。',
  },
  ERR_SEAL_STATUS_UNREACHABLE: {
    en: 'The status of the seal cannot be fetched ({reason}).',
    'zh-CN': '无法获取印章状态（{reason}）。',
  },
} as const satisfies Catalogue

/** The checks of status lists and answers, with their titles. */
export const SEAL_STATUS_CHECKS = {
  'seal.status': { en: 'Status of the seal', 'zh-CN': '印章状态' },
  'seal-status.format': { en: 'Form of the status list or answer', 'zh-CN': '印章状态数据格式' },
  'seal-status.signature': { en: 'Signature of the status list or answer', 'zh-CN': '印章状态数据签名' },
  'seal-status.signer': { en: 'Who signed the status list or answer', 'zh-CN': '印章状态数据签名人' },
  'seal-status.subject': { en: 'What the status list or answer is about', 'zh-CN': '印章状态数据所属' },
  'seal-status.sequence': { en: 'Number of the status list', 'zh-CN': '印章状态列表序号' },
  'seal-status.validity': { en: 'Validity of the status list or answer', 'zh-CN': '印章状态数据有效期' },
} as const satisfies Catalogue

/** What may be absent, by its name in `because`. */
export const SEAL_STATUS_ABSENCES: Catalogue = {
  'seal-status': {
    en: 'nobody was named who tells whether the seal was withdrawn',
    'zh-CN': '未指定可查询印章状态的来源',
  },
  'remembered-list': { en: 'no earlier list is remembered', 'zh-CN': '没有此前列表的记录' },
}

export const statusError = /* @__PURE__ */ sealErrorsOf(SEAL_STATUS_CODES)
