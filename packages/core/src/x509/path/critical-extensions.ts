import { type Check, failed, passed } from '../../report.ts'
import { EXTENSION } from '../oid.ts'
import type { Path } from './path.ts'

/**
 * Extensions whose meaning the checks of a path take into account, or that mean nothing for a path. Attributes of the
 * subject are not among them: what they say of him, no check here knows.
 */
const PROCESSED: ReadonlySet<string> = /* @__PURE__ */ new Set([
  EXTENSION.basicConstraints,
  EXTENSION.keyUsage,
  EXTENSION.extKeyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.issuerAltName,
  EXTENSION.subjectKeyIdentifier,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.nameConstraints,
  EXTENSION.certificatePolicies,
  EXTENSION.policyMappings,
  EXTENSION.policyConstraints,
  EXTENSION.inhibitAnyPolicy,
  EXTENSION.cRLDistributionPoints,
  EXTENSION.freshestCRL,
  EXTENSION.authorityInfoAccess,
  EXTENSION.subjectInfoAccess,
  EXTENSION.ocspNoCheck,
])

/** What a certificate requires of its users and is not understood here refuses it (RFC 5280, 4.2). */
export function checkCriticalExtensions({ certificates }: Pick<Path, 'certificates'>): Check {
  for (const { extensions, subject } of certificates) {
    const unknown = extensions.find(({ oid, critical }) => critical && !PROCESSED.has(oid))
    if (unknown === undefined) continue
    const facts = { subject: subject.text, extension: unknown.oid }
    return failed('path.critical-extensions', 'ERR_PATH_CRITICAL_EXTENSION', facts)
  }
  return passed('path.critical-extensions')
}
