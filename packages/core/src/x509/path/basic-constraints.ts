import { type Check, failed, passed } from '../../report.ts'
import { sameName } from '../name-match.ts'
import type { Path } from './path.ts'
import type { Target } from './target.ts'

/** Whoever is one of these is no authority as well. Lists of revoked certificates are signed by both. */
const NO_AUTHORITIES: readonly Target[] = ['signer', 'server']

/**
 * Every issuer says that it is an authority, and keeps to its limit (RFC 5280, 4.2.1.9 and 6.1.4 (k) to (m)). A signer
 * is none: who may say who signs does not sign himself. A certificate that is itself the anchor was named for just this
 * role by whoever trusts it, and self-signed ones say that they are authorities by habit.
 *
 * The limit counts the authorities between an issuer and the end of the path, without those that issued to
 * themselves. The anchor is held to its own words too.
 */
export function checkBasicConstraints({ certificates }: Pick<Path, 'certificates'>, target: Target): Check {
  let below = 0
  for (const [index, certificate] of certificates.entries()) {
    const isTarget = index === 0
    const { basicConstraints } = certificate
    if ((!isTarget || target === 'authority') && basicConstraints?.ca !== true) {
      const facts = { subject: certificate.subject.text }
      return failed('path.basic-constraints', 'ERR_PATH_NOT_AUTHORITY', facts)
    }
    if (isTarget) {
      if (certificates.length > 1 && NO_AUTHORITIES.includes(target) && basicConstraints?.ca === true) {
        const facts = { subject: certificate.subject.text }
        return failed('path.basic-constraints', 'ERR_PATH_AUTHORITY', facts)
      }
      continue
    }
    const allowed = basicConstraints?.pathLength
    if (allowed !== undefined && below > allowed) {
      const facts = { subject: certificate.subject.text, allowed, found: below }
      return failed('path.basic-constraints', 'ERR_PATH_LENGTH', facts)
    }
    if (index < certificates.length - 1 && !sameName(certificate.subject, certificate.issuer)) below++
  }
  return passed('path.basic-constraints')
}
