import { type Check, failed, passed } from '../../report.ts'
import type { Role } from '../../trust/anchor.ts'
import { EXTENSION, PURPOSE } from '../oid.ts'
import type { Path } from './search.ts'
import type { Target } from './target.ts'

/** Purposes that have nothing to do with signing seals, documents and credentials. */
const OTHER_PURPOSES: ReadonlySet<string> = new Set([
  PURPOSE.serverAuth,
  PURPOSE.codeSigning,
  PURPOSE.timeStamping,
  PURPOSE.ocspSigning,
  PURPOSE.serverGatedMicrosoft,
  PURPOSE.serverGatedNetscape,
])

/**
 * Whether purposes fit a role.
 *
 * No purpose is registered for seals, so that certificates of signers name all sorts of them, private ones too. Refused
 * is what is certainly for something else: another purpose, with nothing beside it that could mean signing. That a
 * server is a client as well makes it no signer; who names the client's purpose alone may sign with that key.
 */
function fits(purposes: readonly string[], role: Role): boolean {
  if (role === 'time-stamper') return purposes.includes(PURPOSE.timeStamping)
  if (!purposes.some((purpose) => OTHER_PURPOSES.has(purpose))) return true
  return purposes.some((purpose) => !OTHER_PURPOSES.has(purpose) && purpose !== PURPOSE.clientAuth)
}

/**
 * A certificate is used for the purposes that it names, and so are those below an authority that names some: that
 * nesting stands in no clause of RFC 5280, but those who limit an authority so rely on it. An anchor's own purposes
 * are not looked at where it issues: what it is trusted for is its role.
 *
 * A time-stamper's certificate names this purpose alone, and marks it critical (RFC 3161, 2.3).
 */
export function checkExtendedKeyUsage({ certificates }: Path, role: Role, target: Target): Check {
  for (const { extendedKeyUsage: purposes, subject } of certificates.slice(target === 'signer' ? 1 : 0, -1)) {
    if (purposes === undefined || purposes.includes(PURPOSE.any) || fits(purposes, role)) continue
    const facts = { subject: subject.text, role }
    return failed('path.extended-key-usage', 'ERR_PATH_EXTENDED_KEY_USAGE_ISSUER', facts)
  }

  const [leaf] = certificates
  if (leaf === undefined || target === 'authority') return passed('path.extended-key-usage')
  const { extendedKeyUsage: purposes } = leaf
  const facts = { subject: leaf.subject.text, role }
  const stamps = role === 'time-stamper'
  const isRight =
    purposes === undefined ? !stamps : fits(purposes, role) && (!stamps || purposes.length === 1)
  if (!isRight) return failed('path.extended-key-usage', 'ERR_PATH_EXTENDED_KEY_USAGE', facts)
  const isCritical = leaf.extensions.some(({ oid, critical }) => oid === EXTENSION.extKeyUsage && critical)
  if (stamps && !isCritical) {
    return failed('path.extended-key-usage', 'ERR_PATH_EXTENDED_KEY_USAGE_CRITICAL', facts)
  }
  return passed('path.extended-key-usage')
}
