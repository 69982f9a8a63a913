import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../../errors.ts'

/** The codes of seals over plain data, with their sentences. */
export const DATA_CODES = {
  ERR_DATA_FORM: {
    en: 'Not a seal over data: neither a signature with a seal, nor a signed message, nor a JWS.',
    'zh-CN': '不是数据签章：既非电子签章，也非签名消息或 JWS。',
  },
  ERR_DATA_FORM_EXPECTED: {
    en: 'The data is sealed in the form {found}, where {expected} is expected.',
    'zh-CN': '数据签章的格式为 {found}，而要求的格式为 {expected}。',
  },
  ERR_DATA_LIMIT: {
    en: 'The {what} takes {found} octets; at most {limit} are read.',
    'zh-CN': '{what} 长度为 {found} 字节，超过上限 {limit} 字节。',
  },
  ERR_DATA_DESCRIPTION: {
    en: 'The seal does not say in a known form what the data is; it may have been made for something else.',
    'zh-CN': '签章未以已知的形式说明所签数据是什么，可能是为其他对象所作。',
  },
  ERR_DATA_OTHER: {
    en: 'The seal was made for other data: the {what} is not the one that is expected.',
    'zh-CN': '签章是为其他数据所作：{what} 与要求的不一致。',
  },
  ERR_DATA_EXPECTED_SEAL: {
    en: 'The data is not sealed with the seal {expected}; found: {found}.',
    'zh-CN': '数据未使用印章“{expected}”签章，现有：{found}。',
  },
  ERR_DATA_EXPECTED_SIGNER: {
    en: 'The data is not sealed by {expected}; found: {found}.',
    'zh-CN': '数据并非由“{expected}”签章，现有：{found}。',
  },
  ERR_DATA_JWS: {
    en: 'The content of the JWS is not that of a seal over data: {member}.',
    'zh-CN': 'JWS 的内容不符合数据签章格式：{member}。',
  },
  ERR_DATA_NO_SEAL: {
    en: 'The JSON holds no seal in its member {member}.',
    'zh-CN': 'JSON 的成员 {member} 中没有签章。',
  },
  ERR_DATA_SEALED: {
    en: 'The JSON has a member {member} already, where the seal would stand.',
    'zh-CN': 'JSON 已有成员 {member}，而该位置应放签章。',
  },
  ERR_DATA_STATE: {
    en: 'What was kept between preparing and finishing is not as it was given out: {member}.',
    'zh-CN': '两步签章之间保存的状态与给出时不一致：{member}。',
  },
  ERR_DATA_FOREIGN_SIGNATURE: {
    en: 'The signature is not one of this key over what was prepared.',
    'zh-CN': '签名值并非该密钥对所准备内容的签名。',
  },
} as const satisfies Catalogue

/** The checks of seals over plain data, with their titles. */
export const DATA_CHECKS = {
  'data.json': { en: 'Sealed JSON', 'zh-CN': '带签章的 JSON' },
  'data.form': { en: 'Form of the seal over the data', 'zh-CN': '数据签章格式' },
  'data.expected': { en: 'The seal and the signer that are expected', 'zh-CN': '符合预期的印章与签章人' },
  'data.description': { en: 'What the seal says of the data', 'zh-CN': '签章中的数据说明' },
} as const satisfies Catalogue

/** What may be absent from a seal over data. */
export const DATA_ABSENCES: Catalogue = {
  'data-description': { en: 'the seal says nothing of the data', 'zh-CN': '签章未说明数据' },
}

export const dataError = /* @__PURE__ */ sealErrorsOf(DATA_CODES)
