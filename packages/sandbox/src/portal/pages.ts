import type { SessionUser } from '@xinyin/sso'
import { escapeHtml, renderPage } from '../page.ts'
import type { PortalPage } from './page.ts'

function rows(entries: readonly (readonly [string, string | undefined])[]): string {
  return entries
    .map(([term, value]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value ?? '—')}</dd>`)
    .join('')
}

function describeSubject(
  subject: SessionUser['subject'],
): readonly (readonly [string, string | undefined])[] {
  switch (subject.kind) {
    case 'natural-person':
      return [
        ['身份 Subject', '自然人 natural person'],
        ['姓名 Name', subject.name],
      ]
    case 'legal-person':
      return [
        ['身份 Subject', '法人 legal person'],
        ['名称 Name', subject.name],
        ['信用代码 USCC', subject.uscc],
        ['经办人 Agent', subject.agent.name],
      ]
    case 'ward':
      return [
        ['身份 Subject', '被监护人 ward'],
        ['姓名 Name', subject.name],
        ['监护人 Guardian', subject.guardian.name],
      ]
    case 'civil-servant':
      return [
        ['身份 Subject', '公职人员 civil servant'],
        ['姓名 Name', subject.name],
        ['单位 Organisation', subject.organisation.name],
      ]
  }
}

function describeUser({ subject, level }: SessionUser): string {
  return `<section><dl>${rows([...describeSubject(subject), ['实名等级 Level', `${level}`]])}</dl></section>`
}

const SUBTITLE = 'Department portal · sandbox 沙箱'

const button = ({ path, label }: PortalPage) =>
  label === undefined ? '' : `<a class="button" href="${escapeHtml(path)}">${escapeHtml(label)}</a>`

/** A portal's home page: who is signed in, and the buttons to change that. */
export function homePage(name: string, user: SessionUser | undefined, pages: readonly PortalPage[]): string {
  const body =
    user === undefined
      ? `<section><p>您尚未登录。 <span class="en">You are not signed in.</span></p>
<a class="button" href="/login">登录 Sign in</a></section>`
      : `${describeUser(user)}<div class="actions">${pages.map(button).join('')}
<form method="post" action="/logout"><button class="plain" name="sign-out" value="yes">退出 Sign out</button></form></div>`
  return renderPage({
    title: name,
    subtitle: SUBTITLE,
    heading: user === undefined ? '欢迎' : '已登录',
    body,
  })
}

/** The frame around what a page behind the guard shows. */
export function innerPage(name: string, { label }: PortalPage, middle: string): string {
  const body = `${middle}<a class="button" href="/">返回 Back</a>`
  return renderPage({ title: name, subtitle: SUBTITLE, heading: label ?? name, body })
}

/** What a portal says about an address that it does not have. */
export function absentPage(name: string): string {
  const body = `<section><p>本门户没有这个页面。 <span class="en">This portal has no such page.</span></p>
<a class="button" href="/">返回首页 Home page</a></section>`
  return renderPage({ title: name, subtitle: SUBTITLE, heading: '页面不存在 Not found', body })
}

/** What a portal offers when it is given no pages. */
export const APPLY_PAGE: PortalPage = {
  path: '/apply',
  label: '办理事项 Apply',
  show: async (user) =>
    `<p class="en">This page needs assurance level 3. 本页面要求实名等级 3。</p>${describeUser(user)}`,
}
