import type { Mandate } from '../assurance/mandate.ts'
import type { Subject } from '../assurance/subject.ts'
import type { VerifiedClaims } from '../assurance/verified-claims-policy.ts'
import type { StoredSession } from '../stores/store.ts'
import { actingTag } from './acting.ts'

/** Who is signed in. */
export interface SessionUser {
  /** In whose name, now: it changes when they switch, and when a mandate ends. */
  readonly subject: Subject
  /** Whom they may act for, as the provider said when they signed in. */
  readonly mandates?: readonly Mandate[]
  /** Assurance level 实名等级 in the portal's own numbers; 0 when the provider's `acr` is not in its table. */
  readonly level: number
  readonly issuer: string
  /**
   * The provider's name for the account: unique with `issuer`, and the only thing to key data by. It is the guardian's where they act
   * for a ward, whose own is `subject.sub`.
   */
  readonly sub: string
  /** When they signed in at the provider (`auth_time`), in seconds since 1970; absent where it does not say. */
  readonly authenticatedAt?: number
  /** What was verified about them, of what the portal asked for. */
  readonly verified?: VerifiedClaims
}

/** A sign-in that is in force. */
export interface Session {
  readonly user: SessionUser
  /**
   * Changes when the user goes on in another name. A form that is filled in for a company carries it, so that it is not taken for
   * another's when the user has switched in another tab meanwhile: compare it with that of the request.
   */
  readonly acting: string
  readonly createdAt: Date
  /** When it ends, however much it is used. */
  readonly expiresAt: Date
  /** When it ends unless it is used before. */
  readonly idleUntil: Date
}

/** What the application sees: no token, nothing of the store's own. */
export function publicSession({ user, createdAt, expiresAt, idleUntil }: StoredSession): Session {
  const date = (seconds: number) => new Date(seconds * 1000)
  return {
    user,
    acting: actingTag(user),
    createdAt: date(createdAt),
    expiresAt: date(expiresAt),
    idleUntil: date(idleUntil),
  }
}
