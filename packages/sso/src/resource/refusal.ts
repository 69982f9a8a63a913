import { type Check, decidingCheck, type Language, type Report, render } from '@xinyin/core'
import { SSO_CODES, type SsoErrorCode } from '../errors.ts'
import { PRIVATE_HEADERS } from '../http/page.ts'
import { challenges, oauthError } from './challenge.ts'
import type { AuthorizationScheme } from './credentials.ts'
import type { Needs } from './needs.ts'
import type { GuardSettings } from './options.ts'

/** After how many seconds it is worth to ask again when something was out. */
const RETRY_AFTER = '1'

/** What is refused, and to whom. */
export interface Refused {
  readonly report: Report<unknown>
  readonly used: AuthorizationScheme | undefined
  readonly accepted: readonly AuthorizationScheme[]
  readonly needs: Needs
  readonly language: Language
}

/** What OAuth clients read, the sentence for people in their language, and which check it was. */
function bodyOf(check: Check, error: string | undefined, language: Language): string {
  const code = (check.code ?? 'ERR_SSO_INTERNAL') as SsoErrorCode
  return JSON.stringify({
    error: error ?? 'unauthorized',
    error_description: render(SSO_CODES[code], language, check.facts),
    code,
    check: check.id,
  })
}

/** The answer to a request that does not get through (RFC 6750, 3). */
export function refuse(refused: Refused, settings: GuardSettings): Response {
  const { report, used, accepted, needs, language } = refused
  // A report that has not passed has such a check.
  const check = decidingCheck(report) as Check
  const { status, error } = oauthError(check)
  const headers = new Headers({
    ...PRIVATE_HEADERS,
    'content-type': 'application/json',
    'content-language': language,
  })
  if (status === 503) headers.set('retry-after', RETRY_AFTER)
  else
    for (const challenge of challenges(check, used, accepted, needs, settings))
      headers.append('www-authenticate', challenge)
  const nonces = settings.dpop?.nonces
  if (nonces !== undefined && check.id.startsWith('dpop.'))
    headers.set('dpop-nonce', nonces.current(settings.now()))
  return new Response(bodyOf(check, error, language), { status, headers })
}
