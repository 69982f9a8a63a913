import { SsoError } from '../errors.ts'
import type { StoredSession } from '../stores/store.ts'
import type { TokenAnswer } from './answer.ts'
import type { TokenClient } from './client.ts'
import { nameOf, parametersOf, type SessionTokens, type TokenUse } from './held.ts'
import type { ProofKey } from './proof-key.ts'
import { verifyRefreshedIdToken } from './refreshed-id-token.ts'
import type { Renewed, Wanted } from './renew.ts'
import { requestTokens } from './request.ts'

/** The key to which a session's tokens are bound, opened. */
export function keyOf({ key }: SessionTokens, { binding }: TokenClient): ProofKey | undefined {
  return key === undefined ? undefined : binding.proving?.open(key)
}

/** Whether an answer may have been given and got lost on its way. */
function isLost(error: unknown): boolean {
  return error instanceof SsoError && /^ERR_SSO_(?:FETCH_|TOKEN_RESPONSE)/.test(error.code)
}

/**
 * Asks once more at once where no answer came: the refresh token may be used up, and providers that allow for lost answers
 * (RFC 9700, 4.14.2) take it again for a short while only.
 */
async function askTwice(ask: () => Promise<TokenAnswer>): Promise<TokenAnswer> {
  try {
    return await ask()
  } catch (error) {
    if (!isLost(error)) throw error
    return ask()
  }
}

/** `invalid_grant`: the user signed out, lost the right, or somebody else used the token (RFC 6749, 5.2). */
function asRefusal(error: unknown): unknown {
  const isOver =
    error instanceof SsoError &&
    error.code === 'ERR_SSO_TOKEN_REFUSED' &&
    error.facts['error'] === 'invalid_grant'
  return isOver ? new SsoError('ERR_SSO_REFRESH_REFUSED', { error: 'invalid_grant' }) : error
}

/** The ID token of an answer, if it has one and the issuer's keys are to be had: it need not come at all. */
async function readIdToken(
  { idToken, accessToken }: TokenAnswer,
  first: string,
  client: TokenClient,
): Promise<string | undefined> {
  if (idToken === undefined) return undefined
  const { issuer, clientId, trustedAudiences, algorithms, keys, now } = client
  try {
    const common = { issuer, clientId, trustedAudiences, algorithms, keys, now: now() }
    await verifyRefreshedIdToken(idToken, { ...common, first, accessToken })
    return idToken
  } catch (error) {
    if (error instanceof SsoError && error.code === 'ERR_SSO_KEYS_UNAVAILABLE') return undefined
    throw error
  }
}

async function refresh(
  { idToken: first }: StoredSession,
  tokens: SessionTokens,
  parameters: URLSearchParams,
  client: TokenClient,
): Promise<Renewed> {
  if (tokens.refresh === undefined) throw new SsoError('ERR_SSO_TOKENS_OVER')
  const form = new URLSearchParams(parameters)
  form.set('refresh_token', tokens.refresh)
  try {
    const ask = () => requestTokens('refresh_token', form, keyOf(tokens, client), client)
    const answer = await askTwice(ask)
    return { answer, refresh: answer.refreshToken, idToken: await readIdToken(answer, first, client) }
  } catch (error) {
    throw asRefusal(error)
  }
}

/**
 * A token by the session's refresh token (RFC 6749, 6; OpenID Connect Core 1.0, 12).
 *
 * What the session stands on is gone when the provider refuses the refresh token, and when it answers with an ID token of
 * somebody else, or of another sign-in.
 */
export function byRefresh(use: TokenUse, client: TokenClient): Wanted {
  const parameters = parametersOf(use)
  return {
    name: nameOf('refresh', parameters),
    ask: (session, tokens) => refresh(session, tokens, parameters, client),
    isEnd: (error) =>
      error instanceof SsoError &&
      (error.code === 'ERR_SSO_REFRESH_REFUSED' || error.facts['check'] !== undefined),
  }
}
