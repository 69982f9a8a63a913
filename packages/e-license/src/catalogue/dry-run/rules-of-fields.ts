import type { Rule } from '../rule.ts'

/** What a field by itself can have wrong, and days among each other. */
export const FIELD_RULES = {
  'row.form': {
    severity: 'error',
    found: { en: 'The row is no record of fields.', 'zh-CN': '该行不是由字段组成的记录。' },
    remedy: { en: 'Send one object per row.', 'zh-CN': '每行应为一个对象。' },
  },
  'row.value-kind': {
    severity: 'error',
    found: { en: '{field} is no text.', 'zh-CN': '{field} 不是文本。' },
    remedy: { en: 'Write the value as text.', 'zh-CN': '请以文本填写。' },
  },
  'row.element-missing': {
    severity: 'error',
    found: { en: '{field} is missing.', 'zh-CN': '缺少 {field}。' },
    remedy: { en: 'Fill it in.', 'zh-CN': '请补填。' },
  },
  'row.element-unknown': {
    severity: 'error',
    found: { en: '{field} is no element of GB/T 36903.', 'zh-CN': '{field} 不是 GB/T 36903 的元数据。' },
    remedy: {
      en: 'Leave it out, or register it as an extension item (KZ_).',
      'zh-CN': '请删除，或登记为扩展项（KZ_）。',
    },
  },
  'row.element-misspelt': {
    severity: 'error',
    found: { en: '{field} is probably a misspelling.', 'zh-CN': '{field} 疑为误写。' },
    remedy: { en: 'Correct the name of the column.', 'zh-CN': '请更正列名。' },
  },
  'row.element-twice': {
    severity: 'error',
    found: { en: '{field} is given more than once.', 'zh-CN': '{field} 重复给出。' },
    remedy: { en: 'Keep one.', 'zh-CN': '请只保留一个。' },
  },
  'row.placeholder': {
    severity: 'error',
    found: {
      en: '{field} holds “{found}” in place of a value.',
      'zh-CN': '{field} 的值是占位文字“{found}”。',
    },
    remedy: { en: 'Leave it empty, or fill in the value.', 'zh-CN': '请留空或填写实际值。' },
  },
  'row.control-character': {
    severity: 'error',
    found: { en: '{field} holds characters that do not show.', 'zh-CN': '{field} 含有不可见字符。' },
    remedy: { en: 'Remove them.', 'zh-CN': '请删除。' },
  },
  'row.lone-surrogate': {
    severity: 'error',
    found: {
      en: '{field} holds half a character: it was cut or converted wrongly.',
      'zh-CN': '{field} 含有残缺字符，系截断或转码错误。',
    },
    remedy: { en: 'Take the value from its source again.', 'zh-CN': '请从源系统重新取值。' },
  },
  'row.blanks': {
    severity: 'error',
    found: { en: '{field} has blanks where there must be none.', 'zh-CN': '{field} 含有多余空格。' },
    remedy: { en: 'Remove them.', 'zh-CN': '请删除空格。' },
  },
  'row.full-width': {
    severity: 'error',
    found: { en: '{field} holds full-width letters or digits.', 'zh-CN': '{field} 含有全角字母或数字。' },
    remedy: { en: 'Write them in half width.', 'zh-CN': '请改为半角。' },
  },
  'row.lower-case': {
    severity: 'error',
    found: { en: '{field} holds small letters.', 'zh-CN': '{field} 含有小写字母。' },
    remedy: { en: 'Write codes in capitals.', 'zh-CN': '代码中的字母应为大写。' },
  },
  'row.too-long': {
    severity: 'error',
    found: {
      en: '{field} has {length} characters; at most {limit} are allowed.',
      'zh-CN': '{field} 有 {length} 个字符，最多 {limit} 个。',
    },
    remedy: { en: 'Shorten it, or see whether columns have slipped.', 'zh-CN': '请缩短，或检查是否错列。' },
  },
  'row.date': {
    severity: 'error',
    found: { en: '{field} is no day of the calendar: {found}.', 'zh-CN': '{field} 不是有效日期：{found}。' },
    remedy: {
      en: 'Write days as 2026-05-22, times as 2026-05-22T09:30:00+08:00.',
      'zh-CN': '日期应写作 2026-05-22，时间应写作 2026-05-22T09:30:00+08:00。',
    },
  },
  'row.date-form': {
    severity: 'warning',
    found: { en: '{field} writes the day as {found}.', 'zh-CN': '{field} 的日期写作 {found}。' },
    remedy: { en: 'Write days as 2026-05-22.', 'zh-CN': '日期应写作 2026-05-22。' },
  },
  'row.period': {
    severity: 'error',
    found: {
      en: 'The licence is valid from {from}, after it ends on {until}.',
      'zh-CN': '有效期起始日期 {from} 晚于截止日期 {until}。',
    },
    remedy: {
      en: 'See which of both is wrong, or whether they were swapped.',
      'zh-CN': '请核对两个日期，或是否填反。',
    },
  },
  'row.date-order': {
    severity: 'error',
    found: {
      en: '{field} ({found}) is before {other} ({expected}).',
      'zh-CN': '{field}（{found}）早于 {other}（{expected}）。',
    },
    remedy: { en: 'See which of both is wrong.', 'zh-CN': '请核对两个日期。' },
  },
  'row.later': {
    severity: 'error',
    found: { en: '{field} is {found}, which is yet to come.', 'zh-CN': '{field} 为 {found}，尚未到来。' },
    remedy: { en: 'See whether the year is right.', 'zh-CN': '请核对年份。' },
  },
} as const satisfies Record<string, Rule>
