import type { Rule } from '../rule.ts'

/** What validity, holders, template, level, class, areas and state can have wrong. */
export const TERM_RULES = {
  'catalogue.validity': {
    severity: 'error',
    found: {
      en: 'The validity rule makes no sense: {reason}.',
      'zh-CN': '有效期规则不合理：{reason}。',
    },
    remedy: {
      en: 'Spans are 1 month to 100 years, ages 1 to 150.',
      'zh-CN': '期限应为 1 个月至 100 年，年龄应为 1 至 150。',
    },
  },
  'catalogue.validity-holder': {
    severity: 'error',
    found: {
      en: 'Licences are to run out at an age of holders who are no persons.',
      'zh-CN': '有效期按持证主体年龄计算，而持证主体不是自然人。',
    },
    remedy: {
      en: 'Choose another rule, or another kind of holder.',
      'zh-CN': '请改用其他规则或持证主体类型。',
    },
  },
  'catalogue.holder-codes': {
    severity: 'error',
    found: {
      en: 'The kinds of holder codes are none, or hold {found}, which is no kind.',
      'zh-CN': '持证主体代码类型为空，或含有不存在的类型 {found}。',
    },
    remedy: { en: 'Take them from GB/T 36903, Annex A.', 'zh-CN': '请按 GB/T 36903 附录 A 填写。' },
  },
  'catalogue.holder-kind': {
    severity: 'error',
    found: {
      en: 'Holders are of the kind {kind}, but may have codes of type {codeType}.',
      'zh-CN': '持证主体为 {kind}，却允许使用 {codeType} 类代码。',
    },
    remedy: { en: 'One of both is wrong.', 'zh-CN': '两者必有一误，请核对。' },
  },
  'catalogue.holder-limit': {
    severity: 'error',
    found: {
      en: 'A licence may have {limit} holders at most.',
      'zh-CN': '持证主体上限为 {limit}。',
    },
    remedy: { en: 'Say a whole number from 1 to 200.', 'zh-CN': '应为 1 至 200 的整数。' },
  },
  'catalogue.face': {
    severity: 'error',
    found: {
      en: 'There is no face template {face}.',
      'zh-CN': '没有照面模板 {face}。',
    },
    remedy: { en: 'Name one that there is.', 'zh-CN': '请填写已有的模板。' },
  },
  'catalogue.level': {
    severity: 'error',
    found: {
      en: 'The assurance level {level} is none of 1 to 4.',
      'zh-CN': '实名等级 {level} 不在 1 至 4 之内。',
    },
    remedy: { en: 'Say what its holder needs to obtain it.', 'zh-CN': '请填写持证主体领取所需的等级。' },
  },
  'catalogue.level-low': {
    severity: 'warning',
    found: {
      en: 'A type of class {securityClass} is given out at the assurance level {level}.',
      'zh-CN': '安全级别为 {securityClass} 的类型在实名等级 {level} 即可领取。',
    },
    remedy: { en: 'Ask for level 3 or 4.', 'zh-CN': '建议要求 3 级或 4 级。' },
  },
  'catalogue.security-class': {
    severity: 'error',
    found: {
      en: 'The security class is missing or none of {expected}.',
      'zh-CN': '缺少安全级别，或不是 {expected} 之一。',
    },
    remedy: { en: 'Classify the type.', 'zh-CN': '请确定安全级别。' },
  },
  'catalogue.area': {
    severity: 'error',
    found: {
      en: 'The areas are none, or hold {found}, which is no region code of six digits.',
      'zh-CN': '适用区域为空，或 {found} 不是 6 位行政区划代码。',
    },
    remedy: { en: '000000 stands for the whole country.', 'zh-CN': '全国请填 000000。' },
  },
  'catalogue.related-item': {
    severity: 'error',
    found: {
      en: 'A related item lacks its name or code, or stands there twice.',
      'zh-CN': '关联事项缺少名称或代码，或重复出现。',
    },
    remedy: { en: 'Complete it, or strike it out.', 'zh-CN': '请补全或删除。' },
  },
  'catalogue.state-dates': {
    severity: 'error',
    found: {
      en: 'The days of publishing and withdrawing are missing, no days, in the wrong order, or do not fit the state {state}.',
      'zh-CN': '发布、废止日期缺失、不是日期、先后颠倒，或与状态 {state} 不符。',
    },
    remedy: {
      en: 'What is published has the first day, what is withdrawn has both.',
      'zh-CN': '已发布的须有发布日期，已废止的须同时有发布和废止日期。',
    },
  },
} as const satisfies Record<string, Rule>
