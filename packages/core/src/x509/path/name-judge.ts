import { type Check, failed, indeterminate } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { isEmptyName } from '../name-match.ts'
import { ATTRIBUTE } from '../oid.ts'
import { type Effort, takeEffort } from './effort.ts'
import type { NameJudge } from './name-constraints.ts'
import { type ConstrainedName, formOf } from './subtree/form.ts'
import { positionOf } from './subtree/position.ts'

/** @param effort - what comparisons count against */
export function createNameJudge(effort: Effort): NameJudge {
  let known: Map<Certificate, Map<Certificate, Check | undefined>> | undefined
  return (certificate, authority) => {
    known ??= new Map()
    const byAuthority = known.get(certificate) ?? new Map<Certificate, Check | undefined>()
    known.set(certificate, byAuthority)
    if (!byAuthority.has(authority)) byAuthority.set(authority, judgeNames(certificate, authority, effort))
    return byAuthority.get(authority)
  }
}

/** What stands against the names of a certificate, if anything does. */
function judgeNames(certificate: Certificate, authority: Certificate, effort: Effort): Check | undefined {
  const permitted = authority.nameConstraints?.permitted?.map(formOf) ?? []
  const excluded = authority.nameConstraints?.excluded?.map(formOf) ?? []
  const names = namesOf(certificate)
  if (!takeEffort(effort, { comparisons: names.length * (permitted.length + excluded.length) })) {
    return indeterminate('path.name-constraints', 'ERR_PATH_EFFORT', { ...effort.limits })
  }
  const facts = { subject: certificate.subject.text, authority: authority.subject.text }
  for (const name of names) {
    const { kind: form } = name
    if (isExcluded(name, excluded)) {
      return failed('path.name-constraints', 'ERR_PATH_NAME_EXCLUDED', { ...facts, form })
    }
    if (!isPermitted(name, permitted)) {
      return failed('path.name-constraints', 'ERR_PATH_NAME_NOT_PERMITTED', { ...facts, form })
    }
  }
  return undefined
}

/**
 * The subject, mailboxes in it, and the alternative names. RFC 5280 holds mailboxes of the subject against constraints
 * only where there are no alternative names; a mailbox that stands beside them is believed just as well.
 */
function namesOf({ subject, subjectAltName }: Certificate): ConstrainedName[] {
  const names: ConstrainedName[] = isEmptyName(subject) ? [] : [{ kind: 'directory', value: subject }]
  for (const { oid, value } of subject.attributes) {
    if (oid === ATTRIBUTE.emailAddress) names.push({ kind: 'email', value })
  }
  for (const name of subjectAltName ?? []) names.push(formOf(name))
  return names
}

/** What cannot be told to be outside counts as excluded. */
function isExcluded(name: ConstrainedName, subtrees: readonly ConstrainedName[]): boolean {
  return subtrees.some((base) => base.kind === name.kind && positionOf(name, base, true) !== 'outside')
}

/** A form of which no subtree is permitted is not limited. */
function isPermitted(name: ConstrainedName, subtrees: readonly ConstrainedName[]): boolean {
  const sameForm = subtrees.filter(({ kind }) => kind === name.kind)
  return sameForm.length === 0 || sameForm.some((base) => positionOf(name, base, false) === 'within')
}
