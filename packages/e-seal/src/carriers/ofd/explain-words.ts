import type { Catalogue, Language, Verdict } from '@xinyin/core'
import type { FileKind } from './file-kind.ts'

/** The sentences of which a report on a document is made. */
interface Words {
  readonly verdict: Readonly<Record<Verdict, string>>
  readonly unproven: string
  readonly unknown: string
  readonly sign: string
  readonly noTime: string
  readonly unseen: string
  readonly covered: string
  readonly last: string
  readonly comma: string
  readonly semicolon: string
  readonly stop: string
  title(title: string): string
  count(count: number): string
  item(number: number, text: string): string
  number(id: string): string
  seal(name: string): string
  signer(name: string): string
  maker(name: string): string
  claimed(time: string, only: boolean): string
  proven(time: string): string
  pages(pages: string): string
  uncovered(files: string, kinds: string): string
  after(ids: string): string
  problems(count: number): string
  of(id: string): string
  more(count: number): string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    verdict: {
      passed: 'The document is valid: every signature and the whole content were verified.',
      failed: 'The document did not pass verification and must not be relied on.',
      indeterminate: 'Whether the document is valid cannot be decided; it should not be relied on for now.',
    },
    unproven: 'What follows is what the document claims; not all of it is proven.',
    unknown: 'unknown',
    sign: 'digital signature without a seal',
    noTime: 'time not stated',
    unseen: 'shown on no page',
    covered: 'covers the whole document',
    last: 'nothing was signed after it',
    comma: ', ',
    semicolon: '; ',
    stop: '.',
    title: (title) => `Document: ${title}`,
    count: (count) => (count === 1 ? 'It carries 1 signature.' : `It carries ${count} signatures.`),
    item: (number, text) => `${number}. ${text}`,
    number: (id) => `Signature ${id}: `,
    seal: (name) => `seal “${name}”`,
    signer: (name) => `signed by ${name}`,
    maker: (name) => `seal made by ${name}`,
    claimed: (time, only) => `at ${time} as the signer states${only ? ', without a time stamp' : ''}`,
    proven: (time) => `proven by a time stamp to be no later than ${time}`,
    pages: (pages) => `shown on page ${pages}`,
    uncovered: (files, kinds) => `does not cover ${files} (${kinds})`,
    after: (ids) => `later signatures, or such as may be later: ${ids}`,
    problems: (count) => (count === 1 ? 'One thing stands against it:' : `${count} things stand against it:`),
    of: (id) => `(${id}) `,
    more: (count) => `${count} more`,
  },
  'zh-CN': {
    verdict: {
      passed: '经验证，本文档有效：全部签章及文档内容均验证通过。',
      failed: '经验证，本文档未通过验证，不应采信。',
      indeterminate: '本文档是否有效暂无法判定，在查明之前不宜采信。',
    },
    unproven: '以下为文档自身所载内容，尚未全部得到证实。',
    unknown: '不详',
    sign: '数字签名（无印章）',
    noTime: '未载明签署时间',
    unseen: '未在页面上显示',
    covered: '保护文档全部内容',
    last: '其后无其他签章',
    comma: '、',
    semicolon: '；',
    stop: '。',
    title: (title) => `文档名称：${title}。`,
    count: (count) => (count === 0 ? '文档未加盖电子印章，也无数字签名。' : `共有 ${count} 个签章：`),
    item: (number, text) => `${number}. ${text}`,
    number: (id) => `签章 ${id}：`,
    seal: (name) => `印章“${name}”`,
    signer: (name) => `签章人 ${name}`,
    maker: (name) => `制章人 ${name}`,
    claimed: (time, only) => `签章时间 ${time}，为签章人所述${only ? '，无时间戳证明' : ''}`,
    proven: (time) => `时间戳证明其不晚于 ${time}`,
    pages: (pages) => `显示于第 ${pages} 页`,
    uncovered: (files, kinds) => `未保护 ${files}（涉及${kinds}）`,
    after: (ids) => `其后（或可能在其后）另有签章 ${ids}`,
    problems: (count) => `存在以下 ${count} 项问题：`,
    of: (id) => `（签章 ${id}）`,
    more: (count) => `等另外 ${count} 项`,
  },
}

/** What files are to a document. */
export const KIND_WORDS = {
  index: { en: 'index and metadata', 'zh-CN': '入口与元数据' },
  document: { en: 'document structure', 'zh-CN': '文档结构' },
  version: { en: 'versions', 'zh-CN': '文档版本' },
  page: { en: 'page content', 'zh-CN': '页面内容' },
  template: { en: 'page templates', 'zh-CN': '模板页' },
  annotation: { en: 'annotations', 'zh-CN': '注释' },
  'page-resource': { en: 'resources of pages', 'zh-CN': '页面资源' },
  resource: { en: 'fonts and pictures', 'zh-CN': '字体与图片等资源' },
  tag: { en: 'custom tags', 'zh-CN': '自定义标引' },
  attachment: { en: 'attachments', 'zh-CN': '附件' },
  extension: { en: 'extensions', 'zh-CN': '扩展数据' },
  cover: { en: 'cover picture', 'zh-CN': '封面图' },
  signatures: { en: 'list of signatures', 'zh-CN': '签名列表' },
  signature: { en: 'files of signatures', 'zh-CN': '签名文件' },
  'entries-list': { en: 'list of all files', 'zh-CN': '防夹带清单' },
  unnamed: { en: 'files that nothing names', 'zh-CN': '未被引用的文件' },
} as const satisfies Catalogue & Record<FileKind, unknown>
