import { type Check, failed, passed } from '../../report.ts'
import type { Path } from './path.ts'

/** RFC 5280, 6.1.3 (a)(2), for every certificate of the path and the anchor too: both ends belong to the period. */
export function checkValidity({ certificates }: Pick<Path, 'certificates'>, at: Date): Check {
  for (const { subject, notBefore, notAfter } of certificates) {
    if (at >= notBefore && at <= notAfter) continue
    const period = {
      at: at.toISOString(),
      subject: subject.text,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    }
    return failed('path.validity', at > notAfter ? 'ERR_PATH_EXPIRED' : 'ERR_PATH_NOT_YET_VALID', period)
  }
  return passed('path.validity', { at: at.toISOString() })
}
