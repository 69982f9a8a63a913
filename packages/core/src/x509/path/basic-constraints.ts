import type { Facts } from '../../errors.ts'
import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
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
  const last = certificates.length - 1
  for (let at = 0; at <= last; at++) {
    const certificate = certificates[at]
    if (certificate === undefined) continue
    const { basicConstraints } = certificate
    if (at === 0 && target !== 'authority') {
      const isAuthority = basicConstraints?.ca === true
      if (last > 0 && isAuthority && NO_AUTHORITIES.includes(target))
        return refuse(certificate, 'ERR_PATH_AUTHORITY')
      continue
    }
    if (basicConstraints?.ca !== true) return refuse(certificate, 'ERR_PATH_NOT_AUTHORITY')
    const allowed = basicConstraints.pathLength
    // Names are compared only where it can matter.
    if (at === 0 || allowed === undefined || at - 1 <= allowed) continue
    const found = authoritiesBelow(certificates, at)
    if (found > allowed) return refuse(certificate, 'ERR_PATH_LENGTH', { allowed, found })
  }
  return passed('path.basic-constraints')
}

function authoritiesBelow(certificates: readonly Certificate[], at: number): number {
  return certificates.slice(1, at).filter(({ subject, issuer }) => !sameName(subject, issuer)).length
}

function refuse({ subject }: Certificate, code: string, facts: Facts = {}): Check {
  return failed('path.basic-constraints', code, { subject: subject.text, ...facts })
}
