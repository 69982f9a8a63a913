import type { Language } from '@xinyin/core'
import { escapeHtml, htmlPage } from '../http/page.ts'
import type { ProviderChoice } from './choice.ts'

const WORDS: Readonly<Record<Language, { title: string; question: string }>> = {
  'zh-CN': { title: '选择登录方式', question: '请选择您的账号所属平台：' },
  en: { title: 'Choose where to sign in', question: 'Where do you have your account?' },
}

/** A plain list of providers, each a link. */
export function choicePage(choices: readonly ProviderChoice[], language: Language): Response {
  const { title, question } = WORDS[language]
  const links = choices.map(
    ({ href, name }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(name)}</a></li>`,
  )
  return htmlPage(language, title, `<p>${question}</p><ul class="choices">${links.join('')}</ul>`)
}
