import type { Rule } from '../rule.ts'

/** What extension items can have wrong. */
export const ITEM_RULES = {
  'catalogue.label': {
    severity: 'error',
    found: {
      en: 'The extension item {item} has no label in {language}.',
      'zh-CN': '扩展项 {item} 缺少 {language} 标签。',
    },
    remedy: {
      en: 'Label it in Chinese and English.',
      'zh-CN': '请填写中文和英文标签。',
    },
  },
  'catalogue.label-taken': {
    severity: 'warning',
    found: {
      en: 'The extension items {item} and {other} have the same label {label}.',
      'zh-CN': '扩展项 {item} 与 {other} 的标签同为“{label}”。',
    },
    remedy: { en: 'Tell them apart.', 'zh-CN': '请加以区分。' },
  },
  'catalogue.extension-name': {
    severity: 'error',
    found: {
      en: '{item} cannot be the name of an extension item: a letter, and up to 63 letters, digits or underscores, without KZ_.',
      'zh-CN': '{item} 不能用作扩展项名称：应为字母开头、至多 64 个字母、数字或下划线，不带 KZ_ 前缀。',
    },
    remedy: { en: 'Rename it.', 'zh-CN': '请改名。' },
  },
  'catalogue.extension-clash': {
    severity: 'error',
    found: {
      en: 'The extension item {item} has the name of {other}, but for its case.',
      'zh-CN': '扩展项 {item} 与 {other} 同名（不计大小写）。',
    },
    remedy: { en: 'Rename one of both.', 'zh-CN': '请将其中之一改名。' },
  },
  'catalogue.extension-codes': {
    severity: 'error',
    found: {
      en: 'The extension item {item} of kind {kind} has a list of {codes} values.',
      'zh-CN': '{kind} 类型的扩展项 {item} 的代码表有 {codes} 个取值。',
    },
    remedy: {
      en: 'An item of kind code has at least one value; others have no list.',
      'zh-CN': 'code 类型须至少有一个取值，其他类型不应有代码表。',
    },
  },
  'catalogue.extension-unit': {
    severity: 'warning',
    found: {
      en: 'The extension item {item} of kind {kind} has the unit {unit}.',
      'zh-CN': '{kind} 类型的扩展项 {item} 的单位为“{unit}”。',
    },
    remedy: {
      en: 'Money and areas have a unit; what is no number has none.',
      'zh-CN': '金额和面积须有单位，非数值项不应有单位。',
    },
  },
  'catalogue.extension-length': {
    severity: 'error',
    found: {
      en: 'The extension item {item} may have {length} characters.',
      'zh-CN': '扩展项 {item} 的最大长度为 {length}。',
    },
    remedy: { en: 'Say 1 to 4,000.', 'zh-CN': '应为 1 至 4000。' },
  },
  'catalogue.extension-personal': {
    severity: 'warning',
    found: {
      en: 'The extension item {item} is a citizen’s number, but is not marked as personal.',
      'zh-CN': '扩展项 {item} 为公民身份号码，却未标为个人信息。',
    },
    remedy: { en: 'Mark it, so that no report shows it.', 'zh-CN': '请标注，以免在报告中显示。' },
  },
} as const satisfies Record<string, Rule>
