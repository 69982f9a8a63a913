import type { Mandate } from '../assurance/mandate.ts'
import { actFor, personOf, type Subject } from '../assurance/subject.ts'
import { actorOf, subjectOf } from '../audit/pseudonym.ts'
import { parseReturnTo } from '../authorize/return-to.ts'
import { SsoError } from '../errors.ts'
import type { Answered, Asked } from '../http/asked.ts'
import { readForm, singleParameter } from '../http/body.ts'
import { seeOther } from '../http/page.ts'
import { requireSameSite } from '../http/same-site.ts'
import type { Settings } from '../settings.ts'
import type { FoundSession, StoredSession } from '../stores/store.ts'
import { tokensLock } from '../token/renew.ts'
import { findMandateLapse } from './acting.ts'
import { findKept } from './find.ts'
import { withLock } from './lock.ts'
import { switchSession } from './open.ts'
import type { SessionUser } from './session.ts'

const MAX_MANDATE = 255
const MAX_RETURN = 2048
/** A switch is some steps of the store and one question; a renewal of tokens that is under way is waited for. */
const LOCK = { seconds: 30, patience: 25 }

/**
 * Whose name the user may take on: their own, or that of the company of one of their mandates. What is not on the list that
 * the provider vouched for is not looked at.
 *
 * @param id - of a mandate; empty for oneself
 */
function findTarget(user: SessionUser, id: string): { subject: Subject; mandate: Mandate | undefined } {
  const person = personOf(user.subject)
  const mandate = user.mandates?.find((one) => one.id === id)
  if (person === undefined || (id !== '' && mandate === undefined)) {
    throw new SsoError('ERR_SSO_MANDATE_ABSENT')
  }
  if (mandate === undefined) return { subject: person, mandate }
  return { subject: actFor(person, mandate), mandate }
}

/** The session in the other name. Whether the mandate holds is asked now: no earlier answer lets anybody in. */
async function withTarget(session: StoredSession, id: string, settings: Settings): Promise<StoredSession> {
  const { user } = session
  const { subject, mandate } = findTarget(user, id)
  const lapse = mandate && (await findMandateLapse(mandate, user, settings, true))
  if (lapse) throw lapse
  return { ...session, user: { ...user, subject } }
}

async function recordRefusal(
  { key, session }: FoundSession,
  id: string,
  error: unknown,
  { auditor, onError }: Settings,
): Promise<void> {
  if (!(error instanceof SsoError)) return
  const { user } = session
  await auditor
    .record((pseudonyms) => ({
      type: 'switch-refused',
      actor: actorOf(user, key, pseudonyms),
      mandate: pseudonyms.mandate(user.issuer, id),
      code: error.code,
    }))
    .catch(onError)
}

/** Puts the switch on record, or takes it back: what is not on record is not in force. */
async function recordSwitch(
  from: FoundSession,
  to: FoundSession,
  { auditor, store }: Settings,
): Promise<void> {
  const { issuer } = to.session.user
  try {
    await auditor.record((pseudonyms) => ({
      type: 'switch',
      actor: actorOf(to.session.user, to.key, pseudonyms),
      formerSession: pseudonyms.session(from.key),
      from: subjectOf(from.session.user.subject, issuer, pseudonyms),
      to: subjectOf(to.session.user.subject, issuer, pseudonyms),
    }))
  } catch (error) {
    await store.destroy(to.key)
    throw error
  }
}

/**
 * Lets the user act in another name, in a session with a new id: the old one is dead in the same step, so that a page which
 * somebody else holds open does not go on as the company. It is what provinces call 法人账号切换.
 *
 * Under the lock of the session's tokens, so that a renewal which is under way does not write what was there before.
 *
 * @returns the `Set-Cookie` values
 */
async function switchTo(
  found: FoundSession,
  id: string,
  request: Asked,
  settings: Settings,
): Promise<readonly string[]> {
  return withLock(settings, tokensLock(found.key), LOCK, async (fence) => {
    const session = await settings.store.get(found.key)
    if (session === undefined) throw new SsoError('ERR_SSO_SIGNED_OUT')
    const next = await withTarget({ ...session, fence }, id, settings)
    const opened = await switchSession(next, request, settings)
    if (opened === undefined) throw new SsoError('ERR_SSO_SIGNED_OUT')
    await recordSwitch({ key: found.key, session }, { key: opened.key, session: next }, settings)
    return opened.cookies
  })
}

/**
 * `POST /switch` with `mandate` and `returnTo`: goes on in the name of the mandate's company, or, without one, in one's own.
 *
 * Only a page of this site can send it. The session keeps its age: a switch is no sign-in.
 */
export async function answerSwitch(request: Asked, settings: Settings): Promise<Answered> {
  requireSameSite(request, settings.origin)
  const found = await findKept(request, settings)
  if (found === undefined) throw new SsoError('ERR_SSO_SIGNED_OUT')
  const form = await readForm(request)
  const id = singleParameter(form, 'mandate', MAX_MANDATE) ?? ''
  const returnTo = parseReturnTo(singleParameter(form, 'returnTo', MAX_RETURN) ?? '/', settings.origin)
  try {
    return seeOther(returnTo, await switchTo(found, id, request, settings))
  } catch (error) {
    await recordRefusal(found, id, error, settings)
    throw error
  }
}
