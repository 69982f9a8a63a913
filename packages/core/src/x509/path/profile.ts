import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { isEmptyName, sameName } from '../name-match.ts'
import { EXTENSION } from '../oid.ts'
import type { Path } from './path.ts'

/** Whether an extension has to be critical or must not be, and the clause of RFC 5280 that says so. */
const CRITICALITY: ReadonlyMap<string, readonly [critical: boolean, clause: string]> =
  /* @__PURE__ */ new Map([
    [EXTENSION.authorityKeyIdentifier, [false, '4.2.1.1']],
    [EXTENSION.subjectKeyIdentifier, [false, '4.2.1.2']],
    [EXTENSION.policyConstraints, [true, '4.2.1.11']],
    [EXTENSION.inhibitAnyPolicy, [true, '4.2.1.14']],
    [EXTENSION.authorityInfoAccess, [false, '4.2.2.1']],
    [EXTENSION.subjectInfoAccess, [false, '4.2.2.2']],
  ])

/** The clause of the first rule that an extension breaks by being critical or not. */
function brokenCriticality({ extensions, subject }: Certificate, isLeaf: boolean): string | undefined {
  for (const { oid, critical } of extensions) {
    const rule = CRITICALITY.get(oid)
    if (rule !== undefined && rule[0] !== critical) return rule[1]
    if (critical) continue
    if (oid === EXTENSION.basicConstraints && !isLeaf) return '4.2.1.9'
    if (oid === EXTENSION.subjectAltName && isEmptyName(subject)) return '4.2.1.6'
  }
  return undefined
}

/** The clause of the first rule that a certificate breaks. */
function brokenRule(certificate: Certificate, isLeaf: boolean, isAnchor: boolean): string | undefined {
  const { version, serialNumber, keyUsage } = certificate
  if (version !== 3) return '4.1.2.1'
  // Positive; its first bit is that of a negative number.
  if (/^(?:[89a-f]|00$)/.test(serialNumber)) return '4.1.2.2'
  if (certificate.authorityKeyIdentifier === undefined) {
    if (!isAnchor || !sameName(certificate.subject, certificate.issuer)) return '4.2.1.1'
  }
  if (isLeaf) {
    if (keyUsage?.has('keyCertSign') === true) return '4.2.1.9'
    if (certificate.nameConstraints !== undefined) return '4.2.1.10'
  } else {
    if (certificate.subjectKeyIdentifier === undefined) return '4.2.1.2'
    if (keyUsage === undefined) return '4.2.1.3'
  }
  return brokenCriticality(certificate, isLeaf)
}

/**
 * The certificates of servers and of the authorities above them keep to what RFC 5280 requires of those who issue them,
 * beyond what its algorithm looks at. Who breaks these rules may break others that cannot be seen.
 *
 * It is asked of servers alone: their certificates are made by the rules of the Web. Those of signers in use break some
 * of these rules, and nothing hangs on them there.
 */
export function checkProfile({ certificates }: Pick<Path, 'certificates'>): Check {
  const last = certificates.length - 1
  for (const [at, certificate] of certificates.entries()) {
    const clause = brokenRule(certificate, at === 0, at === last)
    if (clause === undefined) continue
    return failed('path.profile', 'ERR_PATH_PROFILE', { subject: certificate.subject.text, clause })
  }
  return passed('path.profile')
}
