import { SsoError } from '../errors.ts'
import type { Asked } from '../http/asked.ts'
import { PRIVATE_HEADERS, refusalJson } from '../http/page.ts'
import type { Settings } from '../settings.ts'
import { settleMandate } from './acting.ts'
import { findKept } from './find.ts'
import { publicSession } from './session.ts'

/** `GET /session`: who is signed in, for a page's scripts, as JSON; 401 when nobody is. */
export async function answerSession(request: Asked, settings: Settings): Promise<Response> {
  const kept = await findKept(request, settings)
  const found = kept && (await settleMandate(kept, settings))
  if (found === undefined) return refusalJson(new SsoError('ERR_SSO_SIGNED_OUT'), 'login_required')
  return new Response(JSON.stringify(publicSession(found.session)), {
    headers: { ...PRIVATE_HEADERS, 'content-type': 'application/json' },
  })
}
