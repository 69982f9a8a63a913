import type { Catalogue } from '@xinyin/core'
import type { OpenedOfd } from './open.ts'

/** For what an entry of a package is there. */
export const ENTRY_KINDS = {
  index: { en: 'index', 'zh-CN': '入口' },
  document: { en: 'document', 'zh-CN': '文档根' },
  version: { en: 'version', 'zh-CN': '版本' },
  page: { en: 'page', 'zh-CN': '页面' },
  template: { en: 'template', 'zh-CN': '模板页' },
  resource: { en: 'resource', 'zh-CN': '资源' },
  'page-resource': { en: 'resource of a page', 'zh-CN': '页资源' },
  annotation: { en: 'annotation', 'zh-CN': '注释' },
  attachment: { en: 'attachment', 'zh-CN': '附件' },
  tag: { en: 'custom tag', 'zh-CN': '自定义标引' },
  extension: { en: 'extension', 'zh-CN': '扩展' },
  signatures: { en: 'list of signatures', 'zh-CN': '签名列表' },
  signature: { en: 'signature', 'zh-CN': '签名' },
  entries: { en: 'list of entries', 'zh-CN': '文件清单' },
  unnamed: { en: 'named by nothing', 'zh-CN': '未被引用' },
} as const satisfies Catalogue

export type EntryKind = keyof typeof ENTRY_KINDS

/** The kinds of all entries of a package, by their names. The first that names a file says what it is. */
export function kindsOf({ ofd, subject }: OpenedOfd): Map<string, EntryKind> {
  const kinds = new Map<string, EntryKind>()
  const name = (file: string, kind: EntryKind) => {
    if (ofd.files.has(file) && !kinds.has(file)) kinds.set(file, kind)
  }
  name('OFD.xml', 'index')
  name('OFDEntries.xml', 'entries')
  for (const { links } of ofd.documents) for (const { file, kind } of links) name(file, kind)
  for (const { files } of subject?.signatures ?? []) for (const file of files) name(file, 'signature')
  for (const file of ofd.files.keys()) name(file, 'unnamed')
  return kinds
}
