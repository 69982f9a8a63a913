import type { Rule } from '../rule.ts'

/** What type, identifier and issuer can have wrong. */
export const IDENTIFIER_RULES = {
  'row.type-code': {
    severity: 'error',
    found: {
      en: 'The type code {found} is not a credit code of 18 characters and three digits.',
      'zh-CN': '证照类型代码 {found} 不是 18 位统一社会信用代码加 3 位数字。',
    },
    remedy: { en: 'Take it from the catalogue.', 'zh-CN': '请按证照目录填写。' },
  },
  'row.type-unknown': {
    severity: 'error',
    found: { en: 'The catalogue has no type {found}.', 'zh-CN': '证照目录中没有类型 {found}。' },
    remedy: {
      en: 'See whether the code is misspelt, or the catalogue out of date.',
      'zh-CN': '请核对代码，或更新证照目录。',
    },
  },
  'row.type-state': {
    severity: 'error',
    found: { en: 'The type {found} is not in use: {state}.', 'zh-CN': '类型 {found} 未在使用：{state}。' },
    remedy: { en: 'Use the type that is in force.', 'zh-CN': '请使用现行类型。' },
  },
  'row.name': {
    severity: 'error',
    found: {
      en: 'The licence is called {found}; the catalogue says {expected}.',
      'zh-CN': '证照名称为“{found}”，证照目录中为“{expected}”。',
    },
    remedy: { en: 'Write the name as the catalogue has it.', 'zh-CN': '请按证照目录填写名称。' },
  },
  'row.identifier-form': {
    severity: 'error',
    found: {
      en: 'The identifier has not the form root, type, issuer, serial, version, check character.',
      'zh-CN': '证照标识不是“根代码.类型.颁发机构.流水号.版本.校验位”的格式。',
    },
    remedy: { en: 'See “xinyin id”, which marks the place.', 'zh-CN': '可用“xinyin id”查看错误位置。' },
  },
  'row.identifier-root': {
    severity: 'error',
    found: {
      en: 'The root of the identifier is not 1.2.156.3005.2.',
      'zh-CN': '证照标识的根代码不是 1.2.156.3005.2。',
    },
    remedy: {
      en: 'Put in the right root; the check character stays.',
      'zh-CN': '请改用正确的根代码，校验位不变。',
    },
  },
  'row.identifier-code': {
    severity: 'error',
    found: {
      en: 'The type or issuer code in the identifier has a wrong form or check character.',
      'zh-CN': '证照标识中的类型代码或颁发机构代码格式或校验码不正确。',
    },
    remedy: { en: 'Compare it with the register.', 'zh-CN': '请与登记信息核对。' },
  },
  'row.identifier-region': {
    severity: 'warning',
    found: {
      en: 'The identifier names its issuer by the region code {found}; the standard wants a credit code.',
      'zh-CN': '证照标识用行政区划代码 {found} 表示颁发机构，标准要求用统一社会信用代码。',
    },
    remedy: { en: 'Change how new identifiers are made.', 'zh-CN': '请调整新证照标识的编码方式。' },
  },
  'row.identifier-version': {
    severity: 'error',
    found: {
      en: 'The version in the identifier is 000; versions begin with 001.',
      'zh-CN': '证照标识的版本号为 000，应从 001 开始。',
    },
    remedy: { en: 'Number it, and compute the check character anew.', 'zh-CN': '请重新编号并计算校验位。' },
  },
  'row.identifier-check': {
    severity: 'error',
    found: {
      en: 'The check character of the identifier is {found}; {expected} would be right ({cause}).',
      'zh-CN': '证照标识的校验位为 {found}，正确的是 {expected}（{cause}）。',
    },
    remedy: {
      en: 'If the other parts are right, put it in; a program that makes wrong ones has to be mended.',
      'zh-CN': '其他部分无误时请改正；如系程序算法有误，请修正程序。',
    },
  },
  'row.identifier-type': {
    severity: 'error',
    found: {
      en: 'The type in the identifier is {found}, that of the row {expected}.',
      'zh-CN': '证照标识中的类型代码为 {found}，该行为 {expected}。',
    },
    remedy: { en: 'One of both is wrong.', 'zh-CN': '两者必有一误，请核对。' },
  },
  'row.identifier-issuer': {
    severity: 'error',
    found: {
      en: 'The issuer in the identifier is {found}, that of the row {expected}.',
      'zh-CN': '证照标识中的颁发机构代码为 {found}，该行为 {expected}。',
    },
    remedy: { en: 'One of both is wrong.', 'zh-CN': '两者必有一误，请核对。' },
  },
  'row.identifier-duplicate': {
    severity: 'error',
    found: {
      en: 'The identifier stands in row {first} already.',
      'zh-CN': '证照标识已在第 {first} 行出现。',
    },
    remedy: { en: 'An identifier belongs to one licence only.', 'zh-CN': '一个证照标识只能对应一个证照。' },
  },
  'row.number-duplicate': {
    severity: 'error',
    found: {
      en: 'The number stands in row {first} already, with another identifier.',
      'zh-CN': '证照编号已在第 {first} 行出现，但证照标识不同。',
    },
    remedy: {
      en: 'See whether the licence was entered twice; a new version keeps its serial.',
      'zh-CN': '请核对是否重复录入；换发新版应沿用流水号。',
    },
  },
  'row.version-gap': {
    severity: 'error',
    found: {
      en: 'Version {found} follows version {before} in this batch (row {first}).',
      'zh-CN': '本批次中第 {found} 版之前是第 {before} 版（第 {first} 行），中间有缺。',
    },
    remedy: { en: 'Push the versions in between first.', 'zh-CN': '请先推送缺少的版本。' },
  },
  'row.issuer-code': {
    severity: 'error',
    found: {
      en: 'The issuer code {found} is no credit code.',
      'zh-CN': '颁发机构代码 {found} 不是有效的统一社会信用代码。',
    },
    remedy: { en: 'Look it up in the register of credit codes.', 'zh-CN': '请查询统一社会信用代码。' },
  },
  'row.issuer-region': {
    severity: 'warning',
    found: {
      en: 'The issuer is given by the region code {found}; the standard wants a credit code.',
      'zh-CN': '颁发机构用行政区划代码 {found} 表示，标准要求用统一社会信用代码。',
    },
    remedy: { en: 'Put in the credit code.', 'zh-CN': '请改填统一社会信用代码。' },
  },
  'row.issuer-area': {
    severity: 'error',
    found: {
      en: 'An authority of region {found} does not issue this type, which is for {expected}.',
      'zh-CN': '区划 {found} 的机构不颁发该类型证照，其适用区域为 {expected}。',
    },
    remedy: { en: 'See whether type and issuer are right.', 'zh-CN': '请核对类型和颁发机构。' },
  },
} as const satisfies Record<string, Rule>
