import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../../errors.ts'

/** The codes of OFD documents, with their sentences. */
export const OFD_CODES = {
  ERR_XML_MALFORMED: {
    en: '{file} is not well-formed XML at line {line}, column {column}.',
    'zh-CN': '{file} 第 {line} 行第 {column} 列不是合法的 XML。',
  },
  ERR_XML_FORBIDDEN: {
    en: '{file} holds a {what}, which is not allowed.',
    'zh-CN': '{file} 含有不允许的内容：{what}。',
  },
  ERR_XML_ENCODING: { en: '{file} is not in UTF-8.', 'zh-CN': '{file} 不是 UTF-8 编码。' },
  ERR_XML_LIMIT: {
    en: '{file} exceeds a limit: {what} {found}, at most {limit}.',
    'zh-CN': '{file} 超出限制：{what} 为 {found}，上限 {limit}。',
  },
  ERR_OFD_FILE_MISSING: { en: 'The package has no {file}.', 'zh-CN': 'OFD 包中没有 {file}。' },
  ERR_OFD_ELEMENT: {
    en: 'In {file}, {element} is not as it must be: {reason}.',
    'zh-CN': '{file} 中的 {element} 有误：{reason}。',
  },
  ERR_OFD_LOCATION: {
    en: 'The path "{location}" in {file} leads out of the package or is no path.',
    'zh-CN': '{file} 中的路径“{location}”超出包的范围或不合法。',
  },
  ERR_OFD_LIMIT: {
    en: 'The package has {found} {what}, at most {limit} are read.',
    'zh-CN': 'OFD 包含 {found} 个 {what}，最多读取 {limit} 个。',
  },
  ERR_OFD_SIGNATURE_NAMED: {
    en: '{file} names {named} as content, which is a file of a signature ({as}).',
    'zh-CN': '{file} 把签章文件 {named} 引用为文档内容（{as}）。',
  },
  ERR_OFD_ROOT: {
    en: '{file} begins with the element "{found}" where it is read as {expected}.',
    'zh-CN': '{file} 应以 {expected} 为根元素，实际为“{found}”。',
  },
  ERR_OFD_CLOSED: {
    en: 'An earlier signature protects the whole document; nothing can be added.',
    'zh-CN': '已有签章保护整个文档，不能再添加签章。',
  },
} as const satisfies Catalogue

/** The checks of OFD documents, with their titles. */
export const OFD_CHECKS = {
  'ofd.package': { en: 'The package can be read in one way only', 'zh-CN': 'OFD 包结构无歧义' },
  'ofd.graph': { en: 'All that the documents show is in the package', 'zh-CN': '文档引用的内容齐全且无歧义' },
  'ofd.roles': { en: 'Each file is what it is named as', 'zh-CN': '各文件与其用途相符' },
  'ofd.fake-seals': { en: 'Nothing looks like a seal that is none', 'zh-CN': '没有仿冒印章的注释' },
  'ofd.entries-list': { en: 'List of all files', 'zh-CN': '防夹带清单' },
  'ofd.expected': { en: 'What was expected', 'zh-CN': '符合预期' },
  'ofd.order': { en: 'Order of signatures', 'zh-CN': '签章先后顺序' },
  'ofd.signed': { en: 'The document is signed', 'zh-CN': '文档已签章' },
  'ofd.signature-file': { en: 'Description of the signature', 'zh-CN': '签名描述文件' },
  'ofd.digest-method': { en: 'Digest algorithm', 'zh-CN': '摘要算法' },
  'ofd.references': { en: 'Files are as they were sealed', 'zh-CN': '文件未被改动' },
  'ofd.coverage': { en: 'Every file is covered', 'zh-CN': '全部文件均受签章保护' },
  'ofd.stamps': { en: 'Stamps stand on pages of the document', 'zh-CN': '印章图案位于文档页面上' },
  'ofd.property-info': { en: 'The signed value belongs to this place', 'zh-CN': '签名值与位置对应' },
  'ofd.signature-method': { en: 'Algorithm that the document names', 'zh-CN': '文档声明的签名算法' },
  'ofd.signature-date': { en: 'Time that the document names', 'zh-CN': '文档声明的签章时间' },
  'ofd.seal-copy': { en: 'Copy of the seal', 'zh-CN': '印章副本' },
} as const satisfies Catalogue

/** What may be absent from OFD documents. */
export const OFD_ABSENCES = {
  'seal-copy': { en: 'the package holds no copy of the seal', 'zh-CN': '包内没有印章副本' },
  date: { en: 'the description has no date', 'zh-CN': '签名描述中没有日期' },
  'date-in-a-known-form': { en: 'the date is in no known form', 'zh-CN': '日期格式无法识别' },
  expectation: { en: 'nothing was said of what to expect', 'zh-CN': '未说明预期内容' },
  'entries-list': { en: 'the package has no list of all files', 'zh-CN': '包内没有防夹带清单' },
} as const satisfies Catalogue

export const ofdError = /* @__PURE__ */ sealErrorsOf(OFD_CODES)
