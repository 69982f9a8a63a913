import { escapeHtml, PERSONAS } from '@xinyin/sandbox'

/** A button for everybody that one can be. */
export function signInPage(action: string): string {
  const choices = PERSONAS.map(({ id, name }) => `<button name="persona" value="${id}">${name}</button>`)
  return `<!doctype html><title>sign in</title><form method="post" action="${escapeHtml(action)}">${choices.join('')}</form>`
}

/** Asks whether to sign out, and tells the portals that hear of it through the browser. */
export function logoutPage(form: string, frontChannel: readonly string[]): string {
  const frames = frontChannel.map((uri) => `<iframe src="${escapeHtml(uri)}"></iframe>`)
  const button = '<button name="logout" value="yes">sign out</button></form>'
  return `<!doctype html><title>sign out</title>${frames.join('')}${form.replace('</form>', button)}`
}
