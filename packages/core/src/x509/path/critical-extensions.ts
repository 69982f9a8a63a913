import { type Check, failed, passed } from '../../report.ts'
import type { Extension } from '../certificate.ts'
import { EXTENSION } from '../oid.ts'
import type { Path } from './search.ts'

/** Extensions whose meaning the checks of a path take into account, or that mean nothing for a path. */
const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSION.basicConstraints,
  EXTENSION.keyUsage,
  EXTENSION.extKeyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.issuerAltName,
  EXTENSION.subjectKeyIdentifier,
  EXTENSION.authorityKeyIdentifier,
])

/** Extensions that limit what is below them. They bind even where their maker forgot to mark them critical. */
const LIMITING: ReadonlySet<string> = new Set([
  EXTENSION.nameConstraints,
  EXTENSION.policyConstraints,
  EXTENSION.inhibitAnyPolicy,
])

const isBeyondUs = ({ oid, critical }: Extension) => (critical && !PROCESSED.has(oid)) || LIMITING.has(oid)

/**
 * What a certificate requires of its users and is not understood here refuses it (RFC 5280, 4.2). Name constraints
 * and policies are not processed yet.
 */
export function checkCriticalExtensions({ certificates }: Path): Check {
  for (const { extensions, subject } of certificates) {
    const unknown = extensions.find(isBeyondUs)
    if (unknown === undefined) continue
    const facts = { subject: subject.text, extension: unknown.oid }
    return failed('path.critical-extensions', 'ERR_PATH_CRITICAL_EXTENSION', facts)
  }
  return passed('path.critical-extensions')
}
