import { type Facts, type Language, render } from '@xinyin/core'
import type { AuditEvent, AuditSubject } from './event.ts'
import { AUDIT_EVENTS, AUDIT_SUBJECTS } from './sentences.ts'

function describeSubject(
  { kind, role, organisation = '?', ward = '?' }: AuditSubject,
  language: Language,
): string {
  const name = kind === 'legal-person' ? (role ?? 'account') : kind
  return render(AUDIT_SUBJECTS[name], language, { organisation, ward }).trim()
}

function factsOf(event: AuditEvent, language: Language): Facts {
  const say = (subject: AuditSubject) => describeSubject(subject, language)
  switch (event.type) {
    case 'sign-in':
      return { person: event.actor.person, subject: say(event.subject), level: event.level }
    case 'sign-in-refused':
      return { person: event.actor.person, code: event.code }
    case 'switch':
      return { person: event.actor.person, from: say(event.from), to: say(event.to) }
    case 'switch-refused':
      return { person: event.actor.person, mandate: event.mandate, code: event.code }
    case 'mandate-ended':
      return { person: event.actor.person, subject: say(event.subject), code: event.code }
    case 'sign-out':
      return { person: event.actor.person }
    case 'session-ended':
      return { person: event.actor.person, ended: event.endedSession }
    case 'logout-received':
    case 'logout-replayed':
      return { issuer: event.issuer, target: event.providerSession ?? event.person ?? '?' }
  }
}

/** Says an event in words for people: what happened, with pseudonyms in place of names. */
export function describeEvent(event: AuditEvent, language: Language): string {
  return `${render(AUDIT_EVENTS[event.type], language, factsOf(event, language))}${language === 'en' ? '.' : '。'}`
}
