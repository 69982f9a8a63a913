import type { Rule } from '../rule.ts'

/** What codes, versions, authorities and names of types can have wrong. */
export const CODE_RULES = {
  'catalogue.type-code': {
    severity: 'error',
    found: {
      en: 'The type code {code} is not a credit code of 18 characters and three digits.',
      'zh-CN': '证照类型代码 {code} 不是 18 位统一社会信用代码加 3 位数字。',
    },
    remedy: {
      en: 'Take it over from the authority that defines the type.',
      'zh-CN': '请按证照定义机构公布的代码填写。',
    },
  },
  'catalogue.type-code-check': {
    severity: 'error',
    found: {
      en: 'The credit code in the type code {code} has a wrong check character.',
      'zh-CN': '证照类型代码 {code} 中统一社会信用代码的校验码不正确。',
    },
    remedy: {
      en: 'Compare it character by character with the published one.',
      'zh-CN': '请与公布的代码逐位核对。',
    },
  },
  'catalogue.type-sequence': {
    severity: 'error',
    found: {
      en: 'The type code {code} ends with 000; types are numbered from 001.',
      'zh-CN': '证照类型代码 {code} 的序号为 000，应从 001 开始。',
    },
    remedy: { en: 'Give the type a number.', 'zh-CN': '请编定序号。' },
  },
  'catalogue.duplicate': {
    severity: 'error',
    found: {
      en: 'Version {version} of the type {code} stands there already, at {first}.',
      'zh-CN': '类型 {code} 的第 {version} 版已在 {first} 处出现。',
    },
    remedy: { en: 'Keep one of them.', 'zh-CN': '请只保留一条。' },
  },
  'catalogue.published-twice': {
    severity: 'error',
    found: {
      en: 'Two versions of the type {code} are published at once, the other at {first}.',
      'zh-CN': '类型 {code} 有两个版本同时处于发布状态，另一个在 {first} 处。',
    },
    remedy: { en: 'Withdraw the older one.', 'zh-CN': '请废止较早的版本。' },
  },
  'catalogue.version': {
    severity: 'error',
    found: {
      en: 'The version {version} is not a whole number from 1 on.',
      'zh-CN': '版本 {version} 不是从 1 开始的整数。',
    },
    remedy: { en: 'Count the versions of a type from 1.', 'zh-CN': '请从 1 起编号。' },
  },
  'catalogue.version-gap': {
    severity: 'warning',
    found: {
      en: 'Version {version} of the type {code} follows version {before}.',
      'zh-CN': '类型 {code} 的第 {version} 版之前是第 {before} 版，中间有缺。',
    },
    remedy: {
      en: 'Put in what is missing: older licences are held to it.',
      'zh-CN': '请补充缺少的版本，旧证照须按其核对。',
    },
  },
  'catalogue.authority-code': {
    severity: 'error',
    found: {
      en: 'The code {authority} of the defining authority is not a credit code.',
      'zh-CN': '证照定义机构代码 {authority} 不是统一社会信用代码。',
    },
    remedy: { en: 'Look it up in the register of credit codes.', 'zh-CN': '请查询统一社会信用代码。' },
  },
  'catalogue.authority-mismatch': {
    severity: 'error',
    found: {
      en: 'The defining authority {authority} is not the one in the type code, {expected}.',
      'zh-CN': '证照定义机构代码 {authority} 与类型代码中的 {expected} 不一致。',
    },
    remedy: { en: 'One of both is wrong.', 'zh-CN': '两者必有一误，请核对。' },
  },
  'catalogue.authority-name': {
    severity: 'warning',
    found: {
      en: 'The authority {authority} is called {name} here and {other} elsewhere in this catalogue.',
      'zh-CN': '机构 {authority} 在此名为“{name}”，在本目录他处名为“{other}”。',
    },
    remedy: { en: 'Write one name everywhere.', 'zh-CN': '请统一名称。' },
  },
  'catalogue.name': {
    severity: 'error',
    found: {
      en: 'The name is empty, or has blanks, control characters or full-width letters where there must be none.',
      'zh-CN': '名称为空，或含有多余空格、控制字符、全角字母数字。',
    },
    remedy: { en: 'Write the name as the licence bears it.', 'zh-CN': '请按证照上的名称填写。' },
  },
  'catalogue.name-misspelt': {
    severity: 'error',
    found: {
      en: 'The name {name} differs a little from {expected} in the reference catalogue.',
      'zh-CN': '名称“{name}”与参照目录中的“{expected}”有细微差别。',
    },
    remedy: {
      en: 'One of both is misspelt; whole batches are refused for that.',
      'zh-CN': '其中之一有误，整批数据会因此被退回。',
    },
  },
  'catalogue.name-other': {
    severity: 'error',
    found: {
      en: 'The type is called {name} here, and {expected} in the reference catalogue.',
      'zh-CN': '该类型在此名为“{name}”，在参照目录中名为“{expected}”。',
    },
    remedy: { en: 'See whether the code is the right one.', 'zh-CN': '请核对类型代码是否正确。' },
  },
  'catalogue.name-taken': {
    severity: 'warning',
    found: {
      en: 'The name {name} is also that of the type {other}.',
      'zh-CN': '名称“{name}”与类型 {other} 的名称相同。',
    },
    remedy: { en: 'See whether one type was entered twice.', 'zh-CN': '请核对是否重复登记。' },
  },
  'catalogue.not-in-reference': {
    severity: 'warning',
    found: {
      en: 'The reference catalogue has no type {code}.',
      'zh-CN': '参照目录中没有类型 {code}。',
    },
    remedy: {
      en: 'A type of one’s own is registered before licences are pushed.',
      'zh-CN': '自定义类型须先登记，再推送证照。',
    },
  },
} as const satisfies Record<string, Rule>
