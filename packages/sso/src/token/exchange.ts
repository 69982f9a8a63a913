import type { JwkMembers } from '@xinyin/core/keys'
import type { Transaction } from '../authorize/transaction.ts'
import { SsoError } from '../errors.ts'
import type { Provider } from '../provider.ts'
import type { TokenAnswer } from './answer.ts'
import { FIRST, heldToken, keepToken, type SessionTokens } from './held.ts'
import { type IdTokenClaims, verifyIdToken } from './id-token.ts'
import { requestTokens } from './request.ts'

/** A verified ID token, as it arrived and as it reads. */
export interface VerifiedIdToken {
  readonly raw: string
  readonly claims: IdTokenClaims
}

/** What a sign-in brought. */
export interface SignInAnswer extends VerifiedIdToken {
  /** Everything else that was issued with it. */
  readonly tokens: SessionTokens
}

function tokensOf(answer: TokenAnswer, key: JwkMembers | undefined, now: number): SessionTokens {
  const { refreshToken } = answer
  const empty: SessionTokens = {
    held: [],
    ...(refreshToken === undefined ? {} : { refresh: refreshToken }),
    ...(key === undefined ? {} : { key }),
  }
  return keepToken(empty, heldToken(FIRST, answer, now), now)
}

/**
 * Trades the code for an ID token and verifies it (OpenID Connect Core 1.0, 3.1.3). Where tokens are bound to a key, it is the
 * one that the request named (RFC 9449, 5 and 10), and becomes the session's.
 *
 * @throws SsoError `ERR_SSO_TOKEN_REFUSED`, `ERR_SSO_TOKEN_RESPONSE`, `ERR_SSO_TOKEN_UNBOUND`, or the code of the check that
 * failed
 */
export async function exchangeCode(
  parameters: URLSearchParams,
  transaction: Transaction,
): Promise<SignInAnswer> {
  const { provider, nonce, verifier, authenticatedSince } = transaction
  const { issuer, clientId, trustedAudiences, algorithms, keys, binding, redirectUri } = provider
  const key = binding.proving?.keyOf(transaction.proofSecret)
  const form = new URLSearchParams({
    code: parameters.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  const answer = await requestTokens('authorization_code', form, key && binding.proving?.open(key), provider)
  const { idToken, accessToken } = answer
  if (idToken === undefined) throw new SsoError('ERR_SSO_TOKEN_RESPONSE', { reason: 'no ID token' })
  const now = provider.now()
  const expected = {
    issuer,
    clientId,
    trustedAudiences,
    algorithms,
    keys,
    now,
    nonce,
    accessToken,
    authenticatedSince,
  }
  const claims = await verifyIdToken(idToken, expected)
  return { raw: idToken, claims, tokens: tokensOf(answer, key, now) }
}

/** What a provider issued, as far as the portal keeps it. */
export function keptTokens({ tokens }: SignInAnswer, provider: Provider): { tokens?: SessionTokens } {
  return provider.tokens === undefined ? {} : { tokens }
}
