import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of status lists, with their sentences. */
export const STATUS_LIST_CODES = {
  ERR_STATUS_LIST_SIZE: {
    en: 'The status list takes more than {limit} ({unit}).',
    'zh-CN': '状态列表超过上限 {limit}（{unit}）。',
  },
  ERR_STATUS_LIST_TYPE: {
    en: 'It does not say that it is a status list ({expected}).',
    'zh-CN': '未表明自己是状态列表（{expected}）。',
  },
  ERR_STATUS_LIST_CLAIM: {
    en: 'The status list has no {claim} of the form that it must have.',
    'zh-CN': '状态列表缺少符合格式的 {claim}。',
  },
  ERR_STATUS_LIST_CERTIFICATE: {
    en: 'The status list carries no certificate of its signer that can be read ({reason}).',
    'zh-CN': '状态列表未附可读取的签名人证书（{reason}）。',
  },
  ERR_STATUS_LIST_COMPRESSION: {
    en: 'The list is not compressed as it must be: {reason}.',
    'zh-CN': '列表压缩格式不正确：{reason}。',
  },
  ERR_STATUS_LIST_SIGNATURE: {
    en: 'The signature of the status list is not that of {signer}.',
    'zh-CN': '状态列表的签名不是 {signer} 所签。',
  },
  ERR_STATUS_LIST_PURPOSE: {
    en: 'The certificate of {signer} is for other purposes than signing states ({purpose}).',
    'zh-CN': '{signer} 的证书用途不包括签发状态列表（{purpose}）。',
  },
  ERR_STATUS_LIST_SUBJECT: {
    en: 'The status list is {found}, not {expected}.',
    'zh-CN': '状态列表为 {found}，应为 {expected}。',
  },
  ERR_STATUS_LIST_FUTURE: {
    en: 'The status list was made at {madeAt}, which is after {at}.',
    'zh-CN': '状态列表的签发时间 {madeAt} 晚于 {at}。',
  },
  ERR_STATUS_LIST_EXPIRED: {
    en: 'The status list was good until {until}; it is {at}.',
    'zh-CN': '状态列表有效期至 {until}，而判定时间为 {at}。',
  },
  ERR_STATUS_LIST_STALE: {
    en: 'The status list is {age} seconds old; at most {limit} are allowed.',
    'zh-CN': '状态列表签发于 {age} 秒前，上限为 {limit} 秒。',
  },
  ERR_STATUS_LIST_ROLLBACK: {
    en: 'The status list of {madeAt} is older than one of {remembered} that was seen before.',
    'zh-CN': '{madeAt} 的状态列表早于此前见过的 {remembered} 的列表。',
  },
  ERR_STATUS_LIST_INDEX: {
    en: 'The place of the licence is beyond the end of the list, which has {size}.',
    'zh-CN': '证照在状态列表中的序号超出列表长度 {size}。',
  },
  ERR_STATUS_LIST_VALUE: {
    en: 'The list has the value {value} there, which has no meaning yet.',
    'zh-CN': '状态列表中的值 {value} 尚未定义。',
  },
  ERR_STATUS_LIST_UNREACHABLE: {
    en: 'The status list cannot be fetched ({reason}).',
    'zh-CN': '无法获取状态列表（{reason}）。',
  },
  ERR_STATUS_LIST_MEDIA_TYPE: {
    en: 'What was fetched for a status list is {found}, not application/statuslist+jwt or application/statuslist+cwt.',
    'zh-CN':
      '所获取的状态列表内容类型为 {found}，不是 application/statuslist+jwt 或 application/statuslist+cwt。',
  },
  ERR_STATUS_LIST_NO_SOURCE: {
    en: 'The status list is not at hand, and no network is asked.',
    'zh-CN': '没有可用的状态列表，也未指定网络查询。',
  },
  ERR_STATUS_LIST_MEMORY: {
    en: 'What was kept of a status list cannot be read.',
    'zh-CN': '无法读取此前保存的状态列表。',
  },
  ERR_STATUS_LIST_FULL: {
    en: 'The status list has no free place left.',
    'zh-CN': '状态列表已无空闲位置。',
  },
  ERR_STATUS_LIST_ALLOCATION: {
    en: 'What was kept of the places of a status list cannot be read ({member}).',
    'zh-CN': '无法读取状态列表位置分配的记录（{member}）。',
  },
} as const satisfies Catalogue

/** The checks of a status list, with their titles. */
export const STATUS_LIST_CHECKS = {
  'status-list.format': { en: 'Form of the status list', 'zh-CN': '状态列表格式' },
  'status-list.signature': { en: 'Signature of the status list', 'zh-CN': '状态列表签名' },
  'status-list.signer': { en: 'Who signed the status list', 'zh-CN': '状态列表签名人' },
  'status-list.subject': { en: 'Which status list it is', 'zh-CN': '状态列表所属' },
  'status-list.validity': { en: 'Age and validity of the status list', 'zh-CN': '状态列表时效' },
} as const satisfies Catalogue

export const statusListError = /* @__PURE__ */ licenceErrorsOf(STATUS_LIST_CODES)
