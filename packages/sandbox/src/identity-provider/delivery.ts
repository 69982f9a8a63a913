import { type PassageSettings, sceneOf } from './passage.ts'
import { readToken } from './reissue.ts'

/** The library's own fetch refuses loopback, which is where the portals of a sandbox are; logout tokens pass here too. */
export function createDelivery(settings: PassageSettings) {
  return async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const options = { ...init, dispatcher: undefined } as RequestInit
    const form = new URLSearchParams(String(init.body ?? ''))
    const token = form.get('logout_token')
    if (token === null) return fetch(url, options)
    const { hostile } = settings.behaviour()
    const aud = String(readToken(token)?.claims['aud'] ?? '')
    const forged = await settings.reissuing.issue(token, sceneOf(settings, aud), {
      forge: hostile?.logoutToken,
    })
    form.set('logout_token', forged)
    let response = Response.error()
    for (let left = hostile?.logoutTimes ?? 1; left > 0; left -= 1) {
      response = await fetch(url, { ...options, body: form })
      const text = await response.clone().text()
      settings.journal.add({
        kind: 'logout-token',
        clientId: aud,
        status: response.status,
        sent: { logout_token: forged },
        answered: { '': text.slice(0, 500) },
        hostile: (hostile?.logoutToken ?? hostile?.logoutTimes) === undefined ? undefined : hostile?.name,
      })
    }
    return response
  }
}
