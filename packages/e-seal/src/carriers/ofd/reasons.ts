import type { Catalogue } from '@xinyin/core'

/** The codes that only checks of OFD documents have, with their sentences. Nothing throws them, so that a verifier need not hold them. */
export const OFD_REASONS = {
  ERR_OFD_NAMED_MISSING: {
    en: '{file} names {missing}, which the package does not hold ({count} such files).',
    'zh-CN': '{file} 引用的 {missing} 不在包中（共 {count} 个文件）。',
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
  ERR_OFD_STAMP_OUTSIDE: {
    en: 'A stamp on page {page} stands wholly outside of it.',
    'zh-CN': '第 {page} 页的印章图案完全位于页面之外。',
  },
  ERR_OFD_ORDER: {
    en: 'The signature of {time} holds the signature {earlier}, which claims the later time {claimed}.',
    'zh-CN': '{time} 的签章包含签章 {earlier}，而后者声称的时间 {claimed} 更晚。',
  },
  ERR_OFD_FAKE_SEAL: {
    en: '{file} holds {count} annotations that look like a seal and are none.',
    'zh-CN': '{file} 含有 {count} 个外观类似印章、但并非电子印章的注释。',
  },
  ERR_OFD_ANNOTATION_UNREADABLE: {
    en: '{file} cannot be read as annotations; to some readers it may show what looks like a seal.',
    'zh-CN': '注释文件 {file} 无法解析，部分阅读器可能据此显示类似印章的图案。',
  },
  ERR_OFD_ENTRIES_UNLISTED: {
    en: 'The package holds files that its list of all files does not name: {files} ({count} files).',
    'zh-CN': 'OFD 包含有防夹带清单之外的文件：{files}（共 {count} 个）。',
  },
  ERR_OFD_ENTRIES_MISSING: {
    en: 'The list of all files names {missing}, which the package does not hold ({count} such files).',
    'zh-CN': '防夹带清单中的 {missing} 不在包中（共 {count} 个文件）。',
  },
  ERR_OFD_ENTRIES_SIGNATURE: {
    en: 'The signature of the list of all files does not hold ({reason}).',
    'zh-CN': '防夹带清单的签名验证不通过（{reason}）。',
  },
  ERR_OFD_ENTRIES_UNVERIFIED: {
    en: 'No signature covers the list of all files, and its own cannot be decided ({reason}).',
    'zh-CN': '防夹带清单未被签章保护，其自身的签名也无法判定（{reason}）。',
  },
  ERR_OFD_EXPECTED_SEAL: {
    en: 'No signature was made with the seal {expected}; found: {found}.',
    'zh-CN': '没有使用印章“{expected}”的签章，现有：{found}。',
  },
  ERR_OFD_EXPECTED_SIGNER: {
    en: 'No signature was made by {expected}; found: {found}.',
    'zh-CN': '没有由“{expected}”签署的签章，现有：{found}。',
  },
  ERR_OFD_EXPECTED_COVERED: {
    en: 'No signature covers every file: something could have been added after each.',
    'zh-CN': '没有任何签章保护全部文件，每个签章之后都可能添加过内容。',
  },
  ERR_OFD_EXPECTED_PLAIN: {
    en: 'A signature covers every file, but there is more than files that no signature covers: {found}.',
    'zh-CN': '签章保护了全部文件，但文件之外还有不受任何签章保护的内容：{found}。',
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
} as const satisfies Catalogue
