import type { ExtensionItem, ExtensionKind } from '../../metadata/extension.ts'

type More = Omit<ExtensionItem, 'name' | 'label' | 'kind' | 'needed'>

/** An extension item that every licence of its type has. */
export function needed(
  name: string,
  chinese: string,
  english: string,
  kind: ExtensionKind = 'text',
  more: More = {},
): ExtensionItem {
  return { name, label: { en: english, 'zh-CN': chinese }, kind, needed: true, ...more }
}

/** One that a licence may do without. */
export function optional(
  name: string,
  chinese: string,
  english: string,
  kind: ExtensionKind = 'text',
  more: More = {},
): ExtensionItem {
  return { name, label: { en: english, 'zh-CN': chinese }, kind, ...more }
}

export const PERSONAL: More = { personal: true }

/** Sex as identity documents say it. */
export const SEX: More = { codes: { 男: '男', 女: '女' }, personal: true }
