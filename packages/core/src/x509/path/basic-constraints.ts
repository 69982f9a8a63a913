import { type Check, failed, passed } from '../../report.ts'
import { sameName } from '../name-match.ts'
import type { Path } from './search.ts'
import type { Target } from './target.ts'

/**
 * Every issuer says that it is an authority, and keeps to its limit (RFC 5280, 4.2.1.9 and 6.1.4 (k) to (m)). A signer
 * is none: who may say who signs does not sign himself. A certificate that is itself the anchor was named for just this
 * role by whoever trusts it, and self-signed ones say that they are authorities by habit.
 *
 * The limit counts the authorities between an issuer and the end of the path, without those that issued to
 * themselves. The anchor is held to its own words too.
 */
export function checkBasicConstraints({ certificates }: Path, target: Target): Check {
  let below = 0
  for (const [index, certificate] of certificates.entries()) {
    const isTarget = index === 0
    const subject = certificate.subject.text
    const { basicConstraints } = certificate
    if ((!isTarget || target === 'authority') && basicConstraints?.ca !== true) {
      return failed('path.basic-constraints', 'ERR_PATH_NOT_AUTHORITY', { subject })
    }
    if (isTarget && certificates.length > 1 && target === 'signer' && basicConstraints?.ca === true) {
      return failed('path.basic-constraints', 'ERR_PATH_AUTHORITY', { subject })
    }
    if (isTarget) continue
    const allowed = basicConstraints?.pathLength
    if (allowed !== undefined && below > allowed) {
      return failed('path.basic-constraints', 'ERR_PATH_LENGTH', { subject, allowed, found: below })
    }
    if (!sameName(certificate.subject, certificate.issuer)) below++
  }
  return passed('path.basic-constraints')
}
