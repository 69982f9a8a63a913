import type { Catalogue } from '@xinyin/core'

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
  ERR_OFD_NAMED_MISSING: {
    en: '{file} names {missing}, which the package does not hold ({count} such files).',
    'zh-CN': '{file} 引用的 {missing} 不在包中（共 {count} 个文件）。',
  },
  ERR_OFD_LIMIT: {
    en: 'The package has {found} {what}, at most {limit} are read.',
    'zh-CN': 'OFD 包含 {found} 个 {what}，最多读取 {limit} 个。',
  },
  ERR_OFD_UNSIGNED: { en: 'The document carries no signature.', 'zh-CN': '文档没有任何签章或签名。' },
  ERR_OFD_SIGNATURE_COUNT: {
    en: 'The document carries {found} signatures where {expected} were expected.',
    'zh-CN': '文档带有 {found} 个签章，应为 {expected} 个。',
  },
  ERR_OFD_SIGNATURE_REMOVED: {
    en: '{file} belongs to a signature that was taken off the list of signatures.',
    'zh-CN': '{file} 属于已从签名列表中移除的签章。',
  },
  ERR_OFD_DIGEST_METHOD: {
    en: 'The files are digested with {method}; only SM3 is accepted.',
    'zh-CN': '文件摘要算法为 {method}，只接受 SM3。',
  },
  ERR_OFD_DIGEST: {
    en: '{file} is not as it was when it was sealed ({count} such files).',
    'zh-CN': '{file} 在签章之后被改动（共 {count} 个文件）。',
  },
  ERR_OFD_REFERENCE_MISSING: {
    en: '{file} was sealed but is gone ({count} such files).',
    'zh-CN': '{file} 签章时存在，现已缺失（共 {count} 个文件）。',
  },
  ERR_OFD_UNCOVERED: {
    en: 'Not covered by the signature: {files} ({count} files).',
    'zh-CN': '未被签章保护的文件：{files}（共 {count} 个）。',
  },
  ERR_OFD_INDEX_UNCOVERED: {
    en: 'The signature leaves out {files}: titles, metadata and which document is shown may have been changed.',
    'zh-CN': '签章未保护 {files}：标题、元数据以及所显示的文档可能被改动。',
  },
  ERR_OFD_STAMP_PAGE: {
    en: 'A stamp stands on page {page}, which does not exist.',
    'zh-CN': '印章图案所在的页 {page} 不存在。',
  },
  ERR_OFD_PROPERTY_INFO: {
    en: 'The signed value was made for {found}, not for {expected}.',
    'zh-CN': '签名值对应的是 {found}，而不是 {expected}。',
  },
  ERR_OFD_SIGNATURE_METHOD: {
    en: 'The document names the algorithm {method}, the signature {algorithm}.',
    'zh-CN': '文档声明的签名算法为 {method}，签名值中为 {algorithm}。',
  },
  ERR_OFD_SIGNATURE_DATE: {
    en: 'The document says it was signed at {date}, the signature says {time}.',
    'zh-CN': '文档记载的签章时间为 {date}，签名值中为 {time}。',
  },
  ERR_OFD_SEAL_COPY: {
    en: 'The seal in {file} is not the one that was signed with.',
    'zh-CN': '{file} 中的印章与签章所用的印章不同。',
  },
  ERR_OFD_SEAL_UNSIGNED: {
    en: 'The document shows the seal in {file}, but was signed without a seal.',
    'zh-CN': '文档显示 {file} 中的印章，但其签名并未使用印章。',
  },
  ERR_OFD_CLOSED: {
    en: 'An earlier signature protects the whole document; nothing can be added.',
    'zh-CN': '已有签章保护整个文档，不能再添加签章。',
  },
} as const satisfies Catalogue

/** The checks of OFD documents, with their titles. */
export const OFD_CHECKS = {
  'ofd.package': { en: 'The package can be read in one way only', 'zh-CN': 'OFD 包结构无歧义' },
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
