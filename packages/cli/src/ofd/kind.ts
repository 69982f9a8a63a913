import type { Catalogue } from '@xinyin/core'
import type { FileKind } from '@xinyin/e-seal/ofd'

/** For what an entry of a package is there. */
export const ENTRY_KINDS = {
  index: { en: 'index', 'zh-CN': '入口' },
  document: { en: 'document', 'zh-CN': '文档根' },
  version: { en: 'version', 'zh-CN': '版本' },
  page: { en: 'page', 'zh-CN': '页面' },
  'page-resource': { en: 'resource of a page', 'zh-CN': '页资源' },
  template: { en: 'template', 'zh-CN': '模板页' },
  resource: { en: 'resource', 'zh-CN': '资源' },
  annotation: { en: 'annotation', 'zh-CN': '注释' },
  attachment: { en: 'attachment', 'zh-CN': '附件' },
  tag: { en: 'custom tag', 'zh-CN': '自定义标引' },
  extension: { en: 'extension', 'zh-CN': '扩展' },
  cover: { en: 'cover', 'zh-CN': '封面' },
  signatures: { en: 'signatures', 'zh-CN': '签名列表' },
  signature: { en: 'signature', 'zh-CN': '签名' },
  'entries-list': { en: 'list of all entries', 'zh-CN': '防夹带清单' },
  unnamed: { en: 'named by nothing', 'zh-CN': '未被引用' },
} as const satisfies Catalogue<FileKind>
