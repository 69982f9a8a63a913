import { findLapse, type Mandate } from '../assurance/mandate.ts'
import { actFor, mandateOf, personOf, type Subject } from '../assurance/subject.ts'
import { actorOf, subjectOf } from '../audit/pseudonym.ts'
import type { SsoError } from '../errors.ts'
import { fingerprint } from '../http/secret.ts'
import type { Settings } from '../settings.ts'
import type { FoundSession, StoredSession } from '../stores/store.ts'
import type { SessionUser } from './session.ts'

/** A session as it stands for one request. */
export interface ActingSession extends FoundSession {
  /** Why, since this request, the user no longer acts for a company: what it wanted in the company's name must not be done. */
  readonly lapse?: SsoError
}

/** Somebody in whose name the user may act, and by which mandate, if it is by one. */
export interface ActingChoice {
  readonly subject: Subject
  readonly mandate: Mandate | undefined
}

/** What a subject is told from others of its kind by; nothing for a person, who is told by the account. */
function nameOf(subject: Subject): string | false {
  if (subject.kind === 'legal-person') return subject.uscc
  if (subject.kind === 'ward') return subject.sub
  return subject.kind === 'civil-servant' && subject.organisation.uscc
}

/** Names in whose name somebody acts, without saying who: the same as long as that is the same. */
export function actingTag({ issuer, sub, subject }: SessionUser): string {
  const label = JSON.stringify([issuer, sub, subject.kind, nameOf(subject), mandateOf(subject)?.id])
  return fingerprint(label).slice(0, 22)
}

/** In whose names the user may act: themself first, and each company or ward that a mandate in force names. */
export function choicesOf({ subject, mandates = [] }: SessionUser, now: number): ActingChoice[] {
  const self = personOf(subject)
  if (self === undefined) return [{ subject, mandate: undefined }]
  const others = mandates
    .filter((mandate) => findLapse(mandate, now) === undefined)
    .map((mandate) => ({ subject: actFor(self, mandate), mandate }))
  return [{ subject: self, mandate: undefined }, ...others]
}

/** The user as themself, without the mandate that is over. */
function stopActing(user: SessionUser, mandate: Mandate): SessionUser {
  const subject = personOf(user.subject) ?? user.subject
  const mandates = user.mandates?.filter(({ id }) => id !== mandate.id)
  return { ...user, subject, ...(mandates && { mandates }) }
}

/** Why a mandate no longer holds, if it does not: by its own end, or since the company withdrew it. */
export async function findMandateLapse(
  mandate: Mandate,
  user: SessionUser,
  { mandateStatus, now }: Settings,
  newest = false,
): Promise<SsoError | undefined> {
  return findLapse(mandate, now()) ?? (await mandateStatus.find(mandate, user, newest))
}

async function recordEnd(
  { key, session }: FoundSession,
  lapse: SsoError,
  { auditor, onError }: Settings,
): Promise<void> {
  const { user } = session
  // Leaving a company is safe whether or not it is on record; staying in it because of a full disk is not.
  await auditor
    .record((pseudonyms) => ({
      type: 'mandate-ended',
      actor: actorOf(user, key, pseudonyms),
      subject: subjectOf(user.subject, user.issuer, pseudonyms),
      code: lapse.code,
    }))
    .catch(onError)
}

/** A renewal of tokens may write the session in between: then it is read again, so often. */
const ATTEMPTS = 5

/**
 * Puts a user out of a company for which they no longer may act, and leaves them signed in as themself.
 *
 * @returns the session as it is now; `undefined` when it has ended meanwhile
 * @throws SsoError `ERR_SSO_MANDATE_UNKNOWN` when it cannot be found out: then nothing is done in anybody's name
 */
export async function settleMandate(
  found: FoundSession,
  settings: Settings,
): Promise<ActingSession | undefined> {
  let session: StoredSession | undefined = found.session
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const mandate = session && mandateOf(session.user.subject)
    if (session === undefined) return undefined
    if (mandate === undefined) return { ...found, session }
    const lapse = await findMandateLapse(mandate, session.user, settings)
    if (lapse === undefined) return { ...found, session }
    if (lapse.code === 'ERR_SSO_MANDATE_UNKNOWN') throw lapse
    const left = { ...session, user: stopActing(session.user, mandate) }
    if (await settings.store.replace(found.key, found.key, left)) {
      await recordEnd({ key: found.key, session }, lapse, settings)
      return { key: found.key, session: left, lapse }
    }
    session = await settings.store.get(found.key)
  }
  return undefined
}
