import type { SubjectKind } from '../assurance/subject.ts'

/** In whose name somebody acts, with nothing in it by which a stranger knows them. */
export interface AuditSubject {
  readonly kind: SubjectKind
  /** Pseudonym of a company's or body's credit code. */
  readonly organisation?: string
  /** Pseudonym of the minor for whom a guardian acts: the one of the minor's own sign-ins. */
  readonly ward?: string
  /** By what right they act for it. */
  readonly role?: 'account' | 'agent' | 'representative'
  /** Pseudonym of the mandate. */
  readonly mandate?: string
}

/** Who did something. Each is a pseudonym that only who has the secret can make again, but for the issuer. */
export interface AuditActor {
  readonly issuer: string
  readonly person: string
  readonly session: string
}

interface Happening {
  /** Seconds since 1970, by the portal's clock. */
  readonly at: number
  /** The portal's origin. */
  readonly portal: string
}

/** Somebody signed in, or raised the level of a sign-in. */
export interface SignInEvent extends Happening {
  readonly type: 'sign-in'
  readonly actor: AuditActor
  readonly subject: AuditSubject
  readonly level: number
  /** The level that a page had asked for, 0 for none. */
  readonly asked: number
}

/** Whom a provider vouched for was not let in: the level or the mandate did not do. */
export interface SignInRefusedEvent extends Happening {
  readonly type: 'sign-in-refused'
  readonly actor: Omit<AuditActor, 'session'>
  readonly code: string
}

/** Somebody went from one name to another 法人账号切换: `actor.session` is the new session. */
export interface SwitchEvent extends Happening {
  readonly type: 'switch'
  readonly actor: AuditActor
  readonly formerSession: string
  readonly from: AuditSubject
  readonly to: AuditSubject
}

/** Somebody wanted to, and may not. */
export interface SwitchRefusedEvent extends Happening {
  readonly type: 'switch-refused'
  readonly actor: AuditActor
  /** Pseudonym of the mandate that was asked for, as it was written. */
  readonly mandate: string
  readonly code: string
}

/** A mandate ended while somebody acted by it: they act for themself from here on. */
export interface MandateEndedEvent extends Happening {
  readonly type: 'mandate-ended'
  readonly actor: AuditActor
  readonly subject: AuditSubject
  readonly code: string
}

/** Somebody signed out. */
export interface SignOutEvent extends Happening {
  readonly type: 'sign-out'
  readonly actor: AuditActor
}

/** Somebody ended another of their sessions. */
export interface SessionEndedEvent extends Happening {
  readonly type: 'session-ended'
  readonly actor: AuditActor
  readonly endedSession: string
}

/** The provider ended sessions. */
export interface LogoutReceivedEvent extends Happening {
  readonly type: 'logout-received'
  readonly issuer: string
  /** Pseudonym of the subject, when the token names one. */
  readonly person?: string
  /** Pseudonym of the provider's session, when the token names one. */
  readonly providerSession?: string
}

/** A logout token of the provider's came again: it ends nothing that it had not ended, and is told of once. */
export interface LogoutReplayedEvent extends Omit<LogoutReceivedEvent, 'type'> {
  readonly type: 'logout-replayed'
}

/** What happens at a relying party that somebody may have to answer for. It holds no name, number or token. */
export type AuditEvent =
  | SignInEvent
  | SignInRefusedEvent
  | SwitchEvent
  | SwitchRefusedEvent
  | MandateEndedEvent
  | SignOutEvent
  | SessionEndedEvent
  | LogoutReceivedEvent
  | LogoutReplayedEvent

export type AuditEventType = AuditEvent['type']

type WithoutPlace<Event> = Event extends AuditEvent ? Omit<Event, keyof Happening> : never

/** An event before it is told where and when. */
export type AuditFact = WithoutPlace<AuditEvent>
