import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of what Chinese registers number, with their sentences. None says a digit of a person's number. */
export const REGISTER_CODES = {
  ERR_USCC_FORM: {
    en: 'Not a unified social credit code, which is 18 digits and capital letters: {length} characters, or others.',
    'zh-CN': '不是统一社会信用代码：应为 18 位数字或大写字母，现有 {length} 个字符或含有其他字符。',
  },
  ERR_USCC_CHARACTER: {
    en: 'In a credit code there cannot be {found} at place {position}.',
    'zh-CN': '统一社会信用代码第 {position} 位不能是 {found}。',
  },
  ERR_USCC_CHECK: {
    en: 'The check character of the credit code is {found}; {expected} would be right.',
    'zh-CN': '统一社会信用代码的校验码是 {found}，正确的是 {expected}。',
  },
  ERR_USCC_REGISTRAR: {
    en: 'No registering department with the class {found} is known.',
    'zh-CN': '登记管理部门与机构类别代码 {found} 未知。',
  },
  ERR_ORGANISATION_CODE_FORM: {
    en: 'Not an organisation code: nine characters of 0-9 and A-Z, the last a digit or X.',
    'zh-CN': '不是组织机构代码：应为 9 个数字或大写字母，末位为数字或 X。',
  },
  ERR_ORGANISATION_CODE_CHECK: {
    en: 'The check character of the organisation code in the credit code is {found}; {expected} would be right.',
    'zh-CN': '信用代码中组织机构代码的校验码是 {found}，正确的是 {expected}。',
  },
  ERR_RESIDENT_ID_FORM: {
    en: "Not a citizen's number: 17 digits, the first not 0, and a digit or X.",
    'zh-CN': '不是公民身份号码：应为 17 位数字（首位不为 0）加一位数字或 X。',
  },
  ERR_RESIDENT_ID_DATE: {
    en: "The date of birth in the citizen's number is no day of the calendar.",
    'zh-CN': '公民身份号码中的出生日期不存在。',
  },
  ERR_RESIDENT_ID_FUTURE: {
    en: "The date of birth in the citizen's number is still to come.",
    'zh-CN': '公民身份号码中的出生日期尚未到来。',
  },
  ERR_RESIDENT_ID_CHECK: {
    en: "The check character of the citizen's number does not match its digits.",
    'zh-CN': '公民身份号码的校验码与前 17 位不符。',
  },
  ERR_REGION_FORM: {
    en: 'Not a region code: six digits, the first not 0.',
    'zh-CN': '不是行政区划代码：应为 6 位数字，首位不为 0。',
  },
  ERR_REGION_PROVINCE: {
    en: 'The region code is of no province.',
    'zh-CN': '行政区划代码不属于任何省级行政区。',
  },
  ERR_REGION_UNKNOWN: {
    en: 'The region is not in the present table of regions: it may have been dissolved.',
    'zh-CN': '该行政区划代码不在现行区划表中，可能已撤销。',
  },
} as const satisfies Catalogue

/** The checks of what Chinese registers number, with their titles. */
export const REGISTER_CHECKS = {
  'uscc.form': { en: 'Form of the credit code', 'zh-CN': '统一社会信用代码格式' },
  'uscc.registrar': { en: 'Registering department and class', 'zh-CN': '登记管理部门与机构类别' },
  'uscc.region': { en: 'Region of registration', 'zh-CN': '登记管理机关行政区划' },
  'uscc.organisation-code': { en: 'Organisation code', 'zh-CN': '主体标识码（组织机构代码）' },
  'uscc.check-character': { en: 'Check character of the credit code', 'zh-CN': '统一社会信用代码校验码' },
  'resident-id.form': { en: "Form of the citizen's number", 'zh-CN': '公民身份号码格式' },
  'resident-id.region': { en: 'Region of first registration', 'zh-CN': '首次登记地行政区划' },
  'resident-id.birth-date': { en: 'Date of birth', 'zh-CN': '出生日期' },
  'resident-id.check-character': {
    en: "Check character of the citizen's number",
    'zh-CN': '公民身份号码校验码',
  },
} as const satisfies Catalogue

export const registerError = /* @__PURE__ */ errorsOf(REGISTER_CODES)
