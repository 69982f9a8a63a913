import type { Rule } from '../rule.ts'

/** What holders, extension items, validity, state and operation can have wrong. */
export const CONTENT_RULES = {
  'row.count': {
    severity: 'error',
    found: {
      en: 'There are {found} of {field} for {expected} of {other}.',
      'zh-CN': '{field} 有 {found} 个，而 {other} 有 {expected} 个。',
    },
    remedy: { en: 'Give one for each, in the same order.', 'zh-CN': '请按相同顺序一一对应填写。' },
  },
  'row.holder-type': {
    severity: 'error',
    found: { en: '{found} is no type of holder codes.', 'zh-CN': '{found} 不是持证主体代码类型。' },
    remedy: { en: 'Take it from GB/T 36903, Annex A.', 'zh-CN': '请按 GB/T 36903 附录 A 填写。' },
  },
  'row.holder-type-name': {
    severity: 'error',
    found: {
      en: 'The type of holder code is called {found}; for the code given it is {expected}.',
      'zh-CN': '持证主体代码类型名称为“{found}”，与类型代码对应的是“{expected}”。',
    },
    remedy: { en: 'One of both is wrong.', 'zh-CN': '两者必有一误，请核对。' },
  },
  'row.holder-kind': {
    severity: 'error',
    found: {
      en: 'Licences of this type are not given to holders with codes of type {found}.',
      'zh-CN': '该类型证照不颁发给代码类型为 {found} 的持证主体。',
    },
    remedy: {
      en: 'See whether the licence type or the type of code is wrong.',
      'zh-CN': '请核对证照类型或代码类型。',
    },
  },
  'row.holder-code': {
    severity: 'error',
    found: {
      en: 'A holder code is not a valid one of type {codeType}.',
      'zh-CN': '持证主体代码不是有效的 {codeType} 类代码。',
    },
    remedy: { en: 'Compare it with the document of the holder.', 'zh-CN': '请与持证主体的证件核对。' },
  },
  'row.holder-count': {
    severity: 'error',
    found: {
      en: 'There are {found} holders; licences of this type have at most {expected}.',
      'zh-CN': '持证主体有 {found} 个，该类型证照最多 {expected} 个。',
    },
    remedy: { en: 'See whether columns have slipped.', 'zh-CN': '请检查是否错列。' },
  },
  'row.holder-repeated': {
    severity: 'error',
    found: { en: 'A holder stands there twice.', 'zh-CN': '同一持证主体出现两次。' },
    remedy: { en: 'Keep one.', 'zh-CN': '请只保留一个。' },
  },
  'row.extension-missing': {
    severity: 'error',
    found: {
      en: 'The extension item {field} ({label}) is missing.',
      'zh-CN': '缺少扩展项 {field}（{label}）。',
    },
    remedy: { en: 'Fill it in.', 'zh-CN': '请补填。' },
  },
  'row.extension-unknown': {
    severity: 'error',
    found: { en: '{field} is no extension item of this type.', 'zh-CN': '{field} 不是该类型证照的扩展项。' },
    remedy: {
      en: 'Leave it out, or have it put into the catalogue.',
      'zh-CN': '请删除，或申请加入证照目录。',
    },
  },
  'row.extension-misspelt': {
    severity: 'error',
    found: {
      en: '{field} is no extension item of this type, but nearly one.',
      'zh-CN': '{field} 不是该类型证照的扩展项，疑为误写。',
    },
    remedy: { en: 'Correct the name of the column.', 'zh-CN': '请更正列名。' },
  },
  'row.extension-form': {
    severity: 'error',
    found: {
      en: '{field} ({label}) is not of the kind {expected}.',
      'zh-CN': '{field}（{label}）不是 {expected} 类型的值。',
    },
    remedy: { en: 'Correct the value.', 'zh-CN': '请更正。' },
  },
  'row.extension-code': {
    severity: 'error',
    found: {
      en: '{field} ({label}) is none of the values of its list: {expected}.',
      'zh-CN': '{field}（{label}）不在代码表中：{expected}。',
    },
    remedy: { en: 'Choose one of them.', 'zh-CN': '请从代码表中选取。' },
  },
  'row.validity': {
    severity: 'error',
    found: {
      en: 'The licence ends on {found}; the rule of its type gives {expected}.',
      'zh-CN': '有效期截止日期为 {found}，按该类型的规则应为 {expected}。',
    },
    remedy: { en: 'Compute it anew.', 'zh-CN': '请重新计算。' },
  },
  'row.validity-missing': {
    severity: 'error',
    found: { en: 'The day on which the licence ends is missing.', 'zh-CN': '缺少有效期截止日期。' },
    remedy: { en: 'Licences of this type run out; fill it in.', 'zh-CN': '该类型证照有期限，请补填。' },
  },
  'row.validity-endless': {
    severity: 'error',
    found: {
      en: 'The licence has a last day ({found}), but licences of this type do not run out.',
      'zh-CN': '证照有截止日期（{found}），但该类型证照长期有效。',
    },
    remedy: { en: 'Leave it out.', 'zh-CN': '请删除。' },
  },
  'row.state': {
    severity: 'error',
    found: { en: '{found} is no state of a licence.', 'zh-CN': '{found} 不是证照状态代码。' },
    remedy: { en: 'Use 01 to 07, or 99.', 'zh-CN': '应为 01 至 07 或 99。' },
  },
  'row.state-text': {
    severity: 'error',
    found: {
      en: 'The state is 99 (other), but it is not said which.',
      'zh-CN': '证照状态为 99（其他），但未说明。',
    },
    remedy: { en: 'Say in {field} what it is.', 'zh-CN': '请在 {field} 中说明。' },
  },
  'row.operation': {
    severity: 'error',
    found: { en: '{found} is no operation on a licence.', 'zh-CN': '{found} 不是证照操作类型代码。' },
    remedy: { en: 'Use 01 to 10.', 'zh-CN': '应为 01 至 10。' },
  },
  'row.previous-missing': {
    severity: 'error',
    found: {
      en: 'The operation {operation} needs the identifier of the licence before it.',
      'zh-CN': '操作类型 {operation} 须填写原证照标识。',
    },
    remedy: { en: 'Fill in {field}.', 'zh-CN': '请填写 {field}。' },
  },
  'row.previous-number': {
    severity: 'error',
    found: {
      en: 'The operation {operation} needs the number that the licence had where it came from.',
      'zh-CN': '操作类型 {operation} 须填写转出地原证照编号。',
    },
    remedy: { en: 'Fill in {field}.', 'zh-CN': '请填写 {field}。' },
  },
  'row.previous-form': {
    severity: 'error',
    found: { en: 'The identifier of the licence before is wrong.', 'zh-CN': '原证照标识不正确。' },
    remedy: { en: 'See “xinyin id”, which marks the place.', 'zh-CN': '可用“xinyin id”查看错误位置。' },
  },
  'row.previous-self': {
    severity: 'error',
    found: {
      en: 'The licence before has the identifier of this licence.',
      'zh-CN': '原证照标识与本证照标识相同。',
    },
    remedy: {
      en: 'Give this licence a new version, or name the one before.',
      'zh-CN': '请为本证照编新的版本号，或更正原证照标识。',
    },
  },
  'row.status-reference': {
    severity: 'error',
    found: {
      en: 'The reference to a status list is no URI and place, or only half of it.',
      'zh-CN': '状态列表引用不是地址和序号，或缺少其一。',
    },
    remedy: { en: 'Fill in both, or neither.', 'zh-CN': '请同时填写地址和序号，或都不填。' },
  },
} as const satisfies Record<string, Rule>
