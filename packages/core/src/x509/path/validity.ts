import { type Check, failed, passed } from '../../report.ts'
import type { Path } from './search.ts'

/** RFC 5280, 6.1.3 (a)(2), for every certificate of the path and the anchor too: both ends belong to the period. */
export function checkValidity({ certificates }: Path, at: Date): Check {
  const facts = { at: at.toISOString() }
  for (const { subject, notBefore, notAfter } of certificates) {
    const period = {
      ...facts,
      subject: subject.text,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    }
    if (at > notAfter) return failed('path.validity', 'ERR_PATH_EXPIRED', period)
    if (at < notBefore) return failed('path.validity', 'ERR_PATH_NOT_YET_VALID', period)
  }
  return passed('path.validity', facts)
}
