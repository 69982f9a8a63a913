import { SsoError } from '../errors.ts'
import type { Provider } from '../provider.ts'
import type { SessionUser } from '../session/session.ts'
import type { IdTokenClaims } from '../token/id-token.ts'
import { isNumericDate } from '../token/time-checks.ts'
import { levelOf } from './level.ts'
import { isForSame, isGuardianship, type Mandate } from './mandate.ts'
import { actFor, mandateOf, personOf, type Subject } from './subject.ts'
import { verifyVerifiedClaims } from './verified-claims.ts'
import type { VerifiedClaims } from './verified-claims-policy.ts'

/** What of a provider's settings says who its users are. */
export type Vouching = Pick<
  Provider,
  'issuer' | 'levels' | 'readSubject' | 'readMandates' | 'subjects' | 'verifiedClaims' | 'now'
>

/** A provider vouches for the kinds of subject that it is trusted with, and no other: citizens' for no civil servant. */
function readSubjectOf(claims: IdTokenClaims, { readSubject, subjects }: Vouching): Subject {
  const subject = readSubject(claims)
  if (!subjects.includes(subject.kind)) {
    throw new SsoError('ERR_SSO_SUBJECT_FOREIGN', { found: subject.kind })
  }
  return subject
}

/**
 * Whom a person may act for. A minor acts for nobody, whatever the token says, and nobody for a company, or for a ward, by the word
 * of a provider that is not trusted with that kind: the switch would make one of them.
 */
function readMandatesOf(
  claims: IdTokenClaims,
  subject: Subject,
  { readMandates, subjects }: Vouching,
): readonly Mandate[] {
  if (!subjects.includes('legal-person') && !subjects.includes('ward')) return []
  const person = personOf(subject)
  if (person === undefined || person.minor) return []
  const kindOf = (mandate: Mandate) => (isGuardianship(mandate) ? 'ward' : 'legal-person')
  return readMandates(claims).filter((mandate) => subjects.includes(kindOf(mandate)))
}

/** What was verified of the user; nothing, where the portal can do without and it does not hold. */
function readVerified(
  claims: IdTokenClaims,
  { issuer, verifiedClaims: policy, now }: Vouching,
): VerifiedClaims | undefined {
  if (policy === undefined) return undefined
  try {
    return verifyVerifiedClaims(claims, { issuer, policy, now: now() })
  } catch (error) {
    if (policy.required || !(error instanceof SsoError)) throw error
    return undefined
  }
}

/**
 * Who signed in, by the claims of a verified token.
 *
 * @throws SsoError `ERR_SSO_SUBJECT_FOREIGN`, what the readers of subject and mandates throw, and, where verified claims are
 * required, the code of the check that they failed
 */
export function readUser(claims: IdTokenClaims, provider: Vouching): SessionUser {
  const subject = readSubjectOf(claims, provider)
  const mandates = readMandatesOf(claims, subject, provider)
  const verified = readVerified(claims, provider)
  const authenticatedAt = claims['auth_time']
  return {
    subject,
    ...(mandates.length > 0 && { mandates }),
    level: levelOf(claims['acr'], provider.levels),
    issuer: claims.iss,
    sub: claims.sub,
    ...(isNumericDate(authenticatedAt) && { authenticatedAt }),
    ...(verified && { verified }),
  }
}

/** Whom somebody acts for, after they have raised their level: it would be lost to them otherwise. */
export function keepActing(user: SessionUser, former: SessionUser | undefined): SessionUser {
  const isSame = former !== undefined && former.issuer === user.issuer && former.sub === user.sub
  const held = isSame ? mandateOf(former.subject) : undefined
  // As the new token has it: its end may have changed, it may be gone, and its name may by now be that of another company's.
  const mandate = held && user.mandates?.find((one) => one.id === held.id && isForSame(one, held))
  return user.subject.kind === 'natural-person' && mandate !== undefined
    ? { ...user, subject: actFor(user.subject, mandate) }
    : user
}
