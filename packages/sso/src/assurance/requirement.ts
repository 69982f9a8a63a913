import { SsoError } from '../errors.ts'
import type { SessionUser } from '../session/session.ts'
import { CLOCK_SKEW } from '../token/time-checks.ts'
import { isFor } from './mandate.ts'
import { mandateOf, personOf, type Subject, type SubjectKind } from './subject.ts'

/** What a page or API needs of whoever is signed in. */
export interface Requirement {
  /** In whose name they must act: one kind, or any of several. */
  readonly subject?: SubjectKind | readonly SubjectKind[]
  /** The least assurance level 实名等级, in the portal's own numbers. */
  readonly level?: number
  /** How long ago they may have signed in at the provider, in seconds: at least 60. A provider that does not tell does not do. */
  readonly maxAge?: number
  /** Who must have signed them in: one of the portal's issuers. */
  readonly issuer?: string
  /** Keeps minors 未成年人 out, and guardians who act for one; they can act for themselves. */
  readonly adult?: true
  /** For a legal person: only its legal representative 法定代表人 in person. */
  readonly representative?: true
  /** For a legal person, or a ward: what the mandate of who acts for them must be good for. */
  readonly purpose?: string
}

/** The subjects that do, of a requirement that names some. */
function kindsOf({ subject }: Requirement): readonly SubjectKind[] | undefined {
  return typeof subject === 'string' ? [subject] : subject
}

/** Why a subject does not do, if it does not. */
export function findSubjectObstacle(subject: Subject, requirement: Requirement): SsoError | undefined {
  const kinds = kindsOf(requirement)
  if (kinds !== undefined && !kinds.includes(subject.kind)) {
    return new SsoError('ERR_SSO_SUBJECT_KIND', { required: kinds.join(' / '), found: subject.kind })
  }
  const isMinor = subject.kind === 'ward' || personOf(subject)?.minor !== undefined
  if (requirement.adult && isMinor) return new SsoError('ERR_SSO_MINOR')
  const isCompany = subject.kind === 'legal-person'
  if (requirement.representative && isCompany && subject.agent.role !== 'representative') {
    return new SsoError('ERR_SSO_REPRESENTATIVE')
  }
  const { purpose } = requirement
  const mandate = mandateOf(subject)
  return purpose !== undefined && mandate !== undefined && !isFor(mandate, purpose)
    ? new SsoError('ERR_SSO_MANDATE_PURPOSE', { required: purpose })
    : undefined
}

/**
 * Whether somebody signed in at the provider recently enough, by clocks that may differ as where the token was judged: with less
 * patience here, what passes there would be sent there again. A time that lies ahead is none.
 */
function isFresh({ authenticatedAt }: SessionUser, maxAge: number, now: number): boolean {
  if (authenticatedAt === undefined) return false
  const age = now - authenticatedAt
  return age <= maxAge + CLOCK_SKEW && age >= -CLOCK_SKEW
}

/** Why somebody does not do, if they do not. What they can mend by signing in anew comes last. */
export function findObstacle(user: SessionUser, requirement: Requirement, now: number): SsoError | undefined {
  const { level = 0, maxAge, issuer } = requirement
  if (issuer !== undefined && user.issuer !== issuer) {
    return new SsoError('ERR_SSO_ISSUER', { required: issuer })
  }
  const obstacle = findSubjectObstacle(user.subject, requirement)
  if (obstacle !== undefined) return obstacle
  if (user.level < level) return new SsoError('ERR_SSO_LEVEL', { required: level, found: user.level })
  return maxAge !== undefined && !isFresh(user, maxAge, now)
    ? new SsoError('ERR_SSO_SIGN_IN_AGE', { limit: maxAge })
    : undefined
}
