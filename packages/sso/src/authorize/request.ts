import { acrValues } from '../assurance/level.ts'
import { requestVerifiedClaims } from '../assurance/verified-claims-policy.ts'
import { fingerprint } from '../http/secret.ts'
import { responseModeFor } from './posted-answer.ts'
import type { Transaction } from './transaction.ts'
import type { Wish } from './wish.ts'

/**
 * Who wants tokens that outlast the sign-in asks for consent (OpenID Connect Core 1.0, 11): providers give none otherwise.
 * Those that need no more of it than they have show no page for it.
 */
function promptFor(prompt: string | undefined, scope: string): string | undefined {
  if (!scope.split(' ').includes('offline_access') || prompt === 'none') return prompt
  return [...new Set([...(prompt?.split(' ') ?? []), 'consent'])].join(' ')
}

/**
 * Who asks that somebody show anew who they are holds `auth_time` against it, which a provider need tell only where `max_age` is
 * asked for (Core, 2); 0 says the same as `prompt=login`.
 */
function maxAgeFor(prompt: string | undefined, maxAge: number | undefined): number | undefined {
  return maxAge ?? (prompt?.split(' ').includes('login') ? 0 : undefined)
}

/** The parameters of an authorization request (OpenID Connect Core 1.0, 3.1.2.1; RFC 7636, 4.3). */
export async function requestParameters(
  transaction: Transaction,
  { level, maxAge, prompt, loginHint, uiLocales }: Wish,
): Promise<URLSearchParams> {
  const { provider, state, nonce, verifier } = transaction
  const acr = level > 0 ? acrValues(level, provider.levels).join(' ') : ''
  const parameters: [string, string | number | undefined][] = [
    ['response_type', 'code'],
    ['client_id', provider.clientId],
    ['redirect_uri', provider.redirectUri],
    ['scope', provider.scope],
    ['state', state],
    ['nonce', nonce],
    ['code_challenge', fingerprint(verifier)],
    ['code_challenge_method', 'S256'],
    // RFC 9449, 10: in the request itself, which may be signed, and not by a proof beside a pushed one (10.1).
    ['dpop_jkt', provider.binding.proving?.thumbprintOf(transaction.proofSecret)],
    ['response_mode', responseModeFor(provider)],
    ['acr_values', acr === '' ? undefined : acr],
    ['max_age', maxAgeFor(prompt, maxAge)],
    ['prompt', promptFor(prompt, provider.scope)],
    ['login_hint', loginHint],
    ['ui_locales', uiLocales],
    // Core, 5.5: nothing more is asked for than the portal needs.
    ['claims', provider.verifiedClaims && JSON.stringify(requestVerifiedClaims(provider.verifiedClaims))],
    // RFC 8707, 2: one parameter for each.
    ...(provider.tokens?.resources ?? []).map((resource): [string, string] => ['resource', resource]),
  ]
  return new URLSearchParams(
    parameters.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}
