import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of offline bundles, with their sentences. */
export const BUNDLE_CODES = {
  ERR_BUNDLE_SIZE: {
    en: 'The bundle takes more than {limit} ({unit}).',
    'zh-CN': '离线包超过上限 {limit}（{unit}）。',
  },
  ERR_BUNDLE_TYPE: { en: 'It does not say that it is a bundle.', 'zh-CN': '未表明自己是离线包。' },
  ERR_BUNDLE_MEMBER: {
    en: 'The bundle has no {member} of the form that it must have.',
    'zh-CN': '离线包缺少符合格式的 {member}。',
  },
  ERR_BUNDLE_SIGNATURE: {
    en: 'The signature of the bundle is not that of {signer}.',
    'zh-CN': '离线包的签名不是 {signer} 所签。',
  },
  ERR_BUNDLE_OTHER: {
    en: 'The bundle is {found}, not {expected}.',
    'zh-CN': '离线包为 {found}，应为 {expected}。',
  },
  ERR_BUNDLE_ROLLBACK: {
    en: 'The bundle has the number {sequence}; one of the number {remembered} was seen before.',
    'zh-CN': '离线包序号为 {sequence}，此前已有序号为 {remembered} 的离线包。',
  },
  ERR_BUNDLE_EQUIVOCATION: {
    en: 'The bundle differs from the one of the same number {sequence} that was seen before.',
    'zh-CN': '离线包与此前序号同为 {sequence} 的离线包内容不同。',
  },
  ERR_BUNDLE_FUTURE: {
    en: 'The bundle was made at {madeAt}, which is after {at}.',
    'zh-CN': '离线包的制作时间 {madeAt} 晚于 {at}。',
  },
  ERR_BUNDLE_PERIOD: {
    en: 'The bundle is to hold from {issuedAt} to {nextUpdate}, which is not a time of up to {limit} days.',
    'zh-CN': '离线包有效期为 {issuedAt} 至 {nextUpdate}，不是不超过 {limit} 天的时段。',
  },
  ERR_BUNDLE_STALE: {
    en: 'A newer bundle was due at {nextUpdate}; it is {at}.',
    'zh-CN': '离线包应于 {nextUpdate} 前更新，而判定时间为 {at}。',
  },
  ERR_BUNDLE_TRUST_LIST: {
    en: 'The trust list of {territory} in the bundle is not to be used: {reason}.',
    'zh-CN': '离线包中 {territory} 的信任列表不可用：{reason}。',
  },
  ERR_BUNDLE_STATUS_LIST: {
    en: 'The status list {uri} in the bundle is not to be used: {reason}.',
    'zh-CN': '离线包中的状态列表 {uri} 不可用：{reason}。',
  },
  ERR_BUNDLE_TWICE: {
    en: 'The bundle has {part} twice.',
    'zh-CN': '离线包中 {part} 出现两次。',
  },
  ERR_BUNDLE_MEMORY: {
    en: 'What was kept of the bundle cannot be read.',
    'zh-CN': '无法读取此前保存的离线包记录。',
  },
} as const satisfies Catalogue

/** The checks of an offline bundle, with their titles. */
export const BUNDLE_CHECKS = {
  'bundle.format': { en: 'Form of the bundle', 'zh-CN': '离线包格式' },
  'bundle.signature': { en: 'Signature of the bundle', 'zh-CN': '离线包签名' },
  'bundle.sequence': { en: 'Number of the bundle', 'zh-CN': '离线包序号' },
  'bundle.validity': { en: 'Validity of the bundle', 'zh-CN': '离线包有效期' },
  'bundle.signer': { en: 'Who signed the bundle', 'zh-CN': '离线包签名人' },
  'bundle.trust-lists': { en: 'Trust lists in the bundle', 'zh-CN': '离线包中的信任列表' },
  'bundle.status-lists': { en: 'Status lists in the bundle', 'zh-CN': '离线包中的状态列表' },
} as const satisfies Catalogue

/** What may be absent, by its name in `because`. */
export const BUNDLE_ABSENCES: Catalogue = {
  'remembered-bundle': { en: 'no earlier bundle is remembered', 'zh-CN': '没有此前离线包的记录' },
  'bundled-trust-lists': { en: 'there are none in the bundle', 'zh-CN': '离线包中没有信任列表' },
  'bundled-status-lists': { en: 'there are none in the bundle', 'zh-CN': '离线包中没有状态列表' },
}

export const bundleError = /* @__PURE__ */ licenceErrorsOf(BUNDLE_CODES)
