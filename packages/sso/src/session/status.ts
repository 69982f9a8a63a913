import { SsoError } from '../errors.ts'
import { PRIVATE_HEADERS, refusalJson } from '../http/page.ts'
import type { Settings } from '../settings.ts'
import { findSession, publicSession } from './session.ts'

/** `GET /session`: who is signed in, for a page's scripts, as JSON; 401 when nobody is. */
export async function answerSession(request: Request, settings: Settings): Promise<Response> {
  const session = await findSession(request, settings)
  if (session === undefined) return refusalJson(new SsoError('ERR_SSO_SIGNED_OUT'), 'login_required')
  return new Response(JSON.stringify(publicSession(session)), {
    headers: { ...PRIVATE_HEADERS, 'content-type': 'application/json' },
  })
}
