import { type Check, failed, passed } from '../../report.ts'
import type { Path } from './path.ts'

/** RFC 5280, 6.1.3 (a)(2), for every certificate of the path and the anchor too: both ends belong to the period. */
export function checkValidity({ certificates }: Pick<Path, 'certificates'>, at: Date): Check {
  const time = at.getTime()
  for (const { subject, notBefore, notAfter } of certificates) {
    const isOver = time > notAfter.getTime()
    if (!isOver && time >= notBefore.getTime()) continue
    return failed('path.validity', isOver ? 'ERR_PATH_EXPIRED' : 'ERR_PATH_NOT_YET_VALID', {
      at: at.toISOString(),
      subject: subject.text,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    })
  }
  return passed('path.validity')
}
