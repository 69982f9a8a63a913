import type { Language } from '@xinyin/core'
import type { Subject } from '../assurance/subject.ts'
import { escapeHtml, htmlPage } from '../http/page.ts'

/** Somebody in whose name the user may go on. */
export interface SwitchChoice {
  readonly subject: Subject
  /** What it is called on a screen: names of people are masked, but of wards who could not be told apart so. */
  readonly label: string
  /** For the field `mandate` of the form; empty for oneself. */
  readonly mandate: string
  /** Whether the user acts in this name now. */
  readonly current: boolean
}

/** What the page has to show. */
export interface SwitchPageContent {
  readonly choices: readonly SwitchChoice[]
  /** Where the form is posted to. */
  readonly action: string
  /** For its field `returnTo`. */
  readonly returnTo: string
  readonly language: Language
}

/** Makes the page on which people choose in whose name they go on. What is in its content is text, to be escaped. */
export type SwitchPage = (content: SwitchPageContent) => Response | Promise<Response>

const WORDS: Readonly<Record<Language, { title: string; question: string; current: string }>> = {
  'zh-CN': { title: '切换身份', question: '请选择以谁的名义办理：', current: '当前身份' },
  en: { title: 'In whose name', question: 'In whose name do you want to go on?', current: 'now' },
}

/** A plain list, each a button. */
export function switchPage({ choices, action, returnTo, language }: SwitchPageContent): Response {
  const { title, question, current } = WORDS[language]
  const buttons = choices.map(
    ({ label, mandate, current: isCurrent }) => `<li><form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="returnTo" value="${escapeHtml(returnTo)}">
<button name="mandate" value="${escapeHtml(mandate)}">${escapeHtml(label)}${isCurrent ? ` <small>${current}</small>` : ''}</button></form></li>`,
  )
  return htmlPage(language, title, `<p>${question}</p><ul class="choices">${buttons.join('')}</ul>`)
}
