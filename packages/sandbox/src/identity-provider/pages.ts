import { escapeHtml, renderPage } from '../page.ts'
import type { Persona } from './personas.ts'

const TITLE = '统一身份认证平台'
const SUBTITLE = 'Unified identity provider · sandbox 沙箱'

function renderChoice({ id, name, title, legalPerson, level }: Persona): string {
  const who = legalPerson === undefined ? name : legalPerson.name
  const kind = `${title['zh-CN']} ${title.en}${legalPerson === undefined ? '' : ` · ${legalPerson.uscc}`}`
  return `<button name="persona" value="${escapeHtml(id)}"><span>${escapeHtml(who)}<small>${escapeHtml(kind)}</small></span><span class="level">实名 ${level} 级</span></button>`
}

/** The page on which one chooses who to be. */
export function loginPage(personas: readonly Persona[], action: string, portal: string): string {
  return renderPage({
    title: TITLE,
    subtitle: SUBTITLE,
    heading: `登录“${portal}”`,
    body: `<p class="en">Choose who to sign in as. 请选择登录身份。</p>
<section><form class="choices" method="post" action="${escapeHtml(action)}">${personas.map(renderChoice).join('')}</form></section>`,
  })
}

/**
 * The page that asks whether to sign out everywhere.
 *
 * @param form - the form element that the library made, without buttons
 */
export function logoutPage(form: string): string {
  const buttons = `<div class="actions"><button name="logout" value="yes">全部退出 Sign out everywhere</button>
<button class="plain" name="logout" value="">保持登录 Stay signed in</button></div></form>`
  return renderPage({
    title: TITLE,
    subtitle: SUBTITLE,
    heading: '退出登录',
    body: `<p class="en">This signs you out of all portals. 将退出所有已登录的门户。</p><section>${form.replace('</form>', buttons)}</section>`,
  })
}

/** A page that says one thing: that one is signed out, or what went wrong. */
export function noticePage(heading: string, text: string): string {
  return renderPage({
    title: TITLE,
    subtitle: SUBTITLE,
    heading,
    body: `<section><p>${escapeHtml(text)}</p></section>`,
  })
}
