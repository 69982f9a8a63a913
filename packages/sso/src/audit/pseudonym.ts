import { encodeBase64Url, encodeUtf8, hmac } from '@xinyin/core'
import { mandateOf, type Subject } from '../assurance/subject.ts'
import type { AuditActor, AuditSubject } from './event.ts'

/** 128 bits: no two of a province's people meet. */
const OCTETS = 16

/**
 * Names that say nothing, the same for the same: an auditor who has the secret finds all that one person did, and who has
 * the log alone learns that it was one person.
 */
export interface Pseudonyms {
  person(issuer: string, sub: string): string
  /** @param key - the store's key of a session */
  session(key: string): string
  providerSession(issuer: string, sid: string): string
  organisation(uscc: string): string
  mandate(issuer: string, id: string): string
}

/** Makes pseudonyms with a secret of at least 32 octets, as HMAC-SHA-256. */
export function createPseudonyms(secret: Uint8Array): Pseudonyms {
  if (!(secret instanceof Uint8Array)) throw new TypeError('secret: octets are needed')
  if (secret.length < 32) throw new RangeError('secret: at least 32 octets are needed')
  const key = Uint8Array.from(secret)
  const name = (...label: readonly string[]) =>
    encodeBase64Url(hmac('SHA-256', key, encodeUtf8(JSON.stringify(label))).subarray(0, OCTETS))
  return {
    person: (issuer, sub) => name('person', issuer, sub),
    session: (sessionKey) => name('session', sessionKey),
    providerSession: (issuer, sid) => name('provider-session', issuer, sid),
    organisation: (uscc) => name('organisation', uscc),
    mandate: (issuer, id) => name('mandate', issuer, id),
  }
}

export function actorOf(
  { issuer, sub }: { readonly issuer: string; readonly sub: string },
  key: string,
  pseudonyms: Pseudonyms,
): AuditActor {
  return { issuer, person: pseudonyms.person(issuer, sub), session: pseudonyms.session(key) }
}

export function subjectOf(subject: Subject, issuer: string, pseudonyms: Pseudonyms): AuditSubject {
  const { kind } = subject
  if (kind === 'natural-person') return { kind }
  if (kind === 'civil-servant')
    return { kind, organisation: pseudonyms.organisation(subject.organisation.uscc) }
  if (subject.kind === 'ward') {
    // By the name under which the minor's own sign-ins are on record.
    const ward = pseudonyms.person(issuer, subject.sub)
    return { kind, ward, mandate: pseudonyms.mandate(issuer, subject.guardian.mandate.id) }
  }
  const mandate = mandateOf(subject)
  return {
    kind: subject.kind,
    organisation: pseudonyms.organisation(subject.uscc),
    role: subject.agent.role,
    ...(mandate && { mandate: pseudonyms.mandate(issuer, mandate.id) }),
  }
}
