import type { Language } from '@xinyin/core'
import type { Subject } from './subject.ts'

const HIDDEN = '*'
const MAX_HIDDEN = 8

const hide = (count: number) => HIDDEN.repeat(Math.min(count, MAX_HIDDEN))

/**
 * A name for a screen that others may see: of each word the first character, `测**` for 测试甲 and `J*** S****` for John
 * Smith. A name of one character is hidden as a whole, and so is a later word of one, or 测 试
 * would be shown whole.
 */
export function maskName(name: string): string {
  const words = name.trim().split(/\s+/u)
  return words
    .map((word, at) => {
      const [first = '', ...rest] = word
      const isShown = rest.length > 0 || (at === 0 && words.length > 1)
      return isShown ? first + hide(rest.length) : hide(1)
    })
    .join(' ')
}

/** A number for a screen: the last characters, four at most and never more than a third of it. */
export function maskNumber(number: string): string {
  const shown = Math.min(4, Math.floor(number.length / 3))
  return hide(number.length - shown) + number.slice(number.length - shown)
}

const WORDS = {
  'zh-CN': {
    network: '网络身份用户',
    nameless: '自然人',
    agent: '经办人',
    representative: '法定代表人',
    account: '法人账号',
    servant: '公职人员',
    ward: '被监护人',
    guardian: '监护人',
    open: '（',
    close: '）',
    gap: ' ',
  },
  en: {
    network: 'Network identity',
    nameless: 'Natural person',
    agent: 'agent',
    representative: 'legal representative',
    account: 'company account',
    servant: 'Civil servant',
    ward: 'Ward',
    guardian: 'guardian',
    open: ' (',
    close: ')',
    gap: ' ',
  },
} as const satisfies Record<Language, object>

/**
 * Says in whose name somebody is signed in, for the head of a page: names of people are masked, those of companies and
 * bodies are public.
 *
 * `测试建设工程有限公司（经办人 测*）`
 */
export function displaySubject(subject: Subject, language: Language): string {
  const words = WORDS[language]
  const masked =
    subject.kind !== 'legal-person' && subject.name !== undefined ? maskName(subject.name) : undefined
  if (subject.kind === 'natural-person') {
    return masked ?? (subject.networkIdentity ? words.network : words.nameless)
  }
  if (subject.kind === 'civil-servant') {
    return `${masked ?? words.servant}${words.open}${subject.organisation.name}${words.close}`
  }
  const isWard = subject.kind === 'ward'
  const { role, name } = isWard ? ({ role: 'guardian', ...subject.guardian } as const) : subject.agent
  const who = name === undefined ? words[role] : words[role] + words.gap + maskName(name)
  return (isWard ? (masked ?? words.ward) : subject.name) + words.open + who + words.close
}
