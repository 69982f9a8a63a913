import type { Check } from '@xinyin/core'
import type { AuthorizationScheme } from './credentials.ts'
import type { Needs } from './needs.ts'
import type { GuardSettings } from './options.ts'

/** What a refusal is called in OAuth, and its status. */
export interface OAuthError {
  readonly status: number
  /** Absent where a request brought no token: it is told no more than how to bring one (RFC 6750, 3.1). */
  readonly error: string | undefined
}

const BY_CODE: Readonly<Record<string, OAuthError>> = {
  ERR_SSO_CREDENTIALS_ABSENT: { status: 401, error: undefined },
  ERR_SSO_CREDENTIALS_SCHEME: { status: 401, error: undefined },
  ERR_SSO_CREDENTIALS_FORM: { status: 400, error: 'invalid_request' },
  ERR_SSO_ACCESS_SCOPE: { status: 403, error: 'insufficient_scope' },
  ERR_SSO_ACCESS_DETAILS: { status: 403, error: 'insufficient_scope' },
  ERR_SSO_ACCESS_LEVEL: { status: 401, error: 'insufficient_user_authentication' },
  ERR_SSO_ACCESS_AGE: { status: 401, error: 'insufficient_user_authentication' },
  ERR_SSO_DPOP_NONCE: { status: 401, error: 'use_dpop_nonce' },
}

/** RFC 6750, 3.1; RFC 9449, 7.1 and 9; RFC 9470, 3. What cannot be decided is a fault of neither side's. */
export function oauthError({ id, status, code = '' }: Check): OAuthError {
  if (status === 'indeterminate' || id.startsWith('introspection.'))
    return { status: 503, error: 'temporarily_unavailable' }
  const fallback = { status: 401, error: id.startsWith('dpop.') ? 'invalid_dpop_proof' : 'invalid_token' }
  return BY_CODE[code] ?? fallback
}

/** A `quoted-string` of what RFC 6750, 3 allows in attributes. */
const attribute = (name: string, value: string): string =>
  `${name}="${value.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '')}"`

/** Every `acr` that is enough, the least first (RFC 9470, 3). */
function acrValues(needed: number, { levels }: GuardSettings): string {
  const enough = Object.entries(levels).filter(([, level]) => level >= needed)
  return enough
    .toSorted(([, a], [, b]) => a - b)
    .map(([acr]) => acr)
    .join(' ')
}

/** What a client needs to do better, by what was wrong. */
function remedy({ code, facts }: Check, { level, maxAge, scopes }: Needs, settings: GuardSettings): string[] {
  if (code === 'ERR_SSO_ACCESS_SCOPE') return [attribute('scope', (scopes ?? []).join(' '))]
  if (code !== 'ERR_SSO_ACCESS_LEVEL' && code !== 'ERR_SSO_ACCESS_AGE') return []
  const acr = level === undefined ? '' : acrValues(Number(facts['required'] ?? level), settings)
  return [
    ...(acr === '' ? [] : [attribute('acr_values', acr)]),
    ...(maxAge === undefined ? [] : [attribute('max_age', String(maxAge))]),
  ]
}

/**
 * The challenges of a refusal (`WWW-Authenticate`; RFC 9110, 11.6.1), one for each scheme that is taken. What was wrong is
 * said in that of the scheme that was used.
 */
export function challenges(
  check: Check,
  used: AuthorizationScheme | undefined,
  accepted: readonly AuthorizationScheme[],
  needs: Needs,
  settings: GuardSettings,
): string[] {
  const { error } = oauthError(check)
  const said = used ?? accepted[0]
  return accepted.map((scheme) => {
    const why =
      scheme === said && error !== undefined
        ? [
            attribute('error', error),
            attribute('error_description', `${check.code} (${check.id})`),
            ...remedy(check, needs, settings),
          ]
        : []
    const how = scheme === 'DPoP' ? [attribute('algs', (settings.dpop?.algorithms ?? []).join(' '))] : []
    const attributes = [...why, ...how].join(', ')
    return attributes === '' ? scheme : `${scheme} ${attributes}`
  })
}
