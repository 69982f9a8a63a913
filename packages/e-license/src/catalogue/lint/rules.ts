import type { Rule } from '../rule.ts'

/** The rules of `lintCatalogue`, by their ids, which do not change. */
export const CATALOGUE_RULES = {
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

export type CatalogueRule = keyof typeof CATALOGUE_RULES
