import { SsoError } from '../errors.ts'
import type { Settings } from '../settings.ts'
import type { FoundSession } from '../stores/store.ts'
import { actorOf, subjectOf } from './pseudonym.ts'

type Recording = Pick<Settings, 'auditor' | 'onError'>

/**
 * Puts a sign-in on record, or takes it back: what is not on record is not in force.
 *
 * @param asked - the level that was asked for
 * @throws SsoError `ERR_SSO_AUDIT_UNAVAILABLE`
 */
export async function recordSignIn(
  { key, session: { user } }: FoundSession,
  asked: number,
  { auditor, store }: Pick<Settings, 'auditor' | 'store'>,
): Promise<void> {
  try {
    await auditor.record((pseudonyms) => ({
      type: 'sign-in',
      actor: actorOf(user, key, pseudonyms),
      subject: subjectOf(user.subject, user.issuer, pseudonyms),
      level: user.level,
      asked,
    }))
  } catch (error) {
    await store.destroy(key)
    throw error
  }
}

/** Whom a provider vouched for, and the portal did not let in. Nothing more is refused when it cannot be recorded. */
export async function recordRefusedSignIn(
  { iss, sub }: { readonly iss: string; readonly sub: string },
  error: unknown,
  { auditor, onError }: Recording,
): Promise<void> {
  if (!(error instanceof SsoError)) return
  await auditor
    .record((pseudonyms) => ({
      type: 'sign-in-refused',
      actor: { issuer: iss, person: pseudonyms.person(iss, sub) },
      code: error.code,
    }))
    .catch(onError)
}

/** What has ended stays so, whether or not it is on record. */
export async function recordSignOut(
  { key, session: { user } }: FoundSession,
  { auditor, onError }: Recording,
): Promise<void> {
  await auditor
    .record((pseudonyms) => ({ type: 'sign-out', actor: actorOf(user, key, pseudonyms) }))
    .catch(onError)
}

/** The same for a session that somebody ended from another of theirs. */
export async function recordEndedSession(
  { key, session: { user } }: FoundSession,
  ended: string,
  { auditor, onError }: Recording,
): Promise<void> {
  await auditor
    .record((pseudonyms) => ({
      type: 'session-ended',
      actor: actorOf(user, key, pseudonyms),
      endedSession: pseudonyms.session(ended),
    }))
    .catch(onError)
}

/** The same for what a provider ended. */
export async function recordLogout(
  ended: {
    readonly issuer: string
    readonly sid?: string | undefined
    readonly sub?: string | undefined
    readonly replayed?: true
  },
  { auditor, onError }: Recording,
): Promise<void> {
  const { issuer, sid, sub, replayed } = ended
  await auditor
    .record((pseudonyms) => ({
      type: replayed ? 'logout-replayed' : 'logout-received',
      issuer,
      ...(sub !== undefined && { person: pseudonyms.person(issuer, sub) }),
      ...(sid !== undefined && { providerSession: pseudonyms.providerSession(issuer, sid) }),
    }))
    .catch(onError)
}
