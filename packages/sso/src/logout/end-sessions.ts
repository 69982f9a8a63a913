import { recordLogout } from '../audit/record.ts'
import { providerOf, type Settings } from '../settings.ts'
import type { StoredSession } from '../stores/store.ts'
import { revokeToken } from '../token/request.ts'
import { CLOCK_SKEW } from '../token/time-checks.ts'

/**
 * How long a logout is remembered, in seconds: no token issued before it is accepted for longer, so none can bring a
 * session that it ended.
 */
export const REMEMBER = 900

/** Whose sessions end. */
export interface Ended {
  readonly issuer: string
  readonly sid?: string | undefined
  readonly sub?: string | undefined
  /** What was issued later lives on; in seconds, by the issuer's clock. */
  readonly before: number
}

/** Access tokens end with the session that they belong to, at the interfaces that ask the same revocations. */
async function revokeTokens(ended: Ended, settings: Settings): Promise<void> {
  const { revocations, now, maxTokenAge } = settings
  await revocations?.revoke({ ...ended, until: now() + maxTokenAge + CLOCK_SKEW })
}

/**
 * The same for a session that its user ends, where the provider has named it: without a name, all that the user has would
 * have to end. That they could not is no reason to keep the session: the provider's own logout, which is sent again until it is
 * heard, ends them yet.
 */
export async function revokeTokensOf(
  { user, sid, issuedAt }: StoredSession,
  settings: Settings,
): Promise<void> {
  if (sid === undefined) return
  // The provider's clock may be ahead: what came with the sign-in is meant, and what a later sign-in brings is not.
  const ended = { issuer: user.issuer, sid, before: Math.max(settings.now(), issuedAt) }
  await revokeTokens(ended, settings).catch(settings.onError)
}

/** Hands back the refresh token of a session that is over: nobody has it any more, and nobody shall. */
export async function handBack({ user, tokens }: StoredSession, settings: Settings): Promise<void> {
  if (tokens?.refresh !== undefined) {
    await revokeToken(tokens.refresh, providerOf(user.issuer, settings), settings.onError)
  }
}

/**
 * `sub` alone ends all of the subject's sessions; `sid` ends that one session. With both, those of the subject that
 * have no `sid` end too: any of them may be the one that is meant. To be put on record by who calls.
 */
export async function endSessions(ended: Ended, settings: Settings): Promise<void> {
  const { issuer, sid, sub, before } = ended
  const { store, now } = settings
  const keepUntil = now() + REMEMBER
  if (sid === undefined && sub !== undefined) await store.destroyBySub(issuer, sub, before, keepUntil)
  if (sid !== undefined) await store.destroyBySid(issuer, sid, before, keepUntil)
  if (sid !== undefined && sub !== undefined) await store.destroyWithoutSid(issuer, sub, before, keepUntil)
  await revokeTokens(ended, settings).catch(async (error: unknown) => {
    // The sessions have ended, whether or not the provider tries again.
    await recordLogout(ended, settings)
    throw error
  })
}
