import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { acrOf } from './levels.ts'
import { loginPage, noticePage } from './pages.ts'
import type { Persona } from './personas.ts'

const MAX_FORM = 4_096

/** The fields of a form that was posted, of a small one. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > MAX_FORM) break
  }
  return new URLSearchParams(text)
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
  })
  response.end(html)
}

/** Shows the sign-in page, and takes what was chosen on it. */
export function createInteraction(provider: Provider, personas: readonly Persona[]) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { uid, params, prompt } = await provider.interactionDetails(request, response)
      // Whoever signs in has agreed to all of it; a portal asks so for a refresh token (OpenID Connect Core 1.0, 11).
      if (prompt.name === 'consent') {
        await provider.interactionFinished(request, response, { consent: {} })
        return
      }
      const chosen = request.method === 'POST' ? (await readForm(request)).get('persona') : null
      const persona = personas.find(({ id }) => id === chosen)
      if (persona !== undefined) {
        const login = { accountId: persona.id, acr: acrOf(persona) }
        await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
        return
      }
      const client = await provider.Client.find(String(params['client_id']))
      sendPage(response, 200, loginPage(personas, `/interaction/${uid}`, client?.clientName ?? ''))
    } catch {
      // The cookie of this sign-in is gone, or was never there.
      sendPage(
        response,
        400,
        noticePage(
          '登录未完成 Sign-in not completed',
          '本次登录已结束，请回到门户重新登录。 This sign-in is over. Please start again at the portal.',
        ),
      )
    }
  }
}
