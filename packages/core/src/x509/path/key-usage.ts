import { type Check, failed, passed } from '../../report.ts'
import type { Role } from '../../trust/anchor.ts'
import { PURPOSE } from '../oid.ts'
import type { Path } from './search.ts'
import type { Target } from './target.ts'

/**
 * Where key usage is stated, issuers may sign certificates and the leaf may sign content (RFC 5280, 4.2.1.3).
 */
export function checkKeyUsage({ certificates }: Path, target: Target): Check {
  for (const [index, { keyUsage, subject }] of certificates.entries()) {
    if (keyUsage === undefined) continue
    if (index === 0 && target === 'signer') {
      if (keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation')) continue
      const needed = 'digitalSignature'
      return failed('path.key-usage', 'ERR_PATH_KEY_USAGE', { subject: subject.text, needed })
    }
    if (!keyUsage.has('keyCertSign')) {
      const needed = 'keyCertSign'
      return failed('path.key-usage', 'ERR_PATH_KEY_USAGE', { subject: subject.text, needed })
    }
  }
  return passed('path.key-usage')
}

/** Purposes that have nothing to do with signing seals, documents and credentials. */
const OTHER_PURPOSES: ReadonlySet<string> = new Set([
  PURPOSE.serverAuth,
  PURPOSE.codeSigning,
  PURPOSE.timeStamping,
  PURPOSE.ocspSigning,
])

/**
 * A time-stamper's certificate must say that it is one (RFC 3161, 2.3).
 *
 * No purpose is registered for seals, so that other certificates of signers name all sorts of purposes; refused are
 * those that name only purposes which certainly are others.
 */
export function checkExtendedKeyUsage({ certificates }: Path, role: Role, target: Target): Check {
  const [leaf] = certificates
  if (leaf === undefined || target === 'authority') return passed('path.extended-key-usage')
  const { extendedKeyUsage: purposes } = leaf
  const fits =
    role === 'time-stamper'
      ? purposes?.length === 1 && purposes[0] === PURPOSE.timeStamping
      : purposes === undefined || purposes.some((purpose) => !OTHER_PURPOSES.has(purpose))
  if (fits) return passed('path.extended-key-usage')
  return failed('path.extended-key-usage', 'ERR_PATH_EXTENDED_KEY_USAGE', {
    subject: leaf.subject.text,
    role,
  })
}
