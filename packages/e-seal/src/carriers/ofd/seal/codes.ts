import type { Catalogue } from '@xinyin/core'

/** The codes of sealing OFD documents, with their sentences. */
export const OFD_SEALING_CODES = {
  ERR_OFD_TEXT_NOT_FOUND: {
    en: 'No page shows the text "{text}" that the seal was to stand on.',
    'zh-CN': '文档页面中没有盖章关键字“{text}”。',
  },
  ERR_OFD_TEXT_AMBIGUOUS: {
    en: 'The text "{text}" that the seal was to stand on occurs {count} times.',
    'zh-CN': '盖章关键字“{text}”出现了 {count} 次，无法确定盖章位置。',
  },
} as const satisfies Catalogue
